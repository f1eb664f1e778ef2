//! Languages whose number words are not known: the text stays as written.

use crate::context::{Context, Found};
use crate::language::Language;
use crate::lexicon::CUSTOM_RULE;
use crate::lookup::find_entry;
use crate::mark;
use crate::piece::{Piece, PieceKind};
use crate::scan::Scan;
use crate::style::SpeechStyle;
use crate::value::SpokenValue;

/// K'ho, Raglai and Chăm. Their texts stay as written, including digits.
pub(crate) struct Kept;

impl Language for Kept {
    fn codes(&self) -> &'static [&'static str] {
        &["kpm", "kho", "rog", "roc", "raglai", "cjm", "cja", "cham"]
    }

    fn has_numbers(&self) -> bool {
        false
    }

    fn builtin_lexicon(&self) -> &'static str {
        ""
    }

    fn read(&self, ctx: &Context) -> Vec<Piece> {
        let word =
            |ctx: &Context, at: usize| (at + ctx.word_at(at).len().max(1), read_listed(ctx, at));
        let number = |ctx: &Context, at: usize| {
            let digits = ctx.digits(at);
            Found::new(at + digits.len(), PieceKind::Plain, digits, "digits stay")
        };
        Scan::new(ctx).run(
            word,
            number,
            |ctx, at, sign| if sign == '[' { mark::read(ctx, at) } else { None },
        )
    }

    fn say_value(&self, _style: &SpeechStyle, value: &SpokenValue) -> String {
        match value {
            SpokenValue::Count(n) => n.to_string(),
            SpokenValue::Decimal { units, places } => write_decimal(*units, *places),
            SpokenValue::Percent { units, places } => {
                format!("{}%", write_decimal(*units, *places))
            }
            SpokenValue::MoneyVnd(n) => format!("{n} đ"),
            SpokenValue::Date { year, month, day } => {
                let parts =
                    [day.map(u32::from), Some(u32::from(*month)), year.map(i32::unsigned_abs)];
                parts.iter().flatten().map(u32::to_string).collect::<Vec<_>>().join("/")
            }
            SpokenValue::Phone(text) => text.clone(),
        }
    }
}

fn read_listed(ctx: &Context, at: usize) -> Option<Found> {
    let word = ctx.word_at(at);
    let (end, entry) = find_entry(ctx, at, &word.to_lowercase())?;
    Some(Found::new(end, entry.kind, entry.spoken.as_str(), CUSTOM_RULE))
}

fn write_decimal(units: i64, places: u8) -> String {
    let places = usize::from(places);
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = places + 1);
    let (int, fraction) = digits.split_at(digits.len() - places);
    let sign = if units < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{int}") } else { format!("{sign}{int},{fraction}") }
}
