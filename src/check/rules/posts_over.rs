//! A calendar of posts whose days are all over.

use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::content::Content;
use crate::model::post::Post;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "posts-over", configurable: true, page: include_str!("posts-over.md") }];

/// Checks that a post is still to come. Single posts may be over: the calendar keeps them.
pub fn check(posts: &[Post], content: &Content, config: &Config, diags: &mut Diagnostics) {
    let Some(file) = content.posts.file else { return };
    let mut last = None;
    for post in posts {
        let Some(date) = post.date else { return };
        last = last.max(Some(date));
    }
    let Some(last) = last.filter(|last| *last < config.today) else { return };
    let day = last.strftime("%d/%m/%Y");
    diags
        .warning(
            "posts-over",
            Span::whole(file),
            Text::new(
                format!("mọi bài trong lịch đăng đều đã qua ngày; bài cuối là ngày {day}"),
                format!("all posts of the calendar are over; the last was on {day}"),
            ),
        )
        .hint(Text::new(
            "đợt mới thì sửa `start` thành ngày bắt đầu của đợt đó",
            "for a new round set `start` to its first day",
        ));
}
