//! The compiled theme of a campaign, and the cache of compiled themes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::content::{Content, ThemeFiles};
use crate::model::strings::Strings;
#[cfg(feature = "paper")]
use crate::render::paper::Typesetter;
use crate::render::site::theme::SiteTheme;

/// Compiled templates and opened fonts. Clones share them.
#[derive(Clone)]
pub struct Theme {
    pub(super) pages: Arc<SiteTheme>,
    #[cfg(feature = "paper")]
    pub(super) typesetter: Arc<Typesetter>,
}

impl Theme {
    /// Compiles a theme and reports its mistakes.
    pub fn load(content: &Content, config: &Config, diags: &mut Diagnostics) -> Theme {
        Theme {
            pages: Arc::new(SiteTheme::load(&content.theme, &content.strings, config, diags)),
            #[cfg(feature = "paper")]
            typesetter: Arc::new(Typesetter::load(&content.theme)),
        }
    }
}

/// Themes that were compiled in this run.
#[derive(Default)]
pub struct ThemeCache {
    compiled: Mutex<Vec<CompiledTheme>>,
}

/// A theme and the files and phrases from which it was compiled.
struct CompiledTheme {
    files: ThemeFiles,
    strings: Arc<Strings>,
    theme: Theme,
}

impl ThemeCache {
    /// The most themes in the cache. The campaigns of a run rarely have more.
    const CAPACITY: usize = 8;

    /// Returns the theme that was compiled from the same files and phrases, or compiles it.
    pub fn get_or_compile(
        &self,
        content: &Content,
        config: &Config,
        diags: &mut Diagnostics,
    ) -> Theme {
        if let Some(theme) = self.get(content) {
            return theme;
        }
        let mut found = Diagnostics::default();
        let theme = Theme::load(content, config, &mut found);
        // A theme with mistakes is not cached, because every campaign reports the mistakes.
        if found.list.is_empty() {
            self.insert(content, &theme);
        }
        diags.extend(found);
        theme
    }

    fn get(&self, content: &Content) -> Option<Theme> {
        for known in self.lock().iter() {
            let has_same_phrases = Arc::ptr_eq(&known.strings, &content.strings);
            if has_same_phrases && known.files.is_same(&content.theme) {
                return Some(known.theme.clone());
            }
        }
        None
    }

    fn insert(&self, content: &Content, theme: &Theme) {
        let mut compiled = self.lock();
        if compiled.len() >= ThemeCache::CAPACITY {
            compiled.remove(0);
        }
        compiled.push(CompiledTheme {
            files: content.theme.clone(),
            strings: Arc::clone(&content.strings),
            theme: theme.clone(),
        });
    }

    fn lock(&self) -> MutexGuard<'_, Vec<CompiledTheme>> {
        self.compiled.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
