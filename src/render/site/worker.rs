//! The service worker: the pages that the phone stores after the first visit.
//!
//! A small site is stored completely. For a larger site, the home pages and the progress page are
//! stored, and pages that were visited.

use std::ops::Range;

use serde_json::Value;

use crate::diag::Diagnostic;
use crate::model::lang::Lang;
use crate::model::plan::Work;
use crate::model::reference::{Figure, PageId};
use crate::model::site::Page;
use crate::render::renderer::Renderer;
use crate::render::site::packed::{BEST_PACKING, gzipped};
use crate::render::site::search::render_search;
use crate::render::site::style::minify_script;
use crate::render::site::{render_home, render_page, render_tag};
use crate::text::html::{Element, elements};

/// The size limit of the background download of a first visit, in bytes after gzip: about two
/// seconds on 2G.
const BUDGET: usize = 60_000;

const WORKER: &str = include_str!("worker.js");

/// Renders the service worker and the bundle of the pages that it stores. One bundle compresses
/// parts that the pages share only once. The text of the worker contains the hash of the bundle, so
/// phones notice changes.
///
/// # Errors
///
/// Returns a fault if a template of the theme is wrong.
pub fn render_worker(renderer: &Renderer<'_>) -> Result<(String, String), Box<Diagnostic>> {
    // The most important pages are first: the default language is the first of the languages, and
    // the lists of topics are last, because they only repeat links of the home page.
    let mut langs = Vec::new();
    for settings in &renderer.config.languages {
        langs.push(settings.lang.clone());
    }
    let mut groups = vec![first_and_progress(renderer, &langs)];
    for lang in &langs {
        groups.push(explainers(renderer, lang));
    }
    let explaining = groups.len();
    groups.push(topics(renderer));

    let mut kept = Vec::new();
    let mut bundle = pack(&[]);
    let mut fitting = 0;
    for group in groups {
        let Some(added) = add(renderer, &kept, group)? else { break };
        let packed = pack(&added);
        // A worker without the home pages would be useless, so the first group always counts as
        // fitting.
        if fitting > 0 && gzipped(packed.as_bytes()) > BUDGET {
            break;
        }
        (kept, bundle, fitting) = (added, packed, fitting + 1);
    }
    let mark = &blake3::hash(bundle.as_bytes()).to_hex()[..8];
    let whole = if fitting >= explaining { "true" } else { "false" };
    let code = WORKER.replace("WHOLE", whole).replace("KEPT", &format!("kept.json?{mark}"));
    Ok((format!("{}\n", minify_script(&code)), bundle))
}

/// A page in the bundle.
#[derive(Clone)]
struct Kept {
    span: BundlePosition,
    /// The address, relative to the root of the site.
    address: String,
    html: String,
}

/// The sort order of the bundle. Similar pages are adjacent, within the window of gzip: the lists
/// of a language, which show the same titles and drawings, and an explainer in all languages.
/// Languages are numbered.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum BundlePosition {
    /// The language, and the number of the list; the home page is list 0.
    List(usize, usize),
    Explainer(String, usize),
    Search(usize),
}

/// Encodes the pages as JSON: first the styles, scripts and hashes that pages share, each once,
/// then the address and the pieces of each page. A number refers to a shared piece.
fn pack(pages: &[Kept]) -> String {
    let mut pages: Vec<&Kept> = pages.iter().collect();
    pages.sort_by(|a, b| a.span.cmp(&b.span));
    let mut shared: Vec<&str> = Vec::new();
    let mut rows = Vec::new();
    for page in pages {
        let mut row = vec![Value::from(page.address.as_str())];
        let mut at = 0;
        for shared_range in shared_ranges(&page.html) {
            let inside = &page.html[shared_range.clone()];
            let number = shared.iter().position(|known| *known == inside).unwrap_or_else(|| {
                shared.push(inside);
                shared.len() - 1
            });
            row.extend([Value::from(&page.html[at..shared_range.start]), Value::from(number)]);
            at = shared_range.end;
        }
        row.push(Value::from(&page.html[at..]));
        rows.push(Value::from(row));
    }
    rows.insert(0, Value::from(shared));
    Value::from(rows).to_string()
}

