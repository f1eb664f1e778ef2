//! A Markdown text as a tree with places.
//!
//! The same shape serves before and after checking; what differs — links, pictures, placeholders,
//! figures — is named by the [`Phase`]. [`Document::try_map`]-like walking lives in `check`.

use crate::diag::Span;
use crate::model::site::{Figure, LinkTarget, PictureId, ResolvedValue};

/// Whether references stand as written or as meant.
pub trait Phase: Clone + std::fmt::Debug + PartialEq {
    /// Where a link leads.
    type Link: Clone + std::fmt::Debug + PartialEq;
    /// Which picture.
    type Picture: Clone + std::fmt::Debug + PartialEq;
    /// What stands for a placeholder.
    type Placeholder: Clone + std::fmt::Debug + PartialEq;
    /// What a paragraph that is only a chart or table placeholder becomes.
    type Figure: Clone + std::fmt::Debug + PartialEq;
}

/// As staff typed it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed;

impl Phase for Parsed {
    type Link = String;
    type Picture = String;
    type Placeholder = String;
    type Figure = String;
}

/// As it was found to mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved;

impl Phase for Resolved {
    /// Boxed: few of a text's pieces are links or placeholders, and each would be larger than as it was written otherwise,
    /// so that lists of them couldn't stay where they are.
    type Link = Box<LinkTarget>;
    type Picture = PictureId;
    type Placeholder = Box<ResolvedValue>;
    type Figure = Figure;
}

/// A whole text.
#[derive(Clone, Debug, PartialEq)]
pub struct Document<P: Phase> {
    /// The blocks in order.
    pub blocks: Vec<Block<P>>,
    /// Footnotes by label, in the order defined.
    pub footnotes: Vec<(String, Vec<Block<P>>)>,
}

impl<P: Phase> Default for Document<P> {
    fn default() -> Document<P> {
        Document { blocks: Vec::new(), footnotes: Vec::new() }
    }
}

/// A paragraph-like thing.
#[derive(Clone, Debug, PartialEq)]
pub enum Block<P: Phase> {
    /// A heading. `id` is unique in its page.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The anchor.
        id: String,
        /// The text.
        inlines: Vec<Inline<P>>,
        /// Where.
        span: Span,
    },
    /// A paragraph.
    Paragraph(Vec<Inline<P>>, Span),
    /// A list; `start` when it is numbered.
    List {
        /// The first number.
        start: Option<u64>,
        /// The entries.
        entries: Vec<ListEntry<P>>,
    },
    /// A quotation.
    Quote(Vec<Block<P>>),
    /// A box: `> [!WARNING]`.
    Alert(AlertKind, Vec<Block<P>>),
    /// A code block.
    Code {
        /// What stands in it.
        text: String,
        /// Between lines of backticks or tildes; otherwise its lines were indented.
        is_fenced: bool,
        /// Where.
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
        /// Where.
        span: Span,
    },
    /// A thematic break.
    Rule,
    /// Raw HTML, shown as text.
    Html(String, Span),
    /// Raw HTML that was cleaned: elements without attributes, all closed. Only `check` makes it.
    Markup(String),
    /// A chart or table from data.
    Figure(P::Figure, Span),
}

/// One entry of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListEntry<P: Phase> {
    /// For task lists: done or not.
    pub done: Option<bool>,
    /// What stands in it.
    pub blocks: Vec<Block<P>>,
}

/// A stretch of text.
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
    Code(String),
    /// A link.
    Link {
        /// Where to.
        to: P::Link,
        /// The text.
        inlines: Vec<Inline<P>>,
        /// Where it stands.
        span: Span,
    },
    /// A picture.
    Picture {
        /// Which.
        picture: P::Picture,
        /// What it shows, for people who don't see it.
        alt: String,
        /// Where it stands.
        span: Span,
    },
    /// A line end that means a space.
    SoftBreak,
    /// A line end that is meant.
    HardBreak,
    /// A reference to a footnote.
    Footnote(String, Span),
    /// A placeholder.
    Placeholder(P::Placeholder, Span),
    /// `[1/2]{doc="một phần hai"}`: text with its reading.
    Reading {
        /// As written.
        written: String,
        /// As said.
        said: String,
        /// Where.
        span: Span,
    },
    /// Raw HTML, shown as text.
    Html(String, Span),
    /// A tag that was cleaned, one of a pair in the same line or a break. Only `check` makes it.
    Markup(String),
}

/// Which box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertKind {
    /// Worth knowing.
    Note,
    /// Helps.
    Tip,
    /// Needed.
    Important,
    /// Danger.
    Warning,
    /// Careful.
    Caution,
}

impl AlertKind {
    /// Returns its word in templates, classes and string keys.
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

/// How a table column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// As the language reads.
    Start,
    /// In the middle.
    Center,
    /// At the far side, as numbers are.
    End,
}

/// Returns the bare text of inlines, for titles, anchors and searching. Placeholders are left out.
pub fn plain_text<P: Phase>(inlines: &[Inline<P>]) -> String {
    let mut text = String::new();
    push_plain_text(inlines, &mut text);
    text
}

fn push_plain_text<P: Phase>(inlines: &[Inline<P>], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text, _) | Inline::Code(text) | Inline::Html(text, _) => {
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

/// Returns the anchors that a text offers: its headings', in quotes and lists too.
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
