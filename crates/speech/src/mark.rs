//! Readings that staff mark in the text: `[1/2]{doc="một phần hai"}`.
//!
//! The mark wins over every rule. Word turns straight quotes into curly ones, so both are taken.

use crate::PieceKind;
use crate::context::{Context, Found};

/// Reads the mark that starts at an opening bracket.
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
