//! A script without a sentence.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};
use crate::model::content::{ScriptSource, Status};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "empty-script", configurable: false, page: include_str!("empty-script.md") }];

/// Reports that only the words before and after a script would be read. A draft may be empty.
pub fn report(script: &ScriptSource, diags: &mut Diagnostics) {
    if script.status.value == Status::Draft {
        return;
    }
    let span = script.title.as_ref().map_or(script.id.span, |at| at.span);
    diags
        .error(
            "empty-script",
            span,
            Text::new("bài đọc này chưa có câu nào để đọc", "this script has no sentence to read"),
        )
        .hint(Text::new(
            "viết lời đọc dưới dòng `---` thứ hai; chưa viết xong thì ghi `status: draft`",
            "write the words below the second line `---`; until they are there, write `status: draft`",
        ));
}
