//! A reference to a missing recording.

use crate::check::context::Resolver;
use crate::check::rule::Rule;
use crate::check::{missing_file, written_path};
use crate::diag::{Span, Text};

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "missing-recording",
    configurable: true,
    page: include_str!("missing-recording.md"),
}];

/// Reports a recording that wasn't found, unless its file is there but unusable, which is
/// reported at the file.
pub fn report(written: &str, span: Span, folder: &str, resolver: &mut Resolver<'_, '_>) {
    let path = written_path::resolve(written, folder);
    if missing_file::report_unusable(&path, span, resolver) {
        return;
    }
    let advice = Text::new(
        "đặt tệp .mp3 hoặc .opus cạnh bài viết; tên `vi.mp3` thì không cần ghi `audio:`",
        "put the .mp3 or .opus beside the text; one called `vi.mp3` needs no `audio:`",
    );
    let hint = missing_file::hint_for_missing(&path, resolver.recordings.known(), advice);
    let text = Text::new(
        format!("không thấy tệp thu âm «{written}»"),
        format!("there is no recording `{written}`"),
    );
    resolver.diags.error("missing-recording", span, text).hint(hint);
}
