//! English dates: "1/7/2025", "1 July 2025", "July 1, 2025", "on 20/11", "Mon–Fri".

use crate::context::{Context, Found};
use crate::data::WordList;
use crate::english::files::{MONTHS, TRIGGERS, WORDS};
use crate::english::numbers::{is_counted, say_date};
use crate::piece::PieceKind;
use crate::word::is_one_of;

/// "1/7/2025", "2025-07-01", "1 July 2025".
pub(super) fn read_date(ctx: &Context, at: usize) -> Option<Found> {
    let (first, after) = parse_part(ctx, at)?;
    if let Some(found) = read_named_month(ctx, at, first, after) {
        return Some(found);
    }
    let mark = ctx.byte(after);
    if !matches!(mark, b'/' | b'-' | b'.') {
        return None;
    }
    let (month, after_month) = parse_part(ctx, after + 1)?;
    if ctx.byte(after_month) != mark {
        return None;
    }
    let (third, end) = parse_part(ctx, after_month + 1)?;
    let (day, year) = if first > 999 { (third, first) } else { (first, third) };
    if !is_day(day) || !is_month(month) || !(1000..3000).contains(&year) || !ctx.ends_word(end) {
        return None;
    }
    Some(found_date(end, say_date(Some(day), month, Some(year))))
}

/// "1 July 2025", "1 July": the name of the month after the day.
fn read_named_month(ctx: &Context, at: usize, day: u64, after: usize) -> Option<Found> {
    let month_at = ctx.skip_spaces(after);
    if month_at == after || !is_day(day) {
        return None;
    }
    let word = ctx.word_at(month_at);
    let month = find_month(word)?;
    let mut end = month_at + word.len();
    let mut year = None;
    if let Some((value, year_end)) = parse_part(ctx, ctx.skip_spaces(end))
        && value > 999
        && ctx.ends_word(year_end)
    {
        year = Some(value);
        end = year_end;
    }
    let said = say_date(Some(day), month, year);
    let has_article = is_one_of(ctx.prev_word(at), &["the"]);
    let said = if has_article { said.trim_start_matches("the ") } else { &said };
    Some(found_date(end, said))
}

/// "July 1, 2025", "July 2025". `end` is the end of the month.
pub(super) fn read_american_date(ctx: &Context, end: usize, month: u64) -> Option<Found> {
    let from = ctx.skip_spaces(end);
    let (value, after) = ctx.parse_digits(from)?;
    if from == end || !ctx.ends_word(after) {
        return None;
    }
    if after - from == 4 {
        return Some(found_date(after, say_date(None, month, Some(value))));
    }
    if !is_day(value) || after - from > 2 {
        return None;
    }
    let year_at = ctx.skip_spaces(after + usize::from(ctx.byte(after) == b','));
    match ctx.parse_digits(year_at) {
        Some((year, year_end)) if year_end - year_at == 4 => {
            Some(found_date(year_end, say_date(Some(value), month, Some(year))))
        }
        _ => Some(found_date(after, say_date(Some(value), month, None))),
    }
}

/// "on 20/11": day and month without a year, as Vietnamese offices write them.
pub(super) fn read_day_and_month(ctx: &Context, at: usize) -> Option<Found> {
    let (day, month, end) = parse_day_and_month(ctx, at)?;
    let has_zero = ctx.byte(at) == b'0' || ctx.text[at..end].contains("/0");
    let is_date = has_zero || is_dated(ctx, at, end, day, month) || ends_range(ctx, at);
    if !is_date {
        return None;
    }
    Some(Found::new(end, PieceKind::Date, say_date(Some(day), month, None), "day and month"))
}

fn parse_day_and_month(ctx: &Context, at: usize) -> Option<(u64, u64, usize)> {
    let (day, after) = ctx.parse_digits(at)?;
    let (month, end) = ctx.parse_digits(after + 1)?;
    let is_short = after - at <= 2 && end - after <= 3;
    if ctx.byte(after) != b'/' || !is_short || !is_day(day) || !is_month(month) {
        return None;
    }
    let goes_on = matches!(ctx.byte(end), b'/' | b',' | b'.') && ctx.is_digit(end + 1);
    if goes_on || ctx.byte(end) == b'%' || !ctx.ends_word(end) {
        return None;
    }
    if is_one_of(ctx.next_word(end), &["of"]) {
        return None;
    }
    Some((day, month, end))
}

