//! Removes comments (`<!-- … -->`) from Markdown before it is parsed.
//!
//! In CommonMark a comment at the start of a line turns the whole line into HTML, so the words
//! beside it would be lost or the comment shown. Comments in code stay, because readers should see
//! them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::{Diagnostics, FileId, Span, Text};

/// Replaces a comment that fills its line, so that the lines around it stay separate. Not longer
/// than the shortest comment.
const STUB: &str = "<!-->";

const BLANKS: [char; 2] = [' ', '\t'];

/// A text without its comments, with a map of offsets to the typed text.
pub struct Shown<'a> {
    /// The text for the parser.
    pub text: Cow<'a, str>,
    typed: &'a str,
    /// Pairs of offsets in `text` and in the typed text, sorted.
    stretches: Vec<(usize, usize)>,
}

impl<'a> Shown<'a> {
    /// Removes the comments from a text.
    pub fn of(typed: &'a str) -> Shown<'a> {
        let comments = find_comments(typed);
        if comments.is_empty() {
            return Shown { text: Cow::Borrowed(typed), typed, stretches: Vec::new() };
        }
        Cutter::new(typed, false).cut(&comments)
    }

    /// Removes the comments, and the blanks at the start of each line.
    ///
    /// A script contains no code, but staff indent paragraphs, and Markdown would parse these as
    /// code.
    pub fn flush_left(typed: &'a str) -> Shown<'a> {
        Cutter::new(typed, true).cut(&find_comments(typed))
    }

    /// Returns the typed text.
    pub fn typed_text(&self) -> &'a str {
        self.typed
    }

    /// Returns the typed range that corresponds to a range of `text`.
    pub fn typed(&self, range: &Range<usize>) -> Range<usize> {
        if self.stretches.is_empty() {
            return range.clone();
        }
        let typed = |at: usize, count: usize| {
            let (shown, typed) = self.stretches[count.saturating_sub(1)];
            typed + at.saturating_sub(shown)
        };
        let start =
            typed(range.start, self.stretches.partition_point(|(at, _)| *at <= range.start));
        // The end follows the byte before it, not the text after a comment.
        let end = typed(range.end, self.stretches.partition_point(|(at, _)| *at < range.end));
        start..end.max(start)
    }
}

/// Returns HTML without its comments.
pub fn without_comments(html: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = closing(comment, 0).map_or("", |end| &comment[end..]);
    }
    kept.push_str(rest);
    kept
}

/// Reports a comment that never ends in the Markdown that starts at byte `base` of a file.
pub fn report_unclosed(typed: &str, file: FileId, base: usize, diags: &mut Diagnostics) {
    let Some(comment) = find_unclosed(typed) else { return };
    diags
        .error(
            "unclosed-comment",
            Span::new(file, base + comment.start..base + comment.end),
            Text::new(
                "ghi chú mở bằng `<!--` mà không có `-->` đóng lại",
                "the comment is opened by `<!--` but never closed by `-->`",
            ),
        )
        .hint(Text::new(
            "thêm `-->` ở cuối ghi chú; không phải ghi chú thì xóa `<!--`",
            "add `-->` where the comment ends; if it isn't a comment, remove `<!--`",
        ));
}

/// Returns the range of the first unclosed comment, up to the end of its line.
fn find_unclosed(typed: &str) -> Option<Range<usize>> {
    find_comments(typed).into_iter().find(|comment| !comment.is_closed).map(|comment| comment.range)
}

/// A comment. An unclosed comment ends with its line.
struct Comment {
    range: Range<usize>,
    is_closed: bool,
}

/// Returns the end of the comment whose text starts at `from`. As in HTML, `<!-->` is a whole
/// comment. A comment that contains `<!--` was not closed; otherwise the words up to the end of
/// the next comment would be lost.
fn closing(text: &str, from: usize) -> Option<usize> {
    let rest = &text[from..];
    let short = [">", "->"].into_iter().find(|end| rest.starts_with(end));
    if let Some(short) = short {
        return Some(from + short.len());
    }
    let own = &rest[..rest.find("<!--").unwrap_or(rest.len())];
    Some(from + own.find("-->")? + "-->".len())
}

