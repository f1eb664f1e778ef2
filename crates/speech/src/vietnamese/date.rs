//! Dates with and without a year, and ranges of dates.
//!
//! The day comes before the month; ISO dates start with four digits. Two numbers alone (5/8) are a
//! date only if the words around them say so; otherwise `ratio.rs` reads them.

use crate::context::{Context, Found};
use crate::data::WordList;
use crate::piece::PieceKind;
use crate::vietnamese::cardinal;
use crate::vietnamese::files::TRIGGERS;
use crate::vietnamese::quantity;
use crate::word::is_one_of;

/// A parsed date. Missing parts are 0.
#[derive(Clone, Copy, Default)]
pub(super) struct Date {
    pub(super) day: u64,
    pub(super) last_day: u64,
    pub(super) month: u64,
    pub(super) year: u64,
    end: usize,
}

/// Words that make the two numbers after them a day and a month.
static DAY_WORDS: WordList = WordList::new(TRIGGERS, "day");
/// Words that make a date likely: weekdays, parts of the day, feasts, limits.
static NEAR_WORDS: WordList = WordList::new(TRIGGERS, "near day");

/// Reads a date or a range of dates.
pub(super) fn read(ctx: &Context, at: usize) -> Option<Found> {
    if let Some(found) = read_months(ctx, at) {
        return Some(found);
    }
    let date = parse_full(ctx, at)
        .or_else(|| parse_days_of_month(ctx, at))
        .or_else(|| parse_month_of_year(ctx, at))
        .or_else(|| parse_day_and_month(ctx, at))?;
    let mut spoken = String::with_capacity(80);
    push(&mut spoken, ctx, &date, !names_day(ctx, at));
    if let Some(second) = parse_second(ctx, &date) {
        spoken.push_str(" đến ");
        push(&mut spoken, ctx, &second, true);
        return Some(Found::new(second.end, PieceKind::Range, spoken, "from one date to another"));
    }
    let found = Found::new(date.end, PieceKind::Date, spoken, "date");
    let is_day_and_month = date.year == 0 && date.last_day == 0;
    let has_dash = ctx.text[at..date.end].contains(['-', '–']);
    if !is_day_and_month || !has_dash || date.day >= date.month {
        return Some(found);
    }
    let (from, to) = (cardinal::say(ctx.style, date.day), cardinal::say(ctx.style, date.month));
    Some(found.or(format!("{from} đến {to}")))
}

/// Nouns before a number and a year.
static YEAR_PARTS: WordList = WordList::new(TRIGGERS, "part of a year");

/// "quý 1/2025", "đợt 2/2026": a number and a year after a noun.
pub(super) fn read_part_of_year(ctx: &Context, at: usize) -> Option<Found> {
    let labelled = is_one_of(ctx.prev_word(at), &YEAR_PARTS);
    if !labelled {
        return None;
    }
    let (n, after) = parse_number(ctx, at, 2)?;
    let year_at = skip_slash(ctx, after)?;
    let (year, end) = parse_year(ctx, year_at)?;
    let mut spoken = cardinal::say(ctx.style, n);
    push_year(&mut spoken, ctx, year);
    Some(Found::new(end, PieceKind::Date, spoken, "part of a year"))
}

/// Appends the known parts of a date.
pub(super) fn push(out: &mut String, ctx: &Context, date: &Date, name_day: bool) {
    if date.day > 0 {
        if name_day {
            cardinal::push_word(out, "ngày");
        }
        cardinal::push(out, ctx.style, date.day);
    }
    if date.last_day > 0 {
        cardinal::push_word(out, "đến");
        cardinal::push(out, ctx.style, date.last_day);
    }
    if date.day > 0 || name_day {
        cardinal::push_word(out, "tháng");
    }
    cardinal::push_month(out, ctx.style, date.month);
    if date.year > 0 {
        push_year(out, ctx, date.year);
    }
}

