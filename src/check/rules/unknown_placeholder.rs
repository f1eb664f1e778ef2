//! A placeholder without a value.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};
use crate::text::nearest::nearest;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "unknown-placeholder",
    configurable: true,
    page: include_str!("unknown-placeholder.md"),
}];

/// Reports a placeholder that no fact, place or indicator answers to.
pub fn report(name: &str, span: Span, known: &[String], diags: &mut Diagnostics) {
    let diagnostic = diags.error(
        "unknown-placeholder",
        span,
        Text::new(
            format!("không có giá trị nào tên «{{{{{name}}}}}»"),
            format!("there is no value `{{{{{name}}}}}`"),
        ),
    );
    let in_known = known.iter().any(|candidate| candidate == name);
    if in_known {
        // The name is correct, but no table has its figures.
        diagnostic.hint(Text::new(
            "chưa có bảng số liệu nào dùng được cho chỉ tiêu này trong `content/progress/`",
            "no usable table in `content/progress/` has figures for this indicator",
        ));
        return;
    }
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => diagnostic
            .hint(Text::new(format!("có phải là `{{{{{near}}}}}`?"), format!("did you mean `{{{{{near}}}}}`?"))),
        None => diagnostic.hint(Text::new(
            "dùng được: `{{progress.…}}`, `{{fact.…}}` (trong facts.yaml), `{{place.…}}` (trong site.yaml)",
            "known: `{{progress.…}}`, `{{fact.…}}` (from facts.yaml), `{{place.…}}` (from site.yaml)",
        )),
    };
}
