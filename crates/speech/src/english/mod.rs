//! English: numbers, dates, times, money, percentages, abbreviations, addresses.
//!
//! English has fewer rules than Vietnamese. Dates have the day first, as in Vietnam; commas group
//! thousands.

mod net;
mod numbers;

use std::sync::LazyLock;

use crate::context::{Context, Found, is_letter, is_one_of, is_upper, to_lower};
use crate::data::{Table, WordList};
use crate::english::net::{read_address, spell};
use crate::english::numbers::{
    MONTHS, parse_number, say_cardinal, say_date, say_decimal, say_digits, say_ordinal, say_signed,
    say_year,
};
use crate::language::Language;
use crate::scan::Scan;
use crate::syllable;
use crate::{Piece, PieceKind, SpokenValue, Voice};
use crate::{mark, roman};

/// Lists of words that decide how a number is read.
const TRIGGERS: &str = include_str!("triggers.txt");

/// The English language.
pub(super) struct English;

impl Language for English {
    fn codes(&self) -> &'static [&'static str] {
        &["en"]
    }

    fn has_numbers(&self) -> bool {
        true
    }

    fn builtin_lexicon(&self) -> &'static str {
        include_str!("lexicon.txt")
    }

    fn read(&self, ctx: &Context) -> Vec<Piece> {
        Scan::new(ctx).run(read_word, read_number, read_sign)
    }

    fn say_value(&self, _voice: &Voice, value: &SpokenValue) -> String {
        match value {
            SpokenValue::Count(n) => say_signed(*n),
            SpokenValue::Decimal { units, places } => say_decimal(*units, *places),
            SpokenValue::Percent { units, places } => {
                format!("{} percent", say_decimal(*units, *places))
            }
            SpokenValue::MoneyVnd(n) => format!("{} dong", say_signed(*n)),
            SpokenValue::Date { year, month, day } => say_date(
                day.map(u64::from),
                u64::from(*month),
                year.map(|year| u64::from(year.unsigned_abs())),
            ),
            SpokenValue::Phone(text) => say_digits(text),
        }
    }
}

fn read_number(ctx: &Context, at: usize) -> Found {
    read_phone(ctx, at)
        .or_else(|| read_short_phone(ctx, at))
        .or_else(|| read_long_number(ctx, at))
        .or_else(|| read_date(ctx, at))
        .or_else(|| read_day_and_month(ctx, at))
        .or_else(|| read_time(ctx, at))
        .or_else(|| read_quantity(ctx, at))
        .unwrap_or_else(|| {
            let digits = ctx.digits(at);
            Found::new(at + digits.len(), PieceKind::Cardinal, say_digits(digits), "digit by digit")
        })
}

/// Reads a long number that starts with 0, "+", 1800 or 1900.
fn read_phone(ctx: &Context, at: usize) -> Option<Found> {
    let plus = ctx.byte(at) == b'+';
    let mut end = at + usize::from(plus);
    let mut count = 0;
    while ctx.is_digit(end) {
        let next = ctx.digits_end(end);
        count += next - end;
        end = next;
        if matches!(ctx.byte(end), b' ' | b'.' | b'-') && ctx.is_digit(end + 1) && count < 10 {
            end += 1;
        }
    }
    let text = &ctx.text[at..end];
    let service = (text.starts_with("1900") || text.starts_with("1800")) && count == 8;
    let fits = plus && count >= 10 || text.starts_with('0') && (9..=12).contains(&count) || service;
    (fits && ctx.ends_word(end))
        .then(|| Found::new(end, PieceKind::Phone, say_digits(text), "telephone number"))
}

/// Words before a number that is called.
static CALL: WordList = WordList::new(TRIGGERS, "call");

/// "Call 113", "dial 114 or 115": a few digits after a verb of calling, unless a counted noun
/// follows.
fn read_short_phone(ctx: &Context, at: usize) -> Option<Found> {
    let digits = ctx.digits(at);
    let end = at + digits.len();
    let goes_on = matches!(ctx.byte(end), b',' | b'.' | b'/' | b':') && ctx.is_digit(end + 1);
    let counts = find_unit(ctx, end).is_some() || is_counted(ctx.next_word(end));
    if !(3..=8).contains(&digits.len()) || goes_on || counts || !ctx.ends_word(end) {
        return None;
    }
    // Earlier numbers of a list: "113, 114 or 115".
    let mut from = at;
    for _ in 0..8 {
        let label = ctx.prev_label(from);
        if is_one_of(label, &CALL) {
            return Some(Found::new(end, PieceKind::Phone, say_digits(digits), "number to call"));
        }
        let mut head = ctx.back_spaces(from);
        if is_one_of(label, &["or", "and"]) {
            head = ctx.back_spaces(head - label.len());
        } else if ctx.byte_before(head) == b',' {
            head -= 1;
        } else {
            return None;
        }
        if ctx.byte_before(head) == b',' {
            head -= 1;
        }
        from = head;
        while ctx.byte_before(from).is_ascii_digit() {
            from -= 1;
        }
        if from == head {
            return None;
        }
    }
    None
}

