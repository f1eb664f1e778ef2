//! A column that the campaign does not use, or a required column that is missing.

use crate::check::progress_row::cell_name;
use crate::check::rule::Rule;
use crate::check::rules::private_data::is_private_column;
use crate::config::Config;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::campaign::Indicator;
use crate::model::content::Table;
use crate::model::spanned::Spanned;
use crate::model::tables::Column;
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
    let is_by_indicator = words.is_by_indicator(names);
    let used: Vec<String> = if is_by_indicator {
        [words.names(Column::Done), words.names(Column::Of)].concat()
    } else {
        let columns =
            |indicator: &Indicator| [indicator.done.to_lowercase(), indicator.of.to_lowercase()];
        config.indicators.iter().flat_map(|(_, indicator)| columns(indicator)).collect()
    };
    let counts = || words.counts.iter().chain(&used).map(String::as_str);
    let known = || words.reserved().chain(counts());
    for (index, (name, column)) in names.iter().zip(&table.columns).enumerate() {
        if !name.is_empty() && names[..index].contains(name) {
            report_twice(name, column, diags);
        }
        if name.is_empty() || known().any(|candidate| candidate == name) || is_private_column(name)
        {
            continue;
        }
        let cell = cell_name(index, table.head);
        let diagnostic = diags.warning(
            "unknown-column",
            column.span,
            Text::new(
                format!("cột `{}` (ô {cell}) không được dùng", column.value),
                format!("the column `{}` (cell {cell}) is not used", column.value),
            ),
        );
        match nearest(name, known()) {
            Some(near) => diagnostic.hint(Text::new(
                format!("có phải là `{near}`?"),
                format!("did you mean `{near}`?"),
            )),
            None => diagnostic.hint(Text::new(
                "muốn dùng thì đặt tên cột trong `indicators` của site.yaml",
                "to use it, name it under `indicators` in site.yaml",
            )),
        };
    }
    let is_missing = |wanted: &[String]| !names.iter().any(|name| wanted.contains(name));
    let needed = match is_by_indicator {
        true => &[Column::Date, Column::Done, Column::Of][..],
        false => &[Column::Date, Column::Unit],
    };
    let mut missing: Vec<&str> = needed
        .iter()
        .filter(|column| is_missing(words.names(**column)))
        .map(|column| words.vietnamese(*column))
        .collect();
    if !is_by_indicator {
        let of_indicators = used.iter().filter(|name| !names.contains(name));
        missing.extend(of_indicators.map(String::as_str));
    }
    missing.sort_unstable();
    missing.dedup();
    for name in missing {
        let span = table.columns.first().map_or(Span::whole(table.file), |column| column.span);
        diags
            .error(
                "missing-column",
                span,
                Text::new(format!("bảng thiếu cột `{name}`"), format!("the table lacks the column `{name}`")),
            )
            .hint(Text::new(
                "dòng đầu của bảng phải là tên các cột; thêm cột này, hoặc sửa `indicators` trong site.yaml",
                "the first row must name the columns; add this one, or change `indicators` in site.yaml",
            ));
    }
}
