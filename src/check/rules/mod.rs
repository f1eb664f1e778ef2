//! The rules. A rule is one `.rs` file (its codes, what it checks, its messages) and one `.md` page
//! for each code. `loa explain <code>` prints the page; the tests run its samples.
//!
//! To add a rule, declare its module here and add its line to `REGISTRY`.

pub mod approval_outdated;
pub mod broadcast_clash;
pub mod broadcast_left_out;
pub mod broadcast_over;
pub mod broken_letters;
pub mod broken_link;
pub mod count_as_text;
pub mod count_fell;
pub mod count_over_total;
pub mod doubtful_reading;
pub mod draft_left_out;
pub mod eligible_changed;
pub mod empty_script;
pub mod expired_fact;
pub mod expiring_fact;
pub mod formula_error;
pub mod future_date;
pub mod hamlet_missing;
pub mod hamlets_hidden;
pub mod impossible_date;
pub mod indented_text;
pub mod languages;
pub mod long_page_sentence;
pub mod long_sentence;
pub mod long_zalo_text;
pub mod loose_number;
pub mod lost_text;
pub mod missing_alt;
pub mod missing_picture;
pub mod missing_recording;
pub mod missing_summary;
pub mod missing_title;
pub mod missing_translation;
pub mod night_broadcast;
pub mod old_figures;
pub mod outdated_translation;
pub mod path_used_twice;
pub mod post_left_out;
pub mod posts_over;
pub mod private_data;
pub mod progress_date;
pub mod raw_html;
pub mod raw_markup;
pub mod raw_placeholder;
pub mod readers;
pub mod reported_percent;
pub mod reserved_name;
pub mod review_overdue;
pub mod same_text;
pub mod sample_in_public;
pub mod script_over;
pub mod script_withheld;
pub mod slot_too_long;
pub mod small_picture;
pub mod stale_figures;
pub mod table_note;
pub mod total_mismatch;
pub mod unclosed_code;
pub mod unconfirmed_fact;
pub mod undated_fact;
pub mod unknown_column;
pub mod unknown_indicator;
pub mod unknown_placeholder;
pub mod unknown_rule;
pub mod unknown_script;
pub mod unknown_station;
pub mod unknown_status;
pub mod unknown_topic;
pub mod unknown_unit;
pub mod unread_text;
pub mod unspeakable_script;

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Sources};
use crate::model::tree::{Document, Parsed, for_each_line};

/// The codes of each file.
const REGISTRY: &[&[Rule]] = &[
    approval_outdated::RULES,
    broadcast_clash::RULES,
    broadcast_left_out::RULES,
    broadcast_over::RULES,
    broken_letters::RULES,
    broken_link::RULES,
    count_as_text::RULES,
    count_fell::RULES,
    count_over_total::RULES,
    doubtful_reading::RULES,
    draft_left_out::RULES,
    eligible_changed::RULES,
    empty_script::RULES,
    expired_fact::RULES,
    expiring_fact::RULES,
    formula_error::RULES,
    future_date::RULES,
    hamlet_missing::RULES,
    hamlets_hidden::RULES,
    impossible_date::RULES,
    indented_text::RULES,
    languages::RULES,
    long_page_sentence::RULES,
    long_sentence::RULES,
    long_zalo_text::RULES,
    loose_number::RULES,
    lost_text::RULES,
    missing_alt::RULES,
    missing_picture::RULES,
    missing_recording::RULES,
    missing_summary::RULES,
    missing_title::RULES,
    missing_translation::RULES,
    night_broadcast::RULES,
    old_figures::RULES,
    outdated_translation::RULES,
    path_used_twice::RULES,
    post_left_out::RULES,
    posts_over::RULES,
    private_data::RULES,
    progress_date::RULES,
    raw_html::RULES,
    raw_markup::RULES,
    raw_placeholder::RULES,
    readers::RULES,
    reported_percent::RULES,
    reserved_name::RULES,
    review_overdue::RULES,
    same_text::RULES,
    sample_in_public::RULES,
    script_over::RULES,
    script_withheld::RULES,
    slot_too_long::RULES,
    small_picture::RULES,
    stale_figures::RULES,
    table_note::RULES,
    total_mismatch::RULES,
    unclosed_code::RULES,
    unconfirmed_fact::RULES,
    undated_fact::RULES,
    unknown_column::RULES,
    unknown_indicator::RULES,
    unknown_placeholder::RULES,
    unknown_rule::RULES,
    unknown_script::RULES,
    unknown_station::RULES,
    unknown_status::RULES,
    unknown_topic::RULES,
    unknown_unit::RULES,
    unread_text::RULES,
    unspeakable_script::RULES,
];

/// Returns all rules in the order of their codes.
pub fn all() -> Vec<&'static Rule> {
    let mut rules: Vec<&Rule> = registered().collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// Returns a rule by its code.
pub fn find(code: &str) -> Option<&'static Rule> {
    registered().find(|rule| rule.code == code)
}

/// Returns whether `site.yaml` may change the severity of a code.
pub fn is_configurable(code: &str) -> bool {
    find(code).is_some_and(|rule| rule.configurable)
}

/// Reports everything in a parsed text that readers would see as typed, or not at all.
pub fn check_markup(
    document: &Document<Parsed>,
    is_spoken: bool,
    sources: &Sources,
    diags: &mut Diagnostics,
) {
    let notes = document.footnotes.iter().map(|(_, blocks)| blocks);
    for blocks in std::iter::once(&document.blocks).chain(notes) {
        for_each_line(blocks, &mut |line| raw_placeholder::check_line(line, diags));
    }
    raw_markup::check(document, is_spoken, sources, diags);
    lost_text::check(document, sources, diags);
}

fn registered() -> impl Iterator<Item = &'static Rule> {
    REGISTRY.iter().copied().flatten()
}
