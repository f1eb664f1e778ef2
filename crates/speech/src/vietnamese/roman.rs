//! Roman numerals: after certain nouns, as list marks, or if the form has no other meaning.
//!
//! Many words in capitals look like Roman numerals (CD, MC, DC), and "vi", "xi", "di" are
//! Vietnamese words. The rules accept only the canonical form and check the words around it.

use crate::context::{Context, Found};
use crate::data::WordList;
use crate::piece::PieceKind;
use crate::roman::parse;
use crate::vietnamese::cardinal;
use crate::vietnamese::date;
use crate::vietnamese::files::TRIGGERS;
use crate::vietnamese::letters;
use crate::vietnamese::quantity;
use crate::word::is_one_of;

/// Words before a Roman numeral.
static LABELS: WordList = WordList::new(TRIGGERS, "before Roman");
/// Words after which a single C, D, L or M is a number, not a letter.
static NUMBER_ONLY: WordList = WordList::new(TRIGGERS, "before Roman letter");

/// Reads a Roman numeral; `word` is the run of letters at `at`.
pub(super) fn read(ctx: &Context, at: usize, word: &str) -> Option<Found> {
    if word.len() > 15
        || !word.bytes().all(|b| matches!(b | 0x20, b'i' | b'v' | b'x' | b'l' | b'c' | b'd' | b'm'))
    {
        return None;
    }
    let n = parse(word)?;
    let end = at + word.len();
    if !ctx.ends_word(end) || ctx.byte(end) == b'\'' {
        return None;
    }
    let before = ctx.prev_word(at);
    let labelled = is_one_of(before, &LABELS) || is_chained(ctx, at, 6);
    if labelled && is_allowed(ctx, word, before, end) {
        return Some(read_labelled(ctx, n, before, end));
    }
    read_unlabelled(ctx, at, word, n)
}

/// Reads a small Roman numeral in capitals without a noun before it.
fn read_unlabelled(ctx: &Context, at: usize, word: &str, n: u64) -> Option<Found> {
    if !word.bytes().all(|b| b"IVX".contains(&b)) {
        return None;
    }
    let end = at + word.len();
    let spoken = cardinal::say(ctx.style, n);
    if ctx.is_line_start(at) {
        if ctx.byte(end) == b'.' && ctx.is_digit(end + 1) {
            return Some(read_labelled(ctx, n, "", end));
        }
        if matches!(ctx.byte(end), b'.' | b')' | b'/' | b'-') && !ctx.is_word(end + 1) {
            return Some(Found::new(end, PieceKind::Roman, spoken, "Roman list mark"));
        }
    }
    if word.len() == 1 {
        return None;
    }
    let found = Found::new(end, PieceKind::Roman, spoken, "Roman numeral by its form");
    Some(found.or(letters::spell(word)))
}

fn read_labelled(ctx: &Context, n: u64, before: &str, end: usize) -> Found {
    let mut spoken = String::new();
    let ordinal = is_one_of(before, &["thứ"]);
    if ordinal {
        cardinal::push_ordinal(&mut spoken, ctx.style, n);
    } else {
        cardinal::push(&mut spoken, ctx.style, n);
    }
    let mut end = end;
    if let Some(from) = quantity::skip_dash(ctx, end) {
        let next = ctx.word_at(from);
        let next_end = from + next.len();
        if next.bytes().all(|b| b.is_ascii_uppercase())
            && ctx.ends_word(next_end)
            && let Some(last) = parse(next)
            && last > n
        {
            cardinal::push_word(&mut spoken, "đến");
            cardinal::push(&mut spoken, ctx.style, last);
            end = next_end;
        }
    }
    if ctx.byte(end) == b'.' && ctx.is_digit(end + 1) {
        let part = ctx.digits(end + 1);
        cardinal::push_word(&mut spoken, "chấm");
        cardinal::push_word(&mut spoken, &letters::say_code(ctx.style, part));
        end += 1 + part.len();
    }
    if matches!(ctx.byte(end), b'/' | b'-')
        && let Some((year, after)) = date::parse_year(ctx, end + 1)
    {
        date::push_year(&mut spoken, ctx, year);
        end = after;
    }
    let kind = if ordinal { PieceKind::Ordinal } else { PieceKind::Roman };
    Found::new(end, kind, spoken, "Roman numeral after its label")
}

/// Words before a Roman numeral of one small letter.
static BEFORE_SMALL: WordList = WordList::new(TRIGGERS, "before small Roman");

/// Rejects words and letters that only look like Roman numerals.
fn is_allowed(ctx: &Context, word: &str, before: &str, end: usize) -> bool {
    let lone_letter = word.len() == 1 && b"CDLM".contains(&word.as_bytes()[0].to_ascii_uppercase());
    let lower = word.as_bytes()[0].is_ascii_lowercase();
    if word.len() == 1 && lower && !ctx.style.is_nemo() {
        let ends = !ctx.next_word(end).starts_with(char::is_lowercase) && ctx.byte(end) != b')';
        return ends && matches!(word, "i" | "v" | "x") && is_one_of(before, &BEFORE_SMALL);
    }
    // "39 độ C".
    if lone_letter && is_one_of(before, &["độ"]) {
        return false;
    }
    if lone_letter {
        return ctx.style.is_nemo() || is_one_of(before, &NUMBER_ONLY);
    }
    if !lower {
        return true;
    }
    // "khoản vi phạm", "mục xi măng": a word in lower case follows, so this is a word.
    let next = ctx.next_word(end);
    next.is_empty()
        || next.chars().next().is_some_and(char::is_uppercase)
        || is_one_of(next, &LABELS)
}

/// Returns whether a comma, "và" or a dash joins the word to an earlier numeral: "quý I, II và
/// III".
fn is_chained(ctx: &Context, at: usize, depth: u8) -> bool {
    let mut back = ctx.back_spaces(at);
    let word = ctx.word_ending(back);
    if is_one_of(word, &["và", "đến", "hoặc"]) {
        back = ctx.back_spaces(back - word.len());
    } else if matches!(ctx.byte_before(back), b',' | b'-') {
        back = ctx.back_spaces(back - 1);
    } else {
        return false;
    }
    let earlier = ctx.word_ending(back);
    let roman = !earlier.is_empty()
        && earlier.bytes().all(|b| b"IVX".contains(&b))
        && parse(earlier).is_some();
    let start = back - earlier.len();
    roman
        && (is_one_of(ctx.prev_word(start), &LABELS)
            || depth > 0 && is_chained(ctx, start, depth - 1))
}
