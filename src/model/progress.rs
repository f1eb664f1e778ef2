//! Checked progress figures: counts by day and unit, ready for pages, scripts and cards.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diag::Span;
use crate::model::lang::Localized;
use crate::model::value::Decimal;

/// The progress of a campaign.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// The newest report that may be shown.
    pub latest: Option<Report>,
    /// Totals over time, oldest first, for charts of several reports.
    pub history: Vec<Report>,
    /// Indicators by id, in the order of `site.yaml`.
    pub indicators: Vec<(String, Localized)>,
}

/// A report: the total and its hamlets.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The date of the figures; `None` if staff left it open.
    pub as_of: Option<Date>,
    /// The unit of the total.
    pub unit: String,
    /// The total of each indicator.
    pub totals: BTreeMap<String, Share>,
    /// The hamlets, as they may be published.
    pub units: Vec<UnitRow>,
    /// The source of the figures.
    pub source: String,
    /// The note of the staff.
    pub note: String,
    /// Whether the figures are samples.
    pub is_sample: bool,
    /// Where the total is.
    pub span: Span,
}

/// A count out of a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The count.
    pub done: i64,
    /// The total.
    pub of: i64,
}

impl Share {
    /// Returns the difference.
    pub fn remaining(self) -> i64 {
        self.of - self.done
    }

    /// Returns the percentage with one decimal, rounded half up.
    pub fn percent(self) -> Option<Decimal> {
        Decimal::percent_of(self.done, self.of)
    }

    /// Returns the share per hundred people, rounded down so that no success is claimed too early.
    pub fn in_hundred(self) -> i64 {
        if self.of <= 0 { 0 } else { self.done * 100 / self.of }
    }
}

/// A hamlet's row as it may be published, with bands instead of counts.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitRow {
    /// The hamlet.
    pub unit: String,
    /// The bands by indicator.
    pub bands: BTreeMap<String, Band>,
}

/// The progress of a hamlet, without counts that could identify people.
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
    /// Returns how far a hamlet is, without a number that could point at people.
    pub fn of(share: Option<&Share>) -> Band {
        match share {
            None => Band::Unknown,
            Some(share) if share.of <= 0 => Band::Unknown,
            Some(share) if share.done >= share.of => Band::Complete,
            Some(share) if share.done * 10 >= share.of * 9 => Band::Nearly,
            Some(_) => Band::Underway,
        }
    }
}

impl Band {
    /// Returns the key of the theme's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Band::Complete => "complete",
            Band::Nearly => "nearly",
            Band::Underway => "underway",
            Band::Unknown => "unknown",
        }
    }
}