/// "ID 260123456": nine digits without separators are a count only if a counted noun follows.
fn read_long_number(ctx: &Context, at: usize) -> Option<Found> {
    let digits = ctx.digits(at);
    let end = at + digits.len();
    let decimal = matches!(ctx.byte(end), b',' | b'.') && ctx.is_digit(end + 1);
    let counts = decimal || find_unit(ctx, end).is_some() || is_counted(ctx.next_word(end));
    let fits = digits.len() >= 9 && ctx.ends_word(end) && !counts;
    fits.then(|| {
        Found::new(end, PieceKind::Phone, say_digits(digits), "number too long for a count")
    })
}

/// Returns whether a word is a plural noun: "people", "households", but not "always" or "unless".
fn is_counted(word: &str) -> bool {
    let plural =
        word.len() > 4 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("ways");
    word == "people" || plural && word.starts_with(char::is_lowercase)
}

/// "on 20/11": day and month without a year, as Vietnamese offices write them.
fn read_day_and_month(ctx: &Context, at: usize) -> Option<Found> {
    let first = ctx.digits(at);
    let second_at = at + first.len() + 1;
    let second = ctx.digits(second_at);
    let end = second_at + second.len();
    let short = |digits: &str| matches!(digits.len(), 1 | 2);
    let goes_on = matches!(ctx.byte(end), b'/' | b',' | b'.' | b'%')
        && (ctx.byte(end) == b'%' || ctx.is_digit(end + 1));
    if ctx.byte(second_at - 1) != b'/'
        || !short(first)
        || !short(second)
        || goes_on
        || !ctx.ends_word(end)
    {
        return None;
    }
    let (day, month): (u64, u64) = (first.parse().ok()?, second.parse().ok()?);
    let next = ctx.next_word(end);
    if !(1..=31).contains(&day) || !(1..=12).contains(&month) || is_one_of(next, &["of"]) {
        return None;
    }
    let label = ctx.prev_label(at);
    let before = ctx.text[..at].trim_end_matches(',').len();
    let weekday = find_weekday(label).or_else(|| {
        find_weekday(ctx.prev_word(ctx.text[..before].trim_end_matches([' ', ',']).len()))
    });
    let sure =
        is_one_of(label, &["on", "until", "till", "since", "before", "after", "dated", "date"])
            || weekday.is_some();
    // "by 1/2", "up to 3/4", "from 5/10 households" are fractions.
    let share =
        day < month && (month <= 4 || is_counted(next)) || is_one_of(ctx.prev_word2(at), &["up"]);
    let likely = is_one_of(label, &["by", "from", "to"]) && !share
        || is_one_of(label, &["of"]) && day > month;
    let zero = first.starts_with('0') || second.starts_with('0');
    let ranged = || {
        let head = ctx.text[..at].trim_end_matches(['-', '–']);
        let start = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '/').len();
        head.len() < at
            && start < head.len()
            && read_day_and_month(ctx, start).is_some_and(|found| found.end == head.len())
    };
    (sure || likely || zero || ranged()).then(|| {
        Found::new(end, PieceKind::Date, say_date(Some(day), month, None), "day and month")
    })
}

const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Returns the weekday of a capitalized full name or of its first three to five letters.
fn find_weekday(word: &str) -> Option<&'static str> {
    let short = (3..=5).contains(&word.len());
    WEEKDAYS
        .into_iter()
        .find(|day| *day == word || short && day.trim_end_matches("day").starts_with(word))
        .or_else(|| (word == "Weds").then_some("Wednesday"))
}

