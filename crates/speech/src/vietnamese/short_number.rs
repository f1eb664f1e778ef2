//! Called numbers of three to six digits: "gọi 113", "tổng đài 156", "113 (công an), 114 (chữa
//! cháy)".
//!
//! A short number looks like a count. The words around one number decide for a whole list.

use crate::context::{Context, Found};
use crate::piece::PieceKind;
use crate::vietnamese::cardinal;
use crate::vietnamese::measure;
use crate::vietnamese::phone_words::{self as words, is_any_at, is_any_before, is_known};
use crate::word::is_one_of;

/// The number of list members to check on each side.
const LONGEST_LIST: usize = 8;
/// The longest name of a service in a list, in words.
const LONGEST_NAME: usize = 6;

/// Reads a short number and the numbers that slashes and dashes join to it.
pub(super) fn read(ctx: &Context, at: usize) -> Option<Found> {
    let digits = ctx.digits(at);
    let end = at + digits.len();
    if !is_bare(ctx, at) || is_count(ctx, end) || !is_called(ctx, at) {
        return None;
    }
    let mut found = Found::new(end, PieceKind::Phone, cardinal::say_digits(digits), "short number");
    while let Some(next) = find_joined(ctx, found.end) {
        found.spoken.push_str(", ");
        cardinal::push_digits(&mut found.spoken, ctx.digits(next));
        found.end = ctx.digits_end(next);
    }
    Some(found)
}

/// Returns whether the digits are a short number, not part of a longer number, decimal or ratio.
fn is_bare(ctx: &Context, at: usize) -> bool {
    let end = ctx.digits_end(at);
    let goes_on =
        matches!(ctx.byte(end), b'.' | b',' | b'-' | b'/' | b':') && ctx.is_digit(end + 1);
    (3..=6).contains(&(end - at))
        && ctx.ends_word(end)
        && (!goes_on || find_joined(ctx, end).is_some())
}

/// Returns the start of a known number after a slash or dash: "113/114", "113 – 114".
fn find_joined(ctx: &Context, end: usize) -> Option<usize> {
    let mark_at = ctx.skip_spaces(end);
    let mark = ctx.char(mark_at)?;
    let next = ctx.skip_spaces(mark_at + mark.len_utf8());
    let next_end = ctx.digits_end(next);
    let is_joined = matches!(mark, '/' | '-' | '–' | '—')
        && is_known(ctx.digits(next))
        && ctx.ends_word(next_end)
        && !is_count(ctx, next_end);
    if is_joined { Some(next) } else { None }
}

/// Returns whether the number before this position is a count: "gọi 200 người", "đến 115%".
fn is_count(ctx: &Context, end: usize) -> bool {
    let next = ctx.skip_spaces(end);
    ctx.byte(next) == b'%'
        || words::is_counted(ctx, next)
        || measure::find_unit(ctx, next, next == end).is_some()
}

/// Returns whether this number, or an earlier one of its list, is called.
fn is_called(ctx: &Context, at: usize) -> bool {
    let mut at = at;
    for _ in 0..LONGEST_LIST {
        if has_word(ctx, at) {
            return true;
        }
        let Some(earlier) = find_earlier(ctx, at) else { break };
        if ends_long_number(ctx, earlier) {
            return true;
        }
        at = earlier;
    }
    is_run(ctx, at)
}

/// Returns whether the words around a short number mark it as called.
fn has_word(ctx: &Context, at: usize) -> bool {
    let digits = ctx.digits(at);
    if !(3..=6).contains(&digits.len()) || is_count(ctx, at + digits.len()) {
        return false;
    }
    let label_end = words::find_label_end(ctx, at);
    let label = ctx.word_ending(label_end);
    let linked = is_one_of(label, &words::LINKS)
        && is_any_before(ctx, label_end - label.len(), &words::CALL);
    let texted = is_any_before(ctx, at, &["gửi"])
        && ["tin ", "oạn "].iter().any(|word| ctx.tail(at, 40).contains(word));
    if texted || linked || is_any_before(ctx, at, &words::CALL) {
        return true;
    }
    // "tăng từ 98 đến 115" is a range.
    let to = ctx.back_spaces(at) - ctx.prev_word(at).len();
    let ends_range =
        is_any_before(ctx, at, &["đến"]) && ctx.byte_before(ctx.back_spaces(to)).is_ascii_digit();
    let helps = is_any_before(ctx, at, &words::HELP) && !ends_range
        || words::is_rescuer_before(ctx, at)
        || is_explained(ctx, at);
    words::EMERGENCY.contains(&digits) && helps || is_known(digits) && has_service(ctx, at)
}

/// Returns whether a sign and the name of a rescuer follow: "113 (công an)", "114: chữa cháy".
fn is_explained(ctx: &Context, at: usize) -> bool {
    let mark_at = ctx.skip_spaces(ctx.digits_end(at));
    let Some(mark) = ctx.char(mark_at) else { return false };
    let name_at = ctx.skip_spaces(mark_at + mark.len_utf8());
    matches!(mark, '(' | ':' | '-' | '–' | '—') && is_any_at(ctx, name_at, &words::RESCUERS)
}

