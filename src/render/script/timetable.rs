//! The views of the templates for the timetable and the log sheet. Every field is a promise to
//! theme writers.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday};
use serde::Serialize;

use crate::model::broadcast::{Airing, WEEK};
use crate::model::broadcast_slot::{BroadcastSlot, slots};
use crate::model::content::Status;
use crate::model::lang::Lang;
use crate::model::site::Script;
use crate::model::strings::Arg;
use crate::render::renderer::Renderer;

/// Empty rows at the end of the log sheet, for unplanned broadcasts.
const EXTRA_ROWS: usize = 4;

/// The timetable and the log sheet of a week.
#[derive(Debug, Serialize)]
pub struct TimetableView {
    /// The language of the words, without region: `vi`.
    pub lang: String,
    /// The name of the campaign.
    pub campaign: String,
    /// The publisher; may be empty.
    pub publisher: String,
    /// "Made on …".
    pub made: String,
    /// Whether a script in the timetable has sample figures.
    pub is_sample: bool,
    /// One timetable per station.
    pub stations: Vec<StationView>,
    /// The number of empty rows at the end of the log sheet.
    pub extra_rows: usize,
    /// The words of the theme by key, without `script-plan-`.
    pub words: BTreeMap<&'static str, String>,
}

/// The week of a station.
#[derive(Debug, Serialize)]
pub struct StationView {
    /// The name of the station; may be empty.
    pub name: String,
    /// "At most 15 minutes a slot", if `site.yaml` sets a limit.
    pub limit: Option<String>,
    /// The names of the days, Monday first.
    pub days: Vec<String>,
    /// One row per time of day at which a slot starts.
    pub rows: Vec<RowView>,
    /// The total time of each day, in words; empty for a day without broadcasts.
    pub totals: Vec<String>,
    /// "In the whole week: …".
    pub total: String,
    /// All broadcasts of a week, one line each, for the log sheet.
    pub lines: Vec<LogView>,
}

/// The slots that start at one time of day, from Monday to Sunday.
#[derive(Debug, Serialize)]
pub struct RowView {
    /// The time: `05:30`.
    pub time: String,
    /// Adjacent days with the same programme share a cell; the spans add up to 7.
    pub cells: Vec<CellView>,
}

/// A slot on one day or on consecutive days.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct CellView {
    /// The number of days.
    pub span: usize,
    /// The scripts; empty if there is no broadcast.
    pub entries: Vec<AiringView>,
    /// The total time, if there are several scripts.
    pub total: Option<String>,
    /// "More than 15 minutes", if the slot exceeds the limit of the station.
    pub over: Option<String>,
}

/// A script in a slot.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct AiringView {
    /// The title of the script.
    pub title: String,
    /// Number of readings and total time: "2 times · 1 minute 48 seconds".
    pub length: String,
    /// Notes for the announcer: "From …", "until …", "not approved".
    pub notes: Vec<String>,
}

/// A line of the log sheet.
#[derive(Debug, Serialize)]
pub struct LogView {
    /// The name of the day.
    pub day: String,
    /// The time: `05:30`.
    pub time: String,
    /// The title of the script.
    pub title: String,
    /// Number of readings and total time.
    pub length: String,
}

/// Words that the templates show unchanged.
const WORDS: [&str; 17] = [
    "script-plan-title",
    "script-plan-hour",
    "script-plan-day-total",
    "script-plan-none",
    "script-plan-sample",
    "script-plan-approver",
    "script-plan-signed-only",
    "script-plan-log",
    "script-plan-log-from",
    "script-plan-log-to",
    "script-plan-log-day",
    "script-plan-log-date",
    "script-plan-log-script",
    "script-plan-log-reader",
    "script-plan-log-remarks",
    "script-plan-log-signature",
    "script-plan-page",
];

impl TimetableView {
    /// Builds the view of the week with the words of a language.
    pub fn new(renderer: &Renderer<'_>, lang: &Lang) -> TimetableView {
        let words = Words { renderer, lang };
        let (site, config) = (renderer.site, renderer.config);
        let slots = slots(&site.broadcasts, &site.scripts);
        let mut ids: Vec<&str> = slots.iter().map(|slot| slot.station.as_str()).collect();
        ids.dedup();
        let mut stations = Vec::new();
        for id in ids {
            let of_station: Vec<_> = slots.iter().filter(|slot| slot.station == id).collect();
            stations.push(words.station(id, &of_station));
        }
        TimetableView {
            lang: lang.without_region().to_owned(),
            campaign: config.words(&config.title, lang).to_owned(),
            publisher: config.words(&config.publisher, lang).to_owned(),
            made: words.with_date("script-plan-made", config.today),
            is_sample: site.broadcasts.iter().any(|airing| site.scripts[airing.script].is_sample),
            stations,
            extra_rows: EXTRA_ROWS,
            words: renderer.strings.without_prefix(lang, "script-plan-", &WORDS),
        }
    }

    /// Converts the view into the values of the templates.
    pub fn into_value(self) -> serde_json::Value {
        serde_json::to_value(self).expect("plain fields and text keys can be JSON")
    }
}

/// The words of the theme in a language.
struct Words<'a> {
    renderer: &'a Renderer<'a>,
    lang: &'a Lang,
}

