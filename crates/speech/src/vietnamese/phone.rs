//! Telephone numbers, hotlines, emergency numbers and codes, spoken digit by digit.
//!
//! Pauses separate groups of digits, so that listeners can write the number down. The groups are as
//! written; a number without groups is split.

use crate::context::{Context, Found};
use crate::piece::PieceKind;
use crate::vietnamese::cardinal;
use crate::vietnamese::measure;
use crate::vietnamese::money;
use crate::vietnamese::numeral;
use crate::vietnamese::phone_words::{self as words, is_any_before};
use crate::vietnamese::short_number;
use crate::word::is_one_of;

/// Reads a number that is spoken digit by digit. It may start with "+", "(" or "*".
pub(super) fn read(ctx: &Context, at: usize) -> Option<Found> {
    match ctx.byte(at) {
        b'+' => read_international(ctx, at),
        b'(' => read_long(ctx, at),
        b'*' => read_service_code(ctx, at),
        b'0' => read_long(ctx, at)
            .or_else(|| read_grouped_zero(ctx, at))
            .or_else(|| read_leading_zero(ctx, at)),
        b'1' => read_hotline(ctx, at).or_else(|| read_short_or_code(ctx, at)),
        _ => read_short_or_code(ctx, at),
    }
}

/// Reads digits that may also be a count.
fn read_short_or_code(ctx: &Context, at: usize) -> Option<Found> {
    short_number::read(ctx, at)
        .or_else(|| read_labelled(ctx, at))
        .or_else(|| read_long_number(ctx, at))
}

/// Returns the reading of a telephone number with any separators.
pub(super) fn say(text: &str) -> String {
    let mut groups: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
    groups.retain(|group| !group.is_empty());
    if let [only] = groups[..] {
        groups = split_digits(only);
    }
    let said = say_groups(&groups);
    if text.trim_start().starts_with('+') { format!("cộng {said}") } else { said }
}

fn say_groups(groups: &[&str]) -> String {
    let said: Vec<String> = groups.iter().map(|group| cardinal::say_digits(group)).collect();
    said.join(", ")
}

/// Returns a number that is spoken digit by digit.
fn found_digits(end: usize, groups: &[&str], rule: &'static str) -> Option<Found> {
    Some(Found::new(end, PieceKind::Phone, say_groups(groups), rule))
}

/// Returns whether a sign and more digits follow.
fn goes_on(ctx: &Context, end: usize, signs: &[u8]) -> bool {
    signs.contains(&ctx.byte(end)) && ctx.is_digit(end + 1)
}

/// Splits a number without separators: 0912 345 678, 0252 388 1234, 1900 0368.
fn split_digits(digits: &str) -> Vec<&str> {
    let sizes: &[usize] = match digits.len() {
        8 => &[4, 4],
        9 => &[3, 3, 3],
        10 => &[4, 3, 3],
        11 => &[4, 3, 4],
        12 => &[3, 3, 3, 3],
        _ => return vec![digits],
    };
    let mut rest = digits;
    let mut out = Vec::new();
    for &size in sizes {
        let (head, tail) = rest.split_at(size);
        out.push(head);
        rest = tail;
    }
    out
}

/// Returns the groups of digits at a position with their ends. A space, dot, dash or bracket joins
/// them.
fn find_groups<'a>(ctx: &Context<'a>, at: usize) -> Vec<(&'a str, usize)> {
    let mut out = Vec::new();
    let mut at = at + usize::from(ctx.byte(at) == b'(');
    while ctx.is_digit(at) {
        let end = ctx.digits_end(at);
        out.push((&ctx.text[at..end], end));
        let mut next = end;
        if ctx.byte(next) == b')' {
            next += 1;
        }
        if matches!(ctx.byte(next), b' ' | b'.' | b'-') {
            next += 1;
        }
        if next == end || out.len() > 6 {
            break;
        }
        at = next;
    }
    out
}

/// Takes groups until their digits add up to one of `totals`; the longest match wins.
fn take_groups<'a>(groups: &[(&'a str, usize)], totals: &[usize]) -> Option<(Vec<&'a str>, usize)> {
    let mut total = 0;
    let mut best = None;
    for (i, (group, end)) in groups.iter().enumerate() {
        total += group.len();
        if totals.contains(&total) {
            best = Some((i + 1, *end));
        }
    }
    let (count, end) = best?;
    let mut parts: Vec<&str> = groups[..count].iter().map(|(group, _)| *group).collect();
    if let [only] = parts[..] {
        parts = split_digits(only);
    }
    Some((parts, end))
}

