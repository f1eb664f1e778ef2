//! English numbers with units and currencies, ranges, ratios and years.

use std::sync::LazyLock;

use crate::context::{Context, Found};
use crate::data::{DataTable, WordList};
use crate::english::files::{TRIGGERS, UNIT_TABLES};
use crate::english::net::spell;
use crate::english::numbers::{Number, parse_number, say_cardinal, say_ordinal, say_year};
use crate::piece::PieceKind;
use crate::syllable;
use crate::word::is_one_of;

/// A unit or currency after a number.
pub(super) struct EnglishUnit {
    written: &'static str,
    singular: &'static str,
    plural: &'static str,
    kind: PieceKind,
}

static UNITS: LazyLock<Vec<EnglishUnit>> = LazyLock::new(|| {
    let table: DataTable<4> = DataTable::new(UNIT_TABLES, "unit");
    let unit = |[written, singular, plural, kind]: &[&'static str; 4]| {
        let kind = match *kind {
            "money" => PieceKind::Money,
            "duration" => PieceKind::Duration,
            "percent" => PieceKind::Percent,
            _ => PieceKind::Measure,
        };
        EnglishUnit { written, singular, plural, kind }
    };
    table.iter().map(unit).collect()
});

/// Words before a year.
static BEFORE_YEAR: WordList = WordList::new(TRIGGERS, "before year");

/// Reads a number with a unit, a range or a ratio.
pub(super) fn read_quantity(ctx: &Context, at: usize) -> Option<Found> {
    let n = parse_number(ctx, at)?;
    if n.bare && matches!(ctx.word_at(n.end), "st" | "nd" | "rd" | "th") {
        return Some(Found::new(n.end + 2, PieceKind::Ordinal, say_ordinal(n.int), "ordinal"));
    }
    let second = parse_second(ctx, n.end);
    if let Some(second) = &second
        && let Some(said) = say_special_ratio(ctx, &n, second)
    {
        return Some(Found::new(second.n.end, PieceKind::Ratio, said, "fraction"));
    }
    let mut end = n.end;
    let mut kind = PieceKind::Cardinal;
    let follows_word = is_one_of(ctx.prev_word(at), &BEFORE_YEAR);
    let mut said = if follows_word && is_year(&n, at) { say_year(n.int) } else { n.words.clone() };
    let is_single = n.bare && n.int == 1 && second.is_none();
    if let Some(Second { from, is_ratio, n: second }) = second {
        let mut other = second.words.clone();
        // "1850-1945": the second year also marks an earlier first one.
        if n.bare && n.end - at == 4 && is_year(&second, from) {
            said = say_year(n.int);
            other = say_year(second.int);
        }
        said.push_str(if is_ratio { " out of " } else { " to " });
        said.push_str(&other);
        kind = if is_ratio { PieceKind::Ratio } else { PieceKind::Range };
        end = second.end;
    }
    if let Some((after, unit)) = find_unit(ctx, end) {
        said = format!("{said} {}", if is_single { unit.singular } else { unit.plural });
        kind = unit.kind;
        end = after;
    }
    if !ctx.ends_word(end) {
        let tail = ctx.word_at(end);
        said = format!("{said} {}", spell(tail));
        end += tail.len();
    }
    Some(Found::new(end, kind, said.trim_end(), "number"))
}

/// The number after a slash or dash.
struct Second {
    from: usize,
    is_ratio: bool,
    n: Number,
}

/// Parses a second number, unless a third one follows.
fn parse_second(ctx: &Context, end: usize) -> Option<Second> {
    let link = ctx.char(end)?;
    if !matches!(link, '/' | '-' | '–') {
        return None;
    }
    let from = end + link.len_utf8();
    let n = parse_number(ctx, from)?;
    if ctx.char(n.end) == Some(link) {
        return None;
    }
    Some(Second { from, is_ratio: link == '/', n })
}

/// "1/2 of" is a fraction, and "24/7" has a reading of its own.
fn say_special_ratio(ctx: &Context, n: &Number, second: &Second) -> Option<String> {
    let (upper, lower) = (n.int, second.n.int);
    if !second.is_ratio || !n.bare || !second.n.bare {
        return None;
    }
    if (upper, lower) == (24, 7) {
        return Some("twenty-four seven".to_owned());
    }
    let is_fraction = (1..lower).contains(&upper) && lower <= 100;
    if is_fraction && is_one_of(ctx.next_word(second.n.end), &["of"]) {
        return Some(say_fraction(upper, lower));
    }
    None
}

