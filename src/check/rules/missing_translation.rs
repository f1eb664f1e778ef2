//! An explainer without a translation in a language of the site.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "missing-translation",
    configurable: true,
    page: include_str!("missing-translation.md"),
}];

/// Checks that each topic has a text in each language that has any text at all.
///
/// A language without a single text is one that nobody writes yet: one line says so, not one for each page.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let (topics, config) = (&context.index.topics, context.config);
    for settings in &config.languages {
        let lang = &settings.lang;
        if !topics.is_empty() && !topics.values().any(|versions| versions.get(lang).is_some()) {
            diags.warning(
                "missing-translation",
                Span::whole(config.file),
                Text::new(
                    format!(
                        "chưa có bài nào bằng «{}» (`{lang}`): các trang hiện chữ của ngôn ngữ chính",
                        settings.name
                    ),
                    format!(
                        "there is no text in `{lang}` ({}) yet: its pages show the default language",
                        settings.name
                    ),
                ),
            );
            continue;
        }
        for (topic, versions) in topics {
            if versions.get(lang).is_some() {
                continue;
            }
            let Some(shown) =
                versions.get(&config.default_language).or_else(|| versions.iter().next())
            else {
                continue;
            };
            diags
                .warning("missing-translation", Span::whole(shown.file), Text::new(
                    format!("bài này chưa có bản «{}» (`{lang}`)", settings.name),
                    format!("this page has no `{lang}` version ({})", settings.name),
                ))
                .hint(Text::new(
                    format!("viết tệp `content/explainers/{topic}/{lang}.md`; trong lúc chờ, trang hiện chữ `{}` kèm lời báo", shown.lang),
                    format!("write `content/explainers/{topic}/{lang}.md`; until then the page shows `{}` with a notice", shown.lang),
                ));
        }
    }
}
