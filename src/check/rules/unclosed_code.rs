//! A fenced code block that is never closed: the rest of the text becomes code.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Sources, Span, Text};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "unclosed-code", configurable: true, page: include_str!("unclosed-code.md") }];

/// Reports a fenced code block without a closing line. Returns whether the line is missing.
pub fn check(span: Span, sources: &Sources, diags: &mut Diagnostics) -> bool {
    let text = &sources.get(span.file).text;
    let Some(block) = text.get(span.range()) else { return false };
    if is_closed(block) {
        return false;
    }
    let first = block.lines().next().unwrap_or_default();
    diags
        .error(
            "unclosed-code",
            span.part(0..first.len()),
            Text::new(
                "dòng này mở một khung mã máy mà không có dòng đóng, nên phần sau đều nằm trong khung",
                "this line opens a code block that is never closed, so the rest of the text is code",
            ),
        )
        .hint(Text::new(
            "xóa dòng này, hoặc thêm một dòng giống vậy ở cuối phần mã máy",
            "remove this line, or add the same line where the code ends",
        ));
    true
}

fn is_closed(block: &str) -> bool {
    let mut lines = block.trim_end().lines();
    let first = lines.next().unwrap_or_default();
    let Some(last) = lines.next_back() else { return false };
    let last = last.trim_start_matches(['>', ' ', '\t']);
    let sign = if first.contains('~') && !first.contains('`') { '~' } else { '`' };
    last.len() >= 3 && last.chars().all(|c| c == sign)
}