/// Returns where a page holds hashes of its policy, styles and scripts, in order.
fn shared_ranges(html: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for Element { start, text } in elements(html) {
        if start.attribute("http-equiv") == Some("Content-Security-Policy") {
            let done = ranges.last().map_or(0, |range| range.end);
            ranges.extend(hash_ranges(html, done..start.end));
        }
        // The tokenizer may change line ends. A text that then differs from the page is not shared.
        if matches!(start.name(), "style" | "script") && html[start.end..].starts_with(&text) {
            ranges.push(start.end..start.end + text.len());
        }
    }
    ranges
}

/// Returns the ranges of the hashes in a part of a page.
fn hash_ranges(html: &str, part: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    const SIGN: &str = "'sha256-";
    html[part.clone()].match_indices(SIGN).filter_map(move |(at, _)| {
        let start = part.start + at + SIGN.len();
        Some(start..start + html[start..part.end].find('\'')?)
    })
}

/// Returns the pages with more pages added. `None` if they are far too large.
fn add(
    renderer: &Renderer<'_>,
    kept: &[Kept],
    works: Vec<Work>,
) -> Result<Option<Vec<Kept>>, Box<Diagnostic>> {
    let mut pages = kept.to_vec();
    let mut weight: usize = pages.iter().map(|page| page.html.len()).sum();
    for work in works {
        let (Some(address), Some(span)) = (address(renderer, &work), span(renderer, &work)) else {
            continue;
        };
        let address = address.trim_start_matches('/').to_owned();
        if pages.iter().any(|known| known.address == address) {
            continue;
        }
        let html = page(renderer, &work)?;
        weight += html.len();
        if weight > BUDGET * BEST_PACKING && !kept.is_empty() {
            return Ok(None);
        }
        pages.push(Kept { span, address, html });
    }
    Ok(Some(pages))
}

fn span(renderer: &Renderer<'_>, work: &Work) -> Option<BundlePosition> {
    let number =
        |lang: &Lang| renderer.config.languages.iter().position(|settings| settings.lang == *lang);
    Some(match work {
        Work::Home(lang) => BundlePosition::List(number(lang)?, 0),
        Work::Tag(tag, lang) => BundlePosition::List(number(lang)?, 1 + tag),
        Work::Page(id) => {
            let page = &renderer.site.pages[id.0];
            BundlePosition::Explainer(page.topic.clone(), number(&page.lang)?)
        }
        Work::Search(lang) => BundlePosition::Search(number(lang)?),
        _ => return None,
    })
}

/// Returns the home page, the pages and the list from A to Z of a language.
fn explainers(renderer: &Renderer<'_>, lang: &Lang) -> Vec<Work> {
    let mut works = vec![Work::Home(lang.clone())];
    for (at, page) in renderer.site.pages.iter().enumerate() {
        if page.lang == *lang {
            works.push(Work::Page(PageId(at)));
        }
    }
    works.push(Work::Search(lang.clone()));
    works
}

/// Returns all lists of topics.
fn topics(renderer: &Renderer<'_>) -> Vec<Work> {
    let mut works = Vec::new();
    for (at, tag) in renderer.site.tags.iter().enumerate() {
        for lang in tag.pages.keys() {
            works.push(Work::Tag(at, lang.clone()));
        }
    }
    works
}

/// Returns the home pages and the translated progress pages.
fn first_and_progress(renderer: &Renderer<'_>, langs: &[Lang]) -> Vec<Work> {
    let mut works = Vec::new();
    for lang in langs {
        works.push(Work::Home(lang.clone()));
    }
    for (at, page) in renderer.site.pages.iter().enumerate() {
        if !page.is_fallback() && is_progress(page) {
            works.push(Work::Page(PageId(at)));
        }
    }
    works
}

fn is_progress(page: &Page) -> bool {
    page.text.figures.contains(&Figure::ProgressTable)
}

fn page(renderer: &Renderer<'_>, work: &Work) -> Result<String, Box<Diagnostic>> {
    match work {
        Work::Home(lang) => render_home(renderer, lang),
        Work::Search(lang) => render_search(renderer, lang),
        Work::Page(id) => render_page(renderer, *id),
        Work::Tag(tag, lang) => render_tag(renderer, *tag, lang),
        _ => Ok(String::new()),
    }
}

fn address<'r>(renderer: &'r Renderer<'_>, work: &Work) -> Option<&'r str> {
    match work {
        Work::Home(lang) => Some(renderer.urls.home(lang)),
        Work::Search(lang) => renderer.urls.search(lang),
        Work::Page(id) => Some(renderer.urls.page(*id)),
        Work::Tag(tag, lang) => renderer.urls.tag(*tag, lang),
        _ => None,
    }
}
