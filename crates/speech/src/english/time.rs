//! English times of day ("8:30 am"), and where a dash or a dot belongs to them.

use crate::context::{Context, Found};
use crate::english::date::{find_month, find_weekday, is_calendar_name};
use crate::english::numbers::say_cardinal;
use crate::piece::PieceKind;
use crate::word::{is_one_of, is_upper};

/// "8:30", "17:00", "8 am", "7.30 pm".
pub(super) fn read_time(ctx: &Context, at: usize) -> Option<Found> {
    let (hour, mut end) = ctx.parse_digits(at)?;
    if hour > 24 || end - at > 2 {
        return None;
    }
    let mut minute = None;
    if ctx.byte(end) == b':' && ctx.digits(end + 1).len() == 2 {
        minute = ctx.digits(end + 1).parse::<u64>().ok().filter(|minute| *minute < 60);
        end += 3;
    }
    let half = find_half(ctx, end);
    let mut said = say_cardinal(hour);
    match (minute, &half) {
        (None, None) => return None,
        (Some(0), None) => said.push_str(" o'clock"),
        (None | Some(0), Some(_)) => {}
        (Some(minute), _) => {
            said.push_str(if minute < 10 { " oh " } else { " " });
            said.push_str(&say_cardinal(minute));
        }
    }
    if let Some(half) = half {
        said.push_str(match half.is_morning {
            true => " in the morning",
            false if hour < 6 || hour == 12 => " in the afternoon",
            false => " in the evening",
        });
        end = half.end;
    }
    if ctx.byte_before(end) == b'.' && ends_sentence(ctx, end - 1) {
        end -= 1;
    }
    if !ctx.ends_word(end) {
        return None;
    }
    Some(Found::new(end, PieceKind::Time, said, "time of day"))
}

/// "am" or "pm" after a time.
struct Half {
    end: usize,
    is_morning: bool,
}

fn find_half(ctx: &Context, end: usize) -> Option<Half> {
    let at = ctx.skip_spaces(end);
    for (form, is_morning) in [("a.m.", true), ("p.m.", false), ("am", true), ("pm", false)] {
        let end = at + form.len();
        let is_here = ctx.text.get(at..end).is_some_and(|text| text.eq_ignore_ascii_case(form));
        if is_here && (form.ends_with('.') || ctx.word_at(at).len() == form.len()) {
            return Some(Half { end, is_morning });
        }
    }
    None
}

/// Returns whether a dash means "to": between numbers, times of day, weekdays or months.
pub(super) fn is_range(ctx: &Context, at: usize, after: usize) -> bool {
    let (left, right) = (ctx.back_spaces(at), ctx.skip_spaces(after));
    let (before, next) = (ctx.word_ending(left), ctx.word_at(right));
    if is_calendar_name(before) && is_calendar_name(next) {
        return true;
    }
    if !ctx.is_digit(right) {
        return false;
    }
    let is_tight = left == at && right == after;
    let after_half =
        is_one_of(before, &["am", "pm"]) || matches!(ctx.tail(left, 4), "a.m." | "p.m.");
    let after_digit = ctx.byte_before(left).is_ascii_digit();
    let after_clock = left > 2 && ctx.byte(left - 3) == b':' && after_digit;
    let before_clock = ctx.byte(ctx.digits_end(right)) == b':';
    after_half && (is_tight || left < at) || is_tight && after_digit || after_clock && before_clock
}

/// Returns whether the dot of a short form also ends the sentence: the line ends, or a capital
/// follows.
pub(super) fn ends_sentence(ctx: &Context, dot: usize) -> bool {
    let rest = ctx.rest(dot + 1).trim_start_matches(['"', '”', '’', '»']);
    let next = rest.trim_start_matches([' ', '\t', '“', '"']);
    if next.is_empty() || next.starts_with(['\n', '\r']) {
        // A line that starts in lower case ("at 8:30 a.m.") is no sentence.
        let line = ctx.text[..dot].rsplit('\n').next().unwrap_or("");
        return !line
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(char::is_lowercase);
    }
    let word = ctx.word_at(ctx.text.len() - next.len());
    let is_name = find_weekday(word).is_some() || find_month(word).is_some();
    next.len() < rest.len() && next.starts_with(is_upper) && !is_name
}
