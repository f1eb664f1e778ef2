//! A fact without a source or a date.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};
use crate::model::content::Fact;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "undated-fact", configurable: true, page: include_str!("undated-fact.md") }];

/// Checks that each fact says where it is from and when it was looked up.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    for (id, fact) in &context.content.facts {
        check_fact(id, fact, diags);
    }
}

fn check_fact(id: &str, fact: &Fact, diags: &mut Diagnostics) {
    let missing = match (&fact.source, fact.verified_on) {
        (Some(_), Some(_)) => return,
        (None, Some(_)) => ("nguồn (`source`)", "its source (`source`)"),
        (Some(_), None) => {
            ("ngày kiểm tra (`verified_on`)", "the day it was looked up (`verified_on`)")
        }
        (None, None) => (
            "nguồn (`source`) và ngày kiểm tra (`verified_on`)",
            "its source (`source`) and the day it was looked up (`verified_on`)",
        ),
    };
    diags
        .warning(
            "undated-fact",
            fact.span,
            Text::new(
                format!("dữ kiện `{id}` chưa ghi {}", missing.0),
                format!("the fact `{id}` lacks {}", missing.1),
            ),
        )
        .hint(Text::new(
            "chưa có ngày kiểm tra thì trang hiện câu thay thế, bài đọc không được in",
            "until it has a day, pages show its fallback and scripts that need it are withheld",
        ));
}
