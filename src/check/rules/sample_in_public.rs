//! P10: sample figures in a public build.

use crate::check::progress_row::ProgressRow;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "sample-in-public",
    configurable: true,
    page: include_str!("sample-in-public.md"),
}];

/// Checks one row.
pub fn check(row: &ProgressRow, config: &Config, diags: &mut Diagnostics) {
    if !row.is_sample || config.demo {
        return;
    }
    diags
        .error(
            "sample-in-public",
            row.span,
            Text::new(
                format!("dòng {}: số liệu mẫu không được đưa lên trang thật", row.number),
                format!("row {}: sample figures must not be published", row.number),
            ),
        )
        .hint(Text::new(
            "bỏ dòng này; muốn xem thử thì chạy `loa build --demo` (mọi nơi sẽ ghi SỐ LIỆU MẪU)",
            "remove the row; to try it out run `loa build --demo` (everything is then marked as sample)",
        ));
}
