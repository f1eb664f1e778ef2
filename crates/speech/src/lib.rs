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
mod kept;
mod language;
mod lexicon;
mod lookup;
mod mark;
mod pace;
mod piece;
mod prepare;
mod roman;
mod scan;
mod sentence;
mod style;
mod syllable;
mod validate;
mod value;
mod vietnamese;
mod voice;
mod word;

pub use crate::join::join_pieces;
pub use crate::lexicon::Lexicon;
pub use crate::pace::{Pace, PaceSample, calibrate, estimate_duration};
pub use crate::piece::{Ambiguity, Piece, PieceKind};
pub use crate::sentence::split_sentences;
pub use crate::style::{Dialect, Profile};
pub use crate::syllable::is_vietnamese_syllable;
pub use crate::validate::{count_syllables, find_unspeakable};
pub use crate::value::SpokenValue;
pub use crate::voice::Voice;

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
    voice.language.say_value(&voice.style, value)
}

#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct Readme;
