//! The spoken languages, and what a new one must supply.
//!
//! To add a language, implement [`Language`] in a file of its own and put it into [`find`]. It must supply
//!
//! 1. its codes, as they stand in `site.yaml`;
//! 2. whether it has number words here. A language without them keeps its digits: wrong number words are worse than none, and
//!    the speaker who reads the script knows them;
//! 3. a table of built-in readings (`builtin.<lang>.txt`, its head explains the form);
//! 4. `read`: the pieces of a text. `scan.rs` walks the text and asks for each word, number and sign; rules return what they
//!    found. Pieces must cover the text in order, and what is said must not be read differently a second time;
//! 5. `value`: how typed values are said. No guessing here.
//!
//! and cases in `tests/speech/`, a table for each kind.

use crate::context::{Context, Found};
use crate::english::English;
use crate::lexicon::CUSTOM_RULE;
use crate::mark;
use crate::scan::Scan;
use crate::vietnamese::Vietnamese;
use crate::{Piece, PieceKind, SpokenValue, Voice};

/// What a language must supply; see the head of this file.
pub(crate) trait Language: Send + Sync {
    /// Returns the codes by which the language is asked for.
    fn codes(&self) -> &'static [&'static str];
    /// Returns whether numbers can be said in it.
    fn has_numbers(&self) -> bool;
    /// Returns the table of built-in readings.
    fn builtin_lexicon(&self) -> &'static str;
    /// Returns the pieces of a text.
    fn read(&self, ctx: &Context) -> Vec<Piece>;
    /// Returns the words of a typed value.
    fn say_value(&self, voice: &Voice, value: &SpokenValue) -> String;
}

/// Returns the language with this code ("vi", also "vi-VN").
pub(crate) fn find_language(code: &str) -> Option<&'static dyn Language> {
    const ALL: [&dyn Language; 3] = [&Vietnamese, &English, &Kept];
    let code = code.split(['-', '_']).next().unwrap_or(code).to_ascii_lowercase();
    ALL.into_iter().find(|language| language.codes().contains(&code.as_str()))
}

/// K'ho, Raglai and Chăm: texts are written by their speakers and stay as they are, digits included.
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
