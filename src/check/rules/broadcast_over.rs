//! A broadcast in the plan whose last day is over.

use jiff::civil::Date;

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Severity, Text};
use crate::model::broadcast::Broadcast;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "broadcast-over", configurable: true, page: include_str!("broadcast-over.md") }];

/// Tells that a broadcast is no longer in the timetable. Not a fault: it ended as staff wrote.
pub fn report(broadcast: &Broadcast, last: Date, diags: &mut Diagnostics) {
    let id = &broadcast.script.value;
    let day = last.strftime("%d/%m/%Y");
    diags
        .add(
            "broadcast-over",
            Severity::Info,
            broadcast.script.span,
            Text::new(
                format!("buổi phát bài `{id}` đã hết từ ngày {day}, nên không còn trong lịch"),
                format!(
                    "the broadcast of `{id}` ended on {day}, so the timetable no longer has it"
                ),
            ),
        )
        .hint(Text::new(
            "còn phát thì đổi `until`; hết rồi thì xóa buổi này",
            "change `until` if it goes on; else remove it",
        ));
}
