//! Units of measure after numbers, and the units after a slash that means "per".
//!
//! Spacing decides whether a letter after a number is a unit (16g, 3G, 5 m). `time.rs` reads hours
//! and minutes, `money.rs` reads currencies.

use std::sync::LazyLock;

use crate::context::Context;
use crate::data::{DataTable, WordList};
use crate::vietnamese::files::{LABELS, TRIGGERS, UNIT_TABLES};
use crate::word::{is_one_of, is_same_word};

/// How strictly the written form of a unit is matched.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    /// In this case only.
    Exact,
    /// In any case.
    AnyCase,
    /// In this case only; a single letter must touch the number.
    Tight,
}

/// A written form of a unit.
struct UnitForm {
    written: &'static str,
    spoken: &'static str,
    matching: Match,
}

static UNITS: LazyLock<Vec<UnitForm>> = LazyLock::new(|| {
    let table: DataTable<3> = DataTable::new(UNIT_TABLES, "unit");
    let form = |[written, spoken, matching]: &[&'static str; 3]| {
        let matching = match *matching {
            "exact" => Match::Exact,
            "tight" => Match::Tight,
            _ => Match::AnyCase,
        };
        UnitForm { written, spoken, matching }
    };
    table.iter().map(form).collect()
});

/// Units in words. They are spoken as written, but make the number before them a measure.
static WORDS: WordList = WordList::new(TRIGGERS, "unit words");

/// A unit in the text.
pub(super) struct Unit {
    pub(super) end: usize,
    pub(super) words: &'static str,
}

/// Returns whether a word is a unit, in full or as a short form.
pub(super) fn is_unit(word: &str) -> bool {
    WORDS.iter().any(|unit| is_same_word(word, unit)) || find_form(word).is_some()
}

/// Finds the short form of a unit at a position. `tight` means that the number ends directly before
/// it.
pub(super) fn find_unit(ctx: &Context, at: usize, tight: bool) -> Option<Unit> {
    if let Some(end) = find_degree(ctx, at) {
        return Some(end);
    }
    let end = find_short_form_end(ctx, at)?;
    let form = find_form(&ctx.text[at..end])?;
    let single = end - at == 1;
    // "5 m" and "10 l" are measures; "lớp 3 A" and "đội 2 h" are not.
    let spaced_ok =
        form.matching != Match::Tight || matches!(&ctx.text[at..end], "l" | "g" | "V" | "W" | "L");
    (tight || spaced_ok || !single).then_some(Unit { end, words: form.spoken })
}

/// Returns the words of a unit without a number ("tính bằng km").
pub(super) fn find_lone_unit(word: &str) -> Option<&'static str> {
    if word.len() < 2 {
        return None;
    }
    UNITS
        .iter()
        .find(|form| form.matching != Match::Tight && form.written == word && !word.contains('a'))
        .map(|form| form.spoken)
}

/// "39°C", "39 °C", "20°", and "39oC" for a superscript "o".
fn find_degree(ctx: &Context, at: usize) -> Option<Unit> {
    let mut end = at;
    if ctx.rest(at).starts_with('°') {
        end += '°'.len_utf8();
    } else if ctx.byte(at) == b'o'
        && matches!(ctx.byte(at + 1), b'C')
        && ctx.ends_word(at + 2)
        && ctx.is_digit(ctx.back_spaces(at).wrapping_sub(1))
    {
        end += 1;
    } else {
        return None;
    }
    let scale = ctx.skip_spaces(end);
    let (end, words) = match ctx.byte(scale) {
        b'C' | b'c' if ctx.ends_word(scale + 1) => (scale + 1, "độ C"),
        b'F' | b'f' if ctx.ends_word(scale + 1) => (scale + 1, "độ F"),
        b'K' if ctx.ends_word(scale + 1) => (scale + 1, "độ K"),
        _ => (end, "độ"),
    };
    Some(Unit { end, words })
}

/// Returns the end of a word with an optional exponent: "km", "m2".
fn find_short_form_end(ctx: &Context, at: usize) -> Option<usize> {
    let word = ctx.word_at(at);
    let end = at + word.len();
    if word.is_empty() || word.len() > 5 {
        return None;
    }
    let exponent = matches!(ctx.byte(end), b'2' | b'3') && ctx.ends_word(end + 1);
    if exponent {
        return Some(end + 1);
    }
    ctx.ends_word(end).then_some(end)
}

fn find_form(written: &str) -> Option<&'static UnitForm> {
    for form in UNITS.iter() {
        if form.written == written {
            return Some(form);
        }
    }
    for form in UNITS.iter() {
        if form.matching == Match::AnyCase && form.written.eq_ignore_ascii_case(written) {
            return if written.is_ascii() { Some(form) } else { None };
        }
    }
    None
}

/// Units of time that make a rate after a slash.
static RATES: DataTable<2> = DataTable::new(UNIT_TABLES, "rate");

/// The reading of "per" and what follows.
pub(super) struct Per {
    pub(super) end: usize,
    pub(super) words: String,
}

/// The amount before the slash.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// "30.000đ/thẻ": "một thẻ".
    Money,
    /// "120km/h": "trên giờ".
    Measure,
    /// "3 người/hộ": "một hộ".
    Count,
}

/// Reads "/thẻ", "/kg", "/hộ/tháng" after an amount.
///
/// Rates of short times are spoken as "trên" ("per"). Money and counts are spoken as "một"
/// ("each"), as in markets.
pub(super) fn read_per(ctx: &Context, at: usize, before: Before) -> Option<Per> {
    let mut per = Per { end: at, words: String::new() };
    while let Some((noun, end, is_time)) = find_per_noun(ctx, per.end, before) {
        let is_rate = is_time || matches!(noun, "ngày" | "tuần");
        let link = match before {
            Before::Measure if is_rate || is_physical(noun) => "trên",
            _ if is_rate || ctx.style.is_nemo() && !is_physical(noun) => "trên",
            _ => "một",
        };
        for word in [" ", link, " ", noun] {
            per.words.push_str(word);
        }
        per.end = end;
    }
    if per.end > at { Some(per) } else { None }
}

/// Returns the noun after a slash, its end, and whether it is a unit of time.
fn find_per_noun<'a>(
    ctx: &Context<'a>,
    at: usize,
    before: Before,
) -> Option<(&'a str, usize, bool)> {
    let slash = ctx.skip_spaces(at);
    let is_spaced = slash != at;
    if ctx.byte(slash) != b'/' || is_spaced && ctx.byte(slash + 1) != b' ' {
        return None;
    }
    let from = ctx.skip_spaces(slash + 1);
    let word = ctx.word_at(from);
    if word.is_empty() || is_spaced && before == Before::Count {
        return None;
    }
    let time = RATES.get(word);
    let (noun, end) = match (time, find_unit(ctx, from, true)) {
        (Some(noun), _) => (noun, from + word.len()),
        (None, Some(unit)) => (unit.words, unit.end),
        // The noun is a Vietnamese word. The lexicon reads abbreviations later.
        _ if word.chars().any(char::is_uppercase) || !ctx.ends_word(from + word.len()) => {
            return None;
        }
        _ => (word, from + word.len()),
    };
    // "tổ 1/thôn 2" is an address.
    if ctx.is_digit(ctx.skip_spaces(end)) && is_one_of(noun, &LABELS) {
        return None;
    }
    Some((noun, end, time.is_some()))
}

fn is_physical(noun: &str) -> bool {
    UNITS.iter().any(|form| form.spoken == noun)
}
