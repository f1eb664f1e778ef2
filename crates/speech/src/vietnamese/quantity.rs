//! Numbers with a sign, percent sign, unit or currency, and ranges of them.
//!
//! This rule comes last: dates, times, telephone numbers, laws and ratios are tried before.

use crate::context::{Context, Found};
use crate::data::WordList;
use crate::piece::PieceKind;
use crate::syllable::is_vietnamese_syllable;
use crate::vietnamese::cardinal;
use crate::vietnamese::files::{LABELS, TRIGGERS};
use crate::vietnamese::letters;
use crate::vietnamese::measure::{self, Before};
use crate::vietnamese::money;
use crate::vietnamese::numeral::{self, Numeral};
use crate::vietnamese::sequence;
use crate::word::{is_one_of, is_upper};

/// Reads an amount or a range of two amounts.
pub(super) fn read(ctx: &Context, at: usize) -> Option<Found> {
    if let Some(found) = sequence::read(ctx, at) {
        return Some(found);
    }
    let first = read_amount(ctx, at)?;
    if let Some(found) = read_range(ctx, &first) {
        return Some(found);
    }
    let end = first.end;
    // Amounts in đồng have no thousandths, so the dot groups.
    let whole_money = first.kind == PieceKind::Money
        && first.unit.starts_with("đồng")
        && first.n.fraction.is_none();
    let found = Found::new(end, first.kind, first.said(), first.rule);
    if !first.n.open || whole_money {
        return Some(found);
    }
    Some(found.or(join_unit(&numeral::say_other_reading(ctx, &first.n), &first.unit)))
}

/// A number and its unit, separate so that a range can share the unit.
pub(super) struct Amount {
    pub(super) n: Numeral,
    pub(super) end: usize,
    pub(super) number: String,
    pub(super) unit: String,
    pub(super) kind: PieceKind,
    pub(super) rule: &'static str,
}

impl Amount {
    pub(super) fn said(&self) -> String {
        join_unit(&self.number, &self.unit)
    }
}

fn join_unit(number: &str, unit: &str) -> String {
    if unit.is_empty() { number.to_owned() } else { format!("{number} {unit}") }
}

/// Reads one amount with an optional minus sign.
pub(super) fn read_amount(ctx: &Context, at: usize) -> Option<Amount> {
    let (negative, from) = skip_sign(ctx, at);
    let n = numeral::parse(ctx, from)?;
    let mut number = String::with_capacity(48);
    if negative {
        number.push_str("âm");
    }
    if is_numbering(ctx, &n) {
        numeral::push(&mut number, ctx, &Numeral { version: true, ..n.clone() });
        return Some(Amount {
            end: n.end,
            number,
            unit: String::new(),
            kind: PieceKind::Cardinal,
            rule: "numbering with points",
            n,
        });
    }
    if let Some(kind) = push_special(ctx, &n, &mut number) {
        let (end, unit) = read_letter_suffix(ctx, &n).unwrap_or((n.end, String::new()));
        return Some(Amount { end, number, unit, kind, rule: "number after its label", n });
    } else {
        numeral::push(&mut number, ctx, &n);
    }
    let kind = if n.fraction.is_some() { PieceKind::Decimal } else { PieceKind::Cardinal };
    let rule = if n.fraction.is_some() { "decimal" } else { "whole number" };
    let mut amount = Amount { end: n.end, number, unit: String::new(), kind, rule, n };
    add_suffix(ctx, &mut amount);
    Some(amount)
}

fn skip_sign(ctx: &Context, at: usize) -> (bool, usize) {
    for minus in ["-", "−", "–"] {
        if ctx.rest(at).starts_with(minus) && ctx.is_digit(at + minus.len()) {
            return (true, at + minus.len());
        }
    }
    (false, at)
}

/// Returns whether the number is a weekday after the first of a list: "thứ 2, 4 và 6", "T2,4,6".
fn is_in_weekday_list(ctx: &Context, start: usize) -> bool {
    let mut at = start;
    for _ in 0..5 {
        let back = ctx.back_spaces(at);
        let joined = if ctx.byte_before(back) == b',' {
            back - 1
        } else if is_one_of(ctx.word_ending(back), &["và"]) {
            ctx.back_spaces(back - "và".len())
        } else {
            return false;
        };
        if !matches!(ctx.byte_before(joined), b'2'..=b'7') {
            return false;
        }
        at = joined - 1;
        if ctx.byte_before(at) == b'T' || is_one_of(ctx.prev_word(at), &["thứ"]) {
            return true;
        }
    }
    false
}

/// Nouns whose number may have points.
static NUMBERED: WordList = WordList::new(TRIGGERS, "numbered with points");

