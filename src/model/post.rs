//! The calendar of posts: which page is posted on which day, with which words.
//!
//! What staff wrote is a [`PostPlan`], what may really be posted a [`Post`].

use jiff::civil::{Date, Time, Weekday};

use crate::diag::{FileId, Span};
use crate::model::content::Spanned;
use crate::model::lang::{Lang, Localized};
use crate::model::site::PageId;

/// `content/posts.yaml`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PostPlan {
    /// A day of the first week.
    pub start: Option<Date>,
    /// The posts, in the order written.
    pub posts: Vec<PostEntry>,
    /// The file in which they stand.
    pub file: Option<FileId>,
}

/// An entry of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PostEntry {
    /// The explainer's folder.
    pub page: Spanned<String>,
    /// The language; `None` takes the campaign's.
    pub lang: Option<Lang>,
    /// On which day.
    pub day: PostDay,
    /// At what hour.
    pub time: Option<Time>,
    /// Words of staff's own before the page's; may be empty.
    pub text: Localized,
    /// Where it stands.
    pub span: Span,
}

/// The day of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostDay {
    /// A day of a week of the campaign, the first week being 1.
    Week(u32, Weekday),
    /// A date.
    Date(Date),
}

/// A post that may go out.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// The page.
    pub page: PageId,
    /// Its language.
    pub lang: Lang,
    /// The week, where it was written by weeks.
    pub week: Option<u32>,
    /// The day of the week.
    pub weekday: Weekday,
    /// The date, where that is known.
    pub date: Option<Date>,
    /// At what hour.
    pub time: Option<Time>,
    /// Words of staff's own before the page's; may be empty.
    pub text: String,
}

/// Characters that a text for Zalo may have, its link included.
pub const ZALO_LENGTH: usize = 280;

/// Returns what goes out on Zalo: own words or title and sentence, whole or not at all, and the link.
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
