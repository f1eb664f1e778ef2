//! A text that was saved again and judged alone, while everything else stays as it was judged: somebody changes words and
//! looks at the page. Whatever could matter to anything but the text's own pages is for judging everything.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::check::index::PageSlot;
use crate::check::rules::{loose_number, private_data};
use crate::check::{Ground, pages, privacy};
use crate::config::Config;
use crate::diag::{Diagnostics, FileId};
use crate::model::content::{Article, Content};
use crate::model::site::{Bodies, Page, PageId};
use crate::model::tree::{Document, Meant};
use crate::text::mark::Mark;

/// The texts of pages, as they were loaded or as they were saved since.
pub struct Texts<'a> {
    content: &'a Content,
    config: &'a Config,
    /// Made when the first text is asked for.
    ground: OnceLock<Ground<'a>>,
    revised: BTreeMap<FileId, Article>,
}

impl<'a> Texts<'a> {
    /// Makes texts ready to be asked for.
    pub fn new(content: &'a Content, config: &'a Config) -> Texts<'a> {
        Texts { content, config, ground: OnceLock::new(), revised: BTreeMap::new() }
    }

    fn ground(&self) -> &Ground<'a> {
        // Whatever is wrong was told by judging.
        self.ground.get_or_init(|| Ground::new(self.content, self.config, &mut Diagnostics::default()))
    }

    /// Returns the explainer of a file, as it is now.
    pub fn article(&self, file: FileId) -> Option<&Article> {
        let loaded = || self.content.articles.iter().find(|article| article.file == file);
        self.revised.get(&file).or_else(loaded)
    }

    /// Takes over the new text of an explainer and returns its pages, if nothing but words of theirs is different and
    /// nothing is to be said about them. `text` is the whole file, `after` what it reads as.
    pub fn revise(&mut self, after: Article, text: &Arc<str>, known: &[Page]) -> Option<Vec<Page>> {
        let before = self.article(after.file)?;
        let is_followed = || {
            let versions = self.ground().index.topics.get(before.topic.value.as_str());
            versions.is_some_and(|versions| versions.iter().any(|version| version.translates.is_some()))
        };
        // What other pages and lists show of it, its front matter says.
        if !before.body.has_same_head(&after.body) || before.body.anchors() != after.body.anchors() || is_followed() {
            return None;
        }
        let mut found = Diagnostics::default();
        let recognizer = privacy::recognizer(self.content, self.config);
        private_data::check_text(after.file, text, &recognizer, &mut found);
        loose_number::check_article(&after, self.content, self.config, &mut found);
        let mut revised = Vec::new();
        for (at, page) in known.iter().enumerate().filter(|(at, _)| self.slot(PageId(*at)).article.file == after.file) {
            let slot = PageSlot { article: &after, ..self.ground().index.slots[at] };
            let now = pages::resolve_page(&mut self.ground().resolver(&mut found), page.id, slot);
            let shown = |page: &Page| page.pictures().collect::<BTreeSet<_>>();
            if !is_same_to_others(page, &now) || shown(page) != shown(&now) {
                return None;
            }
            revised.push(now);
        }
        if !found.list.is_empty() {
            return None;
        }
        self.revised.insert(after.file, after);
        Some(revised)
    }

    fn slot(&self, page: PageId) -> PageSlot<'_> {
        let slot = self.ground().index.slots[page.0];
        PageSlot { article: self.revised.get(&slot.article.file).unwrap_or(slot.article), ..slot }
    }
}

impl Bodies for Texts<'_> {
    fn body(&self, page: PageId) -> Cow<'_, Document<Meant>> {
        Cow::Owned(self.ground().body(self.slot(page)))
    }
}

/// Whether pages differ in nothing that anybody asks for but those who make the page itself and lists of all words.
fn is_same_to_others(before: &Page, after: &Page) -> bool {
    let own = |page: &Page| {
        let mut page = page.clone();
        page.mark = Mark::default();
        (page.text.headings, page.text.figures, page.text.met) = Default::default();
        page
    };
    own(before) == own(after)
}
