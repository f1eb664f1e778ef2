//! Vietnamese: the order of the rules, and typed values.

mod abbreviation;
mod address;
mod cardinal;
mod date;
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
use crate::scan::Scan;
use crate::{Piece, PieceKind, SpokenValue, Voice};

/// Lists of words that decide how a number or a sign is read.
const TRIGGERS: &str = include_str!("triggers.txt");
/// Tables of units, currencies and time zones.
const UNITS_FILE: &str = include_str!("units.txt");

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

    fn say_value(&self, voice: &Voice, value: &SpokenValue) -> String {
        say_value(voice, value)
    }
}

fn read_word(ctx: &Context, at: usize) -> (usize, Option<Found>) {
    abbreviation::read(ctx, at)
}

/// Reads a number. More specific forms come first: the number of a law looks like a ratio, a
/// telephone number like a count, a date like a decimal.
fn read_number(ctx: &Context, at: usize) -> Found {
    let digits = ctx.digits(at);
    if ctx.voice.lexicon.has_digit_forms()
        && let Some((end, entry)) = ctx.voice.lexicon.find(ctx, at, digits)
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
fn say_value(voice: &Voice, value: &SpokenValue) -> String {
    match value {
        SpokenValue::Count(n) => say_signed(voice, *n),
        SpokenValue::Decimal { units, places } => say_decimal(voice, *units, *places),
        SpokenValue::Percent { units, places } => {
            format!("{} phần trăm", say_decimal(voice, *units, *places))
        }
        SpokenValue::MoneyVnd(n) => format!("{} đồng", say_signed(voice, *n)),
        SpokenValue::Date { year, month, day } => {
            let mut out = String::new();
            if let Some(day) = day {
                cardinal::push_word(&mut out, "ngày");
                cardinal::push(&mut out, voice, u64::from(*day));
            }
            cardinal::push_word(&mut out, "tháng");
            cardinal::push_month(&mut out, voice, u64::from(*month));
            if let Some(year) = year {
                cardinal::push_word(&mut out, "năm");
                cardinal::push(&mut out, voice, u64::from(year.unsigned_abs()));
            }
            out
        }
        SpokenValue::Phone(text) => phone::say(text),
    }
}

fn say_signed(voice: &Voice, n: i64) -> String {
    let words = cardinal::say(voice, n.unsigned_abs());
    if n < 0 { format!("âm {words}") } else { words }
}

fn say_decimal(voice: &Voice, units: i64, places: u8) -> String {
    let ctx = Context { voice, text: "" };
    let digits = units.unsigned_abs().to_string();
    let places = usize::from(places);
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (int, fraction) = padded.split_at(padded.len() - places);
    let fraction = fraction.trim_end_matches('0');
    let mut out = String::from(if units < 0 { "âm" } else { "" });
    match int.parse() {
        Ok(int) => cardinal::push(&mut out, voice, int),
        Err(_) => cardinal::push_digits(&mut out, int),
    }
    if !fraction.is_empty() {
        numeral::push_decimals(&mut out, &ctx, fraction);
    }
    out
}
