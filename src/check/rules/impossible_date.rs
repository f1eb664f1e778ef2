//! A date in a text that does not exist, such as 31/11.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, FileId, Span, Text};
use crate::model::calendar::explain_impossible;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "impossible-date",
    configurable: true,
    page: include_str!("impossible-date.md"),
}];

/// Words before a date without a year. `31/12` alone may be a fraction or a house.
const BEFORE_DATES: [&str; 14] = [
    "ngày", "hôm", "đến", "tới", "từ", "trước", "sau", "qua", "chót", "hạn", "sáng", "chiều", "on",
    "until",
];

/// Searches explainers, scripts and registers. Dates in front matter are typed values.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let sources = &context.content.sources;
    for file in sources.files() {
        let source = sources.get(file);
        if source.path.ends_with(".md") || source.path.ends_with("content/facts.yaml") {
            check_file(file, &source.text, diags);
        }
    }
}

fn check_file(file: FileId, text: &str, diags: &mut Diagnostics) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let dates = if line.contains(|letter: char| letter.is_ascii_digit()) {
            impossible_dates(line)
        } else {
            Vec::new()
        };
        for (at, date) in dates {
            let span = Span::new(file, start + at..start + at + date.written.len());
            diags.error("impossible-date", span, date.explanation).hint(Text::new(
                "xem lại ngày trong giấy mời hoặc thông báo gốc",
                "look up the day in the original notice",
            ));
        }
        start += line.len();
    }
}

struct ImpossibleDate<'t> {
    written: &'t str,
    explanation: Text,
}

/// Returns the impossible dates of a line with their byte offsets.
fn impossible_dates(line: &str) -> Vec<(usize, ImpossibleDate<'_>)> {
    let mut found = Vec::new();
    let mut word_before = "";
    let mut at = 0;
    for word in line.split_inclusive(char::is_whitespace) {
        let start = at;
        at += word.len();
        let trimmed = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        if trimmed.starts_with(|letter: char| letter.is_ascii_digit()) {
            if is_typed_value(line, start) {
                break;
            }
            if let Some(explanation) = explain(trimmed, &word_before.to_lowercase()) {
                let offset = start + word.find(trimmed).unwrap_or(0);
                found.push((offset, ImpossibleDate { written: trimmed, explanation }));
            }
        }
        word_before = trimmed;
    }
    found
}

/// Returns whether the words from here on are the date of a register: `date: 31/11/2026`.
fn is_typed_value(line: &str, start: usize) -> bool {
    let before = line[..start].trim();
    ["date:", "verified_on:", "valid_until:", "not_after:", "review_by:"]
        .iter()
        .any(|key| before.ends_with(key))
}

fn explain(word: &str, word_before: &str) -> Option<Text> {
    let separator = word.chars().find(|letter| !letter.is_ascii_digit())?;
    if !"/-.".contains(separator) {
        return None;
    }
    let parts: Vec<&str> = word.split(separator).collect();
    if parts.iter().any(|part| !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    match parts[..] {
        [day, month, year] if year.len() == 4 && day.len() <= 2 && month.len() <= 2 => {
            explain_impossible(day.parse().ok()?, month.parse().ok()?, year.parse().ok())
        }
        [day, month]
            if separator == '/'
                && day.len() <= 2
                && month.len() <= 2
                && BEFORE_DATES.contains(&word_before) =>
        {
            explain_impossible(day.parse().ok()?, month.parse().ok()?, None)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::impossible_dates;

    #[test]
    fn only_dates_that_do_not_exist_are_found() {
        let check = |line: &str, wanted: &[&str]| {
            let found: Vec<&str> =
                impossible_dates(line).into_iter().map(|(_, date)| date.written).collect();
            assert_eq!(found, wanted, "{line}");
        };
        check("Hạn chót 31/11/2026, nghỉ ngày 30/2.", &["31/11/2026", "30/2"]);
        check("từ 29/2/2027 đến 31-9-2026", &["29/2/2027", "31-9-2026"]);
        check("ngày 29/2, ngày 31/12, 31/10/2026", &[]);
        check("số nhà 31/11, tỷ lệ 40/2, 3/4 dân số, Nghị định 70/2024/NĐ-CP", &[]);
        check("Quyết định 31/2/QĐ, phiên bản 1.2.3", &[]);
    }
}