/// Finds the comments outside code, in one pass.
fn find_comments(text: &str) -> Vec<Comment> {
    let mut comments = Vec::new();
    if !text.contains("<!--") {
        return comments;
    }
    let code_spans = find_code_spans(text);
    let mut fence: Option<Fence> = None;
    let mut begins_line = true;
    let mut at = 0;
    let mut line_end = 0;
    while at < text.len() {
        if at >= line_end {
            line_end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        }
        let rest = &text[at..line_end];
        if begins_line {
            fence = fence.filter(|fence| !fence.is_left_by(rest));
            if let Some(open) = &fence {
                if open.is_closed_by(rest) {
                    fence = None;
                }
                at = line_end;
                continue;
            }
            fence = Fence::opened_by(rest);
        }
        let sign = rest.find(['<', '`', '\\']).filter(|_| fence.is_none());
        let Some(sign) = sign else {
            at = line_end;
            begins_line = true;
            continue;
        };
        begins_line &= behind_containers(&rest[..sign]).is_empty();
        let start = at + sign;
        if text[start..].starts_with("<!--") {
            let end = closing(text, start + "<!--".len());
            at = end.unwrap_or_else(|| start + text[start..line_end].trim_end().len());
            comments.push(Comment { range: start..at, is_closed: end.is_some() });
        } else {
            at = behind_sign(text, start, &code_spans);
            begins_line = text[..at].ends_with('\n');
        }
    }
    comments
}

/// Returns where to continue after a character that starts no comment.
fn behind_sign(text: &str, at: usize, code_spans: &BTreeMap<usize, usize>) -> usize {
    let rest = &text[at..];
    if rest.starts_with('`') {
        let run = rest.len() - rest.trim_start_matches('`').len();
        return code_spans.get(&at).copied().unwrap_or(at + run);
    }
    let is_escape = ["\\<", "\\`", "\\\\"].iter().any(|escape| rest.starts_with(escape));
    if is_escape { at + 2 } else { at + 1 }
}

/// Finds the end of the code span that each run of backticks opens.
///
/// Scans backwards, so that each run is read once.
fn find_code_spans(text: &str) -> BTreeMap<usize, usize> {
    let mut spans = BTreeMap::new();
    let mut ends_by_length = BTreeMap::new();
    let mut line_start = text.len();
    for line in text.split_inclusive('\n').rev() {
        line_start -= line.len();
        let is_blank = line.trim().is_empty();
        let mut rest = line;
        while let Some(last) = rest.rfind('`') {
            let run = rest[..=last].trim_end_matches('`').len();
            let end = line_start + last + 1;
            if let Some(closing) = ends_by_length.insert(last + 1 - run, end) {
                spans.insert(line_start + run, closing);
            }
            rest = &rest[..run];
        }
        if is_blank || begins_block(line) {
            ends_by_length.clear();
        }
    }
    spans
}

/// Returns whether a line ends the paragraph before it, and with it an open code span.
fn begins_block(line: &str) -> bool {
    let rest = line.trim_start_matches(['>', ' ', '\t']);
    let has_list_marker = behind_containers(rest).len() < rest.len();
    has_list_marker || rest.starts_with(['#', '|']) || Fence::opened_by(line).is_some()
}

/// Returns the part of a line after its quote and list markers.
fn behind_containers(line: &str) -> &str {
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches(['>', ' ', '\t']);
        match rest.split_once(BLANKS) {
            Some((marker, behind)) if is_list_marker(marker) => rest = behind,
            _ => return rest,
        }
    }
}

fn is_list_marker(word: &str) -> bool {
    let number = word.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = (1..=9).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    is_number || matches!(word, "-" | "*" | "+")
}

/// An open fenced code block.
struct Fence {
    sign: char,
    length: usize,
    /// The number of quotes around the block.
    quotes: usize,
}

