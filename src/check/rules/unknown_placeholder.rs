//! A placeholder without a value.

use crate::check::context::Resolver;
use crate::check::progress::FIELDS;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Span, Text};
use crate::model::content::Content;
use crate::text::nearest::nearest;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "unknown-placeholder",
    configurable: true,
    page: include_str!("unknown-placeholder.md"),
}];

/// The fields of `place.<id>.<field>`.
const PLACE_FIELDS: [&str; 5] = ["name", "address", "hours", "phone", "email"];

/// Reports a placeholder that no fact, place or indicator answers to, unless the file that should
/// have its value has errors, which are reported there.
pub fn report(name: &str, span: Span, resolver: &mut Resolver<'_, '_>) {
    let Resolver { content, config, progress, .. } = resolver;
    let (is_broken, (text, hint)) = match name.split_once('.') {
        Some(("fact", id)) => (content.has_errors_in("content/facts."), fact(id, content)),
        Some(("place", rest)) => (content.has_errors_in("site.yaml"), place(rest, config)),
        Some(("progress" | "chart", rest)) => {
            let is_broken = progress.has_errors || content.has_errors_in("site.yaml");
            (is_broken, figure(rest, config))
        }
        _ => (false, other(name)),
    };
    if !is_broken {
        resolver.diags.error("unknown-placeholder", span, text).hint(hint);
    }
}

fn fact(id: &str, content: &Content) -> (Text, Text) {
    if content.facts.is_empty() {
        return (
            Text::new(
                "chưa có dữ kiện nào: không có tệp `content/facts.yaml`, hoặc tệp còn trống",
                "there are no facts: the file `content/facts.yaml` is missing or empty",
            ),
            Text::new(
                "đặt tệp đúng tên `facts.yaml` trong thư mục `content`, mỗi dữ kiện một mục",
                "put the file `facts.yaml` into the folder `content`, one entry for each fact",
            ),
        );
    }
    let text = Text::new(
        format!("không có dữ kiện `{id}` trong `content/facts.yaml`"),
        format!("there is no fact `{id}` in `content/facts.yaml`"),
    );
    let add = Text::new(
        format!("thêm `{id}:` vào `content/facts.yaml`, hoặc sửa tên ở đây"),
        format!("add `{id}:` to `content/facts.yaml`, or correct the name here"),
    );
    (text, suggest("fact.", nearest(id, content.facts.keys().map(String::as_str)), add))
}

fn place(rest: &str, config: &Config) -> (Text, Text) {
    let (id, field) = rest.split_once('.').unwrap_or((rest, ""));
    if config.places.contains_key(id) {
        return (
            Text::new(
                format!("nơi `{id}` không có mục `{field}`"),
                format!("the place `{id}` has no `{field}`"),
            ),
            Text::new(
                format!("các mục dùng được: {}", PLACE_FIELDS.join(", ")),
                format!("known: {}", PLACE_FIELDS.join(", ")),
            ),
        );
    }
    let text = Text::new(
        format!("không có nơi nào tên `{id}` trong `places` của site.yaml"),
        format!("there is no place `{id}` under `places` in site.yaml"),
    );
    let add = Text::new(
        format!("thêm `{id}:` vào `places` của site.yaml, hoặc sửa tên ở đây"),
        format!("add `{id}:` under `places` in site.yaml, or correct the name here"),
    );
    (text, suggest("place.", nearest(id, config.places.keys().map(String::as_str)), add))
}

fn figure(rest: &str, config: &Config) -> (Text, Text) {
    let (id, field) = rest.split_once('.').unwrap_or((rest, FIELDS[0]));
    let ids = || config.indicators.iter().map(|(id, _)| id.as_str());
    if !ids().any(|known| known == id) {
        let text = Text::new(
            format!("không có chỉ tiêu `{id}` trong `indicators` của site.yaml"),
            format!("there is no indicator `{id}` under `indicators` in site.yaml"),
        );
        let known = ids().collect::<Vec<_>>().join(", ");
        let list = Text::new(
            format!("các chỉ tiêu đang có: {known}"),
            format!("known indicators: {known}"),
        );
        return (text, suggest("progress.", nearest(id, ids()), list));
    }
    if !FIELDS.contains(&field) {
        let text = Text::new(
            format!("chỉ tiêu `{id}` không có mục `{field}`"),
            format!("the indicator `{id}` has no `{field}`"),
        );
        let list = Text::new(
            format!("các mục dùng được: {}", FIELDS.join(", ")),
            format!("known: {}", FIELDS.join(", ")),
        );
        return (text, suggest(&format!("progress.{id}."), nearest(field, FIELDS), list));
    }
    (
        Text::new(
            format!("chưa có số liệu nào cho chỉ tiêu `{id}`"),
            format!("there are no figures for the indicator `{id}`"),
        ),
        Text::new(
            "đặt bảng có số của chỉ tiêu này trong `content/progress/`",
            "put a table with its figures into `content/progress/`",
        ),
    )
}

fn other(name: &str) -> (Text, Text) {
    let text = Text::new(
        format!("không có giá trị nào tên «{{{{{name}}}}}»"),
        format!("there is no value `{{{{{name}}}}}`"),
    );
    let list = Text::new(
        "dùng được: `{{progress.…}}`, `{{fact.…}}` (trong facts.yaml), `{{place.…}}` (trong site.yaml)",
        "known: `{{progress.…}}`, `{{fact.…}}` (from facts.yaml), `{{place.…}}` (from site.yaml)",
    );
    (text, suggest("", nearest(name, ["table.progress", "table.facts"]), list))
}

/// Returns a hint with the nearest name, or `otherwise` if no name is near.
fn suggest(prefix: &str, near: Option<&str>, otherwise: Text) -> Text {
    let Some(near) = near else { return otherwise };
    Text::new(format!("có phải là `{prefix}{near}`?"), format!("did you mean `{prefix}{near}`?"))
}