/// Appends "năm" and the year.
pub(super) fn push_year(out: &mut String, ctx: &Context, year: u64) {
    cardinal::push_word(out, "năm");
    cardinal::push(out, ctx.style, year);
}

/// Returns whether the text before the date already has the word for day or month.
fn names_day(ctx: &Context, at: usize) -> bool {
    let word = ctx.prev_word(at);
    is_one_of(word, &DAY_WORDS) || is_one_of(word, &["tháng", "khánh", "lễ", "đường", "phố", "cầu"])
}

/// "30/6/2025", "30-6-2025", "30.6.2025", "01/7/24", "2025-06-30".
fn parse_full(ctx: &Context, at: usize) -> Option<Date> {
    let (first, after) = parse_number(ctx, at, 4)?;
    let mark = ctx.byte(after);
    if !matches!(mark, b'/' | b'-' | b'.') {
        return None;
    }
    let (second, after2) = parse_number(ctx, after + 1, 2)?;
    if ctx.byte(after2) != mark {
        return None;
    }
    let third_at = after2 + 1;
    if after - at == 4 {
        let (day, end) = parse_number(ctx, third_at, 2)?;
        return validate(ctx, Date { day, month: second, year: first, end, last_day: 0 });
    }
    let (third, end) = parse_number(ctx, third_at, 4)?;
    let year = match end - third_at {
        4 => third,
        // Two digits are a year only after a separator that can't be a decimal mark.
        2 if mark == b'/' || mark == b'-' && end - at >= 7 => match third {
            0..=60 => 2000 + third,
            _ => 1900 + third,
        },
        _ => return None,
    };
    if after - at > 2 {
        return None;
    }
    validate(ctx, Date { day: first, month: second, year, end, last_day: 0 })
}

/// "05-10/8/2025", "5-10/8": days of one month.
fn parse_days_of_month(ctx: &Context, at: usize) -> Option<Date> {
    let (day, after) = parse_number(ctx, at, 2)?;
    let from = quantity::skip_dash(ctx, after)?;
    let (last_day, after) = parse_number(ctx, from, 2)?;
    let (month, after) = parse_number(ctx, skip_slash(ctx, after)?, 2)?;
    // "5/8-10/8" has a month before the dash, so it doesn't match above.
    if day >= last_day || last_day > 31 {
        return None;
    }
    let (year, end) = match skip_slash(ctx, after) {
        Some(year_at) => parse_year(ctx, year_at).unwrap_or((0, after)),
        None => (0, after),
    };
    validate(ctx, Date { day, last_day, month, year, end })
}

/// "4/2025", "tháng 4-2025".
fn parse_month_of_year(ctx: &Context, at: usize) -> Option<Date> {
    let (month, after) = parse_number(ctx, at, 2)?;
    let labelled = is_one_of(ctx.prev_word(at), &["tháng"]);
    let year_at = match ctx.byte(after) {
        b'-' | b'.' if labelled => after + 1,
        b'/' => after + 1,
        _ => return None,
    };
    let (year, end) = parse_year(ctx, year_at)?;
    if !labelled && is_one_of(ctx.next_word(end), &COUNTED) {
        return None;
    }
    validate(ctx, Date { month, year, end, ..Date::default() })
}

/// "tháng 3-5/2025", "quý 3-4/2026": months or quarters of one year.
fn read_months(ctx: &Context, at: usize) -> Option<Found> {
    let quarter = is_one_of(ctx.prev_word(at), &["quý"]);
    if !quarter && !is_one_of(ctx.prev_word(at), &["tháng"]) {
        return None;
    }
    let (first, after) = parse_number(ctx, at, 2)?;
    let (last, after) = parse_number(ctx, quantity::skip_dash(ctx, after)?, 2)?;
    let (year, end) = parse_year(ctx, skip_slash(ctx, after)?)?;
    let longest = if quarter { 4 } else { 12 };
    if first == 0 || first >= last || last > longest {
        return None;
    }
    let mut spoken = String::new();
    if quarter {
        cardinal::push(&mut spoken, ctx.style, first);
        cardinal::push_word(&mut spoken, "đến");
        cardinal::push(&mut spoken, ctx.style, last);
    } else {
        cardinal::push_month(&mut spoken, ctx.style, first);
        cardinal::push_word(&mut spoken, "đến tháng");
        cardinal::push_month(&mut spoken, ctx.style, last);
    }
    push_year(&mut spoken, ctx, year);
    Some(Found::new(end, PieceKind::Range, spoken, "months of one year"))
}

