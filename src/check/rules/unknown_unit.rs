//! P07: a hamlet that is not in `site.yaml`, most often a spelling mistake.

use crate::check::progress_row::ProgressRow;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::text::nearest::nearest;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "unknown-unit", configurable: true, page: include_str!("unknown-unit.md") }];

/// Checks the unit of one row. Where `site.yaml` lists no hamlets, any name is taken.
pub fn check(row: &ProgressRow, config: &Config, diags: &mut Diagnostics) {
    let name = &row.unit.value;
    if row.is_total || config.units.is_empty() || config.units.contains(name) {
        return;
    }
    let diagnostic = diags.error(
        "unknown-unit",
        row.unit.span,
        Text::new(
            format!("«{name}» không có trong danh sách `units` của site.yaml"),
            format!("`{name}` is not among `units` in site.yaml"),
        ),
    );
    match nearest(name, config.units.iter().map(String::as_str)) {
        Some(near) => diagnostic
            .hint(Text::new(format!("có phải là «{near}»?"), format!("did you mean `{near}`?"))),
        None => diagnostic.hint(Text::new(
            "sửa tên thôn, hoặc thêm vào `units`",
            "correct the name, or add it to `units`",
        )),
    };
}
