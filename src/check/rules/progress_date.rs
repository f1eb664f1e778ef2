//! P07: dates that are invalid, in the future, duplicated, or missing.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::progress_row::ProgressRow;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::config::yaml::explain_day;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::spanned::Spanned;
use crate::model::tables::Column;
use crate::text::fold::fold;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "progress-date", configurable: true, page: include_str!("progress-date.md") }];

/// Checks the day of one row.
pub fn check(row: &ProgressRow, config: &Config, diags: &mut Diagnostics) {
    match row.date {
        Some(date) if date > config.today => {
            diags
                .error(
                    "progress-date",
                    row.span,
                    Text::new(
                        format!(
                            "dòng {}: ngày {} còn chưa tới",
                            row.number,
                            date.strftime("%d/%m/%Y")
                        ),
                        format!(
                            "row {}: {} is in the future",
                            row.number,
                            date.strftime("%d/%m/%Y")
                        ),
                    ),
                )
                .hint(Text::new(
                    "xem lại ngày và tháng có bị đổi chỗ không",
                    "check whether day and month were swapped",
                ));
        }
        None if row.note.is_empty() => {
            diags
                .error(
                    "progress-date",
                    row.span,
                    Text::new(
                        format!("dòng {}: chưa ghi ngày", row.number),
                        format!("row {}: there is no day", row.number),
                    ),
                )
                .hint(Text::new(
                    format!("ghi ngày của số liệu; nếu thật sự không rõ, để trống và ghi lý do ở cột `{}`", config.tables.vietnamese(Column::Note)),
                    format!("write the day of the figures; if it is unknown, leave it empty and say why in `{}`", config.tables.english(Column::Note)),
                ));
        }
        Some(_) | None => {}
    }
}

/// Reports an invalid date.
pub fn report_unreadable(cell: &Spanned<String>, diags: &mut Diagnostics) {
    if let Some(explanation) = explain_day(&cell.value) {
        diags.error("progress-date", cell.span, explanation);
        return;
    }
    diags
        .error(
            "progress-date",
            cell.span,
            Text::new(
                format!("`{}` không phải ngày", cell.value),
                format!("`{}` is not a day", cell.value),
            ),
        )
        .hint(Text::new(
            "ghi như `20/11/2026` hoặc `2026-11-20`",
            "write it as `20/11/2026` or `2026-11-20`",
        ));
}

/// Checks that each unit has one row per day.
pub fn check_duplicates(rows: &[ProgressRow], diags: &mut Diagnostics) -> BTreeSet<usize> {
    let mut first_rows = BTreeMap::new();
    let mut twice = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        // A day has one total, whatever its name is.
        let unit = if row.is_total { String::new() } else { fold(&row.unit.value) };
        let first = *first_rows.entry((row.date, row.is_total, unit)).or_insert(index);
        if first != index {
            twice.insert(index, first);
        }
    }
    let mut reported = BTreeSet::new();
    for (index, first) in &twice {
        let (row, first) = (&rows[*index], &rows[*first]);
        let files = (first.span.file, row.span.file);
        let is_copy = |(index, first): (&usize, &usize)| {
            (rows[*first].span.file, rows[*index].span.file) == files
        };
        let copied = twice.iter().filter(|pair| is_copy(*pair)).count();
        if files.0 == files.1 || copied == 1 {
            report_twice(row.span, row.number, &row.unit.value, first.span, diags);
        } else if reported.insert(files) {
            report_copy(row, first, copied, diags);
        }
    }
    twice.into_keys().collect()
}

/// Reports a table that repeats rows of another one.
fn report_copy(row: &ProgressRow, first: &ProgressRow, copied: usize, diags: &mut Diagnostics) {
    diags
        .error(
            "progress-date",
            row.span,
            Text::new(
                format!("{copied} dòng của bảng này trùng ngày và đơn vị với một bảng khác"),
                format!("{copied} rows of this table have the days and units of another table"),
            ),
        )
        .also(first.span, Text::new("bảng thứ nhất ở đây", "the first table is here"))
        .hint(Text::new(
            "nếu là bản sao thì xóa tệp thừa; nếu là số mới thì sửa ngày",
            "delete the file if it is a copy; correct the day if the figures are new",
        ));
}

/// Reports duplicate figures for a day: those of a unit, or of an indicator.
pub fn report_twice(span: Span, number: usize, of: &str, first: Span, diags: &mut Diagnostics) {
    diags
        .error(
            "progress-date",
            span,
            Text::new(
                format!("dòng {number}: «{of}» đã có số của ngày này"),
                format!("row {number}: `{of}` already has figures for this day"),
            ),
        )
        .also(first, Text::new("dòng thứ nhất ở đây", "the first row is here"))
        .hint(Text::new("bỏ một trong hai dòng", "remove one of the two rows"));
}
