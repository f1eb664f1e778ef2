//! English (placeholder while the rules are written).
use crate::speech::context::Context;
use crate::speech::language::Language;
use crate::speech::{Piece, Value, Voice};
/// The language itself.
pub(super) struct English;
impl Language for English {
    fn codes(&self) -> &'static [&'static str] { &["en"] }
    fn has_numbers(&self) -> bool { true }
    fn builtin_lexicon(&self) -> &'static str { "" }
    fn read(&self, ctx: &Context) -> Vec<Piece> { crate::speech::vietnamese::Vietnamese.read(ctx) }
    fn value(&self, voice: &Voice, value: &Value) -> String { crate::speech::vietnamese::Vietnamese.value(voice, value) }
}
