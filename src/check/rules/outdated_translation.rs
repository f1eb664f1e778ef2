//! A translation whose source text has changed.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "outdated-translation",
    configurable: true,
    page: include_str!("outdated-translation.md"),
}];

/// Checks the fingerprint in `translates` against the source text as it is now.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let (topics, config) = (&context.index.topics, context.config);
    for versions in topics.values() {
        let Some(source) = versions.get(&config.default_language) else { continue };
        for translation in versions.iter().filter(|version| version.lang != source.lang) {
            let Some(translates) = &translation.translates else { continue };
            let fingerprint = source.body.fingerprint();
            if translates.value == fingerprint {
                continue;
            }
            diags
                .warning(
                    "outdated-translation",
                    translates.span,
                    Text::new(
                        "bản gốc đã đổi từ khi dịch bài này",
                        "the source text has changed since this was translated",
                    ),
                )
                .also(Span::whole(source.file), Text::new("bản gốc", "the source text"))
                .hint(Text::new(
                    format!("xem lại bản dịch, rồi ghi `translates: {fingerprint}`"),
                    format!("look through the translation, then write `translates: {fingerprint}`"),
                ));
        }
    }
}
