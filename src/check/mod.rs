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
pub mod rules;
pub mod said;
pub mod scripts;
pub mod small_cells;

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::content::Content;
use crate::model::site::Site;

/// Checks loaded content. Everything that is wrong is reported; what remains is a site that could be published.
pub fn check(content: &Content, config: &Config) -> (Site, Diagnostics) {
    let mut diags = Diagnostics::default();
    privacy::check_texts(content, config, &mut diags);
    rules::unknown_rule::check(config, &mut diags);
    rules::loose_number::check(content, &mut diags);
    let facts = facts::judge(content, config, &mut diags);
    let progress = progress::judge(content, config, &mut diags);
    let index = index::Index::new(content, config, &mut diags);
    let mut pictures = pictures::Pictures::new(content);
    let mut recordings = recordings::Recordings::new(content);
    let mut resolver = resolve::Resolver {
        content,
        config,
        index: &index,
        facts: &facts,
        progress: &progress,
        pictures: &mut pictures,
        recordings: &mut recordings,
        diags: &mut diags,
    };
    let pages = pages::resolve_pages(&mut resolver);
    let (scripts, script_withheld, script_facts) = scripts::resolve_scripts(&mut resolver, &pages);
    let broadcasts = broadcasts::resolve_broadcasts(content, config, &scripts, &script_withheld, &mut diags);
    let posts = posts::resolve_posts(content, config, &pages, &mut diags);
    let tags = index.tags(&pages);
    let users = facts::Users::new(&pages, &script_facts);
    rules::expired_fact::report(&users, &facts, &mut diags);
    rules::expiring_fact::report(&users, &facts, config, &mut diags);
    rules::unconfirmed_fact::report(&users, &facts, &mut diags);
    let withheld = pages::withheld_cards(&pages, content, &facts).into_iter().chain(script_withheld).collect();
    let site = Site {
        pages,
        scripts,
        broadcasts,
        posts,
        withheld,
        pictures: pictures.used,
        recordings: recordings.used,
        progress: progress.shown,
        facts: facts.into_now(),
        tags,
    };
    (site, diags)
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
