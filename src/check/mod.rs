//! Judges content and resolves every reference: from what was written to what is meant.
//!
//! Knows what is right and wrong. Knows nothing of looks, bytes or output files.
//! Each rule has a file and a page in `rules`; this file only says in which order they are asked.

pub mod broadcasts;
pub mod by_indicator;
pub mod digits;
pub mod documents;
pub mod facts;
pub mod index;
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
pub mod rule;
pub mod rules;
pub mod said;
pub mod scripts;
pub mod small_cells;
pub mod unspoken;

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::content::Content;
use crate::model::site::{Page, Site};

pub use crate::check::documents::DocumentStore;

/// Checks loaded content and resolves its references. Reports every mistake; what remains is a site that can be
/// published if nothing in the report is an error.
pub fn check(content: &Content, config: &Config) -> (Site, Diagnostics) {
    let mut diags = Diagnostics::default();
    let context = ResolveContext::new(content, config, &mut diags);
    privacy::check_texts(content, config, &mut diags);
    rules::unknown_rule::check(config, &rules::all(), &mut diags);
    rules::loose_number::check(content, config, &mut diags);
    let pages = pages::resolve_pages(&context, &mut diags);
    let (scripts, script_withheld, script_facts) =
        scripts::resolve_scripts(&mut context.resolver(&mut diags), &pages);
    let broadcasts =
        broadcasts::resolve_broadcasts(content, config, &scripts, &script_withheld, &mut diags);
    let posts = posts::resolve_posts(content, config, &pages, &mut diags);
    let users = facts::Users::new(&pages, &script_facts);
    rules::expired_fact::report(&users, &context.facts, &mut diags);
    rules::expiring_fact::report(&users, &context.facts, config, &mut diags);
    rules::unconfirmed_fact::report(&users, &context.facts, &mut diags);
    let mut withheld = pages::withheld_cards(&pages, content, &context.facts);
    withheld.extend(script_withheld);
    let site = Site {
        pictures: context.pictures.marked(pages.iter().flat_map(Page::pictures)),
        recordings: context.recordings.marked(pages.iter().filter_map(|page| page.audio.as_ref())),
        progress: context.progress.shown.clone(),
        facts: context.facts.now(),
        tags: context.index.tags(&pages),
        pages,
        scripts,
        broadcasts,
        posts,
        withheld,
    };
    (site, diags)
}

/// Everything that a reference may lead to.
pub struct ResolveContext<'a> {
    content: &'a Content,
    config: &'a Config,
    index: index::Index<'a>,
    facts: facts::Facts<'a>,
    progress: progress::CheckedProgress,
    pictures: pictures::Pictures,
    recordings: recordings::Recordings,
}

impl<'a> ResolveContext<'a> {
    fn new(
        content: &'a Content,
        config: &'a Config,
        diags: &mut Diagnostics,
    ) -> ResolveContext<'a> {
        ResolveContext {
            content,
            config,
            facts: facts::resolve_facts(content, config, diags),
            progress: progress::check_progress(content, config, diags),
            index: index::Index::new(content, config, diags),
            pictures: pictures::Pictures::new(content),
            recordings: recordings::Recordings::new(content),
        }
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
        let chosen =
            config.rules.get(diagnostic.code).filter(|_| rules::is_configurable(diagnostic.code));
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
