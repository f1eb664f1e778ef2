//! Text-file cases: a small campaign and the expected outputs.
//!
//! Each file `tests/cases/*.txt` starts with a line that names the behaviour. The parts are:
//!
//! ```text
//! -- today 2026-11-23 --             optional; also: -- demo --, -- strict --
//! -- content/explainers/a/vi.md --   a file of the campaign; `workbook/mod.rs` describes `.xlsx`
//! -- expect messages --              `severity code file:line` each, sorted; `(none)`
//! -- expect files --                 output paths, one per line; `expect files script/`: only those below script/
//! -- expect site/a/index.html main --   the content of an element of an output
//! -- expect script/a.vi.txt --       a whole text output
//! -- expect site/a/index.html has -- the output contains each line
//! -- expect site/a/index.html hasn't -- the output contains none of the lines
//! ```
//!
//! `BLESS=1 cargo test --test cases` rewrites the expectations, except `has`. Read the diff as
//! carefully as code.

#![expect(clippy::disallowed_methods, reason = "the cases are files, and BLESS writes them")]

mod workbook;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use loa::config::Overrides;
use loa::diag::Severity;
use loa::files::memory::MemoryFolder;
use loa::pipeline;

use crate::workbook::workbook;

const SITE: &str = "title: Thử\nbase_url: https://thu.example\ndefault_language: vi\nlanguages: { vi: { name: Tiếng Việt } }\n";

#[test]
fn cases() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let bless = std::env::var_os("BLESS").is_some();
    let mut paths: Vec<PathBuf> =
        fs::read_dir(&folder).expect("tests/cases").flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    assert!(!paths.is_empty());
    let mut wrong = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a case");
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut case = Case::parse(&name, &text);
        let faults = case.run(bless);
        if bless {
            let written = case.to_text();
            if written != text {
                fs::write(&path, written).expect("to write the case");
            }
        }
        wrong.extend(faults.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

struct Case {
    headline: String,
    parts: Vec<(String, String)>,
}

impl Case {
    fn parse(name: &str, text: &str) -> Case {
        let mut headline = String::new();
        let mut parts: Vec<(String, String)> = Vec::new();
        for line in text.split_inclusive('\n') {
            let mark =
                line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
            match (mark, parts.last_mut()) {
                (Some(mark), _) => parts.push((mark.to_owned(), String::new())),
                (None, Some((_, body))) => body.push_str(line),
                (None, None) => headline.push_str(line),
            }
        }
        assert!(!headline.trim().is_empty(), "{name} says no behaviour");
        assert!(
            parts.iter().any(|(mark, _)| mark.starts_with("expect ")),
            "{name} expects nothing"
        );
        Case { headline, parts }
    }

    fn to_text(&self) -> String {
        let parts = self.parts.iter().map(|(mark, body)| format!("-- {mark} --\n{body}"));
        format!("{}{}", self.headline, parts.collect::<String>())
    }

    fn option(&self, name: &str) -> Option<&str> {
        self.parts.iter().find_map(|(mark, _)| mark.strip_prefix(name).map(str::trim))
    }

    fn run(&mut self, bless: bool) -> Vec<String> {
        let overrides = Overrides {
            today: self.option("today ").unwrap_or("2026-11-23").parse().expect("a day"),
            base_url: None,
            demo: self.option("demo").is_some(),
            strict: self.option("strict").is_some(),
        };
        let is_option = |mark: &str| {
            mark.starts_with("today ")
                || mark == "demo"
                || mark == "strict"
                || mark.starts_with("expect ")
        };
        let mut files: BTreeMap<String, Arc<[u8]>> = BTreeMap::new();
        files.insert("site.yaml".to_owned(), SITE.as_bytes().into());
        for (mark, body) in self.parts.iter().filter(|(mark, _)| !is_option(mark)) {
            let bytes =
                if mark.ends_with(".xlsx") { workbook(body) } else { body.clone().into_bytes() };
            files.insert(mark.clone(), bytes.into());
        }
        let outcome = run(MemoryFolder::new(files), &overrides);
        let mut faults = Vec::new();
        for (mark, body) in &mut self.parts {
            let Some(expectation) = mark.strip_prefix("expect ") else { continue };
            let found = outcome.answer(expectation, body);
            match found {
                Answer::Text(text) if text.trim_end() != body.trim_end() => {
                    if bless {
                        *body = format!("{}\n", text.trim_end());
                        continue;
                    }
                    faults.push(format!(
                        "{mark}:\n--- expected\n{}\n--- found\n{}",
                        body.trim_end(),
                        text.trim_end()
                    ));
                }
                Answer::Wrong(why) => faults.push(format!("{mark}: {why}")),
                Answer::Text(_) | Answer::Right => {}
            }
        }
        faults
    }
}

struct Outcome {
    messages: String,
    files: BTreeMap<String, Arc<[u8]>>,
}

enum Answer {
    Text(String),
    Right,
    Wrong(String),
}

fn run(folder: MemoryFolder, overrides: &Overrides) -> Outcome {
    let finished = pipeline::run_in_memory(&folder, overrides).expect("memory never fails");
    let checked = finished.checked;
    let mut lines: Vec<String> = checked
        .diags
        .list
        .iter()
        // Every case has an address that nobody can open.
        .filter(|diagnostic| diagnostic.code != "placeholder-address")
        .map(|diagnostic| {
            let severity = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            };
            let place = diagnostic.span.map_or_else(String::new, |place| {
                format!(
                    " {}:{}",
                    checked.sources.get(place.file).shown(diagnostic.hidden),
                    checked.sources.line_column(place).0
                )
            });
            format!("{severity} {}{place}", diagnostic.code)
        })
        .collect();
    lines.dedup();
    let messages = if lines.is_empty() { "(none)\n".to_owned() } else { lines.join("\n") + "\n" };
    let files = finished.output.map(|(sink, _)| sink.into_files()).unwrap_or_default();
    Outcome { messages, files }
}

