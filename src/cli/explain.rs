//! `loa explain`: prints the page of a rule. `tests/rules.rs` runs the same samples that are
//! printed here.

use crate::check::rules;
use crate::cli::exit::{FINE, PROBLEMS};
use crate::cli::terminal::Terminal;
use crate::diag::{Text, Ui};
use crate::text::nearest::nearest;

/// Prints the page of a rule, or the list of all rules.
pub fn explain(code: Option<&str>, terminal: &Terminal) -> u8 {
    // A reader that closes the pipe early needs no more output.
    let Some(code) = code else {
        let _ = terminal.data(&list(terminal.ui));
        return FINE;
    };
    if let Some(rule) = rules::find(code) {
        let _ = terminal.data(&shown(rule.page, terminal.ui));
        return FINE;
    }
    terminal.say(&Text::new(
        format!("không có mã nào tên `{code}`"),
        format!("there is no code `{code}`"),
    ));
    if let Some(near) = nearest(code, rules::all().into_iter().map(|rule| rule.code)) {
        terminal
            .say(&Text::new(format!("có phải là `{near}`?"), format!("did you mean `{near}`?")));
    }
    terminal
        .say(&Text::new("gõ `loa explain` để xem tất cả các mã", "`loa explain` lists all codes"));
    PROBLEMS
}

/// Returns all codes with their headlines.
fn list(ui: Ui) -> String {
    let rules = rules::all();
    let width = rules.iter().map(|rule| rule.code.len()).max().unwrap_or_default();
    rules
        .iter()
        .map(|rule| format!("{:width$}  {}\n", rule.code, headline(Parts::of(rule.page).text(ui))))
        .collect()
}

/// Returns a page's text in the reader's language, then the samples.
fn shown(page: &str, ui: Ui) -> String {
    let parts = Parts::of(page);
    let mut shown = parts.text(ui).trim_start_matches(['#', ' ']).trim().to_owned();
    for sample in samples(parts.samples) {
        shown.push_str(&format!("\n\n{}", title(&sample, ui)));
        for line in sample.text.lines() {
            let indent = if line.is_empty() { "" } else { "    " };
            shown.push_str(&format!("\n{indent}{line}"));
        }
    }
    shown.push('\n');
    shown
}

fn title(sample: &RuleSample<'_>, ui: Ui) -> String {
    let word = match (sample.is_good, ui) {
        (false, Ui::Vi) => "Sai",
        (true, Ui::Vi) => "Đúng",
        (false, Ui::En) => "Wrong",
        (true, Ui::En) => "Right",
    };
    let notes: Vec<String> =
        sample.attributes.iter().map(|attribute| note(attribute).get(ui).to_owned()).collect();
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) };
    format!("{word}: {}{notes}", sample.path)
}

fn note(attribute: &str) -> Text {
    match attribute.split_once('=') {
        Some(("today", day)) => Text::new(format!("hôm nay là {day}"), format!("today is {day}")),
        _ if attribute == "hex" => Text::new("từng byte của tệp", "the file byte by byte"),
        _ if attribute == "windows-1258" => {
            Text::new("lưu theo bảng mã Windows-1258", "saved in Windows-1258")
        }
        _ if attribute == "demo" => Text::new("chạy với --demo", "run with --demo"),
        _ => Text::new(attribute, attribute),
    }
}

/// The parts of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts<'a> {
    /// The Vietnamese text: a headline, then a few sentences.
    pub vi: &'a str,
    /// The English text.
    pub en: &'a str,
    /// The samples, one fenced block for each file.
    pub samples: &'a str,
}

impl<'a> Parts<'a> {
    /// Splits a page at the first two lines `---`. Later ones belong to samples.
    pub fn of(page: &'a str) -> Parts<'a> {
        let mut parts = page.splitn(3, "\n---\n");
        let mut next = || parts.next().unwrap_or_default();
        Parts { vi: next(), en: next(), samples: next() }
    }

    /// Returns the text in the reader's language.
    pub fn text(&self, ui: Ui) -> &'a str {
        match ui {
            Ui::Vi => self.vi,
            Ui::En => self.en,
        }
    }
}

/// Returns the headline of a text.
pub fn headline(text: &str) -> &str {
    text.lines()
        .map(|line| line.trim_start_matches('#').trim())
        .find(|line| !line.is_empty())
        .unwrap_or_default()
}

/// A file of a sample campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSample<'a> {
    /// Whether the sample is correct or shows the mistake.
    pub is_good: bool,
    /// The file's path below the campaign.
    pub path: &'a str,
    /// How the file is stored or run: `hex`, `windows-1258`, `today=2026-11-23`, `demo`.
    pub attributes: Vec<&'a str>,
    /// The text. The line that a message must mark ends with ` ←`.
    pub text: String,
}

/// Parses the fenced blocks of a page's samples.
pub fn samples(text: &str) -> Vec<RuleSample<'_>> {
    let mut samples = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let mut words = line.strip_prefix("```").unwrap_or_default().split_whitespace();
        let (Some(word @ ("bad" | "good")), Some(path)) = (words.next(), words.next()) else {
            continue;
        };
        let attributes = words.collect();
        let inside =
            lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n"));
        samples.push(RuleSample {
            is_good: word == "good",
            path,
            attributes,
            text: inside.collect(),
        });
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::{headline, list, samples, shown};
    use crate::diag::Ui;

    const PAGE: &str = "# Chưa có tên\n\nThêm vào.\n\n---\n# No title\n\nAdd one.\n\n---\n## Sai / Wrong\n\n\
        ```bad a.md today=2030-01-01\n--- ←\n---\n```\n\n## Đúng / Right\n\n```good a.md\n---\ntitle: A\n---\n```\n";

    #[test]
    fn a_page_is_shown_in_the_readers_language_with_its_samples() {
        let vi = "Chưa có tên\n\nThêm vào.\n\nSai: a.md (hôm nay là 2030-01-01)\n    --- ←\n    ---\n\nĐúng: a.md\n    ---\n    title: A\n    ---\n";
        assert_eq!(shown(PAGE, Ui::Vi), vi);
        assert!(
            shown(PAGE, Ui::En)
                .starts_with("No title\n\nAdd one.\n\nWrong: a.md (today is 2030-01-01)\n")
        );
    }

    #[test]
    fn lines_of_front_matter_do_not_end_a_sample() {
        let blocks = samples("```good a.md hex demo\n---\nx\n---\n```\n");
        assert_eq!(
            (blocks[0].attributes.as_slice(), blocks[0].text.as_str()),
            (&["hex", "demo"][..], "---\nx\n---\n")
        );
    }

    #[test]
    fn the_list_is_aligned() {
        let column = |line: &str| {
            line.chars().count()
                - line.split_once("  ").map_or("", |(_, rest)| rest.trim_start()).chars().count()
        };
        let list = list(Ui::Vi);
        let columns: Vec<usize> = list.lines().map(column).collect();
        assert!(columns.iter().all(|at| *at == columns[0]), "{list}");
        assert_eq!(headline("\n# Một câu\n\nHai"), "Một câu");
    }
}