/// "Mon" next to another weekday, a number or a dash: "Mon–Fri", "Sat, Sun", "Sat 7:30".
fn read_weekday(ctx: &Context, at: usize, word: &str) -> Option<Found> {
    let day = find_weekday(word).filter(|day| *day != word)?;
    let end = at + word.len();
    let links: &[char] = &[' ', ',', '-', '–', '—', '&', '/', '.'];
    let rest = ctx.rest(end).trim_start_matches(links);
    let rest = rest.strip_prefix("and ").or_else(|| rest.strip_prefix("to ")).unwrap_or(rest);
    let next = ctx.word_at(ctx.text.len() - rest.len());
    let head = ctx.text[..at].trim_end_matches(links);
    let head = head.strip_suffix(" and").or_else(|| head.strip_suffix(" to")).unwrap_or(head);
    let before = ctx.word_ending(head.trim_end_matches(links).len());
    let beside = find_weekday(next).is_some()
        || find_weekday(before).is_some()
        || ctx.is_digit(ctx.skip_spaces(end));
    beside.then(|| Found::new(end, PieceKind::Abbreviation, day, "weekday"))
}

/// Returns whether a dash means "to": between numbers, times of day, weekdays or months.
fn is_range(ctx: &Context, at: usize, after: usize) -> bool {
    let (left, right) = (ctx.back_spaces(at), ctx.skip_spaces(after));
    let tight = left == at && right == after;
    let (before, next) = (ctx.word_ending(left), ctx.word_at(right));
    let named = |word: &str| {
        find_weekday(word).is_some()
            || word.starts_with(char::is_uppercase) && find_month(word).is_some()
    };
    if named(before) && named(next) {
        return true;
    }
    let half = is_one_of(before, &["am", "pm"]) || matches!(ctx.tail(left, 4), "a.m." | "p.m.");
    let clock = |from: usize| ctx.byte(from + ctx.digits(from).len()) == b':';
    let clock_before =
        left > 2 && ctx.text.as_bytes()[left - 3] == b':' && ctx.byte_before(left).is_ascii_digit();
    ctx.is_digit(right)
        && (half && (tight || left < at)
            || tight && ctx.byte_before(left).is_ascii_digit()
            || clock_before && clock(right))
}

/// Returns whether the dot of a short form also ends the sentence: the line ends, or a capital
/// follows.
fn ends_sentence(ctx: &Context, dot: usize) -> bool {
    let rest = ctx.rest(dot + 1).trim_start_matches(['"', '”', '’', '»']);
    let next = rest.trim_start_matches([' ', '\t', '“', '"']);
    let word = ctx.word_at(ctx.text.len() - next.len());
    let name = find_weekday(word).is_some() || find_month(word).is_some();
    let spaced = next.len() < rest.len();
    // A line that starts in lower case ("at 8:30 a.m.") is no sentence.
    let line = ctx.text[..dot].rsplit('\n').next().unwrap_or("");
    let fragment = line.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
    (next.is_empty() || next.starts_with(['\n', '\r'])) && !fragment
        || spaced && next.starts_with(is_upper) && !name
}

/// "Tran Phu Rd.", "12 Le Loi St": the type of a street after its name. Before a name, "St." means
/// "Saint", unless an address is clear.
fn read_street(ctx: &Context, at: usize, word: &str) -> Option<Found> {
    let said = match word {
        "Rd" => "Road",
        "St" => "Street",
        "Ave" => "Avenue",
        "Blvd" => "Boulevard",
        _ => return None,
    };
    let name = ctx.prev_word(at);
    if !name.starts_with(is_upper) {
        return None;
    }
    let end = at + word.len();
    let dot = ctx.byte(end) == b'.';
    let name_at = ctx.back_spaces(at) - name.len();
    let address = ctx.prev_word2(at).starts_with(is_upper)
        || ctx.byte_before(ctx.back_spaces(name_at)).is_ascii_digit();
    let saint = word == "St" && ctx.next_word(end + usize::from(dot)).starts_with(is_upper);
    let end = if dot && !ends_sentence(ctx, end) { end + 1 } else { end };
    (!saint || address)
        .then(|| Found::new(end, PieceKind::Abbreviation, said, "street behind its name"))
}

