//! A text that is too long for a post on Zalo.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::post::{PostEntry, ZALO_LENGTH};
use crate::model::site::Page;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "long-zalo-text", configurable: true, page: include_str!("long-zalo-text.md") }];

/// Checks title and sentence of every page that has a card.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let CheckContext { content, config, pages, .. } = context;
    for page in pages.iter().filter(|page| page.has_card) {
        let length = page.title.chars().count()
            + page.summary.chars().count()
            + 2
            + link_length(page, config);
        if length <= ZALO_LENGTH {
            continue;
        }
        let article = content
            .articles
            .iter()
            .find(|article| article.topic.value == page.topic && article.lang == page.lang);
        if let Some(article) = article {
            let at = article
                .summary
                .as_ref()
                .or(article.title.as_ref())
                .map_or(article.topic.span, |at| at.span);
            report(length, at, diags);
        }
    }
}

/// Checks the text that staff wrote for a post.
pub fn check_post(
    entry: &PostEntry,
    text: &str,
    page: &Page,
    config: &Config,
    diags: &mut Diagnostics,
) {
    let length = text.chars().count() + 1 + link_length(page, config);
    if !text.is_empty() && length > ZALO_LENGTH {
        report(length, entry.page.span, diags);
    }
}

/// Returns the length of the address: base address, language, slug, two slashes.
fn link_length(page: &Page, config: &Config) -> usize {
    config.base_url.chars().count()
        + config.prefix(&page.lang).len()
        + page.slug.chars().count()
        + 2
}

fn report(length: usize, span: Span, diags: &mut Diagnostics) {
    diags
        .warning(
            "long-zalo-text",
            span,
            Text::new(
                format!("lời đăng Zalo dài {length} ký tự cả đường dẫn, tối đa {ZALO_LENGTH}: bản Zalo phải bỏ câu này"),
                format!("the text for Zalo has {length} characters with its link, at most {ZALO_LENGTH}: it goes out without this"),
            ),
        )
        .hint(Text::new("viết ngắn lại", "make it shorter"));
}
