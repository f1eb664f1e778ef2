//! The program as users run it: exit codes, stdout and stderr, files on disk.

#![expect(clippy::disallowed_methods, reason = "these tests make and read folders as staff do")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

fn loa(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("loa").expect("the program");
    command.current_dir(folder).env("LOA_UI", "en");
    command
}

/// Creates a campaign with `loa new` and completes its explainer.
fn campaign() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    loa(folder.path()).args(["new", "campaign", "xa"]).assert().success();
    let explainer = folder.path().join("xa/content/explainers/bai-dau-tien/vi.md");
    let text = fs::read_to_string(&explainer).expect("the template");
    fs::write(&explainer, text.replace("status: draft\n", "")).expect("to write");
    folder
}

fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, root: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, root, files);
            } else {
                let name = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(folder, folder, &mut files);
    files
}

fn stderr(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_new_translation_names_the_text_that_it_follows() {
    let folder = campaign();
    let xa = folder.path().join("xa");
    loa(&xa).args(["new", "explainer", "bai-dau-tien", "--lang", "en"]).assert().success();
    let path = xa.join("content/explainers/bai-dau-tien/en.md");
    let text = fs::read_to_string(path).expect("the new file");
    assert!(text.contains("\ntranslates: v"), "{text}");
}

#[test]
fn templates_of_new_build_at_once() {
    let folder = campaign();
    let xa = folder.path().join("xa");
    loa(&xa).args(["new", "explainer", "Mất thẻ"]).assert().success();
    loa(&xa).args(["new", "script", "loa-keo"]).assert().success();
    loa(&xa).args(["new", "explainer", "mat-the"]).assert().code(2);
    let output = loa(&xa).arg("build").output().expect("to run");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let files = snapshot(&xa.join("public"));
    for path in [
        "site/index.html",
        "site/bai-dau-tien/index.html",
        "script/loa-keo.vi.txt",
        "card/bai-dau-tien.vi.txt",
    ] {
        assert!(files.contains_key(path), "{path} is not among {:?}", files.keys());
    }
    assert!(!files.contains_key("site/mat-the/index.html"), "a draft is left out");
    assert!(stderr(&output).contains("Done:"), "{}", stderr(&output));
    assert!(output.stdout.is_empty(), "talk goes to stderr");
}

/// Runs the command that a message gives, as it stands there.
fn run_as_printed(folder: &Path, message: &str, start: &str) -> std::process::Output {
    let line = message.lines().map(str::trim).find(|line| line.contains(start));
    let line = line.unwrap_or_else(|| panic!("no `{start}` in {message}"));
    let command = &line[line.find(start).expect("found above")..];
    let program = assert_cmd::cargo::cargo_bin("loa");
    let typed = command.replacen("loa serve", &format!("'{}' check", program.display()), 1);
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &typed]).current_dir(folder).env("LOA_UI", "en");
    shell.output().expect("a shell")
}

#[test]
#[cfg(unix)]
fn a_new_campaign_has_nothing_of_another_and_its_advice_works_when_copied() {
    let folder = TempDir::new().expect("a folder");
    for name in ["Phòng dịch $HOME", "it's"] {
        let output = loa(folder.path())
            .args(["new", "campaign", name, "--office", "Trạm: y tế"])
            .output()
            .expect("to run");
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let checked = run_as_printed(folder.path(), &stderr(&output), "loa serve");
        assert_eq!(checked.status.code(), Some(0), "{}", stderr(&checked));
        for code in ["placeholder-address", "QR codes", "posters"] {
            assert!(stderr(&checked).contains(code), "{}", stderr(&checked));
        }
        let root = folder.path().join(name);
        for (path, bytes) in snapshot(&root) {
            let text = String::from_utf8(bytes).expect("UTF-8").to_lowercase();
            for foreign in ["la ngâu", "công an", "căn cước", "police"] {
                assert!(!text.contains(foreign), "{name}/{path}: {foreign}");
            }
        }
        let built = loa(folder.path()).args(["build", name]).output().expect("to run");
        assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
        let shown = run_as_printed(folder.path(), &stderr(&built), "loa serve");
        assert_eq!(shown.status.code(), Some(0), "{}", stderr(&shown));
    }
}

