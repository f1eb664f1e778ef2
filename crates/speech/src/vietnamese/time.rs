//! Times of day and durations: "7h30", "16g45", "07:30", "8h-11h", "30p", "12p03s".
//!
//! Minutes are spoken with "phút", which is longer but can't be misheard.

use crate::context::{Context, Found};
use crate::data::{DataTable, WordList};
use crate::piece::PieceKind;
use crate::vietnamese::cardinal;
use crate::vietnamese::files::TRIGGERS;
use crate::vietnamese::files::UNIT_TABLES;
use crate::vietnamese::measure::{self, Before};
use crate::vietnamese::quantity;
use crate::word::is_one_of;

/// A parsed time.
struct Time {
    hour: u64,
    minute: u64,
    second: u64,
    end: usize,
    /// Without a mark, as the "8" of "8-11h".
    bare: bool,
}

/// Reads a time, a range of times, or a duration.
pub(super) fn read(ctx: &Context, at: usize) -> Option<Found> {
    if let Some(found) = read_length(ctx, at) {
        return Some(found);
    }
    let first = parse_clock(ctx, at).or_else(|| parse_bare_hour(ctx, at))?;
    let mut spoken = String::with_capacity(64);
    push(&mut spoken, ctx, &first);
    let mut end = first.end;
    let mut kind = PieceKind::Time;
    if let Some(second) =
        quantity::skip_dash(ctx, first.end).and_then(|from| parse_clock(ctx, from))
    {
        spoken.push_str(" đến ");
        push(&mut spoken, ctx, &second);
        end = second.end;
        kind = PieceKind::Range;
    } else if first.bare {
        return None;
    }
    end = push_half_of_day(ctx, &mut spoken, &first, end);
    end = push_zone(ctx, &mut spoken, end);
    if let Some(per) = measure::read_per(ctx, end, Before::Count) {
        spoken.push_str(&per.words);
        end = per.end;
    }
    Some(Found::new(
        end,
        kind,
        spoken,
        if kind == PieceKind::Range { "from one time to another" } else { "time of day" },
    ))
}

fn push(out: &mut String, ctx: &Context, time: &Time) {
    cardinal::push(out, ctx.style, time.hour);
    if time.bare {
        return;
    }
    cardinal::push_word(out, "giờ");
    if time.minute > 0 {
        cardinal::push(out, ctx.style, time.minute);
        cardinal::push_word(out, "phút");
    }
    if time.second > 0 {
        cardinal::push(out, ctx.style, time.second);
        cardinal::push_word(out, "giây");
    }
}

fn parse_clock(ctx: &Context, at: usize) -> Option<Time> {
    let (hour, after) = parse_two_digits(ctx, at, 24)?;
    if ctx.byte(after) == b':' {
        return parse_colon(ctx, at, hour, after);
    }
    let (end, certain) = find_hour_mark(ctx, at, after)?;
    let mut time = Time { hour, minute: 0, second: 0, end, bare: false };
    let spaced = ctx.skip_spaces(end);
    let minutes_at = if spaced == end || is_spaced_minutes(ctx, spaced) { spaced } else { end };
    match parse_two_digits(ctx, minutes_at, 59) {
        Some((minute, after))
            if minutes_at != end
                || after - minutes_at == 2
                || find_minute_mark(ctx, after).is_some()
                || ctx.ends_word(after) =>
        {
            time.minute = minute;
            time.end = find_minute_mark(ctx, after).unwrap_or(after);
            // "2h30 phút".
            let word_at = ctx.skip_spaces(after);
            if ctx.word_at(word_at) == "phút" && minute > 0 {
                time.end = word_at + "phút".len();
            }
            if let Some((second, after)) = parse_two_digits(ctx, time.end, 59)
                && matches!(ctx.byte(after), b's')
                && ctx.ends_word(after + 1)
            {
                time.second = second;
                time.end = after + 1;
            }
        }
        _ if !certain => return None,
        _ => {}
    }
    let spelled_only = ctx.text[at..time.end].ends_with("giờ");
    (ctx.ends_word(time.end) && !spelled_only).then_some(time)
}

