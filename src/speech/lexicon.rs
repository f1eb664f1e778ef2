//! The lexicon: written forms and how they are said, with the scope in which a form means this.
//!
//! Built-in entries come with a language as a plain text table; a campaign's entries win over them. Where an entry applies is
//! decided here; what to do with a word that no entry knows is not.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::speech::Kind;
use crate::speech::context::{Context, is_one_of};

/// Written forms and their readings.
#[derive(Default)]
pub struct Lexicon {
    entries: HashMap<String, Vec<Entry>, BuildHasherDefault<Fnv>>,
    /// Forms of more than one word or with signs inside ("CH Play", "TT&TT"), by their first letters or digits, longest first.
    longer: HashMap<String, Vec<String>, BuildHasherDefault<Fnv>>,
    has_digit_forms: bool,
}

impl Lexicon {
    /// Returns a lexicon without entries.
    pub fn empty() -> Lexicon {
        Lexicon::default()
    }

    /// Adds a reading of the campaign; it wins over a built-in one and over an earlier one for the same form.
    pub fn insert(&mut self, written: &str, spoken: &str) {
        let written = written.trim();
        if written.is_empty() {
            return;
        }
        let lower = !written.chars().any(char::is_uppercase);
        let entry = Entry { spoken: spoken.trim().to_owned(), scope: Scope::default(), kind: Kind::Abbreviation, any_case: lower, campaign: true };
        self.add(written, entry, Rank::First);
    }

    /// Returns whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Puts this (a campaign's) lexicon over a language's built-in table.
    pub(super) fn over(mut self, builtin: &str) -> Lexicon {
        let mut kind = Kind::Abbreviation;
        for line in builtin.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(section) = line.strip_prefix('[') {
                kind = if section.starts_with("foreign") { Kind::Foreign } else { Kind::Abbreviation };
                continue;
            }
            let mut fields = line.split('|').map(str::trim);
            let (Some(written), Some(spoken)) = (fields.next(), fields.next()) else {
                continue;
            };
            let any_case = written.starts_with('~');
            let scope = Scope::parse(fields.next().unwrap_or(""));
            let entry = Entry { spoken: spoken.to_owned(), scope, kind, any_case, campaign: false };
            self.add(written.trim_start_matches('~'), entry, Rank::Last);
        }
        self
    }

    fn add(&mut self, written: &str, entry: Entry, rank: Rank) {
        let head = head(written);
        let single = head == written && !written.starts_with(|c: char| c.is_ascii_digit());
        if !single {
            self.has_digit_forms |= written.starts_with(|c: char| c.is_ascii_digit());
            let forms = self.longer.entry(head.to_owned()).or_default();
            if !forms.iter().any(|form| form == written) {
                forms.push(written.to_owned());
                forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
            }
        }
        let readings = self.entries.entry(written.to_owned()).or_default();
        match rank {
            Rank::First => readings.insert(0, entry),
            Rank::Last => readings.push(entry),
        }
    }

    /// Returns the unscoped reading of a form, for rules that look up part of a code.
    pub(super) fn get(&self, written: &str) -> Option<&str> {
        let readings = self.entries.get(written)?;
        readings.iter().find(|entry| entry.scope.is_open()).map(|entry| entry.spoken.as_str())
    }

    pub(super) fn has_digit_forms(&self) -> bool {
        self.has_digit_forms
    }

    /// Finds the entry for the text at a place; `word` is the run of letters (or digits) there.
    pub(super) fn find<'a>(&'a self, ctx: &Context, at: usize, word: &str) -> Option<(usize, &'a Entry)> {
        if let Some(forms) = self.longer.get(word) {
            let rest = ctx.rest(at);
            for form in forms {
                let end = at + form.len();
                if rest.starts_with(form.as_str()) && closes(ctx, form, end) {
                    if let Some(entry) = self.fitting(ctx, form, at, end, false) {
                        return Some((end, entry));
                    }
                }
            }
        }
        let end = at + word.len();
        let entry = self.fitting(ctx, word, at, end, false)?;
        Some((end, entry))
    }

    /// Finds the entry for a word in another case; `lower` is the word in lower case.
    pub(super) fn find_any_case<'a>(&'a self, ctx: &Context, at: usize, word: &str, lower: &str) -> Option<(usize, &'a Entry)> {
        if let Some(forms) = self.longer.get(lower) {
            for form in forms {
                let end = at + form.len();
                let matches = ctx.text.get(at..end).is_some_and(|text| text.to_lowercase() == *form);
                if matches && closes(ctx, form, end) && let Some(entry) = self.fitting(ctx, form, at, end, true) {
                    return Some((end, entry));
                }
            }
        }
        let end = at + word.len();
        Some((end, self.fitting(ctx, lower, at, end, true)?))
    }

    fn fitting<'a>(&'a self, ctx: &Context, form: &str, at: usize, end: usize, any_case: bool) -> Option<&'a Entry> {
        let readings = self.entries.get(form)?;
        readings.iter().find(|entry| (entry.any_case || !any_case) && entry.scope.holds(ctx, at, end))
    }
}

enum Rank {
    First,
    Last,
}

/// The first letters, or the first digits, of a form.
fn head(written: &str) -> &str {
    let digits = written.starts_with(|c: char| c.is_ascii_digit());
    let end = written.find(|c: char| if digits { !c.is_ascii_digit() } else { !c.is_alphabetic() });
    &written[..end.unwrap_or(written.len())]
}

/// A form that ends in a letter must end the word; one that ends in a dot must go on with a name or number.
fn closes(ctx: &Context, form: &str, end: usize) -> bool {
    if form.ends_with('.') {
        let next = ctx.char(ctx.skip_spaces(end));
        return next.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    }
    ctx.ends_word(end)
}

/// One reading of a form.
pub(super) struct Entry {
    pub(super) spoken: String,
    pub(super) kind: Kind,
    pub(super) campaign: bool,
    scope: Scope,
    any_case: bool,
}

/// Where a reading applies; all conditions that are given must hold.
#[derive(Default)]
struct Scope {
    before: Vec<String>,
    after: Vec<String>,
    before_number: bool,
    before_name: bool,
    alone: bool,
}

impl Scope {
    /// Parses `before: y, tế; after: xã`; `#` is a number, `^` a capital, `alone` means not in a heading.
    fn parse(text: &str) -> Scope {
        let mut scope = Scope::default();
        for part in text.split(';').map(str::trim) {
            if let Some(list) = part.strip_prefix("before:") {
                for word in list.split(',').map(str::trim) {
                    match word {
                        "#" => scope.before_number = true,
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
        self.before.is_empty() && self.after.is_empty() && !self.before_number && !self.before_name
    }

    fn holds(&self, ctx: &Context, at: usize, end: usize) -> bool {
        if self.is_open() && !self.alone {
            return true;
        }
        if self.alone && beside_capitals(ctx, at, end) {
            return false;
        }
        let wants_next = self.before_number || self.before_name || !self.before.is_empty();
        if wants_next {
            let from = ctx.skip_spaces(end);
            let next = ctx.word_at(from);
            let number = self.before_number && ctx.is_digit(from);
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
pub(super) fn beside_capitals(ctx: &Context, at: usize, end: usize) -> bool {
    [ctx.prev_word(at), ctx.next_word(end)].iter().any(|word| {
        let capitals = word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
        capitals && crate::text::syllable::is_vietnamese_syllable(word)
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