/// Returns whether the point is spoken, as in sections and versions: "mục 2.1", "Android 8.0",
/// "2.1. Nội dung".
fn is_numbering(ctx: &Context, n: &Numeral) -> bool {
    let pointed = n.fraction.is_some_and(|(from, to)| ctx.byte(from - 1) == b'.' && to - from <= 2)
        && !n.grouped;
    if !pointed {
        return false;
    }
    let before = ctx.prev_word(n.start);
    let section = is_one_of(before, &NUMBERED);
    let product = before.len() > 3
        && before.starts_with(is_upper)
        && !is_vietnamese_syllable(before)
        && before.is_ascii();
    let heading = ctx.is_line_start(n.start)
        && (ctx.byte(n.end) == b'.'
            || ctx.byte(n.end) == b' ' && ctx.next_word(n.end).starts_with(is_upper));
    section || product || heading
}

/// Appends numbers that certain words change: ordinals, months, codes with leading zeros.
fn push_special(ctx: &Context, n: &Numeral, out: &mut String) -> Option<PieceKind> {
    if !n.is_bare() || n.len > 18 {
        return None;
    }
    if (2..=7).contains(&n.int) && is_in_weekday_list(ctx, n.start) {
        cardinal::push_ordinal(out, ctx.style, n.int);
        return Some(PieceKind::Ordinal);
    }
    let before = ctx.prev_word(n.start);
    if before.is_empty() {
        return None;
    }
    if is_one_of(before, &["thứ"]) {
        cardinal::push_ordinal(out, ctx.style, n.int);
        return Some(PieceKind::Ordinal);
    }
    if is_one_of(before, &["tháng"]) && n.int <= 12 && n.int > 0 {
        cardinal::push_month(out, ctx.style, n.int);
        return Some(PieceKind::Date);
    }
    let keeps_zero = ctx.byte(n.start) == b'0' && n.len <= 3 && is_one_of(before, &["án", "mẫu"])
        || ctx.byte(n.start) == b'0'
            && is_one_of(before, &["số"])
            && is_one_of(ctx.prev_word2(n.start), &["mẫu", "định", "thị", "quyết", "án"]);
    if keeps_zero {
        cardinal::push_digits(out, &ctx.text[n.start..n.end]);
        return Some(PieceKind::Cardinal);
    }
    None
}

fn add_suffix(ctx: &Context, amount: &mut Amount) {
    let end = amount.n.end;
    let spaced = ctx.skip_spaces(end);
    if let Some((after, words)) = find_percent(ctx, spaced) {
        amount.end = after;
        amount.unit = words.to_owned();
        amount.kind = PieceKind::Percent;
        amount.rule = "percentage";
        add_per(ctx, amount, Before::Count);
        return;
    }
    if let Some(money) = money::read_suffix(ctx, &amount.n) {
        amount.end = money.end;
        amount.kind = money.kind;
        amount.rule = money.rule;
        amount.unit = money.words;
        if let Some(whole) = money.whole {
            amount.number =
                if amount.number.starts_with("âm") { format!("âm {whole}") } else { whole };
        }
        return;
    }
    if let Some((after, words)) = read_inner_unit(ctx, &amount.n) {
        amount.end = after;
        amount.unit = words;
        amount.kind = PieceKind::Measure;
        amount.rule = "unit inside the number";
        return;
    }
    let class = is_class(ctx, &amount.n);
    if let Some(unit) = measure::find_unit(ctx, spaced, spaced == end).filter(|_| !class) {
        amount.end = unit.end;
        amount.unit = unit.words.to_owned();
        amount.kind = PieceKind::Measure;
        amount.rule = "unit of measure";
        add_per(ctx, amount, Before::Measure);
        return;
    }
    if let Some((after, words)) = read_letter_suffix(ctx, &amount.n) {
        amount.end = after;
        amount.unit = words;
        return;
    }
    add_per(ctx, amount, Before::Count);
}

fn add_per(ctx: &Context, amount: &mut Amount, before: Before) {
    if let Some(per) = measure::read_per(ctx, amount.end, before) {
        amount.unit.push_str(if amount.unit.is_empty() {
            per.words.trim_start()
        } else {
            &per.words
        });
        amount.end = per.end;
    }
}

/// "1m65", "2kg5": a unit inside the number. "5m2" is an area.
fn read_inner_unit(ctx: &Context, n: &Numeral) -> Option<(usize, String)> {
    let unit = ctx.word_at(n.end);
    if !n.is_bare() || !matches!(unit, "m" | "kg" | "km" | "l" | "ha") {
        return None;
    }
    let from = n.end + unit.len();
    let rest = ctx.digits(from);
    let end = from + rest.len();
    let is_exponent = unit.ends_with('m') && matches!(rest, "2" | "3");
    if !matches!(rest.len(), 1 | 2) || is_exponent || !ctx.ends_word(end) {
        return None;
    }
    let name = match unit {
        "m" => "mét",
        "l" => "lít",
        _ => measure::find_lone_unit(unit)?,
    };
    let part = cardinal::say(ctx.style, rest.parse().unwrap_or(0));
    Some((end, format!("{name} {part}")))
}

