//! Written numbers: digits with grouping and decimal marks.
//!
//! In Vietnam, dots or spaces group thousands and a comma is the decimal mark. Spreadsheets, apps
//! and English text have the reverse, and authors paste both. If a number is ambiguous, `open` is
//! set, and the caller checks the context.

use crate::context::Context;
use crate::data::WordList;
use crate::vietnamese::cardinal;
use crate::vietnamese::files::{LABELS, TRIGGERS};
use crate::vietnamese::measure;
use crate::word::{is_letter, is_one_of};

/// A number as written.
#[derive(Clone)]
pub(super) struct Numeral {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The value before the decimal mark.
    pub(super) int: u64,
    /// The number of digits before the decimal mark, including leading zeros.
    pub(super) len: usize,
    /// The span of the digits after the decimal mark.
    pub(super) fraction: Option<(usize, usize)>,
    pub(super) grouped: bool,
    /// One group of three digits after a mark: a count or a decimal.
    pub(super) open: bool,
    /// Three groups of digits with points ("2.2.6"): a version or section.
    pub(super) version: bool,
}

impl Numeral {
    /// Returns whether the number has only digits.
    pub(super) fn is_bare(&self) -> bool {
        !self.grouped && self.fraction.is_none() && !self.version
    }
}

/// Parses the number at a position.
pub(super) fn parse(ctx: &Context, start: usize) -> Option<Numeral> {
    let first = ctx.digits_end(start);
    if first == start {
        return None;
    }
    let whole = build_numeral(ctx, start, first, first, None);
    match ctx.byte(first) {
        b'.' if ctx.is_digit(first + 1) => Some(parse_dotted(ctx, start, first)),
        b',' if ctx.is_digit(first + 1) => Some(parse_comma(ctx, start, first)),
        b' ' if ctx.is_digit(first + 1) => Some(parse_spaced(ctx, start, first).unwrap_or(whole)),
        _ => Some(whole),
    }
}

fn build_numeral(
    ctx: &Context,
    start: usize,
    int_end: usize,
    end: usize,
    fraction: Option<(usize, usize)>,
) -> Numeral {
    let digits = ctx.text[start..int_end].bytes().filter(u8::is_ascii_digit);
    let (mut int, mut len) = (0u64, 0);
    for b in digits {
        int = int.saturating_mul(10).saturating_add(u64::from(b - b'0'));
        len += 1;
    }
    Numeral { start, end, int, len, fraction, grouped: false, open: false, version: false }
}

/// Skips groups of `mark` and three digits. Returns the end and the number of groups.
fn skip_groups(ctx: &Context, mut at: usize, mark: u8) -> (usize, usize) {
    let mut count = 0;
    while ctx.byte(at) == mark && ctx.digits_end(at + 1) == at + 4 {
        at += 4;
        count += 1;
    }
    (at, count)
}

fn parse_dotted(ctx: &Context, start: usize, first: usize) -> Numeral {
    let (end, count) = skip_groups(ctx, first, b'.');
    let can_group = first - start <= 3 && ctx.byte(start) != b'0' && count > 0;
    let goes_on = ctx.byte(end) == b'.' && ctx.is_digit(end + 1);
    if can_group && !goes_on {
        let has_decimals = ctx.byte(end) == b',' && ctx.is_digit(end + 1);
        if has_decimals {
            let last = ctx.digits_end(end + 1);
            return Numeral {
                grouped: true,
                ..build_numeral(ctx, start, end, last, Some((end + 1, last)))
            };
        }
        let open = count == 1;
        let per_hundred = open && matches!(ctx.byte(ctx.skip_spaces(end)), b'%');
        if per_hundred {
            return Numeral {
                open,
                ..build_numeral(ctx, start, first, end, Some((first + 1, end)))
            };
        }
        return Numeral {
            grouped: true,
            open: open && !counts_something(ctx, start, end),
            ..build_numeral(ctx, start, end, end, None)
        };
    }
    let last = ctx.digits_end(first + 1);
    if ctx.byte(last) == b'.' && ctx.is_digit(last + 1) {
        let mut end = last;
        while ctx.byte(end) == b'.' && ctx.is_digit(end + 1) {
            end = ctx.digits_end(end + 1);
        }
        return Numeral { version: true, ..build_numeral(ctx, start, first, end, None) };
    }
    build_numeral(ctx, start, first, last, Some((first + 1, last)))
}

fn parse_comma(ctx: &Context, start: usize, first: usize) -> Numeral {
    if is_in_list(ctx, start, first) {
        return build_numeral(ctx, start, first, first, None);
    }
    let (end, count) = skip_groups(ctx, first, b',');
    let goes_on = ctx.byte(end) == b',' && ctx.is_digit(end + 1);
    let can_group = first - start <= 3 && ctx.byte(start) != b'0' && count > 0 && !goes_on;
    let point = ctx.byte(end) == b'.' && ctx.is_digit(end + 1);
    if can_group && (count >= 2 || point) {
        let last = if point { ctx.digits_end(end + 1) } else { end };
        let fraction = point.then_some((end + 1, last));
        return Numeral { grouped: true, ..build_numeral(ctx, start, end, last, fraction) };
    }
    let last = ctx.digits_end(first + 1);
    // "1,500 người" is a count, because people don't come in thousandths.
    let english_count = can_group && !ctx.style.is_nemo() && counts_something(ctx, start, end);
    if english_count {
        return Numeral { grouped: true, open: true, ..build_numeral(ctx, start, end, end, None) };
    }
    let open = can_group && !ctx.style.is_nemo();
    Numeral { open, ..build_numeral(ctx, start, first, last, Some((first + 1, last))) }
}

