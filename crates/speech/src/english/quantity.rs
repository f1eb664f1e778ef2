//! English numbers with units and currencies, ranges, ratios and years.

use std::sync::LazyLock;

use crate::context::{Context, Found};
use crate::data::{DataTable, WordList};
use crate::english::files::TRIGGERS;
use crate::english::net::spell;
use crate::english::numbers::{parse_number, say_cardinal, say_ordinal, say_year};
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
    let table: DataTable<4> = DataTable::new(include_str!("units.txt"), "unit");
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

pub(super) fn read_quantity(ctx: &Context, at: usize) -> Option<Found> {
    let n = parse_number(ctx, at)?;
    if let Some(end) = find_ordinal_end(ctx, n.end).filter(|_| n.bare) {
        return Some(Found::new(end, PieceKind::Ordinal, say_ordinal(n.int), "ordinal"));
    }
    let is_year = n.bare
        && n.end - at == 4
        && (1900..2100).contains(&n.int)
        && is_one_of(ctx.prev_word(at), &BEFORE_YEAR);
    let (mut end, mut said, mut kind) =
        (n.end, if is_year { say_year(n.int) } else { n.words }, PieceKind::Cardinal);
    let mut one = n.bare && n.int == 1;
    for (link, word) in [("/", " out of "), ("-", " to "), ("–", " to ")] {
        let from = end + link.len();
        if ctx.rest(end).starts_with(link)
            && let Some(second) = parse_number(ctx, from)
            && !ctx.rest(second.end).starts_with(link)
        {
            let second_year = second.bare
                && second.end - from == 4
                && (1900..2100).contains(&second.int)
                && n.end - at == 4
                && n.bare;
            if second_year {
                said = say_year(n.int);
            }
            let fraction =
                link == "/" && n.bare && second.bare && n.int < second.int && second.int <= 100;
            if fraction && n.int > 0 && is_one_of(ctx.next_word(second.end), &["of"]) {
                let part = say_fraction(n.int, second.int);
                return Some(Found::new(second.end, PieceKind::Ratio, part, "fraction"));
            }
            // 24/7 is no fraction.
            if link == "/" && n.bare && second.bare && (n.int, second.int) == (24, 7) {
                return Some(Found::new(
                    second.end,
                    PieceKind::Ratio,
                    "twenty-four seven".to_owned(),
                    "fraction",
                ));
            }
            said.push_str(word);
            said.push_str(&if second_year { say_year(second.int) } else { second.words });
            end = second.end;
            kind = if link == "/" { PieceKind::Ratio } else { PieceKind::Range };
            one = false;
            break;
        }
    }
    if let Some((after, unit)) = find_unit(ctx, end) {
        said = format!("{said} {}", if one { unit.singular } else { unit.plural });
        end = after;
        kind = unit.kind;
    }
    if !ctx.ends_word(end) {
        let tail = ctx.word_at(end);
        said = format!("{said} {}", spell(tail));
        end += tail.len();
    }
    Some(Found::new(end, kind, said.trim_end(), "number"))
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
    let fits = |form: &str| {
        rest.starts_with(form)
            && (!form.ends_with(char::is_alphanumeric) || ctx.ends_word(from + form.len()))
    };
    let fitting = UNITS.iter().filter(|unit| fits(unit.written));
    let unit = fitting.max_by_key(|unit| unit.written.len())?;
    Some((from + unit.written.len(), unit))
}

fn find_ordinal_end(ctx: &Context, at: usize) -> Option<usize> {
    let tail = ctx.word_at(at);
    matches!(tail, "st" | "nd" | "rd" | "th").then_some(at + 2)
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
    let scale = ctx.next_word(n.end);
    let scaled = is_one_of(scale, &["million", "billion", "thousand", "trillion"]);
    let end = if scaled { ctx.skip_spaces(n.end) + scale.len() } else { n.end };
    let scale = if scaled { format!(" {scale}") } else { String::new() };
    let cents = ctx.text[at..n.end]
        .rsplit_once('.')
        .map(|(_, cents)| cents)
        .filter(|cents| cents.len() == 2 && !scaled && names.1 != "dong");
    if let Some(cents) = cents {
        let coins = cents
            .parse()
            .ok()
            .filter(|coins| *coins > 0)
            .map_or_else(String::new, |coins| format!(" {}", say_cardinal(coins)));
        return Some(Found::new(
            end,
            PieceKind::Money,
            format!("{} {}{coins}", say_cardinal(n.int), names.1),
            "currency before the amount",
        ));
    }
    let name = if n.bare && n.int == 1 && !scaled { names.0 } else { names.1 };
    Some(Found::new(
        end,
        PieceKind::Money,
        format!("{}{scale} {name}", n.words),
        "currency before the amount",
    ))
}
