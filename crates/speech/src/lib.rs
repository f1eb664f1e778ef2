//! Text normalization of Vietnamese and English for text-to-speech and for announcers.
//!
//! Written text is full of forms that are not words: numbers, dates, times, amounts of money,
//! units, abbreviations, telephone numbers, addresses, signs. This crate replaces them with the
//! words that are spoken:
//!
//! ```
//! use loa_speech::{Dialect, Lexicon, Profile, Voice, join_pieces, speak};
//!
//! let voice = Voice::new("vi", Profile::Broadcast, Dialect::North, Lexicon::new()).unwrap();
//! let text = "UBND xã mời 45 hộ họp lúc 7h30 ngày 5/8.";
//! let pieces = speak(&voice, text);
//! assert_eq!(
//!     join_pieces(&pieces, text),
//!     "Ủy ban nhân dân xã mời bốn mươi lăm hộ họp lúc bảy giờ ba mươi phút ngày năm tháng tám.",
//! );
//! ```
//!
//! [`speak`] returns [`Piece`]s. A piece has the span of the written text, its kind, its reading,
//! the name of the rule, and a second reading if the text is ambiguous:
//!
//! ```
//! # use loa_speech::{Dialect, Lexicon, PieceKind, Profile, Voice, speak};
//! # let voice = Voice::new("vi", Profile::Broadcast, Dialect::North, Lexicon::new()).unwrap();
//! let pieces = speak(&voice, "Nhận 1/2");
//! let piece = &pieces[1];
//! assert_eq!(piece.kind, PieceKind::Fraction);
//! assert_eq!(piece.spoken, "một phần hai");
//! assert_eq!(piece.ambiguity.as_ref().unwrap().other, "ngày một tháng hai");
//! ```
//!
//! The rules are deterministic: no model, no files, no clock. The spoken text of a [`Voice`] with
//! number words holds nothing that can't be read aloud ([`find_unspeakable`] returns nothing), and
//! normalizing it again doesn't change it. The exceptions are custom readings: a [`Lexicon`] entry
//! and a reading marked in the text (`[1/2]{say="một phần hai"}`) are used as they are.
//!
//! If the type of a value is known, [`speak_value`] reads it without guessing. [`split_sentences`],
//! [`count_syllables`] and [`estimate_duration`] help to plan a broadcast.

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

use std::fmt;
use std::ops::Range;

pub use crate::join::join_pieces;
pub use crate::lexicon::Lexicon;
pub use crate::pace::{Pace, PaceSample, calibrate, estimate_duration};
pub use crate::sentence::split_sentences;
pub use crate::syllable::is_vietnamese_syllable;
pub use crate::validate::{count_syllables, find_unspeakable};

use crate::language::Language;

/// A regional way of saying numbers in Vietnamese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// "nghìn, linh, hai mươi tư".
    North,
    /// "ngàn, lẻ, hai mươi bốn".
    South,
}

/// The conventions for readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Broadcasts: "một nghìn không trăm bốn mươi sáu"; "12/14" is a count out of a total.
    Broadcast,
    /// The test cases of NVIDIA NeMo for Vietnamese. Use it only to compare with NeMo.
    Nemo,
}

/// The settings of a reading: language, profile, dialect and lexicon.
///
/// A voice is immutable and can be shared by threads. Building one parses the built-in lexicon, so
/// build it once.
pub struct Voice {
    language: &'static dyn Language,
    profile: Profile,
    dialect: Dialect,
    lexicon: Lexicon,
}

impl Voice {
    /// Returns the voice of a language, or `None` if the language is not supported.
    ///
    /// Languages are "vi" and "en", and the minority languages K'ho, Raglai and Chăm ("kpm", "rog",
    /// "cjm"), whose number words are not known. Subtags are ignored: "vi-VN" is "vi". Entries of
    /// `lexicon` take precedence over the built-in ones.
    pub fn new(lang: &str, profile: Profile, dialect: Dialect, lexicon: Lexicon) -> Option<Voice> {
        let language = language::find_language(lang)?;
        let lexicon = lexicon.with_builtin(language.builtin_lexicon());
        Some(Voice { language, profile, dialect, lexicon })
    }

    /// Returns whether number words of the language are known. If not, digits stay as written.
    pub fn has_numbers(&self) -> bool {
        self.language.has_numbers()
    }

