//! Parts of a script that have no spoken form: tables, pictures, code, HTML, footnotes.

use crate::check::rule::Rule;
use crate::check::rules::raw_markup::has_footnote_mark;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::tree::{Block, Document, Inline, ListEntry, Parsed};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "unread-text", configurable: false, page: include_str!("unread-text.md") }];

/// Reports every part of a script that would be missing from the paper; returns whether any is.
pub fn check(body: &Document<Parsed>, diags: &mut Diagnostics) -> bool {
    let mut unread = Unread { labels: Vec::new(), diags, is_any: false };
    unread.blocks(&body.blocks);
    for (label, blocks) in &body.footnotes {
        if !unread.labels.contains(label) {
            unread.footnote(blocks);
        }
    }
    unread.is_any
}

struct Unread<'a> {
    /// The footnotes that were reported at their references.
    labels: Vec<String>,
    diags: &'a mut Diagnostics,
    is_any: bool,
}

impl Unread<'_> {
    fn blocks(&mut self, blocks: &[Block<Parsed>]) {
        for block in blocks {
            match block {
                Block::Heading { inlines, .. } | Block::Paragraph(inlines, _) => {
                    self.inlines(inlines)
                }
                Block::Quote(inner) | Block::Alert(_, inner) => self.blocks(inner),
                Block::List { start, entries } => {
                    self.number(*start, entries);
                    entries.iter().for_each(|entry| self.blocks(&entry.blocks))
                }
                Block::Code { is_fenced: true, span, .. } => self.report(*span, fenced()),
                Block::Code { is_fenced: false, span, .. } => self.report(*span, indented()),
                Block::Table { span, .. } => self.report(*span, table()),
                Block::Html(_, span) => self.report(*span, html()),
                Block::Figure(_, span) => self.report(*span, figure()),
                // A thematic break has no words. Only pages contain sanitised HTML.
                Block::Rule | Block::Markup(_) => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline<Parsed>]) {
        for inline in inlines {
            match inline {
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Link { inlines: inner, .. } => {
                    self.inlines(inner);
                }
                Inline::Picture { span, .. } => self.report(*span, picture()),
                Inline::Footnote(label, span) => {
                    self.labels.push(label.clone());
                    self.report(*span, footnote());
                }
                // A reference to an undefined footnote is kept as text.
                Inline::Text(text, span) if has_footnote_mark(text) => {
                    self.report(*span, lost_footnote())
                }
                Inline::Text(text, span) if has_address(text) => self.report(*span, address()),
                Inline::Struck(inner) => {
                    if let Some(span) = first_span(inner) {
                        self.report(span, struck());
                    }
                }
                // Report a pair of tags only once.
                Inline::Html(tag, span) if !tag.starts_with("</") => self.report(*span, html()),
                Inline::Text(..)
                | Inline::Html(..)
                | Inline::Code(..)
                | Inline::SoftBreak
                | Inline::HardBreak
                | Inline::Placeholder(..)
                | Inline::Reading { .. }
                | Inline::Markup(_) => {}
            }
        }
    }

    /// The number of a list is not read. A list that starts with another number than 1 is rather
    /// a sentence, such as `2026. A new year`.
    fn number(&mut self, start: Option<u64>, entries: &[ListEntry<Parsed>]) {
        if start.is_none_or(|start| start <= 1) {
            return;
        }
        let mut blocks = entries.iter().flat_map(|entry| &entry.blocks);
        let span = blocks.find_map(|block| match block {
            Block::Heading { span, .. } | Block::Paragraph(_, span) => Some(*span),
            _ => None,
        });
        if let Some(span) = span {
            self.report(span, number());
        }
    }

    fn footnote(&mut self, blocks: &[Block<Parsed>]) {
        let span = blocks.iter().find_map(|block| match block {
            Block::Heading { span, .. } | Block::Paragraph(_, span) => Some(*span),
            _ => None,
        });
        match span {
            Some(span) => self.report(span, footnote()),
            None => self.blocks(blocks),
        }
    }

    fn report(&mut self, span: Span, (text, hint): (Text, Text)) {
        self.diags.error("unread-text", span, text).hint(hint);
        self.is_any = true;
    }
}

/// Returns whether a text has a web address with more than a name, which nobody could write down
/// while listening.
fn has_address(text: &str) -> bool {
    text.contains("://") || text.to_lowercase().contains("www.")
}

