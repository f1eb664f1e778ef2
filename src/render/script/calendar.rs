//! Encodes the broadcasts of the week as iCalendar (RFC 5545), so that a phone can remind the
//! announcer.

use jiff::civil::{Date, Time, Weekday};

use crate::model::broadcast::Airing;
use crate::model::content::Status;
use crate::render::renderer::Renderer;
use crate::render::script::timetable::{length, time};

/// Vietnam has used one offset without daylight saving time since 1975, so no zone table is needed.
const ZONE: &str = "Asia/Ho_Chi_Minh";

/// The maximum length of a line in bytes. Longer lines are folded.
const LONGEST_LINE: usize = 75;

/// Encodes the calendar. The UID of a broadcast is the same in every build.
pub fn encode_calendar(renderer: &Renderer<'_>) -> String {
    let config = renderer.config;
    let lang = &config.default_language;
    let mut out = Lines::default();
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//loa//lich phat thanh//VI",
        "CALSCALE:GREGORIAN",
    ] {
        out.push(line);
    }
    out.push("METHOD:PUBLISH");
    let title = renderer.strings.get(lang, "script-plan-title", &[]);
    let name = format!("{} – {title}", config.words(&config.title, lang));
    out.push(&format!("X-WR-CALNAME:{}", escaped(&name)));
    out.push(&format!("X-WR-TIMEZONE:{ZONE}"));
    for line in
        ["BEGIN:VTIMEZONE", &format!("TZID:{ZONE}"), "BEGIN:STANDARD", "DTSTART:19700101T000000"]
    {
        out.push(line);
    }
    for line in
        ["TZOFFSETFROM:+0700", "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE"]
    {
        out.push(line);
    }
    let mut names: Vec<String> = Vec::new();
    for airing in &renderer.site.broadcasts {
        let name = name_of(airing, renderer);
        // The same script twice at the same time is a mistake of the author, but UIDs must still
        // differ.
        let number = names.iter().filter(|known| **known == name).count();
        push_event(airing, &format!("{name}-{number}"), renderer, &mut out);
        names.push(name);
    }
    out.push("END:VCALENDAR");
    out.0
}

fn push_event(airing: &Airing, name: &str, renderer: &Renderer<'_>, out: &mut Lines) {
    let (site, config, lang) = (renderer.site, renderer.config, &renderer.config.default_language);
    let script = &site.scripts[airing.script];
    let is_approved = script.status == Status::Approved;
    let host = config
        .base_url
        .split_once("://")
        .map_or("", |(_, rest)| rest)
        .split('/')
        .next()
        .unwrap_or_default();
    out.push("BEGIN:VEVENT");
    out.push(&format!("UID:{}", escaped(&format!("{name}@{host}"))));
    out.push(&format!("DTSTAMP:{}T000000Z", basic(config.today)));
    out.push(&format!(
        "DTSTART;TZID={ZONE}:{}T{}",
        basic(airing.first),
        clock(start(airing, renderer))
    ));
    out.push(&format!("DURATION:PT{}S", script.total_seconds().max(1)));
    let days: Vec<&str> = airing.days.iter().map(|day| day_code(*day)).collect();
    let until =
        airing.until.map_or_else(String::new, |until| format!(";UNTIL={}T165959Z", basic(until)));
    out.push(&format!("RRULE:FREQ=WEEKLY;BYDAY={}{until}", days.join(",")));
    out.push(&format!("SUMMARY:{}", escaped(&script.title)));
    if let Some(station) = config.stations.get(&airing.station) {
        out.push(&format!("LOCATION:{}", escaped(&renderer.format.words(&station.name, lang))));
    }
    let mut about = vec![length(renderer, script, lang)];
    if script.repeat > 1 {
        about.push(renderer.strings.get(
            lang,
            "script-plan-one",
            &[("time", crate::model::strings::Arg::Text(time(renderer, script.seconds, lang)))],
        ));
    }
    if !is_approved {
        about.push(renderer.strings.get(lang, "script-plan-draft", &[]));
    }
    if script.is_sample {
        about.push(renderer.strings.get(lang, "script-plan-sample", &[]));
    }
    out.push(&format!("DESCRIPTION:{}", escaped(&about.join("\n"))));
    out.push(if is_approved { "STATUS:CONFIRMED" } else { "STATUS:TENTATIVE" });
    out.push("TRANSP:TRANSPARENT");
    out.push("END:VEVENT");
}

/// Returns the start of a broadcast. Scripts with the same time are read one after the other, in
/// the order of the first day.
fn start(airing: &Airing, renderer: &Renderer<'_>) -> Time {
    let site = renderer.site;
    let before =
        site.broadcasts.iter().take_while(|other| !std::ptr::eq(*other, airing)).filter(|other| {
            other.station == airing.station
                && other.time == airing.time
                && other.covers(airing.first)
                && other.days.contains(&airing.first.weekday())
        });
    let seconds: u32 = before.map(|other| site.scripts[other.script].total_seconds()).sum();
    airing.time.saturating_add(jiff::Span::new().seconds(i64::from(seconds)))
}

/// Returns a name that does not depend on the days, the title or the length of the broadcast.
fn name_of(airing: &Airing, renderer: &Renderer<'_>) -> String {
    let script = &renderer.site.scripts[airing.script];
    let mut hasher = blake3::Hasher::new();
    for part in [script.id.as_str(), script.lang.as_str(), &airing.station, &clock(airing.time)] {
        hasher.update(part.as_bytes()).update(b"\0");
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

fn basic(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

fn clock(time: Time) -> String {
    time.strftime("%H%M%S").to_string()
}

fn day_code(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

/// Escapes text for a value in iCalendar.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Lines of a calendar. Long lines are folded.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn push(&mut self, line: &str) {
        let mut length = 0;
        for c in line.chars() {
            // Do not split the bytes of one character.
            if length + c.len_utf8() > LONGEST_LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, escaped};

    #[test]
    fn long_lines_are_folded_between_letters() {
        let mut lines = Lines::default();
        let text = format!("SUMMARY:{}", "bà con ".repeat(40));
        lines.push(&text);
        assert!(lines.0.ends_with("\r\n"));
        assert!(lines.0.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(lines.0.replace("\r\n ", "").trim_end_matches("\r\n"), text);
    }

    #[test]
    fn signs_of_the_format_end_as_letters() {
        assert_eq!(escaped("Thẻ; ở xã, thôn \\ 1\nHết\r\u{7}"), "Thẻ\\; ở xã\\, thôn \\\\ 1\\nHết");
    }
}
