//! A reference to a missing picture.

use crate::check::context::Resolver;
use crate::check::rule::Rule;
use crate::check::{missing_file, written_path};
use crate::diag::{Span, Text};

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "missing-picture",
    configurable: true,
    page: include_str!("missing-picture.md"),
}];

/// Reports a picture that wasn't found, unless its file is there but unusable, which is
/// reported at the file.
pub fn report(written: &str, span: Span, folder: &str, resolver: &mut Resolver<'_, '_>) {
    let path = written_path::resolve(written, folder);
    if missing_file::report_unusable(&path, span, resolver) {
        return;
    }
    let hint = if written.contains("://") {
        Text::new(
            "trang không lấy ảnh từ nơi khác: tải ảnh về, đặt cạnh bài viết",
            "pages load no pictures from elsewhere: save it beside the text",
        )
    } else {
        let advice = Text::new(
            "đặt ảnh cạnh bài viết, hoặc trong `content/pictures/` rồi viết `/pictures/ten-anh.jpg`",
            "put it beside the text, or in `content/pictures/` and write `/pictures/name.jpg`",
        );
        missing_file::hint_for_missing(&path, resolver.pictures.known(), advice)
    };
    let text = Text::new(
        format!("không thấy ảnh «{written}»"),
        format!("there is no picture `{written}`"),
    );
    resolver.diags.error("missing-picture", span, text).hint(hint);
}