/// Returns whether the words around "20/11" make it a date.
fn is_dated(ctx: &Context, at: usize, end: usize, day: u64, month: u64) -> bool {
    /// Words before a day and a month.
    static BEFORE_DAY: WordList = WordList::new(TRIGGERS, "before day");
    let label = ctx.prev_label(at);
    if is_one_of(label, &BEFORE_DAY) || find_weekday(label).is_some() {
        return true;
    }
    let before = ctx.text[..at].trim_end_matches(',').trim_end_matches([' ', ',']);
    if find_weekday(ctx.prev_word(before.len())).is_some() {
        return true;
    }
    // "by 1/2", "up to 3/4", "from 5/10 households" are fractions.
    let is_small = day < month && (month <= 4 || is_counted(ctx.next_word(end)));
    let is_share = is_small || is_one_of(ctx.prev_word2(at), &["up"]);
    is_one_of(label, &["by", "from", "to"]) && !is_share || is_one_of(label, &["of"]) && day > month
}

/// Returns whether a dash and another day and month precede: "on 1/7-5/7".
fn ends_range(ctx: &Context, at: usize) -> bool {
    let head = ctx.text[..at].trim_end_matches(['-', '–']);
    let start = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '/').len();
    if head.len() == at || start == head.len() {
        return false;
    }
    match read_day_and_month(ctx, start) {
        Some(found) => found.end == head.len(),
        None => false,
    }
}

fn found_date(end: usize, said: impl Into<String>) -> Found {
    Found::new(end, PieceKind::Date, said, "date")
}

/// Parses a day, month or year of at most four digits.
fn parse_part(ctx: &Context, at: usize) -> Option<(u64, usize)> {
    let (value, end) = ctx.parse_digits(at)?;
    if end - at <= 4 { Some((value, end)) } else { None }
}

fn is_day(n: u64) -> bool {
    (1..=31).contains(&n)
}

fn is_month(n: u64) -> bool {
    (1..=12).contains(&n)
}

/// Returns the month of a full name or of its first three letters.
pub(super) fn find_month(word: &str) -> Option<u64> {
    // "may" in lower case is a verb.
    if word == "may" {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let mut number = 0;
    for month in MONTHS.iter() {
        number += 1;
        let month = month.to_ascii_lowercase();
        let is_short = lower.len() == 3 && month.starts_with(&lower);
        if month == lower || is_short || lower == "sept" && month == "september" {
            return Some(number);
        }
    }
    None
}

/// Returns the weekday of a capitalized full name or of its first three to five letters.
pub(super) fn find_weekday(word: &str) -> Option<&'static str> {
    static WEEKDAYS: WordList = WordList::new(WORDS, "weekday");
    if word == "Weds" {
        return Some("Wednesday");
    }
    let is_short = (3..=5).contains(&word.len());
    WEEKDAYS
        .iter()
        .find(|day| **day == word || is_short && day.trim_end_matches("day").starts_with(word))
        .copied()
}

/// Returns whether a word is the name of a weekday or month, with a capital.
pub(super) fn is_calendar_name(word: &str) -> bool {
    find_weekday(word).is_some()
        || word.starts_with(char::is_uppercase) && find_month(word).is_some()
}

/// "Mon" next to another weekday, a number or a dash: "Mon–Fri", "Sat, Sun", "Sat 7:30".
pub(super) fn read_weekday(ctx: &Context, at: usize, word: &str) -> Option<Found> {
    const LINKS: [char; 8] = [' ', ',', '-', '–', '—', '&', '/', '.'];
    let day = find_weekday(word)?;
    if day == word {
        return None;
    }
    let end = at + word.len();
    let mut rest = ctx.rest(end).trim_start_matches(LINKS);
    let mut head = ctx.text[..at].trim_end_matches(LINKS);
    for link in ["and", "to"] {
        if let Some(after) = rest.strip_prefix(link)
            && let Some(after) = after.strip_prefix(' ')
        {
            rest = after;
            break;
        }
    }
    for link in [" and", " to"] {
        if let Some(before) = head.strip_suffix(link) {
            head = before.trim_end_matches(LINKS);
            break;
        }
    }
    let next = ctx.word_at(ctx.text.len() - rest.len());
    let before = ctx.word_ending(head.len());
    let is_beside = find_weekday(next).is_some()
        || find_weekday(before).is_some()
        || ctx.is_digit(ctx.skip_spaces(end));
    if !is_beside {
        return None;
    }
    Some(Found::new(end, PieceKind::Abbreviation, day, "weekday"))
}
