//! Vietnamese number words for whole numbers.
//!
//! Knows the two regional sets of words and the one difference between the profiles (an empty hundreds place is said on the
//! air and dropped in NeMo's cases). What a number means is decided elsewhere.

use crate::{Dialect, Voice};

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const BILLION: u64 = 1_000_000_000;

/// Returns the words of a number.
pub(super) fn say(voice: &Voice, n: u64) -> String {
    let mut out = String::with_capacity(48);
    push(&mut out, voice, n);
    out
}

/// Appends the words of a number.
pub(super) fn push(out: &mut String, voice: &Voice, n: u64) {
    if n == 0 {
        return push_word(out, DIGITS[0]);
    }
    push_from(out, voice, n, false);
}

/// Appends the words of an ordinal after "thứ": the first and the fourth have words of their own.
pub(super) fn push_ordinal(out: &mut String, voice: &Voice, n: u64) {
    match n {
        1 => push_word(out, "nhất"),
        4 => push_word(out, "tư"),
        _ => push(out, voice, n),
    }
}

/// Appends a month: the fourth is "tháng tư" everywhere.
pub(super) fn push_month(out: &mut String, voice: &Voice, month: u64) {
    if month == 4 { push_word(out, "tư") } else { push(out, voice, month) }
}

/// Appends each digit by itself; other characters are skipped.
pub(super) fn push_digits(out: &mut String, digits: &str) {
    for b in digits.bytes().filter(u8::is_ascii_digit) {
        push_word(out, DIGITS[usize::from(b - b'0')]);
    }
}

/// Returns each digit by itself.
pub(super) fn say_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 6);
    push_digits(&mut out, text);
    out
}

/// Appends a word after a space.
pub(super) fn push_word(out: &mut String, word: &str) {
    if word.is_empty() {
        return;
    }
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
    out.push_str(word);
}

/// `inside`: higher places were said before, so empty ones may have to be named.
fn push_from(out: &mut String, voice: &Voice, n: u64, inside: bool) {
    let mut inside = inside;
    if n >= BILLION {
        push_from(out, voice, n / BILLION, inside);
        push_word(out, "tỷ");
        inside = true;
    }
    let thousand = match voice.dialect {
        Dialect::North => "nghìn",
        Dialect::South => "ngàn",
    };
    let low = n % BILLION;
    for (group, name) in
        [(low / 1_000_000, "triệu"), (low / 1000 % 1000, thousand), (low % 1000, "")]
    {
        if group == 0 {
            continue;
        }
        // Only the last place names what is empty above it: "một triệu một nghìn không trăm linh một". Schoolbooks also say
        // "không trăm linh một nghìn" in the middle; it is longer and tells the listener nothing more.
        let last = name.is_empty();
        push_group(out, voice, group, inside && (last || group >= 10));
        if !name.is_empty() {
            push_word(out, name);
        }
        inside = true;
    }
}

/// Appends a number below a thousand.
fn push_group(out: &mut String, voice: &Voice, n: u64, inside: bool) {
    let (hundreds, tens, ones) = (to_digit(n / 100), to_digit(n / 10 % 10), to_digit(n % 10));
    let says_hundreds = hundreds > 0 || (inside && !voice.is_nemo());
    if says_hundreds {
        push_word(out, DIGITS[hundreds]);
        push_word(out, "trăm");
    }
    let four = match voice.dialect {
        Dialect::North => "tư",
        Dialect::South => "bốn",
    };
    match (tens, ones) {
        (0, 0) => {}
        (0, _) if says_hundreds || inside => {
            push_word(
                out,
                match voice.dialect {
                    Dialect::North => "linh",
                    Dialect::South => "lẻ",
                },
            );
            push_word(out, DIGITS[ones]);
        }
        (0, _) => push_word(out, DIGITS[ones]),
        (1, 0) => push_word(out, "mười"),
        (1, 5) => push_word(out, "mười lăm"),
        (1, _) => {
            push_word(out, "mười");
            push_word(out, DIGITS[ones]);
        }
        _ => {
            push_word(out, DIGITS[tens]);
            push_word(out, "mươi");
            match ones {
                0 => {}
                1 => push_word(out, "mốt"),
                4 => push_word(out, four),
                5 => push_word(out, "lăm"),
                _ => push_word(out, DIGITS[ones]),
            }
        }
    }
}

fn to_digit(n: u64) -> usize {
    usize::try_from(n % 10).unwrap_or(0)
}
