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

use std::collections::BTreeMap;

use crate::check::revise::Texts;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::content::Content;
use crate::model::site::{Page, Site};

/// Checks loaded content. Everything that is wrong is reported; what remains is a site that could be published.
pub fn check(content: &Content, config: &Config) -> (Site, Diagnostics) {
    let mut diags = Diagnostics::default();
    privacy::check_texts(content, config, &mut diags);
    rules::unknown_rule::check(config, &mut diags);
    rules::loose_number::check(content, config, &mut diags);
    let site = resolve(content, config, Depth::Texts, &mut diags);
    (site, diags)
}

/// Takes pages for what their front matter says, without looking into their texts: enough to show one of thousands. Such a
/// site isn't for publishing, since nobody looked for what must not go out.
pub fn glance(content: &Content, config: &Config) -> (Site, Diagnostics) {
    let mut diags = Diagnostics::default();
    let site = resolve(content, config, Depth::Heads, &mut diags);
    (site, diags)
}

/// How far pages are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Front matter and text.
    Texts,
    /// Front matter alone.
    Heads,
}

fn resolve(content: &Content, config: &Config, depth: Depth, diags: &mut Diagnostics) -> Site {
    let ground = Ground::new(content, config, diags);
    let pages = pages::resolve_pages(&ground, depth, diags);
    let (scripts, script_withheld, script_facts) = scripts::resolve_scripts(&mut ground.resolver(diags), &pages);
    let Ground { facts, progress, index, .. } = ground;
    let broadcasts = broadcasts::resolve_broadcasts(content, config, &scripts, &script_withheld, diags);
    let posts = posts::resolve_posts(content, config, &pages, diags);
    let tags = index.tags(&pages);
    let users = facts::Users::new(&pages, &script_facts);
    rules::expired_fact::report(&users, &facts, diags);
    rules::expiring_fact::report(&users, &facts, config, diags);
    rules::unconfirmed_fact::report(&users, &facts, diags);
    let withheld = pages::withheld_cards(&pages, content, &facts).into_iter().chain(script_withheld).collect();
    let heard = pages.iter().filter_map(|page| page.heard.as_ref());
    let recordings = ground.recordings.into_marked(heard);
    let mut pictures = ground.pictures.into_marked(pages.iter().flat_map(Page::pictures));
    if depth == Depth::Heads {
        // Nobody looked which ones the texts show.
        pictures.iter_mut().for_each(|picture| picture.is_used = true);
    }
    Site {
        pages,
        scripts,
        broadcasts,
        posts,
        withheld,
        pictures,
        recordings,
        progress: progress.shown,
        facts: facts.into_now(),
        tags,
    }
}

/// Makes pages' texts ready to be asked for.
pub fn bodies<'a>(content: &'a Content, config: &'a Config) -> Texts<'a> {
    // Whatever is wrong was told by [`check`].
    Texts { ground: Ground::new(content, config, &mut Diagnostics::default()), revised: BTreeMap::new() }
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