/// Nouns that make "12/2000" a count out of a total.
static COUNTED: WordList = WordList::new(TRIGGERS, "counted in year");

/// "ngày 5/8", "Quốc khánh 2/9", "ngày 7-10": two numbers that nearby words make a date.
fn parse_day_and_month(ctx: &Context, at: usize) -> Option<Date> {
    let (day, after) = parse_number(ctx, at, 2)?;
    let mark = ctx.byte(after);
    let month_at = match mark {
        b'/' | b'-' | b'.' => after + 1,
        _ => return None,
    };
    let (month, end) = parse_number(ctx, month_at, 2)?;
    let date = validate(ctx, Date { day, month, end, ..Date::default() })?;
    let word = ctx.prev_word(at);
    let after = ctx.next_word(end);
    let named = is_one_of(word, &DAY_WORDS);
    let near = is_one_of(word, &NEAR_WORDS);
    let feast = is_feast(ctx, day, month);
    let may_day = (day, month) == (1, 5);
    let is_address =
        is_one_of(word, &ADDRESS_WORDS) || is_one_of(word, &["đường", "phố"]) && !feast && !may_day;
    if is_address {
        return None;
    }
    let is_date = match mark {
        b'/' if is_one_of(after, &UNLIKELY_AFTER) => named,
        b'/' => {
            named
                || is_one_of(word, &LINKS) && follows_date(ctx, at)
                || is_listed(ctx, at)
                || (near || feast) && !looks_counted(after)
                || starts_range(ctx, &date)
        }
        // "ngày 7-10" is a date; "7-10 ngày" and "ngày 7-10 hằng tháng" are ranges.
        _ if named && !is_one_of(after, &["tháng", "hằng", "hàng", "mỗi", "âm"]) => {
            mark == b'-' || end - month_at == 2
        }
        b'-' => {
            // "thứ Bảy 28-11": a range doesn't fall.
            let falls = day > month;
            is_one_of(word, &["khánh", "lễ", "dịp", "mừng", "niệm"])
                || near && falls && after.is_empty()
                || (feast || may_day) && is_listed(ctx, at)
                || feast && falls && !looks_counted(after)
        }
        _ => false,
    };
    if is_date { Some(date) } else { None }
}

/// Returns whether a dash and a later day of the same or the next month follow: "28/12 - 30/12".
/// "1/3 - 2/3" may be fractions.
fn starts_range(ctx: &Context, first: &Date) -> bool {
    let Some(second) = parse_second(ctx, first) else { return false };
    if ctx.style.is_nemo() || second.day == 0 {
        return false;
    }
    let is_fraction = first.day < first.month && second.day < second.month && first.month <= 10;
    match second.month.checked_sub(first.month) {
        Some(0) => first.day < second.day && !is_fraction,
        Some(1) => first.day > second.day && first.day > first.month,
        _ => false,
    }
}

/// Words between two dates of a list.
const LINKS: [&str; 5] = ["và", "đến", "hoặc", "sang", "tới"];

/// Nouns before the number of a house, class or group.
static ADDRESS_WORDS: WordList = WordList::new(TRIGGERS, "not a date before");

/// Words after two numbers that make a date unlikely.
static UNLIKELY_AFTER: WordList = WordList::new(TRIGGERS, "not a date");

fn looks_counted(word: &str) -> bool {
    is_one_of(word, &UNLIKELY_AFTER) || is_one_of(word, &COUNTED)
}

