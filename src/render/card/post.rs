//! The text to post with a card: one for Facebook, and a shorter one for Zalo.

use crate::model::lang::Lang;
use crate::model::post::zalo_text;
use crate::model::reference::{Figure, PageId, ResolvedValue};
use crate::model::site::Page;
use crate::model::strings::Arg;
use crate::model::tree::{Block, Inline, ListEntry, Resolved};
use crate::render::renderer::Renderer;

/// The line between the two texts.
const ZALO: &str = "--- Zalo ---";

/// The most key points in a post.
const MOST_POINTS: usize = 5;

/// Writes title, summary, key points and link, then the separator and the short text for Zalo.
pub fn post_text(renderer: &Renderer<'_>, id: PageId) -> String {
    let page = &renderer.site.pages[id.0];
    let link = renderer.urls.absolute(renderer.urls.page(id));
    let zalo = zalo_text("", &page.title, &page.summary, &link);
    format!("{}\n{ZALO}\n{zalo}\n", facebook_text(renderer, id))
}

/// Writes title, summary, key points and link.
pub fn facebook_text(renderer: &Renderer<'_>, id: PageId) -> String {
    let page = &renderer.site.pages[id.0];
    let link = renderer.urls.absolute(renderer.urls.page(id));
    let mut text = format!("{}\n", page.title);
    if !page.summary.is_empty() {
        text.push_str(&format!("\n{}\n", page.summary));
    }
    let points = key_points(renderer, page);
    if !points.is_empty() {
        text.push('\n');
    }
    for point in points {
        text.push_str(&format!("• {point}\n"));
    }
    let more = renderer.strings.get(&page.text_lang, "card-more", &[]);
    text.push_str(&format!("\n{more} {link}\n"));
    text
}

/// Returns the entries of the first lists of the page, up to the limit, or the headings if the page
/// has no list.
///
/// For a page with charts, the key points are the figures.
fn key_points(renderer: &Renderer<'_>, page: &Page) -> Vec<String> {
    let figures = chart_points(renderer, page);
    if !figures.is_empty() {
        return figures;
    }
    let mut points = Vec::new();
    let body = renderer.document(page);
    for block in &body.blocks {
        let Block::List { entries, .. } = block else { continue };
        // Part of a list of steps would mislead readers.
        if !points.is_empty() && points.len() + entries.len() > MOST_POINTS {
            break;
        }
        points.extend(
            entries.iter().filter_map(|entry| entry_text(renderer, entry, &page.text_lang)),
        );
    }
    if points.is_empty() {
        let headings = body.blocks.iter().filter_map(|block| match block {
            Block::Heading { inlines, .. } => Some(written(renderer, inlines, &page.text_lang)),
            _ => None,
        });
        points.extend(headings.filter(|heading| !heading.is_empty()));
    }
    points.truncate(MOST_POINTS);
    points
}

/// Returns one line per chart of the page, then the date of the figures, then the sample mark for
/// sample figures.
fn chart_points(renderer: &Renderer<'_>, page: &Page) -> Vec<String> {
    let Some(report) = &renderer.site.progress.latest else { return Vec::new() };
    let lang = &page.text_lang;
    let mut points = Vec::new();
    for figure in &page.text.figures {
        let Figure::Chart(id) = figure else { continue };
        let title = renderer.site.progress.indicators.iter().find(|(known, _)| known == id);
        let (Some(share), Some((_, title))) = (report.totals.get(id), title) else { continue };
        if share.of <= 0 {
            continue;
        }
        points.push(renderer.strings.get(
            lang,
            "chart-title",
            &[
                ("title", Arg::Text(renderer.format.words(title, lang))),
                ("done", Arg::Text(renderer.format.count(share.done, lang))),
                ("of", Arg::Text(renderer.format.count(share.of, lang))),
                ("percent", Arg::Text(renderer.format.share(*share, lang))),
            ],
        ));
    }
    if !points.is_empty() {
        points.push(match report.as_of {
            Some(day) => renderer.strings.get(
                lang,
                "card-as-of",
                &[("date", Arg::Text(renderer.format.date(day, lang)))],
            ),
            None => renderer.strings.get(lang, "card-as-of-unknown", &[]),
        });
        if report.is_sample {
            points.push(renderer.strings.get(lang, "card-sample", &[]));
        }
    }
    points
}

fn entry_text(renderer: &Renderer<'_>, entry: &ListEntry<Resolved>, lang: &Lang) -> Option<String> {
    let Some(Block::Paragraph(inlines, _)) = entry.blocks.first() else { return None };
    Some(written(renderer, inlines, lang)).filter(|text| !text.is_empty())
}

/// Returns inlines as plain text on one line, with placeholders as written.
pub(super) fn written(
    renderer: &Renderer<'_>,
    inlines: &[Inline<Resolved>],
    lang: &Lang,
) -> String {
    let mut text = String::new();
    push_written(renderer, inlines, lang, &mut text);
    text.split_ascii_whitespace().collect::<Vec<&str>>().join(" ")
}

pub(super) fn push_written(
    renderer: &Renderer<'_>,
    inlines: &[Inline<Resolved>],
    lang: &Lang,
    out: &mut String,
) {
    for inline in inlines {
        match inline {
            Inline::Text(text, _) | Inline::Code(text, _) | Inline::Html(text, _) => {
                out.push_str(text)
            }
            Inline::Reading { written, .. } => out.push_str(written),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => {
                push_written(renderer, inner, lang, out)
            }
            Inline::Link { inlines, .. } => push_written(renderer, inlines, lang, out),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Placeholder(said, _) => out.push_str(&match &**said {
                ResolvedValue::Value(value, _) => renderer.format.value(value, lang),
                ResolvedValue::Fallback(words, _) => renderer.format.words(words, lang),
            }),
            Inline::Picture { .. } | Inline::Footnote(..) | Inline::Markup(_) => {}
        }
    }
}
