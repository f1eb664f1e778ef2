//! A post that is omitted because its page is missing or may not be shared.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};
use crate::model::lang::Lang;
use crate::model::post::PostEntry;
use crate::model::site::Page;
use crate::text::nearest::nearest;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "post-left-out", configurable: true, page: include_str!("post-left-out.md") }];

/// Reports a page that isn't there in the language.
pub fn report_unknown(entry: &PostEntry, lang: &Lang, pages: &[Page], diags: &mut Diagnostics) {
    let id = &entry.page.value;
    let diagnostic = diags.warning(
        "post-left-out",
        entry.page.span,
        Text::new(
            format!(
                "không có bài `content/explainers/{id}/{lang}.md`, nên lịch đăng không có bài này"
            ),
            format!(
                "there is no page `content/explainers/{id}/{lang}.md`, so the calendar lacks it"
            ),
        ),
    );
    let known = pages
        .iter()
        .filter(|page| page.lang == *lang && !page.is_fallback())
        .map(|page| page.topic.as_str());
    match nearest(id, known) {
        Some(near) if near != id.as_str() => diagnostic
            .hint(Text::new(format!("có phải là `{near}`?"), format!("did you mean `{near}`?"))),
        _ => diagnostic.hint(Text::new(
            "ghi tên thư mục của bài trong `content/explainers/`",
            "write the name of the page's folder in `content/explainers/`",
        )),
    };
}

/// Reports a page without a share card.
pub fn report_card(entry: &PostEntry, page: &Page, diags: &mut Diagnostics) {
    let id = &entry.page.value;
    let (vi, en) = if page.is_current {
        ("bài này không có thẻ chia sẻ (`card: false`)", "it has no share card (`card: false`)")
    } else {
        ("bài này dựa vào điều đã hết hạn", "it stands on a fact that has expired")
    };
    diags
        .warning(
            "post-left-out",
            entry.page.span,
            Text::new(
                format!("lịch đăng không có bài `{id}`: {vi}"),
                format!("the calendar lacks `{id}`: {en}"),
            ),
        )
        .hint(Text::new(
            "sửa bài, hoặc bỏ dòng này trong lịch",
            "mend the page, or remove this line of the calendar",
        ));
}
