//! An index of related pages: the translations of a page, and the pages of one language in order.
//!
//! Built once, so that rendering a page does not search the whole site.

use std::collections::{BTreeMap, HashMap};

use crate::model::lang::Lang;
use crate::model::reference::PageId;
use crate::model::site::Site;

/// Pages by topic, language and order.
#[derive(Debug)]
pub struct Lookup {
    /// The pages of each topic by language.
    topics: Vec<Vec<(Lang, PageId)>>,
    /// For each page, the index of its topic in `topics`.
    topic_of: Vec<usize>,
    by_lang: BTreeMap<Lang, Vec<PageId>>,
    first_with_card: BTreeMap<Lang, PageId>,
    /// The position of each page among the pages of its language.
    position: Vec<usize>,
    tags: BTreeMap<String, usize>,
}

impl Lookup {
    /// Builds the index in one pass over the site.
    pub fn new(site: &Site) -> Lookup {
        let mut lookup = Lookup {
            topics: Vec::new(),
            topic_of: Vec::new(),
            by_lang: BTreeMap::new(),
            first_with_card: BTreeMap::new(),
            position: Vec::new(),
            tags: BTreeMap::new(),
        };
        let mut by_name: HashMap<&str, usize> = HashMap::new();
        for (number, page) in site.pages.iter().enumerate() {
            let id = PageId(number);
            let topic = *by_name.entry(&page.topic).or_insert(lookup.topics.len());
            if topic == lookup.topics.len() {
                lookup.topics.push(Vec::new());
            }
            lookup.topics[topic].push((page.lang.clone(), id));
            lookup.topic_of.push(topic);
            let same_language = lookup.by_lang.entry(page.lang.clone()).or_default();
            lookup.position.push(same_language.len());
            same_language.push(id);
            if page.has_card {
                lookup.first_with_card.entry(page.lang.clone()).or_insert(id);
            }
        }
        for (number, tag) in site.tags.iter().enumerate() {
            lookup.tags.insert(tag.slug.clone(), number);
        }
        lookup
    }

    /// Returns the page of the same topic in a language.
    pub fn page_in(&self, page: PageId, lang: &Lang) -> Option<PageId> {
        self.topics[self.topic_of[page.0]].iter().find(|(of, _)| of == lang).map(|(_, id)| *id)
    }

    /// Returns the pages of a language in order.
    pub fn pages(&self, lang: &Lang) -> &[PageId] {
        self.by_lang.get(lang).map_or(&[], Vec::as_slice)
    }

    /// Returns the first page of a language that has a share card.
    pub fn first_with_card(&self, lang: &Lang) -> Option<PageId> {
        self.first_with_card.get(lang).copied()
    }

    /// Returns the pages before and after a page in its language.
    pub fn neighbours(&self, site: &Site, page: PageId) -> (Option<PageId>, Option<PageId>) {
        let pages = self.pages(&site.pages[page.0].lang);
        let at = self.position[page.0];
        (
            at.checked_sub(1).and_then(|before| pages.get(before)).copied(),
            pages.get(at + 1).copied(),
        )
    }

    /// Returns the number of a tag.
    pub fn tag(&self, slug: &str) -> Option<usize> {
        self.tags.get(slug).copied()
    }
}