#[test]
fn the_lines_for_a_new_language_work_when_copied() {
    for languages in
        ["languages: { vi: { name: Tiếng Việt } }", "languages:\n  vi:\n    name: \"A: b\""]
    {
        let folder = TempDir::new().expect("a folder");
        let head = "title: Thử\nbase_url: https://thu.vn\ndefault_language: vi\n";
        let site = folder.path().join("site.yaml");
        fs::write(&site, format!("{head}{languages}\n")).expect("to write");
        let output = loa(folder.path()).args(["new", "language", "en"]).output().expect("to run");
        let said = stderr(&output);
        let start = said.find("languages:\n").unwrap_or_else(|| panic!("{said}"));
        let lines = said[start..].split("\n\n").next().expect("the lines");
        fs::write(&site, format!("{head}{lines}\n")).expect("to write");
        let checked = loa(folder.path()).arg("check").output().expect("to run");
        assert_eq!(checked.status.code(), Some(0), "{}", stderr(&checked));
        let again = loa(folder.path()).args(["new", "language", "en"]).output().expect("to run");
        assert!(stderr(&again).contains("already"), "{}", stderr(&again));
    }
}

#[test]
fn a_failed_build_leaves_the_last_good_one() {
    let folder = campaign();
    let xa = folder.path().join("xa");
    loa(&xa).args(["build", "--quiet"]).assert().success();
    let before = snapshot(&xa.join("public"));
    let explainer = xa.join("content/explainers/bai-dau-tien/vi.md");
    let good = fs::read_to_string(&explainer).expect("a text");
    for (bad, code) in [
        (good.replace("summary:", "sumary:"), "unknown-key"),
        (format!("{good}\n[x](khong-co)\n"), "broken-link"),
        (format!("{good}\n{{{{fact.khong-co}}}}\n"), "unknown-placeholder"),
        ("\u{0}\u{1}\u{2}".to_owned(), "unreadable-text"),
    ] {
        fs::write(&explainer, bad).expect("to write");
        let output = loa(&xa).arg("build").output().expect("to run");
        assert_eq!(output.status.code(), Some(1), "{code}");
        let talk = stderr(&output);
        assert!(talk.contains(code) && talk.contains("bai-dau-tien/vi.md"), "{talk}");
        assert_eq!(snapshot(&xa.join("public")), before, "{code} changed what was published");
    }
    fs::write(&explainer, good).expect("to write");
    loa(&xa).args(["build", "--quiet"]).assert().success();
    assert_eq!(snapshot(&xa.join("public")), before);
}

#[test]
fn what_loa_did_not_write_stays() {
    let folder = campaign();
    let xa = folder.path().join("xa");
    loa(&xa).args(["build", "--quiet"]).assert().success();
    fs::write(xa.join("public/ghi-chu.txt"), "của cán bộ").expect("to write");
    fs::remove_dir_all(xa.join("content/scripts")).expect("to remove");
    loa(&xa).args(["build", "--quiet"]).assert().success();
    assert_eq!(fs::read_to_string(xa.join("public/ghi-chu.txt")).expect("the note"), "của cán bộ");
    assert!(!xa.join("public/script/thong-bao.vi.txt").exists(), "what is no longer made is gone");
    let other = folder.path().join("anh-cua-toi");
    fs::create_dir(&other).expect("a folder");
    fs::write(other.join("anh.txt"), "x").expect("to write");
    let output = loa(&xa).args(["build", "--out"]).arg(&other).output().expect("to run");
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert_eq!(snapshot(&other).len(), 1, "a folder that isn't ours is left alone");
}

#[test]
fn check_writes_nothing_and_answers_programs() {
    let folder = campaign();
    let xa = folder.path().join("xa");
    fs::write(
        xa.join("content/explainers/bai-dau-tien/vi.md"),
        "---\ntitle: A\n---\n![](khong.jpg)\n",
    )
    .expect("to write");
    let output = loa(&xa).args(["check", "--format", "json"]).output().expect("to run");
    assert_eq!(output.status.code(), Some(1));
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON on stdout");
    let codes: Vec<&str> = list
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|entry| entry["code"].as_str())
        .collect();
    for code in ["missing-alt", "missing-picture", "missing-summary"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    // The first message is about the address of the sample.
    assert_eq!(list[1]["place"]["file"], "content/explainers/bai-dau-tien/vi.md");
    assert!(!xa.join("public").exists());
}

