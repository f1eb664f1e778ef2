//! Sitemaps and `robots.txt`: all addresses, with the translations of each page.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::model::lang::Lang;
use crate::model::plan::Part;
use crate::model::reference::PageId;
use crate::render::renderer::Renderer;
use crate::render::site::feed::changed;
use crate::render::site::frame::{
    Address, alternates, home_addresses, page_addresses, search_addresses, tag_addresses,
};
use crate::render::site::markup::{escape, push_escaped};

/// Renders a sitemap of pages in a language. The first sitemap also contains the lists of the
/// language.
pub fn render_sitemap(
    renderer: &Renderer<'_>,
    lang: &Lang,
    pages: &[PageId],
    part: Part,
) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    if part == Part::First {
        push_url(renderer, lang, &home_addresses(renderer), None, &mut out);
        push_url(renderer, lang, &search_addresses(renderer), None, &mut out);
        for tag in 0..renderer.site.tags.len() {
            push_url(renderer, lang, &tag_addresses(renderer, tag), None, &mut out);
        }
    }
    for page in pages.iter().map(|id| &renderer.site.pages[id.0]) {
        push_url(renderer, lang, &page_addresses(renderer, page), changed(page), &mut out);
    }
    out.push_str("</urlset>\n");
    out
}

/// Renders the index of all sitemaps.
pub fn render_sitemap_index(renderer: &Renderer<'_>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for sitemap in renderer.urls.sitemaps() {
        let _ = writeln!(
            out,
            "<sitemap><loc>{}</loc></sitemap>",
            escape(&renderer.urls.absolute(sitemap))
        );
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// Renders `robots.txt`. Everything may be crawled.
pub fn render_robots(renderer: &Renderer<'_>) -> String {
    let mut out = String::from("User-agent: *\nDisallow:\n");
    match renderer.urls.sitemap_index() {
        Some(index) => {
            let _ = writeln!(out, "Sitemap: {}", renderer.urls.absolute(index));
        }
        None => {
            for sitemap in renderer.urls.sitemaps() {
                let _ = writeln!(out, "Sitemap: {}", renderer.urls.absolute(sitemap));
            }
        }
    }
    out
}

fn push_url(
    renderer: &Renderer<'_>,
    lang: &Lang,
    addresses: &[Address],
    changed: Option<Date>,
    out: &mut String,
) {
    let Some(own) =
        addresses.iter().find(|address| address.lang == *lang && address.is_translation)
    else {
        return;
    };
    out.push_str("<url><loc>");
    push_escaped(out, &renderer.urls.absolute(&own.url));
    out.push_str("</loc>");
    if let Some(date) = changed {
        let _ = write!(out, "<lastmod>{date}</lastmod>");
    }
    out.push('\n');
    for alternate in alternates(renderer, addresses) {
        out.push_str("<xhtml:link rel=\"alternate\" hreflang=\"");
        push_escaped(out, &alternate.lang);
        out.push_str("\" href=\"");
        push_escaped(out, &alternate.href);
        out.push_str("\"/>\n");
    }
    out.push_str("</url>\n");
}
