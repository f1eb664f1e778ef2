//! Finds files that nothing reads, and says which name or form they should have.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, Error, Severity, Sources, Span, Text};
use crate::files::overlay::OverlayFolder;
use crate::load::file::{
    EXPLAINERS, FACTS, SCRIPTS, TextName, is_picture, is_recording, lexicon_language, name_text,
};
use crate::model::file_form::advise_form;
use crate::model::lang::Lang;
use crate::text::nearest::nearest;

const REGISTERS: [&str; 3] = [FACTS, "content/broadcasts.yaml", "content/posts.yaml"];
const FOLDERS: [&str; 4] = ["explainers", "scripts", "progress", "pictures"];
const PROGRESS: &str = "content/progress";

/// Files at the top of a campaign that belong elsewhere.
const STRAY_AT_TOP: [&str; 8] = [
    "site.yml",
    "site.yaml.txt",
    "facts.yaml",
    "facts.yml",
    "broadcasts.yaml",
    "broadcasts.yml",
    "posts.yaml",
    "posts.yml",
];

/// Returns the settings file under another name, in a folder without `site.yaml`.
pub(super) fn misnamed_settings(has: impl Fn(&str) -> bool) -> Option<&'static str> {
    ["site.yml", "site.yaml.txt", "Site.yaml", "site.txt"].into_iter().find(|name| has(name))
}

/// Returns a diagnostic for each file of a campaign that nothing reads, by path. A folder with a
/// wrong name has one diagnostic for all its files.
///
/// # Errors
///
/// Returns an error if the folder can't be listed.
pub(super) fn find_unused(
    folder: &OverlayFolder<'_>,
    sources: &mut Sources,
) -> Result<BTreeMap<String, Diagnostic>, Error> {
    let mut unused = BTreeSet::new();
    for name in STRAY_AT_TOP {
        if folder.has_own(name) {
            unused.insert(name.to_owned());
        }
    }
    for name in FOLDERS {
        let below = folder.list(name)?;
        unused.extend(below.into_iter().filter(|file| !file.is_shared).map(|file| file.path));
    }
    for file in folder.list("content")? {
        if !file.is_shared && !is_read(&file.path) {
            unused.insert(file.path);
        }
    }
    let mut found = BTreeMap::new();
    let mut folders = BTreeSet::new();
    for path in unused {
        let misnamed = misnamed_folder(&path);
        let is_first = misnamed.as_ref().is_none_or(|pair| folders.insert(pair.clone()));
        if is_first && let Some(diagnostic) = diagnose(&path, misnamed, folder, sources) {
            found.insert(path, diagnostic);
        }
    }
    Ok(found)
}

/// Returns the folder of a file and the name that it should have.
fn misnamed_folder(path: &str) -> Option<(String, String)> {
    let below = path.strip_prefix("content/").unwrap_or(path);
    let (folder, _) = below.split_once('/')?;
    let start = &path[..path.len() - below.len() + folder.len()];
    let meant = format!("content/{}", nearest(folder, FOLDERS)?);
    (start != meant).then(|| (start.to_owned(), meant))
}

/// Returns whether a file below `content` is read, or reported where its kind is read.
fn is_read(path: &str) -> bool {
    let is_text = |below: &str| {
        path.starts_with(&format!("{below}/"))
            && (is_recording(path) || !matches!(name_text(below, path), TextName::NoText))
    };
    is_picture(path)
        || is_text(EXPLAINERS)
        || is_text(SCRIPTS)
        || path.starts_with(&format!("{PROGRESS}/"))
        || REGISTERS.contains(&path)
        || lexicon_language(path).is_some()
}

