//! A picture without a description for people who can't see it.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "missing-alt", configurable: true, page: include_str!("missing-alt.md") }];

/// Checks the description of a picture.
pub fn check(alt: &str, span: Span, diags: &mut Diagnostics) {
    if !alt.trim().is_empty() {
        return;
    }
    diags.error("missing-alt", span, Text::new("ảnh chưa có lời tả", "the picture has no description")).hint(
        Text::new(
            "viết trong ảnh có gì: `![Bà con xếp hàng ở trụ sở](anh.jpg)`, hoặc dòng `picture_alt: …` ở đầu tệp",
            "say what it shows: `![People queueing at the office](photo.jpg)`, or `picture_alt: …` at the top",
        ),
    );
}
