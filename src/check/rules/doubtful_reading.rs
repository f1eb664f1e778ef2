//! A written form with several possible readings.

use loa_speech::Piece;

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "doubtful-reading",
    configurable: true,
    page: include_str!("doubtful-reading.md"),
}];

/// Reports pieces with two possible readings, and names both.
pub fn check(pieces: &[Piece], written: &str, span: Span, diags: &mut Diagnostics) {
    for piece in pieces {
        let Some(ambiguity) = &piece.ambiguity else { continue };
        let word = written[piece.span.clone()].trim();
        let (said, other) = (&piece.spoken, &ambiguity.other);
        diags
            .warning(
                "doubtful-reading",
                span,
                Text::new(
                    format!("«{word}» được đọc là “{said}”, nhưng cũng có thể là “{other}”"),
                    format!("`{word}` is read as “{said}”, but could be “{other}”"),
                ),
            )
            .hint(Text::new(
                format!("muốn đọc cách kia thì viết `[{word}]{{doc=\"{other}\"}}`"),
                format!("for the other reading write `[{word}]{{doc=\"{other}\"}}`"),
            ));
    }
}
