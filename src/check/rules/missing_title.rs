//! A page or script without a title.

use crate::diag::{Diagnostics, FileId, Place, Text};
use crate::model::content::{Article, At, ScriptSource};

/// Checks an explainer.
pub fn check(article: &Article, diags: &mut Diagnostics) {
    check_text(article.title.as_ref(), article.file, diags);
}

/// Checks a script.
pub fn check_script(script: &ScriptSource, diags: &mut Diagnostics) {
    check_text(script.title.as_ref(), script.file, diags);
}

fn check_text(title: Option<&At<String>>, file: FileId, diags: &mut Diagnostics) {
    let place = match title {
        Some(at) if at.value.is_empty() => at.place,
        Some(_) => return,
        None => Place::new(file, 0..3),
    };
    diags.error("missing-title", place, Text::new("thiếu tiêu đề", "the title is missing")).hint(
        Text::new(
            "thêm vào đầu tệp một dòng như `title: Mở tài khoản`",
            "add a line such as `title: Activate` at the top",
        ),
    );
}
