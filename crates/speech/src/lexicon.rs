//! The lexicon: written forms and how they are said, with the scope in which a form means this.
//!
//! Built-in entries come with a language as a plain text table; a campaign's entries win over them. Where an entry applies is
//! decided here; what to do with a word that no entry knows is not.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::PieceKind;
use crate::context::{Context, is_letter, is_one_of, is_upper};
use crate::syllable::is_vietnamese_syllable;

/// The name of the rule for custom entries. Their readings are never rewritten.
pub(crate) const CUSTOM_RULE: &str = "custom lexicon";

/// Written forms and their readings.
#[derive(Default)]
pub struct Lexicon {
    /// By the first letters (in lower case) or digits of the written form; longer forms stand first.
    forms: HashMap<String, Vec<Form>, BuildHasherDefault<Fnv>>,
    has_digit_forms: bool,
}

/// A written form and its readings; the first whose scope fits is taken.
struct Form {
    written: String,
    lower: String,
    readings: Vec<Entry>,
}

impl Lexicon {
    /// Returns a lexicon without entries.
    pub fn new() -> Lexicon {
        Lexicon::default()
    }

    /// Adds a reading of the campaign; it wins over a built-in one and over an earlier one for the same form.
    ///
    /// A form without capitals is taken in any case.
    pub fn insert(&mut self, written: &str, spoken: &str) {
        let written = written.trim();
        let any_case = !written.chars().any(char::is_uppercase);
        let entry = Entry {
            spoken: spoken.trim().to_owned(),
            scope: Scope::default(),
            kind: PieceKind::Abbreviation,
            any_case,
            custom: true,
        };
        self.add(written, entry, Rank::First);
    }

    /// Returns whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// Puts this (a campaign's) lexicon over a language's built-in table.
    pub(crate) fn with_builtin(mut self, builtin: &str) -> Lexicon {
        let mut kind = PieceKind::Abbreviation;
        for line in builtin.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(section) = line.strip_prefix('[') {
                kind = if section.starts_with("foreign") {
                    PieceKind::Foreign
                } else {
                    PieceKind::Abbreviation
                };
                continue;
            }
            let mut fields = line.split('|').map(str::trim);
            let (Some(written), Some(spoken)) = (fields.next(), fields.next()) else {
                continue;
            };
            let any_case = written.starts_with('~');
            let scope = Scope::parse(fields.next().unwrap_or(""));
            let entry = Entry { spoken: spoken.to_owned(), scope, kind, any_case, custom: false };
            self.add(written.trim_start_matches('~'), entry, Rank::Last);
        }
        self
    }

    fn add(&mut self, written: &str, entry: Entry, rank: Rank) {
        let head = find_head(written);
        // A form that starts with a sign would never be looked up.
        if head.is_empty() {
            return;
        }
        self.has_digit_forms |= head.starts_with(|c: char| c.is_ascii_digit());
        let forms = self.forms.entry(head.to_lowercase()).or_default();
        let known = forms.iter().position(|form| form.written == written);
        let at = known.unwrap_or_else(|| {
            let at = forms
                .iter()
                .position(|form| form.written.len() < written.len())
                .unwrap_or(forms.len());
            forms.insert(
                at,
                Form {
                    written: written.to_owned(),
                    lower: written.to_lowercase(),
                    readings: Vec::new(),
                },
            );
            at
        });
        match rank {
            Rank::First => forms[at].readings.insert(0, entry),
            Rank::Last => forms[at].readings.push(entry),
        }
    }

    /// Returns the unscoped reading of a form, for rules that look up part of a code.
    pub(crate) fn get(&self, written: &str) -> Option<&str> {
        let lower = written.to_lowercase();
        let forms = self.forms.get(find_head(&lower))?;
        let fits = |form: &&Form, entry: &&Entry| {
            entry.scope.is_open()
                && (form.written == written || entry.any_case && form.lower == lower)
        };
        forms
            .iter()
            .find_map(|form| form.readings.iter().find(|entry| fits(&form, entry)))
            .map(|entry| entry.spoken.as_str())
    }

    pub(crate) fn has_digit_forms(&self) -> bool {
        self.has_digit_forms
    }

    /// Finds the entry for the text at a place; `word` is the run of letters (or digits) there, in lower case.
    pub(crate) fn find<'a>(
        &'a self,
        ctx: &Context,
        at: usize,
        word: &str,
    ) -> Option<(usize, &'a Entry)> {
        let forms = self.forms.get(word)?;
        // As written first, then in any case: "ĐT" and "đt" may have readings of their own.
        let as_written = forms.iter().find_map(|form| form.find_reading(ctx, at, Case::Written));
        as_written.or_else(|| forms.iter().find_map(|form| form.find_reading(ctx, at, Case::Any)))
    }
}

enum Rank {
    First,
    Last,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Written,
    Any,
}