fn diagnose(
    path: &str,
    misnamed_folder: Option<(String, String)>,
    folder: &OverlayFolder<'_>,
    sources: &mut Sources,
) -> Option<Diagnostic> {
    let intended = intended_path(path);
    let is_missing = intended.as_ref().is_some_and(|intended| !folder.has_own(intended));
    let is_same = intended.as_ref().is_some_and(|intended| intended.eq_ignore_ascii_case(path));
    if is_same && !is_missing {
        // On Windows, `Facts.yaml` is found under the name `facts.yaml`.
        return None;
    }
    let is_register = intended.as_deref().is_some_and(|path| REGISTERS.contains(&path));
    let severity = if is_register && is_missing { Severity::Error } else { Severity::Warning };
    let span = Span::whole(sources.add(path, ""));
    let mut diags = Diagnostics::default();
    let diagnostic = diags.add(
        "misplaced-file",
        severity,
        span,
        Text::new(
            "tệp này không được dùng: sai chỗ, sai tên hoặc sai loại",
            "this file is not used: wrong place, name or type",
        ),
    );
    if let Some((typed, meant)) = misnamed_folder {
        diagnostic.hint(Text::new(
            format!("cả thư mục `{typed}` không được đọc: đổi tên hoặc dời thành `{meant}`"),
            format!("the whole folder `{typed}` is not read: rename or move it to `{meant}`"),
        ));
        return Some(diagnostic.clone());
    }
    let Some(intended) = intended else {
        return Some(diagnostic.hint(advise(path)).clone());
    };
    diagnostic.hint(Text::new(
        format!("đổi tên hoặc dời tệp thành `{intended}`"),
        format!("rename or move it to `{intended}`"),
    ));
    if path.ends_with(".txt") {
        diagnostic.hint(Text::new(
            "Windows giấu đuôi tệp: mở View → Show → File name extensions để thấy đuôi `.txt`",
            "Windows hides the ending: View → Show → File name extensions shows `.txt`",
        ));
    }
    Some(diagnostic.clone())
}

/// Returns the path that a file should have, judging by its name.
fn intended_path(path: &str) -> Option<String> {
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    if parts[0] != "content" {
        parts.insert(0, "content".to_owned());
    }
    if parts.len() > 2 && !FOLDERS.contains(&parts[1].as_str()) {
        parts[1] = nearest(&parts[1], FOLDERS)?.to_owned();
    }
    let name = parts.pop()?;
    let fixed = fixed_name(&name, &parts);
    if matches!(parts.len(), 1 | 2) && fixed == "site.yaml" {
        return Some(fixed);
    }
    if let Some(register) = register(&fixed) {
        return (register != path).then(|| register.to_owned());
    }
    parts.push(fixed);
    let intended = parts.join("/");
    (intended != path && is_read(&intended)).then_some(intended)
}

/// Returns a file name with the ending that loa reads.
fn fixed_name(name: &str, folders: &[String]) -> String {
    let lower = name.to_lowercase();
    let without_txt = lower.strip_suffix(".txt").unwrap_or(&lower);
    let stem = match without_txt.rsplit_once('.') {
        Some((stem, "yml")) => return format!("{stem}.yaml"),
        Some((_, "yaml" | "md" | "csv")) => return without_txt.to_owned(),
        _ => without_txt,
    };
    let is_text_folder = folders.get(1).is_some_and(|at| at == "explainers" || at == "scripts");
    if lower.ends_with(".txt") && is_text_folder && Lang::new(stem).is_some() {
        return format!("{stem}.md");
    }
    name.to_owned()
}

/// Returns the register that a file name means.
fn register(name: &str) -> Option<&'static str> {
    let stem = name.strip_suffix(".yaml")?;
    let near = nearest(stem, ["facts", "broadcasts", "posts"])?;
    REGISTERS.into_iter().find(|path| path.contains(near))
}

fn advise(path: &str) -> Text {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let ending = name.rsplit('.').next().unwrap_or_default();
    if name == "lexicon.yaml" {
        return Text::new(
            "ghi thêm mã ngôn ngữ vào tên: `content/lexicon.vi.yaml`",
            "add the language to its name: `content/lexicon.vi.yaml`",
        );
    }
    advise_form(ending).unwrap_or_else(|| {
        Text::new(
            "tệp để người dân tải về thì đặt trong `static/`; không cần nữa thì xóa",
            "a file for download belongs into `static/`; otherwise delete it",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::intended_path;

    #[test]
    fn names_lead_to_the_file_that_was_meant() {
        let check = |path: &str, intended: Option<&str>| {
            assert_eq!(intended_path(path).as_deref(), intended, "{path}");
        };
        check("content/facts.yaml.txt", Some("content/facts.yaml"));
        check("content/Facts.yaml", Some("content/facts.yaml"));
        check("content/broadcast.yml", Some("content/broadcasts.yaml"));
        check("posts.yaml", Some("content/posts.yaml"));
        check("site.yml", Some("site.yaml"));
        check("content/explainers/a/vi.md.txt", Some("content/explainers/a/vi.md"));
        check("content/explainers/a/vi.txt", Some("content/explainers/a/vi.md"));
        check("content/explainer/a/vi.md", Some("content/explainers/a/vi.md"));
        check("scripts/a/vi.md", Some("content/scripts/a/vi.md"));
        check("content/explainers/a/ghi chu.txt", None);
        check("content/explainers/a/anh.heic", None);
        check("content/phim.mp4", None);
    }
}
