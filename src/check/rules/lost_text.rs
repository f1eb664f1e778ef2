//! Words that no reader of a text sees, because they stand where Markdown shows nothing.

use std::collections::BTreeSet;

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Sources, Span, Text};
use crate::model::tree::{Block, Document, Inline, Parsed, for_each_inline, for_each_line};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "lost-text", configurable: true, page: include_str!("lost-text.md") }];

/// Reports words that the tree doesn't contain.
pub fn check(document: &Document<Parsed>, sources: &Sources, diags: &mut Diagnostics) {
    for span in &document.left_out {
        let text = &sources.get(span.file).text;
        let typed = text.get(span.range()).unwrap_or_default();
        let before = text.get(..span.range().start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        report(*span, &hint(typed, line), diags);
    }
}

/// Reports footnotes that no reference leads to, and second footnotes with the same label.
pub fn check_footnotes(document: &Document<Parsed>, diags: &mut Diagnostics) {
    let used = used_footnotes(document);
    let mut labels = BTreeSet::new();
    for (label, blocks) in &document.footnotes {
        let is_second = !labels.insert(label);
        if used.contains(label) && !is_second {
            continue;
        }
        let Some(span) = whole_span(blocks) else { continue };
        let hint = if is_second {
            Text::new(
                format!("đã có một chú thích `[^{label}]` ở trên: đặt tên khác cho chú thích này"),
                format!("there is a footnote `[^{label}]` above: give this one another name"),
            )
        } else {
            Text::new(
                format!("thêm dấu `[^{label}]` vào chỗ cần chú thích trong bài"),
                format!("add the mark `[^{label}]` where the text needs the footnote"),
            )
        };
        report(span, &hint, diags);
    }
}

/// Returns the labels of the footnotes that a reader can reach.
fn used_footnotes(document: &Document<Parsed>) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    add_references(&document.blocks, &mut used);
    loop {
        let before = used.len();
        for (label, blocks) in &document.footnotes {
            if used.contains(label) {
                add_references(blocks, &mut used);
            }
        }
        if used.len() == before {
            return used;
        }
    }
}

fn add_references(blocks: &[Block<Parsed>], used: &mut BTreeSet<String>) {
    for_each_line(blocks, &mut |line| {
        for_each_inline(line, &mut |inline| {
            if let Inline::Footnote(label, _) = inline {
                used.insert(label.clone());
            }
        });
    });
}

/// Returns the span from the first of some blocks to the last.
fn whole_span(blocks: &[Block<Parsed>]) -> Option<Span> {
    let mut spans = Vec::new();
    add_spans(blocks, &mut spans);
    let first = spans.iter().min_by_key(|span| span.start)?;
    let end = spans.iter().map(|span| span.range().end).max()?;
    Some(Span::new(first.file, first.range().start..end))
}

fn add_spans(blocks: &[Block<Parsed>], spans: &mut Vec<Span>) {
    for block in blocks {
        match block {
            Block::Heading { span, .. }
            | Block::Paragraph(_, span)
            | Block::Code { span, .. }
            | Block::Table { span, .. }
            | Block::Html(_, span)
            | Block::Figure(_, span) => spans.push(*span),
            Block::List { entries, .. } => {
                for entry in entries {
                    add_spans(&entry.blocks, spans);
                }
            }
            Block::Quote(inner) | Block::Alert(_, inner) => add_spans(inner, spans),
            Block::Rule | Block::Markup(_) => {}
        }
    }
}

fn hint(typed: &str, line_before: &str) -> Text {
    let line_before = line_before.trim_start_matches(['>', ' ', '\t']);
    if typed.contains("]:") {
        return Text::new(
            "dòng `[chữ]: …` chỉ là địa chỉ cho liên kết nên không hiện; muốn hiện chữ thì bỏ dấu ngoặc vuông",
            "a line `[words]: …` is only the address of a link; to show the words, remove the brackets",
        );
    }
    if line_before.starts_with("```") || line_before.starts_with("~~~") {
        return Text::new(
            "đưa chữ xuống dòng dưới dấu ```",
            "move the words below the line of the ```",
        );
    }
    if line_before.contains('|') {
        return Text::new(
            "dòng này nhiều ô hơn dòng đầu của bảng: thêm cột vào dòng đầu và dòng `|---|`, hoặc bớt ô",
            "the row has more cells than the head of the table: add a column there and in the line `|---|`, or remove cells",
        );
    }
    Text::new("viết chữ này vào trong câu", "write these words in the sentence")
}

fn report(span: Span, hint: &Text, diags: &mut Diagnostics) {
    diags
        .warning(
            "lost-text",
            span,
            Text::new(
                "chữ ở chỗ này không hiện ra cho người đọc",
                "the words here are not shown to readers",
            ),
        )
        .hint(hint.clone());
}
