//! A translation whose source text has changed.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::content::Article;

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
            let Some(translates) = &translation.translates else {
                check_days(source, translation, diags);
                continue;
            };
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

/// Compares the days of checking, if a translation doesn't say which text it follows.
fn check_days(source: &Article, translation: &Article, diags: &mut Diagnostics) {
    let (Some(newer), Some(own)) = (&source.verified_on, &translation.verified_on) else { return };
    if newer.value <= own.value {
        return;
    }
    diags
        .warning(
            "outdated-translation",
            own.span,
            Text::new(
                "bản gốc được kiểm tra lại sau bản dịch này",
                "the source text was checked after this translation",
            ),
        )
        .also(newer.span, Text::new("bản gốc", "the source text"))
        .hint(Text::new(
            format!(
                "xem lại bản dịch, sửa `verified_on`, rồi ghi `translates: {}`",
                source.body.fingerprint()
            ),
            format!(
                "look through the translation, update `verified_on` and write `translates: {}`",
                source.body.fingerprint()
            ),
        ));
}
