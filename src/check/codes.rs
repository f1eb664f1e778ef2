//! Finds numbers that only the words beside them make private: bank accounts, insurance numbers,
//! passports, number plates.

use std::ops::Range;

use crate::check::clues::Code;

/// Finds a code beside each announcing word. `words` are these words, in the order of the text.
pub fn find(text: &str, words: &[(Code, Range<usize>)]) -> Vec<(Code, Range<usize>)> {
    let mut found: Vec<(Code, Range<usize>)> = Vec::new();
    for (code, word) in words {
        let last = found.last().map_or(0, |(_, range)| range.end);
        let Some(range) = find_beside(text, *code, word) else { continue };
        if range.start >= last {
            found.push((*code, range));
        }
    }
    found
}

fn find_beside(text: &str, code: Code, word: &Range<usize>) -> Option<Range<usize>> {
    const FARTHEST_BEFORE: usize = 30;
    const FARTHEST_AFTER: usize = 50;
    let is_within_word = text[..word.start].ends_with(char::is_alphabetic);
    if is_within_word {
        return None;
    }
    let line_start = text[..word.start].rfind('\n').map_or(0, |end| end + 1);
    let line_end = text[word.end..].find('\n').map_or(text.len(), |at| word.end + at);
    let line = &text[line_start..line_end];
    if code == Code::Account && names_public_holder(line) {
        return None;
    }
    let mut start = word.end;
    if code == Code::Account {
        let farthest = text.floor_char_boundary(word.start.saturating_sub(FARTHEST_BEFORE));
        start = farthest.max(line_start);
    }
    let end = text.floor_char_boundary(word.end + FARTHEST_AFTER).min(text.len());
    let mut at = start;
    while at < end {
        let letter = text[at..].chars().next()?;
        let is_word_start = !text[..at].ends_with(|before: char| before.is_alphanumeric());
        let may_start =
            letter.is_ascii_digit() || (letter.is_ascii_uppercase() && code != Code::Account);
        if is_word_start && may_start {
            let token = Token::read(text, at);
            // Before a word is only the number of an account in one piece.
            if token.is(code) && (at >= word.start || token.groups[0] >= 9) {
                return Some(token.range);
            }
            at = token.range.end.max(at + 1);
        } else {
            at += letter.len_utf8();
        }
    }
    None
}

/// Returns whether a line names an office or a fund. Its account is public.
fn names_public_holder(line: &str) -> bool {
    const HOLDERS: [&str; 17] = [
        "kho bạc",
        "kbnn",
        "ubnd",
        "ủy ban",
        "uỷ ban",
        "quỹ",
        "mặt trận",
        "ban vận động",
        "ban chỉ đạo",
        "công an",
        "trường ",
        "trạm ",
        "hội ",
        "đoàn ",
        "hợp tác xã",
        "công ty",
        "bệnh viện",
    ];
    let lower = line.to_lowercase();
    HOLDERS.iter().any(|holder| lower.contains(holder))
}

/// Capital letters and digits with one kind of separator between them: `49B1-123.45`.
struct Token {
    /// The letters and digits.
    text: String,
    /// The lengths of the groups between separators.
    groups: Vec<usize>,
    has_dots: bool,
    spaces: usize,
    range: Range<usize>,
}

impl Token {
    /// Reads the token at a position. Ends before the first word.
    fn read(text: &str, start: usize) -> Token {
        const LONGEST: usize = 24;
        let mut token = Token {
            text: String::new(),
            groups: vec![0],
            has_dots: false,
            spaces: 0,
            range: start..start,
        };
        let mut letters = text[start..].char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            if letter.is_ascii_digit() || letter.is_ascii_uppercase() || letter == 'Đ' {
                token.text.push(if letter == 'Đ' { 'D' } else { letter });
                *token.groups.last_mut().expect("a first group is always there") += 1;
                token.range.end = start + at + letter.len_utf8();
            } else {
                let is_joint = matches!(letter, ' ' | '.' | '-' | '\u{a0}');
                let goes_on = letters
                    .peek()
                    .is_some_and(|(_, next)| next.is_ascii_digit() || next.is_ascii_uppercase());
                if !is_joint || !goes_on {
                    break;
                }
                token.has_dots |= letter == '.';
                token.spaces += usize::from(letter.is_whitespace());
                token.groups.push(0);
            }
            if token.text.len() > LONGEST {
                break;
            }
        }
        token
    }

    /// Returns whether the token starts with a code of this kind.
    fn is(&self, code: Code) -> bool {
        let digits_at = |from: usize| {
            let rest = self.text.get(from..).unwrap_or_default();
            rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len()
        };
        let letters_at = |from: usize| {
            let rest = self.text.get(from..).unwrap_or_default();
            rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_uppercase()).len()
        };
        match code {
            Code::Account => {
                (9..=16).contains(&digits_at(0)) && !self.is_counted() && !self.is_of_treasury()
            }
            Code::Insurance => match letters_at(0) {
                0 => matches!(digits_at(0), 10 | 13) && !self.is_counted(),
                2 => digits_at(2) == 13,
                _ => false,
            },
            Code::Passport => {
                let letters = letters_at(0);
                self.groups.len() == 1
                    && matches!(letters, 1 | 2)
                    && (6..=8).contains(&digits_at(letters))
            }
            Code::Plate => {
                let letters = letters_at(2);
                digits_at(0) == 2
                    && matches!(letters, 1 | 2)
                    && (4..=6).contains(&digits_at(2 + letters))
                    && self.spaces < 2
                    && *self.text >= *"11"
            }
        }
    }

    /// Returns whether the digits are a sum of money, a count or a day.
    fn is_counted(&self) -> bool {
        let is_in_thousands =
            self.groups.len() > 1 && self.groups[1..].iter().all(|length| *length == 3);
        (is_in_thousands && self.has_dots) || matches!(self.groups[..], [1 | 2, 1 | 2, 4, ..])
    }

    /// Returns whether the groups are those of the State Treasury: `3713.0.1012345.00000`.
    fn is_of_treasury(&self) -> bool {
        self.has_dots && matches!(self.groups[..], [4, 1, _, ..])
    }
}
