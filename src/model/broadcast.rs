//! The week's broadcasts: which script goes out where, on which days and at what hour.
//!
//! What staff wrote is a [`Broadcast`], what may really go out an [`Airing`], and what follows without a break a [`BroadcastSlot`].

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday};

use crate::diag::Span;
use crate::model::content::Spanned;
use crate::model::lang::Lang;
use crate::model::site::Script;

/// The days of a week in the order of the timetable.
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
    /// The script's language; `None` takes the campaign's.
    pub lang: Option<Lang>,
    /// On which days, each once, Monday first.
    pub days: Vec<Weekday>,
    /// At what hours, each once.
    pub times: Vec<Time>,
    /// The station's id; `None` takes the only one.
    pub station: Option<Spanned<String>>,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// Where it stands.
    pub span: Span,
}

/// A script at an hour of some days, at one station.
#[derive(Clone, Debug, PartialEq)]
pub struct Airing {
    /// Index into `Site::scripts`.
    pub script: usize,
    /// The station's id; empty where the campaign names none.
    pub station: String,
    /// On which days, Monday first.
    pub days: Vec<Weekday>,
    /// At what hour.
    pub time: Time,
    /// The first day that staff named.
    pub from: Option<Date>,
    /// The next day on which it goes out.
    pub first: Date,
    /// The last day on which it may go out.
    pub until: Option<Date>,
    /// Where it was written.
    pub span: Span,
}

impl Airing {
    /// Returns whether it goes out on a date.
    pub fn covers(&self, date: Date) -> bool {
        date >= self.first && self.until.is_none_or(|until| date <= until)
    }

    /// Returns whether there is a date on which both go out.
    pub fn meets(&self, other: &Airing) -> bool {
        self.covers(other.first) || other.covers(self.first)
    }
}

/// What goes out one after the other from one hour on.
#[derive(Clone, Debug, PartialEq)]
pub struct BroadcastSlot {
    /// The station's id.
    pub station: String,
    /// The day.
    pub day: Weekday,
    /// When it begins.
    pub time: Time,
    /// Indexes of airings, in the order written.
    pub airings: Vec<usize>,
    /// The most that goes out on any one date, in seconds, all readings counted.
    pub seconds: u32,
}

impl BroadcastSlot {
    /// Returns the second of the day at which it is over.
    pub fn ends(&self) -> u32 {
        second_of_day(self.time).saturating_add(self.seconds)
    }
}

/// Returns the second of the day.
pub fn second_of_day(time: Time) -> u32 {
    let part = |value: i8| u32::try_from(value).unwrap_or(0);
    part(time.hour()) * 3600 + part(time.minute()) * 60 + part(time.second())
}

/// Puts airings that begin together into slots: by station, then day, then hour.
pub fn slots(airings: &[Airing], scripts: &[Script]) -> Vec<BroadcastSlot> {
    let mut together: BTreeMap<(&str, usize, Time), Vec<usize>> = BTreeMap::new();
    for (at, airing) in airings.iter().enumerate() {
        for (number, _) in WEEK.iter().enumerate().filter(|(_, day)| airing.days.contains(day)) {
            together.entry((&airing.station, number, airing.time)).or_default().push(at);
        }
    }
    let slot = |((station, number, time), members): ((&str, usize, Time), Vec<usize>)| {
        let length = |at: usize| scripts[airings[at].script].total_seconds();
        // The most meet on a date on which one of them begins.
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
