//! A script whose last day is over.

use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::model::content::ScriptSource;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "script-over", configurable: true, page: include_str!("script-over.md") }];

/// Returns whether a script must not be read any more, and reports it.
pub fn check(script: &ScriptSource, config: &Config, diags: &mut Diagnostics) -> bool {
    let Some(at) = script.not_after.as_ref().filter(|at| at.value < config.today) else {
        return false;
    };
    diags
        .warning(
            "script-over",
            at.span,
            Text::new(
                "bài đọc đã quá ngày nên không in",
                "the script's last day is over, so it is not printed",
            ),
        )
        .hint(Text::new(
            "đổi `not_after`, hoặc bỏ bài đọc này",
            "change `not_after`, or remove the script",
        ));
    true
}
