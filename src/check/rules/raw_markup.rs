//! Markup that readers would see as typed, because it is not quite Markdown.

use crate::check::rule::Rule;
use crate::check::rules::raw_placeholder;
use crate::diag::{Diagnostics, Sources, Span, Text};
use crate::model::tree::{Block, Document, Inline, Parsed, for_each_inline, for_each_line};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "raw-markup", configurable: true, page: include_str!("raw-markup.md") }];

/// A kind of markup that stays as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Raw {
    Stars,
    Link,
    Reference,
    Picture,
    Footnote,
    Reading,
    Box,
    Alert,
    Entity,
    Bullet,
    Number,
    Columns,
    Table,
    Heading,
}

/// Reports markup that stays as typed in a page or script.
pub fn check(
    document: &Document<Parsed>,
    is_spoken: bool,
    sources: &Sources,
    diags: &mut Diagnostics,
) {
    check_blocks(&document.blocks, is_spoken, sources, diags);
    for (_, blocks) in &document.footnotes {
        check_blocks(blocks, is_spoken, sources, diags);
    }
}

/// Returns whether a text has a footnote reference such as `[^1]`, which is kept as text if there
/// is no such footnote.
pub fn has_footnote_mark(text: &str) -> bool {
    let mut behind = text.split("[^").skip(1);
    behind.any(|behind| behind.split_once(']').is_some_and(|(label, _)| !label.is_empty()))
}

/// Reports markup in a line of the front matter, where there is no markup.
pub fn check_text(text: &str, span: Span, diags: &mut Diagnostics) {
    let is_strong = text.split("**").count() > 2;
    let found = if is_strong { Some(Raw::Stars) } else { find_in_words(text).map(|(raw, _)| raw) };
    if let Some(raw) = found {
        report(raw, span, diags);
    }
}

fn check_blocks(
    blocks: &[Block<Parsed>],
    is_spoken: bool,
    sources: &Sources,
    diags: &mut Diagnostics,
) {
    for_each_line(blocks, &mut |line| check_words(line, is_spoken, diags));
    check_lines(blocks, sources, diags);
}

/// Looks for marks within the words of a paragraph. Reports each kind once.
fn check_words(line: &[Inline<Parsed>], is_spoken: bool, diags: &mut Diagnostics) {
    let mut reported: Vec<Raw> = Vec::new();
    let mut is_first = true;
    for_each_inline(line, &mut |inline| {
        let Inline::Text(text, span) = inline else { return };
        let is_box = is_first && starts_with_box(text);
        is_first = false;
        let found = if is_box { Some((Raw::Box, 0)) } else { find_in_words(text) };
        let Some((raw, start)) = found else { return };
        // In a script `unread-text` reports a lost footnote.
        let is_reported = reported.contains(&raw) || (is_spoken && raw == Raw::Footnote);
        if !is_reported {
            reported.push(raw);
            let length = span.range().len();
            let is_exact = length == text.len();
            report(raw, if is_exact { span.part(start..length) } else { *span }, diags);
        }
    });
}

fn find_in_words(text: &str) -> Option<(Raw, usize)> {
    if !text.contains(['[', ']', '<', '&', '*', '_', '~']) {
        return None;
    }
    if let Some(at) = find_alert(text) {
        return Some((Raw::Alert, at));
    }
    let marks = [
        ("![", Raw::Picture),
        ("^[", Raw::Footnote),
        ("]{doc=", Raw::Reading),
        ("]{say=", Raw::Reading),
        ("](", Raw::Link),
        ("][", Raw::Reference),
        ("] (http", Raw::Link),
        ("[[", Raw::Link),
        ("<http", Raw::Link),
        ("&nbsp", Raw::Entity),
        ("&lt", Raw::Entity),
        ("&gt", Raw::Entity),
        ("&amp", Raw::Entity),
    ];
    if has_footnote_mark(text) {
        return Some((Raw::Footnote, text.find("[^").unwrap_or_default()));
    }
    for (mark, raw) in marks {
        let Some(at) = text.find(mark) else { continue };
        // `[[fact.x]]` is reported as a placeholder.
        if !raw_placeholder::is_name(&text[at + mark.len()..]) {
            return Some((raw, at));
        }
    }
    // The address that follows is a link of its own.
    if text.ends_with('<') {
        return Some((Raw::Link, text.len() - 1));
    }
    find_stars(text).map(|at| (Raw::Stars, at))
}

