//! Every rule has a page, and every page is right: the bad sample causes the message at the marked
//! line, and the good sample causes none.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]
#![allow(clippy::disallowed_methods, reason = "the tests read the sources they judge")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use loa::check::rule::Rule;
use loa::check::rules;
use loa::cli::explain::{Parts, RuleSample, headline, samples};
use loa::config::Overrides;
use loa::diag::{Diagnostic, Severity, Sources, Ui, draw};
use loa::files::memory::MemoryFolder;
use loa::pipeline;

/// Codes that no sample can cause, with the reason.
const NOT_RUN: &[(&str, &str)] = &[
    ("no-paper", "only a program built without printing says it, and tests are built with it"),
    ("small-picture", "samples are texts; `tests/inputs.rs` has a photo"),
];

/// The date of samples without one.
const TODAY: &str = "2026-11-23";

/// The `site.yaml` of samples without one.
const SITE: (&str, &str) = (
    "site.yaml",
    "title: Chiến dịch mẫu\nbase_url: https://x.example\ndefault_language: vi\nlanguages: { vi: { name: Tiếng Việt } }\n\
     indicators: { eid: { done: ddt_cap, of: du_dk_ddt, title: Đã cấp tài khoản } }\n",
);
const EXPLAINER: (&str, &str) = (
    "content/explainers/gioi-thieu/vi.md",
    "---\ntitle: Giới thiệu\nsummary: Bài mẫu.\n---\n\nChào bà con.\n",
);

const MARK: &str = " ←";

