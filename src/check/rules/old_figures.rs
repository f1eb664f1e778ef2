//! P09: figures that are too old to be shown without a note.

use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::model::progress::Report;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "old-figures", configurable: true, page: include_str!("old-figures.md") }];

/// After this many days somebody should report again.
const OLD: i32 = 14;
/// The age in days after which figures are no longer read aloud.
const TOO_OLD_TO_READ: i32 = 45;

/// Checks the newest report. Returns whether it is too old for loudspeakers.
pub fn check(latest: Option<&Report>, config: &Config, diags: &mut Diagnostics) -> bool {
    let Some(report) = latest else { return false };
    let Some(as_of) = report.as_of else {
        diags
            .warning(
                "old-figures",
                report.span,
                Text::new(
                    "số liệu đang hiện không rõ ngày nào",
                    "the figures shown are of an unknown day",
                ),
            )
            .hint(Text::new(
                "trang ghi «chưa rõ ngày»; có số mới thì thêm một dòng có ngày",
                "the page says `date unknown`; add a dated row when there are new figures",
            ));
        return false;
    };
    let days = as_of.until(config.today).map_or(0, |span| span.get_days());
    if days <= OLD {
        return false;
    }
    let too_old = days > TOO_OLD_TO_READ;
    let diagnostic = diags.warning(
        "old-figures",
        report.span,
        Text::new(
            format!("số liệu mới nhất đã {days} ngày"),
            format!("the newest figures are {days} days old"),
        ),
    );
    if too_old {
        diagnostic.hint(Text::new(
            "quá 45 ngày nên không đọc trên loa nữa",
            "after 45 days they are no longer read on the loudspeaker",
        ));
    }
    diagnostic.hint(Text::new("xin số mới và thêm một dòng", "ask for new figures and add a row"));
    too_old
}
