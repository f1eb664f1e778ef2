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
        for (number, day) in WEEK.iter().enumerate() {
            if airing.days.contains(day) {
                together.entry((&airing.station, number, airing.time)).or_default().push(at);
            }
        }
    }
    let mut slots = Vec::new();
    for ((station, number, time), members) in together {
        let seconds = longest_seconds(&members, airings, scripts);
        let (station, day) = (station.to_owned(), WEEK[number]);
        slots.push(BroadcastSlot { station, day, time, airings: members, seconds });
    }
    slots
}

/// Returns the longest duration of a slot on any date. Most airings coincide on the first date of
/// one of them.
fn longest_seconds(members: &[usize], airings: &[Airing], scripts: &[Script]) -> u32 {
    let mut longest = 0;
    for first in members {
        let date = airings[*first].first;
        let mut seconds = 0;
        for member in members {
            let airing = &airings[*member];
            if airing.covers(date) {
                seconds += scripts[airing.script].total_seconds();
            }
        }
        longest = longest.max(seconds);
    }
    longest
}
