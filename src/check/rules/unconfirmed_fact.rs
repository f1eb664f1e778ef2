//! A fact that is used but not confirmed.

use crate::check::facts::Facts;
use crate::check::rules::expired_fact::users;
use crate::diag::{Diagnostics, Severity, Text};
use crate::model::site::{Page, Standing};

/// Tells which pages send people to ask because a fact isn't confirmed. Not a fault: the staff's list of what to confirm.
pub fn report(pages: &[Page], facts: &Facts<'_>, diags: &mut Diagnostics) {
    let users = users(pages);
    for (id, (fact, standing)) in &facts.facts {
        let Some(users) = users.get(format!("fact.{id}").as_str()).filter(|_| *standing == Standing::Unconfirmed)
        else {
            continue;
        };
        let list = users.join(", ");
        diags
            .add(
                "unconfirmed-fact",
                Severity::Info,
                fact.place,
                Text::new(
                    format!("dữ kiện `{id}` chưa xác nhận ({}): trang hiện câu thay thế", fact.certainty.as_str()),
                    format!(
                        "the fact `{id}` isn't confirmed ({}): pages show its fallback wording",
                        fact.certainty.as_str()
                    ),
                ),
            )
            .hint(Text::new(format!("dùng ở: {list}"), format!("used by: {list}")));
    }
}
