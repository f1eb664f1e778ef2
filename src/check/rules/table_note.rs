//! A note or signature below the figures of a table.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Severity, Text};
use crate::model::spanned::Spanned;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "table-note", configurable: true, page: include_str!("table-note.md") }];

/// Tells that a row of words is not published.
pub fn report(note: &Spanned<String>, number: usize, diags: &mut Diagnostics) {
    diags.add(
        "table-note",
        Severity::Info,
        note.span,
        Text::new(
            format!("dòng {number} chỉ có chữ, không có số: coi là lời ghi chú, không lên trang"),
            format!("row {number} has words and no figures: it is taken for a note, not published"),
        ),
    );
}
