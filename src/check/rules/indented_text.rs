//! An indented paragraph of a page, which Markdown parses as code.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "indented-text", configurable: true, page: include_str!("indented-text.md") }];

/// Reports an indented paragraph.
pub fn report(span: Span, diags: &mut Diagnostics) {
    diags
        .warning(
            "indented-text",
            span,
            Text::new(
                "đoạn thụt đầu dòng nên hiện trong khung như mã máy; liên kết và số liệu trong đó không có tác dụng",
                "an indented paragraph is shown as code; links and placeholders in it do nothing",
            ),
        )
        .hint(Text::new(
            "xóa tab hay dấu cách ở đầu dòng; đúng là mã máy thì đặt giữa hai dòng ```",
            "remove the tab or blanks at the line's start; if it is code, put it between two lines ```",
        ));
}
