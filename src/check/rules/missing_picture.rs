//! A reference to a missing picture.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};
use crate::text::nearest::nearest;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "missing-picture",
    configurable: true,
    page: include_str!("missing-picture.md"),
}];

/// Reports a picture that wasn't found; offers the nearest there is.
pub fn report<'a>(
    written: &str,
    span: Span,
    known: impl Iterator<Item = &'a str>,
    diags: &mut Diagnostics,
) {
    let names: Vec<&str> = known.collect();
    let file_name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let wanted = file_name(written);
    let is_web = written.contains("://");
    let near = names.iter().map(|path| file_name(path)).collect::<Vec<_>>();
    let diagnostic = diags.error(
        "missing-picture",
        span,
        Text::new(
            format!("không thấy ảnh «{written}»"),
            format!("there is no picture `{written}`"),
        ),
    );
    if is_web {
        diagnostic.hint(Text::new(
            "trang không lấy ảnh từ nơi khác: tải ảnh về, đặt cạnh bài viết",
            "pages load no pictures from elsewhere: save it beside the text",
        ));
        return;
    }
    match nearest(&wanted, near.iter().map(String::as_str)) {
        Some(found) => diagnostic.hint(Text::new(format!("có phải là «{found}»?"), format!("did you mean `{found}`?"))),
        None => diagnostic.hint(Text::new(
            "đặt ảnh cạnh bài viết, hoặc trong `content/pictures/` rồi viết `/pictures/ten-anh.jpg`",
            "put it beside the text, or in `content/pictures/` and write `/pictures/name.jpg`",
        )),
    };
}