impl Fence {
    fn opened_by(line: &str) -> Option<Fence> {
        let rest = behind_containers(line);
        let sign = rest.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
        let info = rest.trim_start_matches(sign);
        let length = rest.len() - info.len();
        let is_fence = length >= 3 && !(sign == '`' && info.contains('`'));
        is_fence.then(|| Fence { sign, length, quotes: count_quotes(line) })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let rest = line.trim_start_matches(['>', ' ', '\t']).trim_end();
        rest.len() >= self.length && rest.chars().all(|sign| sign == self.sign)
    }

    /// Returns whether a line ends the block because it lacks a quote marker.
    fn is_left_by(&self, line: &str) -> bool {
        count_quotes(line) < self.quotes
    }
}

fn count_quotes(line: &str) -> usize {
    let marks = line.len() - behind_containers(line).len();
    line[..marks].matches('>').count()
}

/// Copies a text without its comments.
struct Cutter<'a> {
    typed: &'a str,
    shown: String,
    stretches: Vec<(usize, usize)>,
    is_flush_left: bool,
    /// Whether only quote and list markers of the current line were copied so far.
    begins_line: bool,
}

impl<'a> Cutter<'a> {
    fn new(typed: &'a str, is_flush_left: bool) -> Cutter<'a> {
        Cutter {
            typed,
            shown: String::new(),
            stretches: Vec::new(),
            is_flush_left,
            begins_line: true,
        }
    }

    fn cut(mut self, comments: &[Comment]) -> Shown<'a> {
        let mut copied = 0;
        for comment in comments {
            self.copy(copied..comment.range.start);
            copied = self.leave_out(&comment.range);
        }
        self.copy(copied..self.typed.len());
        Shown { text: Cow::Owned(self.shown), typed: self.typed, stretches: self.stretches }
    }

    /// Skips a comment and returns where to continue.
    fn leave_out(&mut self, comment: &Range<usize>) -> usize {
        let behind = &self.typed[comment.end..];
        let words = behind.trim_start_matches(BLANKS);
        let ends_line = words.is_empty() || words.starts_with(['\n', '\r']);
        if ends_line && self.begins_line {
            self.stretch(comment.start);
            self.shown.push_str(STUB);
            return comment.end;
        }
        if ends_line {
            // Two blanks before a comment are not a hard break.
            self.shown.truncate(self.shown.trim_end_matches(BLANKS).len());
        } else if !self.shown.is_empty() && !self.shown.ends_with([' ', '\t', '\n']) {
            return comment.end;
        }
        comment.end + (behind.len() - words.len())
    }

    fn copy(&mut self, range: Range<usize>) {
        let mut from = range.start;
        for line in self.typed[range].split_inclusive('\n') {
            let is_new_line = self.shown.is_empty() || self.shown.ends_with('\n');
            self.begins_line |= is_new_line;
            let kept = if self.is_flush_left && is_new_line {
                line.trim_start_matches(BLANKS)
            } else {
                line
            };
            from += line.len() - kept.len();
            self.stretch(from);
            self.shown.push_str(kept);
            self.begins_line &= behind_containers(kept).is_empty();
            from += kept.len();
        }
        self.begins_line |= self.shown.ends_with('\n');
    }

    /// Records the typed offset of the text that is added next.
    fn stretch(&mut self, typed: usize) {
        let shown = self.shown.len();
        while self.stretches.last().is_some_and(|(at, _)| *at >= shown) {
            self.stretches.pop();
        }
        self.stretches.push((shown, typed));
    }
}

#[cfg(test)]
mod tests {
    use super::{Shown, find_unclosed, without_comments};

