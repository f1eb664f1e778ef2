//! Turns checked content and a plan into the bytes of every output.
//!
//! Pure: never reads the disk, the clock or the environment. Templates get views, never the model.

pub mod card;
#[cfg(feature = "paper")]
pub mod paper;
pub mod picture;
pub mod renderer;
pub mod script;
pub mod site;
pub mod theme;
pub mod urls;

use crate::diag::Diagnostic;
use crate::model::plan::{Job, Work};
use crate::render::renderer::Renderer;

impl Renderer<'_> {
    /// Makes the outputs of a job, in the order of its paths.
    ///
    /// # Errors
    ///
    /// Returns a fault if a template or a picture is wrong.
    pub fn render(&self, job: &Job) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
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
