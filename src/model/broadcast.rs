//! The week's broadcasts: which script is read where, on which days and at what hour.
//!
//! A [`Broadcast`] is an entry as staff wrote it, an [`Airing`] a broadcast that may be read, and a
//! [`BroadcastSlot`] the airings that follow each other without a break.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday};

use crate::diag::Span;
use crate::model::content::Spanned;
use crate::model::lang::Lang;
use crate::model::site::Script;

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

/// Airings that follow each other, starting at one hour.
#[derive(Clone, Debug, PartialEq)]
pub struct BroadcastSlot {
    /// The station's id.
    pub station: String,
    /// The day.
    pub day: Weekday,
    /// The hour of the first one.
    pub time: Time,
    /// Indexes of airings, in the order typed.
    pub airings: Vec<usize>,
    /// The longest duration on any date, in seconds, repetitions included.
    pub seconds: u32,
}

impl BroadcastSlot {
    /// Returns the second of the day at which the slot ends.
    pub fn ends(&self) -> u32 {
        second_of_day(self.time).saturating_add(self.seconds)
    }
}

/// Returns the seconds since midnight.
pub fn second_of_day(time: Time) -> u32 {
    let part = |value: i8| u32::try_from(value).unwrap_or(0);
    part(time.hour()) * 3600 + part(time.minute()) * 60 + part(time.second())
}

/// Groups airings with the same hour into slots, sorted by station, day and hour.
pub fn slots(airings: &[Airing], scripts: &[Script]) -> Vec<BroadcastSlot> {
    let mut together: BTreeMap<(&str, usize, Time), Vec<usize>> = BTreeMap::new();
    for (at, airing) in airings.iter().enumerate() {
        for (number, _) in WEEK.iter().enumerate().filter(|(_, day)| airing.days.contains(day)) {
            together.entry((&airing.station, number, airing.time)).or_default().push(at);
        }
    }
    let slot = |((station, number, time), members): ((&str, usize, Time), Vec<usize>)| {
        let length = |at: usize| scripts[airings[at].script].total_seconds();
        // Most airings coincide on the first date of one of them.
        let on = |date| {
            members.iter().filter(|at| airings[**at].covers(date)).map(|at| length(*at)).sum()
        };
        let seconds = members.iter().map(|at| on(airings[*at].first)).max().unwrap_or(0);
        BroadcastSlot {
            station: station.to_owned(),
            day: WEEK[number],
            time,
            airings: members,
            seconds,
        }
    };
    together.into_iter().map(slot).collect()
}
