//! The theme's words in each language (Fluent), with plurals.
//!
//! A word that a language lacks is taken from the default language, then from English, then Vietnamese:
//! a site in a new language starts readable and becomes its own word by word.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use fixed_decimal::Decimal;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::Entry;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_locale_core::Locale;

use crate::config::Config;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::content::{ThemeFile, ThemeFiles};
use crate::model::lang::Lang;

/// All words of the theme.
pub struct Strings {
    bundles: BTreeMap<Lang, FluentBundle<FluentResource>>,
    behind: Vec<Lang>,
    /// How each language writes numbers, where CLDR knows it.
    numbers: BTreeMap<Lang, DecimalFormatter>,
    /// Phrases of the site's languages with nothing put in, which are most of a page's.
    plain: BTreeMap<Lang, HashMap<String, String>>,
}

/// A value inside a phrase.
#[derive(Clone, Debug)]
pub enum Arg {
    /// Words.
    Text(String),
    /// A number: selects the plural; the phrase shows the words that go with it.
    Number(i64),
}

impl Strings {
    /// Reads `strings/<lang>.ftl` of the theme; phrases that can't be read are reported.
    pub fn load(theme: &ThemeFiles, config: &Config, diags: &mut Diagnostics) -> Strings {
        let (mut bundles, mut keys) = (BTreeMap::new(), BTreeSet::new());
        for (path, file) in theme.under("strings/") {
            let Some(lang) = path
                .strip_prefix("strings/")
                .and_then(|name| name.strip_suffix(".ftl"))
                .and_then(Lang::new)
            else {
                continue;
            };
            let Ok(id) = lang.as_str().parse() else { continue };
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            // The marks around inserted words confuse screen readers and copy along.
            bundle.set_use_isolating(false);
            // A campaign writes only the words it wants otherwise; the others stay as they are.
            for file in theme.behind.get(path).into_iter().flatten().chain([file]) {
                let resource = read(file, diags);
                keys.extend(resource.entries().filter_map(key_of).map(str::to_owned));
                bundle.add_resource_overriding(resource);
            }
            bundles.insert(lang, bundle);
        }
        let behind = [config.default_language.as_str(), "en", "vi"]
            .into_iter()
            .filter_map(Lang::new)
            .collect();
        let languages = || config.languages.iter().map(|settings| settings.lang.clone());
        let numbers =
            languages().filter_map(|lang| Some((lang.clone(), number_formatter(&lang)?))).collect();
        let strings = Strings { bundles, behind, numbers, plain: BTreeMap::new() };
        let plain = |lang: Lang| {
            let phrases =
                keys.iter().map(|key| (key.clone(), strings.get(&lang, key, &[]))).collect();
            (lang, phrases)
        };
        Strings { plain: languages().map(plain).collect(), ..strings }
    }

    /// Writes a number as CLDR has it for a language, else as another one writes it.
    pub fn number(&self, number: &Decimal, lang: &Lang, or: &Lang) -> String {
        let formatter = self.numbers.get(lang).or_else(|| self.numbers.get(or));
        formatter
            .map_or_else(|| number.to_string(), |formatter| formatter.format(number).to_string())
    }

    /// Returns phrases for a template, by their keys without what stands before all of them.
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
        let known = self.bundles.get_key_value(tag).map(|(lang, _)| lang.clone());
        known.or_else(|| Lang::new(tag))
    }

    /// Returns whether any language knows a key.
    pub fn has(&self, key: &str) -> bool {
        self.bundles.values().any(|bundle| bundle.has_message(key))
    }

    /// Returns a phrase with nothing put in, if it is one of those that are ready: of the site's languages, by their tags.
    pub fn ready(&self, tag: &str, key: &str) -> Option<&str> {
        Some(self.plain.get(tag)?.get(key)?)
    }

    /// Returns a phrase. A key that no language knows comes back in brackets, to be seen.
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
        std::iter::once(lang)
            .chain(&self.behind)
            .filter_map(|lang| self.bundles.get(lang))
            .find_map(|bundle| {
                let pattern = bundle.get_message(key)?.value()?;
                Some(bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned())
            })
            .unwrap_or_else(|| format!("[{key}]"))
    }
}

fn key_of<'r>(entry: &Entry<&'r str>) -> Option<&'r str> {
    match entry {
        Entry::Message(message) => Some(message.id.name),
        _ => None,
    }
}

fn number_formatter(lang: &Lang) -> Option<DecimalFormatter> {
    let locale: Locale = lang.as_str().parse().ok()?;
    let mut options = DecimalFormatterOptions::default();
    options.grouping_strategy = Some(GroupingStrategy::Auto);
    DecimalFormatter::try_new(locale.into(), options).ok()
}

fn read(file: &ThemeFile, diags: &mut Diagnostics) -> FluentResource {
    let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
    FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, errors)| {
        for error in errors {
            diags.error(
                "theme-string",
                Span::new(file.file, error.pos.clone()),
                Text::new(
                    "không hiểu được dòng chữ này của giao diện",
                    format!("this string of the theme can't be read: {error}"),
                ),
            );
        }
        resource
    })
}
