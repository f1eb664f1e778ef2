//! `rules:` of `site.yaml` names a rule that doesn't exist, or one that can't be changed.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};
use crate::text::nearest::nearest;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "unknown-rule", configurable: false, page: include_str!("unknown-rule.md") }];

/// Checks the names under `rules:` against the rules there are.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let CheckContext { config, rules, .. } = context;
    for code in config.rules.keys() {
        match rules.iter().find(|rule| rule.code == code) {
            Some(rule) if rule.configurable => {}
            Some(_) => {
                diags
                    .error(
                        "unknown-rule",
                        Span::whole(config.file),
                        Text::new(
                            format!("không đổi được mức của `{code}`: lỗi này luôn phải sửa"),
                            format!("the severity of `{code}` can't be changed: the fault must always be fixed"),
                        ),
                    )
                    .hint(Text::new(
                        format!("bỏ dòng `{code}` trong `rules`"),
                        format!("remove the line `{code}` under `rules`"),
                    ));
            }
            None => {
                let diagnostic = diags.error(
                    "unknown-rule",
                    Span::whole(config.file),
                    Text::new(
                        format!("trong `rules` không có quy tắc nào tên `{code}`"),
                        format!("there is no rule `{code}` for `rules`"),
                    ),
                );
                if let Some(near) = nearest(code, rules.iter().map(|rule| rule.code)) {
                    diagnostic.hint(Text::new(
                        format!("có phải là `{near}`?"),
                        format!("did you mean `{near}`?"),
                    ));
                }
            }
        }
    }
}
