//! Files that texts name and that can't be used.

use crate::check::context::Resolver;
use crate::diag::{Severity, Span, Text};
use crate::model::file_form::advise_form;
use crate::text::nearest::nearest;

/// Returns whether a file is there, but can't be used. If nothing reads it, an error names the text
/// that needs it; a file with errors was reported.
pub fn report_unusable(path: &str, span: Span, resolver: &mut Resolver<'_, '_>) -> bool {
    let content = resolver.content;
    if let Some(diagnostic) = content.unused_files.get(path) {
        let mut diagnostic = diagnostic.clone();
        diagnostic.severity = Severity::Error;
        diagnostic.also(span, Text::new("bài này dùng tệp đó", "this text uses the file"));
        resolver.diags.list.push(diagnostic);
        return true;
    }
    content.broken_files.iter().any(|file| *content.sources.get(*file).path == *path)
}

/// Returns a hint for a missing file: where a file of this name is, or the nearest name in reach.
pub fn hint_for_missing<'k>(
    path: &str,
    known: impl Iterator<Item = &'k str>,
    otherwise: Text,
) -> Text {
    let (folder, wanted) = path.rsplit_once('/').unwrap_or(("", path));
    let mut in_reach = Vec::new();
    for known in known {
        let (known_folder, name) = known.rsplit_once('/').unwrap_or(("", known));
        if name == wanted && known.starts_with("content/pictures/") {
            let written = &known["content".len()..];
            return Text::new(
                format!("tệp này đang ở `{known}`: ghi `{written}`"),
                format!("the file is at `{known}`: write `{written}`"),
            );
        }
        if name == wanted {
            return Text::new(
                format!("tệp này đang ở `{known}`: dời nó vào `{folder}`"),
                format!("the file is at `{known}`: move it to `{folder}`"),
            );
        }
        if known_folder == folder {
            in_reach.push(name);
        }
    }
    let ending = wanted.rsplit('.').next().unwrap_or_default().to_lowercase();
    if let Some(advice) = advise_form(&ending) {
        return advice;
    }
    match nearest(wanted, in_reach) {
        Some(near) => Text::new(format!("có phải là «{near}»?"), format!("did you mean `{near}`?")),
        None => otherwise,
    }
}