#[test]
fn strict_and_today_change_the_judgement() {
    let folder = campaign();
    let xa = folder.path().join("xa");
    let script = xa.join("content/scripts/thong-bao/vi.md");
    let text = fs::read_to_string(&script).expect("a text");
    fs::write(&script, text.replace("repeat: 2", "repeat: 2\nnot_after: 2026-11-30"))
        .expect("to write");
    let check = |today, more: &[&str]| {
        let address = ["--base-url", "https://xa-thu.gov.vn"];
        loa(&xa).args(["check", "--today", today]).args(address).args(more).assert()
    };
    check("2026-11-30", &["--strict"]).success();
    check("2026-12-01", &[]).success();
    check("2026-12-01", &["--strict"]).code(1);
}

#[test]
fn a_folder_without_a_campaign_is_said_to_be_none() {
    let folder = TempDir::new().expect("a folder");
    let output = loa(folder.path()).arg("build").output().expect("to run");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("site.yaml"), "{}", stderr(&output));
    let vietnamese =
        loa(folder.path()).args(["build", "khong-co", "--ui", "vi"]).output().expect("to run");
    assert_eq!(vietnamese.status.code(), Some(2));
    assert!(stderr(&vietnamese).contains("không có thư mục"), "{}", stderr(&vietnamese));
}

#[test]
fn speak_answers_line_by_line() {
    let folder = TempDir::new().expect("a folder");
    let output = loa(folder.path())
        .args(["speak", "--lang", "vi", "--dialect", "south"])
        .write_stdin("Đã cấp 1.046 tài khoản.\n\nAi cần thì hỏi.\n")
        .output()
        .expect("to run");
    let spoken = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(spoken, "Đã cấp một ngàn không trăm bốn mươi sáu tài khoản.\n\nAi cần thì hỏi.\n");
    loa(folder.path()).args(["speak", "--lang", "xx"]).write_stdin("a\n").assert().code(2);
}

#[test]
fn explain_knows_every_code_and_offers_the_nearest() {
    let folder = TempDir::new().expect("a folder");
    loa(folder.path()).args(["explain", "missing-alt"]).assert().success();
    let output = loa(folder.path()).args(["explain", "missing-al"]).output().expect("to run");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("missing-alt"));
}

#[test]
fn translate_lists_what_is_missing_and_lays_it_out() {
    let folder = campaign();
    let xa = folder.path().join("xa");
    let output =
        loa(&xa).args(["translate", "export", "en", "--out", "todo"]).output().expect("to run");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let list = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(
        list,
        "missing  content/explainers/bai-dau-tien/en.md\nmissing  content/scripts/thong-bao/en.md\n"
    );
    let text = fs::read_to_string(xa.join("todo/explainers/bai-dau-tien/en.md"))
        .expect("the file to translate");
    assert!(text.starts_with("---\ntranslates: v"), "{text}");
    assert!(xa.join("todo/scripts/thong-bao/en.md").is_file());
    fs::write(xa.join("todo/explainers/bai-dau-tien/en.md"), "đã dịch").expect("to write");
    loa(&xa).args(["translate", "export", "en", "--out", "todo"]).assert().success();
    let kept =
        fs::read_to_string(xa.join("todo/explainers/bai-dau-tien/en.md")).expect("the translation");
    assert_eq!(kept, "đã dịch", "a translation that was begun is not overwritten");
}

