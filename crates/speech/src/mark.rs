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
    let (inner, _) = rest[close + 2..].split_once('}')?;
    let spoken = parse_attribute(inner.trim())?;
    let end = at + close + 2 + inner.len() + 1;
    Some(Found::new(end, PieceKind::Marked, spoken, "marked in the text"))
}

/// Returns the reading in `say="…"`.
fn parse_attribute(text: &str) -> Option<&str> {
    for key in ["doc", "đọc", "say"] {
        if let Some(rest) = text.strip_prefix(key) {
            let value = rest.trim_start().strip_prefix('=')?.trim();
            return Some(value.trim_matches(['"', '“', '”', '\'', '‘', '’', '„']).trim());
        }
    }
    None
}
