//! `loa explain`: the page of a rule.

use crate::check::rules::{self, RULES};
use crate::cli::out::Terminal;
use crate::cli::{FINE, PROBLEMS};
use crate::diag::{Text, Ui};
use crate::text::nearest::nearest;

/// Prints the page of a rule, or the list of all.
pub fn explain(code: Option<&str>, terminal: &Terminal) -> u8 {
    let Some(code) = code else {
        let list: String =
            RULES.iter().map(|rule| format!("{:28} {}\n", rule.code, headline(rule.page, terminal.ui))).collect();
        let _ = terminal.data(&list);
        return FINE;
    };
    if let Some(rule) = rules::find(code) {
        let _ = terminal.data(&format!("{}\n", page(rule.page, terminal.ui).trim()));
        return FINE;
    }
    terminal.say(&Text::new(format!("không có mã nào tên `{code}`"), format!("there is no code `{code}`")));
    if let Some(near) = nearest(code, RULES.iter().map(|rule| rule.code)) {
        terminal.say(&Text::new(format!("có phải là `{near}`?"), format!("did you mean `{near}`?")));
    }
    PROBLEMS
}

/// The part of a page in the reader's language: Vietnamese stands before the line `---`, English after it.
fn page(page: &str, ui: Ui) -> &str {
    let (vi, en) = page.split_once("\n---\n").unwrap_or((page, page));
    match ui {
        Ui::Vi => vi,
        Ui::En => en,
    }
}

fn headline(text: &str, ui: Ui) -> &str {
    page(text, ui)
        .lines()
        .map(|line| line.trim_start_matches('#').trim())
        .find(|line| !line.is_empty())
        .unwrap_or_default()
}
