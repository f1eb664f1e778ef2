//! The plan: every output file and the job that renders it.

use std::fmt;
use std::sync::Arc;

use crate::model::lang::Lang;
use crate::model::reference::{PageId, PictureId, RecordingId};

/// The path of an output below the output folder, with `/`: `site/lua-dao/index.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Returns the path if it stays in the output folder and Windows accepts every part as a name.
    pub fn new(path: &str) -> Option<OutputPath> {
        let fits = |part: &str| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && !part.contains(['\\', ':', '*', '?', '"', '<', '>', '|', '\0'])
        };
        path.split('/').all(fits).then(|| OutputPath(path.into()))
    }

    /// Returns the path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// All outputs.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The jobs.
    pub jobs: Vec<Job>,
}

/// A job that renders one or more files.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// What to render.
    pub work: Work,
    /// The outputs, in the order that [`Work`] documents.
    pub outputs: Vec<OutputPath>,
}

/// What a job renders.
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    /// The first page of a language.
    Home(Lang),
    /// An explainer.
    Page(PageId),
    /// An explainer as a single file, for Zalo or Bluetooth.
    SingleFile(PageId),
    /// The A–Z list of a language, with its search.
    Search(Lang),
    /// The list of a tag's pages; an index into `Site::tags`.
    Tag(usize, Lang),
    /// The page for addresses that do not exist.
    NotFound(Lang),
    /// The Atom feed of a language.
    Feed(Lang),
    /// A sitemap of these pages of a language. The first one also contains the lists.
    Sitemap(Lang, Vec<PageId>, Part),
    /// The list of sitemaps.
    SitemapIndex,
    /// `robots.txt`.
    Robots,
    /// The service worker and the bundle of pages that it keeps, in this order.
    Worker,
    /// A picture, one output per variant.
    Picture(PictureId, Vec<Variant>),
    /// A recording.
    Recording(RecordingId),
    /// A file of `static/`, copied.
    Static(String),
    /// A file of the theme that pages load, copied.
    ThemeFile(String),
    /// A script as PDF, text and SSML, in this order; an index into `Site::scripts`.
    Script(usize),
    /// A recording of a script, copied; the path relative to the campaign.
    ScriptRecording(String),
    /// The week's timetable and the log sheet as PDF, in this order, in a language.
    Timetable(Lang),
    /// The week's broadcasts as an iCalendar file.
    Calendar,
    /// A page's share card (for the staff and for the site) and the text of the post, in this
    /// order.
    Card(PageId),
    /// A language's calendar of posts: a page to copy from, and a table for Excel, in this order.
    Posts(Lang),
    /// A page's leaflet on A5, and two of them on A4 to cut apart, in this order.
    Leaflet(PageId),
    /// A page's poster on A3.
    Poster(PageId),
    /// A sheet of QR codes of these pages of a language. The first sheet starts with the code of
    /// the home page.
    CodeSheet(Lang, Vec<PageId>, Part),
}

/// The position among several outputs that share a language's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first output, which also contains the home page.
    First,
    /// A later output.
    Further,
}

/// A size and format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Variant {
    /// The width in pixels.
    pub width: u32,
    /// The format.
    pub format: VariantFormat,
}

/// An output format of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VariantFormat {
    /// For every phone.
    Jpeg,
    /// Smaller, for newer phones.
    Webp,
    /// Lossless, for drawings with transparency.
    Png,
    /// Vector, unscaled.
    Svg,
}
