//! Search without a server: a list from A to Z, and the words by which a script filters it.
//!
//! The words are folded (`Định danh` becomes `dinh danh`), so that phones without a Vietnamese
//! keyboard find them.

use crate::diag::Diagnostic;
use crate::model::lang::Lang;
use crate::model::reference::{PageId, ResolvedValue};
use crate::model::site::Page;
use crate::model::tree::{Block, Document, Inline, Resolved, plain_text};
use crate::model::value::Value;
use crate::render::renderer::Renderer;
use crate::render::site::frame::{self, frame};
use crate::render::site::packed::{BEST_PACKING, gzipped};
use crate::render::site::view::{EntryView, LinkView, SearchView};
use crate::text::fold::fold;
use crate::text::html::{Markup, MarkupToken, read_tokens};

/// The size limit of the search page in bytes after gzip.
const BUDGET: usize = 15_000;

/// Renders the list of a language. All words of all pages are searchable if the page stays within
/// the budget; otherwise only titles, summaries and headings are.
///
/// # Errors
///
/// Returns a fault if the template of the theme is wrong.
pub fn render_search(renderer: &Renderer<'_>, lang: &Lang) -> Result<String, Box<Diagnostic>> {
    if let Some(entries) = every_word(renderer, lang) {
        let html = render_with(renderer, lang, entries)?;
        if gzipped(html.as_bytes()) <= BUDGET {
            return Ok(html);
        }
    }
    render_with(renderer, lang, entries(renderer, lang, Depth::Titles).collect())
}

/// Returns the entries with all words. `None` as soon as they cannot fit into the budget, so that a
/// site of thousands of pages is not read in vain.
fn every_word(renderer: &Renderer<'_>, lang: &Lang) -> Option<Vec<EntryView>> {
    let mut weight = 0;
    let weighed = entries(renderer, lang, Depth::Everything).map(|entry| {
        weight += entry.words.len();
        (weight <= BUDGET * BEST_PACKING).then_some(entry)
    });
    weighed.collect()
}

fn entries<'r>(
    renderer: &'r Renderer<'_>,
    lang: &'r Lang,
    depth: Depth,
) -> impl Iterator<Item = EntryView> + 'r {
    renderer.lookup().pages(lang).iter().map(move |id| entry(renderer, lang, *id, depth))
}

/// The words that are searchable.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Everything,
    Titles,
}

fn render_with(
    renderer: &Renderer<'_>,
    lang: &Lang,
    mut entries: Vec<EntryView>,
) -> Result<String, Box<Diagnostic>> {
    let pages = renderer.lookup().pages(lang);
    let about = frame::About {
        title: renderer.strings.get(lang, "search-title", &[]),
        description: renderer.strings.get(lang, "search-text", &[]),
        kind: "website",
        addresses: frame::search_addresses(renderer),
        image: frame::list_image(renderer, lang, pages),
    };
    entries.sort_by_cached_key(|entry| fold(&entry.title));
    let view = SearchView {
        frame: frame(renderer, lang, about),
        entries,
        search_script_html: renderer.pages.search_script().to_owned(),
    };
    renderer.render_template("search.html", &view)
}

fn entry(renderer: &Renderer<'_>, lang: &Lang, id: PageId, depth: Depth) -> EntryView {
    let page: &Page = &renderer.site.pages[id.0];
    let url = renderer.urls.local(renderer.urls.page(id));
    let headings = page.text.headings.iter().filter(|heading| heading.level <= 2);
    let headings = headings.map(|heading| LinkView {
        title: heading.title.to_string(),
        url: format!("{url}#{}", heading.id),
    });
    EntryView {
        headings: headings.collect(),
        words: words(page, depth, lang, renderer),
        title: page.title.clone(),
        summary: page.summary.clone(),
        text_lang: (page.text_lang != *lang).then(|| page.text_lang.to_string()),
        text_dir: page.text_lang.direction().as_str(),
        url,
    }
}

/// Returns the folded words of the page, sorted, without duplicates.
fn words(page: &Page, depth: Depth, lang: &Lang, renderer: &Renderer<'_>) -> String {
    let mut text = format!("{} {} ", page.title, page.summary);
    match depth {
        Depth::Everything => push_document(&renderer.document(page), lang, renderer, &mut text),
        Depth::Titles => {
            for heading in &page.text.headings {
                text.extend([&*heading.title, " "]);
            }
        }
    }
    let folded = fold(&text);
    let mut words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

fn push_document(
    document: &Document<Resolved>,
    lang: &Lang,
    renderer: &Renderer<'_>,
    out: &mut String,
) {
    push_blocks(&document.blocks, lang, renderer, out);
    for (_, blocks) in &document.footnotes {
        push_blocks(blocks, lang, renderer, out);
    }
}

fn push_blocks(blocks: &[Block<Resolved>], lang: &Lang, renderer: &Renderer<'_>, out: &mut String) {
    for block in blocks {
        match block {
            Block::Heading { inlines, .. } | Block::Paragraph(inlines, _) => {
                push_inlines(inlines, lang, renderer, out)
            }
            Block::List { entries, .. } => {
                entries.iter().for_each(|entry| push_blocks(&entry.blocks, lang, renderer, out))
            }
            Block::Quote(blocks) | Block::Alert(_, blocks) => {
                push_blocks(blocks, lang, renderer, out)
            }
            Block::Code { text, .. } | Block::Html(text, _) => out.push_str(text),
            Block::Markup(clean) => {
                for token in read_tokens(clean, Markup::Html) {
                    match &token {
                        MarkupToken::Text(words) => out.push_str(words),
                        MarkupToken::Start(_) | MarkupToken::End { .. } => out.push(' '),
                    }
                }
            }
            Block::Table { head, rows, .. } => {
                head.iter()
                    .chain(rows.iter().flatten())
                    .for_each(|cell| push_inlines(cell, lang, renderer, out));
            }
            Block::Rule | Block::Figure(..) => {}
        }
        out.push(' ');
    }
}

fn push_inlines(
    inlines: &[Inline<Resolved>],
    lang: &Lang,
    renderer: &Renderer<'_>,
    out: &mut String,
) {
    for inline in inlines {
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => {
                push_inlines(inner, lang, renderer, out);
            }
            Inline::Link { inlines, .. } => push_inlines(inlines, lang, renderer, out),
            Inline::Placeholder(said, _) => match &**said {
                ResolvedValue::Value(Value::Text(text), _) | ResolvedValue::Fallback(text, _) => {
                    out.push_str(&renderer.format.words(text, lang))
                }
                ResolvedValue::Value(..) => {}
            },
            other => out.push_str(&plain_text(std::slice::from_ref(other))),
        }
    }
    out.push(' ');
}
