//! The lexicon: written forms, their readings, and the scope of each reading.
//!
//! A language has a built-in lexicon as a text table; custom entries take precedence. This module
//! decides where an entry applies. Rules decide how to read a word without an entry.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::PieceKind;
use crate::context::{Context, is_letter, is_one_of, is_upper};
use crate::syllable::is_vietnamese_syllable;

/// The name of the rule for custom entries. Their readings are never rewritten.
pub(crate) const CUSTOM_RULE: &str = "custom lexicon";

/// Custom readings of words, names and abbreviations.
///
/// ```
/// use loa_speech::{Dialect, Lexicon, Profile, Voice, join_pieces, speak};
///
/// let mut lexicon = Lexicon::new();
/// lexicon.insert("XQZT", "giấy mẫu");
/// let voice = Voice::new("vi", Profile::Broadcast, Dialect::North, lexicon).unwrap();
/// let text = "Mang theo XQZT.";
/// assert_eq!(join_pieces(&speak(&voice, text), text), "Mang theo giấy mẫu.");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// By the first letters (in lower case) or digits of the written form; longer forms come first.
    forms: HashMap<String, Vec<Form>, BuildHasherDefault<Fnv>>,
    has_digit_forms: bool,
}

/// A written form and its readings. The first reading whose scope matches is used.
#[derive(Clone, Debug)]
struct Form {
    written: String,
    lower: String,
    readings: Vec<Entry>,
}

impl Lexicon {
    /// Returns a lexicon without custom entries.
    pub fn new() -> Lexicon {
        Lexicon::default()
    }

    /// Adds the reading of a written form.
    ///
    /// It takes precedence over the built-in readings, and over an earlier one of the same form. A
    /// form without capitals matches in any case. A form must start with a letter or digit;
    /// others are ignored.
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

    /// Returns whether the lexicon has no entries.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// Adds the built-in table of a language after the custom entries.
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
        // The lookup starts at a letter or digit, so it can't find a form that starts with a sign.
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

    /// Returns the reading of a form that applies everywhere, for rules that look up a part of a
    /// code.
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

    /// Finds the entry at a position. `word` is the run of letters (in lower case) or digits there.
    pub(crate) fn find<'a>(
        &'a self,
        ctx: &Context,
        at: usize,
        word: &str,
    ) -> Option<(usize, &'a Entry)> {
        let forms = self.forms.get(word)?;
        // The form as written comes before other cases: "ĐT" and "đt" may have different readings.
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
    /// Returns whether a text is this form in any case. A form with capitals doesn't match a
    /// Vietnamese word: in "Ai muốn làm" the first word is not "AI".
    fn is_same(&self, text: &str) -> bool {
        let capitals = text.chars().all(is_upper);
        let own_word = !capitals && self.written != self.lower && is_vietnamese_syllable(text);
        text.to_lowercase() == self.lower && !own_word
    }

    /// Returns the end and the entry if the text has this form at a position and a reading applies.
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

/// Returns the letters or digits at the start of a form.
fn find_head(written: &str) -> &str {
    let digits = written.starts_with(|c: char| c.is_ascii_digit());
    let end = written.find(|c: char| if digits { !c.is_ascii_digit() } else { !is_letter(c) });
    &written[..end.unwrap_or(written.len())]
}

/// Returns whether a form can end at a position. After a final dot, a name or number must follow.
fn is_closed(ctx: &Context, form: &str, end: usize) -> bool {
    if form.ends_with('.') {
        // "TP." goes on with a name, "v.v." in lower case. At the end of a sentence, the dot also
        // ends the sentence, so it is not part of the form.
        let title = form.starts_with(char::is_uppercase);
        let next = ctx.char(ctx.skip_spaces(end));
        return next.is_some_and(|c| {
            c.is_ascii_digit() || is_letter(c) && is_upper(c) == title || c == ','
        });
    }
    ctx.ends_word(end)
}

/// One reading of a form.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) spoken: String,
    pub(crate) kind: PieceKind,
    pub(crate) custom: bool,
    scope: Scope,
    any_case: bool,
}

impl Entry {
    /// Returns the rule name of pieces that this entry reads.
    pub(crate) fn rule(&self) -> &'static str {
        if self.custom { CUSTOM_RULE } else { "built-in lexicon" }
    }
}

/// The conditions under which a reading applies; all must hold.
#[derive(Clone, Debug, Default)]
struct Scope {
    before: Vec<String>,
    after: Vec<String>,
    before_number: bool,
    before_zero: bool,
    before_name: bool,
    alone: bool,
}

impl Scope {
    /// Parses `before: y, tế; after: xã`. Special words after `before:` are `#` (a number), `0` (a
    /// number with a leading zero) and `^` (a capitalized word). `alone` excludes headings in
    /// capitals.
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

/// Returns whether a neighbor is a Vietnamese word in capitals, as in a heading.
pub(crate) fn is_beside_capitals(ctx: &Context, at: usize, end: usize) -> bool {
    [ctx.prev_word(at), ctx.next_word(end)].iter().any(|word| {
        let capitals = word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
        capitals && is_vietnamese_syllable(word)
    })
}

/// FNV-1a: fast for short words. The keys are trusted, so collisions can't be provoked.
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
