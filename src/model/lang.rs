//! A language and texts by language.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A language by its BCP 47 tag: `vi`, `en`, `kpm`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Arc<str>);

impl Lang {
    /// Returns the language of a tag, if the tag is well formed (letters, digits, `-`; starts with 2–3 letters).
    pub fn new(tag: &str) -> Option<Lang> {
        let mut parts = tag.split('-');
        let primary = parts.next().unwrap_or_default();
        let primary_fits =
            (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
        let rest_fits = parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        (primary_fits && rest_fits).then(|| Lang(tag.into()))
    }

    /// Returns the tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the tag's first part: `vi` of `vi-VN`, which is what Typst takes.
    pub fn without_region(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Returns the writing direction that the language's usual script has.
    pub fn direction(&self) -> Direction {
        match self.without_region() {
            "ar" | "fa" | "he" | "ur" | "ps" | "dv" | "ug" | "yi" | "ckb" | "sd" => {
                Direction::RightToLeft
            }
            _ => Direction::LeftToRight,
        }
    }
}

/// Compares as its tag does.
impl Borrow<str> for Lang {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which way a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Most languages.
    LeftToRight,
    /// Arabic, Hebrew, …
    RightToLeft,
}

impl Direction {
    /// Returns HTML's word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

/// A short text that staff gave once for all languages, or by language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Localized {
    /// The text of languages that have none of their own.
    pub plain: Option<String>,
    /// The texts by language.
    pub by_lang: BTreeMap<Lang, String>,
}

impl Localized {
    /// Returns a text that is the same in every language.
    pub fn plain(text: impl Into<String>) -> Localized {
        Localized { plain: Some(text.into()), by_lang: BTreeMap::new() }
    }

    /// Returns whether no text was given at all.
    pub fn is_empty(&self) -> bool {
        self.plain.is_none() && self.by_lang.is_empty()
    }

    /// Returns the text for a language, else the default language's, else any.
    pub fn get(&self, lang: &Lang, default: &Lang) -> &str {
        self.by_lang
            .get(lang)
            .or(self.plain.as_ref())
            .or_else(|| self.by_lang.get(default))
            .or_else(|| self.by_lang.values().next())
            .map_or("", String::as_str)
    }
}
