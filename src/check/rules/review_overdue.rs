//! A text that is due for a review.

use jiff::civil::Date;

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};
use crate::model::spanned::Spanned;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "review-overdue", configurable: true, page: include_str!("review-overdue.md") }];

/// Checks `review_by` of explainers and scripts.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let articles = context.index.own_texts().filter_map(|article| article.review_by.as_ref());
    let scripts = context.content.scripts.iter().filter_map(|script| script.review_by.as_ref());
    for review_by in articles.chain(scripts) {
        if review_by.value < context.config.today {
            report(review_by, diags);
        }
    }
}

fn report(at: &Spanned<Date>, diags: &mut Diagnostics) {
    diags
        .warning(
            "review-overdue",
            at.span,
            Text::new(
                "đã quá ngày hẹn xem lại bài này",
                "the day on which this should be looked at again is over",
            ),
        )
        .hint(Text::new(
            "đọc lại bài, sửa nếu cần, rồi ghi ngày hẹn mới",
            "read it again, mend it if needed, then set a new day",
        ));
}
