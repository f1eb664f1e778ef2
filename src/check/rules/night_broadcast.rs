//! A broadcast while people sleep.

use jiff::civil::{Time, time};

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "night-broadcast",
    configurable: true,
    page: include_str!("night-broadcast.md"),
}];

/// The loudspeaker is silent before this time.
const MORNING: Time = time(4, 30, 0, 0);
/// The loudspeaker is silent from this time on.
const NIGHT: Time = time(22, 0, 0, 0);

/// Checks the hours of all broadcasts.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    for broadcast in &context.content.broadcasts {
        for time in &broadcast.times {
            if (MORNING..NIGHT).contains(time) {
                continue;
            }
            let shown = time.strftime("%H:%M");
            diags
                .warning(
                    "night-broadcast",
                    broadcast.script.span,
                    Text::new(
                        format!("bài này phát lúc {shown}, giờ bà con đang ngủ"),
                        format!("this script is read at {shown}, while people sleep"),
                    ),
                )
                .hint(Text::new(
                    "giờ chiều và tối ghi theo 24 giờ: 5 giờ chiều là `17:00`",
                    "write hours of the afternoon as 13 to 23: 5 p.m. is `17:00`",
                ));
        }
    }
}
