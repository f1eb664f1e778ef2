//! A fact whose time is over, and the pages that stand on it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::check::facts::Facts;
use crate::diag::{Diagnostics, Text};
use crate::model::content::Fact;
use crate::model::site::{Page, Standing};

/// Returns whether a fact's last day is over.
pub fn is_expired(fact: &Fact, today: Date) -> bool {
    fact.valid_until.is_some_and(|last| last < today)
}

/// Reports each fact that is over, with the pages on which its fallback now stands.
pub fn report(pages: &[Page], facts: &Facts<'_>, diags: &mut Diagnostics) {
    let users = users(pages);
    for (id, (fact, standing)) in &facts.facts {
        if *standing != Standing::Expired {
            continue;
        }
        let day = fact.valid_until.map_or_else(String::new, |last| last.strftime("%d/%m/%Y").to_string());
        let diagnostic = diags.warning(
            "expired-fact",
            fact.place,
            Text::new(format!("dữ kiện `{id}` đã hết hạn ngày {day}"), format!("the fact `{id}` expired on {day}")),
        );
        if let Some(users) = users.get(format!("fact.{id}").as_str()) {
            let list = users.join(", ");
            diagnostic.hint(Text::new(
                format!("các trang này đang hiện câu thay thế: {list}"),
                format!("these pages show its fallback wording: {list}"),
            ));
        }
        diagnostic.hint(Text::new(
            "kiểm tra lại nguồn, rồi sửa giá trị, `verified_on` và `valid_until`",
            "look up the source again, then update the value, `verified_on` and `valid_until`",
        ));
    }
}

/// Pages by the fact that they show in its fallback wording.
pub fn users(pages: &[Page]) -> BTreeMap<&str, Vec<String>> {
    let mut users: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for page in pages.iter().filter(|page| !page.is_fallback()) {
        for name in &page.replaced_facts {
            users.entry(name).or_default().push(format!("{} ({})", page.topic, page.lang));
        }
    }
    users
}
