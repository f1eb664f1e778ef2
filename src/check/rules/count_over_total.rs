//! P01: more done than there is to do, or parts that don't make their whole.

use crate::check::progress_row::{Count, ProgressRow};
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "count-over-total",
    configurable: true,
    page: include_str!("count-over-total.md"),
}];

/// Pairs that hold in every identity campaign, whatever its indicators: files come before cards, accounts before use.
const NEVER_MORE: [(&str, &str); 4] = [
    ("cccd_cap", "cccd_thu_nhan"),
    ("ddt_cap", "ddt_thu_nhan"),
    ("kich_hoat_muc1", "ddt_muc1"),
    ("kich_hoat_muc2", "ddt_muc2"),
];

/// Checks one row.
pub fn check(row: &ProgressRow, config: &Config, diags: &mut Diagnostics) {
    let indicators = config
        .indicators
        .iter()
        .map(|(_, indicator)| (indicator.done.to_lowercase(), indicator.of.to_lowercase()));
    let common = NEVER_MORE.iter().map(|(done, of)| ((*done).to_owned(), (*of).to_owned()));
    for (done, of) in indicators.chain(common) {
        if let (Some(part), Some(whole)) = (row.counts.get(&done), row.counts.get(&of))
            && part.value > whole.value
        {
            report(row, (&done, *part), (&of, *whole), diags);
        }
    }
    check_levels(row, "ddt_muc1", "ddt_muc2", "ddt_cap", diags);
    check_levels(row, "kich_hoat_muc1", "kich_hoat_muc2", "kich_hoat", diags);
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

fn check_levels(row: &ProgressRow, one: &str, two: &str, all: &str, diags: &mut Diagnostics) {
    let (Some(first), Some(second), Some(total)) =
        (row.counts.get(one), row.counts.get(two), row.counts.get(all))
    else {
        return;
    };
    let sum = first.value + second.value;
    if sum == total.value {
        return;
    }
    let cell = total.cell();
    diags
        .error(
            "count-over-total",
            total.span,
            Text::new(
                format!(
                    "«{}», ô {cell}: `{one}` cộng `{two}` là {sum}, khác `{all}` là {}",
                    row.unit.value, total.value
                ),
                format!(
                    "{}, cell {cell}: `{one}` plus `{two}` is {sum}, not {} as in `{all}`",
                    row.unit.value, total.value
                ),
            ),
        )
        .hint(Text::new("xem lại ba ô này", "check the three cells"));
}
