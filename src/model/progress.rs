//! Progress as judged: counts by day and unit, ready to be written, said and drawn.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diag::Span;
use crate::model::lang::Localized;
use crate::model::value::Decimal;

/// What the campaign knows of its progress.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// The newest report that may be shown.
    pub latest: Option<Report>,
    /// Totals over time, oldest first, for charts of several reports.
    pub history: Vec<Report>,
    /// Indicators by id, in the order of `site.yaml`.
    pub indicators: Vec<(String, Localized)>,
}

/// One report: the total and its units.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The day the figures are of; nobody may know.
    pub as_of: Option<Date>,
    /// The unit that the total is of.
    pub unit: String,
    /// The total of each indicator.
    pub totals: BTreeMap<String, Share>,
    /// Hamlets, as they may be published.
    pub units: Vec<UnitRow>,
    /// Where the figures are from.
    pub source: String,
    /// What staff noted.
    pub note: String,
    /// Invented for trying out.
    pub is_sample: bool,
    /// Where the total stands.
    pub span: Span,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Done.
    pub done: i64,
    /// Of.
    pub of: i64,
}

impl Share {
    /// Returns what is left.
    pub fn remaining(self) -> i64 {
        self.of - self.done
    }

    /// Returns the percentage, one decimal, half up.
    pub fn percent(self) -> Option<Decimal> {
        Decimal::percent_of(self.done, self.of)
    }

    /// Returns how many of a hundred people, rounded down so that nothing is claimed too early.
    pub fn in_hundred(self) -> i64 {
        if self.of <= 0 { 0 } else { self.done * 100 / self.of }
    }
}

/// A hamlet's row as it may be published: bands instead of small numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitRow {
    /// The hamlet.
    pub unit: String,
    /// By indicator.
    pub bands: BTreeMap<String, Band>,
}

/// How far a hamlet is, without numbers that could name people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// All of them.
    Complete,
    /// Nine of ten or more.
    Nearly,
    /// Under way.
    Underway,
    /// Not reported.
    Unknown,
}

impl Band {
    /// Returns its string key.
    pub fn as_str(self) -> &'static str {
        match self {
            Band::Complete => "complete",
            Band::Nearly => "nearly",
            Band::Underway => "underway",
            Band::Unknown => "unknown",
        }
    }
}
