//! A number that is typed into a text, so that page, script and card may disagree.

use rayon::prelude::*;

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::content::{Article, Content};
use crate::model::spanned::Spanned;
use crate::model::tree::{Block, Document, Inline, Parsed};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "loose-number", configurable: true, page: include_str!("loose-number.md") }];

/// Looks through explainers with their titles and sentences below, through scripts, and through the words of posts.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let CheckContext { content, config, .. } = context;
    // Many texts have many numbers: where nobody wants to hear of them, their messages aren't made.
    if config.is_off("loose-number") {
        return;
    }
    let names = &names(content, config);
    let look = |article: &Article| {
        let mut found = Diagnostics::default();
        Looked { names, diags: &mut found }.article(article);
        found
    };
    let found: Vec<Diagnostics> = content.articles.par_iter().map(look).collect();
    found.into_iter().for_each(|found| diags.extend(found));
    let mut text = Looked { names, diags };
    for post in &content.posts.posts {
        for words in post.text.by_lang.values().chain(&post.text.plain) {
            // Texts by language have no spans.
            text.text(words, post.page.span, false);
        }
    }
    for script in &content.scripts {
        text.line(script.opening.as_ref());
        text.line(script.closing.as_ref());
        text.document(&script.body);
    }
}

/// Returns names with a number: units such as `Thôn 2`, and entries of the lexicons, such as
/// `Đề án 06`, of all languages, because texts name things of other languages.
fn names(content: &Content, config: &Config) -> Vec<String> {
    let entries = content.lexicons.values().flatten().map(|entry| &entry.written);
    let mut names = Vec::new();
    for name in entries.chain(&config.units) {
        if name.contains(|letter: char| letter.is_ascii_digit()) {
            names.push(name.to_lowercase());
        }
    }
    names
}

struct Looked<'a> {
    names: &'a [String],
    diags: &'a mut Diagnostics,
}

impl Looked<'_> {
    fn article(&mut self, article: &Article) {
        self.line(article.title.as_ref());
        self.line(article.summary.as_ref());
        self.document(&article.body.tree());
    }

    fn line(&mut self, at: Option<&Spanned<String>>) {
        if let Some(at) = at {
            self.text(&at.value, at.span, false);
        }
    }

    fn document(&mut self, document: &Document<Parsed>) {
        self.blocks(&document.blocks);
        for (_, blocks) in &document.footnotes {
            self.blocks(blocks);
        }
    }

    fn blocks(&mut self, blocks: &[Block<Parsed>]) {
        for block in blocks {
            match block {
                Block::Heading { inlines, .. } | Block::Paragraph(inlines, _) => {
                    self.whole(inlines)
                }
                Block::List { entries, .. } => {
                    entries.iter().for_each(|entry| self.blocks(&entry.blocks))
                }
                Block::Quote(inner) | Block::Alert(_, inner) => self.blocks(inner),
                Block::Table { head, rows, .. } => {
                    head.iter().chain(rows.iter().flatten()).for_each(|cell| self.whole(cell));
                }
                Block::Code { .. }
                | Block::Rule
                | Block::Html(..)
                | Block::Markup(_)
                | Block::Figure(..) => {}
            }
        }
    }

    fn whole(&mut self, inlines: &[Inline<Parsed>]) {
        let in_hundred = has_in_hundred(inlines);
        self.inlines(inlines, in_hundred);
    }

    fn inlines(&mut self, inlines: &[Inline<Parsed>], in_hundred: bool) {
        for inline in inlines {
            match inline {
                Inline::Text(text, span) | Inline::Reading { written: text, span, .. } => {
                    self.text(text, *span, in_hundred);
                }
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Struck(inner)
                | Inline::Link { inlines: inner, .. } => self.inlines(inner, in_hundred),
                Inline::Code(..)
                | Inline::Picture { .. }
                | Inline::SoftBreak
                | Inline::HardBreak
                | Inline::Footnote(..)
                | Inline::Placeholder(..)
                | Inline::Html(..)
                | Inline::Markup(_) => {}
            }
        }
    }

    fn text(&mut self, text: &str, span: Span, in_hundred: bool) {
        let mut found = numbers(text, self.names);
        // In "of 100 people, …", the 100 belongs to the placeholder beside it.
        found.retain(|(_, number)| !(in_hundred && *number == "100"));
        let is_exact =
            usize::try_from(span.end - span.start).is_ok_and(|length| length == text.len());
        let span = match found[..] {
            [] => return,
            [(at, number)] if is_exact => narrowed(span, at, number.len()),
            _ => span,
        };
        let (vi, en): (Vec<String>, Vec<String>) =
            found.iter().map(|(_, number)| (format!("«{number}»"), format!("`{number}`"))).unzip();
        self.diags
            .warning(
                "loose-number",
                span,
                Text::new(
                    format!("số {} gõ thẳng trong bài, không lấy từ sổ dữ kiện", vi.join(", ")),
                    format!("typed into the text, not taken from the fact register: {}", en.join(", ")),
                ),
            )
            .hint(Text::new(
                "ghi số vào `content/facts.yaml` kèm nguồn, rồi trong bài viết `{{fact.tên}}`",
                "put it into `content/facts.yaml` with its source and write `{{fact.name}}` in the text",
            ))
            .hint(Text::new(
                "số nằm trong một tên gọi (như «Đề án 06») thì ghi tên đó vào `content/lexicon.<tiếng>.yaml`",
                "if it is part of a name (such as `Project 06`), put that name into `content/lexicon.<language>.yaml`",
            ));
    }
}

