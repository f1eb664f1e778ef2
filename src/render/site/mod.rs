//! The site: one small HTML file per page, feeds and sitemaps.
//!
//! This module builds views (`view`) from the checked campaign, and the templates of the theme lay
//! them out.

pub mod chart;
pub mod css_used;
pub mod feed;
pub mod frame;
pub mod html;
pub mod inline;
pub mod listen;
pub mod lookup;
pub mod markup;
pub mod packed;
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

use crate::diag::Diagnostic;
use crate::model::lang::Lang;
use crate::model::reference::PageId;
use crate::model::site::Page;
use crate::model::strings::Arg;
use crate::render::renderer::Renderer;
use crate::render::site::frame::{frame, language_name, page_addresses};
use crate::render::site::html::render_document;
use crate::render::site::markup::encode_lightly;
use crate::render::site::view::{
    ArticleView, CardView, HomeView, IndicatorView, LinkView, NotFoundView, PageView, ProgressView,
    ShareView, StartView, TagView, TopicView,
};

/// Renders the home page of a language.
///
/// # Errors
///
/// Returns a fault if the template of the theme is wrong.
pub fn render_home(renderer: &Renderer<'_>, lang: &Lang) -> Result<String, Box<Diagnostic>> {
    let about = frame::About {
        title: renderer.format.words(&renderer.config.title, lang),
        description: renderer.format.words(&renderer.config.description, lang),
        kind: "website",
        addresses: frame::home_addresses(renderer),
        image: frame::list_image(renderer, lang, renderer.lookup().pages(lang)),
    };
    let topics =
        (0..renderer.site.tags.len()).filter_map(|tag| topic_link(renderer, tag, lang)).collect();
    let pages = renderer.lookup().pages(lang);
    let view = HomeView {
        frame: frame(renderer, lang, about),
        home: StartView {
            cards: cards(renderer, pages),
            progress: progress(renderer, lang),
            topics,
        },
    };
    renderer.render_template("home.html", &view)
}

/// Renders the page of an explainer.
///
/// # Errors
///
/// Returns a fault if the template of the theme is wrong.
pub fn render_page(renderer: &Renderer<'_>, id: PageId) -> Result<String, Box<Diagnostic>> {
    let page = &renderer.site.pages[id.0];
    let lang = &page.lang;
    let about = frame::About {
        title: page.title.clone(),
        description: page.summary.clone(),
        kind: "article",
        addresses: page_addresses(renderer, page),
        image: frame::page_image(renderer, id),
    };
    let frame = frame(renderer, lang, about);
    let (previous, next) = renderer.lookup().neighbours(renderer.site, id);
    let view = PageView {
        page: ArticleView {
            title: page.title.clone(),
            summary: page.summary.clone(),
            body_html: render_document(renderer, &renderer.document(page), &page.text_lang),
            picture_html: page
                .picture
                .as_ref()
                .map(|(picture, alt)| pictures::render_picture(renderer, *picture, alt)),
            picture_is_small: page
                .picture
                .as_ref()
                .is_some_and(|(picture, _)| pictures::is_small(renderer, *picture)),
            listen: page.audio.as_ref().and_then(|audio| listen::listen(renderer, page, audio)),
            text_lang: page.text_lang.to_string(),
            text_dir: page.text_lang.direction().as_str(),
            fallback: page.is_fallback().then(|| language_name(renderer, &page.text_lang, lang)),
            replaced_facts: page.text.replaced_facts.len(),
            date: page.date.map(|date| renderer.format.date(date, lang)),
            verified_on: page.verified_on.map(|date| renderer.format.date(date, lang)),
            sources: page.sources.clone(),
            topics: page
                .tags
                .iter()
                .filter_map(|slug| topic_link(renderer, renderer.lookup().tag(slug)?, lang))
                .collect(),
            previous: previous.map(|id| page_link(renderer, id)),
            next: next.map(|id| page_link(renderer, id)),
            file: renderer
                .urls
                .single_file(id)
                .filter(|_| !renderer.urls.is_single_file())
                .map(|address| renderer.urls.local(address)),
            share: share(&page.title, renderer.urls.absolute(renderer.urls.page(id))),
        },
        frame,
    };
    renderer.render_template("page.html", &view)
}