/// Returns whether the name of a service precedes and the clause ends: "Tổng đài quốc gia bảo vệ
/// trẻ em: 111".
fn has_service(ctx: &Context, at: usize) -> bool {
    let follows = ctx.skip_spaces(ctx.digits_end(at));
    if ctx.is_word(follows) {
        return false;
    }
    let mut back = words::find_label_end(ctx, at);
    for _ in 0..=LONGEST_NAME {
        if is_any_before(ctx, back, &words::SERVICES) {
            return true;
        }
        let word = ctx.word_ending(back);
        if word.is_empty() {
            return false;
        }
        back = ctx.back_spaces(back - word.len());
    }
    false
}

/// Returns the start of the previous number in a list: "113 (công an), hoặc 115".
fn find_earlier(ctx: &Context, at: usize) -> Option<usize> {
    let known = is_known(ctx.digits(at));
    let joint = match find_before_joint(ctx, at) {
        Some(joint) => joint,
        // "công an 113, chữa cháy 114": the name may precede a known number only.
        None if known => find_before_joint(ctx, find_before_name(ctx, at))?,
        None => return None,
    };
    let end = find_before_brackets(ctx, joint);
    if ctx.byte_before(end).is_ascii_digit() {
        return Some(find_digits_start(ctx, end));
    }
    // "113 công an, 114 chữa cháy" and "113 – công an; 114 – chữa cháy".
    let mut end = find_before_name(ctx, end);
    if let Some(mark @ (':' | '-' | '–' | '—')) = ctx.char_before(end) {
        end = ctx.back_spaces(end - mark.len_utf8());
    }
    if !known || !ctx.byte_before(end).is_ascii_digit() {
        return None;
    }
    Some(find_digits_start(ctx, end))
}

/// Returns the position before the marks and words that join two numbers; `None` if there are none.
pub(super) fn find_before_joint(ctx: &Context, at: usize) -> Option<usize> {
    let mut back = ctx.back_spaces(at);
    let start = back;
    loop {
        let word = ctx.word_ending(back);
        back = if is_one_of(word, &["và", "hoặc", "hay"]) {
            ctx.back_spaces(back - word.len())
        } else if let Some(mark @ (',' | ';' | '/' | '-' | '–' | '—' | '(')) = ctx.char_before(back)
        {
            ctx.back_spaces(back - mark.len_utf8())
        } else {
            break;
        };
    }
    if back < start { Some(back) } else { None }
}

/// Returns the position before a remark in brackets.
fn find_before_brackets(ctx: &Context, at: usize) -> usize {
    if ctx.byte_before(at) != b')' {
        return at;
    }
    let head = ctx.tail(at, 60);
    match head.rfind('(') {
        Some(open) => ctx.back_spaces(at - head.len() + open),
        None => at,
    }
}

/// Returns the position before the name of a service.
fn find_before_name(ctx: &Context, at: usize) -> usize {
    let mut back = ctx.back_spaces(at);
    for _ in 0..LONGEST_NAME {
        back = ctx.back_spaces(back - ctx.word_ending(back).len());
    }
    back
}

/// Returns the start of the digits that end at a position.
pub(super) fn find_digits_start(ctx: &Context, end: usize) -> usize {
    let mut start = end;
    while ctx.byte_before(start).is_ascii_digit() {
        start -= 1;
    }
    start
}

/// Returns whether the digits end a long telephone number: "0912 345 678 hoặc 113".
fn ends_long_number(ctx: &Context, at: usize) -> bool {
    let head = ctx.tail(ctx.digits_end(at), 24);
    let number = head
        .rsplit(|c: char| !c.is_ascii_digit() && !matches!(c, ' ' | '.' | '-'))
        .next()
        .unwrap_or("");
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let number = number.trim_start();
    number.starts_with('0') && (9..=12).contains(&digits)
        || digits == 8 && (number.starts_with("1800") || number.starts_with("1900"))
}

/// Returns whether three emergency numbers start a clause: "113 – 114 – 115".
fn is_run(ctx: &Context, first: usize) -> bool {
    let back = ctx.char_before(ctx.back_spaces(first));
    let alone = back.is_none_or(|c| matches!(c, '\n' | '.' | ':' | '!' | '?'));
    let mut at = first;
    let mut members = 0;
    while alone && members < 3 && words::EMERGENCY.contains(&ctx.digits(at)) {
        members += 1;
        at = find_later(ctx, ctx.digits_end(at));
    }
    members == 3
}

/// Returns the position after the marks and words that can join two numbers.
pub(super) fn find_later(ctx: &Context, end: usize) -> usize {
    let mut at = ctx.skip_spaces(end);
    while let Some(mark @ (',' | ';' | '/' | '-' | '–' | '—')) = ctx.char(at) {
        at = ctx.skip_spaces(at + mark.len_utf8());
    }
    let word = ctx.word_at(at);
    if is_one_of(word, &["và", "hoặc", "hay"]) { ctx.skip_spaces(at + word.len()) } else { at }
}