/// "07:30", "5:20:35", but not "tỷ lệ 1:500".
fn parse_colon(ctx: &Context, at: usize, hour: u64, after: usize) -> Option<Time> {
    let (minute, end) = parse_two_digits(ctx, after + 1, 59)?;
    let ratio = is_one_of(ctx.prev_word(at), &["lệ", "số"]);
    if end - after != 3 || ratio {
        return None;
    }
    let mut time = Time { hour, minute, second: 0, end, bare: false };
    if ctx.byte(end) == b':'
        && let Some((second, last)) = parse_two_digits(ctx, end + 1, 59)
        && last - end == 3
    {
        time.second = second;
        time.end = last;
    }
    if ctx.byte(time.end) == b'h' && ctx.ends_word(time.end + 1) {
        time.end += 1;
    }
    let goes_on =
        !ctx.ends_word(time.end) || ctx.byte(time.end) == b':' && ctx.is_digit(time.end + 1);
    (!goes_on).then_some(time)
}

/// Returns the end of the mark after an hour, and whether the mark is unambiguous.
fn find_hour_mark(ctx: &Context, at: usize, after: usize) -> Option<(usize, bool)> {
    match ctx.byte(after) {
        b'h' | b'H' => return Some((after + 1, true)),
        b'g' if ctx.is_digit(after + 1) => return Some((after + 1, false)),
        // "16g" is an hour after a word for times, and a weight elsewhere.
        b'g' if is_one_of(ctx.prev_word(at), &HOUR_WORDS) || follows_dash(ctx, at) => {
            return Some((after + 1, true));
        }
        _ => {}
    }
    let spaced = ctx.skip_spaces(after);
    let word = ctx.word_at(spaced);
    let end = spaced + word.len();
    let is_hour = word == "giờ"
        || spaced > after
            && matches!(word, "h" | "g")
            && (is_one_of(ctx.prev_word(at), &HOUR_WORDS)
                || ctx.digits(ctx.skip_spaces(end)).len() == 2);
    is_hour.then_some((end, word != "giờ" || ctx.is_digit(ctx.skip_spaces(end))))
}

/// Words that make "16g" an hour, not a weight.
static HOUR_WORDS: WordList = WordList::new(TRIGGERS, "before hour");

/// Returns whether the hour is the second of a range: "7g - 11g".
fn follows_dash(ctx: &Context, at: usize) -> bool {
    let back = ctx.back_spaces(at);
    ctx.byte_before(back) == b'-'
        && matches!(ctx.byte_before(ctx.back_spaces(back - 1)), b'g' | b'0'..=b'9')
}

/// Words after minutes that are separated from their hour.
static AFTER_MINUTES: WordList = WordList::new(TRIGGERS, "after minutes");

/// Returns whether minutes follow after a space: "7h 30", "7 giờ 30". A counted noun may not
/// follow.
fn is_spaced_minutes(ctx: &Context, at: usize) -> bool {
    let Some((_, end)) = parse_two_digits(ctx, at, 59) else {
        return false;
    };
    let after = ctx.next_word(end);
    let at_end = after.is_empty()
        && !matches!(ctx.byte(end), b'/' | b'.' | b',' | b'-' | b':' if ctx.is_digit(end + 1));
    end - at == 2 && ctx.ends_word(end) && (at_end || is_one_of(after, &AFTER_MINUTES))
}

/// Returns the end of "p", "ph" or "'" after minutes.
fn find_minute_mark(ctx: &Context, at: usize) -> Option<usize> {
    let word = ctx.word_at(at);
    if matches!(word, "p" | "ph" | "P") {
        return Some(at + word.len());
    }
    let prime = ctx.char(at).filter(|c| matches!(c, '\'' | '’' | '′'))?;
    Some(at + prime.len_utf8())
}

