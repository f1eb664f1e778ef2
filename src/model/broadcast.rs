//! The week's broadcasts: which script is read where, on which days and at what hour.
//!
//! A [`Broadcast`] is an entry as staff wrote it, an [`Airing`] a broadcast that may be read.

use jiff::civil::{Date, Time, Weekday};

use crate::diag::Span;

use crate::model::lang::Lang;
use crate::model::spanned::Spanned;

/// The days of a week, in the order of the timetable.
pub const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// An entry of `content/broadcasts.yaml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Broadcast {
    /// The script's folder.
    pub script: Spanned<String>,
    /// The script's language; `None` means the campaign's default.
    pub lang: Option<Lang>,
    /// The days, each once, Monday first.
    pub days: Vec<Weekday>,
    /// The hours, each once.
    pub times: Vec<Time>,
    /// The station's id; `None` means the only station.
    pub station: Option<Spanned<String>>,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// Where the entry is.
    pub span: Span,
}

/// A script at an hour of some days, at one station.
#[derive(Clone, Debug, PartialEq)]
pub struct Airing {
    /// Index into `Site::scripts`.
    pub script: usize,
    /// The station's id; empty if the campaign has no stations.
    pub station: String,
    /// The days, Monday first.
    pub days: Vec<Weekday>,
    /// The hour.
    pub time: Time,
    /// The first day, if staff named one.
    pub from: Option<Date>,
    /// The next day with this broadcast.
    pub first: Date,
    /// The last day with this broadcast.
    pub until: Option<Date>,
    /// Where the entry is.
    pub span: Span,
}

impl Airing {
    /// Returns whether the script is read on a date.
    pub fn covers(&self, date: Date) -> bool {
        date >= self.first && self.until.is_none_or(|until| date <= until)
    }

    /// Returns whether both scripts are read on some date.
    pub fn meets(&self, other: &Airing) -> bool {
        self.covers(other.first) || other.covers(self.first)
    }
}
