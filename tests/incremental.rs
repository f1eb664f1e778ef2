//! After any edit, a build that uses the record and the artifacts of earlier builds has the bytes
//! of a clean build.
//!
//! Five hundred scripts of edits, renames and deletions in texts, tables, registers, settings,
//! static files and the theme of a small campaign in memory. `tests/store.rs` tests sheets and
//! cards, which are slower.

use std::collections::BTreeMap;
use std::sync::Arc;

use loa::config::Overrides;
use loa::files::cache::MemoryCache;
use loa::files::memory::MemoryFolder;
use loa::files::recording::{InputLog, RecordingFolder};
use loa::pipeline::{self, Input, SharedCaches};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

type Files = BTreeMap<String, String>;

const SITE: &str = "title: Thử\nbase_url: https://thu.example\ndefault_language: vi\n\
    languages: { vi: { name: Tiếng Việt }, en: { name: English } }\n\
    handouts: { cards: off, leaflets: off, posters: off, codes: off }\n\
    topics: { the: { vi: Thẻ, en: Card } }\n\
    indicators: { card: { done: cap, of: du, title: Đã cấp thẻ } }\n\
    rules: { broken-link: warning, broken-anchor: warning }\n";

fn campaign() -> Files {
    let files = [
        ("site.yaml", SITE.to_owned()),
        ("content/facts.yaml", "phi: { money: 30000, source: Thử, certainty: A, verified_on: 2026-11-20, fallback: { vi: hỏi, en: ask } }\n".to_owned()),
        ("content/explainers/a/vi.md", text("Bài A", "Xem [bài B](b) và {{fact.phi}}.")),
        ("content/explainers/a/en.md", text("Text A", "See [B](b).")),
        ("content/explainers/b/vi.md", text("Bài B", "## Mục\n\nNội dung.")),
        ("content/pictures/p.svg", "<svg viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>".to_owned()),
        ("content/progress/a.csv", "ngay;chi_so;da_lam;tren_tong\n20/11/2026;Đã cấp thẻ;1.046;2.163\n".to_owned()),
        ("static/a.txt", "một".to_owned()),
    ];
    files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

fn text(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nsummary: Một câu.\ntopics: [the]\n---\n{body}\n")
}

/// An edit. The numbers choose among few values, so that files often return to an earlier state.
#[derive(Clone, Debug)]
enum Edit {
    Text { topic: u8, lang: bool, value: u8 },
    Rename { from: u8, to: u8 },
    Remove { topic: u8, lang: bool },
    Fact(u8),
    Title(u8),
    Static { name: u8, value: u8 },
    Template(u8),
    Words(u8),
    Page(u8),
    Picture(u8),
    Progress(u8),
    Recording(u8),
    Day(u8),
    Nothing,
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (0..4_u8, any::<bool>(), 0..9_u8).prop_map(|(topic, lang, value)| Edit::Text {
            topic,
            lang,
            value
        }),
        (0..4_u8, 0..4_u8).prop_map(|(from, to)| Edit::Rename { from, to }),
        (0..4_u8, any::<bool>()).prop_map(|(topic, lang)| Edit::Remove { topic, lang }),
        (0..3_u8).prop_map(Edit::Fact),
        (0..3_u8).prop_map(Edit::Title),
        (0..2_u8, 0..3_u8).prop_map(|(name, value)| Edit::Static { name, value }),
        (0..3_u8).prop_map(Edit::Template),
        (0..3_u8).prop_map(Edit::Words),
        (0..3_u8).prop_map(Edit::Page),
        (0..3_u8).prop_map(Edit::Picture),
        (0..3_u8).prop_map(Edit::Progress),
        (0..3_u8).prop_map(Edit::Recording),
        (0..3_u8).prop_map(Edit::Day),
        Just(Edit::Nothing),
    ]
}

fn path(topic: u8, is_english: bool) -> String {
    let topic = ["a", "b", "c", "d"][usize::from(topic)];
    format!("content/explainers/{topic}/{}.md", if is_english { "en" } else { "vi" })
}

