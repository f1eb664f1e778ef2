//! A page marked as draft is left out of a public build.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};
use crate::model::content::Article;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "draft-left-out", configurable: true, page: include_str!("draft-left-out.md") }];

/// Reports that a draft was left out.
pub fn report(article: &Article, diags: &mut Diagnostics) {
    diags
        .warning(
            "draft-left-out",
            article.status.span,
            Text::new(
                "bài còn là bản nháp nên không đưa lên trang",
                "the page is a draft, so it is left out",
            ),
        )
        .hint(Text::new(
            "xong rồi thì bỏ dòng `status: draft`",
            "remove the line `status: draft` when it is finished",
        ));
}
