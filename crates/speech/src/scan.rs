//! The scanner: finds words, numbers and signs, calls the rules of a language, and collects pieces.
//!
//! The scanner has no rules. Adjacent text without a reading becomes one plain piece.

use crate::context::{Context, Found};
use crate::piece::{Piece, PieceKind};
use crate::word::is_letter;

/// The state of a scan.
pub(crate) struct Scan<'a> {
    ctx: &'a Context<'a>,
    at: usize,
    plain: usize,
    pieces: Vec<Piece>,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(ctx: &'a Context<'a>) -> Scan<'a> {
        Scan { ctx, at: 0, plain: 0, pieces: Vec::new() }
    }

    /// Scans the text. `word` returns the end of the word and maybe a reading; `number` always
    /// returns a reading; `sign` may return none.
    pub(crate) fn run(
        mut self,
        word: impl Fn(&Context, usize) -> (usize, Option<Found>),
        number: impl Fn(&Context, usize) -> Found,
        sign: impl Fn(&Context, usize, char) -> Option<Found>,
    ) -> Vec<Piece> {
        let ctx = self.ctx;
        while let Some(c) = ctx.char(self.at) {
            if c == ' ' {
                self.at += 1;
            } else if c.is_ascii_digit() {
                self.push(number(ctx, self.at));
            } else if is_letter(c) {
                match word(ctx, self.at) {
                    (_, Some(found)) => self.push(found),
                    (end, None) => self.at = end.max(self.at + c.len_utf8()),
                }
            } else if c.is_whitespace() {
                self.at += c.len_utf8();
            } else {
                match sign(ctx, self.at, c) {
                    Some(found) => self.push(found),
                    None => self.at += c.len_utf8(),
                }
            }
        }
        self.flush();
        self.pieces
    }

    fn push(&mut self, found: Found) {
        if found.kind == PieceKind::Plain {
            self.at = found.end;
            return;
        }
        self.flush();
        let span = self.at..found.end;
        self.pieces.push(Piece {
            span,
            kind: found.kind,
            spoken: found.spoken,
            rule: found.rule,
            ambiguity: found.ambiguity,
        });
        self.at = found.end;
        self.plain = found.end;
    }

    fn flush(&mut self) {
        if self.plain < self.at {
            let span = self.plain..self.at;
            let spoken = self.ctx.text[span.clone()].to_owned();
            self.pieces.push(Piece {
                span,
                kind: PieceKind::Plain,
                spoken,
                rule: "plain",
                ambiguity: None,
            });
        }
        self.plain = self.at;
    }
}