#[test]
fn every_rule_has_a_page_in_both_languages() {
    let mut wrong = Vec::new();
    for rule in rules::all() {
        let parts = Parts::of(rule.page);
        for (name, text) in [("vi", parts.vi), ("en", parts.en)] {
            let head = headline(text);
            if !text.trim_start().starts_with("# ") || head.is_empty() || head == rule.code {
                wrong.push(format!("{}: no headline ({name})", rule.code));
            }
            if head.ends_with('.') || head.chars().count() > 80 {
                wrong.push(format!(
                    "{}: the headline is one short sentence without a full stop ({name}): {head}",
                    rule.code
                ));
            }
            let off = format!("`rules: {{ {}: off }}`", rule.code);
            if text.contains(&off) != rule.configurable {
                wrong.push(format!(
                    "{}: {off} must stand there exactly if it works ({name})",
                    rule.code
                ));
            }
            if !rule.configurable
                && !text.contains("không đổi được")
                && !text.contains("can't be changed")
            {
                wrong.push(format!(
                    "{}: the page must say that the severity is fixed ({name})",
                    rule.code
                ));
            }
            if severity_named(text).is_none() {
                wrong.push(format!("{}: no line `Mức: …` or `Severity: …` ({name})", rule.code));
            }
        }
        let headings = ["## Sai / Wrong\n", "## Đúng / Right\n"]
            .map(|heading| parts.samples.contains(heading));
        let blocks = samples(parts.samples);
        let kinds = [false, true].map(|good| blocks.iter().any(|sample| sample.is_good == good));
        if !is_not_run(rule) && (headings != [true, true] || kinds != [true, true]) {
            wrong.push(format!("{}: samples of both kinds are needed", rule.code));
        }
        if blocks.iter().any(|sample| sample.is_good && sample.text.contains(MARK)) {
            wrong.push(format!("{}: a good sample has no mark", rule.code));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn bad_samples_give_the_message_at_the_marked_line() {
    let mut wrong = Vec::new();
    for rule in rules::all() {
        let run = Run::new(rule, false);
        let found: Vec<&Diagnostic> =
            run.diags.iter().filter(|diagnostic| diagnostic.code == rule.code).collect();
        if is_not_run(rule) {
            assert!(found.is_empty(), "{}: take it off NOT_RUN, it can be run", rule.code);
            continue;
        }
        if found.is_empty() {
            wrong.push(format!("{}: the bad sample doesn't give it\n{}", rule.code, run.drawn()));
            continue;
        }
        let lines: BTreeSet<(String, usize)> =
            found.iter().filter_map(|diagnostic| run.line(diagnostic)).collect();
        if lines != run.marked {
            wrong.push(format!(
                "{}: marked {:?}, but the message points at {lines:?}\n{}",
                rule.code,
                run.marked,
                run.drawn()
            ));
        }
        let severity = found.iter().map(|diagnostic| diagnostic.severity).max();
        let parts = Parts::of(rule.page);
        for text in [parts.vi, parts.en] {
            if severity != severity_named(text) {
                wrong.push(format!(
                    "{}: the page names another severity than {severity:?}",
                    rule.code
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn good_samples_are_wholly_good() {
    let mut wrong = Vec::new();
    for rule in rules::all() {
        let run = Run::new(rule, true);
        let is_bad = |diagnostic: &Diagnostic| {
            // Every other sample has an address that nobody can open.
            let is_placeholder = diagnostic.code == "placeholder-address";
            diagnostic.code == rule.code
                || (diagnostic.severity > Severity::Info && !is_placeholder)
        };
        if run.diags.iter().any(is_bad) {
            wrong.push(format!("{}: the good sample isn't good\n{}", rule.code, run.drawn()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Everything that appears on a page or in a script is searched, wherever staff wrote it.
#[test]
fn private_data_is_found_in_every_kind_of_file() {
    let fact = |line: &str| {
        format!("phi:\n  count: 3\n  verified_on: 2026-11-20\n  certainty: A\n  {line}\n")
    };
    let cases = [
        ("content/facts.yaml", fact("source: hỏi số 0900 000 000")),
        ("content/facts.yaml", fact("source: A\n  fallback: { vi: gọi 0900000000 }")),
        ("content/facts.yaml", fact("source: A\n  spoken: 000000000000")),
        ("content/lexicon.vi.yaml", "Đầu mối: gọi 0900000000\n".to_owned()),
        ("content/scripts/moi/vi.md", "---\ntitle: Mời\n---\n\nGọi 0900000000.\n".to_owned()),
        (
            "content/progress/a.csv",
            "ngay,don_vi,du_dk_ddt,ddt_cap,ghi_chu\n16/11/2026,Tổng,3,2,gọi 0900000000\n"
                .to_owned(),
        ),
        ("static/000000000000.txt", "a".to_owned()),
        ("site.yaml", format!("{}description: gọi 0900000000\n", SITE.1)),
    ];
    for (path, text) in cases {
        let files = BTreeMap::from([(SITE.0, SITE.1.to_owned()), (path, text.clone())]);
        let folder =
            MemoryFolder::new(files.into_iter().map(|(path, text)| (path, text.into_bytes())));
        let overrides =
            Overrides { today: TODAY.parse().unwrap(), base_url: None, demo: false, strict: false };
        let judged = pipeline::run_in_memory(&folder, &overrides).unwrap().checked;
        let found: Vec<&Diagnostic> = judged
            .diags
            .list
            .iter()
            .filter(|diagnostic| diagnostic.code == "private-data")
            .collect();
        assert!(!found.is_empty(), "{path}: {text}");
        let drawn: String = found
            .iter()
            .map(|diagnostic| draw::draw(diagnostic, &judged.sources, Ui::Vi, false))
            .collect();
        assert!(
            !drawn.contains("0900") && !drawn.contains("000000"),
            "the value is shown: {drawn}"
        );
    }
}

/// The pages of the rule `private-data` are public, so they must not break the rule.
#[test]
fn samples_hold_no_number_that_somebody_could_have() {
    for rule in rules::all() {
        let digits: String =
            rule.page.chars().filter(|c| c.is_ascii_digit() || !" .-".contains(*c)).collect();
        let runs = digits
            .split(|c: char| !c.is_ascii_digit())
            .filter(|run| run.len() == 12 || run.len() == 9);
        for run in runs {
            assert!(run.bytes().all(|byte| byte == b'0'), "{}: {run}", rule.code);
        }
    }
}

#[test]
fn every_code_that_is_raised_has_a_page() {
    let known: BTreeSet<&str> = rules::all().iter().map(|rule| rule.code).collect();
    let unknown: Vec<(String, String)> =
        raised().into_iter().filter(|(code, _)| !known.contains(code.as_str())).collect();
    assert!(unknown.is_empty(), "register these and write their pages: {unknown:?}");
}

#[test]
fn every_rule_is_raised_somewhere() {
    let raised = raised();
    let never: Vec<&str> = rules::all()
        .iter()
        .map(|rule| rule.code)
        .filter(|code| !raised.contains_key(*code))
        .collect();
    assert!(never.is_empty(), "no code raises {never:?}");
}

#[test]
fn every_page_belongs_to_a_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/rules");
    for path in files(&folder, "md") {
        let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let rule = rules::find(&code);
        let is_its_page = rule.is_some_and(|rule| {
            std::fs::read_to_string(&path).unwrap().replace('\r', "") == rule.page.replace('\r', "")
        });
        assert!(is_its_page, "{code}.md is not the page of the rule `{code}`");
    }
}

#[test]
fn every_code_is_registered_once() {
    let codes: Vec<&str> = rules::all().iter().map(|rule| rule.code).collect();
    let twice: Vec<&&str> =
        codes.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(twice.is_empty(), "registered twice: {twice:?}");
}

/// A rule's file declares the codes that it raises; what readers raise is listed apart.
#[test]
fn every_rule_is_declared_where_it_is_raised() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/rules");
    let mut wrong = Vec::new();
    for path in files(&folder, "rs") {
        let text = std::fs::read_to_string(&path).unwrap();
        let raised = codes_raised_in(&text);
        let declared: BTreeSet<&str> = text
            .match_indices("Rule {")
            .filter_map(|(at, _)| text[at..].split('"').nth(1))
            .filter(|code| rules::find(code).is_some())
            .collect();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "mod.rs" || name == "readers.rs" {
            continue;
        }
        if raised.iter().map(String::as_str).collect::<BTreeSet<_>>() != declared {
            wrong.push(format!("{name} raises {raised:?}, but declares {declared:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn is_not_run(rule: &Rule) -> bool {
    NOT_RUN.iter().any(|(code, _)| *code == rule.code)
}

/// A sample campaign after checking and, if there was no error, rendering.
struct Run {
    diags: Vec<Diagnostic>,
    sources: Sources,
    marked: BTreeSet<(String, usize)>,
}

impl Run {
    fn new(rule: &Rule, is_good: bool) -> Run {
        let blocks: Vec<RuleSample<'_>> = samples(Parts::of(rule.page).samples)
            .into_iter()
            .filter(|sample| sample.is_good == is_good)
            .collect();
        let (mut files, mut marked) = (BTreeMap::new(), BTreeSet::new());
        let mut overrides =
            Overrides { today: TODAY.parse().unwrap(), base_url: None, demo: false, strict: false };
        for sample in &blocks {
            let mut lines = Vec::new();
            for (index, line) in sample.text.lines().enumerate() {
                if line.ends_with(MARK) {
                    marked.insert((sample.path.to_owned(), index + 1));
                }
                lines.push(line.strip_suffix(MARK).unwrap_or(line));
            }
            let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
            let mut bytes = text.into_bytes();
            for attribute in &sample.attributes {
                match attribute.split_once('=') {
                    Some(("today", day)) => overrides.today = day.parse().unwrap(),
                    _ if *attribute == "demo" => overrides.demo = true,
                    _ if *attribute == "hex" => bytes = from_hex(&lines.concat()),
                    _ if *attribute == "windows-1258" => {
                        bytes = to_windows_1258(&lines.join("\r\n"))
                    }
                    _ => panic!("{}: the attribute `{attribute}` means nothing", rule.code),
                }
            }
            assert!(
                files.insert(sample.path.to_owned(), bytes).is_none(),
                "{}: {} twice",
                rule.code,
                sample.path
            );
        }
        if !files.contains_key(SITE.0) {
            files.insert(SITE.0.to_owned(), SITE.1.into());
        }
        if !files.keys().any(|path| path.starts_with("content/explainers/")) {
            files.insert(EXPLAINER.0.to_owned(), EXPLAINER.1.into());
        }
        let judged =
            pipeline::run_in_memory(&MemoryFolder::new(files), &overrides).unwrap().checked;
        Run { diags: judged.diags.list, sources: judged.sources, marked }
    }

    /// Returns the file and line of a message; `None` if it is about a file or the campaign as a
    /// whole.
    fn line(&self, diagnostic: &Diagnostic) -> Option<(String, usize)> {
        let place = diagnostic.span.filter(|place| place.end > 0)?;
        Some((self.sources.get(place.file).path.to_string(), self.sources.line_column(place).0))
    }

    fn drawn(&self) -> String {
        self.diags
            .iter()
            .map(|diagnostic| format!("{}\n", draw::draw(diagnostic, &self.sources, Ui::Vi, false)))
            .collect()
    }
}

/// Returns the severity that a page names first.
fn severity_named(text: &str) -> Option<Severity> {
    let named = text
        .lines()
        .find_map(|line| line.strip_prefix("Mức: ").or_else(|| line.strip_prefix("Severity: ")))?;
    let words = [
        ("lỗi", Severity::Error),
        ("lưu ý", Severity::Warning),
        ("cho biết", Severity::Info),
        ("error", Severity::Error),
        ("warning", Severity::Warning),
        ("info", Severity::Info),
    ];
    words.iter().find(|(word, _)| named.starts_with(word)).map(|(_, severity)| *severity)
}

fn from_hex(text: &str) -> Vec<u8> {
    text.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect()
}

/// Encodes in Windows' Vietnamese code page, which writes vowels such as `ấ` as a letter and a
/// combining tone mark.
fn to_windows_1258(text: &str) -> Vec<u8> {
    use unicode_normalization::UnicodeNormalization;
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let mut bytes = Vec::new();
    for letter in text.nfc() {
        let apart: String = std::iter::once(letter).nfd().collect();
        let base: String = apart.chars().filter(|c| !TONES.contains(c)).nfc().collect();
        let tone: String = apart.chars().filter(|c| TONES.contains(c)).collect();
        for part in [letter.to_string(), format!("{base}{tone}")] {
            let (encoded, _, unmappable) = encoding_rs::WINDOWS_1258.encode(&part);
            if !unmappable {
                bytes.extend_from_slice(&encoded);
                break;
            }
        }
    }
    bytes
}

/// Returns all codes in the sources, each with a file that raises it: `diags.error("…"`,
/// `.warning("…"`, `.add("…"`, `code: "…"`.
fn raised() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut raised = BTreeMap::new();
    // Modules that are compiled only for tests may use any code.
    let is_for_tests = |path: &Path| {
        ["tests.rs", "testing.rs", "sample.rs", "cases.rs"].iter().any(|name| path.ends_with(name))
    };
    for path in files(&root, "rs").into_iter().filter(|path| !is_for_tests(path)) {
        let text = std::fs::read_to_string(&path).unwrap();
        for code in codes_raised_in(&text) {
            raised.entry(code).or_insert_with(|| path.display().to_string());
        }
    }
    raised
}

fn codes_raised_in(text: &str) -> BTreeSet<String> {
    // Unit tests below a file may use any word. `Rule { code: "…"` declares a code.
    let text = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap();
    let mut raised = BTreeSet::new();
    for start in [".error(", "Diagnostic::error(", ".warning(", ".add(", "code:"] {
        for (at, _) in text.match_indices(start) {
            let is_declared = text[..at].trim_end().ends_with("Rule {");
            let Some(rest) = text[at + start.len()..].trim_start().strip_prefix('"') else {
                continue;
            };
            let code = rest.split('"').next().unwrap();
            let is_code =
                !code.is_empty() && code.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            if is_code && !is_declared {
                raised.insert(code.to_owned());
            }
        }
    }
    raised
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}
