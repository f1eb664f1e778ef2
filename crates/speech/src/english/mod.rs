//! English: numbers, dates, times, money, percentages, abbreviations, addresses.
//!
//! English has fewer rules than Vietnamese. Dates have the day first, as in Vietnam; commas group
//! thousands.

mod date;
mod files;
mod net;
mod numbers;
mod phone;
mod quantity;
mod time;

use crate::context::{Context, Found};
use crate::data::{DataTable, WordList};
use crate::english::date::find_month;
use crate::english::files::{TRIGGERS, UNIT_TABLES};
use crate::english::net::spell;
use crate::english::numbers::{say_cardinal, say_date, say_decimal, say_digits, say_signed};
use crate::english::phone::read_phone;
use crate::english::time::{ends_sentence, is_range};
use crate::language::Language;
use crate::lookup::find_entry;
use crate::piece::{Piece, PieceKind};
use crate::scan::Scan;
use crate::style::SpeechStyle;
use crate::syllable;
use crate::value::SpokenValue;
use crate::word::{is_letter, is_one_of, is_upper, to_lower};
use crate::{mark, roman};

/// Words before a Roman numeral.
static BEFORE_ROMAN: WordList = WordList::new(TRIGGERS, "before roman numeral");

/// The English language.
pub(super) struct English;

impl Language for English {
    fn codes(&self) -> &'static [&'static str] {
        &["en"]
    }

    fn has_numbers(&self) -> bool {
        true
    }

    fn builtin_lexicon(&self) -> &'static str {
        include_str!("lexicon.txt")
    }

    fn read(&self, ctx: &Context) -> Vec<Piece> {
        Scan::new(ctx).run(read_word, read_number, read_sign)
    }

    fn say_value(&self, _style: &SpeechStyle, value: &SpokenValue) -> String {
        match value {
            SpokenValue::Count(n) => say_signed(*n),
            SpokenValue::Decimal { units, places } => say_decimal(*units, *places),
            SpokenValue::Percent { units, places } => {
                format!("{} percent", say_decimal(*units, *places))
            }
            SpokenValue::MoneyVnd(n) => format!("{} dong", say_signed(*n)),
            SpokenValue::Date { year, month, day } => say_date(
                day.map(u64::from),
                u64::from(*month),
                year.map(|year| u64::from(year.unsigned_abs())),
            ),
            SpokenValue::Phone(text) => say_digits(text),
        }
    }
}

fn read_number(ctx: &Context, at: usize) -> Found {
    read_phone(ctx, at)
        .or_else(|| phone::read_short_phone(ctx, at))
        .or_else(|| phone::read_long_number(ctx, at))
        .or_else(|| date::read_date(ctx, at))
        .or_else(|| date::read_day_and_month(ctx, at))
        .or_else(|| time::read_time(ctx, at))
        .or_else(|| quantity::read_quantity(ctx, at))
        .unwrap_or_else(|| {
            let digits = ctx.digits(at);
            Found::new(at + digits.len(), PieceKind::Cardinal, say_digits(digits), "digit by digit")
        })
}

/// "Tran Phu Rd.", "12 Le Loi St": the type of a street after its name. Before a name, "St." means
/// "Saint", unless an address is clear.
fn read_street(ctx: &Context, at: usize, word: &str) -> Option<Found> {
    static STREETS: DataTable<2> = DataTable::new(UNIT_TABLES, "street");
    let name = ctx.prev_word(at);
    if !name.starts_with(is_upper) {
        return None;
    }
    let said = STREETS.get(word)?;
    let mut end = at + word.len();
    let has_dot = ctx.byte(end) == b'.';
    if word == "St" && ctx.next_word(end + usize::from(has_dot)).starts_with(is_upper) {
        let name_at = ctx.back_spaces(at) - name.len();
        let is_address = ctx.prev_word2(at).starts_with(is_upper)
            || ctx.byte_before(ctx.back_spaces(name_at)).is_ascii_digit();
        if !is_address {
            return None;
        }
    }
    if has_dot && !ends_sentence(ctx, end) {
        end += 1;
    }
    Some(Found::new(end, PieceKind::Abbreviation, said, "type of street after its name"))
}

/// Reads the word at a position. Returns the end of the word; without a reading, the word is plain.
fn read_word(ctx: &Context, at: usize) -> (usize, Option<Found>) {
    let word = ctx.word_at(at);
    let end = at + word.len();
    let listed = find_entry(ctx, at, &word.to_lowercase());
    let is_custom = listed.is_some_and(|(_, entry)| entry.custom);
    let in_context = || {
        read_street(ctx, at, word)
            .or_else(|| quantity::read_unit_before_number(ctx, at, word))
            .or_else(|| date::read_weekday(ctx, at, word))
            .or_else(|| read_address(ctx, at, end))
    };
    if !is_custom && let Some(found) = in_context() {
        return (found.end, Some(found));
    }
    if let Some((end, entry)) = listed {
        return (end, Some(Found::new(end, entry.kind, entry.spoken.as_str(), entry.rule())));
    }
    if word.starts_with(char::is_uppercase)
        && let Some(month) = find_month(word)
        && let Some(found) = date::read_american_date(ctx, end, month)
    {
        return (end, Some(found));
    }
    (end, read_by_form(ctx, at, word))
}

