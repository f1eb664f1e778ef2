//! Money: đồng in all short forms, foreign currencies, and the colloquial "k", "tr", "t".
//!
//! Reads the text after a number or, for `$5`, before it. `numeral.rs` parses the number.

use crate::context::{Context, Found};
use crate::data::DataTable;
use crate::piece::PieceKind;
use crate::vietnamese::cardinal;
use crate::vietnamese::files::UNIT_TABLES;
use crate::vietnamese::measure::{self, Before};
use crate::vietnamese::numeral::{self, Numeral};
use crate::word::{is_letter, is_one_of, is_same_word};

/// A currency or round figure after a number.
pub(super) struct Suffix {
    pub(super) end: usize,
    /// Words after the number.
    pub(super) words: String,
    /// Words that replace the number and what follows.
    pub(super) whole: Option<String>,
    pub(super) kind: PieceKind,
    pub(super) rule: &'static str,
}

/// Currencies: short form in lower case, name, hundredth part.
static CURRENCIES: DataTable<3> = DataTable::new(UNIT_TABLES, "currency");

/// Reads a currency or magnitude after a number.
pub(super) fn read_suffix(ctx: &Context, n: &Numeral) -> Option<Suffix> {
    read_shop_form(ctx, n).or_else(|| read_plain_form(ctx, n))
}

/// Reads a currency before an amount: "$5", "USD 1.200", "₫30.000".
pub(super) fn read_prefixed(ctx: &Context, at: usize) -> Option<Found> {
    let (after, name, part) = find_currency(ctx, at)?;
    let short = &ctx.text[at..after];
    let mut n = numeral::parse(ctx, ctx.skip_spaces(after))?;
    // Amounts have no thousandths: "USD 1,200" has English grouping.
    let digits = &ctx.text[n.start..n.end];
    if n.open
        && let Some((whole, rest)) = digits.split_once(',')
    {
        n.int = format!("{whole}{rest}").parse().unwrap_or(n.int);
        n.fraction = None;
    }
    if matches!(short, "đ" | "Đ" | "đồng") {
        return None;
    }
    let (end, magnitude) = find_magnitude(ctx, n.end).unwrap_or((n.end, ""));
    let mut spoken =
        say_cents(ctx, &n, name, part).filter(|_| magnitude.is_empty()).unwrap_or_else(|| {
            let mut words = String::new();
            numeral::push(&mut words, ctx, &n);
            cardinal::push_word(&mut words, magnitude);
            cardinal::push_word(&mut words, name);
            words
        });
    let per = measure::read_per(ctx, end, Before::Money);
    let end = per.as_ref().map_or(end, |per| per.end);
    spoken.push_str(per.as_ref().map_or("", |per| &per.words));
    Some(Found::new(end, PieceKind::Money, spoken, "currency before the amount"))
}

/// "100k", "10tr", "1tr2", "2t3": thousands, millions, billions, with optional digits after the
/// letter.
fn read_shop_form(ctx: &Context, n: &Numeral) -> Option<Suffix> {
    // "5-7 tr/tháng": only "tr" can have a space before it.
    let spaced = matches!(ctx.next_word(n.end), "tr" | "trđ") && ctx.byte(n.end) == b' ';
    let from = if spaced { ctx.skip_spaces(n.end) } else { n.end };
    let word = ctx.word_at(from);
    let step: u64 = match word {
        "k" | "K" => 1_000,
        "tr" | "Tr" | "TR" | "trđ" | "trd" => 1_000_000,
        "t" if n.is_bare() || n.fraction.is_some() => 1_000_000_000,
        _ => return None,
    };
    let mut end = from + word.len();
    let mut words = String::new();
    let mut whole = None;
    if ctx.is_digit(end) {
        let digits = ctx.digits(end);
        whole = Some(say_inner_decimals(ctx, n, digits, step)?);
        end += digits.len();
    } else {
        words = match step {
            1_000 => cardinal::say(ctx.style, 1000).replace("một ", ""),
            1_000_000 => "triệu".to_owned(),
            _ => "tỷ".to_owned(),
        };
    }
    if !ctx.ends_word(end) {
        return None;
    }
    let mut kind = PieceKind::Cardinal;
    let mut push = |text: &str| match &mut whole {
        Some(whole) => cardinal::push_word(whole, text),
        None => cardinal::push_word(&mut words, text),
    };
    if word.ends_with(['đ', 'd']) {
        push("đồng");
        kind = PieceKind::Money;
    } else if let Some((after, name, _)) = find_currency(ctx, ctx.skip_spaces(end)) {
        push(name);
        end = after;
        kind = PieceKind::Money;
    }
    if let Some(per) = measure::read_per(ctx, end, Before::Money) {
        push(per.words.trim_start());
        end = per.end;
        kind = PieceKind::Money;
    }
    Some(Suffix { end, words, whole, kind, rule: "shop form: k, tr, t" })
}

