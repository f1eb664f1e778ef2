//! What will exist: every output file and the job that makes it.

use std::fmt;
use std::sync::Arc;

use crate::model::lang::Lang;
use crate::model::site::{PageId, PictureId, RecordingId};

/// The path of an output below the output folder, with `/`: `site/lua-dao/index.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Returns the path if it stays inside the output folder and every part is a name that Windows can hold.
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

/// Work that makes one or more files.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// What to make.
    pub work: Work,
    /// The files it makes, in the order that [`Work`] documents.
    pub outputs: Vec<OutputPath>,
}

/// What a job makes.
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    /// A language's first page.
    Home(Lang),
    /// An explainer.
    Page(PageId),
    /// An explainer as one file that stands alone, for sending over Zalo or Bluetooth.
    SingleFile(PageId),
    /// A language's list from A to Z, which can be searched.
    Search(Lang),
    /// The list of a tag's pages; index into `Site::tags`.
    Tag(usize, Lang),
    /// The page for addresses that don't exist.
    NotFound(Lang),
    /// Atom feed of a language.
    Feed(Lang),
    /// Sitemap of a language: these pages; the first one names its lists too.
    Sitemap(Lang, Vec<PageId>, Part),
    /// The list of sitemaps.
    SitemapIndex,
    /// `robots.txt`.
    Robots,
    /// The service worker, which keeps the site for times without a network; and the pages it keeps, in this order.
    Worker,
    /// A picture, one output per variant.
    Picture(PictureId, Vec<Variant>),
    /// A recording.
    Recording(RecordingId),
    /// A file of `static/`, copied.
    Static(String),
    /// A file of the theme that pages load, copied.
    ThemeFile(String),
    /// A script as PDF, as text and as SSML, in this order; index into `Site::scripts`.
    Script(usize),
    /// A recorded reading of a script, copied; its path below the campaign.
    ScriptRecording(String),
    /// The week's timetable and the log sheet as PDF, in this order, with words in a language.
    Timetable(Lang),
    /// The week's broadcasts as a calendar.
    Calendar,
    /// A page's share picture (into the cards and into the site) and the post text, in this order.
    Card(PageId),
    /// A language's calendar of posts: a page to copy from, and a table for Excel, in this order.
    Posts(Lang),
    /// A page's leaflet on A5, and two of them on A4 to be cut apart, in this order.
    Leaflet(PageId),
    /// A page's poster on A3.
    Poster(PageId),
    /// Square codes of a language's pages for notice boards: these pages; the first sheet begins with the home page's.
    CodeSheet(Lang, Vec<PageId>, Part),
}

/// Which of several outputs that share a language's pages among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Begins with what isn't an explainer's: the home page.
    First,
    /// Goes on with pages.
    Further,
}

/// One size and format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Variant {
    /// Pixels across.
    pub width: u32,
    /// How it is written.
    pub format: VariantFormat,
}

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VariantFormat {
    /// For every phone.
    Jpeg,
    /// Smaller, for newer phones.
    Webp,
    /// Without loss, for drawings with transparency.
    Png,
    /// As it is.
    Svg,
}
