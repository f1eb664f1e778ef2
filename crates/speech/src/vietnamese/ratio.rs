//! Two numbers and a slash: a count out of a total, a fraction, or a house number.
//!
//! "1/2" can be any of them, or a date, which is tried before. The words around the numbers decide.
//! If they don't, the likelier reading is spoken and the other one is reported as an ambiguity.

use crate::context::{Context, Found};
use crate::data::WordList;
use crate::piece::PieceKind;
use crate::vietnamese::cardinal;
use crate::vietnamese::files::{LABELS, TRIGGERS};
use crate::vietnamese::letters;
use crate::vietnamese::measure::{self, Before};
use crate::vietnamese::numeral::{self, Numeral};
use crate::word::is_one_of;

/// Reads two numbers with a slash or, after "tỷ lệ", with a colon.
pub(super) fn read(ctx: &Context, at: usize) -> Option<Found> {
    let first = numeral::parse(ctx, at)?;
    if ctx.byte(first.end) == b':' {
        return read_scale(ctx, &first);
    }
    if let Some(found) = read_mixed(ctx, &first) {
        return Some(found);
    }
    let second = parse_after_slash(ctx, first.end)?;
    if is_one_of(ctx.prev_word(at), &ADDRESS)
        || is_one_of(ctx.prev_word2(at), &["số"]) && is_one_of(ctx.prev_word(at), &["nhà"])
    {
        return Some(read_address(ctx, &first));
    }
    let chain = ctx.byte(second.end) == b'/' && ctx.is_digit(second.end + 1);
    if chain || !first.is_bare() || !second.is_bare() {
        return Some(read_out_of(ctx, &first));
    }
    Some(read_bare(ctx, &first, &second))
}

/// Words before a house number.
static ADDRESS: WordList = WordList::new(TRIGGERS, "house number");

/// Verbs and nouns before a count out of a total.
static COUNT_BEFORE: WordList = WordList::new(TRIGGERS, "before count");
/// Words before a fraction.
static PART_BEFORE: WordList = WordList::new(TRIGGERS, "before fraction");
/// Words after a fraction.
static PART_AFTER: WordList = WordList::new(TRIGGERS, "after fraction");
/// Nouns after a count out of a total.
static COUNT_AFTER: WordList = WordList::new(TRIGGERS, "after count");

/// Words before two numbers that are neither a fraction nor a date.
static PAIRED: WordList = WordList::new(TRIGGERS, "before pair");

fn read_bare(ctx: &Context, first: &Numeral, second: &Numeral) -> Found {
    let (a, b) = (first.int, second.int);
    let before = ctx.prev_word(first.start);
    let after = ctx.next_word(second.end);
    if ctx.is_word(second.end)
        && let Some(unit) = measure::find_unit(ctx, second.end, true)
    {
        if a < b {
            return add_unit(say_fraction(ctx, a, b), unit.end, unit.words);
        }
        let mut found = read_out_of(ctx, first);
        cardinal::push_word(&mut found.spoken, unit.words);
        return Found { end: unit.end, ..found };
    }
    let end = second.end;
    if !ctx.ends_word(end) {
        return read_address(ctx, first);
    }
    // 24/7 and 24/24.
    if matches!((a, b), (24, 7 | 24)) {
        return read_out_of(ctx, first);
    }
    let part = a < b && b <= 10 && first.len == 1;
    if ctx.style.is_nemo() {
        return Found::new(end, PieceKind::Fraction, say_fraction(ctx, a, b), "fraction (NeMo)");
    }
    if part
        && (is_one_of(after, &PART_AFTER) && !is_one_of(before, &["đạt", "cấp"])
            || is_one_of(before, &PART_BEFORE) && !is_one_of(after, &COUNT_AFTER))
    {
        return Found::new(end, PieceKind::Fraction, say_fraction(ctx, a, b), "part of a whole");
    }
    let counted = is_one_of(before, &COUNT_BEFORE) || is_one_of(after, &COUNT_AFTER);
    if counted || a > 1000 || is_one_of(before, &PAIRED) {
        return read_out_of(ctx, first);
    }
    // Without context, only common fractions are likelier than dates.
    let is_common = part && matches!(b, 2 | 3 | 4 | 5 | 10);
    if is_common {
        let rule = "fraction, nothing else around";
        return Found::new(end, PieceKind::Fraction, say_fraction(ctx, a, b), rule)
            .or(say_day_and_month(ctx, a, b));
    }
    let ratio = read_out_of(ctx, first);
    if !(1..=31).contains(&a) || !(1..=12).contains(&b) {
        return ratio;
    }
    let rule = "day and month, nothing else around";
    Found::new(end, PieceKind::Date, say_day_and_month(ctx, a, b), rule).or(ratio.spoken)
}

fn say_day_and_month(ctx: &Context, day: u64, month: u64) -> String {
    let mut out = String::from("ngày");
    cardinal::push(&mut out, ctx.style, day);
    out.push_str(" tháng");
    cardinal::push_month(&mut out, ctx.style, month);
    out
}

