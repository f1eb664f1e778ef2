//! The view of the share card templates. Every field is a promise to theme writers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::content::PictureKind;
use crate::model::lang::Lang;
use crate::model::progress::{Report, Share};
use crate::model::reference::{Figure, PageId};
use crate::model::site::Page;
use crate::model::strings::Arg;
use crate::model::value::InHundred;
use crate::render::renderer::Renderer;

/// The path of the QR code for templates.
pub const QR_PATH: &str = "/qr.svg";

/// The number of dots that represent the whole.
const DOTS: i64 = 20;

/// More shares than this are unreadable on a phone.
const MOST_SHARES: usize = 3;

/// A share card.
#[derive(Debug, Serialize)]
pub struct ShareCardView {
    /// The language of the text, without region: `vi`.
    pub lang: String,
    /// The title of the page.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// The name of the campaign.
    pub campaign: String,
    /// Host and path, for people who type the address: `que-huong.example/lam-the`.
    pub address: String,
    /// The picture of the page.
    pub picture: Option<PictureView>,
    /// The path of the QR code for templates.
    pub qr: &'static str,
    /// The shares of the charts on the page, at most three; empty for pages without charts.
    pub shares: Vec<CardShareView>,
    /// The number of dots that represent the whole.
    pub dots: i64,
    /// The date of the figures, or a note that it is unknown.
    pub as_of: String,
    /// Whether the figures are samples.
    pub is_sample: bool,
    /// The words of the theme by key, without `card-`.
    pub words: BTreeMap<&'static str, String>,
}

/// The picture of a page.
#[derive(Debug, Serialize)]
pub struct PictureView {
    /// The path for templates.
    pub path: &'static str,
    /// The alternative text.
    pub alt: String,
    /// Whether the picture is a drawing, which is shown whole. A photo may be cropped.
    pub is_drawing: bool,
}

/// A share: `done` out of `of`.
#[derive(Debug, Serialize)]
pub struct CardShareView {
    /// The name of the counted quantity.
    pub title: String,
    /// The number done, as written on the page.
    pub done: String,
    /// The total, as written on the page.
    pub of: String,
    /// Full dots: all only if all are done, none only if none is.
    pub full: i64,
    /// The share in plain words: `cứ 100 người thì 48 người`.
    pub plain: String,
}

const WORDS: [&str; 3] = ["card-sample", "card-dot", "card-scan"];

impl ShareCardView {
    /// Builds the card of a page.
    pub fn new(renderer: &Renderer<'_>, id: PageId) -> ShareCardView {
        let page = &renderer.site.pages[id.0];
        let lang = &page.text_lang;
        let report = renderer.site.progress.latest.as_ref();
        let shares = report.map_or_else(Vec::new, |report| shares(renderer, page, report));
        let report = report.filter(|_| !shares.is_empty());
        ShareCardView {
            lang: lang.without_region().to_owned(),
            title: page.title.clone(),
            summary: page.summary.clone(),
            campaign: renderer.config.words(&renderer.config.title, lang).to_owned(),
            address: short_address(&renderer.urls.absolute(renderer.urls.page(id))).to_owned(),
            picture: picture(renderer, page),
            qr: QR_PATH,
            dots: DOTS,
            as_of: report.map_or_else(String::new, |report| as_of(renderer, report, lang)),
            is_sample: report.is_some_and(|report| report.is_sample),
            shares,
            words: renderer.strings.without_prefix(lang, "card-", &WORDS),
        }
    }

    /// Converts the view into the values of the template.
    pub fn into_value(self) -> serde_json::Value {
        serde_json::to_value(self).expect("plain fields and text keys can be JSON")
    }
}

pub(super) fn picture(renderer: &Renderer<'_>, page: &Page) -> Option<PictureView> {
    let (id, alt) = page.picture.as_ref()?;
    let path = match renderer.site.pictures[id.0].kind {
        PictureKind::Svg => "/picture.svg",
        PictureKind::Jpeg => "/picture.jpg",
        PictureKind::Png => "/picture.png",
        PictureKind::Webp => "/picture.webp",
    };
    Some(PictureView { path, alt: alt.clone(), is_drawing: path == "/picture.svg" })
}

fn shares(renderer: &Renderer<'_>, page: &Page, report: &Report) -> Vec<CardShareView> {
    let charts = page.text.figures.iter().filter_map(|figure| match figure {
        Figure::Chart(id) => Some(id),
        Figure::ProgressTable | Figure::FactRegister => None,
    });
    charts
        .filter_map(|id| {
            let share = report.totals.get(id)?;
            let (_, title) =
                renderer.site.progress.indicators.iter().find(|(known, _)| known == id)?;
            (share.of > 0).then(|| CardShareView {
                title: renderer.format.words(title, &page.text_lang),
                done: renderer.format.count(share.done, &page.text_lang),
                of: renderer.format.count(share.of, &page.text_lang),
                full: share.dots(DOTS),
                plain: plain(renderer, *share, &page.text_lang),
            })
        })
        .take(MOST_SHARES)
        .collect()
}

/// Returns the share in plain words. It never overstates: 100 of 100 only if all are done.
fn plain(renderer: &Renderer<'_>, share: Share, lang: &Lang) -> String {
    let in_hundred = share.in_hundred();
    let key = match in_hundred {
        InHundred::Everybody => "card-all",
        InHundred::BelowOne => "card-not-yet-one",
        InHundred::Nobody | InHundred::Count(_) => "card-in-hundred",
    };
    renderer.strings.get(lang, key, &[("count", Arg::Number(in_hundred.floor()))])
}

fn as_of(renderer: &Renderer<'_>, report: &Report, lang: &Lang) -> String {
    match report.as_of {
        Some(date) => renderer.strings.get(
            lang,
            "card-as-of",
            &[("date", Arg::Text(renderer.format.date(date, lang)))],
        ),
        None => renderer.strings.get(lang, "card-as-of-unknown", &[]),
    }
}

/// Returns the address without scheme and final slash, as people type it.
pub(super) fn short_address(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/')
}