/// Returns whether a day is a public holiday or memorial day, which are written without "ngày".
fn is_feast(ctx: &Context, day: u64, month: u64) -> bool {
    // NeMo reads two bare numbers as a fraction on all days.
    !ctx.style.is_nemo()
        && matches!(
            (day, month),
            (3, 2)
                | (8, 3)
                | (26, 3)
                | (30, 4)
                | (19, 5)
                | (27, 7)
                | (19, 8)
                | (2, 9)
                | (20, 10)
                | (20, 11)
                | (22, 12)
        )
}

/// Returns whether a date precedes in the same clause: "từ 5/8 đến 10/8", "ngày 5/8 và 6/8".
fn follows_date(ctx: &Context, at: usize) -> bool {
    let head = ctx.tail(at, 60);
    let from = head.rfind([';', '!', '?', '\n']).map_or(0, |i| i + 1);
    let near = head[from..].to_lowercase();
    ["ngày ", "từ ", "mừng ", "lễ ", "dịp ", "niệm "].iter().any(|word| near.contains(word))
}

/// Returns whether a comma joins the numbers to an earlier date: "ngày 5/8, 6/8".
fn is_listed(ctx: &Context, at: usize) -> bool {
    let back = ctx.back_spaces(at);
    ctx.byte_before(back) == b','
        && ctx.text[..back - 1].ends_with(|c: char| c.is_ascii_digit())
        && follows_date(ctx, at)
}

/// Parses the date after a dash.
fn parse_second(ctx: &Context, first: &Date) -> Option<Date> {
    if first.last_day > 0 {
        return None;
    }
    let at = quantity::skip_dash(ctx, first.end)?;
    let at = skip_day_word(ctx, at);
    if let Some(date) = parse_full(ctx, at) {
        return Some(date);
    }
    if let Some((day, after)) = parse_number(ctx, at, 2)
        && let Some(month_at) = skip_slash(ctx, after)
        && let Some((month, end)) = parse_number(ctx, month_at, 2)
        && let Some(date) = validate(ctx, Date { day, month, end, ..Date::default() })
    {
        return Some(date);
    }
    if first.day == 0 { parse_month_of_year(ctx, at) } else { None }
}

fn skip_day_word(ctx: &Context, at: usize) -> usize {
    for word in DAY_WORDS.iter() {
        if ctx.rest(at).starts_with(word) {
            return ctx.skip_spaces(at + word.len());
        }
    }
    at
}

/// Parses a number of at most `most` digits and returns it with its end.
fn parse_number(ctx: &Context, at: usize, most: usize) -> Option<(u64, usize)> {
    let end = ctx.digits_end(at);
    if end - at > most {
        return None;
    }
    ctx.parse_digits(at)
}

/// Returns the position after a slash.
fn skip_slash(ctx: &Context, at: usize) -> Option<usize> {
    (ctx.byte(at) == b'/').then_some(at + 1)
}

/// Parses a year from 1800 to 2199 and returns it with its end.
pub(super) fn parse_year(ctx: &Context, at: usize) -> Option<(u64, usize)> {
    let (year, end) = parse_number(ctx, at, 4)?;
    (end - at == 4 && (1800..2200).contains(&year) && ctx.ends_word(end)).then_some((year, end))
}

fn validate(ctx: &Context, date: Date) -> Option<Date> {
    let longest = match date.month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day_fits = date.day <= longest && date.last_day <= longest;
    let month_fits = (1..=12).contains(&date.month);
    let year_fits = date.year == 0 || (1000..3000).contains(&date.year);
    let goes_on = ctx.is_word(date.end)
        || matches!(ctx.byte(date.end), b'/' | b'.' | b',') && ctx.is_digit(date.end + 1)
        || ctx.byte(date.end) == b'%';
    let has_day = date.day > 0 || date.year > 0 && date.last_day == 0;
    let is_valid = day_fits && month_fits && year_fits && has_day && !goes_on;
    if is_valid { Some(date) } else { None }
}
