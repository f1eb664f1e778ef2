//! An explainer without a summary.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::content::Article;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "missing-summary",
    configurable: true,
    page: include_str!("missing-summary.md"),
}];

/// Checks explainers.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    for article in context.index.own_texts() {
        check_article(article, diags);
    }
}

fn check_article(article: &Article, diags: &mut Diagnostics) {
    let span = match &article.summary {
        Some(at) if at.value.is_empty() => at.span,
        Some(_) => return,
        None => article.title.as_ref().map_or(Span::new(article.file, 0..3), |at| at.span),
    };
    diags.error("missing-summary", span, Text::new("thiếu câu tóm tắt", "the summary is missing")).hint(Text::new(
        "thêm một dòng `summary: …`: một câu trả lời ngắn, hiện dưới tiêu đề và trên ảnh chia sẻ",
        "add a line `summary: …`: one short answer, shown under the title and on the share card",
    ));
}
