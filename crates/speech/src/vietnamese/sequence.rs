//! Sequences of numbers that are no range: sides (3x4), mixtures (16-16-8), number plates
//! (86A-123.45).

use crate::context::{Context, Found};
use crate::piece::PieceKind;
use crate::vietnamese::cardinal;
use crate::vietnamese::letters;
use crate::vietnamese::measure;
use crate::vietnamese::numeral;

/// Reads the sequence at a position.
pub(super) fn read(ctx: &Context, at: usize) -> Option<Found> {
    read_product(ctx, at).or_else(|| read_plate(ctx, at)).or_else(|| read_chain(ctx, at))
}

/// "86A-123.45": the number plate of a vehicle.
fn read_plate(ctx: &Context, at: usize) -> Option<Found> {
    let span = ctx.digits(at);
    let letters = ctx.word_at(at + span.len());
    let series = at + span.len() + letters.len();
    let from = ctx.digits_end(series) + 1;
    let shaped = span.len() == 2
        && matches!(letters.len(), 1 | 2)
        && letters.bytes().all(|b| b.is_ascii_uppercase());
    if !shaped || !matches!(ctx.byte(from - 1), b'-' | b' ') || from - series > 2 {
        return None;
    }
    let number = ctx.digits(from);
    let mut end = from + number.len();
    let mut spoken = letters::say_code(ctx.style, &ctx.text[at..from - 1]);
    spoken.push_str(", ");
    spoken.push_str(&cardinal::say_digits(number));
    if number.len() == 3 && ctx.byte(end) == b'.' && ctx.digits(end + 1).len() == 2 {
        spoken.push_str(", ");
        spoken.push_str(&cardinal::say_digits(ctx.digits(end + 1)));
        end += 3;
    }
    if !matches!(end - from, 4..=6) || !ctx.ends_word(end) {
        return None;
    }
    Some(Found::new(end, PieceKind::Cardinal, spoken, "number plate"))
}

/// "16-16-8": three or more numbers with dashes are a list, not a range.
///
/// Pauses separate rising numbers, which are a list of values ("14-25-40-60 tuổi"). A mixture is
/// one name without pauses.
fn read_chain(ctx: &Context, at: usize) -> Option<Found> {
    let mut end = ctx.digits_end(at);
    if ctx.byte(end) != b'-' {
        return None;
    }
    let mut numbers = vec![ctx.digits(at)];
    while ctx.byte(end) == b'-' && ctx.is_digit(end + 1) {
        let digits = ctx.digits(end + 1);
        numbers.push(digits);
        end += 1 + digits.len();
    }
    if numbers.len() < 3 || !ctx.ends_word(end) {
        return None;
    }
    let value = |digits: &str| digits.parse::<u32>().unwrap_or(0);
    let rises = numbers.windows(2).all(|pair| value(pair[0]) < value(pair[1]));
    let mut spoken = String::new();
    for (i, digits) in numbers.iter().enumerate() {
        if i > 0 {
            spoken.push_str(if rises { ", " } else { " " });
        }
        spoken.push_str(&letters::say_code(ctx.style, digits));
    }
    Some(Found::new(end, PieceKind::Cardinal, spoken, "sequence of numbers"))
}

/// "3x4", "20 × 30 cm", "2m x 3m": the sides of a thing.
fn read_product(ctx: &Context, at: usize) -> Option<Found> {
    let first = numeral::parse(ctx, at)?;
    let mut spoken = String::new();
    numeral::push(&mut spoken, ctx, &first);
    let mut end = first.end;
    if let Some(unit) = measure::find_unit(ctx, end, true)
        && find_factor(ctx, unit.end).is_some()
    {
        cardinal::push_word(&mut spoken, unit.words);
        end = unit.end;
    }
    let mut next = find_factor(ctx, end);
    next?;
    while let Some(at) = next {
        let side = numeral::parse(ctx, at)?;
        cardinal::push_word(&mut spoken, "nhân");
        numeral::push(&mut spoken, ctx, &side);
        end = side.end;
        let spaced = ctx.skip_spaces(end);
        if let Some(unit) = measure::find_unit(ctx, spaced, spaced == end) {
            cardinal::push_word(&mut spoken, unit.words);
            end = unit.end;
        }
        next = find_factor(ctx, end);
    }
    if !ctx.ends_word(end) {
        return None;
    }
    Some(Found::new(end, PieceKind::Measure, spoken, "sides"))
}

/// Returns the position of the number after a multiplication sign.
fn find_factor(ctx: &Context, end: usize) -> Option<usize> {
    let from = ctx.skip_spaces(end);
    let sign = ctx.char(from)?;
    let next = ctx.skip_spaces(from + sign.len_utf8());
    let is_factor = matches!(sign, 'x' | 'X' | '×' | '*') && ctx.is_digit(next);
    if is_factor { Some(next) } else { None }
}
