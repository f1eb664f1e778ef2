//! A page marked as draft is left out of a public build.

use crate::diag::{Diagnostics, Text};
use crate::model::content::Article;

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