/// Finds `[!DANGER]`.
fn find_alert(text: &str) -> Option<usize> {
    let (at, _) = text.match_indices("[!").find(|(at, _)| {
        let name = text[at + 2..].split(']').next().unwrap_or_default();
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphabetic() || c == ' ');
        is_name && text[at + 2 + name.len()..].starts_with(']')
    })?;
    Some(at)
}

/// Finds stars or underscores that were meant as emphasis.
fn find_stars(text: &str) -> Option<usize> {
    for mark in ["**", "~~", "__"] {
        for (at, _) in text.match_indices(mark) {
            let touches_word =
                text[at + 2..].starts_with(is_word_sign) || text[..at].ends_with(is_word_sign);
            // Underscores alone are a gap to fill in.
            let is_gap = mark == "__" && !text[at + 2..].contains("__");
            if touches_word && !is_gap {
                return Some(at);
            }
        }
    }
    let opening = text.match_indices('*').map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        text[at + 1..].starts_with(is_word_sign) && !before.is_some_and(char::is_alphanumeric)
    })?;
    let closes = text[opening + 1..].match_indices('*').any(|(at, _)| {
        text[opening + 1..opening + 1 + at].ends_with(|c| is_word_sign(c) && c != '(')
    });
    closes.then_some(opening)
}

fn is_word_sign(c: char) -> bool {
    c.is_alphanumeric() || "\"“”«».,:;!?%".contains(c)
}

/// Returns whether a paragraph starts with a box to tick that is not in a list.
fn starts_with_box(text: &str) -> bool {
    let rest = text.trim_start();
    ["[ ]", "[]", "[x]", "[X]"].iter().any(|mark| rest.starts_with(mark))
}

/// Looks for marks at the start of lines, and for columns, in each paragraph.
fn check_lines(blocks: &[Block<Parsed>], sources: &Sources, diags: &mut Diagnostics) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines, _) => {
                let Some(span) = typed_span(inlines) else { continue };
                let text = &sources.get(span.file).text;
                let Some(typed) = text.get(span.range()) else { continue };
                if let Some((raw, line)) = find_in_lines(typed) {
                    report(raw, line_span(span, typed, line), diags);
                }
            }
            Block::Quote(inner) | Block::Alert(_, inner) => check_lines(inner, sources, diags),
            Block::List { entries, .. } => {
                for entry in entries {
                    check_lines(&entry.blocks, sources, diags);
                }
            }
            _ => {}
        }
    }
}

/// Returns the span from the first word of a paragraph to the last.
fn typed_span(inlines: &[Inline<Parsed>]) -> Option<Span> {
    let mut whole: Option<Span> = None;
    for_each_inline(inlines, &mut |inline| {
        let (Inline::Text(_, span)
        | Inline::Placeholder(_, span)
        | Inline::Link { span, .. }
        | Inline::Reading { span, .. }) = inline
        else {
            return;
        };
        let joined = whole.unwrap_or(*span);
        let start = joined.range().start.min(span.range().start);
        let end = joined.range().end.max(span.range().end);
        whole = Some(Span::new(span.file, start..end));
    });
    whole
}

fn line_span(paragraph: Span, typed: &str, line: usize) -> Span {
    let mut start = 0;
    for (at, text) in typed.split_inclusive('\n').enumerate() {
        if at == line {
            return paragraph.part(start..start + text.trim_end().len());
        }
        start += text.len();
    }
    paragraph
}

