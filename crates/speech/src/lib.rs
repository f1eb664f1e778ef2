//! How written text is said aloud, per language, and how long that takes.
//!
//! A rule engine with a lexicon: no model, no disk, no clock; the same input gives the same words on every machine. Text goes
//! in, a list of [`Piece`]s comes out, each with the written span, what it was taken for, what is said, and the rule that
//! decided. The room knows nothing of pages or scripts; numbers from data come in typed ([`SpokenValue`]) and are never guessed.
//!
//! A language is added in `language.rs`, which says what a language must supply.

#![warn(missing_docs)]

mod context;
mod data;
mod english;
mod fixpoint;
mod join;
mod language;
mod lexicon;
mod mark;
mod pace;
mod prepare;
mod roman;
mod scan;
mod sentence;
mod syllable;
mod validate;
mod vietnamese;

use std::ops::Range;

pub use crate::join::join_pieces;
pub use crate::lexicon::Lexicon;
pub use crate::pace::{Pace, PaceSample, calibrate, estimate_duration};
pub use crate::sentence::split_sentences;
pub use crate::syllable::is_vietnamese_syllable;
pub use crate::validate::{count_syllables, find_unspeakable};

use crate::language::Language;

/// A regional way of saying numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// "nghìn, linh, hai mươi tư".
    North,
    /// "ngàn, lẻ, hai mươi bốn".
    South,
}

/// Whose conventions are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// What an announcer says: "một nghìn không trăm bốn mươi sáu", "12/14" is "trên".
    Broadcast,
    /// The conventions of NVIDIA NeMo's Vietnamese cases, for comparison only.
    Nemo,
}

/// A language, its conventions and the campaign's lexicon: everything that decides how a text is said.
///
/// It is built once and shared by reference; it never changes.
pub struct Voice {
    language: &'static dyn Language,
    profile: Profile,
    dialect: Dialect,
    lexicon: Lexicon,
}

impl Voice {
    /// Returns the voice of a language, or nothing if `lang` is no language we can speak or keep ("vi", "en"; K'ho, Raglai and
    /// Chăm as "kpm", "rog", "cjm" and their plain names).
    ///
    /// Entries of `lexicon` win over the built-in ones of the language.
    pub fn new(lang: &str, profile: Profile, dialect: Dialect, lexicon: Lexicon) -> Option<Voice> {
        let language = language::find_language(lang)?;
        let lexicon = lexicon.with_builtin(language.builtin_lexicon());
        Some(Voice { language, profile, dialect, lexicon })
    }

    /// Returns whether this language has number words here; scripts of the others keep their digits.
    pub fn has_numbers(&self) -> bool {
        self.language.has_numbers()
    }

    fn is_nemo(&self) -> bool {
        self.profile == Profile::Nemo
    }
}

/// What a stretch of text was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PieceKind {
    /// Said as it is written.
    Plain,
    /// A count or a label: "1.046", "thôn 2".
    Cardinal,
    /// A place in an order: "thứ 4", "lần thứ II".
    Ordinal,
    /// A number with a decimal part.
    Decimal,
    /// A part of a whole: "1/2".
    Fraction,
    /// A count out of a count: "1.046/2.163".
    Ratio,
    /// A percentage or per mille.
    Percent,
    /// From one value to another: "7-10", "2022–2025".
    Range,
    /// A day, month, quarter or year.
    Date,
    /// A time of day.
    Time,
    /// A length of time: "30p".
    Duration,
    /// An amount of money.
    Money,
    /// A number with a unit, or a unit alone.
    Measure,
    /// A telephone or other number said digit by digit.
    Phone,
    /// A Roman numeral.
    Roman,
    /// The number of a law, decree, decision, letter.
    Legal,
    /// A road, kilometre post, house number or place type.
    Address,
    /// A short form found in the lexicon.
    Abbreviation,
    /// A mail or web address or a file name.
    Net,
    /// A foreign word or product name.
    Foreign,
    /// A sign that is said, turned into a pause, or dropped.
    Symbol,
    /// Words in capitals, as in headings.
    Heading,
    /// A reading that staff marked in the text: `[1/2]{doc="một phần hai"}`.
    Marked,
    /// An abbreviation, code or word that no rule or lexicon entry knows; it is spelled, and a script must not pass with it.
    Unknown,
}

/// A stretch of the written text and what is said for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The bytes of the written text; pieces follow each other without gap.
    pub span: Range<usize>,
    /// What the stretch was taken for.
    pub kind: PieceKind,
    /// What is said; for [`PieceKind::Plain`] the text itself, empty for what is dropped.
    pub spoken: String,
    /// The name of the rule that decided.
    pub rule: &'static str,
    /// The other reading, where the meaning was open.
    pub ambiguity: Option<Ambiguity>,
}

/// A second reading that the text allows just as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambiguity {
    /// The reading that was not chosen.
    pub other: String,
}

/// A value whose meaning is known, for example from a progress table or the fact register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpokenValue {
    /// A number of people, cards, households.
    Count(i64),
    /// An exact decimal: `units` divided by ten to the power of `places`.
    Decimal {
        /// The digits without the point.
        units: i64,
        /// How many of them stand behind the point.
        places: u8,
    },
    /// A percentage, exact as a decimal.
    Percent {
        /// The digits without the point.
        units: i64,
        /// How many of them stand behind the point.
        places: u8,
    },
    /// An amount in đồng.
    MoneyVnd(i64),
    /// A date, a month of a year, or a day that recurs every year.
    Date {
        /// The year, if it is said.
        year: Option<i32>,
        /// The month, 1 to 12.
        month: u8,
        /// The day, if it is said.
        day: Option<u8>,
    },
    /// A telephone number as printed.
    Phone(String),
}

/// Reads a text; the pieces cover it in order.
pub fn speak(voice: &Voice, text: &str) -> Vec<Piece> {
    fixpoint::normalize_to_fixpoint(voice, text)
}

/// Says a value from its type; nothing is guessed.
///
/// In a language without number words the digits stay.
pub fn speak_value(voice: &Voice, value: &SpokenValue) -> String {
    voice.language.say_value(voice, value)
}
