//! Finds the lexicon entry for a position in the text: which written form is there, and which of
//! its readings applies.

use crate::context::Context;
use crate::lexicon::{Entry, Form, Scope};
use crate::syllable::is_vietnamese_syllable;
use crate::word::{is_letter, is_one_of, is_upper};

/// Finds the entry at a position and its end. `word` is the run of letters (in lower case) or
/// digits there.
pub(crate) fn find_entry<'a>(
    ctx: &Context<'a>,
    at: usize,
    word: &str,
) -> Option<(usize, &'a Entry)> {
    let forms = ctx.style.lexicon.forms_of(word);
    // The form as written comes before other cases: "ĐT" and "đt" may have different readings.
    for case in [Case::Written, Case::Any] {
        for form in forms {
            if let Some(found) = find_reading(form, ctx, at, case) {
                return Some(found);
            }
        }
    }
    None
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Written,
    Any,
}

/// Returns the end and the entry if the text has a form at a position and a reading applies.
fn find_reading<'a>(
    form: &'a Form,
    ctx: &Context,
    at: usize,
    case: Case,
) -> Option<(usize, &'a Entry)> {
    let end = at + form.written.len();
    let text = ctx.text.get(at..end)?;
    let is_here = text == form.written || case == Case::Any && is_same(form, text);
    if !is_here || !is_closed(ctx, &form.written, end) {
        return None;
    }
    for entry in &form.readings {
        let fits_case = case == Case::Written || entry.any_case;
        if fits_case && holds(&entry.scope, ctx, at, end) {
            return Some((end, entry));
        }
    }
    None
}

/// Returns whether a text is a form in any case. A form with capitals doesn't match a Vietnamese
/// word: in "Ai muốn làm" the first word is not "AI".
fn is_same(form: &Form, text: &str) -> bool {
    let any_case = form.readings.iter().any(|entry| entry.any_case);
    if !any_case || text.to_lowercase() != form.lower {
        return false;
    }
    let has_capitals = form.written != form.lower;
    !has_capitals || text.chars().all(is_upper) || !is_vietnamese_syllable(text)
}

/// Returns whether a form can end at a position. After a final dot, a name or number must follow.
fn is_closed(ctx: &Context, form: &str, end: usize) -> bool {
    if !form.ends_with('.') {
        return ctx.ends_word(end);
    }
    // "TP." goes on with a name, "v.v." in lower case. At the end of a sentence, the dot also ends
    // the sentence, so it is not part of the form.
    let is_title = form.starts_with(char::is_uppercase);
    let Some(next) = ctx.char(ctx.skip_spaces(end)) else { return false };
    next == ',' || next.is_ascii_digit() || is_letter(next) && is_upper(next) == is_title
}

/// Returns whether the conditions of a scope hold for the form between `at` and `end`.
fn holds(scope: &Scope, ctx: &Context, at: usize, end: usize) -> bool {
    if scope.alone && is_beside_capitals(ctx, at, end) {
        return false;
    }
    if scope.needs_next() {
        let from = ctx.skip_spaces(end);
        let next = ctx.word_at(from);
        let is_number = scope.before_number && ctx.is_digit(from)
            || scope.before_zero && ctx.byte(from) == b'0';
        let is_name = scope.before_name && next.starts_with(char::is_uppercase);
        if !is_number && !is_name && !contains(&scope.before, next) {
            return false;
        }
    }
    scope.after.is_empty() || contains(&scope.after, ctx.prev_word(at))
}

fn contains(words: &[String], word: &str) -> bool {
    words.iter().any(|candidate| is_one_of(word, &[candidate.as_str()]))
}

/// Returns whether a neighbor is a Vietnamese word in capitals, as in a heading.
pub(crate) fn is_beside_capitals(ctx: &Context, at: usize, end: usize) -> bool {
    [ctx.prev_word(at), ctx.next_word(end)].iter().any(|word| {
        let capitals = word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
        capitals && is_vietnamese_syllable(word)
    })
}
