//! Resolves the plan of broadcasts: which approved scripts are read at which stations on which
//! days.

use jiff::civil::{Date, Weekday};

use crate::check::rules;
use crate::config::Config;
use crate::diag::{Diagnostics, Span};
use crate::model::broadcast::{Airing, Broadcast};
use crate::model::content::Content;
use crate::model::lang::Lang;
use crate::model::site::{Script, Withheld};

/// Resolves the entries of the plan. Reports and omits broadcasts of scripts that may not be read.
pub fn resolve_broadcasts(
    content: &Content,
    config: &Config,
    scripts: &[Script],
    withheld: &[Withheld],
    diags: &mut Diagnostics,
) -> Vec<Airing> {
    let mut airings = Vec::new();
    for broadcast in &content.broadcasts {
        let lang = broadcast.lang.as_ref().unwrap_or(&config.default_language);
        let station = station(broadcast, config, diags);
        let script = script(broadcast, lang, content, scripts, withheld, diags);
        let (Some(station), Some(script)) = (station, script) else { continue };
        airings.extend(airings_of(broadcast, script, &scripts[script], &station, config, diags));
    }
    airings
}

/// Returns the station of an entry. The entry need not name it if there is only one, and a campaign
/// may have no station.
fn station(broadcast: &Broadcast, config: &Config, diags: &mut Diagnostics) -> Option<String> {
    match &broadcast.station {
        Some(at) if config.stations.contains_key(&at.value) => Some(at.value.clone()),
        None if config.stations.len() <= 1 => {
            Some(config.stations.keys().next().cloned().unwrap_or_default())
        }
        named => {
            rules::unknown_station::report(named.as_ref(), broadcast.span, config, diags);
            None
        }
    }
}

fn script(
    broadcast: &Broadcast,
    lang: &Lang,
    content: &Content,
    scripts: &[Script],
    withheld: &[Withheld],
    diags: &mut Diagnostics,
) -> Option<usize> {
    let id = &broadcast.script.value;
    let found = scripts.iter().position(|script| script.id == *id && script.lang == *lang);
    if found.is_none() {
        let is_held =
            |held: &&Withheld| held.product == "script" && held.id == *id && held.lang == *lang;
        if let Some(held) = withheld.iter().find(is_held) {
            rules::broadcast_left_out::report_script(broadcast, held, diags);
        } else if !content
            .scripts
            .iter()
            .any(|source| source.id.value == *id && source.lang == *lang)
        {
            rules::unknown_script::report(broadcast, lang, content, diags);
        }
        // Otherwise the script has mistakes that are already reported.
    }
    found
}

fn airings_of(
    broadcast: &Broadcast,
    index: usize,
    script: &Script,
    station: &str,
    config: &Config,
    diags: &mut Diagnostics,
) -> Vec<Airing> {
    let start = broadcast.from.map_or(config.today, |from| from.max(config.today));
    let mut first: Option<Date> = None;
    let (mut days, mut too_late): (Vec<Weekday>, Vec<Weekday>) = (Vec::new(), Vec::new());
    for day in &broadcast.days {
        let Some(next) = next_on(start, *day) else { continue };
        if broadcast.until.is_some_and(|until| next > until) {
            continue;
        }
        if script.not_after.is_some_and(|last| next > last) {
            too_late.push(*day);
            continue;
        }
        first = Some(first.map_or(next, |first| first.min(next)));
        days.push(*day);
    }
    if let Some(last) = script.not_after.filter(|_| !too_late.is_empty()) {
        rules::broadcast_left_out::report_days(broadcast, &too_late, last, diags);
    }
    let Some(first) = first else {
        if let Some(last) = broadcast.until.filter(|_| too_late.is_empty()) {
            rules::broadcast_over::report(broadcast, last, diags);
        }
        return Vec::new();
    };
    let until = [broadcast.until, script.not_after].into_iter().flatten().min();
    let airing = |time| Airing {
        script: index,
        station: station.to_owned(),
        days: days.clone(),
        time,
        from: broadcast.from,
        first,
        until,
        span: entry_place(broadcast),
    };
    broadcast.times.iter().copied().map(airing).collect()
}

/// Returns the span for messages about an entry: the line that names the script.
fn entry_place(broadcast: &Broadcast) -> Span {
    broadcast.script.span
}

/// Returns the first date from `start` on that is the given weekday.
fn next_on(start: Date, day: Weekday) -> Option<Date> {
    let ahead =
        (day.to_monday_zero_offset() - start.weekday().to_monday_zero_offset()).rem_euclid(7);
    start.checked_add(jiff::Span::new().days(i64::from(ahead))).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};

    use super::next_on;

    #[test]
    fn the_next_day_of_a_name_may_be_today() {
        let monday = date(2026, 11, 23);
        assert_eq!(next_on(monday, Weekday::Monday), Some(monday));
        assert_eq!(next_on(monday, Weekday::Sunday), Some(date(2026, 11, 29)));
        assert_eq!(next_on(date(2026, 11, 27), Weekday::Monday), Some(date(2026, 11, 30)));
    }
}
