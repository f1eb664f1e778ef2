//! P03: a hamlet is missing in a report that has other hamlets.

use crate::check::progress_row::ReportDay;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::text::fold::fold;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "hamlet-missing", configurable: true, page: include_str!("hamlet-missing.md") }];

/// Checks every day with hamlets against the hamlets that `site.yaml` lists.
pub fn check(days: &[ReportDay<'_>], config: &Config, diags: &mut Diagnostics) {
    for day in days.iter().filter(|day| !day.units.is_empty()) {
        let reported: Vec<String> = day.units.iter().map(|row| fold(&row.unit.value)).collect();
        for unit in config.units.iter().filter(|unit| !reported.contains(&fold(unit))) {
            let span = day.total.map_or(day.units[0].span, |row| row.span);
            diags
                .warning(
                    "hamlet-missing",
                    span,
                    Text::new(
                        format!("ngày này thiếu số của «{unit}»"),
                        format!("`{unit}` is missing on this day"),
                    ),
                )
                .hint(Text::new(
                    "thêm một dòng cho thôn đó; chưa có số thì để ô trống",
                    "add its row; leave cells empty where there is no figure yet",
                ));
        }
    }
}
