//! English number words: cardinals, ordinals, years, dates, decimals. Also parses written numbers.
//!
//! Other rules decide what a number means.

use crate::context::Context;
use crate::data::WordList;
use crate::english::files::{MONTHS, WORDS};

static SMALL: WordList = WordList::new(WORDS, "below twenty");
static TENS: WordList = WordList::new(WORDS, "tens");

const SCALES: [(u64, &str); 5] = [
    (1_000_000_000_000_000, "quadrillion"),
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
    (1000, "thousand"),
];
/// Returns the words of a cardinal.
pub(super) fn say_cardinal(n: u64) -> String {
    for (scale, name) in SCALES {
        if n >= scale {
            let head = format!("{} {name}", say_cardinal(n / scale));
            return match n % scale {
                0 => head,
                rest @ 1..100 => format!("{head} and {}", say_cardinal(rest)),
                rest => format!("{head} {}", say_cardinal(rest)),
            };
        }
    }
    // `n` is below 1000.
    let n = n as usize;
    match (n, n % 10, n % 100) {
        (0..20, ..) => SMALL[n].to_owned(),
        (20..100, 0, _) => TENS[n / 10 - 2].to_owned(),
        (20..100, ones, _) => format!("{}-{}", TENS[n / 10 - 2], SMALL[ones]),
        (_, _, 0) => format!("{} hundred", SMALL[n / 100]),
        (_, _, rest) => format!("{} hundred and {}", SMALL[n / 100], say_cardinal(rest as u64)),
    }
}

/// Returns the words of an ordinal.
pub(super) fn say_ordinal(n: u64) -> String {
    let words = say_cardinal(n);
    let cut = words.rfind([' ', '-']).map_or(0, |i| i + 1);
    let (head, last) = words.split_at(cut);
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        _ if last.ends_with('y') => format!("{}ieth", &last[..last.len() - 1]),
        _ => format!("{last}th"),
    };
    format!("{head}{last}")
}

/// Returns the words of a year: 2025 is "twenty twenty-five", 2005 "two thousand and five", 1900
/// "nineteen hundred".
pub(super) fn say_year(year: u64) -> String {
    match (year / 100, year % 100) {
        (20, rest) if rest < 10 => say_cardinal(year),
        (10..=99, 0) => format!("{} hundred", say_cardinal(year / 100)),
        (10..=99, rest) if rest < 10 => {
            format!("{} oh {}", say_cardinal(year / 100), say_cardinal(rest))
        }
        (10..=99, rest) => format!("{} {}", say_cardinal(year / 100), say_cardinal(rest)),
        _ => say_cardinal(year),
    }
}

/// Returns the words of a date. Day or year may be missing; `month` is 1 to 12.
pub(super) fn say_date(day: Option<u64>, month: u64, year: Option<u64>) -> String {
    let mut out = String::new();
    if let Some(day) = day {
        out = format!("the {} of ", say_ordinal(day));
    }
    if (1..=12).contains(&month) {
        out.push_str(MONTHS[month as usize - 1]);
    }
    if let Some(year) = year {
        out.push(' ');
        out.push_str(&say_year(year));
    }
    out
}

/// Returns the words of the digits in a text. Other characters separate groups, which get pauses.
pub(super) fn say_digits(text: &str) -> String {
    let mut out = String::from(if text.trim_start().starts_with('+') { "plus" } else { "" });
    let mut has_group = false;
    for group in text.split(|c: char| !c.is_ascii_digit()) {
        if group.is_empty() {
            continue;
        }
        if has_group {
            out.push(',');
        }
        has_group = true;
        push_digits(&mut out, group, "oh");
    }
    out
}

fn push_digits(out: &mut String, digits: &str, zero: &str) {
    for digit in digits.bytes() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(if digit == b'0' { zero } else { SMALL[usize::from(digit - b'0')] });
    }
}

pub(super) fn say_signed(n: i64) -> String {
    let words = say_cardinal(n.unsigned_abs());
    if n < 0 { format!("minus {words}") } else { words }
}

pub(super) fn say_decimal(units: i64, places: u8) -> String {
    let places = usize::from(places);
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = places + 1);
    let (int, fraction) = digits.split_at(digits.len() - places);
    let sign = if units < 0 { "minus " } else { "" };
    let fraction = fraction.trim_end_matches('0');
    format!("{sign}{}{}", say_cardinal(int.parse().unwrap_or(0)), say_point(fraction))
}

/// Returns the words of decimals.
fn say_point(fraction: &str) -> String {
    if fraction.is_empty() {
        return String::new();
    }
    let mut out = String::from(" point");
    push_digits(&mut out, fraction, "zero");
    out
}

/// Returns whether a word is a plural noun: "people", "households", but not "always" or "unless".
pub(super) fn is_counted(word: &str) -> bool {
    let is_plural =
        word.len() > 4 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("ways");
    word == "people" || is_plural && word.starts_with(char::is_lowercase)
}

/// A number as written in English.
pub(super) struct Number {
    pub(super) end: usize,
    pub(super) int: u64,
    pub(super) words: String,
    pub(super) bare: bool,
}

/// Parses the number at a position.
pub(super) fn parse_number(ctx: &Context, at: usize) -> Option<Number> {
    let mut end = ctx.digits_end(at);
    if end == at {
        return None;
    }
    let mark = ctx.byte(end);
    let groups_end = skip_groups(ctx, end, mark);
    // "1,046" and, copied from a Vietnamese page, "1.250.000".
    let is_grouped = match mark {
        b',' => groups_end > end,
        b'.' => groups_end > end + 4,
        _ => false,
    };
    if is_grouped && ctx.byte(at) != b'0' {
        end = groups_end;
    }
    let mut bare = end == ctx.digits_end(at);
    let digits = ctx.text[at..end].replace(char::from(mark), "");
    let int = digits.parse().unwrap_or(0);
    let mut words = if digits.len() > 18 { say_digits(&digits) } else { say_cardinal(int) };
    if ctx.byte(end) == b'.' && ctx.is_digit(end + 1) {
        let last = ctx.digits_end(end + 1);
        words.push_str(&say_point(&ctx.text[end + 1..last]));
        end = last;
        bare = false;
    }
    Some(Number { end, int, words, bare })
}

/// Skips groups of a mark and three digits, up to the length of the longest number.
fn skip_groups(ctx: &Context, from: usize, mark: u8) -> usize {
    let mut end = from;
    while end - from <= 20 && ctx.byte(end) == mark && ctx.digits_end(end + 1) == end + 4 {
        end += 4;
    }
    end
}
