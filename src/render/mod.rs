//! Appearance: from checked content and a plan to the bytes of every output.
//!
//! Pure: never reads the disk, the clock or the environment. Templates get views, never the model.

pub mod picture;
pub mod site;
pub mod urls;

pub mod card;
#[cfg(feature = "paper")]
pub mod paper;
pub mod script;

use std::borrow::Cow;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::files::cache::{Cache, NoCache};
use crate::model::content::{Content, ThemeFiles};
use crate::model::format::Formatter;
use crate::model::plan::{Job, Plan, Work};
use crate::model::site::{DocumentSource, Page, PictureId, Site};
use crate::model::strings::Strings;
use crate::model::tree::{Document, Resolved};
use crate::render::picture::ImageCache;
use crate::render::site::lookup::Lookup;
use crate::render::site::view::View;
use crate::render::urls::Urls;

/// Everything that jobs read, shared by all threads.
#[derive(Clone)]
pub struct Renderer<'a> {
    /// The checked campaign.
    pub site: &'a Site,
    documents: &'a dyn DocumentSource,
    /// The settings.
    pub config: &'a Config,
    /// The loaded campaign: the theme's files and the files that are copied.
    pub content: &'a Content,
    /// Addresses of all planned outputs.
    pub urls: Urls,
    /// Phrases of the theme in all languages.
    pub strings: &'a Strings,
    /// Writes values.
    pub format: Formatter<'a>,
    pages: Arc<site::SiteTheme>,
    lookup: Arc<OnceLock<Lookup>>,
    images: Option<Arc<ImageCache>>,
    #[cfg(feature = "paper")]
    typesetter: Arc<paper::Typesetter>,
    cache: &'a dyn Cache,
}

/// A theme made ready: templates compiled, fonts opened. Made once a run; copies share everything.
#[derive(Clone)]
pub struct Theme {
    pages: Arc<site::SiteTheme>,
    #[cfg(feature = "paper")]
    typesetter: Arc<paper::Typesetter>,
}

impl Theme {
    /// Makes a theme ready. Its mistakes are reported.
    pub fn load(content: &Content, config: &Config, diags: &mut Diagnostics) -> Theme {
        Theme {
            pages: Arc::new(site::SiteTheme::load(&content.theme, &content.strings, config, diags)),
            #[cfg(feature = "paper")]
            typesetter: Arc::new(paper::Typesetter::load(&content.theme)),
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

/// A job that could not be done: a template of the theme is wrong, or a picture is broken.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Names the fault, like a diagnostic's code.
    pub code: &'static str,
    /// Where in the theme or the content, if that is known.
    pub span: Option<crate::diag::Span>,
    /// What is wrong.
    pub text: Text,
}

impl<'a> Renderer<'a> {
    /// Creates the renderer of a checked campaign with its plan and theme.
    pub fn new(
        site: &'a Site,
        documents: &'a dyn DocumentSource,
        config: &'a Config,
        content: &'a Content,
        plan: &Plan,
        theme: &Theme,
    ) -> Renderer<'a> {
        Renderer {
            site,
            documents,
            config,
            content,
            urls: Urls::new(plan, config),
            strings: &content.strings,
            format: content.formatter(&config.default_language),
            pages: Arc::clone(&theme.pages),
            lookup: Arc::default(),
            images: None,
            #[cfg(feature = "paper")]
            typesetter: Arc::clone(&theme.typesetter),
            cache: &NoCache,
        }
    }

    /// Returns the renderer with a cache: paper and pictures that are known there aren't made again.
    #[must_use]
    pub fn with_cache(self, cache: &'a dyn Cache) -> Renderer<'a> {
        Renderer { cache, ..self }
    }

    /// Returns the same renderer, which takes shared pictures from those that were made for other campaigns.
    pub fn with_images(self, images: Arc<ImageCache>) -> Renderer<'a> {
        Renderer { images: Some(images), ..self }
    }

    /// Returns what keeps a picture's variants, where it is of a folder that several campaigns extend.
    fn images(&self, picture: PictureId) -> Option<&ImageCache> {
        let file = self.content.pictures.get(&self.site.pictures[picture.0].path)?;
        // Paths of sources start at the campaign's folder.
        let is_shared = self.content.sources.get(file.file).path.starts_with("../");
        self.images.as_deref().filter(|_| is_shared)
    }

    /// Returns the same renderer for files that stand alone: every address in them is absolute.
    fn for_single_files(&self) -> Renderer<'a> {
        Renderer { urls: self.urls.for_single_files(), ..self.clone() }
    }

    /// Returns which pages belong together.
    fn lookup(&self) -> &Lookup {
        self.lookup.get_or_init(|| Lookup::new(self.site))
    }

    /// Returns the text of a page.
    pub fn document(&self, page: &Page) -> Cow<'a, Document<Resolved>> {
        self.documents.document(page.id)
    }

    /// Fills a template of the theme.
    fn render_template(&self, template: &str, view: &impl View) -> Result<String, Fault> {
        self.pages.render(template, view, self.urls.delivery())
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
            Work::SingleFile(page) => one(site::render_page(&self.for_single_files(), *page)?),
            Work::Search(lang) => one(site::search::render_search(self, lang)?),
            Work::Tag(tag, lang) => one(site::render_tag(self, *tag, lang)?),
            Work::NotFound(lang) => one(site::render_not_found(self, lang)?),
            Work::Feed(lang) => one(site::feed::render_feed(self, lang)),
            Work::Sitemap(lang, pages, part) => {
                one(site::sitemap::render_sitemap(self, lang, pages, *part))
            }
            Work::SitemapIndex => one(site::sitemap::render_sitemap_index(self)),
            Work::Robots => one(site::sitemap::render_robots(self)),
            Work::Worker => {
                let (worker, kept) = site::worker::render_worker(self)?;
                Ok(vec![worker.into_bytes(), kept.into_bytes()])
            }
            Work::Picture(picture, variants) => match self.images(*picture) {
                Some(images) => images.render(self.cache, self.site, *picture, variants),
                None => picture::render_picture(self.cache, self.site, *picture, variants),
            },
            Work::Recording(recording) => {
                Ok(vec![self.site.recordings[recording.0].bytes.to_vec()])
            }
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
