//! What a language provides, and how to add one.
//!
//! A new language implements [`Language`] in a module and is added to `find_language` in `voice.rs`. It has
//!
//! 1. its codes, such as "vi";
//! 2. whether number words are known. Without them digits stay: speakers know how to read them, and
//!    wrong number words are worse than none;
//! 3. a table of built-in readings (`lexicon.txt`, whose format is described in its first lines);
//! 4. `read`: the pieces of a text. `Scan` walks over the text and calls a rule for each word,
//!    number and sign. The pieces must cover the text in order;
//! 5. `say_value`: the reading of a typed value.
//!
//! Its readings are tested by tables in `tests/cases/`.

use crate::context::Context;
use crate::piece::Piece;
use crate::style::SpeechStyle;
use crate::value::SpokenValue;

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
    fn say_value(&self, style: &SpeechStyle, value: &SpokenValue) -> String;
}
