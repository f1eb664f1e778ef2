//! P03: a total that is not the sum of the hamlets.

use crate::check::progress_row::ReportDay;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::model::tables::{Column, TableWords};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "total-mismatch", configurable: true, page: include_str!("total-mismatch.md") }];

/// Checks every day that has hamlets and a total.
pub fn check(days: &[ReportDay<'_>], config: &Config, diags: &mut Diagnostics) {
    for day in days {
        let Some(total) = day.total.filter(|_| !day.units.is_empty()) else {
            report_no_total(day, &config.tables, diags);
            continue;
        };
        // If a hamlet is missing, the sum can't match. Another rule reports it.
        if day.units.len() < config.units.len() {
            continue;
        }
        for (column, count) in &total.counts {
            let parts: Option<Vec<i64>> = day
                .units
                .iter()
                .map(|row| row.counts.get(column).map(|count| count.value))
                .collect();
            let Some(sum) =
                parts.map(|parts| parts.iter().sum::<i64>()).filter(|sum| *sum != count.value)
            else {
                continue;
            };
            let cell = count.cell();
            let difference = (count.value - sum).abs();
            diags
                .error("total-mismatch", count.span, Text::new(
                    format!("ô {cell}: tổng `{column}` là {}, nhưng cộng các thôn lại được {sum} (lệch {difference})", count.value),
                    format!("cell {cell}: the total of `{column}` is {}, but the hamlets add up to {sum} (off by {difference})", count.value),
                ))
                .hint(Text::new("xem lại dòng tổng và từng thôn của ngày này", "check the total and each hamlet of that day"));
        }
    }
}

fn report_no_total(day: &ReportDay<'_>, words: &TableWords, diags: &mut Diagnostics) {
    let Some(row) = day.units.first().filter(|_| day.total.is_none()) else { return };
    diags
        .warning(
            "total-mismatch",
            row.span,
            Text::new(
                "ngày này có số của thôn mà không có dòng tổng",
                "this day has hamlets but no total",
            ),
        )
        .hint(Text::new(
            format!(
                "thêm một dòng tổng, cột `{}` ghi `{}`",
                words.vietnamese(Column::Level),
                words.total_levels.first().map_or("", String::as_str)
            ),
            format!(
                "add a total row with `{}` set to `{}`",
                words.english(Column::Level),
                words.total_levels.last().map_or("", String::as_str)
            ),
        ));
}
