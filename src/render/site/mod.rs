//! The site: every page as one small file of HTML, its feeds and maps.
//!
//! Views (`view`) are made here from the checked campaign; templates of the theme put them in order.

pub mod chart;
pub mod feed;
pub mod fitting;
pub mod frame;
pub mod html;
pub mod inline;
pub mod listen;
pub mod lookup;
pub mod markup;
pub mod pictures;
pub mod policy;
pub mod register;
pub mod search;
pub mod sitemap;
pub mod style;
pub mod svg;
pub mod theme;
pub mod view;
pub mod worker;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use crate::model::lang::Lang;
use crate::model::site::{Page, PageId};
use crate::render::site::frame::{Address, frame, language_name, page_addresses};
use crate::render::site::html::render_document;
use crate::render::site::markup::encode_lightly;
use crate::render::site::view::{
    ArticleView, CardView, HomeView, IndicatorView, LinkView, NotFoundView, PageView, ProgressView,
    ShareView, StartView, TagView, TopicView,
};
use crate::render::strings::Arg;
use crate::render::{Fault, Renderer};

pub use crate::render::site::theme::SiteTheme;

/// Renders a language's home page.
///
/// # Errors
/// When the theme's template is wrong.
pub fn render_home(r: &Renderer<'_>, lang: &Lang) -> Result<String, Fault> {
    let about = frame::About {
        title: r.words(&r.config.title, lang),
        description: r.words(&r.config.description, lang),
        kind: "website",
        addresses: frame::home_addresses(r),
        image: frame::list_image(r, lang, r.lookup().pages(lang)),
    };
    let topics = (0..r.site.tags.len()).filter_map(|tag| topic_link(r, tag, lang)).collect();
    let pages = r.lookup().pages(lang);
    let view = HomeView {
        frame: frame(r, lang, about),
        home: StartView { cards: cards(r, pages), progress: progress(r, lang), topics },
    };
    r.render_template("home.html", &view)
}

/// Renders the page of an explainer.
///
/// # Errors
/// When the theme's template is wrong.
pub fn render_page(r: &Renderer<'_>, id: PageId) -> Result<String, Fault> {
    let page = &r.site.pages[id.0];
    let lang = &page.lang;
    let about = frame::About {
        title: page.title.clone(),
        description: page.summary.clone(),
        kind: "article",
        addresses: page_addresses(r, page),
        image: frame::page_image(r, id),
    };
    let frame = frame(r, lang, about);
    let (previous, next) = r.lookup().neighbours(r.site, id);
    let view = PageView {
        page: ArticleView {
            title: page.title.clone(),
            summary: page.summary.clone(),
            body_html: render_document(r, &r.document(page), &page.text_lang),
            picture_html: page
                .picture
                .as_ref()
                .map(|(picture, alt)| pictures::render_picture(r, *picture, alt)),
            picture_is_small: page
                .picture
                .as_ref()
                .is_some_and(|(picture, _)| pictures::render_pictogram(r, *picture).is_some()),
            listen: page.heard.as_ref().and_then(|heard| listen::listen(r, page, heard)),
            text_lang: page.text_lang.to_string(),
            text_dir: page.text_lang.direction().as_str(),
            fallback: page.is_fallback().then(|| language_name(r, &page.text_lang, lang)),
            replaced_facts: page.text.replaced_facts.len(),
            date: page.date.map(|date| r.date(date, lang)),
            verified_on: page.verified_on.map(|date| r.date(date, lang)),
            sources: page.sources.clone(),
            topics: page
                .tags
                .iter()
                .filter_map(|slug| topic_link(r, r.lookup().tag(slug)?, lang))
                .collect(),
            previous: previous.map(|id| page_link(r, id)),
            next: next.map(|id| page_link(r, id)),
            file: r
                .urls
                .alone(id)
                .filter(|_| !r.urls.is_alone())
                .map(|address| r.urls.local(address)),
            share: share(&page.title, r.urls.absolute(r.urls.page(id))),
        },
        frame,
    };
    r.render_template("page.html", &view)
}

