//! A script that uses a fact that is not valid today.

use crate::check::facts::Facts;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};
use crate::model::content::ScriptSource;
use crate::model::site::FactStatus;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "script-withheld",
    configurable: true,
    page: include_str!("script-withheld.md"),
}];

/// Reports that a script is kept back, and by what.
pub fn report(
    script: &ScriptSource,
    reasons: &[String],
    facts: &Facts<'_>,
    diags: &mut Diagnostics,
) {
    let span = script.title.as_ref().map_or(script.id.span, |at| at.span);
    let list = reasons.join("`, `");
    let diagnostic = diags.warning(
        "script-withheld",
        span,
        Text::new(
            format!("bài đọc này chưa in được, vì còn dùng `{list}`"),
            format!("this script is withheld because it needs `{list}`"),
        ),
    );
    for reason in reasons {
        let why = match facts.fact_status(reason) {
            Some(FactStatus::Expired) => {
                Text::new(format!("`{reason}` đã hết hạn"), format!("`{reason}` has expired"))
            }
            Some(FactStatus::Unconfirmed | FactStatus::Sure) => Text::new(
                format!("`{reason}` chưa xác nhận"),
                format!("`{reason}` isn't confirmed"),
            ),
            None if reason == "progress" => {
                Text::new("số liệu đã cũ quá 45 ngày", "the figures are more than 45 days old")
            }
            None => Text::new(
                format!("`{reason}` chưa ghi hoặc chưa xác nhận trong site.yaml"),
                format!("`{reason}` is missing or unconfirmed in site.yaml"),
            ),
        };
        diagnostic.hint(why);
    }
    diagnostic.hint(Text::new(
        "xác nhận rồi sửa dữ kiện; muốn in bản nháp để xem thì ghi `status: draft`",
        "confirm and update it; write `status: draft` to print a draft for checking",
    ));
}
