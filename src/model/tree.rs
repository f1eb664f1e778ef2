//! A Markdown text as a tree with spans.
//!
//! The same types hold a text before and after checking. A [`Phase`] names the types that differ:
//! links, pictures, placeholders, figures. `check` turns a parsed tree into a resolved one.

use crate::diag::Span;
use crate::model::reference::{Figure, LinkTarget, PictureId, ResolvedValue};

/// Whether references are as typed or resolved.
pub trait Phase: Clone + std::fmt::Debug + PartialEq {
    /// The target of a link.
    type Link: Clone + std::fmt::Debug + PartialEq;
    /// A picture.
    type Picture: Clone + std::fmt::Debug + PartialEq;
    /// The value of a placeholder.
    type Placeholder: Clone + std::fmt::Debug + PartialEq;
    /// A paragraph that contains only a chart or table placeholder.
    type Figure: Clone + std::fmt::Debug + PartialEq;
}

/// References as typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed;

impl Phase for Parsed {
    type Link = String;
    type Picture = String;
    type Placeholder = String;
    type Figure = String;
}

/// Resolved references.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved;

impl Phase for Resolved {
    /// Boxed, because links and placeholders are rare and larger than in the parsed phase. Inlines
    /// of both phases then have the same size, so lists of them can be converted in place.
    type Link = Box<LinkTarget>;
    type Picture = PictureId;
    type Placeholder = Box<ResolvedValue>;
    type Figure = Figure;
}

/// A text.
#[derive(Clone, Debug, PartialEq)]
pub struct Document<P: Phase> {
    /// The blocks in order.
    pub blocks: Vec<Block<P>>,
    /// Footnotes by label, in the order of definition.
    pub footnotes: Vec<(String, Vec<Block<P>>)>,
    /// Words that the tree doesn't contain, such as the surplus cells of a table row.
    pub left_out: Vec<Span>,
}

impl<P: Phase> Default for Document<P> {
    fn default() -> Document<P> {
        Document { blocks: Vec::new(), footnotes: Vec::new(), left_out: Vec::new() }
    }
}

/// A block, such as a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub enum Block<P: Phase> {
    /// A heading. `id` is unique in the page.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The anchor.
        id: String,
        /// The text.
        inlines: Vec<Inline<P>>,
        /// Where the heading is.
        span: Span,
    },
    /// A paragraph.
    Paragraph(Vec<Inline<P>>, Span),
    /// A list; numbered if `start` is set.
    List {
        /// The first number.
        start: Option<u64>,
        /// The entries.
        entries: Vec<ListEntry<P>>,
    },
    /// A quotation.
    Quote(Vec<Block<P>>),
    /// An alert: `> [!WARNING]`.
    Alert(AlertKind, Vec<Block<P>>),
    /// A code block.
    Code {
        /// The code.
        text: String,
        /// Whether the block is fenced by backticks or tildes; otherwise it is indented.
        is_fenced: bool,
        /// Where the block is.
        span: Span,
    },
    /// A table.
    Table {
        /// Alignment by column.
        alignments: Vec<Alignment>,
        /// Header cells.
        head: Vec<Vec<Inline<P>>>,
        /// Rows of cells.
        rows: Vec<Vec<Vec<Inline<P>>>>,
        /// Where the table is.
        span: Span,
    },
    /// A thematic break.
    Rule,
    /// Raw HTML, shown as text.
    Html(String, Span),
    /// Sanitised HTML: elements without attributes, all closed. Only `check` creates it.
    Markup(String),
    /// A chart or table from data.
    Figure(P::Figure, Span),
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListEntry<P: Phase> {
    /// For task lists: whether the task is done.
    pub done: Option<bool>,
    /// The blocks of the entry.
    pub blocks: Vec<Block<P>>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline<P: Phase> {
    /// Plain text.
    Text(String, Span),
    /// `*emphasis*`
    Emphasis(Vec<Inline<P>>),
    /// `**strong**`
    Strong(Vec<Inline<P>>),
    /// `~~struck~~`
    Struck(Vec<Inline<P>>),
    /// `` `code` ``
    Code(String, Span),
    /// A link.
    Link {
        /// The target.
        to: P::Link,
        /// The text.
        inlines: Vec<Inline<P>>,
        /// Where the link is.
        span: Span,
    },
    /// A picture.
    Picture {
        /// The picture.
        picture: P::Picture,
        /// The alternative text.
        alt: String,
        /// Where the picture is.
        span: Span,
    },
    /// A line end that is rendered as a space.
    SoftBreak,
    /// A hard line break.
    HardBreak,
    /// A reference to a footnote.
    Footnote(String, Span),
    /// A placeholder.
    Placeholder(P::Placeholder, Span),
    /// `[1/2]{doc="một phần hai"}`: a text with its reading.
    Reading {
        /// The written form.
        written: String,
        /// The spoken form.
        said: String,
        /// Where the reading is.
        span: Span,
    },
    /// Raw HTML, shown as text.
    Html(String, Span),
    /// A sanitised tag: one of a pair in the same line, or a break. Only `check` creates it.
    Markup(String),
}

/// The kind of an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertKind {
    /// Useful to know.
    Note,
    /// Helpful advice.
    Tip,
    /// Needed to succeed.
    Important,
    /// Danger.
    Warning,
    /// A risk.
    Caution,
}