fn apply(edit: &Edit, files: &mut Files, day: &mut u8) {
    let mut put = |path: &str, text: String| drop(files.insert(path.to_owned(), text));
    match edit {
        Edit::Text { topic, lang, value } => {
            let bodies = [
                "Một.",
                "Hai.\n\n## Mục\n\nBa.",
                "[A](a)",
                "[B](b#muc) {{fact.phi}}",
                "| a | b |\n|---|---|\n| c | d |",
                "![Hình](/pictures/p.svg)",
                "[Tệp](/a.txt) và [tệp nữa](/b/c.txt), [C](/c/)",
                "Đã cấp {{progress.card.done}} trên {{progress.card.of}}.",
                "{{chart.card}}\n\n{{table.facts}}",
            ];
            put(
                &path(*topic, *lang),
                text(["Một", "Hai"][usize::from(value % 2)], bodies[usize::from(*value)]),
            );
        }
        Edit::Rename { from, to } => {
            for lang in [false, true] {
                if let Some(text) = files.remove(&path(*from, lang)) {
                    files.insert(path(*to, lang), text);
                }
            }
        }
        Edit::Remove { topic, lang } => drop(files.remove(&path(*topic, *lang))),
        Edit::Fact(value) => {
            let value = ["30000", "50000", "0"][usize::from(*value)];
            put(
                "content/facts.yaml",
                format!(
                    "phi: {{ money: {value}, source: Thử, certainty: A, verified_on: 2026-11-20, fallback: {{ vi: hỏi, en: ask }} }}\n"
                ),
            );
        }
        Edit::Title(value) => {
            put("site.yaml", SITE.replace("Thử", ["Thử", "Khác", "Quê hương"][usize::from(*value)]))
        }
        Edit::Static { name, value } => {
            put(
                ["static/a.txt", "static/b/c.txt"][usize::from(*name)],
                ["một", "hai", "ba"][usize::from(*value)].to_owned(),
            );
        }
        Edit::Template(value) => put(
            "themes/que-huong/site/not-found.html",
            ["<p>{{ head.title }}</p>", "<h1>{{ head.title }}</h1>", "<p>404</p>"]
                [usize::from(*value)]
            .to_owned(),
        ),
        Edit::Words(value) => put(
            "themes/que-huong/strings/vi.ftl",
            format!(
                "not-found-title = {}\n",
                ["Không có", "Không thấy", "Hết"][usize::from(*value)]
            ),
        ),
        Edit::Page(value) => put(
            "themes/que-huong/site/page.html",
            format!(
                "<h1>{{{{ page.title }}}}</h1>{{{{ page.body_html | safe }}}}{}",
                ["", "<p>một</p>", "<p>hai</p>"][usize::from(*value)]
            ),
        ),
        Edit::Picture(value) => put(
            "content/pictures/p.svg",
            format!("<svg viewBox=\"0 0 9 9\"><path d=\"M0 {value}h9\"/></svg>"),
        ),
        Edit::Progress(value) => put(
            "content/progress/a.csv",
            format!("ngay;chi_so;da_lam;tren_tong\n20/11/2026;Đã cấp thẻ;1.04{value};2.163\n"),
        ),
        // loa ignores files with this extension, so nothing may depend on it.
        Edit::Recording(value) => put("content/explainers/a/ghi-chu.bak", value.to_string()),
        Edit::Day(value) => *day = *value,
        Edit::Nothing => {}
    }
}

/// The result of a run: outputs, and messages as `code place text`.
#[derive(PartialEq)]
struct Outcome {
    outputs: BTreeMap<String, Arc<[u8]>>,
    messages: Vec<String>,
}

/// Runs the pipeline, with the artifacts of earlier runs if there is a cache.
fn run(files: &Files, day: u8, cache: Option<&MemoryCache>) -> (Outcome, InputLog) {
    let folder = folder(files);
    let recording = RecordingFolder::new(&folder);
    let today = format!("2026-11-2{}", day + 3).parse().expect("a day");
    let overrides = Overrides { today, base_url: None, demo: false, strict: false };
    let shared = SharedCaches::default();
    let mut input = Input::new(&recording, &overrides, &shared);
    if let Some(cache) = cache {
        input.cache = cache;
    }
    let finished = pipeline::run(&input, |_| Ok(MemoryFolder::default())).expect("memory");
    let found = finished.checked.diags.list.iter();
    let messages =
        found.map(|found| format!("{} {:?} {}", found.code, found.span, found.text.en)).collect();
    let outputs = finished.output.map(|(sink, _)| sink.into_files()).unwrap_or_default();
    (Outcome { outputs, messages }, recording.into_log())
}

fn folder(files: &Files) -> MemoryFolder {
    MemoryFolder::new(files.iter().map(|(path, text)| (path.clone(), text.as_bytes().to_vec())))
}

#[test]
fn builds_over_earlier_ones_have_the_bytes_of_clean_ones() {
    let cache = MemoryCache::default();
    let (mut unchanged, mut built, mut published) = (0_u32, 0_u32, 0_u32);
    let scripts = prop::collection::vec(edit(), 1..4);
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 500, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let state = std::cell::RefCell::new((campaign(), 0_u8, None::<(u8, Outcome, InputLog)>));
    let counts = std::cell::RefCell::new((&mut unchanged, &mut built, &mut published));
    runner
        .run(&scripts, |script| {
            let (files, day, last) = &mut *state.borrow_mut();
            let (unchanged, built, published) = &mut *counts.borrow_mut();
            for edit in &script {
                apply(edit, files, day);
            }
            let (clean, log) = run(files, *day, None);
            **published += u32::from(!clean.outputs.is_empty());
            match last
                .as_ref()
                .filter(|(before, _, log)| before == day && log.is_up_to_date(&folder(files)))
            {
                Some((_, before, _)) => {
                    **unchanged += 1;
                    prop_assert!(clean == *before, "taken for unchanged: {script:?}");
                }
                None => {
                    **built += 1;
                    prop_assert!(
                        run(files, *day, Some(&cache)).0 == clean,
                        "built otherwise: {script:?}"
                    );
                    cache.end_round();
                }
            }
            *last = Some((*day, clean, log));
            Ok(())
        })
        .expect("every build equals a clean one");
    // Each path ran often enough for the test to mean something.
    assert!(unchanged > 20 && built > 200 && published > 150, "{unchanged} {built} {published}");
}
