//! A sentence on a page that is too long for readers with little practice.

use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::format::Formatter;
use crate::model::lang::Lang;
use crate::model::reference::ResolvedValue;
use crate::model::tree::{Block, Document, Inline, Resolved};

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "long-page-sentence",
    configurable: true,
    page: include_str!("long-page-sentence.md"),
}];

/// The most syllables in a Vietnamese sentence; each syllable is a separate word.
const MOST: usize = 20;

/// Checks the sentences of a Vietnamese page. Tables and lists of words aren't sentences and end at their cells.
pub fn check(
    document: &Document<Resolved>,
    lang: &Lang,
    config: &Config,
    format: Formatter<'_>,
    diags: &mut Diagnostics,
) {
    if lang.as_str() == "vi" && !config.is_off("long-page-sentence") {
        check_blocks(&document.blocks, lang, format, diags);
    }
}

fn check_blocks(
    blocks: &[Block<Resolved>],
    lang: &Lang,
    format: Formatter<'_>,
    diags: &mut Diagnostics,
) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines, span) => {
                let mut text = String::new();
                push_words(inlines, lang, format, &mut text);
                check_sentences(&text, *span, diags);
            }
            Block::List { entries, .. } => {
                for entry in entries {
                    check_blocks(&entry.blocks, lang, format, diags);
                }
            }
            Block::Quote(inner) | Block::Alert(_, inner) => {
                check_blocks(inner, lang, format, diags)
            }
            Block::Heading { .. }
            | Block::Code { .. }
            | Block::Table { .. }
            | Block::Rule
            | Block::Html(..)
            | Block::Markup(_)
            | Block::Figure(..) => {}
        }
    }
}

fn check_sentences(text: &str, span: Span, diags: &mut Diagnostics) {
    for range in loa_speech::split_sentences(text) {
        let sentence = text[range].trim();
        let words = sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
        let length = words.clone().count();
        if length <= MOST {
            continue;
        }
        let start = words.take(5).collect::<Vec<_>>().join(" ");
        diags
            .warning(
                "long-page-sentence",
                span,
                Text::new(
                    format!("câu «{start} …» dài {length} tiếng, người ít đọc khó theo (nên tối đa {MOST})"),
                    format!("the sentence `{start} …` has {length} syllables, hard for people who read little (better at most {MOST})"),
                ),
            )
            .hint(Text::new("cắt thành hai câu", "make it two sentences"));
    }
}

fn push_words(inlines: &[Inline<Resolved>], lang: &Lang, format: Formatter<'_>, out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text, _) | Inline::Code(text, _) => out.push_str(text),
            Inline::Reading { written, .. } => out.push_str(written),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Struck(inner)
            | Inline::Link { inlines: inner, .. } => push_words(inner, lang, format, out),
            Inline::Placeholder(slot, _) => match &**slot {
                ResolvedValue::Value(value, _) => out.push_str(&format.value(value, lang)),
                ResolvedValue::Fallback(words, _) => out.push_str(&format.words(words, lang)),
            },
            Inline::SoftBreak => out.push(' '),
            Inline::HardBreak => out.push('\n'),
            Inline::Picture { .. }
            | Inline::Footnote(..)
            | Inline::Html(..)
            | Inline::Markup(_) => {}
        }
    }
}
