//! P06: figures that jump, or that never change.

use crate::check::progress_row::{ProgressRow, ReportDay};
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::model::tables::column_key;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "stale-figures", configurable: true, page: include_str!("stale-figures.md") }];

/// Compares the totals over time.
pub fn check(days: &[ReportDay<'_>], config: &Config, diags: &mut Diagnostics) {
    let totals: Vec<(&ReportDay<'_>, &ProgressRow)> = days
        .iter()
        .filter(|day| day.date.is_some())
        .filter_map(|day| Some((day, day.total?)))
        .collect();
    for pair in totals.windows(2) {
        let (Some(before), Some(now)) = (pair[0].0.date, pair[1].0.date) else { continue };
        let days_between = before.until(now).map_or(i32::MAX, |span| span.get_days());
        if days_between <= 7 {
            check_jump(pair[0].1, pair[1].1, config, diags);
        }
    }
    for four in totals.windows(4) {
        let counts = |row: &ProgressRow| {
            row.counts
                .iter()
                .map(|(column, count)| (column.clone(), count.value))
                .collect::<Vec<_>>()
        };
        if four.iter().all(|(_, row)| counts(row) == counts(four[0].1)) {
            diags
                .warning(
                    "stale-figures",
                    four[3].1.span,
                    Text::new(
                        "bốn lần báo liền số liệu y như nhau",
                        "four reports in a row have the same figures",
                    ),
                )
                .hint(Text::new(
                    "hỏi lại nơi gửi: có phải chép số cũ không?",
                    "ask whoever sent them whether old figures were copied",
                ));
        }
    }
}

fn check_jump(before: &ProgressRow, now: &ProgressRow, config: &Config, diags: &mut Diagnostics) {
    for (_, indicator) in &config.indicators {
        let done = column_key(&indicator.done);
        let (Some(earlier), Some(count), Some(of)) = (
            before.counts.get(&done),
            now.counts.get(&done),
            now.counts.get(&column_key(&indicator.of)),
        ) else {
            continue;
        };
        let grown = count.value - earlier.value;
        if of.value <= 0 || grown * 10 <= of.value * 3 {
            continue;
        }
        let cell = count.cell();
        diags
            .warning(
                "stale-figures",
                count.span,
                Text::new(
                    format!(
                        "ô {cell}: `{done}` tăng {grown} trong một tuần, hơn 30% của `{}`",
                        indicator.of
                    ),
                    format!(
                        "cell {cell}: `{done}` grew by {grown} in a week, more than 30% of `{}`",
                        indicator.of
                    ),
                ),
            )
            .also(earlier.span, Text::new("lần báo trước", "the report before"))
            .hint(Text::new(
                "xem lại có gõ thừa chữ số không",
                "check whether a digit too many was typed",
            ));
    }
}