/// "1tr250" is 1,25 million: digits after the letter are decimals.
fn say_inner_decimals(ctx: &Context, n: &Numeral, digits: &str, step: u64) -> Option<String> {
    if digits.len() > 3 || !n.is_bare() {
        return None;
    }
    let scale = [0, step / 10, step / 100, step / 1000][digits.len()];
    let decimals = digits.parse::<u64>().ok()?.checked_mul(scale)?;
    let value = n.int.checked_mul(step)?.checked_add(decimals)?;
    Some(cardinal::say(ctx.style, value))
}

fn read_plain_form(ctx: &Context, n: &Numeral) -> Option<Suffix> {
    let (after, magnitude) = find_magnitude(ctx, n.end).unwrap_or((n.end, ""));
    let at = ctx.skip_spaces(after);
    let (mut end, name, part) = find_currency(ctx, at)?;
    let short = &ctx.text[at..end];
    // "lớp 3 Đ" is a class. After a space, "Đ" is a currency only after thousands.
    if short == "Đ" && at > after && n.int < 1000 {
        return None;
    }
    // "đồng" in full stays as written, unless "per" follows.
    let per = measure::read_per(ctx, end, Before::Money);
    if short == "đồng" && per.is_none() && n.fraction.is_none() && magnitude.is_empty() {
        return None;
    }
    let mut words = String::from(magnitude);
    let mut whole = say_cents(ctx, n, name, part).filter(|_| magnitude.is_empty());
    if whole.is_none() {
        cardinal::push_word(&mut words, name);
    }
    if let Some(per) = per {
        end = per.end;
        match &mut whole {
            Some(whole) => whole.push_str(&per.words),
            None => words.push_str(&per.words),
        }
    }
    Some(Suffix { end, words, whole, kind: PieceKind::Money, rule: "currency after the amount" })
}

/// "1,5 triệu đ": finds a magnitude in words after a number.
fn find_magnitude<'a>(ctx: &Context<'a>, at: usize) -> Option<(usize, &'a str)> {
    let mut end = at;
    loop {
        let from = ctx.skip_spaces(end);
        let word = ctx.word_at(from);
        if !is_one_of(word, &["nghìn", "ngàn", "triệu", "tỷ", "tỉ", "trăm", "chục", "vạn"])
        {
            break;
        }
        end = from + word.len();
    }
    (end > at).then(|| (end, ctx.text[at..end].trim()))
}

/// "10,5$": the decimals are cents.
fn say_cents(ctx: &Context, n: &Numeral, name: &str, part: &str) -> Option<String> {
    let (from, to) = n.fraction?;
    let digits = &ctx.text[from..to];
    if part.is_empty() || digits.len() > 2 {
        return None;
    }
    let mut value: u64 = digits.parse().ok()?;
    if digits.len() == 1 {
        value *= 10;
    }
    let mut out = String::new();
    cardinal::push(&mut out, ctx.style, n.int);
    cardinal::push_word(&mut out, name);
    if value > 0 {
        cardinal::push(&mut out, ctx.style, value);
        cardinal::push_word(&mut out, part);
    }
    Some(out)
}

/// Finds a currency at a position: its end, name and hundredth part.
pub(super) fn find_currency(
    ctx: &Context,
    at: usize,
) -> Option<(usize, &'static str, &'static str)> {
    let c = ctx.char(at)?;
    if !is_letter(c) {
        let mut buffer = [0; 4];
        let sign: &str = c.encode_utf8(&mut buffer);
        let [_, name, part] = CURRENCIES.iter().find(|[short, ..]| *short == sign)?;
        return Some((at + c.len_utf8(), name, part));
    }
    let word = ctx.word_at(at);
    let end = at + word.len();
    if word.eq_ignore_ascii_case("us") && ctx.byte(end) == b'$' {
        return Some((end + 1, "đô la Mỹ", "xu"));
    }
    if !ctx.ends_word(end) || word.len() > 8 {
        return None;
    }
    let [_, name, part] = CURRENCIES.iter().find(|[short, ..]| is_same_word(word, short))?;
    Some((end, name, part))
}
