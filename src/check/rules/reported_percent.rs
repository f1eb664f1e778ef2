//! P04: the percentage that was reported against the counts beside it.

use crate::check::progress_row::ProgressRow;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Severity, Text};
use crate::model::spanned::Spanned;
use crate::model::tables::{Column, TableWords};
use crate::model::value::Decimal;

/// The codes of this file.
pub const RULES: &[Rule] = &[
    Rule {
        code: "reported-percent",
        configurable: true,
        page: include_str!("reported-percent.md"),
    },
    Rule {
        code: "reported-percent-cut",
        configurable: true,
        page: include_str!("reported-percent-cut.md"),
    },
];

/// Checks one row.
pub fn check(row: &ProgressRow, config: &Config, diags: &mut Diagnostics) {
    let Some((percent, of)) = &row.reported else { return };
    let words = &config.tables;
    let of_column = of.value.to_lowercase();
    let candidates = || config.indicators.iter().map(|(_, indicator)| indicator);
    let done = candidates()
        .find(|indicator| {
            indicator.of.to_lowercase() == of_column
                && fits(row, &indicator.done, &of_column, percent.value).is_some()
        })
        .or_else(|| {
            candidates().filter(|indicator| indicator.of.to_lowercase() == of_column).max_by_key(
                |indicator| {
                    // Several may be shares of the same whole; the row has counts of one at least.
                    row.counts.contains_key(&indicator.done.to_lowercase())
                },
            )
        })
        .map(|indicator| indicator.done.to_lowercase());
    let Some(done) = done else {
        report_no_base(row, percent, of, words, diags);
        return;
    };
    let (Some(part), Some(whole)) = (row.counts.get(&done), row.counts.get(&of_column)) else {
        return;
    };
    let exact = thousandths(part.value, whole.value);
    match fits(row, &done, &of_column, percent.value) {
        Some(Fit::Rounded) => {}
        Some(Fit::Cut) => {
            diags.add(
                "reported-percent-cut",
                Severity::Info,
                percent.span,
                Text::new(
                    format!(
                        "{} % là số cắt bớt, không làm tròn: đúng là {} % ({} trên {})",
                        shown(percent.value),
                        comma(exact),
                        part.value,
                        whole.value
                    ),
                    format!(
                        "{} % is cut off, not rounded: it is {} % ({} of {})",
                        shown_en(percent.value),
                        point(exact),
                        part.value,
                        whole.value
                    ),
                ),
            );
        }
        None => {
            let other = other_base(row, part.value, percent.value, &of_column);
            let severity = if other.is_some() { Severity::Warning } else { Severity::Error };
            let diagnostic = diags.add(
                "reported-percent",
                severity,
                percent.span,
                Text::new(
                    format!(
                        "báo cáo ghi {} %, nhưng {} trên {} là {} %",
                        shown(percent.value),
                        part.value,
                        whole.value,
                        comma(exact)
                    ),
                    format!(
                        "{} % was reported, but {} of {} is {} %",
                        shown_en(percent.value),
                        part.value,
                        whole.value,
                        point(exact)
                    ),
                ),
            );
            match other {
                Some(column) => diagnostic.hint(Text::new(
                    format!(
                        "số này đúng nếu tính trên `{column}`; ghi `{}`: {column}",
                        words.vietnamese(Column::ReportedOf)
                    ),
                    format!(
                        "it is right if taken of `{column}`; write that in `{}`",
                        words.english(Column::ReportedOf)
                    ),
                )),
                None => diagnostic.hint(Text::new(
                    "xem lại số đếm hoặc tỷ lệ",
                    "check the counts or the percentage",
                )),
            };
        }
    }
}

/// Reports a percentage that is none.
pub fn report_unreadable(cell: &Spanned<String>, diags: &mut Diagnostics) {
    diags
        .error(
            "reported-percent",
            cell.span,
            Text::new(
                format!("`{}` không phải tỷ lệ phần trăm", cell.value),
                format!("`{}` is not a percentage", cell.value),
            ),
        )
        .hint(Text::new("ghi như `48,3`", "write it as `48.3`"));
}

