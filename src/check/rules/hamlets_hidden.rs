//! A report without its hamlets, because a small count could be derived from them.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "hamlets-hidden", configurable: true, page: include_str!("hamlets-hidden.md") }];

/// Reports it at the report's total.
pub fn report(span: Span, diags: &mut Diagnostics) {
    diags
        .add(
            "hamlets-hidden",
            crate::diag::Severity::Info,
            span,
            Text::new(
                "lần báo này chỉ hiện số tổng: hiện cả thôn thì tính ngược ra được một số dưới 10",
                "this report shows its total only: with hamlets, a count below ten could be worked out",
            ),
        )
        .hint(Text::new(
            "không phải sửa gì; khi số của các thôn lớn hơn, bảng thôn tự hiện lại",
            "nothing to do; hamlets show again when their counts have grown",
        ));
}