fn has_in_hundred(inlines: &[Inline<Parsed>]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Placeholder(name, _) => {
            name.starts_with("progress.") && name.ends_with(".in_hundred")
        }
        Inline::Emphasis(inner)
        | Inline::Strong(inner)
        | Inline::Struck(inner)
        | Inline::Link { inlines: inner, .. } => has_in_hundred(inner),
        _ => false,
    })
}

/// Returns numbers with their byte positions. Skips placeholders, names, and words that end in a
/// number, such as `A5`.
fn numbers<'t>(text: &'t str, names: &[String]) -> Vec<(usize, &'t str)> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let lower = text.to_lowercase();
    let is_named = |at: usize| {
        lower.len() == text.len()
            && names.iter().any(|name| {
                lower
                    .match_indices(name.as_str())
                    .any(|(from, _)| (from..from + name.len()).contains(&at))
            })
    };
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if text[at..].starts_with("{{") {
            at += text[at..].find("}}").map_or(bytes.len() - at, |end| end + 2);
            continue;
        }
        if !bytes[at].is_ascii_digit() {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let goes_on = |end: usize| {
            let joins = matches!(bytes[end], b'.' | b',' | b'/' | b':' | b'-');
            bytes[end].is_ascii_digit()
                || (joins && bytes.get(end + 1).is_some_and(u8::is_ascii_digit))
        };
        let end = (at..bytes.len()).find(|end| !goes_on(*end)).unwrap_or(bytes.len());
        let follows_letter = text[..at].chars().next_back().is_some_and(char::is_alphabetic);
        if !follows_letter && !is_named(at) {
            found.push((at, &text[at..end]));
        }
        at = end;
    }
    found
}

fn narrowed(span: Span, at: usize, length: usize) -> Span {
    let start = usize::try_from(span.start).unwrap_or_default() + at;
    Span::new(span.file, start..start + length)
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn typed_numbers_are_found_and_names_are_not() {
        let names = ["đề án 06".to_owned(), "mức 2".to_owned()];
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> =
                numbers(text, &names).into_iter().map(|(_, number)| number).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Trong 7 ngày, lệ phí 25.000 đồng.", &["7", "25.000"]);
        check("Ngày 31/12/2026, 17:30.", &["31/12/2026", "17:30"]);
        check("Đề án 06 và Mức 2; mức 3.", &["3"]);
        check("Khổ A5, QL55, {{fact.a1}} thôi 9", &["9"]);
        check("5K 60t", &["5", "60"]);
        check("Năm việc", &[]);
        check("{{dở 5", &[]);
    }
}
