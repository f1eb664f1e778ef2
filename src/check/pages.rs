//! Explainers become pages: one for each language, the default language's text where a translation is missing.

use rayon::prelude::*;

use crate::check::facts::Facts;
use crate::check::index::{PageSlot, Versions, slug_of};
use crate::check::resolve::{Resolver, Setting};
use crate::check::{Ground, Read, rules};
use crate::diag::Diagnostics;
use crate::model::content::Content;
use crate::model::lang::Lang;
use crate::model::site::{Heard, Page, PageId, PageText, PictureId, Standing, Withheld};
use crate::model::tree::{Document, Meant};

/// Reads the front matter of every page of the index, in its order.
pub fn read_heads(ground: &Ground<'_>, diags: &mut Diagnostics) -> Vec<Page> {
    for_all(ground, diags, |id, slot, resolver| read_head(resolver, id, slot))
}

/// Reads the text of every page. `shown` gets each while its tree is there.
pub fn read_texts(
    ground: &Ground<'_>,
    heads: &[Page],
    shown: &(dyn Fn(&Page, &PageText, &Document<Meant>) + Sync),
) -> Read {
    let mut diags = Diagnostics::default();
    let texts = for_all(ground, &mut diags, |id, slot, resolver| {
        let page = &heads[id.0];
        let (text, body) = read_text(resolver, page, slot);
        shown(page, &text, &body);
        text
    });
    Read { texts, diags }
}

/// So many pages or jobs a thread takes at once: the others would wait for a longer last portion.
pub const MOST_AT_ONCE: usize = 16;

fn for_all<T: Send>(
    ground: &Ground<'_>,
    diags: &mut Diagnostics,
    read: impl Fn(PageId, PageSlot<'_>, &mut Resolver<'_, '_>) -> T + Sync,
) -> Vec<T> {
    let read = |(at, slot): (usize, &PageSlot<'_>)| {
        let mut found = Diagnostics::default();
        (read(PageId(at), *slot, &mut ground.resolver(&mut found)), found)
    };
    let (mut all, mut found) = (Vec::new(), Vec::new());
    ground
        .index
        .slots
        .par_iter()
        .with_max_len(MOST_AT_ONCE)
        .enumerate()
        .map(read)
        .unzip_into_vecs(&mut all, &mut found);
    found.into_iter().for_each(|found| diags.extend(found));
    all
}

impl<'a> PageSlot<'a> {
    /// Returns where the page's text stands.
    pub fn setting(&self) -> Setting<'a> {
        Setting {
            lang: self.lang,
            file: self.article.file,
            folder: format!("content/explainers/{}", self.article.topic.value),
            is_spoken: false,
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

/// Reads what a page's front matter says.
fn read_head(resolver: &mut Resolver<'_, '_>, id: PageId, slot: PageSlot<'_>) -> Page {
    let article = slot.article;
    let is_own_text = slot.is_own_text();
    if is_own_text {
        rules::missing_title::check(article, resolver.diags);
        rules::missing_summary::check(article, resolver.diags);
        rules::review_overdue::check(article.review_by.as_ref(), resolver.config, resolver.diags);
        rules::unknown_topic::check(article, resolver.config, resolver.diags);
    }
    let mut setting = slot.setting();
    // A stand-in's mistakes were reported with the original.
    let before = resolver.diags.list.len();
    let title = article.title.as_ref().map(|at| resolver.line(&at.value, at.place, &mut setting));
    let summary = article.summary.as_ref().map(|at| resolver.line(&at.value, at.place, &mut setting));
    if !is_own_text {
        resolver.diags.list.truncate(before);
    }
    let picture = page_picture(resolver, slot, &setting.folder);
    let heard = page_recording(resolver, slot, &setting.folder);
    let versions = resolver.index.topics.get(article.topic.value.as_str());
    let translations: Vec<Lang> =
        versions.into_iter().flat_map(Versions::iter).map(|version| version.lang.clone()).collect();
    let wanted = resolver.config.handouts;
    let mut page = Page {
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
        translations,
        mark: article.body.mark(),
        text: PageText::default(),
        is_current: true,
        has_card: is_own_text && article.card.unwrap_or(wanted.cards) && wanted.cards,
        has_leaflet: is_own_text && article.leaflet.unwrap_or(wanted.leaflets) && wanted.leaflets,
        has_poster: is_own_text && article.poster && wanted.posters,
    };
    let text =
        PageText { replaced_facts: setting.replaced, facts: setting.facts, met: setting.met, ..PageText::default() };
    take_text(&mut page, text, resolver.facts);
    page
}

/// Reads a page's text, of which the front matter was read.
fn read_text(resolver: &mut Resolver<'_, '_>, page: &Page, slot: PageSlot<'_>) -> (PageText, Document<Meant>) {
    let PageText { replaced_facts: replaced, facts, met, .. } = page.text.clone();
    let mut setting = Setting { replaced, facts, met, ..slot.setting() };
    let body = resolver.document(slot.article.body.tree().into_owned(), &mut setting);
    if slot.is_own_text() {
        rules::long_page_sentence::check(&body, slot.lang, resolver.config, resolver.diags);
    }
    setting.met.shrink_to_fit();
    let text = PageText {
        headings: body.headings(),
        figures: body.figures(),
        replaced_facts: setting.replaced,
        facts: setting.facts,
        met: setting.met,
    };
    (text, body)
}

/// Puts a text to a page that knows its front matter.
pub fn take_text(page: &mut Page, text: PageText, facts: &Facts<'_>) {
    page.is_current = !text.replaced_facts.iter().any(|name| facts.standing(name) == Some(Standing::Expired));
    page.has_card &= page.is_current;
    page.has_leaflet &= page.is_current;
    page.has_poster &= page.is_current;
    page.text = text;
}

/// Resolves one page, front matter and text.
pub fn resolve_page(resolver: &mut Resolver<'_, '_>, id: PageId, slot: PageSlot<'_>) -> Page {
    let mut page = read_head(resolver, id, slot);
    let (text, _) = read_text(resolver, &page, slot);
    take_text(&mut page, text, resolver.facts);
    page
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
                    .text
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