fn is_year(n: &Number, at: usize) -> bool {
    n.bare && n.end - at == 4 && (1900..2100).contains(&n.int)
}

/// Speaks a fraction: 1/2 is "one half", 3/4 "three quarters", 2/5 "two fifths".
fn say_fraction(n: u64, of: u64) -> String {
    let (single, plural) = match of {
        2 => ("half".to_owned(), "halves".to_owned()),
        4 => ("quarter".to_owned(), "quarters".to_owned()),
        _ => (say_ordinal(of), format!("{}s", say_ordinal(of))),
    };
    format!("{} {}", say_cardinal(n), if n == 1 { single } else { plural })
}

/// Finds the longest unit after a number.
pub(super) fn find_unit(ctx: &Context, at: usize) -> Option<(usize, &'static EnglishUnit)> {
    let from = ctx.skip_spaces(at);
    let rest = ctx.rest(from);
    let mut longest: Option<&EnglishUnit> = None;
    for unit in UNITS.iter() {
        let form = unit.written;
        let ends = !form.ends_with(char::is_alphanumeric) || ctx.ends_word(from + form.len());
        let is_longer = longest.is_none_or(|known| form.len() >= known.written.len());
        if rest.starts_with(form) && ends && is_longer {
            longest = Some(unit);
        }
    }
    let unit = longest?;
    Some((from + unit.written.len(), unit))
}

/// "USD 20", "km 42": a currency or unit before its number.
pub(super) fn read_unit_before_number(ctx: &Context, at: usize, word: &str) -> Option<Found> {
    let end = at + word.len();
    let from = ctx.skip_spaces(end);
    if word.len() < 2 || !ctx.is_digit(from) {
        return None;
    }
    let capitals = !word.chars().any(syllable::is_vowel);
    let same = |form: &str| form == word || capitals && form.eq_ignore_ascii_case(word);
    let unit = UNITS.iter().find(|unit| same(unit.written))?;
    match unit.kind {
        PieceKind::Money => read_amount(ctx, from, (unit.singular, unit.plural)),
        PieceKind::Measure if from > end => {
            Some(Found::new(end, PieceKind::Measure, unit.singular, "unit before its number"))
        }
        _ => None,
    }
}

/// "$5.50", "₫30,000".
pub(super) fn read_prefixed_money(ctx: &Context, at: usize, sign: char) -> Option<Found> {
    let names = match sign {
        '$' => ("dollar", "dollars"),
        '€' => ("euro", "euros"),
        '£' => ("pound", "pounds"),
        _ => ("dong", "dong"),
    };
    let after = at + sign.len_utf8();
    read_amount(ctx, ctx.skip_spaces(after), names)
        .or_else(|| Some(Found::new(after, PieceKind::Symbol, names.1, "currency sign")))
}

/// Reads an amount after a currency sign. `names` are the singular and the plural of the currency.
fn read_amount(ctx: &Context, at: usize, names: (&str, &str)) -> Option<Found> {
    let n = parse_number(ctx, at)?;
    let (singular, plural) = names;
    let scale = ctx.next_word(n.end);
    let (end, said) = if is_one_of(scale, &["million", "billion", "thousand", "trillion"]) {
        (ctx.skip_spaces(n.end) + scale.len(), format!("{} {scale} {plural}", n.words))
    } else if let Some((_, cents)) = ctx.text[at..n.end].rsplit_once('.')
        && cents.len() == 2
        && plural != "dong"
    {
        let mut said = format!("{} {plural}", say_cardinal(n.int));
        if cents != "00" {
            said.push(' ');
            said.push_str(&say_cardinal(cents.parse().unwrap_or(0)));
        }
        (n.end, said)
    } else {
        let name = if n.bare && n.int == 1 { singular } else { plural };
        (n.end, format!("{} {name}", n.words))
    };
    Some(Found::new(end, PieceKind::Money, said, "currency before the amount"))
}
