//! A view of the text around a position: the words before and after it, without copies.
//!
//! All rules use this view, so that they agree on what a word is. Positions are byte offsets.

use crate::piece::{Ambiguity, PieceKind};
use crate::style::SpeechStyle;
use crate::word::{is_letter, is_letter_or_digit};

/// The text to read and the style in which it is read.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) style: &'a SpeechStyle,
    pub(crate) text: &'a str,
}

/// The result of a rule: the text up to `end` is spoken as `spoken`.
pub(crate) struct Found {
    pub(crate) end: usize,
    pub(crate) kind: PieceKind,
    pub(crate) spoken: String,
    pub(crate) rule: &'static str,
    pub(crate) ambiguity: Option<Ambiguity>,
}

impl Found {
    pub(crate) fn new(
        end: usize,
        kind: PieceKind,
        spoken: impl Into<String>,
        rule: &'static str,
    ) -> Found {
        Found { end, kind, spoken: spoken.into(), rule, ambiguity: None }
    }

    pub(crate) fn or(mut self, other: impl Into<String>) -> Found {
        self.ambiguity = Some(Ambiguity { other: other.into() });
        self
    }
}

impl<'a> Context<'a> {
    /// Returns the byte at a position; 0 after the end.
    pub(crate) fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Returns the byte before a position; 0 at the start.
    pub(crate) fn byte_before(&self, at: usize) -> u8 {
        if at == 0 { 0 } else { self.byte(at - 1) }
    }

    pub(crate) fn char(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    pub(crate) fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    pub(crate) fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or("")
    }

    pub(crate) fn is_digit(&self, at: usize) -> bool {
        self.byte(at).is_ascii_digit()
    }

    /// Returns whether a letter or digit is at a position.
    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.char(at).is_some_and(is_letter_or_digit)
    }

    pub(crate) fn digits_end(&self, mut at: usize) -> usize {
        while self.is_digit(at) {
            at += 1;
        }
        at
    }

    pub(crate) fn digits(&self, at: usize) -> &'a str {
        self.text.get(at..self.digits_end(at)).unwrap_or("")
    }

    /// Parses the digits at a position. Returns their value and their end.
    pub(crate) fn parse_digits(&self, at: usize) -> Option<(u64, usize)> {
        let digits = self.digits(at);
        match digits.parse() {
            Ok(value) => Some((value, at + digits.len())),
            Err(_) => None,
        }
    }

    pub(crate) fn skip_spaces(&self, mut at: usize) -> usize {
        while matches!(self.byte(at), b' ' | b'\t') {
            at += 1;
        }
        at
    }

    pub(crate) fn back_spaces(&self, mut at: usize) -> usize {
        while matches!(self.byte_before(at), b' ' | b'\t') {
            at -= 1;
        }
        at
    }

    /// Returns the letters that start at a position; empty if there are none.
    pub(crate) fn word_at(&self, at: usize) -> &'a str {
        let rest = self.rest(at);
        let end = rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
        &rest[..end]
    }

    /// Returns the word after a position and any spaces.
    pub(crate) fn next_word(&self, at: usize) -> &'a str {
        self.word_at(self.skip_spaces(at))
    }

    /// Returns the letters that end at a position; empty if there are none.
    pub(crate) fn word_ending(&self, at: usize) -> &'a str {
        let head = self.text.get(..at).unwrap_or("");
        let start = head
            .char_indices()
            .rev()
            .take_while(|(_, c)| is_letter(*c))
            .last()
            .map_or(at, |(i, _)| i);
        head.get(start..).unwrap_or("")
    }

    /// Returns the word before a position and any spaces.
    pub(crate) fn prev_word(&self, at: usize) -> &'a str {
        self.word_ending(self.back_spaces(at))
    }

    /// Returns the word before a position, any spaces, and one colon, dot or bracket ("Điện thoại:
    /// 0252…").
    pub(crate) fn prev_label(&self, at: usize) -> &'a str {
        let mut at = self.back_spaces(at);
        if matches!(self.byte_before(at), b':' | b'.' | b'(') {
            at = self.back_spaces(at - 1);
        }
        self.word_ending(at)
    }

    /// Returns the second word before a position, with only spaces between the two.
    pub(crate) fn prev_word2(&self, at: usize) -> &'a str {
        let at = self.back_spaces(at);
        let word = self.word_ending(at);
        if word.is_empty() { "" } else { self.prev_word(at - word.len()) }
    }

    /// Returns whether only spaces, list marks and opening quotes are between the start of the line
    /// and a position.
    pub(crate) fn is_line_start(&self, at: usize) -> bool {
        let mut head = self.text.get(..at).unwrap_or("");
        // List marks are short. The limit keeps long runs of them cheap.
        for _ in 0..8 {
            match head.chars().next_back() {
                None | Some('\n') => return true,
                Some(c @ (' ' | '\t' | '(' | '"' | '“' | '-' | '–' | '+' | '*' | '•')) => {
                    head = &head[..head.len() - c.len_utf8()]
                }
                Some(_) => return false,
            }
        }
        false
    }

    /// Returns the last characters before a position, at most `most`.
    pub(crate) fn tail(&self, at: usize, most: usize) -> &'a str {
        let head = self.text.get(..at).unwrap_or("");
        &head[head.char_indices().rev().nth(most.saturating_sub(1)).map_or(0, |(i, _)| i)..]
    }

    /// Returns whether a word can end at a position: no letter or digit follows.
    pub(crate) fn ends_word(&self, at: usize) -> bool {
        !self.is_word(at)
    }
}
