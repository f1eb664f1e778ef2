//! Explainers become pages: one for each language, the default language's text where a translation is missing.

use rayon::prelude::*;

use crate::check::facts::Facts;
use crate::check::index::{PageSlot, Versions, slug_of};
use crate::check::resolve::{Resolver, Setting};
use crate::check::{Depth, Ground, rules};
use crate::diag::Diagnostics;
use crate::model::content::Content;
use crate::model::lang::Lang;
use crate::model::site::{Heard, Page, PageId, PictureId, Standing, Withheld};
use crate::model::tree::Document;

/// Resolves every page of the index, in its order.
pub fn resolve_pages(ground: &Ground<'_>, depth: Depth, diags: &mut Diagnostics) -> Vec<Page> {
    let resolve = |(at, slot): (usize, &PageSlot<'_>)| {
        let mut found = Diagnostics::default();
        (resolve_page(&mut ground.resolver(&mut found), PageId(at), *slot, depth), found)
    };
    let (mut pages, mut found) = (Vec::new(), Vec::new());
    ground.index.slots.par_iter().enumerate().map(resolve).unzip_into_vecs(&mut pages, &mut found);
    found.into_iter().for_each(|found| diags.extend(found));
    pages
}

impl<'a> PageSlot<'a> {
    /// Returns where the page's text stands.
    pub fn setting(&self) -> Setting<'a> {
        Setting {
            lang: self.lang,
            file: self.article.file,
            folder: format!("content/explainers/{}", self.article.topic.value),
            report: self.is_own_text(),
            anchors: Vec::new(),
            replaced: Vec::new(),
            facts: Vec::new(),
            met: Vec::new(),
        }
    }

    fn is_own_text(&self) -> bool {
        self.article.lang == *self.lang
    }
}

/// Resolves one page.
pub fn resolve_page(resolver: &mut Resolver<'_, '_>, id: PageId, slot: PageSlot<'_>, depth: Depth) -> Page {
    let article = slot.article;
    let is_own_text = slot.is_own_text();
    if is_own_text {
        rules::missing_title::check(article, resolver.diags);
        rules::missing_summary::check(article, resolver.diags);
        rules::review_overdue::check(article.review_by.as_ref(), resolver.config, resolver.diags);
        rules::unknown_topic::check(article, resolver.config, resolver.diags);
    }
    let mut setting = slot.setting();
    let body = match depth {
        Depth::Texts => resolver.document(article.body.tree().into_owned(), &mut setting),
        Depth::Heads => Document::default(),
    };
    // A stand-in's mistakes were reported with the original.
    let before = resolver.diags.list.len();
    let title = article.title.as_ref().map(|at| resolver.line(&at.value, at.place, &mut setting));
    let summary = article.summary.as_ref().map(|at| resolver.line(&at.value, at.place, &mut setting));
    if !is_own_text {
        resolver.diags.list.truncate(before);
    }
    if is_own_text {
        rules::long_page_sentence::check(&body, slot.lang, resolver.config, resolver.diags);
    }
    let picture = page_picture(resolver, slot, &setting.folder);
    setting.met.shrink_to_fit();
    let heard = page_recording(resolver, slot, &setting.folder);
    let versions = resolver.index.topics.get(article.topic.value.as_str());
    let translations: Vec<Lang> =
        versions.into_iter().flat_map(Versions::iter).map(|version| version.lang.clone()).collect();
    let has_expired = setting.replaced.iter().any(|name| resolver.facts.standing(name) == Some(Standing::Expired));
    let (goes_out, wanted) = (!has_expired && is_own_text, resolver.config.handouts);
    Page {
        id,
        topic: article.topic.value.clone(),
        lang: slot.lang.clone(),
        text_lang: article.lang.clone(),
        slug: slug_of(article),
        title: title.unwrap_or_else(|| article.topic.value.clone()),
        summary: summary.unwrap_or_default(),
        date: article.date,
        verified_on: article.verified_on.as_ref().map(|at| at.value),
        order: article.order.unwrap_or(i64::MAX),
        tags: article.tags.iter().map(|at| resolver.index.tag_slug(&at.value)).collect(),
        picture,
        heard,
        sources: article.sources.clone(),
        headings: body.headings(),
        figures: body.figures(),
        replaced_facts: setting.replaced,
        translations,
        facts: setting.facts,
        mark: article.body.mark(),
        met: setting.met,
        is_current: !has_expired,
        has_card: goes_out && article.card.unwrap_or(wanted.cards) && wanted.cards,
        has_leaflet: goes_out && article.leaflet.unwrap_or(wanted.leaflets) && wanted.leaflets,
        has_poster: goes_out && article.poster && wanted.posters,
    }
}

/// A translation without a picture of its own shows the default language's.
fn page_picture(resolver: &mut Resolver<'_, '_>, slot: PageSlot<'_>, folder: &str) -> Option<(PictureId, String)> {
    let article = slot.article;
    let Some(written) = &article.picture else { return None };
    let is_own_text = article.lang == *slot.lang;
    let alt = article.picture_alt.as_ref().map_or("", |at| at.value.as_str());
    if is_own_text {
        rules::missing_alt::check(alt, written.place, resolver.diags);
    }
    match resolver.pictures.find(&written.value, folder) {
        Some(id) => Some((id, alt.to_owned())),
        None => {
            if is_own_text {
                rules::missing_picture::report(
                    &written.value,
                    written.place,
                    resolver.pictures.known(),
                    resolver.diags,
                );
            }
            None
        }
    }
}

/// What is spoken in the page's own language comes first, even where its text is a stand-in.
fn page_recording(resolver: &mut Resolver<'_, '_>, slot: PageSlot<'_>, folder: &str) -> Option<Heard> {
    let article = slot.article;
    let is_own_text = article.lang == *slot.lang;
    if let (true, Some(written)) = (is_own_text, &article.audio) {
        let found = resolver.recordings.find(&written.value, folder, slot.lang);
        if found.is_none() {
            rules::missing_recording::report(
                &written.value,
                written.place,
                resolver.recordings.known(),
                resolver.diags,
            );
        }
        return found;
    }
    let own = resolver.recordings.find(&format!("{}.mp3", slot.lang), folder, slot.lang);
    own.or_else(|| {
        let name = article.audio.as_ref().map_or_else(|| format!("{}.mp3", article.lang), |at| at.value.clone());
        resolver.recordings.find(&name, folder, &article.lang)
    })
}

/// Returns the cards that are kept back because their page stands on a fact whose time is over.
pub fn withheld_cards(pages: &[Page], content: &Content, facts: &Facts<'_>) -> Vec<Withheld> {
    let own_pages = pages.iter().filter(|page| !page.is_fallback() && !page.is_current);
    own_pages
        .filter_map(|page| {
            let article = content
                .articles
                .iter()
                .find(|article| article.topic.value == page.topic && article.lang == page.lang)
                .filter(|article| article.card != Some(false))?;
            Some(Withheld {
                product: "card",
                id: page.topic.clone(),
                lang: page.lang.clone(),
                facts: page
                    .replaced_facts
                    .iter()
                    .filter(|name| facts.standing(name) == Some(Standing::Expired))
                    .cloned()
                    .collect(),
                place: article.topic.place,
            })
        })
        .collect()
}
