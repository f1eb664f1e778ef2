//! The theme of a campaign, ready to render.

use std::sync::{Arc, Mutex, PoisonError};

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::content::{Content, ThemeFiles};
use crate::model::strings::Strings;
#[cfg(feature = "paper")]
use crate::render::paper::Typesetter;
use crate::render::site::theme::SiteTheme;

/// A theme made ready: templates compiled, fonts opened. Made once a run; copies share everything.
#[derive(Clone)]
pub struct Theme {
    pub(super) pages: Arc<SiteTheme>,
    #[cfg(feature = "paper")]
    pub(super) typesetter: Arc<Typesetter>,
}

impl Theme {
    /// Makes a theme ready. Its mistakes are reported.
    pub fn load(content: &Content, config: &Config, diags: &mut Diagnostics) -> Theme {
        Theme {
            pages: Arc::new(SiteTheme::load(&content.theme, &content.strings, config, diags)),
            #[cfg(feature = "paper")]
            typesetter: Arc::new(Typesetter::load(&content.theme)),
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
    strings: Arc<Strings>,
    theme: Theme,
}

impl ThemeCache {
    /// Of so many kinds of themes one each is kept: in one run hardly more are shared.
    const KEPT: usize = 8;

    /// Makes a theme ready, or takes the one that was made of the same files and phrases.
    pub fn ready(&self, content: &Content, config: &Config, diags: &mut Diagnostics) -> Theme {
        let Content { theme: files, strings, .. } = content;
        let find = |made: &Vec<Made>| {
            let is_same =
                |made: &&Made| Arc::ptr_eq(&made.strings, strings) && made.files.is_same(files);
            made.iter().find(is_same).map(|made| made.theme.clone())
        };
        if let Some(theme) = find(&self.made.lock().unwrap_or_else(PoisonError::into_inner)) {
            return theme;
        }
        let mut found = Diagnostics::default();
        let theme = Theme::load(content, config, &mut found);
        // Mistakes are told to each campaign anew.
        if found.list.is_empty() {
            let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            if made.len() >= ThemeCache::KEPT {
                made.remove(0);
            }
            let (files, strings) = (files.clone(), Arc::clone(strings));
            made.push(Made { files, strings, theme: theme.clone() });
        }
        diags.extend(found);
        theme
    }
}
