//! Vietnamese words for whole numbers.
//!
//! The words depend on the dialect and the profile: broadcasts speak an empty hundreds place ("không
//! trăm"), NeMo leaves it out.

use crate::style::{Dialect, SpeechStyle};

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const BILLION: u64 = 1_000_000_000;

/// Returns the words of a number.
pub(super) fn say(style: &SpeechStyle, n: u64) -> String {
    let mut out = String::with_capacity(48);
    push(&mut out, style, n);
    out
}

/// Appends the words of a number.
pub(super) fn push(out: &mut String, style: &SpeechStyle, n: u64) {
    if n == 0 {
        return push_word(out, DIGITS[0]);
    }
    push_from(out, style, n, false);
}

/// Appends the words of an ordinal after "thứ". The first and the fourth are irregular.
pub(super) fn push_ordinal(out: &mut String, style: &SpeechStyle, n: u64) {
    match n {
        1 => push_word(out, "nhất"),
        4 => push_word(out, "tư"),
        _ => push(out, style, n),
    }
}

/// Appends a month. April is "tháng tư" in both dialects.
pub(super) fn push_month(out: &mut String, style: &SpeechStyle, month: u64) {
    if month == 4 { push_word(out, "tư") } else { push(out, style, month) }
}

/// Appends the words of single digits; other characters are skipped.
pub(super) fn push_digits(out: &mut String, digits: &str) {
    for b in digits.bytes().filter(u8::is_ascii_digit) {
        push_word(out, DIGITS[usize::from(b - b'0')]);
    }
}

/// Returns the words of single digits.
pub(super) fn say_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 6);
    push_digits(&mut out, text);
    out
}

/// Appends a word, with a space before it if the text is not empty.
pub(super) fn push_word(out: &mut String, word: &str) {
    if word.is_empty() {
        return;
    }
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
    out.push_str(word);
}

/// Appends the words of a number. `inside` means that words for higher places precede, so that
/// empty places may need words.
fn push_from(out: &mut String, style: &SpeechStyle, n: u64, inside: bool) {
    let mut inside = inside;
    if n >= BILLION {
        push_from(out, style, n / BILLION, inside);
        push_word(out, "tỷ");
        inside = true;
    }
    let thousand = match style.dialect {
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
        // Only the last group speaks the empty places before it: "một triệu một nghìn không trăm linh
        // một". Schoolbooks also say "không trăm linh một nghìn" in the middle, which is longer and
        // adds nothing.
        let last = name.is_empty();
        push_group(out, style, group, inside && (last || group >= 10));
        if !name.is_empty() {
            push_word(out, name);
        }
        inside = true;
    }
}

/// Appends the words of a number below 1000.
fn push_group(out: &mut String, style: &SpeechStyle, n: u64, inside: bool) {
    let (hundreds, tens, ones) = (to_digit(n / 100), to_digit(n / 10 % 10), to_digit(n % 10));
    let says_hundreds = hundreds > 0 || (inside && !style.is_nemo());
    if says_hundreds {
        push_word(out, DIGITS[hundreds]);
        push_word(out, "trăm");
    }
    push_below_hundred(out, style, tens, ones, says_hundreds || inside);
}

/// Appends the words of a number below 100. `inside` means that words for higher places precede.
fn push_below_hundred(
    out: &mut String,
    style: &SpeechStyle,
    tens: usize,
    ones: usize,
    inside: bool,
) {
    let (zero_tens, four) = match style.dialect {
        Dialect::North => ("linh", "tư"),
        Dialect::South => ("lẻ", "bốn"),
    };
    match tens {
        0 if ones > 0 && inside => push_word(out, zero_tens),
        0 => {}
        1 => push_word(out, "mười"),
        _ => {
            push_word(out, DIGITS[tens]);
            push_word(out, "mươi");
        }
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => push_word(out, "mốt"),
        (2.., 4) => push_word(out, four),
        (1.., 5) => push_word(out, "lăm"),
        _ => push_word(out, DIGITS[ones]),
    }
}

fn to_digit(n: u64) -> usize {
    usize::try_from(n % 10).unwrap_or(0)
}
