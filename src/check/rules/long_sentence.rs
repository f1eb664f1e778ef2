//! A sentence that is too long for one breath.

use crate::config::Config;
use crate::diag::{Diagnostics, Place, Text};

/// Checks the length of a spoken sentence.
pub fn check(spoken: &str, syllables: usize, place: Place, config: &Config, diags: &mut Diagnostics) {
    let loudspeaker = &config.loudspeaker;
    if syllables <= loudspeaker.long_sentence {
        return;
    }
    let start: String = spoken.split_whitespace().take(5).collect::<Vec<_>>().join(" ");
    let text = Text::new(
        format!("câu «{start} …» dài {syllables} âm tiết, khó đọc một hơi (nên dưới {})", loudspeaker.long_sentence),
        format!("the sentence `{start} …` has {syllables} syllables, too many for one breath (better {})", loudspeaker.long_sentence),
    );
    let diagnostic = if syllables > loudspeaker.too_long_sentence {
        diags.error("too-long-sentence", place, text)
    } else {
        diags.warning("long-sentence", place, text)
    };
    diagnostic.hint(Text::new("cắt thành hai câu", "make it two sentences"));
}
