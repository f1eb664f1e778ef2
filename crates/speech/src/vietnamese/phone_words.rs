//! Words that mark telephone numbers, and the short numbers of Vietnam.
//!
//! A phrase of several words matches these words in this order.

use crate::context::Context;
use crate::data::WordList;
use crate::vietnamese::files::TRIGGERS;
use crate::word::{is_one_of, is_same_word};

/// Words before a short number that is called.
pub(super) static CALL: WordList = WordList::new(TRIGGERS, "call");

/// Words between a word of [`CALL`] and the number.
pub(super) static LINKS: WordList = WordList::new(TRIGGERS, "call link");

/// Words that a long name may separate from a known number.
pub(super) static SERVICES: WordList = WordList::new(TRIGGERS, "service");

/// Words before an emergency number.
pub(super) static HELP: WordList = WordList::new(TRIGGERS, "help");

/// The services that answer emergency numbers.
pub(super) static RESCUERS: WordList = WordList::new(TRIGGERS, "rescuer");

/// Rescuers that only count after a number: "số trẻ em: 111" is a count.
static RESCUERS_AFTER: WordList = WordList::new(TRIGGERS, "rescuer after");

/// Emergency numbers.
pub(super) static EMERGENCY: WordList = WordList::new(TRIGGERS, "emergency number");

/// Other short numbers of Vietnam.
static SHORT: WordList = WordList::new(TRIGGERS, "other short number");

/// Words before numbers of papers, accounts and codes.
pub(super) static CODE_LABELS: WordList = WordList::new(TRIGGERS, "code label");

/// Words before the code of a country.
pub(super) static COUNTRY: WordList = WordList::new(TRIGGERS, "country code");

/// Nouns that make the number before them a count.
static COUNTED: WordList = WordList::new(TRIGGERS, "counted");

/// Phrases that start with a word of [`COUNTED`] but count nothing.
static UNCOUNTED: WordList = WordList::new(TRIGGERS, "not counted");

/// Nouns after a count of nine digits or more.
pub(super) static MANY: WordList = WordList::new(TRIGGERS, "counted by nine digits");

/// Returns whether a counted noun is at a position.
pub(super) fn is_counted(ctx: &Context, at: usize) -> bool {
    is_one_of(ctx.word_at(at), &COUNTED)
        && !is_any_at(ctx, at, &RESCUERS)
        && !is_any_at(ctx, at, &UNCOUNTED)
}

/// Returns whether a number is a known short number.
pub(super) fn is_known(digits: &str) -> bool {
    EMERGENCY.contains(&digits) || SHORT.contains(&digits)
}

/// Returns whether one of the phrases ends before a number; a colon, dot or bracket may be between
/// them.
pub(super) fn is_any_before(ctx: &Context, at: usize, phrases: &[&str]) -> bool {
    let end = find_label_end(ctx, at);
    !ctx.word_ending(end).is_empty() && phrases.iter().any(|phrase| ends_with(ctx, end, phrase))
}

/// Returns where the label of a number ends: before spaces and a colon, dot or bracket.
pub(super) fn find_label_end(ctx: &Context, at: usize) -> usize {
    let end = ctx.back_spaces(at);
    if matches!(ctx.byte_before(end), b':' | b'.' | b'(') { ctx.back_spaces(end - 1) } else { end }
}

/// Returns whether the name of a rescuer ends before a number.
pub(super) fn is_rescuer_before(ctx: &Context, at: usize) -> bool {
    let clear = |name: &&&str| !RESCUERS_AFTER.contains(name);
    RESCUERS.iter().filter(clear).any(|name| is_any_before(ctx, at, &[name]))
}

/// Returns whether one of the phrases starts at a position.
pub(super) fn is_any_at(ctx: &Context, at: usize, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        let mut at = at;
        phrase.split(' ').all(|expected| {
            let word = ctx.word_at(at);
            at = ctx.skip_spaces(at + word.len());
            is_same_word(word, expected)
        })
    })
}

/// Returns whether a phrase ends at a position.
fn ends_with(ctx: &Context, end: usize, phrase: &str) -> bool {
    let mut end = end;
    phrase.rsplit(' ').all(|expected| {
        let word = ctx.word_ending(end);
        end = ctx.back_spaces(end - word.len());
        is_same_word(word, expected)
    })
}