/// Returns the first line of a paragraph with a mark or with columns.
fn find_in_lines(typed: &str) -> Option<(Raw, usize)> {
    let lines: Vec<&str> =
        typed.lines().map(|line| line.trim_start_matches(['>', ' ', '\t']).trim_end()).collect();
    let first = |is_raw: &dyn Fn(&str) -> bool, least: usize| {
        let count = lines.iter().filter(|line| is_raw(line)).count();
        if count < least { None } else { lines.iter().position(|line| is_raw(line)) }
    };
    if let Some(at) = first(&|line| line.contains('\t'), 1) {
        return Some((Raw::Columns, at));
    }
    if let Some(at) = first(&|line| line.starts_with('|') && line.matches('|').count() > 1, 1) {
        return Some((Raw::Table, at));
    }
    if let Some(at) = first(&|line| line.contains(" | "), 2) {
        return Some((Raw::Table, at));
    }
    if let Some(at) = first(&|line| count_wide_gaps(line) > 1, 2) {
        return Some((Raw::Columns, at));
    }
    if let Some(at) = first(&starts_with_bullet, 1) {
        return Some((Raw::Bullet, at));
    }
    if let Some(at) = first(&starts_with_dash, 2) {
        return Some((Raw::Bullet, at));
    }
    if let Some(at) = first(&starts_with_number, 2) {
        return Some((Raw::Number, at));
    }
    if let Some(at) = first(&|line| line.starts_with("##"), 1) {
        return Some((Raw::Heading, at));
    }
    let is_single = lines.len() == 1 && is_heading_without_blank(lines[0]);
    is_single.then_some((Raw::Heading, 0))
}

fn count_wide_gaps(line: &str) -> usize {
    line.split("   ").filter(|part| !part.trim().is_empty()).count().saturating_sub(1)
}

/// The private characters of Word's symbol font are reported as broken letters.
fn starts_with_bullet(line: &str) -> bool {
    let bullets = "•●○◦▪■□►▸➢➤✓✔✦❖·";
    line.starts_with(|c| bullets.contains(c))
}

fn starts_with_dash(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(['-', '–', '—', '+', '*']) else { return false };
    rest.trim_start().starts_with(char::is_alphanumeric)
}

/// Returns whether a line starts with `a)`, `1/` or `2.` and a blank.
fn starts_with_number(line: &str) -> bool {
    let Some((mark, rest)) = line.split_once([')', '/', '.']) else { return false };
    let is_letter = mark.chars().count() == 1 && mark.chars().all(char::is_alphabetic);
    let is_number = (1..=2).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_digit());
    (is_letter || is_number) && rest.starts_with(' ')
}

/// Returns whether a line is a heading such as `#Mang gì`, and not a line of hashtags.
fn is_heading_without_blank(line: &str) -> bool {
    let is_heading =
        line.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    is_heading && line.split_whitespace().any(|word| !word.starts_with('#'))
}

fn report(raw: Raw, span: Span, diags: &mut Diagnostics) {
    let (text, hint) = explain(raw);
    diags.warning("raw-markup", span, text).hint(hint);
}

