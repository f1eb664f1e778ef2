//! Sanitises HTML in Markdown if `site.yaml` allows it: `markdown: { raw_html: sanitise }`.
//!
//! The allow list has a few elements for inline formatting and for collapsible text. No attribute
//! is allowed, so the HTML can't run scripts, load files, contain links or change the rest of the
//! page. All other HTML is shown as text, as without the setting.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::model::tree::{Inline, Parsed};

/// Elements that are allowed within a line.
const WITHIN_LINES: [&str; 14] =
    ["b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "kbd", "q"];

/// Elements without content.
const EMPTY: [&str; 2] = ["br", "wbr"];

/// Elements that are also allowed in an HTML block.
const BLOCKS: [&str; 10] =
    ["p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "details", "summary"];

/// The limits in bytes and tags, beyond which HTML is not typed by hand. The sanitiser is slow on
/// very deep nesting.
const LARGEST: usize = 20_000;
const MOST_TAGS: usize = 500;

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::empty();
    builder.tags(WITHIN_LINES.into_iter().chain(EMPTY).chain(BLOCKS).collect());
    builder
});

/// Returns an HTML block with every element closed. `None` if the block contains anything that is
/// not allowed.
pub fn clean_block(html: &str) -> Option<String> {
    if !is_typed_by_hand(html) {
        return None;
    }
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let length = rest[at..].find('>')? + 1;
        Tag::read(&rest[at..at + length])?;
        rest = &rest[at + length..];
    }
    // All tags are allowed at this point; the library closes and nests them correctly. A carriage
    // return that was written as a character reference would become another character in the page.
    let clean = CLEANER.clean(html).to_string().replace('\r', "\n");
    // The parser reopens unclosed formatting elements in each following paragraph, so short input
    // can give long output.
    is_typed_by_hand(&clean).then_some(clean)
}

fn is_typed_by_hand(html: &str) -> bool {
    html.len() <= LARGEST && html.matches('<').count() <= MOST_TAGS
}

/// Returns the allowed tags among the pieces of a line, as they will be written: tags that are
/// closed in the same line, and line breaks.
pub fn clean_line(inlines: &[Inline<Parsed>]) -> Vec<Option<String>> {
    let mut clean = vec![None; inlines.len()];
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut count = 0;
    for (at, inline) in inlines.iter().enumerate() {
        let Inline::Html(html, _) = inline else { continue };
        let Some(tag) = Tag::read(html) else { continue };
        count += 1;
        if count > MOST_TAGS || BLOCKS.contains(&tag.name.as_str()) {
            continue;
        }
        if let Some(name) = EMPTY.into_iter().find(|name| *name == tag.name) {
            clean[at] = (!tag.closes).then(|| format!("<{name}>"));
            continue;
        }
        let Some(name) = WITHIN_LINES.into_iter().find(|name| *name == tag.name) else { continue };
        if !tag.closes {
            open.push((at, name));
        } else if let Some(opened) = open.iter().rposition(|(_, before)| *before == name) {
            // Tags that were opened in between and are not closed are shown as text.
            clean[open[opened].0] = Some(format!("<{name}>"));
            clean[at] = Some(format!("</{name}>"));
            open.truncate(opened);
        }
    }
    clean
}

/// An allowed tag.
struct Tag {
    name: String,
    closes: bool,
}

impl Tag {
    /// Parses `<b>`, `</b>` or `<br/>`. `None` if the name is unknown or if the tag has attributes.
    fn read(written: &str) -> Option<Tag> {
        static KNOWN: LazyLock<BTreeSet<&str>> =
            LazyLock::new(|| WITHIN_LINES.into_iter().chain(EMPTY).chain(BLOCKS).collect());
        let inside = written.strip_prefix('<')?.strip_suffix('>')?;
        let (closes, inside) =
            inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest));
        let inside = inside.strip_suffix('/').filter(|_| !closes).unwrap_or(inside);
        let name = inside.trim_ascii_end().to_ascii_lowercase();
        KNOWN.contains(name.as_str()).then_some(Tag { name, closes })
    }
}

#[cfg(test)]
mod tests {
    use super::{clean_block, clean_line};
    use crate::diag::{Sources, Span};
    use crate::model::tree::Inline;

    #[test]
    fn blocks_are_closed_or_stay_words() {
        let check = |html: &str, expected: Option<&str>| {
            assert_eq!(clean_block(html).as_deref(), expected, "{html}")
        };
        check(
            "<details><summary>Hỏi</summary>Đáp",
            Some("<details><summary>Hỏi</summary>Đáp</details>"),
        );
        check("<p>5 &lt; 6<BR/>a", Some("<p>5 &lt; 6<br>a</p>"));
        check("</p></ul>a", Some("<p></p>a"));
        // Found by fuzzing.
        check("<p>a&#13;b&#x0d;&#10;</p>", Some("<p>a\nb\n\n</p>"));
        for refused in [
            "<script>alert(1)</script>",
            "<p onclick=alert(1)>a</p>",
            "<p class=\"notice\">a</p>",
            "<a href=\"javascript:alert(1)\">a</a>",
            "<p>a<!-- --><img src=x>",
            "<p>a<svg/onload=alert(1)>",
            "<p>a <b",
            "<p\u{a0}>a</p>",
        ] {
            check(refused, None);
        }
        check(&"<ul>".repeat(501), None);
        check(&"<ul>".repeat(251), None);
        check(&"<ul>".repeat(250), Some(&format!("{}{}", "<ul>".repeat(250), "</ul>".repeat(250))));
        // Found by fuzzing: the output was longer than the input limit.
        check(&"<p><b><i><u>a".repeat(60), None);
    }

    #[test]
    fn lines_keep_pairs_and_breaks() {
        let file = Sources::default().add("a.md", "");
        let check = |pieces: &[&str], expected: &str| {
            let inlines: Vec<_> = pieces
                .iter()
                .map(|piece| Inline::Html((*piece).to_owned(), Span::whole(file)))
                .collect();
            let found: Vec<String> =
                clean_line(&inlines).into_iter().map(|piece| piece.unwrap_or("-".into())).collect();
            assert_eq!(found.join(" "), expected, "{pieces:?}");
        };
        check(&["<B>", "</b >"], "<b> </b>");
        check(&["<sub>", "<sup>", "</sub>", "</sup>"], "<sub> - </sub> -");
        check(&["<br>", "<br/>", "</br>", "<wbr />"], "<br> <br> - <wbr>");
        check(&["<b x>", "</b>", "<p>", "</p>", "<b>"], "- - - - -");
    }
}
