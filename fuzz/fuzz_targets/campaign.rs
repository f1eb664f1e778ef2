//! Builds a small campaign from any text, table and fact. Every message can be drawn, and no page,
//! feed or script contains markup from the input.
#![no_main]

use std::sync::{Arc, LazyLock};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use loa::config::Overrides;
use loa::diag::Ui;
use loa::diag::draw::draw;
use loa::files::memory::MemoryFolder;
use loa::pipeline::{self, Input, SharedCaches};

const SITE: &str = "title: Thử\nbase_url: https://thu.example\ndefault_language: vi\n\
    languages: { vi: { name: Tiếng Việt }, en: { name: English } }\n\
    places: { xa: { name: Công an xã, phone: \"1900 0368\" } }\n\
    indicators: { the: { done: cap, of: du, title: Đã cấp } }\n";

/// The theme is loaded once.
static SHARED: LazyLock<SharedCaches> = LazyLock::new(SharedCaches::default);

#[derive(Arbitrary, Debug)]
struct Texts<'a> {
    title: &'a str,
    body: &'a str,
    script: &'a str,
    table: &'a str,
    fact: &'a str,
}

fuzz_target!(|texts: Texts<'_>| {
    let quoted = |text: &str| serde_json::to_string(text).expect("words are JSON");
    let page =
        format!("---\ntitle: {}\nsummary: S {}\n---\n{}\n", quoted(texts.title), quoted(texts.title), texts.body);
    let script =
        format!("---\ntitle: A\nstatus: approved\napproved: {{ by: x, on: 2026-01-01 }}\n---\n{}\n", texts.script);
    let fact = format!(
        "a:\n  value: {}\n  source: S\n  verified_on: 2026-11-01\n  certainty: A\n  fallback: hỏi xã\n",
        quoted(texts.fact)
    );
    let files: Vec<(&str, Arc<[u8]>)> = vec![
        ("site.yaml", SITE.as_bytes().into()),
        ("content/explainers/a/vi.md", page.as_bytes().into()),
        ("content/scripts/a/vi.md", script.as_bytes().into()),
        ("content/facts.yaml", fact.as_bytes().into()),
        ("content/progress/a.csv", texts.table.as_bytes().into()),
    ];
    let overrides = Overrides { today: jiff::civil::date(2026, 11, 23), base_url: None, demo: true, strict: false };
    let folder = MemoryFolder::new(files);
    let input = Input::new(&folder, &overrides, &SHARED);
    let finished = pipeline::run(&input, |_| Ok(MemoryFolder::default())).expect("memory");
    for diagnostic in &finished.checked.diags.list {
        let _ = draw(diagnostic, &finished.checked.sources, Ui::Vi, false);
    }
    let Some((outputs, _)) = finished.output else { return };
    for (path, bytes) in outputs.into_files() {
        if path.ends_with(".html") {
            let html = std::str::from_utf8(&bytes).expect("UTF-8");
            // Only the script of the theme, none from the input.
            assert_eq!(html.matches("<script").count(), html.matches("</script>").count(), "{path}");
            assert!(html.matches("<script").count() <= 2, "{path}");
            assert!(!html.contains("href=\"javascript:"), "{path}");
        }
        if path.ends_with(".xml") || path.ends_with(".ssml") {
            let xml = std::str::from_utf8(&bytes).expect("UTF-8");
            roxmltree::Document::parse(xml).unwrap_or_else(|fault| panic!("{path}: {fault}"));
        }
    }
});