fn explain(raw: Raw) -> (Text, Text) {
    let (vi, en, vi_hint, en_hint) = match raw {
        Raw::Stars => (
            "dấu `**`, `*`, `__` hay `~~` ở đây hiện nguyên như đã gõ, chữ không đậm lên",
            "the marks `**`, `*`, `__` or `~~` here are shown as typed and have no effect",
            "chừa một dấu cách ở ngoài dấu sao, không chừa ở trong: `**Lưu ý:** Không đưa mã`; tiêu đề và câu tóm tắt thì bỏ dấu sao",
            "put a blank outside the stars and none inside: `**Note:** Keep the code`; a title or summary has no stars",
        ),
        Raw::Link => (
            "liên kết này viết chưa đúng nên hiện nguyên như đã gõ",
            "this link is not valid, so it is shown as typed",
            "viết liền `[chữ](địa chỉ)`; địa chỉ không có dấu cách (thay bằng `%20`)",
            "write `[words](address)` without a gap; the address has no blanks (write `%20`)",
        ),
        Raw::Reference => (
            "liên kết này hiện nguyên như đã gõ, vì không có dòng nào ghi địa chỉ của nó",
            "this link is shown as typed, because no line has its address",
            "viết `[chữ](địa chỉ)`, hoặc thêm ở cuối bài một dòng `[tên]: địa chỉ`",
            "write `[words](address)`, or add a line `[name]: address` at the end",
        ),
        Raw::Picture => (
            "ảnh này viết chưa đúng nên không hiện, chỉ hiện chữ như đã gõ",
            "this picture is not valid, so only the typed text is shown",
            "viết `![ảnh có gì](ten-anh.jpg)`; tên tệp có dấu cách thì đổi tên, hoặc viết `(<tên ảnh.jpg>)`",
            "write `![what it shows](name.jpg)`; rename a file with blanks in its name, or write `(<the name.jpg>)`",
        ),
        Raw::Footnote => (
            "dấu chú thích này hiện nguyên như đã gõ, vì không có chú thích nào tên như vậy",
            "this footnote mark is shown as typed, because there is no such footnote",
            "thêm ở cuối bài một dòng `[^tên]: lời chú thích`, hoặc xóa dấu",
            "add a line `[^name]: the footnote` at the end, or remove the mark",
        ),
        Raw::Reading => (
            "cách đọc này viết chưa đúng nên hiện nguyên như đã gõ",
            "this reading is not valid, so it is shown as typed",
            "viết `[1/2]{doc=\"một phần hai\"}`",
            "write `[1/2]{doc=\"one half\"}`",
        ),
        Raw::Box => (
            "ô đánh dấu ở đây hiện nguyên là `[ ]`",
            "the box to tick is shown as `[ ]`",
            "viết thành danh sách: `- [ ] việc cần làm`",
            "write a list: `- [ ] what to do`",
        ),
        Raw::Alert => (
            "dấu `[!…]` này hiện nguyên như đã gõ, không thành khung lưu ý",
            "this mark `[!…]` is shown as typed and gives no box",
            "viết một dòng riêng `> [!WARNING]` (hoặc NOTE, TIP, IMPORTANT, CAUTION), chữ thì ở dòng sau, cũng bắt đầu bằng `> `",
            "write a line `> [!WARNING]` (or NOTE, TIP, IMPORTANT, CAUTION) and the words on the next line, after `> `",
        ),
        Raw::Entity => (
            "ký hiệu như `&nbsp` hiện nguyên như đã gõ",
            "an entity such as `&nbsp` is shown as typed",
            "thay bằng dấu cách hay chính dấu đó",
            "type a blank or the sign itself",
        ),
        Raw::Bullet => (
            "các dòng có gạch đầu dòng này không thành danh sách mà dính vào nhau",
            "these lines with bullets are not a list and run together",
            "đổi dấu đầu dòng thành `- ` (gạch và một dấu cách), mỗi ý một dòng, trên dòng đầu chừa một dòng trống",
            "start each line with `- ` (a hyphen and a blank), with an empty line above the first",
        ),
        Raw::Number => (
            "các dòng đánh số này không thành danh sách mà dính vào nhau",
            "these numbered lines are not a list and run together",
            "viết `1. `, `2. ` ở đầu dòng, trên dòng đầu chừa một dòng trống",
            "start the lines with `1. `, `2. `, with an empty line above the first",
        ),
        Raw::Columns => (
            "các cột chép từ Excel hay Word dính vào nhau thành một đoạn",
            "columns that were pasted from Excel or Word run together in one paragraph",
            "viết thành bảng, thí dụ ba dòng `| Thôn | Ngày |`, `|---|---|`, `| Thôn Một | thứ hai |`; số liệu thì để trong `content/progress/`",
            "write a table, such as the three lines `| Hamlet | Day |`, `|---|---|`, `| Hamlet One | Monday |`; figures belong in `content/progress/`",
        ),
        Raw::Table => (
            "các dòng này không thành bảng mà hiện nguyên dấu `|`",
            "these lines are not a table and show their `|`",
            "dưới dòng đầu thêm một dòng `|---|---|` (mỗi cột một `---`), trên dòng đầu chừa một dòng trống",
            "add a line `|---|---|` (one `---` for each column) below the first, and an empty line above it",
        ),
        Raw::Heading => (
            "tiêu đề này hiện nguyên dấu `#`",
            "this heading shows its `#`",
            "chừa một dấu cách sau dấu `#`: `## Mang gì`",
            "put a blank after the `#`: `## What to bring`",
        ),
    };
    (Text::new(vi, en), Text::new(vi_hint, en_hint))
}

