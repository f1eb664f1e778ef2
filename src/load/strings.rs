//! The theme's phrases: `strings/<lang>.ftl`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use fluent_bundle::FluentResource;

use crate::config::Config;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::content::{ThemeFile, ThemeFiles};
use crate::model::lang::Lang;
use crate::model::strings::Strings;

/// Phrases that were read in this run, each with the theme and the languages they are of.
#[derive(Default)]
pub struct StringsCache {
    made: Mutex<Vec<Made>>,
}

struct Made {
    theme: ThemeFiles,
    /// The default one first: the others take words from it.
    languages: Vec<Lang>,
    strings: Arc<Strings>,
}

impl StringsCache {
    /// Of so many kinds of themes one each is kept: in one run hardly more are shared.
    const KEPT: usize = 8;

    /// Reads the phrases, or returns those of the same theme for the same languages.
    pub fn read(
        &self,
        theme: &ThemeFiles,
        config: &Config,
        diags: &mut Diagnostics,
    ) -> Arc<Strings> {
        let languages = config.languages.iter().map(|settings| &settings.lang);
        let languages: Vec<Lang> =
            std::iter::once(&config.default_language).chain(languages).cloned().collect();
        let find = |made: &Vec<Made>| {
            let is_same = |made: &&Made| made.languages == languages && made.theme.is_same(theme);
            made.iter().find(is_same).map(|made| Arc::clone(&made.strings))
        };
        if let Some(strings) = find(&self.made.lock().unwrap_or_else(PoisonError::into_inner)) {
            return strings;
        }
        let mut found = Diagnostics::default();
        let strings = Arc::new(read_strings(theme, config, &mut found));
        // Mistakes are reported to each campaign.
        if found.list.is_empty() {
            let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            if made.len() >= StringsCache::KEPT {
                made.remove(0);
            }
            made.push(Made { theme: theme.clone(), languages, strings: Arc::clone(&strings) });
        }
        diags.extend(found);
        strings
    }
}

/// Reads `strings/<lang>.ftl` of the theme; phrases that can't be read are reported.
pub fn read_strings(theme: &ThemeFiles, config: &Config, diags: &mut Diagnostics) -> Strings {
    let mut resources: BTreeMap<Lang, Vec<FluentResource>> = BTreeMap::new();
    for (path, file) in theme.under("strings/") {
        let name = path.strip_prefix("strings/").and_then(|name| name.strip_suffix(".ftl"));
        let Some(lang) = name.and_then(Lang::new) else { continue };
        // A campaign writes only the words it wants otherwise; the others stay as they are.
        let files = theme.behind.get(path).into_iter().flatten().chain([file]);
        resources.insert(lang, files.map(|file| read_file(file, diags)).collect());
    }
    let languages: Vec<Lang> =
        config.languages.iter().map(|settings| settings.lang.clone()).collect();
    Strings::new(resources, &languages, &config.default_language)
}

fn read_file(file: &ThemeFile, diags: &mut Diagnostics) -> FluentResource {
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

#[cfg(test)]
mod tests {
    use crate::config::Overrides;
    use crate::files::memory::MemoryFolder;
    use crate::load;
    use crate::model::lang::Lang;

    #[test]
    fn phrases_are_shared_by_campaigns_of_the_same_languages_only() {
        let shared = load::shared::SharedContentCache::default();
        let word = |default: &str| {
            let languages = "languages: { vi: { name: Tiếng Việt }, en: { name: English }, fr: { name: Français } }";
            let site = format!(
                "title: Mẫu\nbase_url: https://mau.example\n{languages}\ndefault_language: {default}\n"
            );
            let folder = MemoryFolder::new([("site.yaml".to_owned(), site.as_bytes())]);
            let today = "2026-11-24".parse().expect("a day");
            let overrides = Overrides { today, base_url: None, demo: false, strict: false };
            let loaded = load::load(&folder, &overrides, &shared).expect("memory");
            loaded.content.strings.get(&Lang::new("fr").expect("a tag"), "not-found-title", &[])
        };
        let (vi, en) = (word("vi"), word("en"));
        assert_ne!(vi, en, "a language without words takes those of the default language");
        assert_eq!((word("vi"), word("en")), (vi, en));
    }
}
