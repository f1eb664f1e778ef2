//! A broadcast at a station that is not in `site.yaml`.

use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::spanned::Spanned;
use crate::text::nearest::nearest;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "unknown-station",
    configurable: true,
    page: include_str!("unknown-station.md"),
}];

/// Reports the name with the nearest one, or that one of several stations must be named.
pub fn report(
    named: Option<&Spanned<String>>,
    entry: Span,
    config: &Config,
    diags: &mut Diagnostics,
) {
    let ids = || config.stations.keys().map(String::as_str);
    let list = ids().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    let Some(at) = named else {
        diags
            .error(
                "unknown-station",
                entry,
                Text::new(
                    "buổi phát này chưa ghi phát ở trạm nào",
                    "this broadcast doesn't say at which station it goes out",
                ),
            )
            .hint(Text::new(
                format!("ghi thêm `station:` là một trong {list}"),
                format!("add `station:`, one of {list}"),
            ));
        return;
    };
    let diagnostic = diags.error(
        "unknown-station",
        at.span,
        Text::new(
            format!("`stations` trong site.yaml không có trạm `{}`", at.value),
            format!("`stations` in site.yaml has no `{}`", at.value),
        ),
    );
    match nearest(&at.value, ids()) {
        Some(near) => diagnostic
            .hint(Text::new(format!("có phải là `{near}`?"), format!("did you mean `{near}`?"))),
        None => diagnostic.hint(Text::new(
            "thêm trạm đó vào `stations` trong site.yaml",
            "add it to `stations` in site.yaml",
        )),
    };
}