/// Speaks "a trên b", and more numbers after more slashes.
fn read_out_of(ctx: &Context, first: &Numeral) -> Found {
    let mut spoken = String::with_capacity(80);
    // "xếp thứ 4/63".
    let is_rank = first.is_bare() && is_one_of(ctx.prev_word(first.start), &["thứ"]);
    if is_rank && !ctx.style.is_nemo() {
        cardinal::push_ordinal(&mut spoken, ctx.style, first.int);
    } else {
        numeral::push(&mut spoken, ctx, first);
    }
    let mut end = first.end;
    while let Some(next) = parse_after_slash(ctx, end) {
        cardinal::push_word(&mut spoken, "trên");
        numeral::push(&mut spoken, ctx, &next);
        end = next.end;
    }
    if ctx.byte(ctx.skip_spaces(end)) == b'%' {
        end = ctx.skip_spaces(end) + 1;
        spoken.push_str(" phần trăm");
    }
    if let Some(per) = measure::read_per(ctx, end, Before::Count) {
        spoken.push_str(&per.words);
        end = per.end;
    }
    Found::new(end, PieceKind::Ratio, spoken, "count out of a total")
}

/// "số nhà 12/4B": slashes are spoken as "trên", letters are spelled.
fn read_address(ctx: &Context, first: &Numeral) -> Found {
    let mut spoken = String::new();
    numeral::push(&mut spoken, ctx, first);
    let mut end = first.end;
    loop {
        let letters = ctx.word_at(end);
        if !letters.is_empty() {
            cardinal::push_word(&mut spoken, &letters::spell(letters));
            end += letters.len();
        }
        let digits = ctx.digits(end + 1);
        if ctx.byte(end) != b'/' || digits.is_empty() {
            break;
        }
        cardinal::push_word(&mut spoken, "trên");
        cardinal::push_word(
            &mut spoken,
            &letters::say_code(ctx.style, digits.trim_start_matches('0')),
        );
        end += 1 + digits.len();
    }
    while ctx.is_word(end) {
        let c = ctx.char(end).unwrap_or(' ');
        cardinal::push_word(&mut spoken, &letters::say_code(ctx.style, c.encode_utf8(&mut [0; 4])));
        end += c.len_utf8();
    }
    Found::new(end, PieceKind::Address, spoken, "house number")
}

/// "23 1/5": a whole number and a fraction.
fn read_mixed(ctx: &Context, whole: &Numeral) -> Option<Found> {
    if ctx.byte(whole.end) != b' ' || !whole.is_bare() {
        return None;
    }
    let a = numeral::parse(ctx, whole.end + 1)?;
    let b = parse_after_slash(ctx, a.end)?;
    let fits = a.is_bare()
        && b.is_bare()
        && a.len == 1
        && a.int > 0
        && a.int < b.int
        && b.int <= 100
        && ctx.byte(a.end) == b'/';
    let labelled = is_one_of(ctx.prev_word(whole.start), &LABELS);
    let date_on = ctx.byte(b.end) == b'/';
    if !fits
        || labelled
        || date_on
        || !ctx.ends_word(b.end) && measure::find_unit(ctx, b.end, true).is_none()
    {
        return None;
    }
    let mut spoken = String::new();
    numeral::push(&mut spoken, ctx, whole);
    cardinal::push_word(&mut spoken, "và");
    cardinal::push_word(&mut spoken, &say_fraction(ctx, a.int, b.int));
    if let Some(unit) = measure::find_unit(ctx, b.end, true) {
        return Some(add_unit(spoken, unit.end, unit.words));
    }
    Some(Found::new(b.end, PieceKind::Fraction, spoken, "whole number and fraction"))
}

fn add_unit(mut spoken: String, end: usize, words: &str) -> Found {
    cardinal::push_word(&mut spoken, words);
    Found::new(end, PieceKind::Measure, spoken, "fraction of a unit")
}

fn say_fraction(ctx: &Context, a: u64, b: u64) -> String {
    let mut out = cardinal::say(ctx.style, a);
    cardinal::push_word(&mut out, "phần");
    if b == 4 {
        cardinal::push_word(&mut out, "tư")
    } else {
        cardinal::push(&mut out, ctx.style, b)
    }
    out
}

/// "tỷ lệ 1:500", "tỷ số 3:1".
fn read_scale(ctx: &Context, first: &Numeral) -> Option<Found> {
    let second = numeral::parse(ctx, first.end + 1)?;
    let mut spoken = String::new();
    numeral::push(&mut spoken, ctx, first);
    let score = is_one_of(ctx.prev_word(first.start), &["số"]);
    cardinal::push_word(&mut spoken, if score { "" } else { "trên" });
    numeral::push(&mut spoken, ctx, &second);
    Some(Found::new(second.end, PieceKind::Ratio, spoken, "scale or score"))
}

/// Parses the number after "/" or " / ".
fn parse_after_slash(ctx: &Context, at: usize) -> Option<Numeral> {
    let slash = ctx.skip_spaces(at);
    if ctx.byte(slash) != b'/' {
        return None;
    }
    let from = ctx.skip_spaces(slash + 1);
    let even = (slash == at) == (from == slash + 1);
    even.then(|| numeral::parse(ctx, from))?
}