    #[test]
    fn only_the_comment_goes() {
        let check =
            |typed: &str, shown: &str| assert_eq!(Shown::of(typed).text, shown, "{typed:?}");
        check("<!-- a --> Câu. <!-- b -->", "Câu.");
        check("Một. <!-- a --> Hai.", "Một. Hai.");
        check("Một <!-- a\n\nb --> hai.", "Một hai.");
        check("<!-- a -->\tMột", "Một");
        check("<!-- a -->**Đậm** chữ<!-- b -->", "**Đậm** chữ");
        check("> <!-- a -->     Một <!-- b -->\n", "> Một\n");
        check("- <!-- a --> một <!-- b -->\n- hai", "- một\n- hai");
        check("| a <!-- x --> | b |", "| a | b |");
        check("Một.  <!-- a -->\nHai.", "Một.\nHai.");
        check("Một <!--a--><!--b--> \nHai.", "Một \nHai.".replace(" \n", "\n").as_str());
        check("<!--> một <!---> hai", "một hai");
    }

    #[test]
    fn a_comment_that_fills_its_line_still_separates() {
        let check =
            |typed: &str, shown: &str| assert_eq!(Shown::of(typed).text, shown, "{typed:?}");
        check("Một\n<!-- a -->\nHai", "Một\n<!-->\nHai");
        check("- một\n<!-- a\n\nb --> <!-- c -->\n- hai", "- một\n<!-->\n- hai");
        check("- <!-- a -->\n  một", "- <!-->\n  một");
    }

    #[test]
    fn comments_in_code_stay() {
        for typed in [
            "`<!-- a -->`",
            "`` ` <!-- a\n--> ``",
            "```\n<!-- a -->\n```\n",
            "> ~~~\n> <!-- a -->\n> ~~~\n",
            "- ```\n  <!-- a -->\n  ```\n",
            "\\<!-- a -->",
        ] {
            assert_eq!(Shown::of(typed).text, typed);
        }
        let check =
            |typed: &str, shown: &str| assert_eq!(Shown::of(typed).text, shown, "{typed:?}");
        check("```\nx\n```\n<!-- a --> Một", "```\nx\n```\nMột");
        check("> ```\n<!-- a --> Một", "> ```\nMột");
        check("một ` hai\n\n<!-- a --> ba ` bốn", "một ` hai\n\nba ` bốn");
        check("\\`<!-- a -->`", "\\``");
    }

    #[test]
    fn places_lead_back_to_what_was_typed() {
        let typed = "<!-- ă --> Một <!-- b --> hai\n<!-- c -->\n\tba.";
        for shown in [Shown::of(typed), Shown::flush_left(typed)] {
            for word in ["Một", "hai", "ba.", "\n"] {
                let at = shown.text.find(word).unwrap();
                assert_eq!(&typed[shown.typed(&(at..at + word.len()))], word);
            }
            assert_eq!(shown.typed(&(0..shown.text.len())), "<!-- ă --> ".len()..typed.len());
        }
        assert_eq!(Shown::flush_left("\tMột\n  - hai\n").text, "Một\n- hai\n");
    }

    #[test]
    fn unclosed_comments_are_found_and_end_with_their_line() {
        let check = |typed: &str, unclosed: Option<&str>| {
            assert_eq!(find_unclosed(typed).map(|range| &typed[range]), unclosed, "{typed:?}");
        };
        check("Một.\n<!-- quên \n\nHai.", Some("<!-- quên"));
        check("Một <!-- a --> hai <!-- b", Some("<!-- b"));
        check("<!-- a --> `<!--`", None);
        check("<!-- quên\nMột.\n<!-- a --> Hai.", Some("<!-- quên"));
        assert_eq!(Shown::of("Một.\n<!-- quên\nHai. <!-- x").text, "Một.\n<!-->\nHai.");
    }

    #[test]
    fn html_keeps_its_words() {
        assert_eq!(without_comments("<p>a<!-- b -->c</p><!-->d<!-- e"), "<p>ac</p>d");
    }

    /// With quadratic time this test would run for hours.
    #[test]
    fn many_comments_take_linear_time() {
        for piece in [
            "0<!--",
            "0<!-- -->",
            "<!-- -->",
            "> <!-- -->",
            "`<!--`",
            "``` <!-- -->\n",
            "`<!--\n",
            "- <!-- a\n",
        ] {
            let typed = piece.repeat(200_000);
            assert!(Shown::of(&typed).text.len() <= typed.len());
        }
    }
}