/// "USD 20", "km 42": a currency or unit before its number.
fn read_unit_before_number(ctx: &Context, at: usize, word: &str) -> Option<Found> {
    let end = at + word.len();
    let from = ctx.skip_spaces(end);
    if word.len() < 2 || !ctx.is_digit(from) {
        return None;
    }
    let capitals = !word.chars().any(syllable::is_vowel);
    let same = |form: &str| form == word || capitals && form.eq_ignore_ascii_case(word);
    let unit = UNITS.iter().find(|unit| same(unit.written))?;
    match unit.kind {
        PieceKind::Money => read_amount(ctx, from, (unit.singular, unit.plural)),
        PieceKind::Measure if from > end => {
            Some(Found::new(end, PieceKind::Measure, unit.singular, "unit before its number"))
        }
        _ => None,
    }
}

/// "1/7/2025", "2025-07-01", "1 July 2025".
fn read_date(ctx: &Context, at: usize) -> Option<Found> {
    let part = |at: usize| {
        let digits = ctx.digits(at);
        let fits = !digits.is_empty() && digits.len() <= 4;
        fits.then(|| Some((digits.parse::<u64>().ok()?, at + digits.len())))?
    };
    let (first, after) = part(at)?;
    let month_at = ctx.skip_spaces(after);
    let word = ctx.word_at(month_at);
    if let Some(month) = find_month(word).filter(|_| (1..=31).contains(&first) && month_at > after)
    {
        let end = month_at + word.len();
        let year =
            part(ctx.skip_spaces(end)).filter(|(year, last)| *year > 999 && ctx.ends_word(*last));
        let said = say_date(Some(first), month, year.map(|(year, _)| year));
        let said = if is_one_of(ctx.prev_word(at), &["the"]) {
            said.trim_start_matches("the ").to_owned()
        } else {
            said
        };
        return Some(Found::new(year.map_or(end, |(_, end)| end), PieceKind::Date, said, "date"));
    }
    let mark = ctx.byte(after);
    if !matches!(mark, b'/' | b'-' | b'.') {
        return None;
    }
    let (second, after2) = part(after + 1)?;
    if ctx.byte(after2) != mark {
        return None;
    }
    let (third, end) = part(after2 + 1)?;
    let (day, month, year) =
        if first > 999 { (third, second, first) } else { (first, second, third) };
    let fits = (1..=31).contains(&day)
        && (1..=12).contains(&month)
        && (1000..3000).contains(&year)
        && ctx.ends_word(end);
    fits.then(|| Found::new(end, PieceKind::Date, say_date(Some(day), month, Some(year)), "date"))
}

/// Returns the month of a full name or of its first three letters.
fn find_month(word: &str) -> Option<u64> {
    let lower = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| {
        let month = month.to_ascii_lowercase();
        month == lower
            || lower.len() == 3 && month.starts_with(&lower)
            || lower == "sept" && month == "september"
    })?;
    // "may" in lower case is a verb.
    (word != "may").then(|| u64::try_from(at + 1).ok())?
}

/// "8:30", "17:00", "8 am", "7.30 pm".
fn read_time(ctx: &Context, at: usize) -> Option<Found> {
    let hour_digits = ctx.digits(at);
    let hour: u64 =
        hour_digits.parse().ok().filter(|hour| *hour <= 24 && hour_digits.len() <= 2)?;
    let mut end = at + hour_digits.len();
    let mut minute = None;
    if matches!(ctx.byte(end), b':') && ctx.digits(end + 1).len() == 2 {
        minute = ctx.digits(end + 1).parse::<u64>().ok().filter(|minute| *minute < 60);
        end += 3;
    }
    let half_at = ctx.skip_spaces(end);
    let lower =
        ctx.rest(half_at).get(..4).unwrap_or_else(|| ctx.word_at(half_at)).to_ascii_lowercase();
    let word = ctx.word_at(half_at).to_ascii_lowercase();
    let half = match (lower.as_str(), word.as_str()) {
        ("a.m.", _) => Some((half_at + 4, " in the morning")),
        ("p.m.", _) => Some((
            half_at + 4,
            if hour < 6 || hour == 12 { " in the afternoon" } else { " in the evening" },
        )),
        (_, "am") => Some((half_at + 2, " in the morning")),
        (_, "pm") => Some((
            half_at + 2,
            if hour < 6 || hour == 12 { " in the afternoon" } else { " in the evening" },
        )),
        _ => None,
    };
    if minute.is_none() && half.is_none() {
        return None;
    }
    let mut said = say_cardinal(hour);
    match minute {
        Some(0) if half.is_none() => said.push_str(" o'clock"),
        Some(0) | None => {}
        Some(minute) if minute < 10 => said.push_str(&format!(" oh {}", say_cardinal(minute))),
        Some(minute) => said.push_str(&format!(" {}", say_cardinal(minute))),
    }
    let end = half.map_or(end, |(end, _)| end);
    let end =
        if ctx.byte_before(end) == b'.' && ends_sentence(ctx, end - 1) { end - 1 } else { end };
    said.push_str(half.map_or("", |(_, words)| words));
    ctx.ends_word(end).then(|| Found::new(end, PieceKind::Time, said, "time of day"))
}

