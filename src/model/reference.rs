//! What references in a text lead to: pages, pictures, values, charts.

use crate::model::lang::{Lang, Localized};
use crate::model::value::Value;

/// An index into `Site::pages`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub usize);

/// An index into `Site::pictures`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureId(pub usize);

/// An index into `Site::recordings`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordingId(pub usize);

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkTarget {
    /// A page, with an anchor if one was named.
    Page(PageId, Option<String>),
    /// The home page of a language.
    Home(Lang),
    /// A place on the same page.
    Anchor(String),
    /// Any other allowed address: web, mail, telephone.
    Outside(String),
    /// A file below `static/`.
    Static(String),
}

/// The value of a placeholder.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ResolvedValue {
    /// The value, and its spoken form if it has one.
    Value(Value, Option<Localized>),
    /// The words that replace an uncertain or expired value, and the name of the value.
    Fallback(Localized, String),
}

/// A chart or table from data.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// One indicator as a chart.
    Chart(String),
    /// All indicators as a table.
    ProgressTable,
    /// The fact register with its sources.
    FactRegister,
}
