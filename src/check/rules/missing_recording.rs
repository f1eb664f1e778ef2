//! A reference to a missing recording.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};
use crate::text::nearest::nearest;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "missing-recording",
    configurable: true,
    page: include_str!("missing-recording.md"),
}];

/// Reports a recording that wasn't found; offers the nearest there is.
pub fn report<'a>(
    written: &str,
    span: Span,
    known: impl Iterator<Item = &'a str>,
    diags: &mut Diagnostics,
) {
    let file_name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let names: Vec<String> = known.map(file_name).collect();
    let wanted = file_name(written);
    let diagnostic = diags.error(
        "missing-recording",
        span,
        Text::new(
            format!("không thấy tệp thu âm «{written}»"),
            format!("there is no recording `{written}`"),
        ),
    );
    match nearest(&wanted, names.iter().map(String::as_str)) {
        Some(found) => diagnostic
            .hint(Text::new(format!("có phải là «{found}»?"), format!("did you mean `{found}`?"))),
        None => diagnostic.hint(Text::new(
            "đặt tệp .mp3 hoặc .opus cạnh bài viết; tên `vi.mp3` thì không cần ghi `audio:`",
            "put the .mp3 or .opus beside the text; one called `vi.mp3` needs no `audio:`",
        )),
    };
}
