//! A used fact that is not confirmed.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Severity, Text};
use crate::model::site::FactStatus;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "unconfirmed-fact",
    configurable: true,
    page: include_str!("unconfirmed-fact.md"),
}];

/// Tells which pages send people to ask because a fact isn't confirmed. Not a fault: the staff's list of what to confirm.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let CheckContext { users, facts, .. } = context;
    for (id, (fact, fact_status)) in &facts.facts {
        if *fact_status != FactStatus::Unconfirmed || users.pages(id).is_empty() {
            continue;
        }
        let list = users.pages(id).join(", ");
        diags
            .add(
                "unconfirmed-fact",
                Severity::Info,
                fact.span,
                Text::new(
                    format!(
                        "dữ kiện `{id}` chưa xác nhận ({}): trang hiện câu thay thế",
                        fact.certainty.as_str()
                    ),
                    format!(
                        "the fact `{id}` isn't confirmed ({}): pages show its fallback wording",
                        fact.certainty.as_str()
                    ),
                ),
            )
            .hint(Text::new(format!("dùng ở: {list}"), format!("used by: {list}")));
    }
}