/// Returns whether a comma separates numbers of a list: "thứ 2,4,6", "Điều 3,4".
fn is_in_list(ctx: &Context, start: usize, first: usize) -> bool {
    /// Nouns that may be followed by several numbers.
    static LISTED: WordList = WordList::new(TRIGGERS, "listed");
    let last = ctx.digits_end(first + 1);
    let measured = measure::find_unit(ctx, ctx.skip_spaces(last), ctx.is_word(last)).is_some();
    let small = first - start <= 2 && last - first <= 3 && !measured;
    let goes_on = ctx.byte_before(start) == b',' && ctx.is_digit(start.wrapping_sub(2));
    let weekdays = ctx.byte_before(start) == b'T';
    small && (goes_on || weekdays || is_one_of(ctx.prev_word(start), &LISTED))
}

/// "1 250 000": spaces group thousands. After a label, one group is a second number ("thôn 2 163
/// hộ").
fn parse_spaced(ctx: &Context, start: usize, first: usize) -> Option<Numeral> {
    let (end, count) = skip_groups(ctx, first, b' ');
    let labelled = is_one_of(ctx.prev_word(start), &LABELS);
    let fits =
        first - start <= 3 && ctx.byte(start) != b'0' && count > 0 && (count > 1 || !labelled);
    let clear =
        ctx.ends_word(end) && !matches!(ctx.byte(end), b'.' | b'/' | b'-' if ctx.is_digit(end + 1));
    let more_digits = ctx.byte(end) == b' ' && ctx.is_digit(end + 1);
    if !fits || !clear && !ctx.char(end).is_some_and(is_letter) || more_digits {
        return None;
    }
    let has_decimals = ctx.byte(end) == b',' && ctx.is_digit(end + 1);
    if has_decimals {
        let last = ctx.digits_end(end + 1);
        return Some(Numeral {
            grouped: true,
            ..build_numeral(ctx, start, end, last, Some((end + 1, last)))
        });
    }
    Some(Numeral { grouped: true, ..build_numeral(ctx, start, end, end, None) })
}

/// Returns whether the number counts something: a noun that is no unit follows.
fn counts_something(ctx: &Context, start: usize, end: usize) -> bool {
    if ctx.char(end).is_some_and(is_letter) {
        return false;
    }
    let next = ctx.next_word(end);
    let noun = next.chars().count() > 1
        && !measure::is_unit(next)
        && !is_one_of(
            next,
            &["triệu", "tỷ", "tỉ", "nghìn", "ngàn", "vạn", "độ", "phần", "và", "là", "so"],
        );
    noun || is_one_of(ctx.prev_word(start), &["cấp", "có", "được"])
        && ctx.rest(end).trim_start().is_empty()
}

/// Appends the words of the number.
pub(super) fn push(out: &mut String, ctx: &Context, n: &Numeral) {
    if n.version {
        for (i, part) in ctx.text[n.start..n.end].split('.').enumerate() {
            if i > 0 {
                cardinal::push_word(out, "chấm");
            }
            push_int(out, ctx, part.parse().unwrap_or(0), part.len(), part);
        }
        return;
    }
    push_int(
        out,
        ctx,
        n.int,
        n.len,
        &ctx.text[n.start..n.end.min(n.fraction.map_or(n.end, |(from, _)| from - 1))],
    );
    if let Some((from, to)) = n.fraction {
        push_decimals(out, ctx, &ctx.text[from..to]);
    }
}

/// Appends an integer, digit by digit if it is too long for words.
fn push_int(out: &mut String, ctx: &Context, int: u64, len: usize, written: &str) {
    if len > 16 { cardinal::push_digits(out, written) } else { cardinal::push(out, ctx.style, int) }
}

/// Appends "phẩy" and the decimals: in broadcasts two digits as a number, otherwise digit by digit.
pub(super) fn push_decimals(out: &mut String, ctx: &Context, digits: &str) {
    cardinal::push_word(out, "phẩy");
    let as_number = digits.len() == 2 && !digits.starts_with('0') && !ctx.style.is_nemo();
    if as_number {
        cardinal::push(out, ctx.style, digits.parse().unwrap_or(0))
    } else {
        cardinal::push_digits(out, digits)
    }
}

/// Returns the other reading of an ambiguous number.
pub(super) fn say_other_reading(ctx: &Context, n: &Numeral) -> String {
    let digits = &ctx.text[n.start..n.end];
    let Some(mark) = digits.find(['.', ',']) else {
        return String::new();
    };
    let mut out = String::new();
    if n.grouped {
        cardinal::push(&mut out, ctx.style, digits[..mark].parse().unwrap_or(0));
        push_decimals(&mut out, ctx, &digits[mark + 1..]);
    } else {
        let joined: String = digits.chars().filter(char::is_ascii_digit).collect();
        cardinal::push(&mut out, ctx.style, joined.parse().unwrap_or(0));
    }
    out
}
