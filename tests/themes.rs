//! A separate theme, and a campaign that changes parts of the built-in theme.

#![expect(clippy::disallowed_methods, reason = "a test may read the project's own files")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use loa::config::Overrides;
use loa::diag::Severity;
use loa::files::memory::MemoryFolder;
use loa::pipeline;

type Files = BTreeMap<String, Arc<[u8]>>;

const SITE: &str = "title: Thử\nbase_url: https://thu.example\ndefault_language: vi\nlanguages: { vi: { name: Tiếng Việt } }\ntopics: { an-toan: An toàn }\n";
const TEXT: &str =
    "---\ntitle: Mở tài khoản\nsummary: Một câu.\ntopics: [an-toan]\n---\n\n## Cần gì\n\nThẻ.\n";

/// Builds a small campaign with more files. Returns the outputs and the messages.
fn build(more: Files) -> (Files, Vec<String>) {
    let mut files = more;
    files.entry("site.yaml".to_owned()).or_insert_with(|| SITE.as_bytes().into());
    files.insert("content/explainers/mo/vi.md".to_owned(), TEXT.as_bytes().into());
    let overrides = Overrides {
        today: "2026-11-23".parse().expect("a day"),
        base_url: None,
        demo: false,
        strict: false,
    };
    let finished =
        pipeline::run_in_memory(&MemoryFolder::new(files), &overrides).expect("memory never fails");
    let files = finished.output.map(|(sink, _)| sink.into_files()).unwrap_or_default();
    let errors = finished
        .checked
        .diags
        .list
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error);
    (
        files,
        errors.map(|diagnostic| format!("{}: {}", diagnostic.code, diagnostic.text.en)).collect(),
    )
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
        for entry in fs::read_dir(folder.join(below))
            .expect("the theme")
            .flatten()
            .filter(|e| e.path().is_file())
        {
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
    for wanted in [
        "Chuyển tay nhau",
        "Tất cả các bài",
        "#123456",
        "#fffdf7",
        "<p>Gọi nhau.</p>",
        "d=\"M1 1h6\"",
    ] {
        assert!(html.contains(wanted), "missing: {wanted}");
    }
    assert!(!html.contains("#0b5c5c"));
}

#[test]
fn mistakes_in_a_theme_are_told() {
    let wrong = |path, text: &str| changed(&[(path, text)]).1.join("; ");
    assert!(
        wrong("themes/que-huong/theme.yaml", "colours: { accent: blue }").contains("wrong-value")
    );
    assert!(
        wrong("themes/que-huong/theme.yaml", "colour: { accent: \"#123456\" }")
            .contains("unknown-key")
    );
    assert!(wrong("themes/que-huong/site/style.css", "a { color: $akzent }").contains("`akzent`"));
    assert!(wrong("themes/que-huong/site/logo.svg", "<svg><script/></svg>").contains("logo.svg"));
}

/// Views that templates see: the file, the types, and the heading in the theme's guide that
/// describes them.
const VIEWS: [(&str, &[&str], &str); 12] = [
    ("site/view.rs", &["Frame", "SiteView", "HeadView", "AlternateView"], "### Everywhere"),
    ("site/view.rs", &["OgView", "OgImageView", "LanguageView", "CallView"], "### Everywhere"),
    (
        "site/view.rs",
        &["PageView", "ArticleView", "ListenView", "ShareView", "LinkView"],
        "### `page.html`: `page`",
    ),
    (
        "site/view.rs",
        &["HomeView", "StartView", "CardView", "ProgressView"],
        "### `home.html`: `home`",
    ),
    ("site/view.rs", &["IndicatorView"], "### `home.html`: `home`"),
    (
        "site/view.rs",
        &["TagView", "TopicView", "NotFoundView", "SearchView", "EntryView"],
        "### The other pages",
    ),
    ("card/view.rs", &["ShareCardView", "PictureView", "CardShareView"], "### Share pictures"),
    (
        "card/handout.rs",
        &["HandoutView", "HandoutEntryView", "SectionView", "WarningView", "HandoutCallView"],
        "### Leaflets",
    ),
    ("card/codes.rs", &["CodesView", "CodeView"], "### QR codes"),
    (
        "script/view.rs",
        &["SheetView", "LineView", "ReadingView", "PhraseView", "QrView"],
        "### Announcers' sheets",
    ),
    ("script/timetable.rs", &["TimetableView", "StationView", "RowView"], "### Timetable"),
    ("script/timetable.rs", &["CellView", "AiringView", "LogView"], "### Timetable"),
];

