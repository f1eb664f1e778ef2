//! A folder or address that is invalid on Windows.

use crate::check::context::CheckContext;
use crate::check::index::slug_of;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};
use crate::model::content::Article;
use crate::text::fold::is_slug;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "reserved-name", configurable: true, page: include_str!("reserved-name.md") }];

/// Device names that no Windows file may have, with or without an ending.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Checks the addresses of all explainers and scripts.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let content = context.content;
    for article in &content.articles {
        check_article(article, diags);
    }
    for script in &content.scripts {
        let slug = crate::text::fold::slug(&script.id.value);
        if !is_usable(&slug) {
            report(script.id.span, &script.id.value, diags);
        }
    }
}

fn check_article(article: &Article, diags: &mut Diagnostics) {
    if is_usable(&slug_of(article)) {
        return;
    }
    match &article.slug {
        Some(at) => report(at.span, &at.value, diags),
        None => report(article.topic.span, &article.topic.value, diags),
    }
}

/// No file system has longer names than 255 bytes, and outputs add a language, a mark and an ending.
const LONGEST_SLUG: usize = 180;

fn is_usable(slug: &str) -> bool {
    is_slug(slug)
        && slug.len() <= LONGEST_SLUG
        && !DEVICES.contains(&slug.split('.').next().unwrap_or_default())
}

fn report(span: crate::diag::Span, name: &str, diags: &mut Diagnostics) {
    let shown: String = name.chars().take(60).collect();
    let text = if name.len() > LONGEST_SLUG {
        Text::new(
            format!("«{shown}…» dài quá, không làm địa chỉ được"),
            format!("`{shown}…` is too long for an address"),
        )
    } else {
        Text::new(
            format!(
                "«{shown}» không làm địa chỉ được: máy Windows không cho dùng, hoặc không còn chữ cái nào"
            ),
            format!(
                "`{shown}` can't be an address: Windows reserves it, or no letters are left of it"
            ),
        )
    };
    let hint = Text::new("đặt tên khác, như `lua-dao`", "choose another name, such as `scams`");
    diags.error("reserved-name", span, text).hint(hint);
}
