//! P05: the number of eligible people changed by more than 5 % between two reports.

use crate::check::progress_row::ProgressRow;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::model::content::Status;
use crate::model::tables::column_key;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "eligible-changed",
    configurable: true,
    page: include_str!("eligible-changed.md"),
}];

/// Compares the totals of neighbouring reports.
pub fn check(rows: &[&ProgressRow], config: &Config, diags: &mut Diagnostics) {
    let done: Vec<String> =
        config.indicators.iter().map(|(_, indicator)| column_key(&indicator.done)).collect();
    let mut bases: Vec<String> =
        config.indicators.iter().map(|(_, indicator)| column_key(&indicator.of)).collect();
    bases.retain(|column| !done.contains(column));
    bases.sort();
    bases.dedup();
    let mut totals: Vec<&ProgressRow> = rows.to_vec();
    totals.retain(|row| row.is_total && row.date.is_some() && row.status != Status::Draft);
    totals.sort_by_key(|row| row.date);
    for pair in totals.windows(2) {
        for column in &bases {
            let (Some(before), Some(now)) =
                (pair[0].counts.get(column), pair[1].counts.get(column))
            else {
                continue;
            };
            if (now.value - before.value).abs() * 20 <= before.value {
                continue;
            }
            let cell = now.cell();
            diags
                .warning(
                    "eligible-changed",
                    now.span,
                    Text::new(
                        format!(
                            "ô {cell}: `{column}` đổi từ {} thành {}, hơn 5%",
                            before.value, now.value
                        ),
                        format!(
                            "cell {cell}: `{column}` changed from {} to {}, more than 5%",
                            before.value, now.value
                        ),
                    ),
                )
                .also(before.span, Text::new("lần báo trước", "the report before"))
                .hint(Text::new(
                    "xem lại: số người đủ điều kiện ít khi đổi nhiều như vậy",
                    "check it: the number of eligible people seldom changes that much",
                ));
        }
    }
}
