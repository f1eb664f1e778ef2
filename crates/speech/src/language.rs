//! The supported languages, and how to add one.
//!
//! A new language implements [`Language`] in a module and is added to [`find_language`]. It has
//!
//! 1. its codes, such as "vi";
//! 2. whether number words are known. Without them digits stay: speakers know how to read them, and
//!    wrong number words are worse than none;
//! 3. a table of built-in readings (`lexicon.txt`, whose format is described in its first lines);
//! 4. `read`: the pieces of a text. [`Scan`] walks over the text and calls a rule for each word,
//!    number and sign. The pieces must cover the text in order;
//! 5. `say_value`: the reading of a typed value.
//!
//! Its readings are tested by tables in `tests/cases/`.

use crate::context::{Context, Found};
use crate::english::English;
use crate::lexicon::CUSTOM_RULE;
use crate::mark;
use crate::scan::Scan;
use crate::vietnamese::Vietnamese;
use crate::{Piece, PieceKind, SpokenValue, Voice};

/// The rules of a language; see the module documentation.
pub(crate) trait Language: Send + Sync {
    /// Returns the codes of the language.
    fn codes(&self) -> &'static [&'static str];
    /// Returns whether number words are known.
    fn has_numbers(&self) -> bool;
    /// Returns the table of built-in readings.
    fn builtin_lexicon(&self) -> &'static str;
    /// Returns the pieces of a text.
    fn read(&self, ctx: &Context) -> Vec<Piece>;
    /// Returns the reading of a typed value.
    fn say_value(&self, voice: &Voice, value: &SpokenValue) -> String;
}

/// Returns the language with a code: "vi" or "vi-VN".
pub(crate) fn find_language(code: &str) -> Option<&'static dyn Language> {
    const ALL: [&dyn Language; 3] = [&Vietnamese, &English, &Kept];
    let code = code.split(['-', '_']).next().unwrap_or(code).to_ascii_lowercase();
    ALL.into_iter().find(|language| language.codes().contains(&code.as_str()))
}

/// K'ho, Raglai and Chăm. Their texts stay as written, including digits.
struct Kept;

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

    fn say_value(&self, _voice: &Voice, value: &SpokenValue) -> String {
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
    let (end, entry) = ctx.voice.lexicon.find(ctx, at, &word.to_lowercase())?;
    Some(Found::new(end, entry.kind, entry.spoken.as_str(), CUSTOM_RULE))
}

fn write_decimal(units: i64, places: u8) -> String {
    let places = usize::from(places);
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = places + 1);
    let (int, fraction) = digits.split_at(digits.len() - places);
    let sign = if units < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{int}") } else { format!("{sign}{int},{fraction}") }
}
