//! What is known while a campaign is checked: all that a reference may lead to and, once
//! everything is resolved, all that a rule may look at.

use crate::check::facts::{Facts, Users, resolve_facts};
use crate::check::index::Index;
use crate::check::pictures::Pictures;
use crate::check::progress::{CheckedProgress, check_progress};
use crate::check::recordings::Recordings;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, FileId};
use crate::model::broadcast::Airing;
use crate::model::broadcast_slot::BroadcastSlot;
use crate::model::content::Content;
use crate::model::lang::Lang;
use crate::model::reference::{PageId, PictureId};
use crate::model::site::{Page, Script};

/// Everything that a reference may lead to.
pub struct ResolveContext<'a> {
    /// What was loaded.
    pub content: &'a Content,
    /// The settings.
    pub config: &'a Config,
    /// Explainers and their addresses.
    pub index: Index<'a>,
    /// The fact register.
    pub facts: Facts<'a>,
    /// Progress.
    pub progress: CheckedProgress,
    /// Pictures.
    pub pictures: Pictures,
    /// Recordings.
    pub recordings: Recordings,
}

impl<'a> ResolveContext<'a> {
    /// Reads registers and tables; reports what is wrong with the tables.
    pub fn new(
        content: &'a Content,
        config: &'a Config,
        diags: &mut Diagnostics,
    ) -> ResolveContext<'a> {
        ResolveContext {
            content,
            config,
            facts: resolve_facts(content, config),
            progress: check_progress(content, config, diags),
            index: Index::new(content, config),
            pictures: Pictures::new(content),
            recordings: Recordings::new(content),
        }
    }

    /// Returns a resolver that reports to `diags`.
    pub fn resolver<'b>(&'b self, diags: &'b mut Diagnostics) -> Resolver<'a, 'b> {
        Resolver {
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

/// Resolves the references of one text after the other.
pub struct Resolver<'a, 'b> {
    /// What was loaded.
    pub content: &'a Content,
    /// The settings.
    pub config: &'a Config,
    /// Explainers and their addresses.
    pub index: &'b Index<'a>,
    /// The fact register.
    pub facts: &'b Facts<'a>,
    /// Progress.
    pub progress: &'b CheckedProgress,
    /// Pictures.
    pub pictures: &'b Pictures,
    /// Recordings.
    pub recordings: &'b Recordings,
    /// What is wrong.
    pub diags: &'b mut Diagnostics,
}

/// Where a text stands: decides what its references mean.
pub struct TextContext<'a> {
    /// The language of the site part.
    pub lang: &'a Lang,
    /// The file.
    pub file: FileId,
    /// Its folder below the campaign.
    pub folder: String,
    /// It is read aloud; `unread-text` says what in it can't be.
    pub is_spoken: bool,
    /// Faults of a text that stands in for a missing translation were reported with the original.
    pub report: bool,
    /// Anchors of the text itself.
    pub anchors: Vec<String>,
    /// Values that couldn't be stated, by name.
    pub replaced: Vec<String>,
    /// Facts that the text names, stated or not.
    pub facts: Vec<String>,
    /// Pictures that the text shows.
    pub shown: Vec<PictureId>,
}

impl<'a> Resolver<'a, '_> {
    /// Returns the anchors of a page.
    pub fn anchors_of(&self, page: PageId) -> &'a [String] {
        self.index.slots[page.0].article.body.anchors()
    }

    /// Returns whether a link leads to a file of `static/`.
    pub fn has_static(&self, path: &str) -> bool {
        self.content.statics.contains_key(path)
    }
}

/// What a rule may look at once everything is resolved.
pub struct CheckContext<'a> {
    /// What was loaded.
    pub content: &'a Content,
    /// The settings.
    pub config: &'a Config,
    /// All rules, by code.
    pub rules: &'a [&'static Rule],
    /// Explainers and their addresses.
    pub index: &'a Index<'a>,
    /// The fact register.
    pub facts: &'a Facts<'a>,
    /// Where facts are named.
    pub users: &'a Users<'a>,
    /// The pages.
    pub pages: &'a [Page],
    /// The scripts that are printed.
    pub scripts: &'a [Script],
    /// The broadcasts that go out.
    pub airings: &'a [Airing],
    /// The broadcasts of one station and time.
    pub slots: &'a [BroadcastSlot],
}
