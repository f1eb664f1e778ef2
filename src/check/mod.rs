//! Judges content and resolves every reference: from what was written to what is meant.
//!
//! Knows what is right and wrong. Knows nothing of looks, bytes or output files.
//! Each rule has a file and a page in `rules`; this file only says in which order they are asked.

pub mod broadcasts;
pub mod by_indicator;
pub mod digits;
pub mod facts;
pub mod index;
pub mod kept;
pub mod markup;
pub mod pages;
pub mod people;
pub mod pictures;
pub mod posts;
pub mod privacy;
pub mod private;
pub mod progress;
pub mod recordings;
pub mod resolve;
pub mod revise;
pub mod rules;
pub mod said;
pub mod scripts;
pub mod small_cells;

use std::borrow::Cow;

use crate::check::index::PageSlot;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::content::Content;
use crate::model::site::{Bodies, Page, PageId, PageText, Site};
use crate::model::tree::{Document, Meant};

/// Checks loaded content. Everything that is wrong is reported; what remains is a site that could be published.
pub fn check(content: &Content, config: &Config) -> (Site, Diagnostics) {
    check_reading(content, config, |heads| heads.read_texts(&|_, _, _| {}))
}

/// The same; `read` reads the texts of all pages, and may do something with each of them on the way.
pub fn check_reading(content: &Content, config: &Config, read: impl FnOnce(&Heads<'_>) -> Read) -> (Site, Diagnostics) {
    let mut heads = Heads::read(content, config);
    heads.look_through_files();
    let texts = read(&heads);
    heads.judge(texts)
}

/// Takes pages for what their front matter says, without looking into their texts: enough to show one of thousands. Such a
/// site isn't for publishing, since nobody looked for what must not go out.
pub fn glance(content: &Content, config: &Config) -> (Site, Diagnostics) {
    let heads = Heads::read(content, config);
    (heads.site, heads.diags)
}

/// A campaign whose front matter was read and whose pages' texts weren't.
pub struct Heads<'a> {
    ground: Ground<'a>,
    site: Site,
    diags: Diagnostics,
}

impl<'a> Heads<'a> {
    /// Reads the front matter of all pages, and what their texts may name.
    fn read(content: &'a Content, config: &'a Config) -> Heads<'a> {
        let mut diags = Diagnostics::default();
        let ground = Ground::new(content, config, &mut diags);
        let pages = pages::read_heads(&ground, &mut diags);
        let mut pictures = ground.pictures.marked(std::iter::empty());
        // Nobody looked which ones the texts show.
        pictures.iter_mut().for_each(|picture| picture.is_used = true);
        let site = Site {
            pictures,
            recordings: ground.recordings.marked(pages.iter().filter_map(|page| page.heard.as_ref())),
            progress: ground.progress.shown.clone(),
            facts: ground.facts.now(),
            tags: ground.index.tags(&pages),
            pages,
            ..Site::default()
        };
        Heads { ground, site, diags }
    }

    /// Looks through whole files, front matter and all, for what must not go out.
    fn look_through_files(&mut self) {
        let Ground { content, config, .. } = self.ground;
        privacy::check_texts(content, config, &mut self.diags);
        rules::unknown_rule::check(config, &mut self.diags);
        rules::loose_number::check(content, config, &mut self.diags);
    }

    /// Returns the site as far as it is known: without scripts, with all pictures.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Returns whether anything is wrong so far.
    pub fn has_errors(&self) -> bool {
        self.diags.has_errors()
    }

    /// Returns whether a page is to others what its front matter says, whatever its text says: a card, which others show,
    /// is kept back where the text rests on a fact whose time is over.
    pub fn are_final(&self) -> bool {
        !self.ground.config.handouts.cards || !self.ground.facts.any_expired()
    }

    /// Reads the texts of all pages. `shown` gets each of them while its tree is there.
    pub fn read_texts(&self, shown: &(dyn Fn(&Page, &PageText, &Document<Meant>) + Sync)) -> Read {
        pages::read_texts(&self.ground, &self.site.pages, shown)
    }

    /// Puts together what front matter and texts say.
    fn judge(self, read: Read) -> (Site, Diagnostics) {
        let Heads { ground, mut site, mut diags } = self;
        let Ground { content, config, .. } = ground;
        diags.extend(read.diags);
        for (page, text) in site.pages.iter_mut().zip(read.texts) {
            pages::take_text(page, text, &ground.facts);
        }
        let pages = &site.pages;
        let (scripts, script_withheld, script_facts) =
            scripts::resolve_scripts(&mut ground.resolver(&mut diags), pages);
        let broadcasts = broadcasts::resolve_broadcasts(content, config, &scripts, &script_withheld, &mut diags);
        let posts = posts::resolve_posts(content, config, pages, &mut diags);
        let users = facts::Users::new(pages, &script_facts);
        rules::expired_fact::report(&users, &ground.facts, &mut diags);
        rules::expiring_fact::report(&users, &ground.facts, config, &mut diags);
        rules::unconfirmed_fact::report(&users, &ground.facts, &mut diags);
        let withheld =
            pages::withheld_cards(pages, content, &ground.facts).into_iter().chain(script_withheld).collect();
        let pictures = ground.pictures.marked(pages.iter().flat_map(Page::pictures));
        (Site { scripts, broadcasts, posts, withheld, pictures, ..site }, diags)
    }
}