/// "0912.345.678", "(0252) 3 812 345", "02523881234", and numbers after slashes.
fn read_long(ctx: &Context, at: usize) -> Option<Found> {
    let mut found = read_one_long(ctx, at)?;
    while let Some(next) = read_after_slash(ctx, found.end) {
        found.spoken.push_str(", hoặc ");
        found.spoken.push_str(&next.spoken);
        found.end = next.end;
    }
    Some(found)
}

/// Reads another number, or alternative last digits, after a slash: "0252.388.123/124".
fn read_after_slash(ctx: &Context, slash: usize) -> Option<Found> {
    let at = slash + 1;
    if ctx.byte(slash) != b'/' || !ctx.is_digit(at) {
        return None;
    }
    if let Some(found) = read_one_long(ctx, at) {
        return Some(found);
    }
    let end = ctx.digits_end(at);
    if end - at > 4 || !ctx.ends_word(end) || goes_on(ctx, end, b".,-") {
        return None;
    }
    found_digits(end, &[&ctx.text[at..end]], "other last digits")
}

fn read_one_long(ctx: &Context, at: usize) -> Option<Found> {
    let groups = find_groups(ctx, at);
    let first = groups.first()?.0;
    // "(2025) …" is a remark. "02.163" and dates have too few digits to match.
    if !first.starts_with('0') || ctx.byte(at) == b'(' && !(3..=5).contains(&first.len()) {
        return None;
    }
    let totals: &[usize] = if first.starts_with("02") {
        &[10, 11]
    } else if first.len() == 11 {
        &[11]
    } else {
        &[10]
    };
    let (parts, end) = take_groups(&groups, totals)?;
    if !ctx.ends_word(end) {
        return None;
    }
    found_digits(end, &parts, "telephone number")
}

/// "+84 912 345 678", "+224".
fn read_international(ctx: &Context, at: usize) -> Option<Found> {
    if is_country_code(ctx, at) {
        let end = ctx.digits_end(at + 1);
        let spoken = format!("cộng {}", cardinal::say_digits(&ctx.text[at + 1..end]));
        return Some(Found::new(end, PieceKind::Phone, spoken, "code of a country"));
    }
    let groups = find_groups(ctx, at + 1);
    let (parts, end) = take_groups(&groups, &[10, 11, 12, 13])?;
    // "+1.500.000.000 đồng" is an increase.
    if ctx.byte(at + 1) != b'8' && (ctx.text[at..end].contains('.') || is_amount(ctx, at + 1, end))
    {
        return None;
    }
    if ctx.is_word(at.wrapping_sub(1)) || !ctx.ends_word(end) {
        return None;
    }
    let parts = if groups.len() == 1 { vec![groups[0].0] } else { parts };
    Some(Found::new(
        end,
        PieceKind::Phone,
        format!("cộng {}", say_groups(&parts)),
        "international telephone number",
    ))
}

/// "đầu số +224", "+224, +231": a code after a noun for codes, or two codes in a list.
fn is_country_code(ctx: &Context, at: usize) -> bool {
    let end = ctx.digits_end(at + 1);
    let shaped = (2..=4).contains(&(end - at))
        && !goes_on(ctx, end, b" .,-/")
        && ctx.ends_word(end)
        && !is_amount(ctx, at + 1, end);
    shaped && (is_any_before(ctx, at, &words::COUNTRY) || is_beside_country_code(ctx, at, end))
}

/// Returns whether a code of the same form is the neighbor: "+224, +231 hoặc +252".
fn is_beside_country_code(ctx: &Context, at: usize, end: usize) -> bool {
    let has_code_length = |digits: &str| digits.len() == 3;
    let next = short_number::find_later(ctx, end);
    let behind = next > end && ctx.byte(next) == b'+' && has_code_length(ctx.digits(next + 1));
    let before = match short_number::find_before_joint(ctx, at) {
        Some(end) => {
            let start = short_number::find_digits_start(ctx, end);
            ctx.byte_before(start) == b'+' && has_code_length(ctx.digits(start))
        }
        None => false,
    };
    has_code_length(ctx.digits(at + 1)) && (behind || before)
}

