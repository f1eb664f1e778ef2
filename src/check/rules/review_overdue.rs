//! A text that should have been looked at again by now.

use jiff::civil::Date;

use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::model::content::Spanned;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "review-overdue", configurable: true, page: include_str!("review-overdue.md") }];

/// Checks `review_by`.
pub fn check(review_by: Option<&Spanned<Date>>, config: &Config, diags: &mut Diagnostics) {
    let Some(at) = review_by.filter(|at| at.value < config.today) else { return };
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