/// Renders the list of the pages with a topic.
///
/// # Errors
///
/// Returns a fault if the template of the theme is wrong.
pub fn render_tag(
    renderer: &Renderer<'_>,
    number: usize,
    lang: &Lang,
) -> Result<String, Box<Diagnostic>> {
    let tag = &renderer.site.tags[number];
    let title = renderer.format.words(&tag.title, lang);
    let pages = tag.pages.get(lang).map_or(&[][..], Vec::as_slice);
    let about = frame::About {
        description: renderer.strings.get(
            lang,
            "topic-text",
            &[("title", Arg::Text(title.clone()))],
        ),
        title: title.clone(),
        kind: "website",
        addresses: frame::tag_addresses(renderer, number),
        image: frame::list_image(renderer, lang, pages),
    };
    let view = TagView {
        frame: frame(renderer, lang, about),
        tag: TopicView { title, cards: cards(renderer, pages) },
    };
    renderer.render_template("tag.html", &view)
}

/// Renders the page for addresses that don't exist.
///
/// # Errors
///
/// Returns a fault if the template of the theme is wrong.
pub fn render_not_found(renderer: &Renderer<'_>, lang: &Lang) -> Result<String, Box<Diagnostic>> {
    let about = frame::About {
        title: renderer.strings.get(lang, "not-found-title", &[]),
        description: String::new(),
        kind: "website",
        // This page is served at any address, so it has no canonical address, and the language
        // switch leads to the home pages.
        addresses: frame::home_addresses(renderer),
        image: None,
    };
    let mut frame = frame(renderer, lang, about);
    frame.head.canonical = None;
    frame.head.description.clear();
    frame.head.alternates.clear();
    frame.head.og = None;
    let links = renderer.lookup().pages(lang).iter().map(|id| page_link(renderer, *id)).collect();
    renderer.render_template("not-found.html", &NotFoundView { frame, links })
}

fn cards(renderer: &Renderer<'_>, pages: &[PageId]) -> Vec<CardView> {
    /// Later photos in a long list have no thumbnail, so that the list stays light.
    const MOST_THUMBNAILS: usize = 6;
    let mut cards = Vec::new();
    let mut photos = 0;
    for id in pages {
        let mut card = card(renderer, *id);
        let is_photo = card.pictogram_html.as_ref().is_some_and(|html| html.starts_with("<img"));
        photos += usize::from(is_photo);
        if is_photo && photos > MOST_THUMBNAILS {
            card.pictogram_html = None;
        }
        cards.push(card);
    }
    cards
}

fn card(renderer: &Renderer<'_>, id: PageId) -> CardView {
    let page: &Page = &renderer.site.pages[id.0];
    CardView {
        id: format!("card_{}", page.slug),
        title: page.title.clone(),
        summary: page.summary.clone(),
        url: renderer.urls.local(renderer.urls.page(id)),
        listen: page.audio.as_ref().and_then(|audio| listen::listen(renderer, page, audio)),
        pictogram_html: page
            .picture
            .as_ref()
            .and_then(|(picture, _)| pictures::render_pictogram(renderer, *picture)),
        text_lang: page.is_fallback().then(|| page.text_lang.to_string()),
        text_dir: page.text_lang.direction().as_str(),
    }
}

fn progress(renderer: &Renderer<'_>, lang: &Lang) -> Option<ProgressView> {
    let report = renderer.site.progress.latest.as_ref()?;
    let mut indicators = Vec::new();
    for (id, title) in &renderer.site.progress.indicators {
        let Some(share) = report.totals.get(id).copied().filter(|share| share.of > 0) else {
            continue;
        };
        let title = renderer.format.words(title, lang);
        indicators.push(IndicatorView {
            done: renderer.format.count(share.done, lang),
            of: renderer.format.count(share.of, lang),
            percent: renderer.format.share(share, lang),
            sentence: chart::sentence(renderer, lang, share),
            chart_html: chart::dots_svg(renderer, lang, &title, share, &format!("home_{id}")),
            title,
        });
    }
    let shown = !indicators.is_empty();
    shown.then(|| ProgressView {
        is_sample: report.is_sample,
        as_of: chart::as_of(renderer, lang, report),
        indicators,
    })
}

fn page_link(renderer: &Renderer<'_>, id: PageId) -> LinkView {
    LinkView {
        title: renderer.site.pages[id.0].title.clone(),
        url: renderer.urls.local(renderer.urls.page(id)),
    }
}

/// Returns the link of a topic. `None` if no page of the language has the topic.
fn topic_link(renderer: &Renderer<'_>, tag: usize, lang: &Lang) -> Option<LinkView> {
    let url = renderer.urls.local(renderer.urls.tag(tag, lang)?);
    Some(LinkView { title: renderer.format.words(&renderer.site.tags[tag].title, lang), url })
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
