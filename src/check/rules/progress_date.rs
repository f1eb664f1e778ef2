//! P07: days that can't be: unreadable, in the future, given twice, or left out without a word.

use std::collections::BTreeMap;

use crate::check::progress::Row;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::model::content::At;
use crate::text::fold::fold;

/// Checks the day of one row.
pub fn check(row: &Row, config: &Config, diags: &mut Diagnostics) {
    match row.date {
        Some(date) if date > config.today => {
            diags
                .error(
                    "progress-date",
                    row.place,
                    Text::new(
                        format!("dòng {}: ngày {} còn chưa tới", row.number, date.strftime("%d/%m/%Y")),
                        format!("row {}: {} is in the future", row.number, date.strftime("%d/%m/%Y")),
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
                    row.place,
                    Text::new(
                        format!("dòng {}: chưa ghi ngày", row.number),
                        format!("row {}: there is no day", row.number),
                    ),
                )
                .hint(Text::new(
                    "ghi ngày của số liệu; nếu thật sự không rõ, để trống và ghi lý do ở cột `ghi_chu`",
                    "write the day of the figures; if nobody knows it, leave it empty and say why in `note`",
                ));
        }
        Some(_) | None => {}
    }
}

/// Reports a day that can't be read.
pub fn report_unreadable(cell: &At<String>, diags: &mut Diagnostics) {
    diags
        .error(
            "progress-date",
            cell.place,
            Text::new(format!("`{}` không phải ngày", cell.value), format!("`{}` is not a day", cell.value)),
        )
        .hint(Text::new("ghi như `20/11/2026` hoặc `2026-11-20`", "write it as `20/11/2026` or `2026-11-20`"));
}

/// Checks that each unit reports once a day.
pub fn check_duplicates(rows: &[Row], diags: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for row in rows {
        let Some(first) = seen.insert((row.date, row.is_total, fold(&row.unit.value)), row) else { continue };
        diags
            .error(
                "progress-date",
                row.place,
                Text::new(
                    format!("dòng {}: «{}» đã có số của ngày này", row.number, row.unit.value),
                    format!("row {}: `{}` already has figures for this day", row.number, row.unit.value),
                ),
            )
            .also(first.place, Text::new("dòng thứ nhất ở đây", "the first row is here"))
            .hint(Text::new("bỏ một trong hai dòng", "remove one of the two rows"));
    }
}
