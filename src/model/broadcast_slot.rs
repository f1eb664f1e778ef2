//! What a station broadcasts without a break: airings that begin at the same time.

use std::collections::BTreeMap;

use jiff::civil::{Time, Weekday};

use crate::model::broadcast::{Airing, WEEK};
use crate::model::site::Script;

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