/// Nouns whose number may carry a letter.
static LETTERED: WordList = WordList::new(TRIGGERS, "lettered");

/// Returns whether a capital after a number is a letter, not a unit: "lớp 9A", "nhà 12B".
fn is_class(ctx: &Context, n: &Numeral) -> bool {
    let letter = ctx.word_at(n.end);
    letter.len() == 1 && letter.starts_with(is_upper) && is_lettered(ctx, n.start)
}

/// Returns whether a noun precedes whose number may carry a letter, or a list of such numbers:
/// "lớp 4A, 5A và 5B".
fn is_lettered(ctx: &Context, start: usize) -> bool {
    let mut start = start;
    for _ in 0..8 {
        let word = ctx.prev_word(start);
        if is_one_of(word, &LETTERED) {
            return true;
        }
        let mut back = ctx.back_spaces(start);
        if is_one_of(word, &["và", "hoặc"]) {
            back = ctx.back_spaces(back - word.len());
        } else if ctx.byte_before(back) == b',' {
            back -= 1;
        } else {
            return false;
        }
        let letter = ctx.word_ending(back);
        let digits_end = back - letter.len();
        if letter.len() > 1 || !ctx.byte_before(digits_end).is_ascii_digit() {
            return false;
        }
        start = digits_end;
        while ctx.byte_before(start).is_ascii_digit() {
            start -= 1;
        }
    }
    false
}

/// Finds "%" or "‰" and its words.
fn find_percent(ctx: &Context, at: usize) -> Option<(usize, &'static str)> {
    match ctx.char(at)? {
        '%' => Some((at + 1, "phần trăm")),
        '‰' => Some((at + '‰'.len_utf8(), "phần nghìn")),
        _ => None,
    }
}

/// "12A", "4B1", "3G": spells letters directly after a number that are no unit.
fn read_letter_suffix(ctx: &Context, n: &Numeral) -> Option<(usize, String)> {
    let mut end = n.end;
    while ctx.is_word(end) {
        end += ctx.char(end).map_or(1, char::len_utf8);
    }
    if end == n.end {
        return None;
    }
    // "5người": a missing space.
    let word = ctx.word_at(n.end);
    if word.chars().nth(1).is_some() && !word.chars().any(is_upper) && is_vietnamese_syllable(word)
    {
        return None;
    }
    let tail = &ctx.text[n.end..end];
    // In a Vietnamese sentence, the ending of "1st" adds nothing to the number.
    if matches!(tail, "st" | "nd" | "rd" | "th") {
        return Some((end, String::new()));
    }
    Some((end, letters::say_code(ctx.style, tail)))
}

/// Reads a dash and the second amount of a range.
fn read_range(ctx: &Context, first: &Amount) -> Option<Found> {
    let from = skip_dash(ctx, first.end)?;
    if !ctx.is_digit(from) {
        return None;
    }
    let spaced = ctx.byte_before(from) == b' ';
    let labelled = is_one_of(ctx.prev_word(first.n.start), &LABELS);
    let second = read_amount(ctx, from)?;
    // "thôn 1 - 45 hộ" is the name of a hamlet and a count; "tổ 1-3" is a range.
    let before = ctx.prev_word(first.n.start);
    let counts = spaced
        && labelled
        && first.unit.is_empty()
        && (second.n.int < first.n.int || !ctx.next_word(second.end).is_empty())
        && !is_one_of(before, &["năm", "tháng", "ngày"]);
    let has_third = skip_dash(ctx, second.end).is_some_and(|next| ctx.is_digit(next));
    if counts || has_third {
        return None;
    }
    let is_score =
        is_one_of(before, &["số"]) && is_one_of(ctx.prev_word2(first.n.start), &["tỷ", "tỉ"]);
    let month = is_one_of(before, &["tháng"]) && second.n.is_bare() && second.n.int <= 12;
    // "(1.046 - 109)" is a subtraction: a range doesn't fall.
    let falls = spaced
        && !labelled
        && first.n.int > second.n.int
        && first.unit.is_empty()
        && second.unit.is_empty();
    let mut spoken = first.said();
    spoken.push_str(match (is_score, falls) {
        (true, _) => " ",
        (_, true) => " trừ ",
        _ => " đến ",
    });
    if month {
        cardinal::push_month(&mut spoken, ctx.style, second.n.int);
        cardinal::push_word(&mut spoken, &second.unit);
    } else {
        spoken.push_str(&second.said());
    }
    Some(Found::new(second.end, PieceKind::Range, spoken, "from one number to another"))
}

/// Returns the position after a dash and the spaces around it.
pub(super) fn skip_dash(ctx: &Context, at: usize) -> Option<usize> {
    let from = ctx.skip_spaces(at);
    let c = ctx.char(from)?;
    let dash = matches!(c, '-' | '–' | '—' | '−' | '~' | '‑' | '‒' | '→' | '÷');
    dash.then(|| ctx.skip_spaces(from + c.len_utf8()))
}