/// A unit or currency after a number.
struct Unit {
    written: &'static str,
    singular: &'static str,
    plural: &'static str,
    kind: PieceKind,
}

static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    let table: Table<4> = Table::new(include_str!("units.txt"), "unit");
    let unit = |[written, singular, plural, kind]: &[&'static str; 4]| {
        let kind = match *kind {
            "money" => PieceKind::Money,
            "duration" => PieceKind::Duration,
            "percent" => PieceKind::Percent,
            _ => PieceKind::Measure,
        };
        Unit { written, singular, plural, kind }
    };
    table.iter().map(unit).collect()
});

/// Words before a year.
static BEFORE_YEAR: WordList = WordList::new(TRIGGERS, "before year");

fn read_quantity(ctx: &Context, at: usize) -> Option<Found> {
    let n = parse_number(ctx, at)?;
    if let Some(end) = find_ordinal_end(ctx, n.end).filter(|_| n.bare) {
        return Some(Found::new(end, PieceKind::Ordinal, say_ordinal(n.int), "ordinal"));
    }
    let is_year = n.bare
        && n.end - at == 4
        && (1900..2100).contains(&n.int)
        && is_one_of(ctx.prev_word(at), &BEFORE_YEAR);
    let (mut end, mut said, mut kind) =
        (n.end, if is_year { say_year(n.int) } else { n.words }, PieceKind::Cardinal);
    let mut one = n.bare && n.int == 1;
    for (link, word) in [("/", " out of "), ("-", " to "), ("–", " to ")] {
        let from = end + link.len();
        if ctx.rest(end).starts_with(link)
            && let Some(second) = parse_number(ctx, from)
            && !ctx.rest(second.end).starts_with(link)
        {
            let second_year = second.bare
                && second.end - from == 4
                && (1900..2100).contains(&second.int)
                && n.end - at == 4
                && n.bare;
            if second_year {
                said = say_year(n.int);
            }
            let fraction =
                link == "/" && n.bare && second.bare && n.int < second.int && second.int <= 100;
            if fraction && n.int > 0 && is_one_of(ctx.next_word(second.end), &["of"]) {
                let part = say_fraction(n.int, second.int);
                return Some(Found::new(second.end, PieceKind::Ratio, part, "fraction"));
            }
            // 24/7 is no fraction.
            if link == "/" && n.bare && second.bare && (n.int, second.int) == (24, 7) {
                return Some(Found::new(
                    second.end,
                    PieceKind::Ratio,
                    "twenty-four seven".to_owned(),
                    "fraction",
                ));
            }
            said.push_str(word);
            said.push_str(&if second_year { say_year(second.int) } else { second.words });
            end = second.end;
            kind = if link == "/" { PieceKind::Ratio } else { PieceKind::Range };
            one = false;
            break;
        }
    }
    if let Some((after, unit)) = find_unit(ctx, end) {
        said = format!("{said} {}", if one { unit.singular } else { unit.plural });
        end = after;
        kind = unit.kind;
    }
    if !ctx.ends_word(end) {
        let tail = ctx.word_at(end);
        said = format!("{said} {}", spell(tail));
        end += tail.len();
    }
    Some(Found::new(end, kind, said.trim_end(), "number"))
}

/// Speaks a fraction: 1/2 is "one half", 3/4 "three quarters", 2/5 "two fifths".
fn say_fraction(n: u64, of: u64) -> String {
    let (single, plural) = match of {
        2 => ("half".to_owned(), "halves".to_owned()),
        4 => ("quarter".to_owned(), "quarters".to_owned()),
        _ => (say_ordinal(of), format!("{}s", say_ordinal(of))),
    };
    format!("{} {}", say_cardinal(n), if n == 1 { single } else { plural })
}

