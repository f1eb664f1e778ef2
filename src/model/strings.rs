//! The words of the theme in each language (Fluent), with plurals.
//!
//! A word that a language lacks is taken from the default language, then from English, then
//! Vietnamese: a site in a new language starts readable and becomes its own word by word.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use fixed_decimal::Decimal;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::Entry;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_locale_core::Locale;
use intl_pluralrules::{PluralRuleType, PluralRules};

use crate::model::lang::Lang;

/// All words of the theme.
#[derive(Default)]
pub struct Strings {
    bundles: BTreeMap<Lang, FluentBundle<FluentResource>>,
    behind: Vec<Lang>,
    /// The number format of each language that CLDR knows.
    numbers: BTreeMap<Lang, DecimalFormatter>,
    /// Phrases without arguments in the languages of the site. Most phrases of a page are of this
    /// kind.
    plain: BTreeMap<Lang, HashMap<String, String>>,
}

/// An argument of a phrase.
#[derive(Clone, Debug)]
pub enum Arg {
    /// Words.
    Text(String),
    /// A number, which selects the plural form.
    Number(i64),
}

impl Strings {
    /// Creates the words of a site from the theme's phrases by language, later ones over earlier
    /// ones.
    pub fn new(
        resources: BTreeMap<Lang, Vec<FluentResource>>,
        languages: &[Lang],
        default_language: &Lang,
    ) -> Strings {
        let (mut bundles, mut keys) = (BTreeMap::new(), BTreeSet::new());
        for (lang, resources) in resources {
            let Ok(id) = lang.as_str().parse() else { continue };
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            // Isolation marks around arguments confuse screen readers and end up in copied text.
            bundle.set_use_isolating(false);
            for resource in resources {
                keys.extend(resource.entries().filter_map(key_of).map(str::to_owned));
                bundle.add_resource_overriding(resource);
            }
            bundles.insert(lang, bundle);
        }
        let messages = [Lang::english(), Lang::vietnamese()];
        let mut numbers = BTreeMap::new();
        for lang in languages.iter().chain(&messages) {
            if let Some(formatter) = cldr(lang) {
                numbers.insert(lang.clone(), formatter);
            }
        }
        let mut behind = vec![default_language.clone()];
        behind.extend(messages);
        let mut strings = Strings { bundles, numbers, behind, plain: BTreeMap::new() };
        for lang in languages {
            let mut phrases = HashMap::new();
            for key in &keys {
                phrases.insert(key.clone(), strings.get(lang, key, &[]));
            }
            strings.plain.insert(lang.clone(), phrases);
        }
        strings
    }

    /// Formats a number in the CLDR format of a language, or else of `or`.
    pub fn number(&self, number: &Decimal, lang: &Lang, or: &Lang) -> String {
        match self.numbers.get(lang).or(self.numbers.get(or)) {
            Some(formatter) => formatter.format(number).to_string(),
            None => number.to_string(),
        }
    }

    /// Returns phrases for a template by their keys, without the common prefix.
    pub fn without_prefix(
        &self,
        lang: &Lang,
        prefix: &str,
        keys: &[&'static str],
    ) -> BTreeMap<&'static str, String> {
        keys.iter().map(|key| (key.trim_start_matches(prefix), self.get(lang, key, &[]))).collect()
    }

    /// Returns a language by its tag.
    pub fn lang(&self, tag: &str) -> Option<Lang> {
        match self.bundles.get_key_value(tag) {
            Some((lang, _)) => Some(lang.clone()),
            None => Lang::new(tag),
        }
    }

    /// Returns whether any language knows a key.
    pub fn has(&self, key: &str) -> bool {
        self.bundles.values().any(|bundle| bundle.has_message(key))
    }

    /// Returns a phrase with nothing put in, if it is ready: those of the site's languages are.
    pub fn ready(&self, tag: &str, key: &str) -> Option<&str> {
        Some(self.plain.get(tag)?.get(key)?)
    }

    /// Returns a phrase. An unknown key is returned in brackets, so that it is visible.
    pub fn get(&self, lang: &Lang, key: &str, args: &[(&str, Arg)]) -> String {
        if args.is_empty()
            && let Some(phrase) = self.ready(lang.as_str(), key)
        {
            return phrase.to_owned();
        }
        let mut values = FluentArgs::new();
        for (name, value) in args {
            match value {
                Arg::Text(text) => values.set(*name, text.as_str()),
                Arg::Number(number) => values.set(*name, *number),
            }
        }
        for lang in std::iter::once(lang).chain(&self.behind) {
            let Some(bundle) = self.bundles.get(lang) else { continue };
            let Some(message) = bundle.get_message(key) else { continue };
            if let Some(pattern) = message.value() {
                return bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned();
            }
        }
        format!("[{key}]")
    }
}

impl fmt::Debug for Strings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Strings").field("languages", &self.bundles.keys()).finish_non_exhaustive()
    }
}

fn key_of<'r>(entry: &Entry<&'r str>) -> Option<&'r str> {
    match entry {
        Entry::Message(message) => Some(message.id.name),
        _ => None,
    }
}

/// Returns how CLDR writes numbers in a language, if it knows the language: all others would get
/// the signs of English.
fn cldr(lang: &Lang) -> Option<DecimalFormatter> {
    let known = PluralRules::get_locales(PluralRuleType::CARDINAL);
    if !known.iter().any(|locale| locale.language.as_str() == lang.without_region()) {
        return None;
    }
    let locale: Locale = lang.as_str().parse().ok()?;
    let mut options = DecimalFormatterOptions::default();
    options.grouping_strategy = Some(GroupingStrategy::Auto);
    DecimalFormatter::try_new(locale.into(), options).ok()
}

#[cfg(test)]
mod tests {
    use super::cldr;
    use crate::model::lang::Lang;

    #[test]
    fn numbers_of_a_language_that_cldr_lacks_are_left_to_the_default_language() {
        let write = |tag: &str| {
            let formatter = cldr(&Lang::new(tag).expect("a tag"))?;
            Some(formatter.format(&1046.into()).to_string())
        };
        assert_eq!(write("vi").as_deref(), Some("1.046"));
        assert_eq!(write("vi-VN").as_deref(), Some("1.046"));
        assert_eq!(write("en").as_deref(), Some("1,046"));
        assert_eq!(write("en-GB").as_deref(), Some("1,046"));
        assert_eq!(write("zh").as_deref(), Some("1,046"));
        assert_eq!(write("qaa"), None);
        assert_eq!(write("rog"), None);
    }
}
