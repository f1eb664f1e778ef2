//! The theme of a campaign, ready to render.

use std::sync::{Arc, Mutex, PoisonError};

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::content::ThemeFiles;
use crate::model::lang::Lang;
#[cfg(feature = "paper")]
use crate::render::paper::Typesetter;
use crate::render::site::theme::SiteTheme;
use crate::render::strings::Strings;

/// A theme made ready: words read, templates compiled, fonts opened. Made once a run; copies share everything.
#[derive(Clone)]
pub struct Theme {
    pub(super) strings: Arc<Strings>,
    pub(super) pages: Arc<SiteTheme>,
    #[cfg(feature = "paper")]
    pub(super) typesetter: Arc<Typesetter>,
}

impl Theme {
    /// Makes a theme ready. Its mistakes are reported.
    pub fn load(files: &ThemeFiles, config: &Config, diags: &mut Diagnostics) -> Theme {
        let strings = Arc::new(Strings::load(files, config, diags));
        Theme {
            pages: Arc::new(SiteTheme::load(files, &strings, config, diags)),
            strings,
            #[cfg(feature = "paper")]
            typesetter: Arc::new(Typesetter::load(files)),
        }
    }
}

/// Themes that were made ready in this run, each with what it was made of.
#[derive(Default)]
pub struct ThemeCache {
    made: Mutex<Vec<Made>>,
}

struct Made {
    files: ThemeFiles,
    /// The default one first: the others take words from it.
    languages: Vec<Lang>,
    theme: Theme,
}

impl ThemeCache {
    /// Of so many kinds of themes one each is kept: in one run hardly more are shared.
    const KEPT: usize = 8;

    /// Makes a theme ready, or takes the one that was made of the same files for the same languages and default language.
    pub fn ready(&self, files: &ThemeFiles, config: &Config, diags: &mut Diagnostics) -> Theme {
        let languages = config.languages.iter().map(|settings| &settings.lang);
        let languages: Vec<Lang> =
            std::iter::once(&config.default_language).chain(languages).cloned().collect();
        let find = |made: &Vec<Made>| {
            let same =
                made.iter().find(|made| made.languages == languages && made.files.is_same(files));
            same.map(|made| made.theme.clone())
        };
        if let Some(theme) = find(&self.made.lock().unwrap_or_else(PoisonError::into_inner)) {
            return theme;
        }
        let mut found = Diagnostics::default();
        let theme = Theme::load(files, config, &mut found);
        // Mistakes are told to each campaign anew.
        if found.list.is_empty() {
            let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            if made.len() >= ThemeCache::KEPT {
                made.remove(0);
            }
            made.push(Made { files: files.clone(), languages, theme: theme.clone() });
        }
        diags.extend(found);
        theme
    }
}

#[cfg(test)]
mod tests {
    use super::ThemeCache;
    use crate::config::Overrides;
    use crate::diag::Diagnostics;
    use crate::files::memory::MemoryFolder;
    use crate::load;
    use crate::model::lang::Lang;

    #[test]
    fn a_theme_is_shared_by_campaigns_whose_words_are_the_same() {
        let themes = ThemeCache::default();
        let word = |default: &str| {
            let languages = "languages: { vi: { name: Tiếng Việt }, en: { name: English }, fr: { name: Français } }";
            let site = format!(
                "title: Mẫu\nbase_url: https://mau.example\n{languages}\ndefault_language: {default}\n"
            );
            let folder = MemoryFolder::new([("site.yaml".to_owned(), site.as_bytes())]);
            let today = "2026-11-24".parse().expect("a day");
            let overrides = Overrides { today, base_url: None, demo: false, strict: false };
            let loaded =
                load::load(&folder, &overrides, &load::shared::SharedContentCache::default())
                    .expect("memory");
            let config = loaded.config.expect("settings");
            let theme = themes.ready(&loaded.content.theme, &config, &mut Diagnostics::default());
            theme.strings.get(&Lang::new("fr").expect("a tag"), "not-found-title", &[])
        };
        let (vi, en) = (word("vi"), word("en"));
        assert_ne!(vi, en, "a language without words takes those of the default language");
        assert_eq!((word("vi"), word("en")), (vi, en));
    }
}
