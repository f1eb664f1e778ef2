//! English telephone numbers and other numbers spoken digit by digit.

use crate::context::{Context, Found};
use crate::data::WordList;
use crate::english::files::TRIGGERS;
use crate::english::numbers::{is_counted, say_digits};
use crate::english::quantity::find_unit;
use crate::piece::PieceKind;
use crate::word::is_one_of;

/// Reads a long number that starts with 0, "+", 1800 or 1900.
pub(super) fn read_phone(ctx: &Context, at: usize) -> Option<Found> {
    let plus = ctx.byte(at) == b'+';
    let mut end = at + usize::from(plus);
    let mut count = 0;
    while ctx.is_digit(end) {
        let next = ctx.digits_end(end);
        count += next - end;
        end = next;
        if matches!(ctx.byte(end), b' ' | b'.' | b'-') && ctx.is_digit(end + 1) && count < 10 {
            end += 1;
        }
    }
    let text = &ctx.text[at..end];
    let service = (text.starts_with("1900") || text.starts_with("1800")) && count == 8;
    let fits = plus && count >= 10 || text.starts_with('0') && (9..=12).contains(&count) || service;
    (fits && ctx.ends_word(end))
        .then(|| Found::new(end, PieceKind::Phone, say_digits(text), "telephone number"))
}

/// Words before a number that is called.
static CALL: WordList = WordList::new(TRIGGERS, "call");

/// "Call 113", "dial 114 or 115": a few digits after a verb of calling, unless a counted noun
/// follows.
pub(super) fn read_short_phone(ctx: &Context, at: usize) -> Option<Found> {
    let digits = ctx.digits(at);
    let end = at + digits.len();
    let goes_on = matches!(ctx.byte(end), b',' | b'.' | b'/' | b':') && ctx.is_digit(end + 1);
    let counts = find_unit(ctx, end).is_some() || is_counted(ctx.next_word(end));
    if !(3..=8).contains(&digits.len()) || goes_on || counts || !ctx.ends_word(end) {
        return None;
    }
    // Earlier numbers of a list: "113, 114 or 115".
    let mut from = at;
    for _ in 0..8 {
        let label = ctx.prev_label(from);
        if is_one_of(label, &CALL) {
            return Some(Found::new(end, PieceKind::Phone, say_digits(digits), "number to call"));
        }
        let mut head = ctx.back_spaces(from);
        if is_one_of(label, &["or", "and"]) {
            head = ctx.back_spaces(head - label.len());
        } else if ctx.byte_before(head) == b',' {
            head -= 1;
        } else {
            return None;
        }
        if ctx.byte_before(head) == b',' {
            head -= 1;
        }
        from = head;
        while ctx.byte_before(from).is_ascii_digit() {
            from -= 1;
        }
        if from == head {
            return None;
        }
    }
    None
}

/// "ID 260123456": nine digits without separators are a count only if a counted noun follows.
pub(super) fn read_long_number(ctx: &Context, at: usize) -> Option<Found> {
    let digits = ctx.digits(at);
    let end = at + digits.len();
    let decimal = matches!(ctx.byte(end), b',' | b'.') && ctx.is_digit(end + 1);
    let counts = decimal || find_unit(ctx, end).is_some() || is_counted(ctx.next_word(end));
    let fits = digits.len() >= 9 && ctx.ends_word(end) && !counts;
    fits.then(|| {
        Found::new(end, PieceKind::Phone, say_digits(digits), "number too long for a count")
    })
}
