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
    // Topics' lists only repeat the first page, so they are the first that need not be there.
    let choices = [
        (explainers(r, &all).into_iter().chain(lists(r)).collect(), true),
        (explainers(r, &all), true),
        (explainers(r, default), false),
    ];
    let mut kept = None;
    for (works, is_whole) in choices {
        kept = weigh(r, &works, BUDGET)?.map(|mark| (works, mark, is_whole));
        if kept.is_some() {
            break;
        }
    }
    let (works, mark, is_whole) = match kept {
        Some(found) => found,
        None => {
            let works = first_and_progress(r, &all);
            let mark = weigh(r, &works, usize::MAX)?.unwrap_or_default();
            (works, mark, false)
        }
    };
    // `registration.scope` ends in a slash.
    let files: Vec<&str> = works.iter().filter_map(|work| Some(address(r, work)?.trim_start_matches('/'))).collect();
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
fn lists(r: &Renderer<'_>) -> impl Iterator<Item = Work> {
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

/// Returns the fingerprint of pages; none where they weigh more than the budget together.
fn weigh(r: &Renderer<'_>, works: &[Work], budget: usize) -> Result<Option<String>, Fault> {
    let mut hasher = blake3::Hasher::new();
    let mut weight = 0;
    for work in works {
        let html = page(r, work)?;
        weight += gzipped(html.as_bytes());
        if weight > budget {
            return Ok(None);
        }
        hasher.update(html.as_bytes());
    }
    Ok(Some(hasher.finalize().to_hex()[..8].to_owned()))
}

fn page(r: &Renderer<'_>, work: &Work) -> Result<String, Fault> {
    match work {
        Work::Home(lang) => render_home(r, lang),
        Work::Page(id) => render_page(r, *id),
        Work::Tag(tag, lang) => render_tag(r, *tag, lang),
        _ => Ok(String::new()),
    }
}

fn address<'r>(r: &'r Renderer<'_>, work: &Work) -> Option<&'r str> {
    match work {
        Work::Home(lang) => Some(r.urls.home(lang)),
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
