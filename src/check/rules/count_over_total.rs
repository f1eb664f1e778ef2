//! P01: more done than the total, or parts that do not add up to their total.

use crate::check::progress_row::{Count, ProgressRow};
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::model::tables::column_key;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "count-over-total",
    configurable: true,
    page: include_str!("count-over-total.md"),
}];

/// Checks one row.
pub fn check(row: &ProgressRow, config: &Config, diags: &mut Diagnostics) {
    let indicators = config
        .indicators
        .iter()
        .map(|(_, indicator)| (column_key(&indicator.done), column_key(&indicator.of)));
    let common = config.tables.at_most.iter().cloned();
    for (done, of) in indicators.chain(common) {
        if let (Some(part), Some(whole)) = (row.counts.get(&done), row.counts.get(&of))
            && part.value > whole.value
        {
            report(row, (&done, *part), (&of, *whole), diags);
        }
    }
    for (all, parts) in &config.tables.sums {
        check_sum(row, parts, all, diags);
    }
}

fn report(
    row: &ProgressRow,
    (done, part): (&str, Count),
    (of, whole): (&str, Count),
    diags: &mut Diagnostics,
) {
    let unit = &row.unit.value;
    let cell = part.cell();
    let other = whole.cell();
    diags
        .error(
            "count-over-total",
            part.span,
            Text::new(
                format!(
                    "«{unit}», ô {cell}: `{done}` là {} lại lớn hơn `{of}` là {} (ô {other})",
                    part.value, whole.value
                ),
                format!(
                    "{unit}, cell {cell}: `{done}` is {}, more than `{of}`, which is {} (cell {other})",
                    part.value, whole.value
                ),
            ),
        )
        .also(whole.span, Text::new(format!("`{of}`"), format!("`{of}`")))
        .hint(Text::new("xem lại hai ô này với nơi gửi số liệu", "check both cells with whoever sent the figures"));
}

fn check_sum(row: &ProgressRow, parts: &[String], all: &str, diags: &mut Diagnostics) {
    let counts: Option<Vec<i64>> =
        parts.iter().map(|part| Some(row.counts.get(part)?.value)).collect();
    let (Some(counts), Some(total)) = (counts, row.counts.get(all)) else { return };
    let sum: i64 = counts.iter().sum();
    if sum == total.value {
        return;
    }
    let list = |word: &str| {
        let names: Vec<String> = parts.iter().map(|part| format!("`{part}`")).collect();
        names.join(word)
    };
    let cell = total.cell();
    diags
        .error(
            "count-over-total",
            total.span,
            Text::new(
                format!(
                    "«{}», ô {cell}: {} là {sum}, khác `{all}` là {}",
                    row.unit.value,
                    list(" cộng "),
                    total.value
                ),
                format!(
                    "{}, cell {cell}: {} is {sum}, not {} as in `{all}`",
                    row.unit.value,
                    list(" plus "),
                    total.value
                ),
            ),
        )
        .hint(Text::new("xem lại các ô này", "check these cells"));
}
