//! Finds digits that form one number, in any spelling: in groups, in brackets, in bold, with digits
//! of other scripts, as character references, in words. This module only finds numbers; `private`
//! decides whether a number is private.

use std::ops::Range;

/// Adjacent digits.
#[derive(Clone, Debug)]
pub struct DigitGroup {
    /// The digits as ASCII.
    pub digits: String,
    /// The position in the text.
    pub range: Range<usize>,
}

/// The text between two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// One space, bracket or underscore.
    Space,
    /// One dot, or a comma.
    Dot,
    /// One dash, or an ellipsis.
    Dash,
    /// One slash or bar.
    Slash,
    /// One end of a line, with the indentation or the quote mark of the next.
    Line,
    /// More than one character, such as ` - `.
    Wide,
}

/// Groups of digits with only separators between them.
#[derive(Clone, Debug)]
pub struct DigitRun {
    /// The groups; never empty.
    pub groups: Vec<DigitGroup>,
    /// The separators between the groups; one less than the groups.
    pub joints: Vec<Separator>,
    /// Whether a plus precedes the digits.
    pub plus: bool,
    /// Whether the digits are words: `không chín không`.
    pub in_words: bool,
}

impl DigitRun {
    /// Returns the runs between slashes.
    pub fn split_at_slashes(&self) -> Vec<DigitRun> {
        let mut parts = Vec::new();
        let mut start = 0;
        for end in 1..=self.groups.len() {
            if self.joints.get(end - 1).is_some_and(|joint| *joint != Separator::Slash) {
                continue;
            }
            parts.push(DigitRun {
                groups: self.groups[start..end].to_vec(),
                joints: self.joints[start..end - 1].to_vec(),
                plus: self.plus && start == 0,
                in_words: self.in_words,
            });
            start = end;
        }
        parts
    }

    /// Returns the number of digits.
    fn length(&self) -> usize {
        self.groups.iter().map(|group| group.digits.len()).sum()
    }
}

/// Finds all runs in a text with at least `fewest` digits. Runs in words are last; `zeros` are the
/// positions of words for zero.
pub fn runs(text: &str, zeros: &[usize], fewest: usize) -> Vec<DigitRun> {
    let has_enough = |run: &DigitRun| run.length() >= fewest;
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        // Most digits are years and counts, so skip short runs before any allocation.
        if let Some(end) = end_of_few(text.as_bytes(), start, fewest) {
            at = end;
            continue;
        }
        let run = take_run(text, start);
        at = run.groups.last().map_or(start + 1, |group| group.range.end);
        if has_enough(&run) {
            runs.push(run);
        }
    }
    runs.extend(runs_in_words(text, zeros).into_iter().filter(has_enough));
    runs
}

/// Returns the end of a run with fewer than `fewest` digits, if a scan of the bytes can prove it.
/// The run must consist of ASCII digits without any byte that could be or hide another digit, and
/// must end with a character that no number contains.
fn end_of_few(bytes: &[u8], start: usize, fewest: usize) -> Option<usize> {
    let mut digits = 0;
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        match byte {
            b'0'..=b'9' => digits += 1,
            // Characters that may separate groups or that are invisible in the rendered text.
            b' ' | b'\n' | b'.' | b',' | b'-' | b'(' | b')' | b'_' | b'*' | b'~' | b'`' | b'\\'
            | b'/' | b'|' | b'>' => {}
            // A tag is invisible whatever it contains, and a character reference may be a digit.
            b'<' | b'&' => return None,
            // 0xc3 to 0xcb start most of the Latin letters with accents.
            b'!'..=b'~' | 0xc3..=0xcb => return Some(at),
            _ => return None,
        }
        if digits >= fewest {
            return None;
        }
    }
    Some(bytes.len())
}

fn next_digit(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        // Decoding every letter would be slow.
        at += bytes[at..].iter().position(|byte| may_start_digit(*byte))?;
        // 0xe1 0xb8 to 0xe1 0xbb start Vietnamese letters.
        let is_letter = bytes[at] == 0xe1 && (0xb8..=0xbb).contains(&bytes[at + 1]);
        if !is_letter && digit_at(text, at).is_some() {
            return Some(at);
        }
        at += 1;
    }
}

/// Returns whether a byte can be the first of a digit or of a character reference.
fn may_start_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'&' | 0xc2 | 0xd9..)
}

fn take_run(text: &str, start: usize) -> DigitRun {
    let mut run = DigitRun {
        groups: Vec::new(),
        joints: Vec::new(),
        plus: text[..start].ends_with('+'),
        in_words: false,
    };
    let mut group = DigitGroup { digits: String::new(), range: start..start };
    walk_run(text, start, |step| match step {
        Step::Digit(digit, end) => {
            group.digits.push(digit);
            group.range.end = end;
        }
        Step::Separator(joint, end) => {
            run.joints.push(joint);
            run.groups.push(std::mem::replace(
                &mut group,
                DigitGroup { digits: String::new(), range: end..end },
            ));
        }
    });
    run.groups.push(group);
    run
}