    fn is_nemo(&self) -> bool {
        self.profile == Profile::Nemo
    }
}

impl fmt::Debug for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Voice")
            .field("language", &self.language.codes()[0])
            .field("profile", &self.profile)
            .field("dialect", &self.dialect)
            .finish_non_exhaustive()
    }
}

/// The kind of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PieceKind {
    /// Spoken as written.
    Plain,
    /// A whole number: "1.046", "thôn 2".
    Cardinal,
    /// An ordinal: "thứ 4", "lần thứ II".
    Ordinal,
    /// A number with decimals.
    Decimal,
    /// A fraction: "1/2".
    Fraction,
    /// A count out of a total: "1.046/2.163".
    Ratio,
    /// A percentage or per mille.
    Percent,
    /// From one value to another: "7-10", "2022–2025".
    Range,
    /// A day, month, quarter or year.
    Date,
    /// A time of day.
    Time,
    /// A duration: "30p".
    Duration,
    /// An amount of money.
    Money,
    /// A number with a unit of measure, or a unit alone.
    Measure,
    /// A telephone number or code, spoken digit by digit.
    Phone,
    /// A Roman numeral.
    Roman,
    /// The number of a law or official paper: "06/QĐ-TTg".
    Legal,
    /// A road, kilometre post or house number.
    Address,
    /// An abbreviation from the lexicon.
    Abbreviation,
    /// A mail address, web address or file name.
    Net,
    /// A foreign word or product name.
    Foreign,
    /// A sign that is spoken, turned into a pause, or dropped.
    Symbol,
    /// A word in capitals, as in headings.
    Heading,
    /// A reading marked in the text: `[1/2]{say="một phần hai"}`.
    Marked,
    /// An unknown abbreviation, code or word, which is spelled. Add it to the lexicon.
    Unknown,
}

/// A part of the written text and its reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The bytes of the written text. The pieces of a text are adjacent.
    pub span: Range<usize>,
    /// The kind of the text.
    pub kind: PieceKind,
    /// The reading: the text itself for [`PieceKind::Plain`], empty if the text is dropped.
    pub spoken: String,
    /// The name of the rule that was applied.
    pub rule: &'static str,
    /// The other reading, if the text is ambiguous.
    pub ambiguity: Option<Ambiguity>,
}

/// A second reading that the text allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambiguity {
    /// The reading that was not chosen.
    pub other: String,
}

/// A value of a known type, for [`speak_value`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpokenValue {
    /// A count.
    Count(i64),
    /// A decimal: `units` divided by 10 to the power of `places`.
    Decimal {
        /// The digits without the decimal mark.
        units: i64,
        /// The number of decimals.
        places: u8,
    },
    /// A percentage: `units` divided by 10 to the power of `places`.
    Percent {
        /// The digits without the decimal mark.
        units: i64,
        /// The number of decimals.
        places: u8,
    },
    /// An amount in đồng.
    MoneyVnd(i64),
    /// A date. Day or year may be missing.
    Date {
        /// The year.
        year: Option<i32>,
        /// The month, 1 to 12.
        month: u8,
        /// The day.
        day: Option<u8>,
    },
    /// A telephone number with any separators.
    Phone(String),
}

/// Normalizes a text: returns its pieces, in order and without gaps.
///
/// Never fails. Text without a rule stays as written, and unknown abbreviations are spelled
/// ([`PieceKind::Unknown`]). [`join_pieces`] makes the spoken text of the pieces.
pub fn speak(voice: &Voice, text: &str) -> Vec<Piece> {
    fixpoint::normalize_to_fixpoint(voice, text)
}

/// Returns the reading of a typed value.
///
/// Digits stay as they are in a language without number words.
///
/// ```
/// use loa_speech::{Dialect, Lexicon, Profile, SpokenValue, Voice, speak_value};
///
/// let voice = Voice::new("vi", Profile::Broadcast, Dialect::South, Lexicon::new()).unwrap();
/// assert_eq!(speak_value(&voice, &SpokenValue::MoneyVnd(30_000)), "ba mươi ngàn đồng");
/// ```
pub fn speak_value(voice: &Voice, value: &SpokenValue) -> String {
    voice.language.say_value(voice, value)
}

#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct Readme;