fn report_no_base(
    row: &ProgressRow,
    percent: &Spanned<Decimal>,
    of: &Spanned<String>,
    words: &TableWords,
    diags: &mut Diagnostics,
) {
    let known = row.counts.contains_key(&of.value.to_lowercase());
    let text = if of.value.is_empty() {
        Text::new(
            "có tỷ lệ mà không ghi tính trên cột nào",
            "there is a percentage, but not of what",
        )
    } else if known {
        Text::new(
            format!("không có chỉ tiêu nào tính trên `{}`", of.value),
            format!("no indicator is taken of `{}`", of.value),
        )
    } else {
        Text::new(
            format!("bảng không có cột `{}`", of.value),
            format!("the table has no column `{}`", of.value),
        )
    };
    diags.warning("reported-percent", percent.span, text).hint(Text::new(
        format!("ghi tên cột vào `{}`, như `du_dk_ddt`", words.vietnamese(Column::ReportedOf)),
        format!("name the column in `{}`, such as `du_dk_ddt`", words.english(Column::ReportedOf)),
    ));
}

/// How a reported percentage agrees with counts.
enum Fit {
    Rounded,
    Cut,
}

fn fits(row: &ProgressRow, done: &str, of: &str, percent: Decimal) -> Option<Fit> {
    let part = row.counts.get(&done.to_lowercase())?.value;
    let whole = row.counts.get(of)?.value;
    fit(part, whole, percent)
}

fn fit(part: i64, whole: i64, percent: Decimal) -> Option<Fit> {
    if whole <= 0 {
        return None;
    }
    let scale = 10_i128.pow(u32::from(percent.scale));
    let exact = i128::from(part) * 100 * scale;
    let whole = i128::from(whole);
    let units = i128::from(percent.units);
    if (2 * exact + whole).div_euclid(2 * whole) == units {
        Some(Fit::Rounded)
    } else if exact.div_euclid(whole) == units {
        Some(Fit::Cut)
    } else {
        // Up to a tenth of a point apart counts as the same figure, written less exactly.
        let difference = (exact - units * whole).abs() * 10;
        (difference <= whole * scale).then_some(Fit::Rounded)
    }
}

fn other_base<'a>(
    row: &'a ProgressRow,
    part: i64,
    percent: Decimal,
    except: &str,
) -> Option<&'a str> {
    row.counts
        .iter()
        .find(|(column, count)| {
            column.as_str() != except
                && count.value != part
                && fit(part, count.value, percent).is_some()
        })
        .map(|(column, _)| column.as_str())
}

/// A percentage in thousandths, rounded to the hundredths that are shown: a message about cutting off must not cut.
fn thousandths(part: i64, whole: i64) -> i64 {
    if whole <= 0 { 0 } else { (part * 20_000 + whole) / (2 * whole) * 10 }
}

fn comma(thousandths: i64) -> String {
    format!("{},{:02}", thousandths / 1000, thousandths % 1000 / 10)
}

fn point(thousandths: i64) -> String {
    comma(thousandths).replace(',', ".")
}

fn shown(percent: Decimal) -> String {
    comma(percent.thousandths()).trim_end_matches('0').trim_end_matches(',').to_owned()
}

fn shown_en(percent: Decimal) -> String {
    shown(percent).replace(',', ".")
}

#[cfg(test)]
mod tests {
    use super::{comma, shown, thousandths};
    use crate::model::value::Decimal;

    #[test]
    fn shown_percentages_are_rounded() {
        assert_eq!(comma(thousandths(1046, 2163)), "48,36");
        assert_eq!(comma(thousandths(2, 3)), "66,67");
        assert_eq!(comma(thousandths(5, 0)), "0,00");
        assert_eq!(shown(Decimal { units: 483, scale: 1 }), "48,3");
        assert_eq!(shown(Decimal { units: 50, scale: 0 }), "50");
    }
}