/// A part of a run, with its end.
enum Step {
    Digit(char, usize),
    Separator(Separator, usize),
}

/// Passes the parts of the run at `start` to `take`.
fn walk_run(text: &str, start: usize, mut take: impl FnMut(Step)) {
    let mut at = start;
    while let Some((digit, length)) = digit_at(text, at) {
        at += length;
        take(Step::Digit(digit, at));
        // Adjacent ASCII digits are the most frequent case.
        if text.as_bytes().get(at).is_some_and(u8::is_ascii_digit) {
            continue;
        }
        let Some((joint, end)) = gap(text, at) else { break };
        at = end;
        if let Some(joint) = joint {
            take(Step::Separator(joint, at));
        }
    }
}

/// Returns the digit at a position and its length in bytes. Also decodes character references such
/// as `&#48;`.
fn digit_at(text: &str, at: usize) -> Option<(char, usize)> {
    let letter = text[at..].chars().next()?;
    if letter == '&' {
        let (meant, length) = reference(&text[at..])?;
        return value(meant).map(|digit| (digit, length));
    }
    value(letter).map(|digit| (digit, letter.len_utf8()))
}

/// Returns the separator between a digit and the next one, if any, and the position of the next
/// digit. `None` if other text is between them.
fn gap(text: &str, start: usize) -> Option<(Option<Separator>, usize)> {
    const WIDEST: usize = 3;
    let mut joint = None;
    let mut signs = 0;
    let mut last = None;
    let mut at = start;
    while digit_at(text, at).is_none() {
        let rest = &text[at..];
        let letter = rest.chars().next()?;
        // The start of the next line of a quote.
        if letter == '>' && text[start..at].trim_end_matches([' ', '>']).ends_with('\n') {
            at += 1;
            continue;
        }
        if let Some(length) = unseen(rest) {
            at += length;
            continue;
        }
        let (letter, length) = match letter {
            '&' => reference(rest)?,
            letter => (letter, letter.len_utf8()),
        };
        let is_repeated = last.replace(letter) == Some(letter) && matches!(letter, ' ' | '.');
        joint = Some(match (sign(letter)?, joint) {
            // A slash with other separators beside it separates two numbers.
            (Separator::Slash, Some(_)) | (_, Some(Separator::Slash)) => return None,
            // `000...000`
            (Separator::Dot, Some(Separator::Dot | Separator::Dash)) if is_repeated => {
                Separator::Dash
            }
            // A bracket does not change the separator beside it.
            (Separator::Space, Some(other)) if matches!(letter, '(' | ')') => other,
            (found, None) => found,
            (found, Some(Separator::Space)) if text[..at].ends_with(['(', ')']) => found,
            _ => Separator::Wide,
        });
        signs += usize::from(!is_repeated);
        if signs > WIDEST {
            return None;
        }
        at += length;
    }
    if is_end_of_line(&text[start..at]) {
        joint = Some(Separator::Line);
    }
    Some((joint, at))
}

fn is_end_of_line(between: &str) -> bool {
    let is_blank = |letter: char| letter.is_whitespace() || matches!(letter, '>' | '\\');
    between.matches('\n').count() == 1 && between.chars().all(is_blank)
}

fn sign(letter: char) -> Option<Separator> {
    match letter {
        '.' | ',' | '·' | '•' | '．' => Some(Separator::Dot),
        '/' | '|' => Some(Separator::Slash),
        '…' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '－' => Some(Separator::Dash),
        '(' | ')' | '_' => Some(Separator::Space),
        letter if letter.is_whitespace() => Some(Separator::Space),
        _ => None,
    }
}

/// Returns the length of text that is invisible when rendered: Markdown markers, tags and comments,
/// characters without width.
pub fn unseen(rest: &str) -> Option<usize> {
    const LONGEST_TAG: usize = 200;
    let letter = rest.chars().next()?;
    match letter {
        '*' | '~' | '`' | '\\' => Some(1),
        '<' => {
            let is_tag = rest[1..]
                .starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!'));
            let close = if rest.starts_with("<!--") { "-->" } else { ">" };
            let end = rest[..rest.floor_char_boundary(LONGEST_TAG)].find(close);
            end.filter(|_| is_tag).map(|at| at + close.len())
        }
        '&' => {
            reference(rest).filter(|(meant, _)| is_without_width(*meant)).map(|(_, length)| length)
        }
        letter if is_without_width(letter) => Some(letter.len_utf8()),
        _ => None,
    }
}

