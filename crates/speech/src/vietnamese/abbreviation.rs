//! Words: plain words, lexicon entries, codes of letters and digits, capitals, unknown short forms.
//!
//! A lower-case word with a vowel needs one lexicon lookup and stays as it is.

use crate::context::{Context, Found};
use crate::lookup::{find_entry, is_beside_capitals};
use crate::piece::PieceKind;
use crate::syllable;
use crate::vietnamese::{address, cardinal, date, letters, measure, money, net, roman};
use crate::word::{is_letter, is_one_of, is_upper, to_lower};

/// Counts of the letters in a word.
#[derive(Default)]
struct Shape {
    end: usize,
    letters: usize,
    upper: usize,
    vowels: usize,
    ascii: bool,
    /// Letters of scripts other than Latin.
    other_script: usize,
}

/// Reads the word at a position. Returns the end of the word; without a reading, the word is plain.
pub(super) fn read(ctx: &Context, at: usize) -> (usize, Option<Found>) {
    let shape = find_shape(ctx, at);
    let word = &ctx.text[at..shape.end];
    let next = ctx.byte(shape.end);
    let found = if shape.other_script > 0 {
        Some(Found::new(shape.end, PieceKind::Unknown, "", "letters of another script"))
    } else {
        // In lower case, a Roman numeral ("mục vi") comes before the lexicon; in capitals, after
        // it.
        let small = shape.upper == 0;
        let numeral = || if small { roman::read(ctx, at, word) } else { None };
        read_chunk(ctx, at, word, next)
            .or_else(|| read_road(ctx, at, word, &shape))
            .or_else(|| read_short_month(ctx, at, word))
            .or_else(numeral)
            .or_else(|| read_listed(ctx, at, word, &shape))
            .or_else(|| read_currency(ctx, at, &shape))
            .or_else(|| read_by_form(ctx, at, word, &shape))
    };
    (shape.end, found)
}

