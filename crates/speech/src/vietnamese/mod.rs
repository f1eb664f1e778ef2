//! Vietnamese: the order of the rules, and typed values.

mod abbreviation;
mod address;
mod cardinal;
mod date;
mod files;
mod legal;
mod letters;
mod measure;
mod money;
mod net;
mod numeral;
mod phone;
mod phone_words;
mod quantity;
mod ratio;
mod roman;
mod sequence;
mod short_number;
mod symbol;
mod time;

use crate::context::{Context, Found};
use crate::language::Language;
use crate::lexicon::CUSTOM_RULE;
use crate::lookup::find_entry;
use crate::piece::{Piece, PieceKind};
use crate::scan::Scan;
use crate::style::SpeechStyle;
use crate::value::SpokenValue;

/// The Vietnamese language.
pub(super) struct Vietnamese;

impl Language for Vietnamese {
    fn codes(&self) -> &'static [&'static str] {
        &["vi"]
    }

    fn has_numbers(&self) -> bool {
        true
    }

    fn builtin_lexicon(&self) -> &'static str {
        include_str!("lexicon.txt")
    }

    fn read(&self, ctx: &Context) -> Vec<Piece> {
        Scan::new(ctx).run(read_word, read_number, symbol::read)
    }

    fn say_value(&self, style: &SpeechStyle, value: &SpokenValue) -> String {
        say_value(style, value)
    }
}

fn read_word(ctx: &Context, at: usize) -> (usize, Option<Found>) {
    abbreviation::read(ctx, at)
}

/// Reads a number. More specific forms come first: the number of a law looks like a ratio, a
/// telephone number like a count, a date like a decimal.
fn read_number(ctx: &Context, at: usize) -> Found {
    let digits = ctx.digits(at);
    if ctx.style.lexicon.has_digit_forms()
        && let Some((end, entry)) = find_entry(ctx, at, digits)
    {
        return Found::new(end, entry.kind, entry.spoken.as_str(), CUSTOM_RULE);
    }
    legal::read(ctx, at)
        .or_else(|| phone::read(ctx, at))
        .or_else(|| time::read(ctx, at))
        .or_else(|| date::read_part_of_year(ctx, at))
        .or_else(|| date::read(ctx, at))
        .or_else(|| ratio::read(ctx, at))
        .or_else(|| quantity::read(ctx, at))
        .unwrap_or_else(|| {
            Found::new(
                at + digits.len(),
                PieceKind::Cardinal,
                cardinal::say_digits(digits),
                "digit by digit",
            )
        })
}

/// Returns the reading of a typed value.
fn say_value(style: &SpeechStyle, value: &SpokenValue) -> String {
    match value {
        SpokenValue::Count(n) => say_signed(style, *n),
        SpokenValue::Decimal { units, places } => say_decimal(style, *units, *places),
        SpokenValue::Percent { units, places } => {
            format!("{} phần trăm", say_decimal(style, *units, *places))
        }
        SpokenValue::MoneyVnd(n) => format!("{} đồng", say_signed(style, *n)),
        SpokenValue::Date { year, month, day } => {
            let mut out = String::new();
            if let Some(day) = day {
                cardinal::push_word(&mut out, "ngày");
                cardinal::push(&mut out, style, u64::from(*day));
            }
            cardinal::push_word(&mut out, "tháng");
            cardinal::push_month(&mut out, style, u64::from(*month));
            if let Some(year) = year {
                cardinal::push_word(&mut out, "năm");
                cardinal::push(&mut out, style, u64::from(year.unsigned_abs()));
            }
            out
        }
        SpokenValue::Phone(text) => phone::say(text),
    }
}

fn say_signed(style: &SpeechStyle, n: i64) -> String {
    let words = cardinal::say(style, n.unsigned_abs());
    if n < 0 { format!("âm {words}") } else { words }
}

fn say_decimal(style: &SpeechStyle, units: i64, places: u8) -> String {
    let ctx = Context { style, text: "" };
    let digits = units.unsigned_abs().to_string();
    let places = usize::from(places);
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (int, fraction) = padded.split_at(padded.len() - places);
    let fraction = fraction.trim_end_matches('0');
    let mut out = String::from(if units < 0 { "âm" } else { "" });
    match int.parse() {
        Ok(int) => cardinal::push(&mut out, style, int),
        Err(_) => cardinal::push_digits(&mut out, int),
    }
    if !fraction.is_empty() {
        numeral::push_decimals(&mut out, &ctx, fraction);
    }
    out
}
