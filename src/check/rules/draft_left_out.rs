//! A draft page is omitted from a public build.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};
use crate::model::content::{Article, Status};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "draft-left-out", configurable: true, page: include_str!("draft-left-out.md") }];

/// Reports each explainer that is a draft.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    for article in &context.content.articles {
        if article.status.value == Status::Draft {
            report(article, diags);
        }
    }
}

fn report(article: &Article, diags: &mut Diagnostics) {
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
