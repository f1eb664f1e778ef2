//! Resolves the calendar of posts. Only pages that may be shared today can be posted.

use jiff::Span;
use jiff::civil::Date;

use crate::check::rules;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::content::Content;
use crate::model::post::{Post, PostDay, PostEntry};
use crate::model::reference::PageId;
use crate::model::site::Page;

/// Resolves the calendar and sorts it by day. Reports and omits posts that can't be posted.
pub fn resolve_posts(
    content: &Content,
    config: &Config,
    pages: &[Page],
    diags: &mut Diagnostics,
) -> Vec<Post> {
    let mut posts: Vec<Post> = content
        .posts
        .posts
        .iter()
        .filter_map(|entry| resolve_post(entry, content.posts.start, config, pages, diags))
        .collect();
    rules::posts_over::check(&posts, content, config, diags);
    posts.sort_by_key(|post| {
        (post.date, post.week, post.weekday.to_monday_zero_offset(), post.time)
    });
    posts
}

fn resolve_post(
    entry: &PostEntry,
    start: Option<Date>,
    config: &Config,
    pages: &[Page],
    diags: &mut Diagnostics,
) -> Option<Post> {
    let lang = entry.lang.as_ref().unwrap_or(&config.default_language);
    let is_named =
        |page: &Page| page.topic == entry.page.value && page.lang == *lang && !page.is_fallback();
    let Some(at) = pages.iter().position(is_named) else {
        rules::post_left_out::report_unknown(entry, lang, pages, diags);
        return None;
    };
    if !pages[at].has_card {
        rules::post_left_out::report_card(entry, &pages[at], diags);
        return None;
    }
    let (week, weekday, date) = match entry.day {
        PostDay::Week(week, weekday) => {
            let days = i64::from(week - 1) * 7 + i64::from(weekday.to_monday_zero_offset());
            let date = start.and_then(|start| {
                let monday = start.checked_sub(
                    Span::new().days(i64::from(start.weekday().to_monday_zero_offset())),
                );
                monday.and_then(|monday| monday.checked_add(Span::new().days(days))).ok()
            });
            (Some(week), weekday, date)
        }
        PostDay::Date(date) => (None, date.weekday(), Some(date)),
    };
    let text = config.words(&entry.text, lang).to_owned();
    rules::long_zalo_text::check_post(entry, &text, &pages[at], config, diags);
    Some(Post { page: PageId(at), lang: lang.clone(), week, weekday, date, time: entry.time, text })
}
