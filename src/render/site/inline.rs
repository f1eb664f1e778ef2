//! Renders the parts of a line: words, links, figures, small pictures.

use crate::model::reference::{LinkTarget, ResolvedValue};
use crate::model::tree::{Inline, Resolved};
use crate::model::value::Value;
use crate::render::site::html::Writer;
use crate::render::site::markup::{dial, encode_path, escape, is_safe_address, push_escaped};
use crate::render::site::pictures;

impl<'a> Writer<'a> {
    /// Writes the inlines of one block.
    pub(super) fn inlines(&mut self, inlines: &'a [Inline<Resolved>]) {
        let beside_words = self.beside_words;
        self.beside_words |= inlines.iter().any(is_words);
        for inline in inlines {
            self.inline(inline);
        }
        self.beside_words = beside_words;
    }

    fn inline(&mut self, inline: &'a Inline<Resolved>) {
        match inline {
            // Raw HTML is shown as text.
            Inline::Text(text, _) | Inline::Html(text, _) => push_escaped(&mut self.out, text),
            Inline::Emphasis(inlines) => self.wrapped("em", inlines),
            Inline::Strong(inlines) => self.wrapped("strong", inlines),
            Inline::Struck(inlines) => self.wrapped("del", inlines),
            Inline::Code(text, _) => {
                self.out.push_str("<code>");
                push_escaped(&mut self.out, text);
                self.out.push_str("</code>");
            }
            Inline::Link { to, inlines, .. } => self.link(to, inlines),
            Inline::Picture { picture, alt, .. } => {
                let html = pictures::render_picture(self.renderer, *picture, alt);
                self.out.push_str(&html);
            }
            Inline::SoftBreak => self.out.push('\n'),
            Inline::HardBreak => self.out.push_str("<br>\n"),
            Inline::Footnote(label, _) => self.footnote_reference(label),
            Inline::Placeholder(said, _) => self.slot(said),
            Inline::Reading { written, .. } => push_escaped(&mut self.out, written),
            Inline::Markup(tag) => self.out.push_str(tag),
        }
    }

    fn wrapped(&mut self, element: &str, inlines: &'a [Inline<Resolved>]) {
        self.out.extend(["<", element, ">"]);
        self.inlines(inlines);
        self.out.extend(["</", element, ">"]);
    }

    fn link(&mut self, to: &'a LinkTarget, inlines: &'a [Inline<Resolved>]) {
        let href = self.href(to);
        let Some(href) = href.filter(|_| !self.in_link) else {
            self.inlines(inlines);
            return;
        };
        let outside = matches!(to, LinkTarget::Outside(address) if address.starts_with("http"));
        let rel = if outside { " rel=\"external noopener\"" } else { "" };
        let class = if self.beside_words { "" } else { " class=\"tap\"" };
        self.out.extend(["<a", class, " href=\""]);
        push_escaped(&mut self.out, &href);
        self.out.extend(["\"", rel, ">"]);
        self.in_link = true;
        self.inlines(inlines);
        self.in_link = false;
        self.out.push_str("</a>");
    }

    fn href(&self, to: &LinkTarget) -> Option<String> {
        let urls = &self.renderer.urls;
        match to {
            LinkTarget::Page(page, anchor) => {
                let mut href = urls.local(urls.page(*page));
                if let Some(anchor) = anchor {
                    href.push('#');
                    href.push_str(anchor);
                }
                Some(href)
            }
            LinkTarget::Home(lang) => Some(urls.local(urls.home(lang))),
            LinkTarget::Anchor(anchor) => Some(format!("#{anchor}")),
            LinkTarget::Outside(address) => is_safe_address(address).then(|| address.clone()),
            LinkTarget::Static(path) => {
                Some(urls.local(&encode_path(&format!("/{}", path.trim_start_matches('/')))))
            }
        }
    }

    /// Writes a value so that the digits are not split over two lines.
    fn slot(&mut self, said: &ResolvedValue) {
        match said {
            ResolvedValue::Value(value, _) => {
                let text = self.renderer.format.value(value, self.lang);
                let text = escape(&text);
                match value {
                    // A date with the name of the month is too long for one line in large type.
                    _ if text.chars().count() > 12 => self.out.push_str(&text),
                    Value::Text(_) | Value::UnknownDate => self.out.push_str(&text),
                    Value::Phone(phone) if !self.in_link => {
                        let class = if self.beside_words { "n" } else { "n tap" };
                        self.out.push_str(&format!(
                            "<a class=\"{class}\" href=\"tel:{}\">{text}</a>",
                            dial(phone)
                        ));
                    }
                    Value::Phone(_)
                    | Value::Count(_)
                    | Value::Decimal(_)
                    | Value::Percent(_)
                    | Value::InHundred(_)
                    | Value::Money(_)
                    | Value::Date(_) => {
                        self.out.push_str(&format!("<span class=\"n\">{text}</span>"));
                    }
                }
            }
            ResolvedValue::Fallback(words, _) => {
                let text = self.renderer.format.words(words, self.lang);
                push_escaped(&mut self.out, &text);
            }
        }
    }
}

/// Returns whether an inline counts as words. A link among words can be small; a link alone in the
/// line, perhaps after a bold word and before a full stop, needs a larger tap target.
fn is_words(inline: &Inline<Resolved>) -> bool {
    match inline {
        Inline::Text(text, _) => text.trim().chars().count() > 2,
        Inline::Placeholder(said, _) => {
            matches!(**said, ResolvedValue::Fallback(..) | ResolvedValue::Value(Value::Text(_), _))
        }
        _ => false,
    }
}
