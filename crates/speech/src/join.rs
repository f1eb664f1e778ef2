//! Joins pieces into a text: spaces, pauses, capitals.
//!
//! A text of plain pieces stays as it is, except for repeated spaces.

use crate::piece::{Piece, PieceKind};
use crate::word::is_letter_or_digit;

/// Joins the readings of pieces into the spoken text.
///
/// Spaces and punctuation are tidied. A rewritten word at the start of a sentence gets a capital.
/// `text` must be the text that the pieces were made from.
pub fn join_pieces(pieces: &[Piece], text: &str) -> String {
    let mut out = Writer {
        text: String::with_capacity(text.len() * 2),
        pause: false,
        space: false,
        rewritten: false,
        after_words: false,
    };
    out.rewritten = pieces.iter().any(|piece| piece.kind != PieceKind::Plain);
    for piece in pieces {
        match (piece.kind, piece.spoken.as_str()) {
            (PieceKind::Plain, spoken) => out.push_plain(spoken),
            (PieceKind::Symbol, ",") => out.pause = true,
            (PieceKind::Symbol, "…") => out.push_mark('…'),
            (_, "") => out.space = true,
            (_, spoken) => out.push_words(spoken),
        }
    }
    out.text
}

struct Writer {
    text: String,
    /// A comma is due if words follow.
    pause: bool,
    /// A space is due before the next word.
    space: bool,
    rewritten: bool,
    /// The text ends with rewritten words; a letter after them needs a space.
    after_words: bool,
}

impl Writer {
    fn push_plain(&mut self, text: &str) {
        if !self.pause && !self.space && !self.rewritten && !needs_tidying(text) {
            return self.text.push_str(text);
        }
        for c in text.chars() {
            match c {
                '\n' => self.push_line(),
                _ if c.is_whitespace() => self.space = true,
                '.' | ',' | ';' | ':' | '!' | '?' | '…' if self.rewritten => self.push_mark(c),
                _ => {
                    self.space |= self.after_words && is_letter_or_digit(c);
                    self.push_lead(c);
                    self.text.push(c);
                    self.after_words = false;
                }
            }
        }
    }

    /// Ends a line and drops a space before it.
    fn push_line(&mut self) {
        self.pause = false;
        self.space = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Appends a punctuation mark. It replaces a pause and has no space before it.
    fn push_mark(&mut self, c: char) {
        let soft = matches!(c, ',' | ';' | ':');
        let last = self.text.trim_end_matches(['"', '”', '’', '»']).chars().next_back();
        let after_mark = last.is_none_or(|last| matches!(last, ',' | ';' | ':' | '\n'));
        let doubled = soft && (after_mark || matches!(last, Some('.' | '!' | '?' | '…')));
        self.pause = false;
        if doubled || self.text.is_empty() && c != '…' {
            self.space = true;
            return;
        }
        if c == '…' {
            // Dots to fill in keep the space before them.
            if std::mem::take(&mut self.space)
                && !self.text.is_empty()
                && !self.text.ends_with(['\n', ' ', '“', '«', '‘'])
            {
                self.text.push(' ');
            }
        } else if !soft && matches!(self.text.chars().next_back(), Some(',' | ';' | ':')) {
            self.text.pop();
        }
        self.text.push(c);
        self.space = false;
        self.after_words = false;
    }

    /// Appends words with one space between them. Readings may hold the spaces of the written text.
    fn push_words(&mut self, words: &str) {
        let mut words = words.split_whitespace();
        let Some(word) = words.next() else { return };
        let Some(first) = word.chars().next() else { return };
        // A mark such as "?" is followed by a space even if the written text has none.
        let tight = self.text.chars().next_back().is_some_and(|c| {
            is_letter_or_digit(c)
                || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | ')' | '”' | '%')
        });
        self.space |= tight;
        let starts = self.starts_sentence();
        self.push_lead(first);
        if starts && first.to_uppercase().count() == 1 {
            self.text.extend(first.to_uppercase());
            self.text.push_str(&word[first.len_utf8()..]);
        } else {
            self.text.push_str(word);
        }
        words.for_each(|word| self.text.extend([" ", word]));
        self.space = false;
        self.after_words = true;
    }

    /// Writes the pause or space that is due before a character.
    fn push_lead(&mut self, next: char) {
        let last = self.text.chars().next_back();
        let opens = last.is_none_or(|c| matches!(c, '\n' | '“' | '«' | '‘'));
        if std::mem::take(&mut self.pause) {
            let after_word = last.is_some_and(|c| {
                is_letter_or_digit(c) || matches!(c, '"' | '”' | '’' | '\'' | '»')
            });
            if after_word {
                self.text.push(',');
            }
            self.space = true;
        }
        let closes = matches!(next, '”' | '’' | '»');
        if std::mem::take(&mut self.space) && !opens && !closes && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn starts_sentence(&self) -> bool {
        if self.pause && !self.text.is_empty() && self.text.ends_with(is_letter_or_digit) {
            return false;
        }
        let head = self.text.trim_end_matches([' ', '"', '“', '«', '‘', '\'']);
        head.chars().next_back().is_none_or(|c| matches!(c, '.' | '!' | '?' | '\n'))
    }
}

fn needs_tidying(text: &str) -> bool {
    text.starts_with(' ')
        || text.ends_with(' ')
        || text.contains("  ")
        || text.contains(['\n', '\t', '\r'])
}
