//! A column that the campaign does not use, or a required column that is missing.

use crate::check::progress_row::cell_name;
use crate::check::rule::Rule;
use crate::check::rules::private_data::is_private_column;
use crate::config::Config;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::content::Table;
use crate::model::spanned::Spanned;
use crate::model::tables::{Column, column_key};
use crate::text::nearest::nearest;

/// The codes of this file.
pub const RULES: &[Rule] = &[
    Rule { code: "missing-column", configurable: true, page: include_str!("missing-column.md") },
    Rule { code: "unknown-column", configurable: true, page: include_str!("unknown-column.md") },
];

/// Reports two columns with the same name, because it is unclear which one counts.
fn report_twice(name: &str, column: &Spanned<String>, diags: &mut Diagnostics) {
    diags
        .error(
            "unknown-column",
            column.span,
            Text::new(
                format!("bảng có hai cột `{name}`"),
                format!("the table has two columns `{name}`"),
            ),
        )
        .hint(Text::new("bỏ một cột, hoặc đổi tên", "remove one of them, or give it another name"));
}

/// Checks the header of a table.
pub fn check(table: &Table, names: &[String], config: &Config, diags: &mut Diagnostics) {
    let words = &config.tables;
    let used = used_columns(names, config);
    let mut missing = missing_columns(names, &used, config);
    if table.as_of.is_some() {
        let day = words.vietnamese(Column::Date);
        missing.retain(|name| name != day);
    }
    let counts = || words.counts.iter().chain(&used).map(String::as_str);
    let known: Vec<&str> = words.reserved().chain(counts()).collect();
    for (index, (name, column)) in names.iter().zip(&table.columns).enumerate() {
        if name.is_empty() {
            continue;
        }
        if names[..index].contains(name) {
            report_twice(name, column, diags);
        }
        if known.contains(&name.as_str()) || is_private_column(name) {
            continue;
        }
        let cell = cell_name(index, table.head);
        let near_missing = nearest(name, missing.iter().map(String::as_str)).map(str::to_owned);
        if let Some(wanted) = near_missing {
            missing.retain(|name| *name != wanted);
            report_misspelled(&wanted, column, &cell, diags);
        } else {
            report_unknown(name, column, &cell, &known, diags);
        }
    }
    if !missing.is_empty() {
        report_missing(table, &missing, diags);
    }
}

/// Returns the columns that indicators count.
fn used_columns(names: &[String], config: &Config) -> Vec<String> {
    let words = &config.tables;
    if words.is_by_indicator(names) {
        return [words.names(Column::Done), words.names(Column::Of)].concat();
    }
    let mut used = Vec::new();
    for (_, indicator) in &config.indicators {
        used.extend([column_key(&indicator.done), column_key(&indicator.of)]);
    }
    used
}

/// Returns the columns that a table needs and lacks, sorted.
fn missing_columns(names: &[String], used: &[String], config: &Config) -> Vec<String> {
    let words = &config.tables;
    let is_by_indicator = words.is_by_indicator(names);
    let needed = match is_by_indicator {
        true => &[Column::Date, Column::Done, Column::Of][..],
        false => &[Column::Date, Column::Unit],
    };
    let mut missing = Vec::new();
    for column in needed {
        if !words.names(*column).iter().any(|wanted| names.contains(wanted)) {
            missing.push(words.vietnamese(*column).to_owned());
        }
    }
    if !is_by_indicator {
        missing.extend(used.iter().filter(|name| !names.contains(name)).cloned());
    }
    missing.sort_unstable();
    missing.dedup();
    missing
}

fn report_misspelled(wanted: &str, column: &Spanned<String>, cell: &str, diags: &mut Diagnostics) {
    let typed = &column.value;
    diags
        .error(
            "missing-column",
            column.span,
            Text::new(
                format!("bảng thiếu cột `{wanted}`, chỉ có cột `{typed}` (ô {cell})"),
                format!("the table lacks the column `{wanted}`, but has `{typed}` (cell {cell})"),
            ),
        )
        .hint(Text::new(
            format!("đổi tên cột ở ô {cell} thành `{wanted}`"),
            format!("rename the column in cell {cell} to `{wanted}`"),
        ));
}

fn report_unknown(
    name: &str,
    column: &Spanned<String>,
    cell: &str,
    known: &[&str],
    diags: &mut Diagnostics,
) {
    let hint = match nearest(name, known.iter().copied()) {
        Some(near) => Text::new(format!("có phải là `{near}`?"), format!("did you mean `{near}`?")),
        None => Text::new(
            "muốn dùng thì đặt tên cột trong `indicators` của site.yaml",
            "to use it, name it under `indicators` in site.yaml",
        ),
    };
    let text = Text::new(
        format!("cột `{}` (ô {cell}) không được dùng", column.value),
        format!("the column `{}` (cell {cell}) is not used", column.value),
    );
    diags.warning("unknown-column", column.span, text).hint(hint);
}

fn report_missing(table: &Table, missing: &[String], diags: &mut Diagnostics) {
    let mut list = String::new();
    for name in missing {
        let comma = if list.is_empty() { "" } else { ", " };
        list.push_str(&format!("{comma}`{name}`"));
    }
    let span = table.columns.first().map_or(Span::whole(table.file), |column| column.span);
    let text =
        Text::new(format!("bảng thiếu cột {list}"), format!("the table lacks the column {list}"));
    diags.error("missing-column", span, text).hint(Text::new(
        "dòng đầu của bảng phải là tên các cột; thêm cột thiếu, hoặc sửa `indicators` trong site.yaml",
        "the first row must name the columns; add what is missing, or change `indicators` in site.yaml",
    ));
}
