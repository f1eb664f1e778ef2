//! Explains syntax errors of YAML by the usual mistakes of staff, at the line of the mistake.

use std::ops::Range;

use crate::diag::{Diagnostics, Span, Text};

/// Characters that mean something else to YAML at the start of a value.
const SPECIAL: &str = "[]{}*&!|>%@`\"'#,?-";

/// The place, the message and a hint.
pub(super) type Fault = (Span, Text, Option<Text>);

/// A line of the text.
#[derive(Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> Line<'t> {
    /// Returns the number of spaces at the start.
    fn indent(self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    fn is_blank(self) -> bool {
        self.text.trim().is_empty()
    }

    /// Returns the key and the value, without spaces around them.
    fn key_and_value(self) -> Option<(&'t str, &'t str)> {
        let (key, value) = self.text.trim().trim_start_matches("- ").split_once(": ")?;
        Some((key, value.trim()))
    }
}

/// Returns what is wrong near the offset of a syntax error. `error` is the message of the parser.
pub(super) fn explain(text: &str, span: Span, offset: usize, error: &str) -> Fault {
    let lines = lines_up_to(text, offset);
    let fault = odd_space(&lines)
        .or_else(|| tab(&lines))
        .or_else(|| missing_space(&lines))
        .or_else(|| continued_map(&lines))
        .or_else(|| unquoted(&lines))
        .or_else(|| uneven_indent(&lines));
    if let Some((line, message, hint)) = fault {
        let place = span.part(line.start..line.start + line.text.len());
        return (place, message, Some(hint));
    }
    let last = lines.last().copied().unwrap_or(Line { text: "", start: 0 });
    (
        span.part(last.start..last.start + last.text.len()),
        Text::new(
            "không hiểu được dòng này (viết sai kiểu YAML)",
            format!("this line can't be understood ({error})"),
        ),
        Some(Text::new(
            "xem lại dấu hai chấm, dấu ngoặc kép và thụt đầu dòng, rồi so với một tệp đang đúng",
            "check colons, quotes and indentation against a file that works",
        )),
    )
}

type Found<'t> = Option<(Line<'t>, Text, Text)>;

/// Returns the lines that are not blank, up to the line of the error. The parser often notices a
/// mistake a line later.
fn lines_up_to(text: &str, offset: usize) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let line_text = Line { text: line.trim_end(), start };
        if !line_text.is_blank() {
            lines.push(line_text);
        }
        start += line.len();
        if start > offset {
            break;
        }
    }
    lines
}

/// A space that looks like one, but is another character, from Word, Zalo or a web page.
fn odd_space<'t>(lines: &[Line<'t>]) -> Found<'t> {
    let is_odd = |letter: char| letter.is_whitespace() && !letter.is_ascii();
    for line in lines {
        let indent_end = line.text.len() - line.text.trim_start().len();
        if !line.text[..indent_end].contains(is_odd) {
            continue;
        }
        return Some((
            *line,
            Text::new(
                "đầu dòng này có dấu cách lạ (thường do chép từ Word, Zalo hay trang mạng)",
                "this line starts with a special space (often copied from Word, Zalo or a web page)",
            ),
            Text::new(
                "xóa khoảng trống đầu dòng, rồi gõ lại bằng phím cách",
                "delete the spaces at the start of the line and type them again",
            ),
        ));
    }
    None
}

fn tab<'t>(lines: &[Line<'t>]) -> Found<'t> {
    for line in lines {
        let indent_end = line.text.len() - line.text.trim_start().len();
        if line.text[..indent_end].contains('\t') {
            return Some((
                *line,
                Text::new(
                    "đầu dòng này có dấu Tab, YAML không cho",
                    "this line starts with a tab, which YAML does not allow",
                ),
                Text::new("thay Tab bằng dấu cách", "use spaces instead"),
            ));
        }
    }
    None
}

/// `title:Words` near the error: without a space it is no key.
fn missing_space<'t>(lines: &[Line<'t>]) -> Found<'t> {
    const NEAR: usize = 3;
    for line in lines.iter().rev().take(NEAR) {
        let Some(at) = line.text.find([':', '：']) else { continue };
        let key = line.text[..at].trim();
        let colon = line.text[at..].chars().next().unwrap_or(':');
        let value = &line.text[at + colon.len_utf8()..];
        let is_key = !key.is_empty()
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        let is_separated = colon == ':' && (value.is_empty() || value.starts_with(' '));
        if !is_key || is_separated || value.starts_with("//") {
            continue;
        }
        let value = value.trim();
        return Some((
            *line,
            Text::new(
                "sau dấu hai chấm phải có một dấu cách thường",
                "a colon must be followed by an ordinary space",
            ),
            Text::new(format!("viết `{key}: {value}`"), format!("write `{key}: {value}`")),
        ));
    }
    None
}

