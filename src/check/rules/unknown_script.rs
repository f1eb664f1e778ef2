//! A broadcast of a script that does not exist.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};
use crate::model::broadcast::Broadcast;
use crate::model::content::Content;
use crate::model::lang::Lang;
use crate::text::nearest::nearest;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "unknown-script", configurable: true, page: include_str!("unknown-script.md") }];

/// Reports the name with the nearest one, or the languages in which the script exists.
pub fn report(broadcast: &Broadcast, lang: &Lang, content: &Content, diags: &mut Diagnostics) {
    let id = &broadcast.script.value;
    let diagnostic = diags.error(
        "unknown-script",
        broadcast.script.span,
        Text::new(
            format!("không có bài đọc `content/scripts/{id}/{lang}.md`"),
            format!("there is no script `content/scripts/{id}/{lang}.md`"),
        ),
    );
    let named = content.scripts.iter().filter(|source| source.id.value == *id);
    let languages: Vec<String> = named.map(|source| format!("`{}`", source.lang)).collect();
    let ids = content
        .scripts
        .iter()
        .filter(|source| source.lang == *lang)
        .map(|source| source.id.value.as_str());
    if !languages.is_empty() {
        let list = languages.join(", ");
        diagnostic.hint(Text::new(
            format!("bài này chỉ có tiếng {list}; ghi thêm `lang:` nếu phát tiếng đó"),
            format!("it exists in {list} only; add `lang:` to broadcast that one"),
        ));
    } else if let Some(near) = nearest(id, ids) {
        diagnostic
            .hint(Text::new(format!("có phải là `{near}`?"), format!("did you mean `{near}`?")));
    } else {
        diagnostic.hint(Text::new(
            "ghi tên thư mục của bài trong `content/scripts/`",
            "write the name of the script's folder in `content/scripts/`",
        ));
    }
}
