//! HTML typed into Markdown: shown as text, never run.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "raw-html", configurable: true, page: include_str!("raw-html.md") }];

/// Reports HTML in a text.
pub fn report(span: Span, diags: &mut Diagnostics) {
    diags
        .warning(
            "raw-html",
            span,
            Text::new(
                "mã HTML trong bài hiện ra như chữ thường",
                "HTML in the text is shown as plain text",
            ),
        )
        .hint(Text::new(
            "viết bằng Markdown: `**đậm**`, `[chữ](địa chỉ)`; dấu < đứng một mình thì viết `&lt;`",
            "use Markdown: `**bold**`, `[words](address)`; for a lone < write `&lt;`",
        ));
}
