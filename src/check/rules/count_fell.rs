//! P02: a cumulative count is lower than in the previous report.

use std::collections::BTreeMap;

use crate::check::progress_row::ProgressRow;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Severity, Text};
use crate::model::content::Status;
use crate::model::tables::{Column, TableWords};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "count-fell", configurable: true, page: include_str!("count-fell.md") }];

/// Compares each unit's row with its row before.
pub fn check(rows: &[&ProgressRow], config: &Config, diags: &mut Diagnostics) {
    let mut by_unit: BTreeMap<&str, Vec<&ProgressRow>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.date.is_some() && row.status != Status::Draft) {
        by_unit.entry(&row.unit.value).or_default().push(row);
    }
    for rows in by_unit.values_mut() {
        rows.sort_by_key(|row| row.date);
        for pair in rows.windows(2) {
            compare(pair[0], pair[1], &config.tables, diags);
        }
    }
}

fn compare(before: &ProgressRow, now: &ProgressRow, words: &TableWords, diags: &mut Diagnostics) {
    for (column, count) in &now.counts {
        // Who is eligible changes as people move; what was done stays done.
        let is_cumulative = !words.may_fall(column);
        let Some(earlier) = before
            .counts
            .get(column)
            .filter(|earlier| is_cumulative && count.value < earlier.value)
        else {
            continue;
        };
        let severity =
            if words.explains_fall(&now.note) { Severity::Warning } else { Severity::Error };
        let cell = count.cell();
        diags
            .add("count-fell", severity, count.span, Text::new(
                format!("«{}», ô {cell}: `{column}` giảm từ {} xuống {}", now.unit.value, earlier.value, count.value),
                format!("{}, cell {cell}: `{column}` fell from {} to {}", now.unit.value, earlier.value, count.value),
            ))
            .also(earlier.span, Text::new("lần báo trước", "the report before"))
            .hint(Text::new(
                format!("nếu đúng (chuyển đi, qua đời, nhập sai lần trước), ghi `{}`: điều chỉnh, vì sao", words.vietnamese(Column::Note)),
                format!("if it is right (people moved, died, an earlier mistake), write why in `{}`, starting with `adjusted`", words.english(Column::Note)),
            ));
    }
}