impl Form {
    /// Compares in any case. A Vietnamese word not all in capitals is itself: "Ai muốn làm" has nothing to do with AI.
    fn is_same(&self, text: &str) -> bool {
        let capitals = text.chars().all(is_upper);
        let own_word = !capitals && self.written != self.lower && is_vietnamese_syllable(text);
        text.to_lowercase() == self.lower && !own_word
    }

    /// Returns the end and the entry if this form stands at a place and one of its readings fits.
    fn find_reading(&self, ctx: &Context, at: usize, case: Case) -> Option<(usize, &Entry)> {
        let end = at + self.written.len();
        let stands = match case {
            Case::Written => ctx.rest(at).starts_with(self.written.as_str()),
            Case::Any => {
                self.readings.iter().any(|entry| entry.any_case)
                    && ctx.text.get(at..end).is_some_and(|text| self.is_same(text))
            }
        };
        if !stands || !is_closed(ctx, &self.written, end) {
            return None;
        }
        let fits = |entry: &&Entry| {
            (case == Case::Written || entry.any_case) && entry.scope.holds(ctx, at, end)
        };
        Some((end, self.readings.iter().find(fits)?))
    }
}

/// The first letters, or the first digits, of a form.
fn find_head(written: &str) -> &str {
    let digits = written.starts_with(|c: char| c.is_ascii_digit());
    let end = written.find(|c: char| if digits { !c.is_ascii_digit() } else { !is_letter(c) });
    &written[..end.unwrap_or(written.len())]
}

/// A form that ends in a letter must end the word; one that ends in a dot must go on with a name or number.
fn is_closed(ctx: &Context, form: &str, end: usize) -> bool {
    if form.ends_with('.') {
        // "TP. Phan Thiết" goes on with a name, "v.v. và" in lower case; at the end the dot ends the sentence as well.
        let title = form.starts_with(char::is_uppercase);
        let next = ctx.char(ctx.skip_spaces(end));
        return next.is_some_and(|c| {
            c.is_ascii_digit() || is_letter(c) && is_upper(c) == title || c == ','
        });
    }
    ctx.ends_word(end)
}

/// One reading of a form.
pub(crate) struct Entry {
    pub(crate) spoken: String,
    pub(crate) kind: PieceKind,
    pub(crate) custom: bool,
    scope: Scope,
    any_case: bool,
}

impl Entry {
    /// Returns the name of the rule for a piece that this entry reads.
    pub(crate) fn rule(&self) -> &'static str {
        if self.custom { CUSTOM_RULE } else { "built-in lexicon" }
    }
}

/// Where a reading applies; all conditions that are given must hold.
#[derive(Default)]
struct Scope {
    before: Vec<String>,
    after: Vec<String>,
    before_number: bool,
    before_zero: bool,
    before_name: bool,
    alone: bool,
}

impl Scope {
    /// Parses `before: y, tế; after: xã`; `#` is a number, `0` one with a zero in front, `^` a capital, `alone` means not in a heading.
    fn parse(text: &str) -> Scope {
        let mut scope = Scope::default();
        for part in text.split(';').map(str::trim) {
            if let Some(list) = part.strip_prefix("before:") {
                for word in list.split(',').map(str::trim) {
                    match word {
                        "#" => scope.before_number = true,
                        "0" => scope.before_zero = true,
                        "^" => scope.before_name = true,
                        _ => scope.before.push(word.to_owned()),
                    }
                }
            } else if let Some(list) = part.strip_prefix("after:") {
                scope.after.extend(list.split(',').map(|word| word.trim().to_owned()));
            } else if part == "alone" {
                scope.alone = true;
            }
        }
        scope
    }

    fn is_open(&self) -> bool {
        self.before.is_empty()
            && self.after.is_empty()
            && !self.before_number
            && !self.before_zero
            && !self.before_name
    }

    fn holds(&self, ctx: &Context, at: usize, end: usize) -> bool {
        if self.is_open() && !self.alone {
            return true;
        }
        if self.alone && is_beside_capitals(ctx, at, end) {
            return false;
        }
        let wants_next =
            self.before_number || self.before_zero || self.before_name || !self.before.is_empty();
        if wants_next {
            let from = ctx.skip_spaces(end);
            let next = ctx.word_at(from);
            let number = self.before_number && ctx.is_digit(from)
                || self.before_zero && ctx.byte(from) == b'0';
            let name = self.before_name && next.starts_with(char::is_uppercase);
            if !number && !name && !contains(&self.before, next) {
                return false;
            }
        }
        self.after.is_empty() || contains(&self.after, ctx.prev_word(at))
    }
}

fn contains(words: &[String], word: &str) -> bool {
    words.iter().any(|candidate| is_one_of(word, &[candidate.as_str()]))
}

/// Returns whether a neighbour is a Vietnamese word in capitals: then this is a heading.
pub(crate) fn is_beside_capitals(ctx: &Context, at: usize, end: usize) -> bool {
    [ctx.prev_word(at), ctx.next_word(end)].iter().any(|word| {
        let capitals = word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
        capitals && is_vietnamese_syllable(word)
    })
}

/// A fast hash for short words; the tables are ours, so nobody can attack it.
#[derive(Clone)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
