//! Resolves explainers into pages: one per language, with the text of the default language if a
//! translation is missing.

use rayon::prelude::*;

use crate::check::context::{ResolveContext, Resolver, TextContext};
use crate::check::facts::Facts;
use crate::check::index::{PageSlot, Versions, slug_of};
use crate::check::rules;
use crate::diag::Diagnostics;
use crate::model::content::Content;
use crate::model::lang::Lang;
use crate::model::reference::{PageId, PictureId};
use crate::model::site::{AudioSource, FactStatus, Page, PageText, Withheld};

/// The most pages or jobs that a thread takes at once. With more, the other threads would wait for
/// the last batch.
pub const MOST_AT_ONCE: usize = 16;

/// Resolves every page of the index, in its order.
pub fn resolve_pages(context: &ResolveContext<'_>, diags: &mut Diagnostics) -> Vec<Page> {
    let slots = context.index.slots.par_iter().with_max_len(MOST_AT_ONCE).enumerate();
    let resolved: Vec<(Page, Diagnostics)> = slots
        .map(|(at, slot)| {
            let mut found = Diagnostics::default();
            let page = resolve_page(&mut context.resolver(&mut found), PageId(at), *slot);
            (page, found)
        })
        .collect();
    let mut pages = Vec::new();
    for (page, found) in resolved {
        pages.push(page);
        diags.extend(found);
    }
    pages
}

impl<'a> PageSlot<'a> {
    /// Returns the context of the text of the page.
    pub fn setting(&self) -> TextContext<'a> {
        TextContext {
            lang: self.lang,
            file: self.article.file,
            folder: format!("content/explainers/{}", self.article.topic.value),
            is_spoken: false,
            report: self.is_own_text(),
            anchors: Vec::new(),
            replaced: Vec::new(),
            facts: Vec::new(),
            shown: Vec::new(),
        }
    }
}

/// Resolves one page: front matter and text.
fn resolve_page(resolver: &mut Resolver<'_, '_>, id: PageId, slot: PageSlot<'_>) -> Page {
    let article = slot.article;
    let is_own_text = slot.is_own_text();
    let mut setting = slot.setting();
    // The mistakes of a fallback text are reported with the original.
    let before = resolver.diags.list.len();
    let title = article.title.as_ref().map(|at| resolver.line(&at.value, at.span, &mut setting));
    let summary =
        article.summary.as_ref().map(|at| resolver.line(&at.value, at.span, &mut setting));
    if !is_own_text {
        resolver.diags.list.truncate(before);
    }
    let picture = page_picture(resolver, slot, &setting.folder);
    let audio = page_recording(resolver, slot, &setting.folder);
    let versions = resolver.index.topics.get(article.topic.value.as_str());
    let translations: Vec<Lang> =
        versions.into_iter().flat_map(Versions::iter).map(|version| version.lang.clone()).collect();
    let wanted = resolver.config.handouts;
    let tree = article.body.tree().into_owned();
    if is_own_text {
        rules::check_markup(&tree, false, &resolver.content.sources, resolver.diags);
        rules::lost_text::check_footnotes(&tree, resolver.diags);
    }
    let body = resolver.document(tree, &mut setting);
    if is_own_text {
        let format = resolver.format();
        rules::long_page_sentence::check(&body, slot.lang, resolver.config, format, resolver.diags);
    }
    let text = PageText {
        headings: body.headings(),
        figures: body.figures(),
        replaced_facts: setting.replaced,
        facts: setting.facts,
        pictures: setting.shown,
    };
    let has_expired = |name: &String| resolver.facts.fact_status(name) == Some(FactStatus::Expired);
    let is_current = !text.replaced_facts.iter().any(has_expired);
    let may_go_out = is_own_text && is_current;
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
        audio,
        sources: article.sources.clone(),
        translations,
        text,
        is_current,
        has_card: may_go_out && article.card.unwrap_or(wanted.cards) && wanted.cards,
        has_leaflet: may_go_out && article.leaflet.unwrap_or(wanted.leaflets) && wanted.leaflets,
        has_poster: may_go_out && article.poster && wanted.posters,
    }
}

/// Returns the picture of a page. A translation without a picture uses the picture of the default
/// language.
fn page_picture(
    resolver: &mut Resolver<'_, '_>,
    slot: PageSlot<'_>,
    folder: &str,
) -> Option<(PictureId, String)> {
    let article = slot.article;
    let Some(written) = &article.picture else { return None };
    let is_own_text = article.lang == *slot.lang;
    let alt = article.picture_alt.as_ref().map_or("", |at| at.value.as_str());
    if is_own_text {
        rules::missing_alt::check(alt, written.span, resolver.diags);
    }
    match resolver.pictures.find(&written.value, folder) {
        Some(id) => {
            if is_own_text {
                let picture = resolver.pictures.get(id);
                rules::small_picture::check(picture, written.span, resolver.diags);
            }
            Some((id, alt.to_owned()))
        }
        None => {
            if is_own_text {
                rules::missing_picture::report(&written.value, written.span, folder, resolver);
            }
            None
        }
    }
}

/// Returns the recording of a page. Prefers a recording in the language of the page, even if the
/// text is a fallback.
fn page_recording(
    resolver: &mut Resolver<'_, '_>,
    slot: PageSlot<'_>,
    folder: &str,
) -> Option<AudioSource> {
    let article = slot.article;
    let is_own_text = article.lang == *slot.lang;
    if let (true, Some(written)) = (is_own_text, &article.audio) {
        let found = resolver.recordings.find(&written.value, folder, slot.lang);
        if found.is_none() {
            rules::missing_recording::report(&written.value, written.span, folder, resolver);
        }
        return found;
    }
    let own = resolver.recordings.find(&format!("{}.mp3", slot.lang), folder, slot.lang);
    own.or_else(|| {
        let name = article
            .audio
            .as_ref()
            .map_or_else(|| format!("{}.mp3", article.lang), |at| at.value.clone());
        resolver.recordings.find(&name, folder, &article.lang)
    })
}

/// Returns the cards that are withheld because the page depends on an expired fact.
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
                    .text
                    .replaced_facts
                    .iter()
                    .filter(|name| facts.fact_status(name) == Some(FactStatus::Expired))
                    .cloned()
                    .collect(),
                span: article.topic.span,
            })
        })
        .collect()
}
