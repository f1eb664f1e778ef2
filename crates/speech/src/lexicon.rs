//! The lexicon: written forms, their readings, and the scope of each reading.
//!
//! A language has a built-in lexicon as a text table; custom entries take precedence. `lookup.rs`
//! decides where an entry applies.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::piece::PieceKind;
use crate::word::is_letter;

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
pub(crate) struct Form {
    pub(crate) written: String,
    pub(crate) lower: String,
    pub(crate) readings: Vec<Entry>,
}

impl Form {
    fn new(written: &str) -> Form {
        let (written, lower) = (written.to_owned(), written.to_lowercase());
        Form { written, lower, readings: Vec::new() }
    }
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
        // A lookup starts at a letter or digit, so it can't find a form that starts with a sign.
        if !find_head(written).is_empty() {
            self.readings_of(written).insert(0, entry);
        }
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
            self.readings_of(written.trim_start_matches('~')).push(entry);
        }
        self
    }

    /// Returns the readings of a form, which is added if it is new.
    fn readings_of(&mut self, written: &str) -> &mut Vec<Entry> {
        let head = find_head(written);
        self.has_digit_forms |= head.starts_with(|c: char| c.is_ascii_digit());
        let forms = self.forms.entry(head.to_lowercase()).or_default();
        let at = match forms.iter().position(|form| form.written == written) {
            Some(known) => known,
            None => {
                let at = forms.partition_point(|form| form.written.len() >= written.len());
                forms.insert(at, Form::new(written));
                at
            }
        };
        &mut forms[at].readings
    }

    /// Returns the reading of a form that applies everywhere, for rules that look up a part of a
    /// code.
    pub(crate) fn get(&self, written: &str) -> Option<&str> {
        let lower = written.to_lowercase();
        for form in self.forms_of(find_head(&lower)) {
            for entry in &form.readings {
                let is_form = form.written == written || entry.any_case && form.lower == lower;
                if is_form && !entry.scope.has_neighbors() {
                    return Some(&entry.spoken);
                }
            }
        }
        None
    }

    /// Returns the forms that start with a run of letters (in lower case) or digits.
    pub(crate) fn forms_of(&self, head: &str) -> &[Form] {
        self.forms.get(head).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn has_digit_forms(&self) -> bool {
        self.has_digit_forms
    }
}

/// Returns the letters or digits at the start of a form.
fn find_head(written: &str) -> &str {
    let digits = written.starts_with(|c: char| c.is_ascii_digit());
    let end = written.find(|c: char| if digits { !c.is_ascii_digit() } else { !is_letter(c) });
    &written[..end.unwrap_or(written.len())]
}

/// One reading of a form.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) spoken: String,
    pub(crate) kind: PieceKind,
    pub(crate) custom: bool,
    pub(crate) scope: Scope,
    pub(crate) any_case: bool,
}

impl Entry {
    /// Returns the rule name of pieces that this entry reads.
    pub(crate) fn rule(&self) -> &'static str {
        if self.custom { CUSTOM_RULE } else { "built-in lexicon" }
    }
}

/// The conditions under which a reading applies; all must hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    pub(crate) before: Vec<String>,
    pub(crate) after: Vec<String>,
    pub(crate) before_number: bool,
    pub(crate) before_zero: bool,
    pub(crate) before_name: bool,
    pub(crate) alone: bool,
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

    /// Returns whether the reading depends on the word after the form.
    pub(crate) fn needs_next(&self) -> bool {
        self.before_number || self.before_zero || self.before_name || !self.before.is_empty()
    }

    fn has_neighbors(&self) -> bool {
        self.needs_next() || !self.after.is_empty()
    }
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