fn find_shape(ctx: &Context, at: usize) -> Shape {
    let mut shape = Shape { end: at, ascii: true, ..Shape::default() };
    for c in ctx.rest(at).chars() {
        if c.is_ascii() {
            if !c.is_ascii_alphabetic() {
                break;
            }
            shape.upper += usize::from(c.is_ascii_uppercase());
            shape.vowels +=
                usize::from(matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y'));
        } else {
            if !is_letter(c) {
                break;
            }
            shape.ascii = false;
            shape.upper += usize::from(is_upper(c));
            if c > '\u{24f}' && !('\u{1e00}'..='\u{1eff}').contains(&c) {
                shape.other_script += 1;
            } else if !matches!(c, 'đ' | 'Đ') {
                shape.vowels +=
                    usize::from(('\u{1ea0}'..='\u{1ef9}').contains(&c) || syllable::is_vowel(c));
            }
        }
        shape.letters += 1;
        shape.end += c.len_utf8();
    }
    shape
}

/// "T11/2026", "T.12": months in headings of tables. T2 to T7 alone are weekdays.
fn read_short_month(ctx: &Context, at: usize, word: &str) -> Option<Found> {
    if word != "T" {
        return None;
    }
    let from = at + 1 + usize::from(ctx.byte(at + 1) == b'.');
    let digits = ctx.digits(from);
    let month = digits.parse().ok().filter(|month| (1..=12).contains(month))?;
    let mut end = from + digits.len();
    let mut spoken = String::from("tháng");
    cardinal::push_month(&mut spoken, ctx.style, month);
    if ctx.byte(end) == b'/'
        && let Some((year, after)) = date::parse_year(ctx, end + 1)
    {
        date::push_year(&mut spoken, ctx, year);
        end = after;
    } else if (2..=7).contains(&month) || !ctx.ends_word(end) {
        return None;
    }
    Some(Found::new(end, PieceKind::Date, spoken, "month"))
}

fn read_road(ctx: &Context, at: usize, word: &str, shape: &Shape) -> Option<Found> {
    let likely = shape.letters == 2 && (shape.upper > 0 || word == "km");
    if likely { address::read(ctx, at, word) } else { None }
}

/// Reads an address or code: a sign or digit follows the letters directly.
fn read_chunk(ctx: &Context, at: usize, word: &str, next: u8) -> Option<Found> {
    if !matches!(next, b'.' | b'@' | b':' | b'-' | b'_' | b'0'..=b'9' | b'/') {
        return None;
    }
    let end = at + word.len();
    let joined = matches!(next, b'.' | b'@' | b'-' | b'_' | b'0'..=b'9') && ctx.is_word(end + 1);
    if joined || ctx.rest(end).starts_with("://") { net::read(ctx, at) } else { None }
}

/// "USD 1,200", "bằng VND": currency codes.
fn read_currency(ctx: &Context, at: usize, shape: &Shape) -> Option<Found> {
    if shape.letters != 3 || shape.upper != 3 {
        return None;
    }
    let (end, name, _) = money::find_currency(ctx, at)?;
    money::read_prefixed(ctx, at)
        .or_else(|| Some(Found::new(end, PieceKind::Money, name, "name of a currency")))
}

fn read_listed(ctx: &Context, at: usize, word: &str, shape: &Shape) -> Option<Found> {
    let (end, entry) = if shape.upper == 0 {
        find_entry(ctx, at, word)?
    } else {
        find_entry(ctx, at, &word.to_lowercase())?
    };
    if ctx.is_word(end) && ctx.byte_before(end) != b'.' {
        return None;
    }
    Some(Found::new(end, entry.kind, entry.spoken.as_str(), entry.rule()))
}

fn read_by_form(ctx: &Context, at: usize, word: &str, shape: &Shape) -> Option<Found> {
    let next = ctx.byte(shape.end);
    if next.is_ascii_digit() {
        // "ngày5/8", "thôn2": a missing space. The number gets its own reading.
        let word_and_number = syllable::is_vietnamese_syllable(word)
            && (shape.letters > 2 || shape.letters == 2 && shape.upper < 2 && !shape.ascii);
        return match (word_and_number, shape.upper >= 2) {
            (true, true) => Some(read_capitals(ctx, at, word, shape)),
            (true, false) => None,
            (false, _) => Some(read_code(ctx, at, shape)),
        };
    }
    let dashed_number = next == b'-'
        && ctx.is_digit(shape.end + 1)
        && shape.upper == shape.letters
        && shape.letters <= 4;
    if dashed_number && !syllable::is_vietnamese_syllable(word) {
        return Some(read_code(ctx, at, shape));
    }
    if let Some(found) = roman::read(ctx, at, word) {
        return Some(found);
    }
    // "2 viên x 3 lần".
    let times = matches!(word, "x" | "X")
        && ctx.is_digit(ctx.skip_spaces(shape.end))
        && ctx.byte_before(at) == b' '
        && !ctx.prev_word(at).is_empty();
    if times {
        return Some(Found::new(shape.end, PieceKind::Symbol, "nhân", "sign between numbers"));
    }
    if shape.letters < 2 {
        return None;
    }
    if shape.upper >= 2 {
        return Some(read_capitals(ctx, at, word, shape));
    }
    if shape.vowels == 0 {
        return Some(read_vowelless(word, shape));
    }
    None
}

/// "A4", "TK01", "F0", "H5N1", "CT-07".
fn read_code(ctx: &Context, at: usize, shape: &Shape) -> Found {
    let mut end = shape.end;
    while ctx.is_word(end) || ctx.byte(end) == b'-' && ctx.is_digit(end + 1) && end == shape.end {
        end += ctx.char(end).map_or(1, char::len_utf8);
    }
    let text = &ctx.text[at..end];
    let word = &ctx.text[at..shape.end];
    let mut said = if let Some(unit) = measure::find_lone_unit(text) {
        unit.to_owned()
    } else if shape.letters > 1
        && (shape.upper < 2 || syllable::is_vietnamese_syllable(word) && shape.letters > 2)
        && shape.vowels > 0
    {
        // "Windows11", "THÔN2": a word, and a number without a space before it.
        let lower = if shape.upper >= 2 { to_lower(word) } else { word.to_owned() };
        format!("{lower} {}", letters::say_code(ctx.style, &text[word.len()..]))
    } else {
        letters::say_code(ctx.style, text)
    };
    // "v2.0".
    while ctx.byte(end) == b'.' && ctx.is_digit(end + 1) {
        let digits = ctx.digits(end + 1);
        cardinal::push_word(&mut said, "chấm");
        cardinal::push_word(&mut said, &letters::say_code(ctx.style, digits));
        end += 1 + digits.len();
    }
    let kind = if shape.letters > 3 && shape.upper >= 2 {
        PieceKind::Unknown
    } else {
        PieceKind::Abbreviation
    };
    Found::new(end, kind, said, "code of letters and digits")
}

/// Reads a word with two or more capitals and without a lexicon entry: a heading, a name in
/// capitals, or an unknown short form.
fn read_capitals(ctx: &Context, at: usize, word: &str, shape: &Shape) -> Found {
    let all = shape.upper == shape.letters;
    let lower = to_lower(word);
    if !all {
        return read_mixed_case(shape, word, &lower);
    }
    let beside = is_beside_capitals(ctx, at, shape.end);
    if syllable::is_vietnamese_syllable(word) {
        let found = Found::new(shape.end, PieceKind::Heading, lower, "words in capitals");
        let doubtful = shape.ascii && !beside && shape.letters <= 4;
        return if doubtful { found.or(letters::spell(word)) } else { found };
    }
    let name_of_people = shape.vowels >= 2 && shape.letters >= 5 && beside;
    if name_of_people {
        return Found::new(shape.end, PieceKind::Heading, lower, "foreign word in capitals");
    }
    Found::new(shape.end, PieceKind::Unknown, letters::spell(word), "unknown short form, spelled")
}

/// "YouTube", "McDonald", "ThS": a name with an inner capital, or a short form.
fn read_mixed_case(shape: &Shape, word: &str, lower: &str) -> Found {
    let short = shape.letters <= 4 || shape.upper * 2 > shape.letters;
    if shape.vowels == 0 || short && !syllable::is_vietnamese_syllable(word) {
        return Found::new(
            shape.end,
            PieceKind::Unknown,
            letters::spell(word),
            "unknown short form, spelled",
        );
    }
    let mut said = String::with_capacity(lower.len());
    let mut chars = lower.chars();
    if word.starts_with(char::is_uppercase) {
        said.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    }
    said.push_str(chars.as_str());
    Found::new(shape.end, PieceKind::Foreign, said, "name with capitals inside")
}

/// "kg" without a number, "hmm", "đc": a word without a vowel.
fn read_vowelless(word: &str, shape: &Shape) -> Found {
    if let Some(unit) = measure::find_lone_unit(word) {
        return Found::new(shape.end, PieceKind::Measure, unit, "unit without a number");
    }
    let spelled = letters::spell(word);
    let unsaid = is_one_of(word, &["hm", "hmm", "brr", "shh", "zzz"]) || spelled.is_empty();
    let spoken = if unsaid { String::new() } else { spelled };
    Found::new(shape.end, PieceKind::Unknown, spoken, "word without a vowel, spelled")
}