fn first_span(inlines: &[Inline<Parsed>]) -> Option<Span> {
    inlines.iter().find_map(|inline| match inline {
        Inline::Text(_, span)
        | Inline::Code(_, span)
        | Inline::Placeholder(_, span)
        | Inline::Reading { span, .. }
        | Inline::Link { span, .. } => Some(*span),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => {
            first_span(inner)
        }
        _ => None,
    })
}

fn address() -> (Text, Text) {
    (
        Text::new(
            "địa chỉ mạng không đọc lên loa được: người nghe không kịp ghi",
            "a web address can't be read aloud: listeners can't write it down",
        ),
        Text::new(
            "nói tên nơi cần tìm, như «trang của xã»; cần đọc địa chỉ thì ghi cách đọc: `[dichvucong.gov.vn]{doc=\"dịch vụ công chấm gốp chấm vê nờ\"}`",
            "name what to look for, such as `the commune's page`; to have it read, write how: `[example.org]{doc=\"example dot org\"}`",
        ),
    )
}

fn struck() -> (Text, Text) {
    (
        Text::new("chữ gạch ngang không được đọc lên", "struck text is not read aloud"),
        Text::new(
            "không đọc thì xóa hẳn; cần đọc thì bỏ dấu `~~`",
            "remove it if it isn't to be read; otherwise remove the `~~`",
        ),
    )
}

fn number() -> (Text, Text) {
    (
        Text::new(
            "số ở đầu dòng này bị hiểu là số thứ tự nên không được đọc lên",
            "the number that starts this line is taken as the number of a list and is not read",
        ),
        Text::new(
            "viết số thành chữ, hay đặt một chữ trước số, như «Năm 2026»",
            "write the number as a word, or put a word before it, such as `Year 2026`",
        ),
    )
}

fn table() -> (Text, Text) {
    (
        Text::new("bảng không đọc lên loa được", "a table can't be read aloud"),
        Text::new(
            "viết mỗi dòng của bảng thành một câu, như «Thôn Một họp thứ hai.»",
            "write each row as a sentence, such as `Hamlet One meets on Monday.`",
        ),
    )
}

fn fenced() -> (Text, Text) {
    (
        Text::new(
            "phần nằm dưới dòng ``` (hay ~~~) không được đọc lên",
            "the part below a line ``` (or ~~~) is not read aloud",
        ),
        Text::new(
            "xóa dòng ``` ở trên và ở dưới, chỉ để lại chữ",
            "remove the lines ```, keep the words",
        ),
    )
}

fn indented() -> (Text, Text) {
    (
        Text::new(
            "đoạn thụt vào sâu quá nên không được đọc lên",
            "the part is indented so far that it isn't read",
        ),
        Text::new(
            "xóa bớt dấu cách ở đầu đoạn, chỉ chừa một",
            "leave only one blank before its first word",
        ),
    )
}

fn html() -> (Text, Text) {
    (
        Text::new("mã HTML không đọc lên loa được", "HTML can't be read aloud"),
        Text::new(
            "bỏ các dấu như `<p>`, `<b>`, chỉ để lại chữ; dấu < đứng một mình thì viết thành chữ «nhỏ hơn»",
            "remove tags such as `<p>` and `<b>`, keep the words; write a lone < as `less than`",
        ),
    )
}

fn figure() -> (Text, Text) {
    (
        Text::new(
            "biểu đồ, bảng số liệu không đọc lên loa được",
            "a chart or table of figures can't be read aloud",
        ),
        Text::new(
            "viết thành câu, số liệu thì gọi tên như `{{progress.eid.done}}`",
            "write a sentence, with figures by name such as `{{progress.eid.done}}`",
        ),
    )
}

fn picture() -> (Text, Text) {
    (
        Text::new("hình ảnh không đọc lên loa được", "a picture can't be read aloud"),
        Text::new(
            "bỏ hình; điều cần nói thì viết thành câu",
            "remove the picture; write what matters as a sentence",
        ),
    )
}

fn footnote() -> (Text, Text) {
    (
        Text::new("chú thích cuối bài không được đọc lên", "a footnote is not read aloud"),
        Text::new(
            "cần đọc thì viết thành câu trong bài, rồi xóa chú thích và dấu `[^…]`",
            "write it as a sentence in the text, then remove the footnote and its mark `[^…]`",
        ),
    )
}

fn lost_footnote() -> (Text, Text) {
    (
        Text::new(
            "dấu chú thích `[^…]` sẽ bị đọc lên như chữ thường, mà cũng không có chú thích nào như vậy",
            "the footnote mark `[^…]` would be read as a word, and there is no such footnote",
        ),
        Text::new("xóa dấu `[^…]`", "remove the mark `[^…]`"),
    )
}
