//! Addresses of outputs. All addresses come from the plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::model::lang::Lang;
use crate::model::plan::{Job, OutputPath, Plan, Variant, Work};
use crate::model::reference::{PageId, PictureId, RecordingId};
use crate::render::site::policy::Delivery;

/// Addresses start with `/` at the root of the site. Methods make them local or absolute.
#[derive(Clone, Debug, Default)]
pub struct Urls {
    base: String,
    /// The prefix of local addresses: the path of the base address (`/sub`), or nothing.
    before: String,
    /// Whether addresses are for a single file, which is read outside the site.
    single_file: bool,
    known: Arc<Known>,
}

/// The addresses in the plan, shared by all forms.
#[derive(Debug, Default)]
struct Known {
    /// Indexed by page.
    single_file: Vec<Option<String>>,
    searches: BTreeMap<Lang, String>,
    homes: BTreeMap<Lang, String>,
    /// Indexed by page.
    pages: Vec<Option<String>>,
    tags: BTreeMap<(usize, Lang), String>,
    feeds: BTreeMap<Lang, String>,
    sitemaps: BTreeMap<Lang, Vec<String>>,
    sitemap_index: Option<String>,
    worker: Option<String>,
    pictures: BTreeMap<PictureId, Vec<(Variant, String)>>,
    recordings: BTreeMap<RecordingId, String>,
    cards: BTreeMap<PageId, String>,
}

impl Urls {
    /// Collects the addresses of a plan.
    pub fn new(plan: &Plan, config: &Config) -> Urls {
        let mut known = Known::default();
        for job in &plan.jobs {
            if let Some(first) = job.outputs.first() {
                known.add(job, address(first));
            }
        }
        Urls {
            base: config.base_url.clone(),
            before: base_path(&config.base_url).to_owned(),
            single_file: false,
            known: Arc::new(known),
        }
    }

    /// Returns the same addresses for single files: all absolute, and no service worker.
    pub fn for_single_files(&self) -> Urls {
        Urls { before: self.base.clone(), single_file: true, ..self.clone() }
    }

    /// Returns whether addresses are for a single file.
    pub fn is_single_file(&self) -> bool {
        self.single_file
    }

    /// Returns how the page is delivered, for the security policy.
    pub fn delivery(&self) -> Delivery<'_> {
        if self.single_file { Delivery::SingleFile(&self.base) } else { Delivery::Site }
    }

    /// Returns the address of a page as a single file.
    pub fn single_file(&self, page: PageId) -> Option<&str> {
        self.known.single_file.get(page.0)?.as_deref()
    }

    /// Returns the address of the list from A to Z in a language.
    pub fn search(&self, lang: &Lang) -> Option<&str> {
        self.known.searches.get(lang).map(String::as_str)
    }

    /// Returns the address of the home page in a language, `/` or `/en/`.
    pub fn home(&self, lang: &Lang) -> &str {
        self.known.homes.get(lang).map_or("/", String::as_str)
    }

    /// Returns the address of a page.
    pub fn page(&self, page: PageId) -> &str {
        self.known.pages[page.0].as_deref().expect("every page of the site is planned")
    }

    /// Returns the address of a list of pages with a tag.
    pub fn tag(&self, tag: usize, lang: &Lang) -> Option<&str> {
        self.known.tags.get(&(tag, lang.clone())).map(String::as_str)
    }

    /// Returns the address of the feed in a language.
    pub fn feed(&self, lang: &Lang) -> Option<&str> {
        self.known.feeds.get(lang).map(String::as_str)
    }

    /// Returns the addresses of the sitemaps.
    pub fn sitemaps(&self) -> impl Iterator<Item = &str> {
        self.known.sitemaps.values().flatten().map(String::as_str)
    }

    /// Returns the address of the sitemap index.
    pub fn sitemap_index(&self) -> Option<&str> {
        self.known.sitemap_index.as_deref()
    }

    /// Returns the address of the service worker.
    pub fn worker(&self) -> Option<&str> {
        self.known.worker.as_deref().filter(|_| !self.single_file)
    }

    /// Returns the variants of a picture with their addresses.
    pub fn picture(&self, picture: PictureId) -> &[(Variant, String)] {
        self.known.pictures.get(&picture).map_or(&[], Vec::as_slice)
    }

    /// Returns the address of a recording.
    pub fn recording(&self, recording: RecordingId) -> Option<&str> {
        self.known.recordings.get(&recording).map(String::as_str)
    }

    /// Returns the address of the share picture of a page, if there is one.
    pub fn card(&self, page: PageId) -> Option<&str> {
        self.known.cards.get(&page).map(String::as_str)
    }

    /// Returns an address for links on the same host, with the path of the base address.
    pub fn local(&self, address: &str) -> String {
        [&self.before, address].concat()
    }

    /// Returns an address with scheme and host.
    pub fn absolute(&self, address: &str) -> String {
        [&self.base, address].concat()
    }
}