/// Renders the list of a topic's pages.
///
/// # Errors
/// When the theme's template is wrong.
pub fn render_tag(r: &Renderer<'_>, number: usize, lang: &Lang) -> Result<String, Fault> {
    let tag = &r.site.tags[number];
    let title = r.words(&tag.title, lang);
    let pages = tag.pages.get(lang).map_or(&[][..], Vec::as_slice);
    let about = frame::About {
        description: r.strings.get(lang, "topic-text", &[("title", Arg::Text(title.clone()))]),
        title: title.clone(),
        kind: "website",
        addresses: frame::tag_addresses(r, number),
        image: frame::list_image(r, lang, pages),
    };
    let view =
        TagView { frame: frame(r, lang, about), tag: TopicView { title, cards: cards(r, pages) } };
    r.render_template("tag.html", &view)
}

/// Renders the page for addresses that don't exist.
///
/// # Errors
/// When the theme's template is wrong.
pub fn render_not_found(r: &Renderer<'_>, lang: &Lang) -> Result<String, Fault> {
    let about = frame::About {
        title: r.strings.get(lang, "not-found-title", &[]),
        description: String::new(),
        kind: "website",
        // It stands for any address, so it has none of its own; its language switch leads home.
        addresses: frame::home_addresses(r),
        image: None,
    };
    let mut frame = frame(r, lang, about);
    frame.head.canonical = None;
    frame.head.alternates.clear();
    frame.head.og = None;
    let links = r.lookup().pages(lang).iter().map(|id| page_link(r, *id)).collect();
    r.render_template("not-found.html", &NotFoundView { frame, links })
}

fn cards(r: &Renderer<'_>, pages: &[PageId]) -> Vec<CardView> {
    pages.iter().map(|id| card(r, *id)).collect()
}

fn card(r: &Renderer<'_>, id: PageId) -> CardView {
    let page: &Page = &r.site.pages[id.0];
    CardView {
        id: format!("card_{}", page.slug),
        title: page.title.clone(),
        summary: page.summary.clone(),
        url: r.urls.local(r.urls.page(id)),
        listen: page.heard.as_ref().and_then(|heard| listen::listen(r, page, heard)),
        pictogram_html: page
            .picture
            .as_ref()
            .and_then(|(picture, _)| pictures::render_pictogram(r, *picture)),
        text_lang: page.is_fallback().then(|| page.text_lang.to_string()),
        text_dir: page.text_lang.direction().as_str(),
    }
}

fn progress(r: &Renderer<'_>, lang: &Lang) -> Option<ProgressView> {
    let report = r.site.progress.latest.as_ref()?;
    let mut indicators = Vec::new();
    for (id, title) in &r.site.progress.indicators {
        let Some(share) = report.totals.get(id).copied().filter(|share| share.of > 0) else {
            continue;
        };
        let title = r.words(title, lang);
        indicators.push(IndicatorView {
            done: r.count(share.done, lang),
            of: r.count(share.of, lang),
            percent: chart::percent(r, lang, share),
            sentence: chart::sentence(r, lang, share),
            chart_html: chart::dots_svg(r, lang, &title, share, &format!("home_{id}")),
            title,
        });
    }
    let shown = !indicators.is_empty();
    shown.then(|| ProgressView {
        is_sample: report.is_sample,
        as_of: chart::as_of(r, lang, report),
        indicators,
    })
}

fn page_link(r: &Renderer<'_>, id: PageId) -> LinkView {
    LinkView { title: r.site.pages[id.0].title.clone(), url: r.urls.local(r.urls.page(id)) }
}

/// A topic's link; none where no page of the language carries it.
fn topic_link(r: &Renderer<'_>, tag: usize, lang: &Lang) -> Option<LinkView> {
    let url = r.urls.local(r.urls.tag(tag, lang)?);
    Some(LinkView { title: r.words(&r.site.tags[tag].title, lang), url })
}

fn share(title: &str, url: String) -> ShareView {
    let text = format!("{title} {url}");
    ShareView {
        facebook: format!("https://www.facebook.com/sharer/sharer.php?u={}", encode_lightly(&url)),
        sms: format!("sms:?&body={}", encode_lightly(&text)),
        text,
        url,
    }
}

/// Returns the addresses that are real translations, for `hreflang`.
fn translated(addresses: &[Address]) -> impl Iterator<Item = &Address> {
    addresses.iter().filter(|address| address.is_translation)
}
