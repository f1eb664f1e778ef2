//! An expired fact, and the texts that use it.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};
use crate::model::site::FactStatus;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "expired-fact", configurable: true, page: include_str!("expired-fact.md") }];

/// Reports each fact that is over and still named, with the pages and scripts that name it.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let CheckContext { users, facts, .. } = context;
    for (id, (fact, fact_status)) in &facts.facts {
        if *fact_status != FactStatus::Expired || !users.any(id) {
            continue;
        }
        let day =
            fact.valid_until.map_or_else(String::new, |last| last.strftime("%d/%m/%Y").to_string());
        let diagnostic = diags.warning(
            "expired-fact",
            fact.span,
            Text::new(
                format!("dữ kiện `{id}` đã hết hạn ngày {day}"),
                format!("the fact `{id}` expired on {day}"),
            ),
        );
        if !users.pages(id).is_empty() {
            let list = users.pages(id).join(", ");
            diagnostic.hint(Text::new(
                format!("các trang này đang hiện câu thay thế: {list}"),
                format!("these pages show its fallback wording: {list}"),
            ));
        }
        if !users.scripts(id).is_empty() {
            let list = users.scripts(id).join(", ");
            diagnostic.hint(Text::new(
                format!("các bài đọc bị giữ lại: {list}"),
                format!("scripts kept back: {list}"),
            ));
        }
        diagnostic.hint(Text::new(
            "kiểm tra lại nguồn, rồi sửa giá trị, `verified_on` và `valid_until`",
            "look up the source again, then update the value, `verified_on` and `valid_until`",
        ));
    }
}
