//! Text in a script that cannot be read aloud as written.

use loa_speech::{Piece, PieceKind};

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::content::ScriptSource;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "unspeakable-script",
    configurable: false,
    page: include_str!("unspeakable-script.md"),
}];

/// Checks the spoken form of a sentence: no digit, symbol or abbreviation may be left, and no piece
/// may be unknown.
pub fn check(
    pieces: &[Piece],
    written: &str,
    spoken: &str,
    script: &ScriptSource,
    span: Span,
    diags: &mut Diagnostics,
) {
    for piece in pieces.iter().filter(|piece| piece.kind == PieceKind::Unknown) {
        let word = written[piece.span.clone()].trim();
        diags
            .error(
                "unspeakable-script",
                span,
                Text::new(
                    format!("không biết đọc «{word}» thế nào"),
                    format!("there is no way to say `{word}`"),
                ),
            )
            .hint(Text::new(
                format!(
                    "thêm vào content/lexicon.{}.yaml một dòng: `{word}: <cách đọc>`",
                    script.lang
                ),
                format!(
                    "add a line to content/lexicon.{}.yaml: `{word}: <how it is said>`",
                    script.lang
                ),
            ));
    }
    for left in loa_speech::find_unspeakable(spoken) {
        let word = &spoken[left];
        diags
            .error(
                "unspeakable-script",
                span,
                Text::new(
                    format!("còn «{word}» không đọc thành tiếng được"),
                    format!("`{word}` is left, which can't be read aloud"),
                ),
            )
            .hint(Text::new(
                format!("viết cách đọc ngay trong câu: `[{word}]{{doc=\"…\"}}`"),
                format!("write how it is said in the sentence: `[{word}]{{doc=\"…\"}}`"),
            ));
    }
}
