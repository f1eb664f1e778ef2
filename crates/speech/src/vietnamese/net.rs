//! Mail addresses, web addresses and file names.
//!
//! Names of Vietnamese words without diacritics are spoken with them (dichvucong: "dịch vụ công").
//! Other names are spoken as words if possible, otherwise letter by letter.

use crate::context::{Context, Found};
use crate::data::DataTable;
use crate::piece::PieceKind;
use crate::syllable;
use crate::vietnamese::cardinal;
use crate::vietnamese::letters;
use crate::word::is_letter_or_digit;

const ADDRESSES: &str = include_str!("addresses.txt");

/// Endings of host names and file names.
static ENDINGS: DataTable<2> = DataTable::new(ADDRESSES, "ending");

/// Words of names in addresses: without and with diacritics.
static NAMES: DataTable<2> = DataTable::new(ADDRESSES, "name");

/// The longest address, in bytes.
const LONGEST: usize = 300;

/// Returns the reading of the ending of a host or file name.
pub(super) fn find_ending(word: &str) -> Option<&'static str> {
    let lower = word.to_ascii_lowercase();
    ENDINGS.get(&lower)
}

/// Reads the address at a position.
pub(super) fn read(ctx: &Context, at: usize) -> Option<Found> {
    let chunk = find_chunk(ctx, at);
    let dotted = chunk.contains('.') && !chunk.contains("..");
    if !chunk.contains("://") && !dotted || chunk.len() > LONGEST {
        return None;
    }
    let is_address = chunk.contains("://") || is_mail(chunk) || is_host(chunk);
    is_address.then(|| {
        Found::new(at + chunk.len(), PieceKind::Net, say(ctx, chunk), "mail or web address")
    })
}

/// Returns the text up to the next space, without punctuation at its end.
fn find_chunk<'a>(ctx: &Context<'a>, at: usize) -> &'a str {
    let rest = ctx.rest(at);
    // An address is short; looking at more than its length would make long runs slow.
    let rest =
        &rest[..rest.char_indices().map(|(i, _)| i).find(|i| *i > LONGEST).unwrap_or(rest.len())];
    let end = rest.find(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | ';' | '"' | '(' | ')' | '<' | '>' | '“' | '”' | '…' | '[' | ']' | '{' | '}'
            )
    });
    rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', '!', '?', ':', '\'', '/', '-', '’'])
}

fn is_mail(chunk: &str) -> bool {
    let Some((user, host)) = chunk.split_once('@') else {
        return false;
    };
    !user.is_empty() && user.is_ascii() && host.contains('.') && host.is_ascii()
}

fn is_host(chunk: &str) -> bool {
    let host = chunk.split(['/', '?', '#']).next().unwrap_or("");
    let Some((_, last)) = host.rsplit_once('.') else {
        return false;
    };
    let last = last.to_ascii_lowercase();
    let labels = host.split('.').all(|label| {
        !label.is_empty()
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    });
    let known = ENDINGS.get(&last).is_some()
        && !host.starts_with(|c: char| c.is_ascii_digit() && host.len() < 4);
    labels && (known || host.starts_with("www.")) && host.bytes().any(|b| b.is_ascii_alphabetic())
}

fn say(ctx: &Context, chunk: &str) -> String {
    let body = chunk.split_once("://").map_or(chunk, |(_, body)| body);
    let mut out = String::with_capacity(body.len() * 3);
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        if is_letter_or_digit(c) {
            let end = rest.find(|c: char| !is_letter_or_digit(c)).unwrap_or(rest.len());
            push_label(&mut out, ctx, &rest[..end]);
            rest = &rest[end..];
            continue;
        }
        let word = match c {
            '.' => "chấm",
            '@' => "a còng",
            '/' => "gạch chéo",
            '-' => "gạch ngang",
            '_' => "gạch dưới",
            ':' => "hai chấm",
            '?' => "hỏi",
            '=' => "bằng",
            '&' => "và",
            '#' => "thăng",
            '%' => "phần trăm",
            '+' => "cộng",
            '~' => "ngã",
            _ => "",
        };
        if !word.is_empty() {
            cardinal::push_word(&mut out, word);
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

fn push_label(out: &mut String, ctx: &Context, label: &str) {
    let lower = label.to_lowercase();
    let after_dot = out.ends_with("chấm");
    if let Some(said) = ENDINGS.get(&lower).filter(|_| after_dot) {
        return cardinal::push_word(out, said);
    }
    if lower == "www" {
        return cardinal::push_word(out, "vê kép vê kép vê kép");
    }
    let mut rest = lower.as_str();
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (part, tail) = rest.split_at(end);
        if digits {
            cardinal::push_digits(out, part);
        } else {
            push_name(out, ctx, part);
        }
        rest = tail;
    }
}

fn push_name(out: &mut String, ctx: &Context, name: &str) {
    let mut words = Vec::new();
    if split_name(name, &mut words) {
        for word in words {
            cardinal::push_word(out, word);
        }
    } else if let Some(said) = ctx.style.lexicon.get(name) {
        cardinal::push_word(out, said);
    } else if name.chars().count() > 2 && name.chars().any(syllable::is_vowel) && name.is_ascii() {
        cardinal::push_word(out, name);
    } else {
        cardinal::push_word(out, &letters::spell(name));
    }
}

/// Cuts a name into known words, longest first; gives up if a rest stays.
fn split_name(name: &str, words: &mut Vec<&'static str>) -> bool {
    if name.is_empty() {
        return true;
    }
    if words.len() > 8 {
        return false;
    }
    for len in (2..=name.len()).rev() {
        let Some(head) = name.get(..len) else { continue };
        if let Some(said) = NAMES.get(head) {
            words.push(said);
            if split_name(&name[len..], words) {
                return true;
            }
            words.pop();
        }
    }
    false
}
