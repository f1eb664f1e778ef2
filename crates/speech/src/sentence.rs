//! Sentence boundaries.
//!
//! A dot ends a sentence, except in a number, date or address, and after a short form or initial.

use crate::data::WordList;
use crate::word::is_letter_or_digit;
use std::ops::Range;

/// Short forms whose dot doesn't end a sentence.
static SHORT_FORMS: WordList = WordList::new(include_str!("short_forms.txt"), "short forms");

/// Splits a text into sentences, without the space around them.
///
/// Works on written and on spoken text. Line breaks end a sentence too. The ranges are bytes of
/// `text`; none is empty.
///
/// ```
/// use loa_speech::split_sentences;
///
/// let text = "Ở TP. Phan Thiết có 1.046 hộ. Xong!";
/// let sentences = split_sentences(text);
/// let sentences: Vec<&str> = sentences.into_iter().map(|range| &text[range]).collect();
/// assert_eq!(sentences, ["Ở TP. Phan Thiết có 1.046 hộ.", "Xong!"]);
/// ```
pub fn split_sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let ends = match c {
            '\n' => true,
            '!' | '?' | '…' | '.' => {
                while chars
                    .next_if(|(_, c)| {
                        matches!(c, '.' | '!' | '?' | '…' | '"' | '”' | '’' | '»' | ')')
                    })
                    .is_some()
                {}
                let next = chars.peek().map(|(_, c)| *c);
                let spaced = next.is_none_or(char::is_whitespace);
                spaced
                    && (c != '.' || !is_short_form(&text[start..at]) || next.is_none())
                    && starts_sentence(&text[at..])
            }
            _ => false,
        };
        if ends {
            let end = chars.peek().map_or(text.len(), |(i, _)| *i);
            push(&mut out, text, start..end);
            start = end;
        }
    }
    push(&mut out, text, start..text.len());
    out
}

fn push(out: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let part = &text[range.clone()];
    let trimmed = part.trim_start();
    let start = range.end - trimmed.len();
    let end = start + trimmed.trim_end().len();
    if start < end {
        out.push(start..end);
    }
}

/// Returns whether the text ends in a short form, an initial, or a list mark ("1.", "a.").
fn is_short_form(head: &str) -> bool {
    let word = head.rsplit(|c: char| !is_letter_or_digit(c)).next().unwrap_or("");
    if word.is_empty() {
        return false;
    }
    let alone = word.len() == head.trim_start().len();
    let list_mark =
        alone && (word.chars().count() == 1 || word.chars().all(|c| c.is_ascii_digit()));
    SHORT_FORMS.contains(&word) && !alone || list_mark || alone && SHORT_FORMS.contains(&word)
}

/// Returns whether a new sentence can follow. A word in lower case continues the sentence ("v.v.
/// và").
fn starts_sentence(rest: &str) -> bool {
    let next = rest.trim_start_matches(|c: char| !is_letter_or_digit(c)).chars().next();
    let quoted = rest
        .trim_start_matches(['.', '!', '?', '…', ' '])
        .starts_with(['"', '“', '«', '-', '–', '\n']);
    next.is_none_or(|c| !c.is_lowercase())
        || quoted
        || !rest.starts_with('.') && !rest.starts_with('…')
}

#[cfg(test)]
mod tests {
    use super::split_sentences;

    #[test]
    fn sentences_are_cut() {
        for (text, expected) in [
            ("Thưa bà con. Đây là đài.", vec!["Thưa bà con.", "Đây là đài."]),
            ("Ở TP. Phan Thiết có 1.046 hộ. Xong!", vec!["Ở TP. Phan Thiết có 1.046 hộ.", "Xong!"]),
            (
                "Ngày 30.6.2025 họp… Mời “bà con.” Cảm ơn",
                vec!["Ngày 30.6.2025 họp…", "Mời “bà con.”", "Cảm ơn"],
            ),
            ("1. Mang thẻ.\n2. Mang sim", vec!["1. Mang thẻ.", "2. Mang sim"]),
            ("", vec![]),
        ] {
            let got: Vec<&str> =
                split_sentences(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(got, expected);
        }
    }
}
