//! A topic that is not in `site.yaml`.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::model::content::Article;
use crate::text::nearest::nearest;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "unknown-topic", configurable: true, page: include_str!("unknown-topic.md") }];

/// Checks the topics of explainers. Where `site.yaml` lists none, any is taken.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    if context.config.topics.is_empty() {
        return;
    }
    for article in context.index.own_texts() {
        check_article(article, context.config, diags);
    }
}

fn check_article(article: &Article, config: &Config, diags: &mut Diagnostics) {
    for tag in article.tags.iter().filter(|tag| !config.topics.contains_key(&tag.value)) {
        let diagnostic = diags.warning(
            "unknown-topic",
            tag.span,
            Text::new(
                format!("`topics` trong site.yaml không có chủ đề «{}»", tag.value),
                format!("`topics` in site.yaml doesn't list `{}`", tag.value),
            ),
        );
        if tag.value.contains(',') {
            diagnostic.hint(Text::new(
                format!("nhiều chủ đề thì đặt trong ngoặc vuông: `[{}]`", tag.value),
                format!("put several topics in brackets: `[{}]`", tag.value),
            ));
            continue;
        }
        match nearest(&tag.value, config.topics.keys().map(String::as_str)) {
            Some(near) => diagnostic.hint(Text::new(
                format!("có phải là `{near}`?"),
                format!("did you mean `{near}`?"),
            )),
            None => diagnostic.hint(Text::new(
                "thêm chủ đề đó vào site.yaml, kèm tên từng ngôn ngữ",
                "add it to site.yaml with its name in each language",
            )),
        };
    }
}