/// Finds the longest unit after a number.
fn find_unit(ctx: &Context, at: usize) -> Option<(usize, &'static Unit)> {
    let from = ctx.skip_spaces(at);
    let rest = ctx.rest(from);
    let fits = |form: &str| {
        rest.starts_with(form)
            && (!form.ends_with(char::is_alphanumeric) || ctx.ends_word(from + form.len()))
    };
    let fitting = UNITS.iter().filter(|unit| fits(unit.written));
    let unit = fitting.max_by_key(|unit| unit.written.len())?;
    Some((from + unit.written.len(), unit))
}

fn find_ordinal_end(ctx: &Context, at: usize) -> Option<usize> {
    let tail = ctx.word_at(at);
    matches!(tail, "st" | "nd" | "rd" | "th").then_some(at + 2)
}

fn read_word(ctx: &Context, at: usize) -> (usize, Option<Found>) {
    let word = ctx.word_at(at);
    let end = at + word.len();
    let found = ctx.voice.lexicon.find(ctx, at, &word.to_lowercase());
    if !found.is_some_and(|(_, entry)| entry.custom)
        && let Some(found) = read_street(ctx, at, word)
            .or_else(|| read_unit_before_number(ctx, at, word))
            .or_else(|| read_weekday(ctx, at, word))
    {
        return (found.end, Some(found));
    }
    if let Some((end, entry)) = found {
        return (end, Some(Found::new(end, entry.kind, entry.spoken.as_str(), entry.rule())));
    }
    let month = find_month(word).filter(|_| word.starts_with(char::is_uppercase));
    if let Some(found) = month.and_then(|month| read_american_date(ctx, end, month)) {
        return (end, Some(found));
    }
    let address = matches!(ctx.byte(end), b'.' | b'@' | b':') && ctx.byte(end + 1) != b' ';
    if address && let Some(found) = read_address(ctx, at) {
        return (found.end, Some(found));
    }
    let letters = word.chars().count();
    let upper = word.chars().filter(|c| is_upper(*c)).count();
    let vowel = word.chars().any(syllable::is_vowel);
    let latin = word.chars().all(|c| c <= '\u{24f}' || ('\u{1e00}'..='\u{1eff}').contains(&c));
    let apostrophe = matches!(ctx.char_before(at), Some('\'' | '’')) && letters == 1 && upper == 1;
    let found = if apostrophe {
        Some(Found::new(end, PieceKind::Heading, to_lower(word), "words in capitals"))
    } else if !latin {
        Some(Found::new(end, PieceKind::Unknown, "", "letters of another script"))
    } else if ctx.is_digit(end) {
        let digits = ctx.digits(end);
        Some(Found::new(
            end + digits.len(),
            PieceKind::Abbreviation,
            format!("{} {}", spell(word), say_digits(digits)),
            "code of letters and digits",
        ))
    } else if letters >= 2
        && upper == letters
        && follows_roman_label(ctx, at)
        && let Some(n) = roman::parse(word)
    {
        Some(Found::new(end, PieceKind::Roman, say_cardinal(n), "Roman numeral"))
    } else if letters >= 2
        && upper == letters
        && vowel
        && (letters > 4 || is_beside_capitals(ctx, at, end))
    {
        Some(Found::new(end, PieceKind::Heading, to_lower(word), "words in capitals"))
    } else if letters >= 2 && (upper >= 2 && upper * 2 >= letters || !vowel) {
        Some(Found::new(end, PieceKind::Unknown, spell(word), "unknown short form, spelled"))
    } else if upper >= 2 {
        let lower = to_lower(word);
        let first = lower.chars().next().map_or(0, char::len_utf8);
        let head = if word.starts_with(char::is_uppercase) {
            lower[..first].to_uppercase()
        } else {
            lower[..first].to_owned()
        };
        Some(Found::new(
            end,
            PieceKind::Foreign,
            format!("{head}{}", &lower[first..]),
            "name with capitals inside",
        ))
    } else {
        None
    };
    (end, found)
}

fn follows_roman_label(ctx: &Context, at: usize) -> bool {
    is_one_of(
        ctx.prev_word(at),
        &["chapter", "part", "phase", "section", "quarter", "article", "level", "volume", "annex"],
    )
}

fn is_beside_capitals(ctx: &Context, at: usize, end: usize) -> bool {
    [ctx.prev_word(at), ctx.next_word(end)]
        .iter()
        .any(|word| word.chars().count() > 1 && word.chars().all(is_upper))
}