impl Outcome {
    fn answer(&self, expectation: &str, body: &str) -> Answer {
        let mut words = expectation.split_whitespace();
        let path = words.next().unwrap_or_default();
        let part = words.next();
        match path {
            "messages" => return Answer::Text(self.messages.clone()),
            "files" => {
                let below = part.unwrap_or_default();
                let list: Vec<&str> = self
                    .files
                    .keys()
                    .map(String::as_str)
                    .filter(|path| path.starts_with(below))
                    .collect();
                return Answer::Text(if list.is_empty() {
                    "(none)".to_owned()
                } else {
                    list.join("\n")
                });
            }
            _ => {}
        }
        let Some(bytes) = self.files.get(path) else {
            return Answer::Wrong(format!(
                "no such output; there are {:?}\n{}",
                self.files.keys().collect::<Vec<_>>(),
                self.messages
            ));
        };
        let text = String::from_utf8_lossy(bytes).into_owned();
        let lines = || body.lines().map(str::trim).filter(|line| !line.is_empty());
        match part {
            None => Answer::Text(text),
            Some("has") => match lines().find(|line| !text.contains(line)) {
                Some(line) => Answer::Wrong(format!("`{line}` is not in\n{text}")),
                None => Answer::Right,
            },
            Some("hasn't") => match lines().find(|line| text.contains(line)) {
                Some(line) => Answer::Wrong(format!("`{line}` is in it")),
                None => Answer::Right,
            },
            Some(tag) => {
                let start = text.find(&format!("<{tag}"));
                let end = text.find(&format!("</{tag}>"));
                match (start, end) {
                    (Some(start), Some(end)) if start < end => {
                        Answer::Text(text[start..end + tag.len() + 3].to_owned())
                    }
                    _ => Answer::Wrong(format!("there is no <{tag}>")),
                }
            }
        }
    }
}