/// Reads a mail or web address if a sign follows the word directly.
fn read_address(ctx: &Context, at: usize, end: usize) -> Option<Found> {
    let joined = matches!(ctx.byte(end), b'.' | b'@' | b':') && ctx.byte(end + 1) != b' ';
    if joined { net::read_address(ctx, at) } else { None }
}

/// Reads a word without a lexicon entry by its letters: a code, a word in capitals, a short form.
fn read_by_form(ctx: &Context, at: usize, word: &str) -> Option<Found> {
    let end = at + word.len();
    let letters = word.chars().count();
    let upper = word.chars().filter(|c| is_upper(*c)).count();
    let is_latin = word.chars().all(|c| c <= '\u{24f}' || ('\u{1e00}'..='\u{1eff}').contains(&c));
    let found = |kind, said: String, rule| Some(Found::new(end, kind, said, rule));
    if letters == 1 && upper == 1 && matches!(ctx.char_before(at), Some('\'' | '’')) {
        return found(PieceKind::Heading, to_lower(word), "words in capitals");
    }
    if !is_latin {
        return found(PieceKind::Unknown, String::new(), "letters of another script");
    }
    if ctx.is_digit(end) {
        let digits = ctx.digits(end);
        let said = format!("{} {}", spell(word), say_digits(digits));
        let (end, kind) = (end + digits.len(), PieceKind::Abbreviation);
        return Some(Found::new(end, kind, said, "code of letters and digits"));
    }
    if letters < 2 {
        return None;
    }
    let has_vowel = word.chars().any(syllable::is_vowel);
    if upper == letters {
        if is_one_of(ctx.prev_word(at), &BEFORE_ROMAN)
            && let Some(n) = roman::parse(word)
        {
            return found(PieceKind::Roman, say_cardinal(n), "Roman numeral");
        }
        if has_vowel && (letters > 4 || is_beside_capitals(ctx, at, end)) {
            return found(PieceKind::Heading, to_lower(word), "words in capitals");
        }
    }
    if !has_vowel || upper >= 2 && upper * 2 >= letters {
        return found(PieceKind::Unknown, spell(word), "unknown short form, spelled");
    }
    if upper >= 2 {
        return found(PieceKind::Foreign, lower_after_first(word), "name with capitals inside");
    }
    None
}

/// Returns a word in lower case, apart from a capital at the start.
fn lower_after_first(word: &str) -> String {
    let lower = to_lower(word);
    let first = lower.chars().next().map_or(0, char::len_utf8);
    if !word.starts_with(char::is_uppercase) {
        return lower;
    }
    format!("{}{}", lower[..first].to_uppercase(), &lower[first..])
}

fn is_beside_capitals(ctx: &Context, at: usize, end: usize) -> bool {
    [ctx.prev_word(at), ctx.next_word(end)]
        .iter()
        .any(|word| word.chars().count() > 1 && word.chars().all(is_upper))
}

fn read_sign(ctx: &Context, at: usize, sign: char) -> Option<Found> {
    let after = at + sign.len_utf8();
    let say = |word: &str| Some(Found::new(after, PieceKind::Symbol, word, "sign"));
    match sign {
        '-' | '–' | '—' if is_range(ctx, at, after) => say("to"),
        '.' | ',' | ';' | ':' | '!' | '?' | '…' | '"' | '\'' | '“' | '”' | '‘' | '’' | '«'
        | '»' | '–' | '—' => None,
        '[' => mark::read(ctx, at).or_else(|| say(",")),
        '(' | ')' | ']' | '{' | '}' | '|' | '/' | '→' => say(","),
        '-' => {
            let before = ctx.char_before(at);
            let negative = ctx.is_digit(after) && before.is_none_or(char::is_whitespace);
            let between_letters =
                before.is_some_and(is_letter) && ctx.char(after).is_some_and(is_letter);
            if negative {
                say("minus")
            } else if between_letters {
                None
            } else {
                say(",")
            }
        }
        '&' => say("and"),
        '%' => say("percent"),
        '@' => say("at"),
        '=' => say("equals"),
        '+' => read_phone(ctx, at).or_else(|| say("plus")),
        '<' => say("less than"),
        '>' => say("more than"),
        '≤' => say("at most"),
        '≥' => say("at least"),
        '±' => say("plus or minus"),
        '~' | '≈' => say("about"),
        '°' => say("degrees"),
        '$' | '€' | '₫' | '£' => quantity::read_prefixed_money(ctx, at, sign),
        _ => say(""),
    }
}