impl Bodies for Heads<'_> {
    fn body(&self, page: PageId) -> Cow<'_, Document<Meant>> {
        Cow::Owned(self.ground.body(self.ground.index.slots[page.0]))
    }
}

/// The texts of all pages, in the order of these, and what is wrong with them.
pub struct Read {
    texts: Vec<PageText>,
    diags: Diagnostics,
}

/// What references may lead to, judged once.
pub struct Ground<'a> {
    content: &'a Content,
    config: &'a Config,
    index: index::Index<'a>,
    facts: facts::Facts<'a>,
    progress: progress::Judged,
    pictures: pictures::Pictures,
    recordings: recordings::Recordings,
}

impl<'a> Ground<'a> {
    fn new(content: &'a Content, config: &'a Config, diags: &mut Diagnostics) -> Ground<'a> {
        Ground {
            content,
            config,
            facts: facts::judge(content, config, diags),
            progress: progress::judge(content, config, diags),
            index: index::Index::new(content, config, diags),
            pictures: pictures::Pictures::new(content),
            recordings: recordings::Recordings::new(content),
        }
    }

    /// Returns the text of a page; whatever is wrong with it is told by judging it.
    fn body(&self, slot: PageSlot<'_>) -> Document<Meant> {
        let mut unheard = Diagnostics::default();
        self.resolver(&mut unheard).document(slot.article.body.tree().into_owned(), &mut slot.setting())
    }

    fn resolver<'b>(&'b self, diags: &'b mut Diagnostics) -> resolve::Resolver<'a, 'b> {
        resolve::Resolver {
            content: self.content,
            config: self.config,
            index: &self.index,
            facts: &self.facts,
            progress: &self.progress,
            pictures: &self.pictures,
            recordings: &self.recordings,
            diags,
        }
    }
}

/// Applies `rules:` of `site.yaml` and `--strict`: last, so that no rule needs to know of them.
pub fn apply_severities(diags: &mut Diagnostics, config: &Config) {
    use crate::diag::Severity;
    diags.list.retain_mut(|diagnostic| {
        let chosen = config.rules.get(diagnostic.code).filter(|_| rules::is_configurable(diagnostic.code));
        match chosen {
            Some(None) => return false,
            Some(Some(severity)) => diagnostic.severity = *severity,
            None => {}
        }
        if config.strict && diagnostic.severity == Severity::Warning {
            diagnostic.severity = Severity::Error;
        }
        true
    });
}
