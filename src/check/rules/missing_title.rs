//! A page or script without a title.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, FileId, Span, Text};
use crate::model::spanned::Spanned;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "missing-title", configurable: true, page: include_str!("missing-title.md") }];

/// Checks explainers and scripts.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    for article in context.index.own_texts() {
        check_text(article.title.as_ref(), article.file, diags);
    }
    for script in &context.content.scripts {
        check_text(script.title.as_ref(), script.file, diags);
    }
}

fn check_text(title: Option<&Spanned<String>>, file: FileId, diags: &mut Diagnostics) {
    let span = match title {
        Some(at) if at.value.is_empty() => at.span,
        Some(_) => return,
        None => Span::new(file, 0..3),
    };
    diags.error("missing-title", span, Text::new("thiếu tiêu đề", "the title is missing")).hint(
        Text::new(
            "thêm vào đầu tệp một dòng như `title: Mở tài khoản`",
            "add a line such as `title: Activate` at the top",
        ),
    );
}