#[cfg(test)]
mod tests {
    use super::{Raw, find_in_lines, find_in_words, is_heading_without_blank};

    #[test]
    fn marks_within_words_are_found() {
        let check = |text: &str, expected: Option<Raw>| {
            assert_eq!(find_in_words(text).map(|(raw, _)| raw), expected, "{text}");
        };
        check("**Lưu ý:**Không", Some(Raw::Stars));
        check("*Nghiêng,*liền", Some(Raw::Stars));
        check("__Lưu ý:__Không", Some(Raw::Stars));
        check("[Ngoài](https://a.b c)", Some(Raw::Link));
        check("[không có][xx]", Some(Raw::Reference));
        check("bốn[^khong]", Some(Raw::Footnote));
        check("[!DANGER]", Some(Raw::Alert));
        check("[!LƯU Ý]", Some(Raw::Alert));
        check("![[a.svg]]", Some(Raw::Picture));
        check("a&nbspb", Some(Raw::Entity));
        check("[1/2]{doc=\"một", Some(Raw::Reading));
        for harmless in [
            "Họ tên: ____________",
            "Ghi chú (*) và (**) ở dưới",
            "*Theo luật",
            "5 * 3 * 2",
            "Ô [đã ký] và a[1]",
            "R&D, Q&A",
            "Coi chừng [!]",
            "8~10 giờ",
        ] {
            check(harmless, None);
        }
    }

    #[test]
    fn marks_of_lines_are_found() {
        let check = |text: &str, expected: Option<(Raw, usize)>| {
            assert_eq!(find_in_lines(text), expected, "{text}");
        };
        check("Mang theo:\n• thẻ\n• giấy", Some((Raw::Bullet, 1)));
        check("-Thẻ\n-Giấy", Some((Raw::Bullet, 0)));
        check("– Thẻ\n– Giấy", Some((Raw::Bullet, 0)));
        check("a) thẻ\nb) giấy", Some((Raw::Number, 0)));
        check("Việc:\n2. thẻ\n3. giấy", Some((Raw::Number, 1)));
        check("Thôn\tNgày\nMột\tHai", Some((Raw::Columns, 0)));
        check("Thôn     Ngày     Giờ\nMột     Hai     Ba", Some((Raw::Columns, 0)));
        check("| a | b |\n| c | d |", Some((Raw::Table, 0)));
        check("a | b\nc | d", Some((Raw::Table, 0)));
        check("Một\n##Hai", Some((Raw::Heading, 1)));
        for harmless in
            ["– Một câu.", "Ngày 1/12\n2/12 nghỉ", "a | b", "#LaNgâu #QuêHương", "Một\nhai"]
        {
            check(harmless, None);
        }
        assert!(is_heading_without_blank("#Mang giấy tờ gì"));
    }
}
