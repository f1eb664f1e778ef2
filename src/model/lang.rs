//! Languages, and texts by language.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A language by its BCP 47 tag: `vi`, `en`, `kpm`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Arc<str>);

impl Lang {
    /// Returns the language of a tag, or `None` if the tag is not well-formed (letters, digits,
    /// `-`; starts with 2–3 letters).
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

    /// Returns Vietnamese.
    pub fn vietnamese() -> Lang {
        Lang("vi".into())
    }

    /// Returns English.
    pub fn english() -> Lang {
        Lang("en".into())
    }

    /// Returns the tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the first part of the tag, `vi` of `vi-VN`, which is the form that Typst takes.
    pub fn without_region(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Returns the writing direction of the language's usual script.
    pub fn direction(&self) -> Direction {
        match self.without_region() {
            "ar" | "fa" | "he" | "ur" | "ps" | "dv" | "ug" | "yi" | "ckb" | "sd" => {
                Direction::RightToLeft
            }
            _ => Direction::LeftToRight,
        }
    }
}

/// Compares like the tag.
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

/// A writing direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Most languages.
    LeftToRight,
    /// Arabic, Hebrew, …
    RightToLeft,
}

impl Direction {
    /// Returns the value of HTML's `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

/// A text for all languages, or a text by language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Localized {
    /// The text for languages without an entry in `by_lang`.
    pub plain: Option<String>,
    /// The texts by language.
    pub by_lang: BTreeMap<Lang, String>,
}

impl Localized {
    /// Creates a text that is the same in every language.
    pub fn plain(text: impl Into<String>) -> Localized {
        Localized { plain: Some(text.into()), by_lang: BTreeMap::new() }
    }

    /// Returns whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.plain.is_none() && self.by_lang.is_empty()
    }

    /// Returns the text in a language, or else in the default language, or else in any.
    pub fn get(&self, lang: &Lang, default: &Lang) -> &str {
        self.by_lang
            .get(lang)
            .or(self.plain.as_ref())
            .or_else(|| self.by_lang.get(default))
            .or_else(|| self.by_lang.values().next())
            .map_or("", String::as_str)
    }
}
