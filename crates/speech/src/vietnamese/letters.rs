//! Names of letters, for spelled abbreviations and codes.
//!
//! Letters have their short school names ("nờ", not "en nờ"): one syllable, clear over a horn
//! loudspeaker.

use crate::style::SpeechStyle;
use crate::syllable::to_base_letter;
use crate::vietnamese::cardinal;

/// Returns the Vietnamese name of a letter.
pub(super) fn find_name(letter: char) -> Option<&'static str> {
    Some(match letter.to_lowercase().next()? {
        'a' => "a",
        'ă' => "á",
        'â' => "ớ",
        'b' => "bê",
        'c' => "xê",
        'd' => "dê",
        'đ' => "đê",
        'e' => "e",
        'ê' => "ê",
        'f' => "ép",
        'g' => "giê",
        'h' => "hát",
        'i' => "i",
        'j' => "gi",
        'k' => "ca",
        'l' => "lờ",
        'm' => "mờ",
        'n' => "nờ",
        'o' => "ô",
        'ô' => "ô",
        'ơ' => "ơ",
        'p' => "pê",
        'q' => "quy",
        'r' => "rờ",
        's' => "ét",
        't' => "tê",
        'u' => "u",
        'ư' => "ư",
        'v' => "vê",
        'w' => "vê kép",
        'x' => "ích",
        'y' => "i",
        'z' => "dét",
        _ => return None,
    })
}

/// Returns the names of the letters in a word. Letters without a name are dropped.
pub(super) fn spell(word: &str) -> String {
    let mut out = String::with_capacity(word.len() * 4);
    for letter in word.chars() {
        let known = find_name(letter).or_else(|| find_name(to_base_letter(letter)));
        if let Some(name) = known {
            cardinal::push_word(&mut out, name);
        }
    }
    out
}

/// Reads a code: letters by name; digits as a number, or one by one if they start with 0 or are
/// more than four.
pub(super) fn say_code(style: &SpeechStyle, code: &str) -> String {
    let mut out = String::with_capacity(code.len() * 5);
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (part, tail) = rest.split_at(end);
        if !digits {
            cardinal::push_word(&mut out, &spell(part));
        } else if part.starts_with('0') || part.len() > 4 {
            cardinal::push_digits(&mut out, part);
        } else {
            cardinal::push(&mut out, style, part.parse().unwrap_or(0));
        }
        rest = tail;
    }
    out
}
