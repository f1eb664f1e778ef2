//! The inputs that all jobs of a campaign share.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::files::cache::{Cache, NoCache};
use crate::model::content::Content;
use crate::model::format::Formatter;
use crate::model::plan::Plan;
use crate::model::reference::PictureId;
use crate::model::site::{DocumentSource, Page, Site};
use crate::model::strings::Strings;
use crate::model::tree::{Document, Resolved};
#[cfg(feature = "paper")]
use crate::render::paper::Typesetter;
use crate::render::picture::{ImageCache, Thumbnails};
use crate::render::site::lookup::Lookup;
use crate::render::site::theme::SiteTheme;
use crate::render::site::view::View;
use crate::render::theme::Theme;
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
    pub(super) pages: Arc<SiteTheme>,
    lookup: Arc<OnceLock<Lookup>>,
    images: Option<Arc<ImageCache>>,
    pub(super) thumbnails: Arc<Thumbnails>,
    #[cfg(feature = "paper")]
    pub(super) typesetter: Arc<Typesetter>,
    pub(super) cache: &'a dyn Cache,
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
            thumbnails: Arc::default(),
            #[cfg(feature = "paper")]
            typesetter: Arc::clone(&theme.typesetter),
            cache: &NoCache,
        }
    }

    /// Returns the renderer with a cache for paper and pictures.
    #[must_use]
    pub fn with_cache(self, cache: &'a dyn Cache) -> Renderer<'a> {
        Renderer { cache, ..self }
    }

    /// Returns the renderer with a cache of pictures that campaigns share.
    pub fn with_images(self, images: Arc<ImageCache>) -> Renderer<'a> {
        Renderer { images: Some(images), ..self }
    }

    /// Returns the shared cache for a picture, if the picture is in a folder that campaigns extend.
    pub(super) fn images(&self, picture: PictureId) -> Option<&ImageCache> {
        let file = self.content.pictures.get(&self.site.pictures[picture.0].path)?;
        // Paths of sources start at the campaign's folder.
        let is_shared = self.content.sources.get(file.file).path.starts_with("../");
        self.images.as_deref().filter(|_| is_shared)
    }

    /// Returns the renderer for single files, in which every address is absolute.
    pub(super) fn for_single_files(&self) -> Renderer<'a> {
        Renderer { urls: self.urls.for_single_files(), ..self.clone() }
    }

    /// Returns which pages belong together.
    pub(super) fn lookup(&self) -> &Lookup {
        self.lookup.get_or_init(|| Lookup::new(self.site))
    }

    /// Returns the text of a page.
    pub fn document(&self, page: &Page) -> Cow<'a, Document<Resolved>> {
        self.documents.document(page.id)
    }

    /// Fills a template of the theme.
    pub(super) fn render_template(
        &self,
        template: &str,
        view: &impl View,
    ) -> Result<String, Box<Diagnostic>> {
        self.pages.render(template, view, self.urls.delivery())
    }
}
