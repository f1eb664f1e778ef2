//! Sitemaps and `robots.txt`: which addresses exist, and which are the same page in other languages.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::model::lang::Lang;
use crate::model::plan::Part;
use crate::model::site::PageId;
use crate::render::Renderer;
use crate::render::site::feed::changed;
use crate::render::site::frame::{
    Address, alternates, home_addresses, page_addresses, search_addresses, tag_addresses,
};
use crate::render::site::markup::{escape, push_escaped};

/// Makes a sitemap of pages of a language, with the language's lists in the first one.
pub fn render_sitemap(r: &Renderer<'_>, lang: &Lang, pages: &[PageId], part: Part) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    if part == Part::First {
        push_url(r, lang, &home_addresses(r), None, &mut out);
        push_url(r, lang, &search_addresses(r), None, &mut out);
        for tag in 0..r.site.tags.len() {
            push_url(r, lang, &tag_addresses(r, tag), None, &mut out);
        }
    }
    for page in pages.iter().map(|id| &r.site.pages[id.0]) {
        push_url(r, lang, &page_addresses(r, page), changed(page), &mut out);
    }
    out.push_str("</urlset>\n");
    out
}

/// Makes the list of all sitemaps.
pub fn render_sitemap_index(r: &Renderer<'_>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for sitemap in r.urls.sitemaps() {
        let _ =
            writeln!(out, "<sitemap><loc>{}</loc></sitemap>", escape(&r.urls.absolute(sitemap)));
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// Makes `robots.txt`: everything may be read.
pub fn render_robots(r: &Renderer<'_>) -> String {
    let mut out = String::from("User-agent: *\nDisallow:\n");
    match r.urls.sitemap_index() {
        Some(index) => {
            let _ = writeln!(out, "Sitemap: {}", r.urls.absolute(index));
        }
        None => {
            for sitemap in r.urls.sitemaps() {
                let _ = writeln!(out, "Sitemap: {}", r.urls.absolute(sitemap));
            }
        }
    }
    out
}

fn push_url(
    r: &Renderer<'_>,
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
    push_escaped(out, &r.urls.absolute(&own.url));
    out.push_str("</loc>");
    if let Some(date) = changed {
        let _ = write!(out, "<lastmod>{date}</lastmod>");
    }
    out.push('\n');
    for alternate in alternates(r, addresses) {
        out.push_str("<xhtml:link rel=\"alternate\" hreflang=\"");
        push_escaped(out, &alternate.lang);
        out.push_str("\" href=\"");
        push_escaped(out, &alternate.href);
        out.push_str("\"/>\n");
    }
    out.push_str("</url>\n");
}