impl AlertKind {
    /// Returns the word for templates, classes and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            AlertKind::Note => "note",
            AlertKind::Tip => "tip",
            AlertKind::Important => "important",
            AlertKind::Warning => "warning",
            AlertKind::Caution => "caution",
        }
    }
}

/// The alignment of a table column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// At the start of the line.
    Start,
    /// Centred.
    Center,
    /// At the end of the line, as for numbers.
    End,
}

/// Returns the text of inlines without markup, for titles, anchors and the search. Placeholders are
/// left out.
pub fn plain_text<P: Phase>(inlines: &[Inline<P>]) -> String {
    let mut text = String::new();
    push_plain_text(inlines, &mut text);
    text
}

fn push_plain_text<P: Phase>(inlines: &[Inline<P>], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text, _) | Inline::Code(text, _) | Inline::Html(text, _) => {
                out.push_str(text)
            }
            Inline::Reading { written, .. } => out.push_str(written),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => {
                push_plain_text(inner, out)
            }
            Inline::Link { inlines, .. } => push_plain_text(inlines, out),
            Inline::Picture { alt, .. } => out.push_str(alt),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Footnote(..) | Inline::Placeholder(..) | Inline::Markup(_) => {}
        }
    }
}

/// Calls a function with the inlines of each paragraph, heading and table cell, in order.
pub fn for_each_line<P: Phase>(blocks: &[Block<P>], see: &mut dyn FnMut(&[Inline<P>])) {
    for block in blocks {
        match block {
            Block::Heading { inlines, .. } | Block::Paragraph(inlines, _) => see(inlines),
            Block::Quote(inner) | Block::Alert(_, inner) => for_each_line(inner, see),
            Block::List { entries, .. } => {
                for entry in entries {
                    for_each_line(&entry.blocks, see);
                }
            }
            Block::Table { head, rows, .. } => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    see(cell);
                }
            }
            Block::Code { .. }
            | Block::Rule
            | Block::Html(..)
            | Block::Markup(_)
            | Block::Figure(..) => {}
        }
    }
}

/// Calls a function with each inline, and with the inlines inside links and emphasis.
pub fn for_each_inline<P: Phase>(inlines: &[Inline<P>], see: &mut dyn FnMut(&Inline<P>)) {
    for inline in inlines {
        see(inline);
        if let Inline::Emphasis(inner)
        | Inline::Strong(inner)
        | Inline::Struck(inner)
        | Inline::Link { inlines: inner, .. } = inline
        {
            for_each_inline(inner, see);
        }
    }
}

/// Returns the anchors of all headings, in quotes and lists too.
pub fn anchors(document: &Document<Parsed>) -> Vec<String> {
    fn collect(blocks: &[Block<Parsed>], into: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Heading { id, .. } => into.push(id.clone()),
                Block::Quote(inner) | Block::Alert(_, inner) => collect(inner, into),
                Block::List { entries, .. } => {
                    entries.iter().for_each(|entry| collect(&entry.blocks, into))
                }
                Block::Paragraph(..)
                | Block::Code { .. }
                | Block::Table { .. }
                | Block::Rule
                | Block::Html(..)
                | Block::Markup(_)
                | Block::Figure(..) => {}
            }
        }
    }
    let mut anchors = Vec::new();
    collect(&document.blocks, &mut anchors);
    anchors
}