/// A change to a campaign, with a name.
type Edit = (&'static str, fn(&Path));

/// Changes to a campaign or to published files between two builds.
const EDITS: [Edit; 9] = [
    ("a text", |xa| append(&xa.join("content/explainers/bai-dau-tien/vi.md"), "\nThêm một câu.\n")),
    ("a new text", |xa| {
        fs::create_dir_all(xa.join("content/explainers/moi")).expect("to make");
        fs::write(
            xa.join("content/explainers/moi/vi.md"),
            "---\ntitle: Mới\nsummary: Một câu.\n---\n\nChữ.\n",
        )
        .expect("to write");
    }),
    ("a name", |xa| {
        fs::rename(xa.join("content/explainers/moi"), xa.join("content/explainers/moi-hon"))
            .expect("to rename");
    }),
    ("the settings", |xa| append(&xa.join("site.yaml"), "\n# ghi chú\n")),
    ("the theme", |xa| {
        fs::create_dir_all(xa.join("themes/que-huong/strings")).expect("to make");
        fs::write(xa.join("themes/que-huong/strings/vi.ftl"), "share = Chuyển tay nhau\n")
            .expect("to write");
    }),
    ("a copied file", |xa| {
        fs::create_dir_all(xa.join("static")).expect("to make");
        fs::write(xa.join("static/a.txt"), "a").expect("to write");
    }),
    ("a published page", |xa| append(&xa.join("public/site/index.html"), "x")),
    ("a missing page", |xa| fs::remove_file(xa.join("public/site/index.html")).expect("to remove")),
    ("a text that is gone", |xa| {
        fs::remove_dir_all(xa.join("content/explainers/moi-hon")).expect("to remove")
    }),
];

fn append(path: &Path, text: &str) {
    let before = fs::read_to_string(path).expect("a text");
    fs::write(path, before + text).expect("to write");
}

#[test]
fn nothing_is_made_when_nothing_changed_and_everything_else_is_noticed() {
    const NOTHING: &str = "Nothing has changed since the last build";
    let folder = campaign();
    let xa = folder.path().join("xa");
    let build = |out: &str| {
        let output = loa(&xa)
            .args(["build", "--today", "2026-11-23", "--out", out])
            .output()
            .expect("to run");
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stderr(&output)
    };
    let told = |text: &str| {
        text.lines().filter(|line| !line.contains("Done:")).map(str::to_owned).collect::<Vec<_>>()
    };
    let first = build("public");
    for (what, edit) in EDITS {
        edit(&xa);
        assert!(!build("public").contains(NOTHING), "{what} was not noticed");
        let written = |xa: &Path| {
            fs::metadata(xa.join("public/site/index.html"))
                .expect("a page")
                .modified()
                .expect("a time")
        };
        let before = written(&xa);
        let again = build("public");
        assert!(again.contains(NOTHING), "after {what}: {again}");
        assert_eq!(written(&xa), before);
        // No earlier build wrote to another output folder.
        build("clean");
        assert!(
            snapshot(&xa.join("public")) == snapshot(&xa.join("clean")),
            "{what} is not as a clean build has it"
        );
        fs::remove_dir_all(xa.join("clean")).expect("to remove");
    }
    // Changed options count like changed files, and the messages are printed again.
    let output = loa(&xa).args(["build", "--today", "2026-11-24"]).output().expect("to run");
    assert!(!stderr(&output).contains(NOTHING));
    build("public");
    let again = build("public");
    let told_again = told(&again);
    assert!(
        told(&first)
            .iter()
            .filter(|line| line.starts_with("warning"))
            .all(|line| told_again.contains(line)),
        "{again}"
    );
}

#[test]
fn what_was_published_before_comes_back() {
    let folder = campaign();
    let xa = folder.path().join("xa");
    let run = |arguments: &[&str]| loa(&xa).args(arguments).output().expect("to run");
    let nothing = run(&["rollback"]);
    assert_eq!(
        (nothing.status.code(), stderr(&nothing).contains("no earlier version")),
        (Some(2), true)
    );
    run(&["build", "--today", "2026-11-23"]);
    let first = snapshot(&xa.join("public"));
    run(&["build", "--today", "2026-11-23", "--base-url", "https://khac.example"]);
    let second = snapshot(&xa.join("public"));
    assert!(first != second);
    let back = run(&["rollback"]);
    assert_eq!(back.status.code(), Some(0), "{}", stderr(&back));
    assert!(snapshot(&xa.join("public")) == first);
    // The published version is not the one that was built last, so the build does not stop early.
    run(&["build", "--today", "2026-11-23", "--base-url", "https://khac.example"]);
    assert!(snapshot(&xa.join("public")) == second);
}