/// Parses the "8" of "8-11h30".
fn parse_bare_hour(ctx: &Context, at: usize) -> Option<Time> {
    let (hour, end) = parse_two_digits(ctx, at, 24)?;
    let from = quantity::skip_dash(ctx, end)?;
    let second = parse_clock(ctx, from)?;
    let hours = hour < second.hour && ctx.text[from..second.end].contains(['h', 'g']);
    hours.then_some(Time { hour, minute: 0, second: 0, end, bare: true })
}

/// "30p", "12p03s", "45s", "15'": a duration.
fn read_length(ctx: &Context, at: usize) -> Option<Found> {
    let (first, after) = parse_two_digits(ctx, at, 99)?;
    let mut spoken = cardinal::say(ctx.style, first);
    match ctx.byte(after) {
        b'p' | b'\'' => {}
        _ => return None,
    }
    let mut end = after + 1 + usize::from(ctx.byte(after + 1) == b'h' && ctx.byte(after) == b'p');
    cardinal::push_word(&mut spoken, "phút");
    if let Some((second, after)) = parse_two_digits(ctx, end, 59)
        && matches!(ctx.byte(after), b's' | b'"')
    {
        cardinal::push(&mut spoken, ctx.style, second);
        cardinal::push_word(&mut spoken, "giây");
        end = after + 1;
    }
    ctx.ends_word(end).then(|| Found::new(end, PieceKind::Duration, spoken, "length of time"))
}

/// Appends the part of the day for "8:00 PM".
fn push_half_of_day(ctx: &Context, out: &mut String, time: &Time, end: usize) -> usize {
    let at = ctx.skip_spaces(end);
    let word = ctx.word_at(at);
    let dots = matches!(ctx.rest(at).get(..4), Some("a.m." | "p.m." | "A.M." | "P.M."));
    let after = if dots { at + 4 } else { at + word.len() };
    let morning = matches!(word, "AM" | "am" | "A" | "a");
    if !(dots || matches!(word, "AM" | "am" | "PM" | "pm")) {
        return end;
    }
    let part = match (morning, time.hour) {
        (true, _) => "sáng",
        (false, 12) => "trưa",
        (false, 1..=5) => "chiều",
        _ => "tối",
    };
    cardinal::push_word(out, part);
    after
}

/// Time zones: short form in lower case, name.
static ZONES: DataTable<2> = DataTable::new(UNIT_TABLES, "time zone");

fn push_zone(ctx: &Context, out: &mut String, end: usize) -> usize {
    let at = ctx.skip_spaces(end);
    let word = ctx.word_at(at);
    let Some(name) = ZONES.get(&word.to_ascii_lowercase()) else {
        return end;
    };
    let sayable = word.bytes().any(|b| b"aeiouAEIOU".contains(&b));
    if ctx.style.is_nemo() && sayable {
        cardinal::push_word(out, &word.to_ascii_lowercase());
    } else {
        cardinal::push_word(
            out,
            if out.ends_with("giờ") { name.trim_start_matches("giờ ") } else { name },
        );
    }
    let after = at + word.len();
    let offset = matches!(ctx.byte(after), b'+' | b'-') && ctx.is_digit(after + 1);
    if !offset {
        return after;
    }
    cardinal::push_word(out, if ctx.byte(after) == b'+' { "cộng" } else { "trừ" });
    let last = ctx.digits_end(after + 1);
    cardinal::push(out, ctx.style, ctx.text[after + 1..last].parse().unwrap_or(0));
    last
}

fn parse_two_digits(ctx: &Context, at: usize, most: u64) -> Option<(u64, usize)> {
    let end = ctx.digits_end(at);
    if end == at || end - at > 2 {
        return None;
    }
    let value: u64 = ctx.text[at..end].parse().ok()?;
    (value <= most).then_some((value, end))
}
