//! A row for an indicator that is not in `site.yaml`.

use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::model::spanned::Spanned;
use crate::text::nearest::nearest;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "unknown-indicator",
    configurable: true,
    page: include_str!("unknown-indicator.md"),
}];

/// Reports the cell that names it.
pub fn report(cell: &Spanned<String>, config: &Config, diags: &mut Diagnostics) {
    let name = &cell.value;
    let titles = config.indicators.iter().flat_map(|(id, indicator)| {
        std::iter::once(id).chain(&indicator.title.plain).chain(indicator.title.by_lang.values())
    });
    let near = nearest(name, titles.map(String::as_str));
    let diagnostic = diags.error(
        "unknown-indicator",
        cell.span,
        Text::new(
            format!("«{name}» không có trong `indicators` của site.yaml"),
            format!("`{name}` is not among `indicators` in site.yaml"),
        ),
    );
    match near {
        Some(near) => diagnostic
            .hint(Text::new(format!("có phải là «{near}»?"), format!("did you mean `{near}`?"))),
        None => diagnostic.hint(Text::new(
            "ghi tên như `title` của chỉ số trong site.yaml, hoặc thêm chỉ số này vào `indicators`",
            "write it as the indicator's `title` in site.yaml, or add it to `indicators`",
        )),
    };
}
