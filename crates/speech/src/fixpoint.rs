//! Reading a text, and the promise that what is said can be said: nothing unspeakable is left, and reading the result again
//! changes nothing.
//!
//! The rules keep that promise for what people write. For what they don't write (a fuzzer does) it is checked here, and the few
//! texts that break it are read again until they settle.

use crate::context::{Context, is_letter};
use crate::join::join_pieces;
use crate::lexicon::CUSTOM_RULE;
use crate::prepare::prepare;
use crate::syllable::is_vietnamese_syllable;
use crate::validate::find_unspeakable;
use crate::{Piece, PieceKind, Voice};

/// How often a text may be read again before only its plain words are kept.
const ROUNDS: usize = 4;

/// Reads a text into pieces that cover it.
pub(crate) fn normalize_to_fixpoint(voice: &Voice, text: &str) -> Vec<Piece> {
    let pieces = normalize_once(voice, text);
    let rewritten = pieces.iter().any(|piece| piece.kind != PieceKind::Plain);
    // What staff or the campaign gave is theirs: it is reported by the gate, not rewritten.
    let given =
        pieces.iter().any(|piece| piece.kind == PieceKind::Marked || piece.rule == CUSTOM_RULE);
    if given || !voice.has_numbers() {
        return pieces;
    }
    let said = join_pieces(&pieces, text);
    // A plain text that only lost a space is looked at again, too: what stood apart may now stand together.
    if !rewritten && said == text {
        return pieces;
    }
    if is_fixpoint(voice, &said) {
        return pieces;
    }
    vec![as_one_piece(text.len(), repeat_until_stable(voice, said))]
}

/// A text that is said in one piece, because its parts did not hold.
fn as_one_piece(len: usize, spoken: String) -> Piece {
    Piece {
        span: 0..len,
        kind: PieceKind::Unknown,
        spoken,
        rule: "read again until nothing changed",
        ambiguity: None,
    }
}

/// Reads a text once, by the rules of its language.
fn normalize_once(voice: &Voice, text: &str) -> Vec<Piece> {
    let prepared = prepare(text);
    let ctx = Context { voice, text: &prepared.text };
    let mut pieces = voice.language.read(&ctx);
    for piece in &mut pieces {
        piece.span = prepared.origin(piece.span.start)..prepared.origin(piece.span.end);
    }
    if pieces.is_empty() && !text.is_empty() {
        pieces.push(Piece {
            span: 0..0,
            kind: PieceKind::Symbol,
            spoken: String::new(),
            rule: "nothing to say",
            ambiguity: None,
        });
    }
    // Silent characters at the end belong to the last piece, at the start to the first.
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
