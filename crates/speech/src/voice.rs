//! A voice: a language and the style in which it is read.

use std::fmt;

use crate::english::English;
use crate::kept::Kept;
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::style::{Dialect, Profile, SpeechStyle};
use crate::vietnamese::Vietnamese;

/// The settings of a reading: language, profile, dialect and lexicon.
///
/// A voice is immutable and can be shared by threads. Building one parses the built-in lexicon, so
/// build it once.
pub struct Voice {
    pub(crate) language: &'static dyn Language,
    pub(crate) style: SpeechStyle,
}

impl Voice {
    /// Returns the voice of a language, or `None` if the language is not supported.
    ///
    /// Languages are "vi" and "en", and the minority languages K'ho, Raglai and Chăm ("kpm", "rog",
    /// "cjm"), whose number words are not known. Subtags are ignored: "vi-VN" is "vi". Entries of
    /// `lexicon` take precedence over the built-in ones.
    pub fn new(lang: &str, profile: Profile, dialect: Dialect, lexicon: Lexicon) -> Option<Voice> {
        let language = find_language(lang)?;
        let lexicon = lexicon.with_builtin(language.builtin_lexicon());
        Some(Voice { language, style: SpeechStyle { profile, dialect, lexicon } })
    }

    /// Returns whether number words of the language are known. If not, digits stay as written.
    pub fn has_numbers(&self) -> bool {
        self.language.has_numbers()
    }
}

impl fmt::Debug for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Voice")
            .field("language", &self.language.codes()[0])
            .field("profile", &self.style.profile)
            .field("dialect", &self.style.dialect)
            .finish_non_exhaustive()
    }
}

/// Returns the language with a code: "vi" or "vi-VN".
fn find_language(code: &str) -> Option<&'static dyn Language> {
    const ALL: [&dyn Language; 3] = [&Vietnamese, &English, &Kept];
    let code = code.split(['-', '_']).next().unwrap_or(code).to_ascii_lowercase();
    ALL.into_iter().find(|language| language.codes().contains(&code.as_str()))
}
