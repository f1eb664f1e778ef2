//! Finds words of a Markdown text that the parser drops, such as the surplus cells of a table row
//! or a reference that nothing uses.
//!
//! Every event covers the bytes that end in the tree or are markup. Words between the events are
//! left out.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The bytes of a text that its tree or its markup accounts for.
#[derive(Default)]
pub(super) struct Coverage {
    covered: Vec<Range<usize>>,
    /// Ranges of titles of links, which are never shown.
    titles: Vec<Range<usize>>,
    /// Reference definitions by label.
    definitions: BTreeMap<String, Range<usize>>,
    used: BTreeSet<String>,
}

impl Coverage {
    /// Adds the definition of a reference: `[label]: address`.
    pub(super) fn define(&mut self, label: &str, range: Range<usize>) {
        self.definitions.insert(normalize_label(label), range);
    }

    /// Adds a range that ends in the tree.
    pub(super) fn cover(&mut self, range: &Range<usize>) {
        self.covered.push(range.clone());
    }

    /// Adds a link or picture. `label` names its definition, if the address isn't typed inside.
    pub(super) fn cover_link(
        &mut self,
        range: &Range<usize>,
        label: Option<&str>,
        title: &str,
        text: &str,
    ) {
        self.covered.push(range.clone());
        let mut holder = range.clone();
        if let Some(label) = label.map(normalize_label) {
            if let Some(definition) = self.definitions.get(&label) {
                holder = definition.clone();
                self.covered.push(holder.clone());
            }
            self.used.insert(label);
        }
        let Some(typed) = text.get(holder.clone()).filter(|_| !title.is_empty()) else { return };
        self.titles.push(match typed.rfind(title) {
            Some(at) => holder.start + at..holder.start + at + title.len(),
            None => holder,
        });
    }

    /// Adds the opening line of a fenced code block, if only a language is named there.
    pub(super) fn cover_fence(&mut self, range: &Range<usize>, info: &str, text: &str) {
        if is_language(info) {
            self.cover_to(range, text, "\n");
        }
    }

    /// Adds the markup up to and including a sign.
    pub(super) fn cover_to(&mut self, range: &Range<usize>, text: &str, sign: &str) {
        let Some(typed) = text.get(range.clone()) else { return };
        let end = typed.find(sign).map_or(range.end, |at| range.start + at + sign.len());
        self.covered.push(range.start..end);
    }

    /// Returns the ranges with words that the tree doesn't contain, in order.
    pub(super) fn find_gaps(mut self, text: &str) -> Vec<Range<usize>> {
        let mut gaps = self.titles;
        for (label, range) in &self.definitions {
            if !self.used.contains(label) {
                gaps.push(range.clone());
                self.covered.push(range.clone());
            }
        }
        self.covered.sort_by_key(|range| range.start);
        let mut done = 0;
        for range in self.covered {
            if done < range.start {
                push_words(text, done..range.start, &mut gaps);
            }
            done = done.max(range.end);
        }
        push_words(text, done..text.len(), &mut gaps);
        gaps.sort_by_key(|gap| gap.start);
        gaps.dedup();
        gaps
    }
}

/// Adds the lines of a range that have words. Numbers of list entries are markup.
fn push_words(text: &str, range: Range<usize>, gaps: &mut Vec<Range<usize>>) {
    let Some(gap) = text.get(range.clone()) else { return };
    let mut from = range.start;
    for line in gap.split_inclusive('\n') {
        let is_markup = |c: char| !c.is_alphanumeric();
        let start = line.trim_start_matches(is_markup);
        let words = start.trim_end_matches(is_markup);
        let start = from + (line.len() - start.len());
        if !words.is_empty() && !is_entry_number(words, &text[start + words.len()..]) {
            gaps.push(start..start + words.len());
        }
        from += line.len();
    }
}

fn is_entry_number(words: &str, behind: &str) -> bool {
    words.len() <= 9
        && words.bytes().all(|byte| byte.is_ascii_digit())
        && behind.starts_with(['.', ')'])
}

/// Returns whether the text behind the opening ``` names a language, such as `yaml`.
fn is_language(info: &str) -> bool {
    ["", "text", "txt", "csv", "yaml", "json", "toml", "html", "css", "js", "markdown", "md", "sh"]
        .contains(&info.trim())
}

fn normalize_label(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use crate::diag::Sources;
    use crate::load::markdown::parse_markdown;

    #[test]
    fn words_that_the_parser_drops_are_found() {
        let check = |text: &str, expected: &[&str]| {
            let file = Sources::default().add("a.md", text);
            let left_out = parse_markdown(text, file, 0).left_out;
            let found: Vec<&str> = left_out.iter().map(|span| &text[span.range()]).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("# Một {#mot}\n\n1. hai\n10) ba\n\n> [!NOTE]\n> bốn[^a]\n\n[^a]: năm\n", &[]);
        check("```yaml\na: b\n```\n\n- [x] một\n\n[một](hai) ![ba](bốn.jpg) <https://a.b>", &[]);
        check("| a | b |\n|---|---|\n| một | hai | ba | bốn |", &["ba | bốn"]);
        check("``` Chữ ở đây\nhai\n```", &["Chữ ở đây"]);
        check("[một](hai \"Ba bốn\")", &["Ba bốn"]);
        check("[một] [Hai][MỘT]\n\n[một]: ba\n", &[]);
        check("một\n\n[ghi chú]: hai\n", &["[ghi chú]: hai"]);
        check("[a]\n\n[a]: một\n[a]: hai\n", &["a]: hai"]);
        check("# Một {Hai ba}\n\n## Bốn {.nam}\n", &[]);
    }
}
