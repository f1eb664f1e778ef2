//! Normalizes a text until a second normalization changes nothing.
//!
//! Spoken text has two guarantees: it holds nothing unspeakable, and it is a fixpoint: normalizing
//! it again returns it unchanged. For text that people write, the rules alone give both. For
//! arbitrary text, such as a fuzzer's, this module checks the result and normalizes it again until
//! both hold.

use crate::context::Context;
use crate::join::join_pieces;
use crate::lexicon::CUSTOM_RULE;
use crate::piece::{Piece, PieceKind};
use crate::prepare::prepare;
use crate::syllable::is_vietnamese_syllable;
use crate::validate::find_unspeakable;
use crate::voice::Voice;
use crate::word::is_letter;

/// How often a text is normalized again before only its plain words are kept.
const ROUNDS: usize = 4;

/// Normalizes a text into pieces that cover it.
pub(crate) fn normalize_to_fixpoint(voice: &Voice, text: &str) -> Vec<Piece> {
    let pieces = normalize_once(voice, text);
    let rewritten = pieces.iter().any(|piece| piece.kind != PieceKind::Plain);
    // Readings of the caller are not changed. `find_unspeakable` reports what is wrong with them.
    let given =
        pieces.iter().any(|piece| piece.kind == PieceKind::Marked || piece.rule == CUSTOM_RULE);
    if given || !voice.has_numbers() {
        return pieces;
    }
    let said = join_pieces(&pieces, text);
    // Even a plain text is checked if joining removed a space: two words may now touch.
    if !rewritten && said == text {
        return pieces;
    }
    if is_fixpoint(voice, &said) {
        return pieces;
    }
    vec![as_one_piece(text.len(), repeat_until_stable(voice, said))]
}

/// Returns a single piece for a text whose pieces are no fixpoint.
fn as_one_piece(len: usize, spoken: String) -> Piece {
    Piece {
        span: 0..len,
        kind: PieceKind::Unknown,
        spoken,
        rule: "normalized again until stable",
        ambiguity: None,
    }
}

/// Normalizes a text once, by the rules of its language.
fn normalize_once(voice: &Voice, text: &str) -> Vec<Piece> {
    let prepared = prepare(text);
    let ctx = Context { style: &voice.style, text: &prepared.text };
    let mut pieces = voice.language.read(&ctx);
    for piece in &mut pieces {
        piece.span = prepared.origin(piece.span.start)..prepared.origin(piece.span.end);
    }
    if pieces.is_empty() && !text.is_empty() {
        pieces.push(Piece {
            span: 0..0,
            kind: PieceKind::Symbol,
            spoken: String::new(),
            rule: "nothing to read",
            ambiguity: None,
        });
    }
    // Characters without a sound belong to the piece before them, at the start to the piece after
    // them.
    if let Some(last) = pieces.last_mut() {
        last.span.end = text.len();
    }
    if let Some(first) = pieces.first_mut() {
        first.span.start = 0;
    }
    pieces
}

fn is_fixpoint(voice: &Voice, said: &str) -> bool {
    let again = normalize_once(voice, said);
    let same = again.iter().all(|piece| piece.kind == PieceKind::Plain)
        || join_pieces(&again, said) == said;
    same && find_unspeakable(said).is_empty()
}

fn repeat_until_stable(voice: &Voice, said: String) -> String {
    let shown = |said: String| join_pieces(&[as_one_piece(0, said)], "");
    let mut said = said;
    for _ in 0..ROUNDS {
        said = shown(join_pieces(&normalize_once(voice, &said), &said));
        if is_fixpoint(voice, &said) {
            return said;
        }
    }
    let bare = |word: &str| word.trim_matches(|c: char| !is_letter(c)).to_lowercase();
    let words = said.split_whitespace().map(bare);
    let kept: Vec<String> =
        words.filter(|word| is_vietnamese_syllable(word) && is_fixpoint(voice, word)).collect();
    let kept = shown(kept.join(" "));
    if is_fixpoint(voice, &kept) { kept } else { String::new() }
}
