//! Checks content and resolves every reference.
//!
//! Knows what is right and wrong. Knows nothing of looks, bytes or output files.
//! Each rule has a file and a page in `rules`; `CAMPAIGN_RULES` lists those asked here.

pub mod broadcasts;
pub mod by_indicator;
pub mod clues;
pub mod codes;
pub mod context;
pub mod digits;
pub mod documents;
pub mod facts;
pub mod index;
pub mod markup;
pub mod missing_file;
pub mod pages;
pub mod people;
pub mod pictures;
pub mod posts;
pub mod privacy;
pub mod private;
pub mod progress;
pub mod progress_row;
pub mod recordings;
pub mod resolve;
pub mod rule;
pub mod rules;
pub mod said;
pub mod scripts;
pub mod small_cells;
pub mod unspoken;
pub mod written_path;

use crate::check::context::{CheckContext, ResolveContext};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::broadcast_slot::slots;
use crate::model::content::Content;
use crate::model::site::{Page, Site};

/// The rules that look at the whole campaign. Other rules are asked while one reference, cell or
/// sentence is resolved.
const CAMPAIGN_RULES: &[fn(&CheckContext<'_>, &mut Diagnostics)] = &[
    rules::broadcast_clash::check,
    rules::broken_letters::check,
    rules::draft_left_out::check,
    rules::expired_fact::check,
    rules::expiring_fact::check,
    rules::future_date::check,
    rules::impossible_date::check,
    rules::languages::check,
    rules::long_zalo_text::check,
    rules::loose_number::check,
    rules::missing_summary::check,
    rules::missing_title::check,
    rules::missing_translation::check,
    rules::night_broadcast::check,
    rules::outdated_translation::check,
    rules::path_used_twice::check,
    rules::reserved_name::check,
    rules::review_overdue::check,
    rules::same_text::check,
    rules::slot_too_long::check,
    rules::unconfirmed_fact::check,
    rules::undated_fact::check,
    rules::unknown_rule::check,
    rules::unknown_topic::check,
];

/// Checks loaded content and resolves its references. Reports every mistake; what remains is a site
/// that can be published if nothing in the report is an error.
pub fn check(content: &Content, config: &Config) -> (Site, Diagnostics) {
    let mut diags = Diagnostics::default();
    privacy::check_texts(content, config, &mut diags);
    let context = ResolveContext::new(content, config, &mut diags);
    let pages = pages::resolve_pages(&context, &mut diags);
    let (scripts, script_withheld, script_facts) =
        scripts::resolve_scripts(&mut context.resolver(&mut diags), &pages);
    let broadcasts =
        broadcasts::resolve_broadcasts(content, config, &scripts, &script_withheld, &mut diags);
    let posts = posts::resolve_posts(content, config, &pages, &mut diags);
    let resolved = CheckContext {
        content,
        config,
        rules: &rules::all(),
        index: &context.index,
        facts: &context.facts,
        users: &facts::Users::new(&pages, &script_facts),
        pages: &pages,
        scripts: &scripts,
        airings: &broadcasts,
        slots: &slots(&broadcasts, &scripts),
    };
    CAMPAIGN_RULES.iter().for_each(|check| check(&resolved, &mut diags));
    for code in ["unknown-placeholder", "missing-picture", "missing-recording"] {
        // Something is missing once, however many texts use it.
        diags.merge_repeated(code);
    }
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
