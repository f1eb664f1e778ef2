//! Atom feeds with new and changed pages.
//!
//! Dates come from the pages, never from a clock, so that the same content gives the same feed.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::model::lang::Lang;
use crate::model::reference::PageId;
use crate::model::site::Page;
use crate::render::renderer::Renderer;
use crate::render::site::markup::escape;

/// Feeds stay small; the site lists older pages.
const MOST_ENTRIES: usize = 30;

/// Renders the feed of a language, newest first. Pages that only replace a missing translation are
/// omitted.
pub fn render_feed(renderer: &Renderer<'_>, lang: &Lang) -> String {
    let mut pages: Vec<(PageId, &Page)> = renderer
        .lookup()
        .pages(lang)
        .iter()
        .map(|id| (*id, &renderer.site.pages[id.0]))
        .filter(|(_, page)| !page.is_fallback())
        .collect();
    let newest =
        pages.iter().filter_map(|(_, page)| changed(page)).max().unwrap_or(renderer.config.today);
    // The sort is stable, so pages of one day keep the order of the campaign.
    pages.sort_by_key(|(_, page)| std::cmp::Reverse(changed(page).unwrap_or(newest)));
    pages.truncate(MOST_ENTRIES);

    let title = renderer.format.words(&renderer.config.title, lang);
    let publisher = renderer.format.words(&renderer.config.publisher, lang);
    let author = if publisher.is_empty() { &title } else { &publisher };
    let home = renderer.urls.absolute(renderer.urls.home(lang));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = write!(
        out,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n<title>{}</title>\n<id>{1}</id>\n<link href=\"{1}\"/>\n",
        escape(&title),
        escape(&home),
    );
    let description = renderer.format.words(&renderer.config.description, lang);
    if !description.is_empty() {
        let _ = writeln!(out, "<subtitle>{}</subtitle>", escape(&description));
    }
    if let Some(own) = renderer.urls.feed(lang) {
        let _ = writeln!(
            out,
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>",
            escape(&renderer.urls.absolute(own))
        );
    }
    let _ = writeln!(
        out,
        "<updated>{}</updated>\n<author><name>{}</name></author>",
        moment(newest),
        escape(author)
    );
    for (id, page) in pages {
        let _ = write!(
            out,
            "<entry>\n<title>{}</title>\n<id>{1}</id>\n<link href=\"{1}\"/>\n<updated>{2}</updated>\n",
            escape(&page.title),
            escape(&renderer.urls.absolute(renderer.urls.page(id))),
            moment(changed(page).unwrap_or(newest)),
        );
        if let Some(date) = page.date {
            let _ = writeln!(out, "<published>{}</published>", moment(date));
        }
        // Atom requires a summary for an entry without content.
        let summary = if page.summary.is_empty() { &page.title } else { &page.summary };
        let _ = writeln!(out, "<summary>{}</summary>\n</entry>", escape(summary));
    }
    out.push_str("</feed>\n");
    out
}

/// Returns the day of the last change or check of a page.
pub fn changed(page: &Page) -> Option<Date> {
    page.date.max(page.verified_on)
}

fn moment(date: Date) -> String {
    format!("{date}T00:00:00Z")
}
