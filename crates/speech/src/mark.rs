//! Readings that the author marked in the text: `[1/2]{doc="một phần hai"}`.
//!
//! A mark takes precedence over all rules. Straight and curly quotes are accepted, because word
//! processors change one into the other.

use crate::context::{Context, Found};
use crate::piece::PieceKind;

/// Reads the mark that starts with this opening bracket.
pub(crate) fn read(ctx: &Context, at: usize) -> Option<Found> {
    let rest = ctx.rest(at);
    let close = rest.find("]{")?;
    if close > 200 || rest[1..close].contains(['[', '\n']) {
        return None;
    }
    let attributes = &rest[close + 2..];
    let brace = attributes.find('}')?;
    let inner = attributes[..brace].trim();
    let value = ["doc", "đọc", "say"]
        .iter()
        .find_map(|key| inner.strip_prefix(key))
        .map(str::trim_start)?
        .strip_prefix('=')?
        .trim();
    let spoken = value.trim_matches(['"', '“', '”', '\'', '‘', '’', '„']);
    Some(Found::new(
        at + close + 2 + brace + 1,
        PieceKind::Marked,
        spoken.trim(),
        "marked in the text",
    ))
}
