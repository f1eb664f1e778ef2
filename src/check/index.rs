//! The index of names: explainers by topic and language, their addresses, tags.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::config::Config;
use crate::diag::Span;
use crate::model::content::{Article, Content, Status};
use crate::model::lang::{Lang, Localized};
use crate::model::reference::PageId;
use crate::model::site::{Page, Tag};
use crate::text::fold::slug;

/// The names to which references are resolved.
pub struct Index<'a> {
    /// Published articles by topic.
    pub topics: BTreeMap<&'a str, Versions<'a>>,
    /// All pages in order: every topic in every language.
    pub slots: Vec<PageSlot<'a>>,
    by_topic: HashMap<&'a str, Vec<(&'a Lang, PageId)>>,
    by_address: HashMap<String, &'a str>,
    tag_names: BTreeMap<String, Localized>,
    /// The slug of each tag as typed.
    tag_slugs: BTreeMap<&'a str, Arc<str>>,
}

/// The articles of a topic, sorted by language.
#[derive(Clone, Debug, Default)]
pub struct Versions<'a>(Vec<&'a Article>);

impl<'a> Versions<'a> {
    /// Returns the text in a language.
    pub fn get(&self, lang: &Lang) -> Option<&'a Article> {
        self.iter().find(|article| article.lang == *lang)
    }

    /// Returns all texts.
    pub fn iter(&self) -> impl Iterator<Item = &'a Article> {
        self.0.iter().copied()
    }

    fn insert(&mut self, article: &'a Article) {
        let at = self.0.partition_point(|other| other.lang < article.lang);
        self.0.insert(at, article);
    }
}

/// A page before resolution: a language and the article that it shows.
#[derive(Clone, Copy)]
pub struct PageSlot<'a> {
    /// The language of this part of the site.
    pub lang: &'a Lang,
    /// The article with the text of the page.
    pub article: &'a Article,
}

impl PageSlot<'_> {
    /// Returns whether the article is written in the page's language.
    pub fn is_own_text(&self) -> bool {
        self.article.lang == *self.lang
    }
}

impl<'a> Index<'a> {
    /// Builds the index without drafts. Of two texts with one name and language it keeps the first.
    pub fn new(content: &'a Content, config: &'a Config) -> Index<'a> {
        let mut topics: BTreeMap<&str, Versions<'_>> = BTreeMap::new();
        for article in &content.articles {
            if article.status.value == Status::Draft {
                continue;
            }
            let versions = topics.entry(&article.topic.value).or_default();
            if versions.get(&article.lang).is_none() {
                versions.insert(article);
            }
        }
        let mut slots = Vec::new();
        for settings in &config.languages {
            let mut of_lang: Vec<(i64, PageSlot<'_>)> = topics
                .values()
                .filter_map(|versions| {
                    let own = versions.get(&settings.lang);
                    let article = own.or_else(|| stand_in(versions, config))?;
                    Some((order_of(versions), PageSlot { lang: &settings.lang, article }))
                })
                .collect();
            // The sort is stable, so topics with the same order stay sorted by name.
            of_lang.sort_by_key(|(order, _)| *order);
            slots.extend(of_lang.into_iter().map(|(_, slot)| slot));
        }
        let mut by_topic: HashMap<&str, Vec<(&Lang, PageId)>> = HashMap::new();
        for (at, slot) in slots.iter().enumerate() {
            by_topic.entry(&slot.article.topic.value).or_default().push((slot.lang, PageId(at)));
        }
        let by_address = slots
            .iter()
            .map(|slot| {
                let address = format!("{}{}", config.prefix(slot.lang), slug_of(slot.article));
                (address, slot.article.topic.value.as_str())
            })
            .collect();
        let typed: BTreeSet<&str> = content
            .articles
            .iter()
            .flat_map(|article| &article.tags)
            .map(|at| at.value.as_str())
            .collect();
        let tag_slugs = typed.into_iter().map(|typed| (typed, slug(typed).into())).collect();
        let tag_names = tag_names(content, &tag_slugs, config);
        Index { topics, slots, by_topic, by_address, tag_names, tag_slugs }
    }

    /// Returns the articles that a page shows in their own language.
    pub fn own_texts(&self) -> impl Iterator<Item = &'a Article> {
        self.slots.iter().filter(|slot| slot.is_own_text()).map(|slot| slot.article)
    }

    /// Returns whether a topic has this name.
    pub fn is_topic(&self, name: &str) -> bool {
        self.by_topic.contains_key(name)
    }

    /// Returns the page of a topic in a language.
    pub fn page(&self, topic: &str, lang: &Lang) -> Option<PageId> {
        self.by_topic.get(topic)?.iter().find(|(of, _)| *of == lang).map(|(_, page)| *page)
    }

    /// Returns the topic whose page has an address, such as `en/scams`.
    pub fn topic_at(&self, address: &str) -> Option<&'a str> {
        self.by_address.get(address).copied()
    }

    /// Returns the slug of a tag.
    pub fn tag_slug(&self, typed: &str) -> Arc<str> {
        self.tag_slugs.get(typed).cloned().unwrap_or_else(|| slug(typed).into())
    }

    /// Collects the pages of each tag.
    pub fn tags(&self, pages: &[Page]) -> Vec<Tag> {
        let mut tags: BTreeMap<&str, Tag> = BTreeMap::new();
        for (at, page) in pages.iter().enumerate() {
            for tag_slug in &page.tags {
                let tag = tags.entry(tag_slug).or_insert_with(|| {
                    let title = self.tag_names.get(&**tag_slug).cloned();
                    let title = title.unwrap_or_else(|| Localized::plain(tag_slug.to_string()));
                    Tag { slug: tag_slug.to_string(), title, pages: BTreeMap::new() }
                });
                tag.pages.entry(page.lang.clone()).or_default().push(PageId(at));
            }
        }
        tags.into_values().collect()
    }
}

/// Returns the slug of an article.
pub fn slug_of(article: &Article) -> String {
    let typed = article.slug.as_ref().map_or(article.topic.value.as_str(), |at| at.value.as_str());
    slug(typed)
}

/// Returns the span of the text that defines the slug of an article.
pub fn slug_place(article: &Article) -> Span {
    article.slug.as_ref().map_or(article.topic.span, |at| at.span)
}

/// Returns the article for a missing translation: the one in the default language, or else the
/// first one.
fn stand_in<'a>(versions: &Versions<'a>, config: &Config) -> Option<&'a Article> {
    versions.get(&config.default_language).or_else(|| versions.iter().next())
}

/// Returns the smallest `order` of all versions, so that all languages list topics in the same
/// order.
fn order_of(versions: &Versions<'_>) -> i64 {
    versions.iter().filter_map(|version| version.order).min().unwrap_or(i64::MAX)
}

/// Returns the display names of tags. If a tag has several spellings, the last one in the order of
/// files wins.
fn tag_names(
    content: &Content,
    slugs: &BTreeMap<&str, Arc<str>>,
    config: &Config,
) -> BTreeMap<String, Localized> {
    let mut spelled: BTreeMap<&str, &str> = BTreeMap::new();
    for at in content.articles.iter().flat_map(|article| &article.tags) {
        spelled.insert(&slugs[at.value.as_str()], &at.value);
    }
    let typed = spelled
        .into_iter()
        .map(|(slug, typed)| (slug.to_owned(), Localized::plain(typed.to_owned())));
    let configured = config.topics.iter().map(|(id, name)| (slug(id), name.clone()));
    typed.chain(configured).collect()
}
