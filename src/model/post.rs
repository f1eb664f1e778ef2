//! The calendar of posts: which page is posted on which day, with which words.
//!
//! A [`PostPlan`] is the calendar as staff wrote it, a [`Post`] an entry that may be posted.

use jiff::civil::{Date, Time, Weekday};

use crate::diag::{FileId, Span};
use crate::model::lang::{Lang, Localized};
use crate::model::reference::PageId;
use crate::model::spanned::Spanned;

/// `content/posts.yaml`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PostPlan {
    /// A day in the first week.
    pub start: Option<Date>,
    /// The posts, in the order typed.
    pub posts: Vec<PostEntry>,
    /// The file of the calendar.
    pub file: Option<FileId>,
}

/// An entry of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct PostEntry {
    /// The explainer's folder.
    pub page: Spanned<String>,
    /// The language; `None` means the campaign's default.
    pub lang: Option<Lang>,
    /// The day.
    pub day: PostDay,
    /// The hour.
    pub time: Option<Time>,
    /// Words of the staff before the page's text; may be empty.
    pub text: Localized,
    /// Where the entry is.
    pub span: Span,
}

/// The day of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostDay {
    /// A day in a week of the campaign, counted from 1.
    Week(u32, Weekday),
    /// A date.
    Date(Date),
}

/// A post that may be published.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// The page.
    pub page: PageId,
    /// The language.
    pub lang: Lang,
    /// The week, if the day was given by week.
    pub week: Option<u32>,
    /// The day of the week.
    pub weekday: Weekday,
    /// The date, if it is known.
    pub date: Option<Date>,
    /// The hour.
    pub time: Option<Time>,
    /// Words of the staff before the page's text; may be empty.
    pub text: String,
}

/// The longest text for Zalo, in characters, link included.
pub const ZALO_LENGTH: usize = 280;

/// Returns the text for Zalo: the first of these that fits whole: the staff's words and the link;
/// title, summary and link; title and link; the link.
pub fn zalo_text(own: &str, title: &str, summary: &str, link: &str) -> String {
    let fits = |lines: &[&str]| {
        lines.iter().map(|line| line.chars().count() + 1).sum::<usize>() <= ZALO_LENGTH + 1
    };
    let choices: [&[&str]; 4] = [&[own, link], &[title, summary, link], &[title, link], &[link]];
    let choices = if own.is_empty() { &choices[1..] } else { &choices[..] };
    let chosen = choices.iter().find(|lines| fits(lines)).copied().unwrap_or(&[]);
    chosen.iter().filter(|line| !line.is_empty()).copied().collect::<Vec<&str>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{ZALO_LENGTH, zalo_text};

    #[test]
    fn zalo_texts_are_short_and_never_cut_in_a_sentence() {
        let link = "https://que-huong.example/lua-dao/";
        let long = "Công an không gọi điện. ".repeat(12);
        assert_eq!(
            zalo_text("", "Coi chừng", "Ba không.", link),
            format!("Coi chừng\nBa không.\n{link}")
        );
        assert_eq!(zalo_text("", "Coi chừng", "", link), format!("Coi chừng\n{link}"));
        assert_eq!(zalo_text("", "Coi chừng", &long, link), format!("Coi chừng\n{link}"));
        assert_eq!(
            zalo_text(&long, "Coi chừng", "Ba không.", link),
            format!("Coi chừng\nBa không.\n{link}")
        );
        assert_eq!(zalo_text("", &long, "Ba không.", link), link);
        let exact = "a".repeat(ZALO_LENGTH - link.len() - 1);
        assert_eq!(zalo_text(&exact, "", "", link).chars().count(), ZALO_LENGTH);
    }
}