/// "July 1, 2025", "July 2025".
fn read_american_date(ctx: &Context, end: usize, month: u64) -> Option<Found> {
    let from = ctx.skip_spaces(end);
    let first = ctx.digits(from);
    let value: u64 =
        first.parse().ok().filter(|_| from > end && ctx.ends_word(from + first.len()))?;
    let after = from + first.len();
    if first.len() == 4 {
        return Some(Found::new(
            after,
            PieceKind::Date,
            say_date(None, month, Some(value)),
            "date",
        ));
    }
    let year_at = ctx.skip_spaces(after + usize::from(ctx.byte(after) == b','));
    let year = ctx.digits(year_at);
    let year = if year.len() == 4 { year.parse().ok() } else { None };
    let fits = (1..=31).contains(&value) && first.len() <= 2;
    fits.then(|| {
        Found::new(
            if year.is_some() { year_at + 4 } else { after },
            PieceKind::Date,
            say_date(Some(value), month, year),
            "date",
        )
    })
}

fn read_sign(ctx: &Context, at: usize, sign: char) -> Option<Found> {
    let after = at + sign.len_utf8();
    let say = |word: &str| Some(Found::new(after, PieceKind::Symbol, word, "sign"));
    match sign {
        '-' | '–' | '—' if is_range(ctx, at, after) => say("to"),
        '.' | ',' | ';' | ':' | '!' | '?' | '…' | '"' | '\'' | '“' | '”' | '‘' | '’' | '«'
        | '»' | '–' | '—' => None,
        '[' => mark::read(ctx, at).or_else(|| say(",")),
        '(' | ')' | ']' | '{' | '}' | '|' | '/' | '→' => say(","),
        '-' => {
            let before = ctx.char_before(at);
            let negative = ctx.is_digit(after) && before.is_none_or(char::is_whitespace);
            let between_letters =
                before.is_some_and(is_letter) && ctx.char(after).is_some_and(is_letter);
            if negative {
                say("minus")
            } else if between_letters {
                None
            } else {
                say(",")
            }
        }
        '&' => say("and"),
        '%' => say("percent"),
        '@' => say("at"),
        '=' => say("equals"),
        '+' => read_phone(ctx, at).or_else(|| say("plus")),
        '<' => say("less than"),
        '>' => say("more than"),
        '≤' => say("at most"),
        '≥' => say("at least"),
        '±' => say("plus or minus"),
        '~' | '≈' => say("about"),
        '°' => say("degrees"),
        '$' | '€' | '₫' | '£' => read_prefixed_money(ctx, at, sign),
        _ => say(""),
    }
}

/// "$5.50", "₫30,000".
fn read_prefixed_money(ctx: &Context, at: usize, sign: char) -> Option<Found> {
    let names = match sign {
        '$' => ("dollar", "dollars"),
        '€' => ("euro", "euros"),
        '£' => ("pound", "pounds"),
        _ => ("dong", "dong"),
    };
    let after = at + sign.len_utf8();
    read_amount(ctx, ctx.skip_spaces(after), names)
        .or_else(|| Some(Found::new(after, PieceKind::Symbol, names.1, "currency sign")))
}

/// Reads an amount after a currency sign. `names` are the singular and the plural of the currency.
fn read_amount(ctx: &Context, at: usize, names: (&str, &str)) -> Option<Found> {
    let n = parse_number(ctx, at)?;
    let scale = ctx.next_word(n.end);
    let scaled = is_one_of(scale, &["million", "billion", "thousand", "trillion"]);
    let end = if scaled { ctx.skip_spaces(n.end) + scale.len() } else { n.end };
    let scale = if scaled { format!(" {scale}") } else { String::new() };
    let cents = ctx.text[at..n.end]
        .rsplit_once('.')
        .map(|(_, cents)| cents)
        .filter(|cents| cents.len() == 2 && !scaled && names.1 != "dong");
    if let Some(cents) = cents {
        let coins = cents
            .parse()
            .ok()
            .filter(|coins| *coins > 0)
            .map_or_else(String::new, |coins| format!(" {}", say_cardinal(coins)));
        return Some(Found::new(
            end,
            PieceKind::Money,
            format!("{} {}{coins}", say_cardinal(n.int), names.1),
            "currency before the amount",
        ));
    }
    let name = if n.bare && n.int == 1 && !scaled { names.0 } else { names.1 };
    Some(Found::new(
        end,
        PieceKind::Money,
        format!("{}{scale} {name}", n.words),
        "currency before the amount",
    ))
}
