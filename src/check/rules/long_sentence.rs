//! A sentence that is too long for one breath.

use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::content::{ScriptKind, ScriptSource};

/// The codes of this file.
pub const RULES: &[Rule] = &[
    Rule { code: "long-sentence", configurable: true, page: include_str!("long-sentence.md") },
    Rule {
        code: "too-long-sentence",
        configurable: true,
        page: include_str!("too-long-sentence.md"),
    },
];

/// Checks the length of a spoken sentence.
///
/// Vietnamese words are single syllables, so syllables measure both breath and content. Other
/// languages are measured in words: an English sentence of fifteen syllables is short.
pub fn check(
    spoken: &str,
    syllables: usize,
    script: &ScriptSource,
    span: Span,
    config: &Config,
    diags: &mut Diagnostics,
) {
    let loudspeaker = &config.loudspeaker;
    let is_vietnamese = script.lang.as_str() == "vi";
    let length = if is_vietnamese { syllables } else { spoken.split_whitespace().count() };
    if length <= loudspeaker.long_sentence {
        return;
    }
    let unit = if is_vietnamese { "syllables" } else { "words" };
    let unit_vi = if is_vietnamese { "âm tiết" } else { "từ" };
    let start: String = spoken.split_whitespace().take(5).collect::<Vec<_>>().join(" ");
    let text = Text::new(
        format!(
            "câu «{start} …» dài {length} {unit_vi}, khó đọc một hơi (nên tối đa {})",
            loudspeaker.long_sentence
        ),
        format!(
            "the sentence `{start} …` has {length} {unit}, too many for one breath (better at most {})",
            loudspeaker.long_sentence
        ),
    );
    // An urgent warning must not wait for a better sentence.
    let is_error = length > loudspeaker.too_long_sentence && script.kind != ScriptKind::Warning;
    let diagnostic = if is_error {
        diags.error("too-long-sentence", span, text)
    } else {
        diags.warning("long-sentence", span, text)
    };
    diagnostic.hint(Text::new("cắt thành hai câu", "make it two sentences"));
}