/// A value with a character that means something else to YAML.
fn unquoted<'t>(lines: &[Line<'t>]) -> Found<'t> {
    const NEAR: usize = 3;
    for line in lines.iter().rev().take(NEAR) {
        let Some((key, value)) = line.key_and_value() else { continue };
        let has_colon = value.contains(": ") || value.ends_with(':');
        let starts_special = value.starts_with(|first: char| SPECIAL.contains(first));
        if !starts_special && !has_colon || is_well_quoted(value) {
            continue;
        }
        let fixed = quote(value);
        let message = if starts_special {
            let sign: String = value.chars().take(1).collect();
            Text::new(
                format!("chữ bắt đầu bằng dấu `{sign}` thì phải đặt trong ngoặc kép"),
                format!("a text that starts with `{sign}` must be in quotes"),
            )
        } else {
            Text::new(
                "trong dòng có hai dấu hai chấm nên không hiểu được",
                "a text that contains a colon must be in quotes",
            )
        };
        return Some((
            *line,
            message,
            Text::new(format!("viết `{key}: {fixed}`"), format!("write `{key}: {fixed}`")),
        ));
    }
    None
}

/// Returns whether a value is one whole list, map or text in quotes.
fn is_well_quoted(value: &str) -> bool {
    let (Some(first), Some(last)) = (value.chars().next(), value.chars().next_back()) else {
        return false;
    };
    match (first, last) {
        ('"', '"') | ('\'', '\'') => value.len() > 1 && value.matches(first).count() == 2,
        ('[', ']') | ('{', '}') => value.matches(first).count() == value.matches(last).count(),
        _ => false,
    }
}

/// An entry below a map that is written in one line: `languages: { vi: … }`.
fn continued_map<'t>(lines: &[Line<'t>]) -> Found<'t> {
    let [.., before, last] = lines else { return None };
    let (key, value) = before.key_and_value()?;
    let inner = value.strip_prefix('{')?.strip_suffix('}')?.trim();
    if last.indent() <= before.indent() || !is_well_quoted(value) {
        return None;
    }
    let added = last.text.trim();
    Some((
        *last,
        Text::new(
            format!(
                "mục `{key}` đã viết gọn trong một dòng `{{ … }}`, nên dòng này phải nằm trong ngoặc"
            ),
            format!(
                "`{key}` is written in one line `{{ … }}`, so this entry belongs within the braces"
            ),
        ),
        Text::new(
            format!("viết `{key}: {{ {inner}, {added} }}`"),
            format!("write `{key}: {{ {inner}, {added} }}`"),
        ),
    ))
}

/// Returns a text in quotes.
pub(super) fn quote(value: &str) -> String {
    if value.contains('"') {
        format!("'{}'", value.replace('\'', "''"))
    } else {
        format!("\"{value}\"")
    }
}

/// A line that is indented differently from the next line of the same entry.
fn uneven_indent<'t>(lines: &[Line<'t>]) -> Found<'t> {
    let (last, before) = lines.split_last()?;
    let wanted = last.indent();
    let mut odd = None;
    for line in before.iter().rev() {
        if line.indent() <= wanted {
            break;
        }
        odd = Some(*line);
    }
    let odd = odd?;
    let parent = before.iter().rev().find(|line| line.indent() <= wanted)?;
    if wanted == 0 || parent.indent() == wanted {
        return None;
    }
    let indent = odd.indent();
    Some((
        odd,
        Text::new(
            format!("dòng này thụt vào {indent} dấu cách, dòng sau cùng mục thụt {wanted}"),
            format!(
                "this line is indented by {indent} spaces, the next line of the entry by {wanted}"
            ),
        ),
        Text::new(
            format!("các dòng của một mục phải thụt bằng nhau: sửa thành {wanted} dấu cách"),
            format!("indent all lines of an entry alike: use {wanted} spaces"),
        ),
    ))
}

/// Reports a value without quotes that YAML understands, but differently from what was meant.
pub(super) fn check_plain(
    value: &str,
    text: &str,
    range: Range<usize>,
    span: Span,
    diags: &mut Diagnostics,
) {
    check_cut(text, range.clone(), span, diags);
    let is_curly = |letter: char| "“”„‟«»".contains(letter);
    if value.starts_with(is_curly) && value.ends_with(is_curly) {
        let inner = value.trim_matches(is_curly);
        diags
            .warning(
                "curly-quotes",
                span.part(range),
                Text::new(
                    "dấu ngoặc kép cong không bao được chữ, nên cả hai dấu sẽ hiện ra",
                    "curly quotes don't enclose a text, so they will be shown",
                ),
            )
            .hint(Text::new(
                format!("muốn bao chữ thì gõ ngoặc thẳng: {}; không cần thì bỏ", quote(inner)),
                format!("use straight quotes: {}; or leave them out", quote(inner)),
            ));
    }
}

/// Reports words after ` #`, which YAML drops as a comment. A comment of staff has a space behind
/// the sign.
fn check_cut(text: &str, range: Range<usize>, span: Span, diags: &mut Diagnostics) {
    let line_end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    let rest = &text[range.end..line_end];
    let comment = rest.trim_start();
    let Some(words) = comment.strip_prefix('#') else { return };
    if comment.len() == rest.len() || !words.starts_with(char::is_alphanumeric) {
        return;
    }
    let start = line_end - comment.len();
    let whole = text[range.start..line_end].trim();
    diags
        .warning(
            "cut-value",
            span.part(start..line_end),
            Text::new(
                "chữ từ dấu `#` trở đi bị bỏ: YAML coi đó là lời ghi chú",
                "the words from `#` on are dropped: YAML takes them for a comment",
            ),
        )
        .hint(Text::new(
            format!("đặt cả đoạn trong ngoặc kép: {}", quote(whole)),
            format!("put the whole text in quotes: {}", quote(whole)),
        ));
}
