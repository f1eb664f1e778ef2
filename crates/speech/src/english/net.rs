//! English readings of mail addresses, web addresses and spelled words.

use crate::context::{Context, Found};
use crate::data::WordList;
use crate::english::files::{TRIGGERS, WORDS};
use crate::english::numbers::say_digits;
use crate::piece::PieceKind;
use crate::syllable;

/// The endings of addresses that need no "://" or "@".
static ENDINGS: WordList = WordList::new(TRIGGERS, "address ending");

/// Reads a mail or web address: labels as words if they have a vowel, otherwise letter by letter.
pub(super) fn read_address(ctx: &Context, at: usize) -> Option<Found> {
    let rest = ctx.rest(at);
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '(' | ')' | '<' | '>'))
        .unwrap_or(rest.len());
    let chunk = rest[..end].trim_end_matches(['.', '!', '?', ':', '/', '\'']);
    let body = chunk.split_once("://").map_or(chunk, |(_, body)| body);
    let host = body.rsplit_once('@').map_or(body, |(_, host)| host).split('/').next().unwrap_or("");
    let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let known = ENDINGS.contains(&ending.as_str());
    if !chunk.is_ascii()
        || !(known || chunk.contains("://") || chunk.contains('@') && host.contains('.'))
    {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    for piece in split_keeping_signs(body) {
        let said = match piece {
            "." => "dot".to_owned(),
            "@" => "at".to_owned(),
            "/" => "slash".to_owned(),
            "-" => "dash".to_owned(),
            "_" => "underscore".to_owned(),
            _ if piece.bytes().all(|b| b.is_ascii_digit()) => say_digits(piece),
            _ if piece.bytes().all(|b| b.is_ascii_alphabetic()) => say_label(ctx, piece),
            _ => String::new(),
        };
        if !said.is_empty() {
            parts.push(said);
        }
    }
    Some(Found::new(at + chunk.len(), PieceKind::Net, parts.join(" "), "mail or web address"))
}

fn say_label(ctx: &Context, label: &str) -> String {
    let lower = label.to_ascii_lowercase();
    if let Some(said) = ctx.style.lexicon.get(&lower) {
        return said.to_owned();
    }
    let sayable = lower.len() > 2 && lower.chars().any(syllable::is_vowel);
    if sayable { lower } else { spell(&lower) }
}

/// Splits a text into runs of letters, runs of digits, and single signs.
fn split_keeping_signs(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let tail = if first.is_ascii_digit() {
            rest.trim_start_matches(|c: char| c.is_ascii_digit())
        } else if first.is_ascii_alphabetic() {
            rest.trim_start_matches(|c: char| c.is_ascii_alphabetic())
        } else {
            &rest[first.len_utf8()..]
        };
        out.push(&rest[..rest.len() - tail.len()]);
        rest = tail;
    }
    out
}

/// Returns the names of the letters of a word.
pub(super) fn spell(word: &str) -> String {
    static LETTERS: WordList = WordList::new(WORDS, "letter");
    let mut names = Vec::new();
    for c in word.chars() {
        if c.is_ascii_alphabetic() {
            names.push(LETTERS[usize::from(c.to_ascii_lowercase() as u8 - b'a')]);
        } else if matches!(c, 'đ' | 'Đ') {
            names.push("dee");
        } else if syllable::is_vowel(c) {
            names.push("ay");
        }
    }
    names.join(" ")
}
