//! Appearance: from checked content and a plan to the bytes of every output.
//!
//! Pure: never reads the disk, the clock or the environment. Templates get views, never the model.

pub mod format;
pub mod picture;
pub mod site;
pub mod strings;
pub mod urls;

pub mod card;
#[cfg(feature = "paper")]
pub mod paper;
pub mod script;

use std::borrow::Cow;
use std::sync::Arc;

use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::model::content::{Content, ThemeFiles};
use crate::model::plan::{Job, Plan, Work};
use crate::model::site::{Bodies, Page, Site};
use crate::model::tree::{Document, Meant};
use crate::render::strings::Strings;
use crate::render::urls::Urls;

/// Everything that jobs read, made once and shared by all threads.
pub struct Renderer<'a> {
    /// The checked campaign.
    pub site: &'a Site,
    bodies: &'a dyn Bodies,
    /// The settings.
    pub config: &'a Config,
    /// What was loaded: the theme's files and those that are copied.
    pub content: &'a Content,
    /// Addresses of everything planned.
    pub urls: Urls,
    /// Words of the theme in all languages.
    pub strings: Arc<Strings>,
    pages: Arc<site::SiteTheme>,
    #[cfg(feature = "paper")]
    press: Arc<paper::Press>,
}

/// A theme made ready: words read, templates compiled, fonts opened. Made once a run; copies share everything.
#[derive(Clone)]
pub struct Theme {
    strings: Arc<Strings>,
    pages: Arc<site::SiteTheme>,
    #[cfg(feature = "paper")]
    press: Arc<paper::Press>,
}

impl Theme {
    /// Makes a theme ready. Its mistakes are reported.
    pub fn load(files: &ThemeFiles, config: &Config, diags: &mut Diagnostics) -> Theme {
        let strings = Arc::new(Strings::load(files, config, diags));
        Theme {
            pages: Arc::new(site::SiteTheme::load(files, &strings, config, diags)),
            strings,
            #[cfg(feature = "paper")]
            press: Arc::new(paper::Press::load(files)),
        }
    }
}

/// A job that could not be done: a template of the theme is wrong, or a picture is broken.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Names the fault, like a diagnostic's code.
    pub code: &'static str,
    /// Where in the theme or the content, if that is known.
    pub place: Option<crate::diag::Place>,
    /// What is wrong.
    pub text: Text,
}

impl<'a> Renderer<'a> {
    /// Puts a checked campaign, its plan and its theme together.
    pub fn new(
        site: &'a Site,
        bodies: &'a dyn Bodies,
        config: &'a Config,
        content: &'a Content,
        plan: &Plan,
        theme: &Theme,
    ) -> Renderer<'a> {
        Renderer {
            site,
            bodies,
            config,
            content,
            urls: Urls::new(plan, config),
            strings: Arc::clone(&theme.strings),
            pages: Arc::clone(&theme.pages),
            #[cfg(feature = "paper")]
            press: Arc::clone(&theme.press),
        }
    }

    /// Returns the same renderer for files that stand alone: every address in them is absolute.
    fn for_files_alone(&self) -> Renderer<'a> {
        Renderer {
            site: self.site,
            bodies: self.bodies,
            config: self.config,
            content: self.content,
            urls: self.urls.for_files_alone(),
            strings: Arc::clone(&self.strings),
            pages: Arc::clone(&self.pages),
            #[cfg(feature = "paper")]
            press: Arc::clone(&self.press),
        }
    }

    /// Returns the text of a page.
    pub fn body(&self, page: &Page) -> Cow<'a, Document<Meant>> {
        self.bodies.body(page.id)
    }

    /// Makes the outputs of a job, in the order of its paths.
    ///
    /// # Errors
    /// When a template or picture is wrong.
    pub fn render(&self, job: &Job) -> Result<Vec<Vec<u8>>, Fault> {
        let one = |text: String| Ok(vec![text.into_bytes()]);
        match &job.work {
            Work::Home(lang) => one(site::render_home(self, lang)?),
            Work::Page(page) => one(site::render_page(self, *page)?),
            Work::Alone(page) => one(site::render_page(&self.for_files_alone(), *page)?),
            Work::Search(lang) => one(site::search::render_search(self, lang)?),
            Work::Tag(tag, lang) => one(site::render_tag(self, *tag, lang)?),
            Work::NotFound(lang) => one(site::render_not_found(self, lang)?),
            Work::Feed(lang) => one(site::feed::render_feed(self, lang)),
            Work::Sitemap(lang) => one(site::sitemap::render_sitemap(self, lang)),
            Work::SitemapIndex => one(site::sitemap::render_sitemap_index(self)),
            Work::Robots => one(site::sitemap::render_robots(self)),
            Work::Worker => {
                let (worker, kept) = site::worker::render_worker(self)?;
                Ok(vec![worker.into_bytes(), kept.into_bytes()])
            }
            Work::Picture(picture, variants) => picture::render_picture(self.site, *picture, variants),
            Work::Recording(recording) => Ok(vec![self.site.recordings[recording.0].bytes.to_vec()]),
            Work::Static(path) => Ok(vec![self.content.statics[path].to_vec()]),
            Work::ThemeFile(path) => Ok(vec![self.content.theme.files[path].bytes.to_vec()]),
            Work::Script(script) => script::render_script(self, *script),
            Work::ScriptRecording(path) => Ok(vec![self.content.recordings[path].bytes.to_vec()]),
            Work::Timetable(lang) => script::render_timetable(self, lang),
            Work::Calendar => one(script::calendar::encode_calendar(self)),
            Work::Card(page) => card::render_card(self, *page),
            Work::Posts(lang) => Ok(card::calendar::render_posts(self, lang)),
            Work::Leaflet(page) => card::render_leaflet(self, *page),
            Work::Poster(page) => card::render_poster(self, *page),
            Work::CodeSheet(lang, pages, sheet) => card::render_codes(self, lang, pages, *sheet),
        }
    }
}
