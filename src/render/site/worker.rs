//! The service worker: which pages the phone keeps after the first visit.
//!
//! A small site is kept whole. Of a larger one, the first pages and the progress are kept, and what was visited.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::model::lang::Lang;
use crate::model::plan::Work;
use crate::model::site::{Figure, Page, PageId};
use crate::model::tree::Block;
use crate::render::site::search::render_search;
use crate::render::site::style::minify_script;
use crate::render::site::{render_home, render_page, render_tag};
use crate::render::{Fault, Renderer};

/// What a first visit may cost in the background, in bytes after gzip: on 2G about two seconds.
const BUDGET: usize = 60_000;

const WORKER: &str = include_str!("worker.js");

/// Makes the service worker. Its text changes whenever a page that it keeps changes: so phones learn of it.
///
/// # Errors
/// When a template of the theme is wrong.
pub fn render_worker(r: &Renderer<'_>) -> Result<String, Fault> {
    let default = std::slice::from_ref(&r.config.default_language);
    let all: Vec<Lang> = r.config.languages.iter().map(|settings| settings.lang.clone()).collect();
    let whole = weigh(r, explainers(r, &all), BUDGET)?.map(|load| (load, true));
    let kept = match whole {
        Some(kept) => Some(kept),
        None => weigh(r, explainers(r, default), BUDGET)?.map(|load| (load, false)),
    };
    let (mut load, is_whole) = match kept {
        Some(kept) => kept,
        None => (weigh(r, first_and_progress(r, &all), usize::MAX)?.unwrap_or_default(), false),
    };
    // Lists only repeat what the first page leads to: they come along while there is room.
    for list in all.iter().cloned().map(Work::Search).chain(topics(r)).filter(|_| is_whole) {
        let html = page(r, &list)?;
        load.weight += gzipped(html.as_bytes());
        if load.weight > BUDGET {
            break;
        }
        load.hasher.update(html.as_bytes());
        load.works.push(list);
    }
    let mark = &load.hasher.finalize().to_hex()[..8];
    // `registration.scope` ends in a slash.
    let files: Vec<&str> =
        load.works.iter().filter_map(|work| Some(address(r, work)?.trim_start_matches('/'))).collect();
    let files = serde_json::to_string(&files).expect("words are JSON");
    let code = WORKER.replace("WHOLE", if is_whole { "true" } else { "false" }).replace("FILES", &files);
    Ok(format!("// {mark}\n{}\n", minify_script(&code)))
}

/// First pages and explainers of some languages.
fn explainers(r: &Renderer<'_>, langs: &[Lang]) -> Vec<Work> {
    let mut works: Vec<Work> = langs.iter().cloned().map(Work::Home).collect();
    let pages = r.site.pages.iter().enumerate().filter(|(_, page)| langs.contains(&page.lang));
    works.extend(pages.map(|(at, _)| Work::Page(PageId(at))));
    works
}

/// All lists of topics.
fn topics(r: &Renderer<'_>) -> impl Iterator<Item = Work> {
    let tags = r.site.tags.iter().enumerate();
    tags.flat_map(|(at, tag)| tag.pages.keys().map(move |lang| Work::Tag(at, lang.clone())))
}

fn first_and_progress(r: &Renderer<'_>, langs: &[Lang]) -> Vec<Work> {
    let mut works: Vec<Work> = langs.iter().cloned().map(Work::Home).collect();
    let pages = r.site.pages.iter().enumerate().filter(|(_, page)| !page.is_fallback() && is_progress(page));
    works.extend(pages.map(|(at, _)| Work::Page(PageId(at))));
    works
}

fn is_progress(page: &Page) -> bool {
    page.body.blocks.iter().any(|block| matches!(block, Block::Figure(Figure::ProgressTable, _)))
}

/// What the phone will keep.
#[derive(Default)]
struct Load {
    works: Vec<Work>,
    hasher: blake3::Hasher,
    weight: usize,
}

/// Returns pages with their fingerprint; none where they weigh more than the budget together.
fn weigh(r: &Renderer<'_>, works: Vec<Work>, budget: usize) -> Result<Option<Load>, Fault> {
    let mut load = Load::default();
    for work in &works {
        let html = page(r, work)?;
        load.weight += gzipped(html.as_bytes());
        if load.weight > budget {
            return Ok(None);
        }
        load.hasher.update(html.as_bytes());
    }
    Ok(Some(Load { works, ..load }))
}

fn page(r: &Renderer<'_>, work: &Work) -> Result<String, Fault> {
    match work {
        Work::Home(lang) => render_home(r, lang),
        Work::Search(lang) => render_search(r, lang),
        Work::Page(id) => render_page(r, *id),
        Work::Tag(tag, lang) => render_tag(r, *tag, lang),
        _ => Ok(String::new()),
    }
}

fn address<'r>(r: &'r Renderer<'_>, work: &Work) -> Option<&'r str> {
    match work {
        Work::Home(lang) => Some(r.urls.home(lang)),
        Work::Search(lang) => r.urls.search(lang),
        Work::Page(id) => Some(r.urls.page(*id)),
        Work::Tag(tag, lang) => r.urls.tag(*tag, lang),
        _ => None,
    }
}

/// Returns how many bytes travel.
pub fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes).expect("memory takes everything");
    encoder.finish().expect("memory takes everything").len()
}