impl Known {
    /// Adds the address of the first output of a job; of a picture, the addresses of all outputs.
    fn add(&mut self, job: &Job, first: String) {
        match &job.work {
            Work::Home(lang) => {
                self.homes.insert(lang.clone(), first);
            }
            Work::Page(page) => put(&mut self.pages, *page, first),
            Work::SingleFile(page) => put(&mut self.single_file, *page, first),
            Work::Search(lang) => {
                self.searches.insert(lang.clone(), first);
            }
            Work::Tag(tag, lang) => {
                self.tags.insert((*tag, lang.clone()), first);
            }
            Work::Feed(lang) => {
                self.feeds.insert(lang.clone(), first);
            }
            Work::Sitemap(lang, ..) => self.sitemaps.entry(lang.clone()).or_default().push(first),
            Work::Picture(picture, variants) => self.add_picture(*picture, variants, &job.outputs),
            Work::Recording(recording) => {
                self.recordings.insert(*recording, first);
            }
            Work::Card(page) => self.add_card(*page, &job.outputs),
            Work::SitemapIndex => self.sitemap_index = Some(first),
            Work::Worker => self.worker = Some(first),
            Work::NotFound(_) | Work::Robots | Work::Static(_) | Work::ThemeFile(_) => {}
            Work::Script(_) | Work::ScriptRecording(_) | Work::Timetable(_) | Work::Calendar => {}
            Work::Leaflet(_) | Work::Poster(_) | Work::CodeSheet(..) | Work::Posts(_) => {}
        }
    }

    fn add_picture(&mut self, picture: PictureId, variants: &[Variant], outputs: &[OutputPath]) {
        let mut addresses = Vec::new();
        for (variant, path) in variants.iter().zip(outputs) {
            addresses.push((*variant, address(path)));
        }
        self.pictures.insert(picture, addresses);
    }

    /// Adds the share picture on the site. The other outputs of a card are for the staff.
    fn add_card(&mut self, page: PageId, outputs: &[OutputPath]) {
        for path in outputs {
            if path.as_str().starts_with("site/") {
                self.cards.insert(page, address(path));
                return;
            }
        }
    }
}

/// Returns the path of an address: `/sub` of `https://example.vn/sub`; may be empty.
fn base_path(base_url: &str) -> &str {
    let Some((_, host_and_path)) = base_url.split_once("://") else { return "" };
    let host_end = host_and_path.find('/').unwrap_or(host_and_path.len());
    &host_and_path[host_end..]
}

fn put(addresses: &mut Vec<Option<String>>, page: PageId, address: String) {
    if addresses.len() <= page.0 {
        addresses.resize(page.0 + 1, None);
    }
    addresses[page.0] = Some(address);
}

/// `site/lua-dao/index.html` is reached as `/lua-dao/`.
fn address(path: &OutputPath) -> String {
    let below = path.as_str().strip_prefix("site/").unwrap_or(path.as_str());
    match below.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("/{folder}"),
        _ => format!("/{below}"),
    }
}
