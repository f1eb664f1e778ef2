//! Checks spoken text: what an announcer can't read, and how many syllables it has.

use std::ops::Range;

use crate::syllable;
use crate::word::{is_letter, is_upper};

/// Finds what an announcer can't read aloud: digits, signs, parts of addresses, abbreviations in
/// capitals, words without a vowel.
///
/// Punctuation and names such as "K' Văn Bình" are allowed. The ranges are bytes of `spoken`.
///
/// ```
/// use loa_speech::find_unspeakable;
///
/// let spoken = "Gọi một một ba hoặc CAX";
/// let found = find_unspeakable(spoken);
/// assert_eq!(&spoken[found[0].clone()], "CAX");
/// ```
pub fn find_unspeakable(spoken: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut word: Option<Word> = None;
    for (at, c) in spoken.char_indices() {
        if is_letter(c) || is_mark(c) {
            word.get_or_insert(Word { start: at, letters: 0, upper: 0, vowels: 0 }).add(c);
            continue;
        }
        check_word(&mut out, word.take(), at, spoken);
        if !is_sayable_sign(c) {
            push(&mut out, at..at + c.len_utf8());
        }
    }
    check_word(&mut out, word, spoken.len(), spoken);
    out
}

/// Counts the syllables of a spoken text.
///
/// ```
/// assert_eq!(loa_speech::count_syllables("Bà con mang thẻ căn cước."), 6);
/// ```
pub fn count_syllables(spoken: &str) -> usize {
    spoken
        .split(|c: char| !(is_letter(c) || is_mark(c) || matches!(c, '\'' | '’')))
        .filter(|word| !word.is_empty())
        .map(syllable::count_syllables)
        .sum()
}

/// A run of letters.
struct Word {
    start: usize,
    letters: usize,
    upper: usize,
    vowels: usize,
}

impl Word {
    fn add(&mut self, c: char) {
        self.letters += usize::from(is_letter(c));
        self.upper += usize::from(is_upper(c));
        self.vowels += usize::from(syllable::is_vowel(c));
    }
}

/// Reports a word of several letters with two capitals or without a vowel. A single letter is a
/// name ("Văn A", "K'").
fn check_word(out: &mut Vec<Range<usize>>, word: Option<Word>, end: usize, text: &str) {
    let Some(word) = word else { return };
    let bad = word.letters >= 2 && (word.upper >= 2 || word.vowels == 0);
    let address =
        text[end..].starts_with("://") || text[word.start..end].eq_ignore_ascii_case("www");
    if bad || address {
        push(out, word.start..end);
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Returns whether a punctuation mark shapes the voice and is not read itself.
fn is_sayable_sign(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '…'
                | '-'
                | '–'
                | '—'
                | '"'
                | '\''
                | '“'
                | '”'
                | '‘'
                | '’'
                | '«'
                | '»'
                | '('
                | ')'
                | '·'
        )
}

/// Adds a range, merged with the previous one if they touch.
fn push(out: &mut Vec<Range<usize>>, range: Range<usize>) {
    if let Some(last) = out.last_mut()
        && last.end == range.start
    {
        last.end = range.end;
        return;
    }
    out.push(range);
}

#[cfg(test)]
mod tests {
    use super::{count_syllables, find_unspeakable};

    #[test]
    fn leftovers_are_found() {
        for (text, left) in [
            ("Nhà ông K' Văn Bình, K'ho, M'Nông.", 0),
            ("“Vì dân phục vụ!” – Văn A", 0),
            ("còn 5 thẻ", 1),
            ("thẻ CCCD", 1),
            ("chấm vn", 1),
            ("a@b", 1),
            ("100%", 1),
            ("🎉 vui", 1),
        ] {
            assert_eq!(find_unspeakable(text).len(), left, "{text}");
        }
    }

    #[test]
    fn syllables_are_counted() {
        assert_eq!(count_syllables("Hai mươi mốt hộ đã xong."), 6);
        assert_eq!(count_syllables(""), 0);
    }
}
