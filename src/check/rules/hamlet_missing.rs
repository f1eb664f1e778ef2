//! P03: a hamlet is missing in a report that has other hamlets.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::check::progress_row::ReportDay;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Severity, Text};
use crate::text::fold::fold;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "hamlet-missing", configurable: true, page: include_str!("hamlet-missing.md") }];

/// Checks every day with hamlets against the hamlets that `site.yaml` lists, or without a list
/// against the report before. Returns the days whose totals fell because of it: their fall is no
/// mistake of its own.
pub fn check(
    days: &[ReportDay<'_>],
    config: &Config,
    diags: &mut Diagnostics,
) -> BTreeSet<Option<Date>> {
    let mut incomplete = BTreeSet::new();
    let mut before: Option<&ReportDay<'_>> = None;
    for day in days.iter().filter(|day| !day.units.is_empty()) {
        let missing = missing_units(day, before, config);
        let has_fallen = before.is_some_and(|before| has_lower_total(day, before));
        if !missing.is_empty() && has_fallen {
            incomplete.insert(day.date);
        }
        for unit in missing {
            report(&unit, day, has_fallen, diags);
        }
        before = Some(day);
    }
    incomplete
}

fn missing_units(
    day: &ReportDay<'_>,
    before: Option<&ReportDay<'_>>,
    config: &Config,
) -> Vec<String> {
    let mut expected = config.units.clone();
    if expected.is_empty()
        && let Some(before) = before
    {
        expected = before.units.iter().map(|row| row.unit.value.clone()).collect();
    }
    let reported: BTreeSet<String> = day.units.iter().map(|row| fold(&row.unit.value)).collect();
    expected.retain(|unit| !reported.contains(&fold(unit)));
    expected
}

fn has_lower_total(day: &ReportDay<'_>, before: &ReportDay<'_>) -> bool {
    let (Some(total), Some(earlier)) = (day.total, before.total) else { return false };
    total.counts.iter().any(|(column, count)| {
        earlier.counts.get(column).is_some_and(|earlier| count.value < earlier.value)
    })
}

fn report(unit: &str, day: &ReportDay<'_>, has_fallen: bool, diags: &mut Diagnostics) {
    let span = day.total.map_or(day.units[0].span, |row| row.span);
    let (severity, text) = if has_fallen {
        let text = Text::new(
            format!("ngày này thiếu số của «{unit}», nên tổng thấp hơn lần báo trước"),
            format!("`{unit}` is missing on this day, so the total is lower than before"),
        );
        (Severity::Error, text)
    } else {
        let text = Text::new(
            format!("ngày này thiếu số của «{unit}»"),
            format!("`{unit}` is missing on this day"),
        );
        (Severity::Warning, text)
    };
    diags.add("hamlet-missing", severity, span, text).hint(Text::new(
        "thêm một dòng cho thôn đó; chưa có số thì để ô trống",
        "add its row; leave cells empty where there is no figure yet",
    ));
}