/// Returns the words in backticks in a part of the guide. Field paths are split:
/// `progress.indicators[]` names both parts.
fn named(part: &str) -> BTreeSet<&str> {
    let ticked = part.split('`').skip(1).step_by(2);
    ticked.flat_map(|words| words.split(['.', '[', ']', ' ', ',']).chain([words])).collect()
}

/// Returns a heading and the text below it, up to the next heading of the same or a higher level.
fn part<'g>(guide: &'g str, heading: &str) -> &'g str {
    let start = guide.find(&format!("\n{heading}")).unwrap_or_else(|| panic!("no `{heading}`")) + 1;
    let level = heading.split(' ').next().expect("its signs").len();
    let below = &guide[start + level..];
    let next =
        (1..=level).filter_map(|level| below.find(&format!("\n{} ", "#".repeat(level)))).min();
    &guide[start..start + level + next.unwrap_or(below.len())]
}

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .expect("a file of the project")
}

#[test]
fn the_guide_describes_every_field_that_templates_see() {
    let guide = text("themes/que-huong/README.md");
    let mut described = 0;
    for (file, names, heading) in VIEWS {
        let source = text(&format!("src/render/{file}"));
        let known = named(part(&guide, heading));
        for name in names {
            let (_, fields) =
                source.split_once(&format!("pub struct {name} {{")).expect("the view");
            let fields = fields
                .split_once("\n}")
                .expect("its end")
                .0
                .replace("#[serde(skip)]\n    pub frame", "");
            for field in
                fields.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':'))
            {
                assert!(
                    known.contains(field.0),
                    "`{heading}` doesn't describe `{}` of {name}",
                    field.0
                );
            }
            described += 1;
        }
    }
    // The table above does not list a new view yet.
    let is_view = |pair: &[&str]| {
        pair[0].starts_with("#[derive(")
            && pair[0].contains("Serialize")
            && pair[1].starts_with("pub struct ")
    };
    let views = |path: &Path| {
        let source = text(&path.to_string_lossy());
        source.lines().collect::<Vec<_>>().windows(2).filter(|pair| is_view(pair)).count()
    };
    let all: usize = files_below("src/render").iter().map(|path| views(path)).sum();
    assert_eq!(described, all, "a view of src/render is not in this test's table");
}

#[test]
fn the_guide_names_every_template_block_and_word() {
    let guide = text("themes/que-huong/README.md");
    for path in files_below("themes/que-huong") {
        let path = path
            .strip_prefix("themes/que-huong")
            .expect("a file of the theme")
            .to_string_lossy()
            .into_owned();
        let is_named = guide.contains(&path) || path.starts_with("fonts") || path == "README.md";
        assert!(is_named, "the guide doesn't name {path}");
    }
    let ticked: Vec<&str> = guide.split('`').skip(1).step_by(2).collect();
    for path in files_below("themes/que-huong/site") {
        let template = text(&path.to_string_lossy());
        for block in template.split("{% block ").skip(1).filter_map(|rest| rest.split(' ').next()) {
            assert!(ticked.contains(&block), "the guide doesn't name the block `{block}`");
        }
    }
    let words = ["### Words of pages", "### Words of sheets", "### Words of cards"]
        .map(|heading| part(&guide, heading));
    let known: BTreeSet<&str> = words.into_iter().flat_map(named).collect();
    let strings = text("themes/que-huong/strings/vi.ftl");
    let keys: BTreeSet<&str> = strings
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| Some(line.split_once(" =")?.0))
        .collect();
    assert!(keys.len() > 200);
    let family = |key: &str| {
        known.iter().any(|known| known.strip_suffix('*').is_some_and(|head| key.starts_with(head)))
    };
    let missing: Vec<&&str> =
        keys.iter().filter(|key| !known.contains(**key) && !family(key)).collect();
    assert_eq!(missing, Vec::<&&str>::new(), "the guide doesn't name these words");
    let gone = known.iter().filter(|word| {
        let of_theme =
            words.iter().any(|part| part.contains(&format!("`{word}`")) && word.contains('-'));
        let starts = |key: &&str| key.starts_with(word.trim_end_matches('*'));
        of_theme && !word.starts_with('-') && !word.contains('$') && !keys.iter().any(starts)
    });
    assert_eq!(
        gone.collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "the guide names words that the theme no longer has"
    );
}

/// Returns all files below a folder of the project, with paths relative to the project.
fn files_below(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        let inside =
            fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(&folder)).expect("a folder");
        for entry in inside.flatten() {
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}
