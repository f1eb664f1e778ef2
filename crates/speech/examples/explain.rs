//! Prints how each part of a text is read, by which rule, and what is ambiguous or unknown.
//!
//!     cargo run -p loa-speech --example explain -- "Theo XQZT, nhận 1/2 trước 7h30."

use std::error::Error;
use std::io::{self, Write};

use loa_speech::{Dialect, Lexicon, PieceKind, Profile, Voice, speak};

fn main() -> Result<(), Box<dyn Error>> {
    let text = std::env::args().nth(1).unwrap_or_else(|| "Theo XQZT, nhận 1/2 trước 7h30.".into());
    let voice = Voice::new("vi", Profile::Broadcast, Dialect::North, Lexicon::new())
        .ok_or("Vietnamese is not supported")?;
    let mut out = io::stdout().lock();
    for piece in speak(&voice, &text) {
        if piece.kind == PieceKind::Plain {
            continue;
        }
        let written = &text[piece.span.clone()];
        writeln!(out, "{written} → {} ({:?}: {})", piece.spoken, piece.kind, piece.rule)?;
        if let Some(ambiguity) = piece.ambiguity {
            writeln!(out, "    or: {}", ambiguity.other)?;
        }
    }
    Ok(())
}
