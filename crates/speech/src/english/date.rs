//! English dates and times of day: "1/7/2025", "1 July 2025", "July 1, 2025", "8:30 am", "Mon–Fri".

use crate::context::{Context, Found};
use crate::english::numbers::{MONTHS, say_cardinal, say_date};
use crate::english::phone::is_counted;
use crate::piece::PieceKind;
use crate::word::{is_one_of, is_upper};

/// "1/7/2025", "2025-07-01", "1 July 2025".
pub(super) fn read_date(ctx: &Context, at: usize) -> Option<Found> {
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

/// "July 1, 2025", "July 2025".
pub(super) fn read_american_date(ctx: &Context, end: usize, month: u64) -> Option<Found> {
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

/// "on 20/11": day and month without a year, as Vietnamese offices write them.
pub(super) fn read_day_and_month(ctx: &Context, at: usize) -> Option<Found> {
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

/// Returns the month of a full name or of its first three letters.
pub(super) fn find_month(word: &str) -> Option<u64> {
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
pub(super) fn read_weekday(ctx: &Context, at: usize, word: &str) -> Option<Found> {
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
pub(super) fn is_range(ctx: &Context, at: usize, after: usize) -> bool {
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

/// "8:30", "17:00", "8 am", "7.30 pm".
pub(super) fn read_time(ctx: &Context, at: usize) -> Option<Found> {
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

/// Returns whether the dot of a short form also ends the sentence: the line ends, or a capital
/// follows.
pub(super) fn ends_sentence(ctx: &Context, dot: usize) -> bool {
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