/// "1900 0368", "19000368", "1800.1091", "1900 636 468".
fn read_hotline(ctx: &Context, at: usize) -> Option<Found> {
    if !ctx.rest(at).starts_with("1900") && !ctx.rest(at).starts_with("1800") {
        return None;
    }
    let groups = find_groups(ctx, at);
    let first = groups.first()?.0;
    // A year and a number: "năm 1900 2000 người".
    if is_one_of(ctx.prev_word(at), &["năm", "tháng"])
        || first.len() == 4 && ctx.byte(at + 4) == b'-'
    {
        return None;
    }
    let called = is_any_before(ctx, at, &words::CALL) || is_any_before(ctx, at, &words::HELP);
    let totals: &[usize] = if called { &[8, 10] } else { &[8] };
    let (parts, end) = take_groups(&groups, totals)?;
    if !ctx.ends_word(end) {
        return None;
    }
    found_digits(end, &parts, "service number")
}

/// "số CCCD 0680…", "mã 482913": papers, accounts, codes.
fn read_labelled(ctx: &Context, at: usize) -> Option<Found> {
    let digits = ctx.digits(at);
    let end = at + digits.len();
    if digits.len() < 4 {
        return None;
    }
    let label = ctx.prev_label(at);
    let enough = if is_one_of(label, &["mã", "otp", "pin", "khẩu"]) { 4 } else { 8 };
    let is_labelled = digits.len() >= enough && is_one_of(label, &words::CODE_LABELS);
    if !is_labelled || !ctx.ends_word(end) || goes_on(ctx, end, b".,/-") {
        return None;
    }
    found_digits(end, &split_digits(digits), "number spoken digit by digit")
}

/// "260123456": nine digits without separators are a count only if a counted noun follows.
fn read_long_number(ctx: &Context, at: usize) -> Option<Found> {
    let digits = ctx.digits(at);
    let end = at + digits.len();
    // NeMo reads them as counts.
    if digits.len() < 9 || ctx.style.is_nemo() || !ctx.ends_word(end) {
        return None;
    }
    if goes_on(ctx, end, b".,") || is_amount(ctx, at, end) {
        return None;
    }
    found_digits(end, &split_digits(digits), "number too long for a count")
}

/// Returns whether money, a unit or a counted noun follows a number.
fn is_amount(ctx: &Context, at: usize, end: usize) -> bool {
    let next = ctx.skip_spaces(end);
    let money = numeral::parse(ctx, at)
        .is_some_and(|n| n.end == end && money::read_suffix(ctx, &n).is_some());
    money
        || matches!(ctx.byte(next), b'%')
        || is_one_of(ctx.word_at(next), &words::MANY)
        || measure::find_unit(ctx, next, next == end).is_some()
}

/// "012 345 678", "060 199 001 234": groups after a leading zero. The first group is longer than
/// that of a date.
fn read_grouped_zero(ctx: &Context, at: usize) -> Option<Found> {
    let groups = find_groups(ctx, at);
    let (parts, end) = take_groups(&groups, &[9, 10, 11, 12])?;
    let is_grouped = groups.first()?.0.len() >= 3 && ctx.digits_end(at) < end;
    if !is_grouped || !ctx.ends_word(end) || is_amount(ctx, at, end) {
        return None;
    }
    found_digits(end, &parts, "groups with a leading zero")
}

/// "068099001234", "0123": a leading zero, so no count.
fn read_leading_zero(ctx: &Context, at: usize) -> Option<Found> {
    let digits = ctx.digits(at);
    let end = at + digits.len();
    let is_long = digits.len() >= 5 || digits.len() == 4 && !ctx.rest(end).starts_with(" %");
    if is_long && ctx.ends_word(end) && !goes_on(ctx, end, b".,/-:") {
        return found_digits(end, &split_digits(digits), "number with a leading zero");
    }
    read_labelled(ctx, at)
}

/// "*101#": a service code.
fn read_service_code(ctx: &Context, at: usize) -> Option<Found> {
    let mut spoken = String::from("sao");
    let mut at = at + 1;
    if !ctx.is_digit(at) {
        return None;
    }
    loop {
        let digits = ctx.digits(at);
        cardinal::push_digits(&mut spoken, digits);
        at += digits.len();
        match ctx.byte(at) {
            b'*' if ctx.is_digit(at + 1) => {
                cardinal::push_word(&mut spoken, "sao");
                at += 1;
            }
            b'#' => {
                cardinal::push_word(&mut spoken, "thăng");
                return Some(Found::new(at + 1, PieceKind::Phone, spoken, "service code"));
            }
            _ => return None,
        }
    }
}
