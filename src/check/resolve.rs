//! Resolves the references in the tree of a text.

use crate::check::context::{Resolver, TextContext};
use crate::check::{markup, rules};
use crate::diag::Span;
use crate::model::campaign::RawHtml;
use crate::model::format::Formatter;
use crate::model::lang::Localized;
use crate::model::reference::{Figure, ResolvedValue};
use crate::model::tree::{Block, Document, Inline, ListEntry, Parsed, Resolved, anchors};
use crate::model::value::Value;

impl<'a> Resolver<'a, '_> {
    /// Resolves a whole text. Takes ownership, so that unchanged parts are not copied.
    pub fn document(
        &mut self,
        document: Document<Parsed>,
        at: &mut TextContext<'_>,
    ) -> Document<Resolved> {
        at.anchors = anchors(&document);
        let before = self.diags.list.len();
        let resolved = Document {
            blocks: self.blocks(document.blocks, at),
            footnotes: document
                .footnotes
                .into_iter()
                .map(|(label, blocks)| (label, self.blocks(blocks, at)))
                .collect(),
            left_out: document.left_out,
        };
        if !at.report {
            self.diags.list.truncate(before);
        }
        resolved
    }

    fn blocks(
        &mut self,
        blocks: Vec<Block<Parsed>>,
        at: &mut TextContext<'_>,
    ) -> Vec<Block<Resolved>> {
        blocks.into_iter().map(|block| self.block(block, at)).collect()
    }

    fn block(&mut self, block: Block<Parsed>, at: &mut TextContext<'_>) -> Block<Resolved> {
        match block {
            Block::Heading { level, id, inlines, span } => {
                Block::Heading { level, id, inlines: self.inlines(inlines, at), span }
            }
            Block::Paragraph(inlines, span) => Block::Paragraph(self.inlines(inlines, at), span),
            Block::List { start, entries } => Block::List {
                start,
                entries: entries
                    .into_iter()
                    .map(|entry| ListEntry {
                        done: entry.done,
                        blocks: self.blocks(entry.blocks, at),
                    })
                    .collect(),
            },
            Block::Quote(inner) => Block::Quote(self.blocks(inner, at)),
            Block::Alert(kind, inner) => Block::Alert(kind, self.blocks(inner, at)),
            Block::Code { text, is_fenced, span } => {
                if !at.is_spoken {
                    self.check_code(&text, is_fenced, span);
                }
                Block::Code { text, is_fenced, span }
            }
            Block::Table { alignments, head, rows, span } => Block::Table {
                alignments,
                head: self.cells(head, at),
                rows: rows.into_iter().map(|row| self.cells(row, at)).collect(),
                span,
            },
            Block::Rule => Block::Rule,
            Block::Html(html, span) if at.is_spoken => Block::Html(html, span),
            Block::Html(html, span) => match self.clean_block(&html) {
                Some(clean) => Block::Markup(clean),
                None => {
                    rules::raw_html::report(span, self.diags);
                    Block::Html(html, span)
                }
            },
            Block::Markup(clean) => Block::Markup(clean),
            Block::Figure(name, span) => match self.figure(&name) {
                Some(figure) => Block::Figure(figure, span),
                None => {
                    rules::unknown_placeholder::report(&name, span, self);
                    Block::Paragraph(Vec::new(), span)
                }
            },
        }
    }

    fn check_code(&mut self, text: &str, is_fenced: bool, span: Span) {
        if is_fenced && rules::unclosed_code::check(span, &self.content.sources, self.diags) {
            return;
        }
        if rules::raw_placeholder::is_in_code(text) {
            rules::raw_placeholder::report_in_code(span, self.diags);
        } else if !is_fenced {
            rules::indented_text::report(span, self.diags);
        }
    }

    fn cells(
        &mut self,
        cells: Vec<Vec<Inline<Parsed>>>,
        at: &mut TextContext<'_>,
    ) -> Vec<Vec<Inline<Resolved>>> {
        cells.into_iter().map(|cell| self.inlines(cell, at)).collect()
    }

    fn clean_block(&self, html: &str) -> Option<String> {
        match self.config.raw_html {
            RawHtml::Sanitise => markup::clean_block(html),
            RawHtml::Escape => None,
        }
    }

    fn inlines(
        &mut self,
        inlines: Vec<Inline<Parsed>>,
        at: &mut TextContext<'_>,
    ) -> Vec<Inline<Resolved>> {
        let mut clean = match self.config.raw_html {
            RawHtml::Sanitise => markup::clean_line(&inlines).into_iter(),
            RawHtml::Escape => Vec::new().into_iter(),
        };
        let resolve = |inline| match (clean.next().flatten(), inline) {
            // Most inlines are plain text, which is unchanged.
            (None, Inline::Text(text, span)) => Inline::Text(text, span),
            (None, inline) => self.inline(inline, at),
            (Some(tag), _) if tag == "<br>" => Inline::HardBreak,
            (Some(tag), _) => Inline::Markup(tag),
        };
        inlines.into_iter().map(resolve).collect()
    }

    fn inline(&mut self, inline: Inline<Parsed>, at: &mut TextContext<'_>) -> Inline<Resolved> {
        match inline {
            Inline::Text(text, span) => Inline::Text(text, span),
            Inline::Emphasis(inner) => Inline::Emphasis(self.inlines(inner, at)),
            Inline::Strong(inner) => Inline::Strong(self.inlines(inner, at)),
            Inline::Struck(inner) => Inline::Struck(self.inlines(inner, at)),
            Inline::Code(code, span) => {
                if rules::raw_placeholder::is_in_code(&code) {
                    rules::raw_placeholder::report_in_code(span, self.diags);
                }
                Inline::Code(code, span)
            }
            Inline::Link { to, inlines, span } => self.link(&to, inlines, span, at),
            Inline::Picture { picture, alt, span } => {
                rules::missing_alt::check(&alt, span, self.diags);
                let found = self.pictures.find(&picture, &at.folder);
                at.shown.extend(found);
                match found {
                    Some(id) => Inline::Picture { picture: id, alt, span },
                    None => {
                        let folder = &at.folder;
                        rules::missing_picture::report(&picture, span, folder, self);
                        Inline::Text(alt, span)
                    }
                }
            }
            Inline::SoftBreak => Inline::SoftBreak,
            Inline::HardBreak => Inline::HardBreak,
            Inline::Footnote(label, span) => Inline::Footnote(label, span),
            Inline::Placeholder(name, span) => match self.slot(&name, span, at) {
                Some(said) => Inline::Placeholder(Box::new(said), span),
                None => Inline::Text(format!("{{{{{name}}}}}"), span),
            },
            Inline::Reading { written, said, span } => Inline::Reading { written, said, span },
            Inline::Html(html, span) => {
                if !at.is_spoken {
                    rules::raw_html::report(span, self.diags);
                }
                Inline::Html(html, span)
            }
            Inline::Markup(tag) => Inline::Markup(tag),
        }
    }

    fn link(
        &mut self,
        to: &str,
        inlines: Vec<Inline<Parsed>>,
        span: Span,
        at: &mut TextContext<'_>,
    ) -> Inline<Resolved> {
        let inlines = self.inlines(inlines, at);
        let Some(to) = self.filled_address(to, span, at) else {
            // A value in the address is not valid today, so keep the words and drop the link.
            return Inline::Emphasis(inlines);
        };
        let target = rules::broken_link::resolve(&to, span, at, self);
        match target {
            Some(target) => Inline::Link { to: Box::new(target), inlines, span },
            None => Inline::Emphasis(inlines),
        }
    }

    /// Replaces placeholders in an address such as `tel:{{place.police.phone}}`.
    fn filled_address(
        &mut self,
        address: &str,
        span: Span,
        at: &mut TextContext<'_>,
    ) -> Option<String> {
        let Some((before, rest)) = split_at_slot(address) else { return Some(address.to_owned()) };
        let Some((name, after)) = rest.split_once("}}") else {
            rules::raw_placeholder::report_raw(span, self.diags);
            return None;
        };
        let value = match self.slot(name.trim(), span, at)? {
            ResolvedValue::Value(Value::Phone(phone), _) => {
                phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
            }
            ResolvedValue::Value(Value::Text(text), _) => {
                self.config.words(&text, at.lang).to_owned()
            }
            ResolvedValue::Value(Value::Count(count), _) => count.to_string(),
            ResolvedValue::Value(..) | ResolvedValue::Fallback(..) => return None,
        };
        let after = self.filled_address(after, span, at)?;
        Some(format!("{before}{value}{after}"))
    }

    /// Returns what writes values.
    pub fn format(&self) -> Formatter<'a> {
        self.content.formatter(&self.config.default_language)
    }

    /// Puts values into a title or a sentence of the front matter, as they are written.
    pub fn line(&mut self, text: &str, span: Span, at: &mut TextContext<'_>) -> String {
        rules::raw_placeholder::check_text(text, span, self.diags);
        rules::raw_markup::check_text(text, span, self.diags);
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, behind)) = split_at_slot(rest) {
            let Some((name, after)) = behind.split_once("}}") else { break };
            filled.push_str(before);
            match self.slot(name.trim(), span, at) {
                Some(ResolvedValue::Value(value, _)) => {
                    filled.push_str(&self.format().value(&value, at.lang))
                }
                Some(ResolvedValue::Fallback(words, _)) => {
                    filled.push_str(self.config.words(&words, at.lang))
                }
                None => filled.push_str(&format!("{{{{{name}}}}}")),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// Returns the value of a placeholder today.
    pub fn slot(
        &mut self,
        name: &str,
        span: Span,
        at: &mut TextContext<'_>,
    ) -> Option<ResolvedValue> {
        let said = match name.split_once('.') {
            Some(("fact", id)) => self.facts.said(id),
            Some(("place", rest)) => self.office(rest),
            Some(("progress", rest)) => self.progress.said(rest),
            _ => None,
        };
        if let (Some(_), Some(id)) = (&said, name.strip_prefix("fact."))
            && !at.facts.iter().any(|known| known == id)
        {
            at.facts.push(id.to_owned());
        }
        match &said {
            None => rules::unknown_placeholder::report(name, span, self),
            Some(ResolvedValue::Fallback(_, name)) if !at.replaced.contains(name) => {
                at.replaced.push(name.clone())
            }
            Some(_) => {}
        }
        said
    }

    fn office(&self, rest: &str) -> Option<ResolvedValue> {
        let (id, field) = rest.split_once('.')?;
        let office = self.config.places.get(id)?;
        let value = match field {
            "name" => return Some(ResolvedValue::Value(Value::Text(office.name.clone()), None)),
            "address" => office.address.clone().map(Value::Text),
            "hours" => office.hours.clone().map(Value::Text),
            "phone" => office.phone.clone().map(Value::Phone),
            "email" => office.email.clone().map(|email| Value::Text(Localized::plain(email))),
            _ => return None,
        };
        Some(match value.filter(|_| office.certainty.is_confirmed()) {
            Some(value) => ResolvedValue::Value(value, None),
            None => {
                ResolvedValue::Fallback(self.config.or_ask(&office.ask), format!("place.{rest}"))
            }
        })
    }

    fn figure(&self, name: &str) -> Option<Figure> {
        match name.split_once('.')? {
            ("chart", id) => {
                let known = self.config.indicators.iter().any(|(indicator, _)| indicator == id);
                known.then(|| Figure::Chart(id.to_owned()))
            }
            ("table", "progress") => Some(Figure::ProgressTable),
            ("table", "facts") => Some(Figure::FactRegister),
            _ => None,
        }
    }
}

/// Splits a text at the first placeholder. Most texts have none, and a search for a single `{` is
/// faster.
fn split_at_slot(text: &str) -> Option<(&str, &str)> {
    if text.contains('{') { text.split_once("{{") } else { None }
}
