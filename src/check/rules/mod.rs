//! The rules: one file and one page each. The page is what `loa explain <code>` prints;
//! its samples are run by the tests.

pub mod approval_outdated;
pub mod broadcast_clash;
pub mod broadcast_left_out;
pub mod broadcast_over;
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
pub mod hamlet_missing;
pub mod hamlets_hidden;
pub mod indented_text;
pub mod long_page_sentence;
pub mod long_sentence;
pub mod long_zalo_text;
pub mod loose_number;
pub mod missing_alt;
pub mod missing_picture;
pub mod missing_recording;
pub mod missing_summary;
pub mod missing_title;
pub mod missing_translation;
pub mod old_figures;
pub mod outdated_translation;
pub mod path_used_twice;
pub mod post_left_out;
pub mod private_data;
pub mod progress_date;
pub mod raw_html;
pub mod reported_percent;
pub mod reserved_name;
pub mod review_overdue;
pub mod sample_in_public;
pub mod script_over;
pub mod script_withheld;
pub mod slot_too_long;
pub mod stale_figures;
pub mod total_mismatch;
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

/// A rule that `loa explain` knows.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Names the fault.
    pub code: &'static str,
    /// Its page in Markdown, Vietnamese first, English after it.
    pub page: &'static str,
    /// Whether `site.yaml` may change its severity.
    pub configurable: bool,
}

macro_rules! rules {
    ($($configurable:ident $code:literal),* $(,)?) => {
        &[$(Rule {
            code: $code,
            page: include_str!(concat!($code, ".md")),
            configurable: stringify!($configurable).len() == "may_change".len(),
        }),*]
    };
}

/// All rules. What can't be changed is what leaves nothing to publish (syntax, two pages at one place, a script that
/// nobody can read aloud) and privacy.
pub const RULES: &[Rule] = rules![
    may_change "ambiguous-count",
    may_change "approval-in-future",
    may_change "approval-outdated",
    may_change "approval-unmarked",
    may_change "broadcast-clash",
    may_change "broadcast-left-out",
    may_change "broadcast-over",
    may_change "broken-anchor",
    may_change "broken-link",
    may_change "count-as-text",
    may_change "count-fell",
    may_change "count-over-total",
    fixed "default-language-not-listed",
    may_change "doubtful-reading",
    may_change "draft-left-out",
    may_change "eligible-changed",
    fixed "empty-script",
    may_change "expired-fact",
    may_change "expiring-fact",
    fixed "fact-value",
    fixed "formula-error",
    may_change "hamlet-missing",
    may_change "hamlets-hidden",
    may_change "indented-text",
    may_change "long-page-sentence",
    may_change "long-sentence",
    may_change "long-zalo-text",
    may_change "loose-number",
    may_change "misplaced-file",
    may_change "missing-alt",
    fixed "missing-approval",
    may_change "missing-column",
    fixed "missing-front-matter",
    fixed "missing-key",
    may_change "missing-picture",
    may_change "missing-recording",
    may_change "missing-summary",
    fixed "missing-theme",
    may_change "missing-title",
    may_change "missing-translation",
    may_change "old-encoding",
    may_change "old-figures",
    may_change "outdated-translation",
    fixed "no-paper",
    fixed "path-used-twice",
    fixed "picture-unreadable",
    may_change "post-left-out",
    fixed "private-data",
    may_change "progress-date",
    may_change "raw-html",
    fixed "recording-unreadable",
    may_change "reported-percent",
    may_change "reported-percent-cut",
    may_change "reserved-name",
    may_change "review-overdue",
    fixed "row-length",
    may_change "sample-in-public",
    may_change "script-over",
    may_change "script-withheld",
    may_change "slot-too-long",
    may_change "stale-figures",
    fixed "table-empty",
    fixed "table-unreadable",
    fixed "theme-string",
    fixed "theme-template",
    may_change "too-long-sentence",
    may_change "total-mismatch",
    fixed "unclosed-comment",
    may_change "unconfirmed-fact",
    may_change "undated-fact",
    may_change "unknown-column",
    may_change "unknown-indicator",
    fixed "unknown-key",
    may_change "unknown-placeholder",
    fixed "unknown-rule",
    may_change "unknown-script",
    may_change "unknown-station",
    fixed "unknown-status",
    may_change "unknown-topic",
    may_change "unknown-unit",
    fixed "unreadable-text",
    fixed "unread-text",
    fixed "unspeakable-script",
    fixed "wrong-extends",
    fixed "wrong-value",
    fixed "yaml-syntax",
];

/// Returns a rule by its code.
pub fn find(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// Returns whether `site.yaml` may change the severity of a code.
pub fn is_configurable(code: &str) -> bool {
    find(code).is_some_and(|rule| rule.configurable)
}
