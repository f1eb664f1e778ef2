//! A fact that expires soon, and the texts that use it.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};
use crate::model::site::FactStatus;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "expiring-fact", configurable: true, page: include_str!("expiring-fact.md") }];

/// Staff hear of an end so many days before: time enough to ask and to print anew.
const DAYS: i32 = 30;

/// Reports each fact that is named somewhere and ends within thirty days.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let CheckContext { users, facts, config, .. } = context;
    for (id, (fact, fact_status)) in &facts.facts {
        let Some(last) =
            fact.valid_until.filter(|_| *fact_status != FactStatus::Expired && users.any(id))
        else {
            continue;
        };
        let left = (last - config.today).get_days();
        if left > DAYS {
            continue;
        }
        let day = last.strftime("%d/%m/%Y");
        let (vi, en) = match left {
            0 => ("hôm nay là ngày cuối".to_owned(), "today is its last day".to_owned()),
            1 => ("còn 1 ngày".to_owned(), "1 day left".to_owned()),
            left => (format!("còn {left} ngày"), format!("{left} days left")),
        };
        let diagnostic = diags.warning(
            "expiring-fact",
            fact.span,
            Text::new(
                format!("dữ kiện `{id}` hết hạn ngày {day}, {vi}"),
                format!("the fact `{id}` expires on {day}: {en}"),
            ),
        );
        if !users.pages(id).is_empty() {
            let list = users.pages(id).join(", ");
            diagnostic.hint(Text::new(
                format!("sau ngày đó các trang này hiện câu thay thế, thẻ và tờ rơi bị giữ lại: {list}"),
                format!(
                    "from then on these pages show its fallback wording, their cards and paper are kept back: {list}"
                ),
            ));
        }
        if !users.scripts(id).is_empty() {
            let list = users.scripts(id).join(", ");
            diagnostic.hint(Text::new(
                format!("sau ngày đó các bài đọc này bị giữ lại: {list}"),
                format!("from then on these scripts are kept back: {list}"),
            ));
        }
        diagnostic.hint(Text::new(
            "hỏi lại nguồn trước ngày đó, rồi sửa giá trị, `verified_on` và `valid_until`",
            "ask the source before that day, then update the value, `verified_on` and `valid_until`",
        ));
    }
}
