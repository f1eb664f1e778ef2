//! English number words: cardinals, ordinals, years, dates, decimals. Also parses written numbers.
//!
//! The rules in the parent module decide what a number means.

use crate::context::Context;

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(u64, &str); 5] = [
    (1_000_000_000_000_000, "quadrillion"),
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
    (1000, "thousand"),
];
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns the words of a cardinal.
pub(super) fn say_cardinal(n: u64) -> String {
    if let Some((scale, name)) = SCALES.iter().find(|(scale, _)| n >= *scale) {
        let rest = n % scale;
        let link = if (1..100).contains(&rest) { " and " } else { " " };
        let head = format!("{} {name}", say_cardinal(n / scale));
        return if rest == 0 { head } else { format!("{head}{link}{}", say_cardinal(rest)) };
    }
    let at = |list: &[&'static str], i: u64| {
        list.get(usize::try_from(i).unwrap_or(0)).copied().unwrap_or("")
    };
    match n {
        0..20 => at(&SMALL, n).to_owned(),
        20..100 if n.is_multiple_of(10) => at(&TENS, n / 10).to_owned(),
        20..100 => format!("{}-{}", at(&TENS, n / 10), at(&SMALL, n % 10)),
        _ if n.is_multiple_of(100) => format!("{} hundred", at(&SMALL, n / 100)),
        _ => format!("{} hundred and {}", at(&SMALL, n / 100), say_cardinal(n % 100)),
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

pub(super) fn say_date(day: Option<u64>, month: u64, year: Option<u64>) -> String {
    let name = usize::try_from(month)
        .ok()
        .and_then(|month| MONTHS.get(month.wrapping_sub(1)))
        .copied()
        .unwrap_or("");
    let mut out = day.map_or_else(String::new, |day| format!("the {} of ", say_ordinal(day)));
    out.push_str(name);
    if let Some(year) = year {
        out.push(' ');
        out.push_str(&say_year(year));
    }
    out
}

pub(super) fn say_digits(text: &str) -> String {
    let word = |b: u8| {
        if b == b'0' { "oh" } else { SMALL.get(usize::from(b - b'0')).copied().unwrap_or("") }
    };
    let groups: Vec<String> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .map(|group| group.bytes().map(word).collect::<Vec<_>>().join(" "))
        .collect();
    let said = groups.join(", ");
    if text.trim_start().starts_with('+') { format!("plus {said}") } else { said }
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

pub(super) fn say_point(fraction: &str) -> String {
    if fraction.is_empty() {
        return String::new();
    }
    let digits: Vec<&str> = fraction
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|b| SMALL.get(usize::from(b - b'0')).copied().unwrap_or(""))
        .collect();
    format!(" point {}", digits.join(" "))
}

/// A number as written in English.
pub(super) struct Number {
    pub(super) end: usize,
    pub(super) int: u64,
    pub(super) words: String,
    pub(super) bare: bool,
}

pub(super) fn parse_number(ctx: &Context, at: usize) -> Option<Number> {
    let mut end = ctx.digits_end(at);
    if end == at {
        return None;
    }
    let mut grouped = false;
    let mark = ctx.byte(end);
    // "1,046" and, copied from a Vietnamese page, "1.250.000".
    let group = |end: usize| ctx.byte(end) == mark && ctx.digits_end(end + 1) == end + 4;
    let several = group(end) && group(end + 4);
    while end - at <= 23
        && matches!(mark, b',' | b'.')
        && group(end)
        && (mark == b',' || several || grouped)
        && ctx.byte(at) != b'0'
    {
        end += 4;
        grouped = true;
    }
    let digits: String = ctx.text[at..end].chars().filter(char::is_ascii_digit).collect();
    let int = digits.parse().unwrap_or(0);
    let mut words = if digits.len() > 18 { say_digits(&digits) } else { say_cardinal(int) };
    let mut bare = !grouped;
    if ctx.byte(end) == b'.' && ctx.is_digit(end + 1) {
        let last = ctx.digits_end(end + 1);
        words.push_str(&say_point(&ctx.text[end + 1..last]));
        end = last;
        bare = false;
    }
    Some(Number { end, int, words, bare })
}