fn is_without_width(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{20e3}' | '\u{300}'..='\u{33f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// Returns the character and the length of the character reference at the start of a text.
pub fn reference(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 12;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let meant = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
        None => match name {
            "nbsp" | "ensp" | "emsp" | "thinsp" | "numsp" | "puncsp" | "hairsp" | "Tab"
            | "NewLine" => ' ',
            "shy" => '\u{ad}',
            "zwj" | "zwnj" => '\u{200d}',
            "period" | "middot" | "comma" => '.',
            "ndash" | "mdash" | "hyphen" | "dash" | "minus" => '-',
            "commat" => '@',
            "plus" => '+',
            _ => return None,
        },
    };
    Some((meant, end + 1))
}

/// Returns the value of a digit of any script as an ASCII digit, including superscript, subscript
/// and circled digits.
pub fn value(letter: char) -> Option<char> {
    // The zeros of the scripts that keyboards or fonts here may have, and of mathematical
    // alphabets.
    const NOUGHTS: [u32; 30] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50,
        0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x2080, 0xa9d0,
        0xaa50, 0xff10, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1fbf0,
    ];
    if letter.is_ascii() {
        return letter.is_ascii_digit().then_some(letter);
    }
    let code = u32::from(letter);
    let digit = match letter {
        '²' => 2,
        '³' => 3,
        '¹' => 1,
        '\u{2070}' => 0,
        '\u{2074}'..='\u{2079}' => code - 0x2070,
        '\u{2460}'..='\u{2468}' => code - 0x245f,
        '\u{24ea}' => 0,
        '\u{2776}'..='\u{277e}' => code - 0x2775,
        '\u{1d7ec}'..='\u{1d7ff}' => (code - 0x1d7ec) % 10,
        // Vietnamese letters are in these ranges. They are the most frequent input.
        '\u{80}'..='\u{65f}' | '\u{1e00}'..='\u{206f}' => return None,
        _ => NOUGHTS.iter().map(|nought| code.wrapping_sub(*nought)).find(|digit| *digit < 10)?,
    };
    char::from_digit(digit, 10)
}

/// Finds runs in words. Personal identification and telephone numbers start with a zero, so the
/// search starts at each word for zero.
fn runs_in_words(text: &str, zeros: &[usize]) -> Vec<DigitRun> {
    const FEWEST: usize = 4;
    const WIDEST: usize = 4;
    let mut runs: Vec<DigitRun> = Vec::new();
    for start in zeros.iter().filter_map(|at| word_start(text, *at)) {
        if runs
            .last()
            .is_some_and(|run| run.groups.last().is_some_and(|group| start < group.range.end))
        {
            continue;
        }
        let mut groups: Vec<DigitGroup> = Vec::new();
        let mut at = start;
        let mut words = 0;
        loop {
            let rest = &text[at..];
            let length = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
            let word = &rest[..length];
            let digits = match said(word) {
                Some(digit) => {
                    words += 1;
                    digit.to_owned()
                }
                None if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) => {
                    word.to_owned()
                }
                None => break,
            };
            groups.push(DigitGroup { digits, range: at..at + length });
            let rest = &rest[length..];
            let Some(next) = rest.find(char::is_alphanumeric) else { break };
            if rest[..next].chars().count() > WIDEST {
                break;
            }
            at += length + next;
        }
        if words >= FEWEST {
            let joints = vec![Separator::Space; groups.len() - 1];
            runs.push(DigitRun { groups, joints, plus: false, in_words: true });
        }
    }
    runs
}

/// Returns the start of the word around a position, if the word is a digit.
fn word_start(text: &str, at: usize) -> Option<usize> {
    let start = text[..at]
        .rfind(|letter: char| !letter.is_alphanumeric())
        .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
    let rest = &text[start..];
    let word = &rest[..rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len())];
    (word == "0" || said(word).is_some()).then_some(start)
}

fn said(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "không" | "khong" | "hông" | "zero" | "oh" => "0",
        "một" | "mốt" | "mot" | "one" => "1",
        "hai" | "two" => "2",
        "ba" | "three" => "3",
        "bốn" | "bon" | "tư" | "four" => "4",
        "năm" | "nam" | "lăm" | "five" => "5",
        "sáu" | "sau" | "six" => "6",
        "bảy" | "bẩy" | "bay" | "seven" => "7",
        "tám" | "tam" | "eight" => "8",
        "chín" | "chin" | "nine" => "9",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::runs;
    use crate::check::clues::Clues;

    proptest::proptest! {
        /// The scan of the bytes must agree with the full search. With a limit of one digit the
        /// scan cannot prove anything.
        #[test]
        fn no_run_is_lost_at_a_glance(pieces in proptest::collection::vec(
            proptest::sample::select(vec!["0", "12", "345", " ", "\n", ".", ",", "-", "(", ")", "_", "/", "…", "\n> ", "    ", "*", "`", "\\", "<b>", "<",
                "&#48;", "&", "²", "٣", "\u{200b}", "\u{a0}", "–", "a", "ế", "ô", "|", "]", "+", "không ", "một "]), 0..40))
        {
            let text = pieces.concat();
            for fewest in [4, 9] {
                let zeros = Clues::find(&text).zeros;
                let long: Vec<_> = runs(&text, &zeros, 1).into_iter().filter(|run| run.length() >= fewest).collect();
                proptest::prop_assert_eq!(format!("{:?}", runs(&text, &zeros, fewest)), format!("{long:?}"));
            }
        }
    }
}
