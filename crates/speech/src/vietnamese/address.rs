//! Roads and kilometre posts: "QL55", "ĐT.720", "Km42+500".
//!
//! House numbers look like ratios and are read in `ratio.rs`. Types of places ("TP.", "TT.", "H.")
//! are lexicon entries.

use crate::context::{Context, Found};
use crate::piece::PieceKind;
use crate::vietnamese::cardinal;
use crate::vietnamese::letters;
use crate::vietnamese::phone_words::EMERGENCY;

const ROADS: &[(&str, &str)] = &[
    ("QL", "quốc lộ"),
    ("TL", "tỉnh lộ"),
    ("HL", "hương lộ"),
    ("ĐT", "đường tỉnh"),
    ("DT", "đường tỉnh"),
    ("ĐH", "đường huyện"),
    ("ĐX", "đường xã"),
    ("CT", "cao tốc"),
];

/// Reads a road or kilometre post that starts with the letters `word`.
pub(super) fn read(ctx: &Context, at: usize, word: &str) -> Option<Found> {
    let end = at + word.len();
    if word.eq_ignore_ascii_case("km") {
        return read_kilometre_post(ctx, end);
    }
    let (_, name) = ROADS.iter().find(|(short, _)| *short == word)?;
    let mut from = end;
    if matches!(ctx.byte(from), b'.' | b'-') {
        from += 1;
    }
    from = ctx.skip_spaces(from);
    let digits = ctx.digits(from);
    if EMERGENCY.contains(&digits) {
        return None;
    }
    // Road numbers have up to three digits; "ĐT 0987…" is a telephone number. Motorways and
    // district roads may have a leading zero.
    if digits.is_empty()
        || digits.len() > 3
        || digits.starts_with('0') && !matches!(word, "CT" | "ĐH" | "ĐX")
    {
        return None;
    }
    let mut after = from + digits.len();
    if ctx.byte(after) == b'/'
        || matches!(ctx.byte(after), b'.' | b',' | b'-') && ctx.is_digit(after + 1)
    {
        return None;
    }
    let mut spoken = format!("{name} {}", letters::say_code(ctx.style, digits));
    let tail = ctx.word_at(after);
    if !tail.is_empty() {
        cardinal::push_word(&mut spoken, &letters::spell(tail));
        after += tail.len();
    }
    ctx.ends_word(after).then(|| Found::new(after, PieceKind::Address, spoken, "road number"))
}

/// "Km42+500", "km 42".
fn read_kilometre_post(ctx: &Context, end: usize) -> Option<Found> {
    let from = ctx.skip_spaces(end);
    let digits = ctx.digits(from);
    if digits.is_empty() || digits.len() > 5 {
        return None;
    }
    let mut after = from + digits.len();
    let mut spoken = String::from("ki lô mét");
    cardinal::push(&mut spoken, ctx.style, digits.parse().ok()?);
    if ctx.byte(after) == b'+' && ctx.is_digit(after + 1) {
        let metres = ctx.digits(after + 1);
        cardinal::push_word(&mut spoken, "cộng");
        cardinal::push(&mut spoken, ctx.style, metres.parse().unwrap_or(0));
        after += 1 + metres.len();
    }
    let goes_on = !ctx.ends_word(after)
        || matches!(ctx.byte(after), b'.' | b',' | b'/') && ctx.is_digit(after + 1);
    (!goes_on).then(|| Found::new(after, PieceKind::Address, spoken, "kilometre post"))
}
