//! Placeholders that stay as typed: not closed, with other brackets, or in code.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::tree::{Inline, Parsed};

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "raw-placeholder",
    configurable: true,
    page: include_str!("raw-placeholder.md"),
}];

/// The first parts of names.
const GROUPS: [&str; 5] = ["fact.", "progress.", "place.", "chart.", "table."];

/// Reports a placeholder that is typed so that it stays as it is: not closed, broken over two
/// lines, or with other brackets.
pub fn report_raw(span: Span, diags: &mut Diagnostics) {
    diags
        .error(
            "raw-placeholder",
            span,
            Text::new(
                "chỗ lấy số liệu này viết sai dấu ngoặc nên hiện nguyên như đã gõ",
                "the braces of this placeholder are wrong, so it is shown as typed",
            ),
        )
        .hint(Text::new(
            "viết liền trên một dòng, hai ngoặc mở và hai ngoặc đóng: `{{fact.tên}}`",
            "write it on one line with two braces on each side: `{{fact.name}}`",
        ));
}

/// Reports a placeholder in code, where it is not replaced.
pub fn report_in_code(span: Span, diags: &mut Diagnostics) {
    diags
        .error(
            "raw-placeholder",
            span,
            Text::new(
                "chỗ lấy số liệu nằm trong khung mã máy (thụt đầu dòng, hay giữa dấu `) nên hiện nguyên như đã gõ",
                "a placeholder in code (an indented paragraph, or between backticks) is shown as typed",
            ),
        )
        .hint(Text::new(
            "xóa tab, dấu cách ở đầu dòng hay dấu ` ở hai bên",
            "remove the tab, the blanks at the line's start or the backticks",
        ));
}

/// Reports placeholders in a line of text that stay as typed.
pub fn check_line(inlines: &[Inline<Parsed>], diags: &mut Diagnostics) {
    for (at, inline) in inlines.iter().enumerate() {
        match inline {
            Inline::Text(text, span) => {
                let is_in_braces = text.ends_with('{')
                    && matches!(inlines.get(at + 1), Some(Inline::Placeholder(..)));
                match find_raw(text) {
                    Some(start) => report_raw(narrow(*span, text, start), diags),
                    None if is_in_braces => report_raw(narrow(*span, text, text.len() - 1), diags),
                    None => {}
                }
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Struck(inner)
            | Inline::Link { inlines: inner, .. } => check_line(inner, diags),
            Inline::Picture { alt, span, .. } if find_raw(alt).is_some() => {
                report_raw(*span, diags);
            }
            _ => {}
        }
    }
}

/// Reports a placeholder in a line of the front matter that stays as typed.
pub fn check_text(text: &str, span: Span, diags: &mut Diagnostics) {
    let closed = text.replace("}}", "{{");
    let outside: String = closed.split("{{").step_by(2).collect::<Vec<_>>().join("\n");
    let is_open = text.matches("{{").count() > text.matches("}}").count();
    if is_open || find_raw(&outside).is_some() {
        report_raw(span, diags);
    }
}

/// Returns whether code contains a placeholder.
pub fn is_in_code(code: &str) -> bool {
    code.split("{{").skip(1).any(is_name)
}

/// Returns whether a text starts with the name of a value, such as `fact.fee`.
pub fn is_name(text: &str) -> bool {
    let text = text.trim_start();
    GROUPS.iter().any(|group| text.starts_with(group))
}

/// Returns where a placeholder starts that was not recognised as one.
fn find_raw(text: &str) -> Option<usize> {
    if let Some(at) = text.find("{{") {
        return Some(at);
    }
    for group in GROUPS {
        for (at, _) in text.match_indices(group) {
            let before = text[..at].trim_end_matches([' ', '\u{a0}']);
            let sign = before.trim_end_matches(['{', '｛', '[', '%', '$', '<']);
            if sign.len() < before.len() {
                return Some(sign.len());
            }
        }
    }
    None
}

/// Returns the part of a span from a byte of its text on, if nothing in the text was unescaped.
fn narrow(span: Span, text: &str, start: usize) -> Span {
    let length = span.range().len();
    if length == text.len() { span.part(start..length) } else { span }
}

#[cfg(test)]
mod tests {
    use super::find_raw;

    #[test]
    fn placeholders_with_wrong_braces_are_found() {
        let check = |text: &str, start: Option<&str>| {
            assert_eq!(find_raw(text).map(|at| &text[at..]), start, "{text}");
        };
        check("Phí {{fact.a đồng", Some("{{fact.a đồng"));
        check("Phí {fact.a}", Some("{fact.a}"));
        check("Phí ｛｛ fact.a｝｝", Some("｛｛ fact.a｝｝"));
        check("{% progress.a %}", Some("{% progress.a %}"));
        check("[[place.a.name]]", Some("[[place.a.name]]"));
        check("$fact.a", Some("$fact.a"));
        check("Xem table.progress, (chart.a) và {ngoặc}.", None);
    }
}
