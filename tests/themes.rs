//! A theme of its own, and a campaign that changes single things of the built-in one.

#![expect(clippy::disallowed_methods, reason = "a test may read the project's own files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use loa::config::Overrides;
use loa::diag::Severity;
use loa::files::memory::MemoryFolder;
use loa::pipeline::{self, Silent};

type Files = BTreeMap<String, Arc<[u8]>>;

const SITE: &str = "title: Thử\nbase_url: https://thu.example\ndefault_language: vi\nlanguages: { vi: { name: Tiếng Việt } }\ntopics: { an-toan: An toàn }\n";
const TEXT: &str = "---\ntitle: Mở tài khoản\nsummary: Một câu.\ntopics: [an-toan]\n---\n\n## Cần gì\n\nThẻ.\n";

/// Builds a small campaign with more files; returns what came out and what was wrong.
fn build(more: Files) -> (Files, Vec<String>) {
    let mut files = more;
    files.entry("site.yaml".to_owned()).or_insert_with(|| SITE.as_bytes().into());
    files.insert("content/explainers/mo/vi.md".to_owned(), TEXT.as_bytes().into());
    let overrides =
        Overrides { today: "2026-11-23".parse().expect("a day"), base_url: None, demo: false, strict: false };
    let mut judged = pipeline::judge(&MemoryFolder::new(files), &overrides).expect("a campaign");
    let sink = MemoryFolder::default();
    pipeline::make(&mut judged, &sink, &Silent).expect("memory never fails");
    let errors = judged.diags.list.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    (sink.into_files(), errors.map(|diagnostic| format!("{}: {}", diagnostic.code, diagnostic.text.en)).collect())
}

fn changed(files: &[(&str, &str)]) -> (Files, Vec<String>) {
    build(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().into())).collect())
}

fn page<'a>(files: &'a Files, path: &str) -> &'a str {
    std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("no {path}"))).expect("UTF-8")
}

#[test]
fn nothing_of_the_built_in_theme_is_hard_wired() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/themes/plain");
    let mut files = Files::new();
    for below in ["", "site", "strings"] {
        for entry in fs::read_dir(folder.join(below)).expect("the theme").flatten().filter(|e| e.path().is_file()) {
            let path = Path::new("themes/plain").join(below).join(entry.file_name());
            let bytes = fs::read(entry.path()).expect("a file");
            files.insert(path.to_string_lossy().replace('\\', "/"), bytes.into());
        }
    }
    files.insert("site.yaml".to_owned(), format!("{SITE}theme: plain\n").as_bytes().into());
    let (out, errors) = build(files);
    assert_eq!(errors, Vec::<String>::new());
    let pages: Vec<&String> = out.keys().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages.len(), 6, "{pages:?}");
    for path in pages {
        let html = page(&out, path);
        assert!(html.contains("content=\"plain\""), "{path}");
        assert!(html.contains("Trang đầu"), "{path}");
        for unwanted in ["<script", "class=\"button", "<svg", "<header", "Tìm bài"] {
            assert!(!html.contains(unwanted), "{path} holds {unwanted}");
        }
    }
}

#[test]
fn single_words_colours_templates_and_the_logo_can_be_changed() {
    let (out, errors) = changed(&[
        ("themes/que-huong/strings/vi.ftl", "share = Chuyển tay nhau\n"),
        ("themes/que-huong/theme.yaml", "colours: { accent: \"#123456\" }\n"),
        ("themes/que-huong/site/calls.html", "<p>Gọi nhau.</p>"),
        ("themes/que-huong/site/logo.svg", "<svg viewBox=\"0 0 8 8\"><path d=\"M1 1h6\"/></svg>"),
    ]);
    assert_eq!(errors, Vec::<String>::new());
    let html = page(&out, "site/mo/index.html");
    for wanted in ["Chuyển tay nhau", "Tất cả các bài", "#123456", "#fffdf7", "<p>Gọi nhau.</p>", "d=\"M1 1h6\""]
    {
        assert!(html.contains(wanted), "missing: {wanted}");
    }
    assert!(!html.contains("#0b5c5c"));
}

#[test]
fn mistakes_in_a_theme_are_told() {
    let wrong = |path, text: &str| changed(&[(path, text)]).1.join("; ");
    assert!(wrong("themes/que-huong/theme.yaml", "colours: { accent: blue }").contains("wrong-value"));
    assert!(wrong("themes/que-huong/theme.yaml", "colour: { accent: \"#123456\" }").contains("unknown-key"));
    assert!(wrong("themes/que-huong/site/style.css", "a { color: $akzent }").contains("`akzent`"));
    assert!(wrong("themes/que-huong/site/logo.svg", "<svg><script/></svg>").contains("logo.svg"));
}