impl Words<'_> {
    fn get(&self, key: &str) -> String {
        self.renderer.strings.get(self.lang, key, &[])
    }

    fn with(&self, key: &str, name: &str, text: String) -> String {
        self.renderer.strings.get(self.lang, key, &[(name, Arg::Text(text))])
    }

    fn with_date(&self, key: &str, date: Date) -> String {
        self.with(key, "date", self.renderer.format.date(date, self.lang))
    }

    fn with_time(&self, key: &str, seconds: u32) -> String {
        self.with(key, "time", self.time(seconds))
    }

    fn day(&self, day: Weekday) -> String {
        self.renderer.format.weekday(day, self.lang)
    }

    fn station(&self, id: &str, slots: &[&BroadcastSlot]) -> StationView {
        let station = self.renderer.config.stations.get(id);
        let limit = station.and_then(|station| station.limit);
        let mut times: Vec<Time> = slots.iter().map(|slot| slot.time).collect();
        times.sort();
        times.dedup();
        let mut rows = Vec::new();
        for time in times {
            rows.push(self.row(time, slots, limit));
        }
        let mut lines = Vec::new();
        let mut seconds = [0; WEEK.len()];
        for slot in slots {
            seconds[slot.day.to_monday_zero_offset() as usize] += slot.seconds;
            for at in &slot.airings {
                lines.push(self.log_line(slot, *at));
            }
        }
        StationView {
            name: match station {
                Some(station) => self.renderer.format.words(&station.name, self.lang),
                None => String::new(),
            },
            limit: limit.map(|minutes| self.with_time("script-plan-limit", minutes * 60)),
            days: WEEK.map(|day| self.day(day)).to_vec(),
            rows,
            totals: seconds.map(|seconds| self.day_total(seconds)).to_vec(),
            total: self.with_time("script-plan-week", seconds.iter().sum()),
            lines,
        }
    }

    /// Returns the total time of a day, in words; empty for a day without broadcasts.
    fn day_total(&self, seconds: u32) -> String {
        if seconds == 0 { String::new() } else { self.time(seconds) }
    }

    fn row(&self, time: Time, slots: &[&BroadcastSlot], limit: Option<u32>) -> RowView {
        let mut cells: Vec<CellView> = Vec::new();
        for day in WEEK {
            let slot = slots.iter().find(|slot| slot.day == day && slot.time == time);
            let cell = self.cell(slot.copied(), limit);
            match cells.last_mut() {
                Some(last) if (&last.entries, &last.over) == (&cell.entries, &cell.over) => {
                    last.span += 1
                }
                _ => cells.push(cell),
            }
        }
        RowView { time: time.strftime("%H:%M").to_string(), cells }
    }

    fn cell(&self, slot: Option<&BroadcastSlot>, limit: Option<u32>) -> CellView {
        let Some(slot) = slot else {
            return CellView { span: 1, entries: Vec::new(), total: None, over: None };
        };
        let over = limit.filter(|minutes| slot.seconds > minutes * 60);
        let mut entries = Vec::new();
        for at in &slot.airings {
            entries.push(self.entry(&self.renderer.site.broadcasts[*at]));
        }
        let has_several = entries.len() > 1;
        CellView {
            span: 1,
            entries,
            total: has_several.then(|| self.with_time("script-plan-slot", slot.seconds)),
            over: over.map(|minutes| self.with_time("script-plan-over", minutes * 60)),
        }
    }

    fn entry(&self, airing: &Airing) -> AiringView {
        let script = &self.renderer.site.scripts[airing.script];
        let mut notes = Vec::new();
        if let Some(from) = airing.from
            && from > self.renderer.config.today
        {
            notes.push(self.with_date("script-plan-from", from));
        }
        if let Some(until) = airing.until {
            notes.push(self.with_date("script-plan-until", until));
        }
        if script.status != Status::Approved {
            notes.push(self.get("script-plan-draft"));
        }
        AiringView { title: script.title.clone(), length: self.length(script), notes }
    }

    fn log_line(&self, slot: &BroadcastSlot, at: usize) -> LogView {
        let script = &self.renderer.site.scripts[self.renderer.site.broadcasts[at].script];
        LogView {
            day: self.day(slot.day),
            time: slot.time.strftime("%H:%M").to_string(),
            title: script.title.clone(),
            length: self.length(script),
        }
    }

    fn length(&self, script: &Script) -> String {
        length(self.renderer, script, self.lang)
    }

    fn time(&self, seconds: u32) -> String {
        time(self.renderer, seconds, self.lang)
    }
}

/// Returns the number of readings and the total time: `2 lần · 1 phút 48 giây`.
pub fn length(renderer: &Renderer<'_>, script: &Script, lang: &Lang) -> String {
    let time = time(renderer, script.total_seconds(), lang);
    let count = [("count", Arg::Number(i64::from(script.repeat)))];
    match script.repeat {
        0 | 1 => time,
        _ => format!("{} · {time}", renderer.strings.get(lang, "script-plan-times", &count)),
    }
}

/// Returns a duration in words: `1 phút 48 giây`.
pub fn time(renderer: &Renderer<'_>, seconds: u32, lang: &Lang) -> String {
    let args = [
        ("minutes", Arg::Number(i64::from(seconds / 60))),
        ("seconds", Arg::Number(i64::from(seconds % 60))),
    ];
    let key = match (seconds / 60, seconds % 60) {
        (0, _) => "script-seconds",
        (_, 0) => "script-minutes",
        (_, _) => "script-minutes-seconds",
    };
    renderer.strings.get(lang, key, &args)
}
