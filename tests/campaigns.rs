//! Many campaigns that extend one folder: each is published as it would be alone, and none affects
//! another.

#![expect(clippy::disallowed_methods, reason = "these tests make and read folders as staff do")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const DAY: &str = "2026-11-24";

fn loa(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("loa").expect("the program");
    command.current_dir(folder).env("LOA_UI", "en");
    command
}

fn write(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("to make a folder");
        fs::write(path, text).expect("to write");
    }
}

const COMMON: &[(&str, &str)] = &[
    (
        "common/site.yaml",
        "title: Chung\ndefault_language: vi\nlanguages: { vi: { name: Tiếng Việt }, en: { name: English } }\n\
         rules: { missing-translation: off, loose-number: off }\nhandouts: { leaflets: off, codes: off, cards: off }\n\
         loudspeaker: { opening: { vi: Kính thưa bà con. }, closing: { vi: Hết. } }\n\
         places: { office: { name: trụ sở, ask: hỏi trụ sở, certainty: L } }\n",
    ),
    (
        "common/content/facts.yaml",
        "noi-lam: { text: nơi làm mẫu, source: SỐ LIỆU MẪU, certainty: A, verified_on: 2026-11-20 }\n",
    ),
    (
        "common/content/explainers/mot/vi.md",
        "---\ntitle: Bài một\nsummary: Tóm tắt một.\npicture: picture.svg\npicture_alt: Một vòng tròn.\n---\n\
         Làm ở {{fact.noi-lam}}, hỏi {{place.office.name}}. Xem [bài hai](hai).\n",
    ),
    (
        "common/content/explainers/mot/picture.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\" width=\"9\" height=\"9\"><circle r=\"4\"/></svg>",
    ),
    (
        "common/content/explainers/hai/vi.md",
        "---\ntitle: Bài hai\nsummary: Tóm tắt hai.\n---\nChữ chung.\n",
    ),
    (
        "common/content/explainers/hai/en.md",
        "---\ntitle: Page two\nsummary: In short.\n---\nShared words.\n",
    ),
    (
        "common/content/scripts/moi/vi.md",
        "---\ntitle: Bài đọc\nexplains: mot\n---\nMời bà con đến {{place.office.name}}.\n",
    ),
    ("common/content/lexicon.vi.yaml", "XM: xã mẫu\n"),
    ("common/static/chung.txt", "chung\n"),
    ("common/themes/que-huong/strings/vi.ftl", "all-pages = Về trang đầu\n"),
];

/// Creates three different campaigns that extend one folder, and a campaign that extends none.
fn country() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    write(folder.path(), COMMON);
    write(
        folder.path(),
        &[
            (
                "xa-1/site.yaml",
                "extends: ../common\nbase_url: https://xa-1.example\ntitle: Xã mẫu 1\n",
            ),
            (
                "xa-2/site.yaml",
                "extends: ../common/\nbase_url: https://xa-2.example\nplaces: { office: { name: trụ sở Xã mẫu 2, certainty: A } }\n",
            ),
            (
                "xa-2/content/explainers/hai/vi.md",
                "---\ntitle: Bài hai của xã\nsummary: Tóm tắt.\ncard: true\n---\nChữ của XM.\n",
            ),
            (
                "xa-2/content/facts.yaml",
                "noi-lam: { text: bàn số hai, source: SỐ LIỆU MẪU, certainty: A, verified_on: 2026-11-20 }\n",
            ),
            (
                "xa-3/site.yaml",
                "extends: ../common\nbase_url: https://xa-3.example\nlanguages: { vi: { name: Tiếng Việt } }\n",
            ),
            ("xa-3/themes/que-huong/strings/vi.ftl", "more-pages = Đọc tiếp\n"),
            ("xa-3/static/chung.txt", "của xã ba\n"),
            (
                "xa-4/site.yaml",
                "title: Xã mẫu 4\nbase_url: https://xa-4.example\ndefault_language: vi\nlanguages: { vi: { name: Tiếng Việt } }\n\
                 handouts: { leaflets: off, codes: off, cards: off }\n",
            ),
            ("xa-4/content/explainers/a/vi.md", "---\ntitle: A\nsummary: B.\n---\nC.\n"),
            ("ghi-chu/doc.txt", "không phải chiến dịch"),
        ],
    );
    folder
}

const NAMES: [&str; 4] = ["xa-1", "xa-2", "xa-3", "xa-4"];

fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, root: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, root, files);
            } else {
                let name =
                    path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(folder, folder, &mut files);
    files
}

struct ResolvedValue {
    code: Option<i32>,
    text: String,
}

fn build_all(folder: &Path, more: &[&str]) -> ResolvedValue {
    let mut command = loa(folder);
    let output = command
        .args(["build", "--campaigns", ".", "--today", DAY])
        .args(more)
        .output()
        .expect("to run");
    ResolvedValue {
        code: output.status.code(),
        text: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[test]
fn each_campaign_comes_out_as_it_would_alone() {
    let folder = country();
    // A photo is scaled once, not once per campaign.
    let photo = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples/demo/content/pictures/phong-canh-mau.jpg");
    fs::copy(photo, folder.path().join("common/content/explainers/hai/anh.jpg"))
        .expect("the sample photo");
    write(
        folder.path(),
        &[(
            "common/content/explainers/hai/en.md",
            "---\ntitle: Two\nsummary: In short.\n---\n![Sample view](anh.jpg)\n",
        )],
    );
    let said = build_all(folder.path(), &["--out", "together"]);
    assert_eq!(said.code, Some(0), "{}", said.text);
    assert!(
        said.text.contains("shared: common") && said.text.contains("4 campaigns built"),
        "{}",
        said.text
    );
    assert!(
        !folder.path().join("together/common").exists(),
        "what is shared isn't published itself"
    );
    for name in NAMES {
        let out = format!("alone/{name}");
        let root = folder.path().join(name);
        loa(&root)
            .args(["build", "--quiet", "--today", DAY, "--out"])
            .arg(folder.path().join(&out))
            .assert()
            .success();
        let (together, alone) = (
            snapshot(&folder.path().join("together").join(name)),
            snapshot(&folder.path().join(out)),
        );
        assert!(
            together.keys().eq(alone.keys()),
            "{name}: {:?}\n{:?}",
            together.keys(),
            alone.keys()
        );
        for (path, bytes) in &alone {
            assert!(together[path] == *bytes, "{name}/{path} isn't the same");
        }
    }
    let page =
        |path: &str| fs::read_to_string(folder.path().join("together").join(path)).expect("a page");
    assert!(page("xa-2/site/mot/index.html").contains("bàn số hai"));
    assert!(page("xa-1/site/mot/index.html").contains("nơi làm mẫu"));
    assert!(
        page("xa-3/site/mot/index.html").contains("Đọc tiếp")
            && page("xa-3/site/mot/index.html").contains("Về trang đầu")
    );
    assert_eq!(
        (page("xa-3/site/chung.txt"), page("xa-1/site/chung.txt")),
        ("của xã ba\n".into(), "chung\n".into())
    );
}

#[test]
fn a_broken_campaign_is_told_and_stops_no_other() {
    let folder = country();
    assert_eq!(build_all(folder.path(), &["--quiet"]).code, Some(0));
    let before = snapshot(&folder.path().join("xa-2/public"));
    write(
        folder.path(),
        &[
            ("xa-1/content/explainers/ba/vi.md", "---\ntitle: Ba\nsummary: B.\n---\nChữ mới.\n"),
            (
                "xa-2/content/explainers/hai/vi.md",
                "---\ntitle: Hai\nsummary: H.\n---\n[x](khong-co)\n",
            ),
            ("xa-4/site.yaml", "titel: x\n"),
        ],
    );
    let said = build_all(folder.path(), &["--quiet", "--report", "report.json"]);
    assert_eq!(said.code, Some(1), "{}", said.text);
    assert!(
        said.text.contains("xa-2\n      content/explainers/hai/vi.md:5: ")
            && said.text.contains("[broken-link]"),
        "{}",
        said.text
    );
    assert!(
        said.text.contains("xa-4\n")
            && said.text.contains("1 campaigns built, 1 unchanged, 2 not built"),
        "{}",
        said.text
    );
    assert!(folder.path().join("xa-1/public/site/ba/index.html").is_file());
    assert_eq!(snapshot(&folder.path().join("xa-2/public")), before, "the last good one stays");
    let report: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("report.json")).expect("the report"))
            .expect("JSON");
    let states: Vec<(&str, &str)> = report["campaigns"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|row| Some((row["name"].as_str()?, row["state"].as_str()?)))
        .collect();
    assert_eq!(
        states,
        [("xa-1", "made"), ("xa-2", "refused"), ("xa-3", "unchanged"), ("xa-4", "refused")]
    );
    // The first message is about the address of the samples.
    assert_eq!(
        report["campaigns"][1]["messages"][1]["place"]["file"],
        "content/explainers/hai/vi.md"
    );
}

#[test]
fn a_mistake_in_the_shared_folder_is_told_once() {
    let folder = country();
    write(
        folder.path(),
        &[(
            "common/content/explainers/hai/vi.md",
            "---\ntitle: Hai\nsummary: H.\n---\n[x](khong-co)\n",
        )],
    );
    let said = build_all(folder.path(), &["--quiet"]);
    assert_eq!(said.code, Some(1), "{}", said.text);
    assert!(
        said.text.contains("xa-1, xa-3\n      ../common/content/explainers/hai/vi.md:5: "),
        "{}",
        said.text
    );
    assert_eq!(said.text.matches("broken-link").count(), 1, "{}", said.text);
    assert!(
        folder.path().join("xa-2/public/site/hai/index.html").is_file(),
        "it has a page of its own in that place"
    );
}

#[test]
fn only_what_is_not_up_to_date_is_made() {
    let folder = country();
    let done = |made: usize, unchanged: usize| {
        format!("{made} campaigns built, {unchanged} unchanged, 0 not built")
    };
    let check = |expected: String, why: &str| {
        let said = build_all(folder.path(), &[]);
        assert!(said.code == Some(0) && said.text.contains(&expected), "{why}: {}", said.text);
    };
    check(done(4, 0), "the first time");
    check(done(0, 4), "nothing changed");
    fs::remove_dir_all(folder.path().join("xa-3/public")).expect("to remove");
    check(done(1, 3), "a run that was cut off before the third");
    write(folder.path(), &[("xa-1/static/moi.txt", "x")]);
    check(done(1, 3), "one campaign changed");
    write(
        folder.path(),
        &[(
            "common/content/facts.yaml",
            "noi-lam: { text: nơi làm mới, source: SỐ LIỆU MẪU, certainty: A, verified_on: 2026-11-20 }\n",
        )],
    );
    check(done(3, 1), "the shared folder changed");
    let page =
        fs::read_to_string(folder.path().join("xa-1/public/site/mot/index.html")).expect("a page");
    assert!(page.contains("nơi làm mới"));
    // A build of a single campaign saves the same record.
    let alone = || {
        let output = loa(&folder.path().join("xa-1"))
            .args(["build", "--today", DAY])
            .output()
            .expect("to run");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(alone().contains("Nothing has changed"));
    write(folder.path(), &[("common/static/them.txt", "x")]);
    assert!(!alone().contains("Nothing has changed"));
    assert!(folder.path().join("xa-1/public/site/them.txt").is_file());
}

#[test]
fn shards_together_are_the_whole() {
    let folder = country();
    for (shard, names) in [("1/3", &["xa-1", "xa-4"][..]), ("2/3", &["xa-2"]), ("3/3", &["xa-3"])] {
        let said =
            build_all(folder.path(), &["--shard", shard, "--out", &format!("out-{}", &shard[..1])]);
        assert_eq!(said.code, Some(0), "{}", said.text);
        let made = fs::read_dir(folder.path().join(format!("out-{}", &shard[..1])))
            .expect("a folder")
            .flatten();
        let mut made: Vec<String> =
            made.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        made.retain(|name| !name.starts_with('.'));
        made.sort();
        assert_eq!(made, names);
    }
    assert_eq!(build_all(folder.path(), &["--shard", "4/3"]).code, Some(2));
}

#[test]
fn campaigns_at_one_address_are_named() {
    let folder = country();
    // A campaign that others extend is still published.
    write(
        folder.path(),
        &[("xa-3/site.yaml", "extends: ../xa-4\ntitle: X\nbase_url: https://xa-1.example/\n")],
    );
    let said = build_all(folder.path(), &["--quiet", "--out", "out"]);
    assert_eq!(said.code, Some(0), "{}", said.text);
    assert!(
        said.text.contains("`base_url: https://xa-1.example` is in xa-1, xa-3"),
        "{}",
        said.text
    );
    assert!(folder.path().join("out/xa-4/site/a/index.html").is_file());
    assert!(folder.path().join("out/xa-3/site/a/index.html").is_file());
}

#[test]
fn what_can_not_be_a_country_is_said_to_be_none() {
    let folder = TempDir::new().expect("a folder");
    let said = build_all(folder.path(), &[]);
    assert!(said.code == Some(2) && said.text.contains("no campaign"), "{}", said.text);
    let said =
        loa(folder.path()).args(["build", "--campaigns", "khong-co"]).output().expect("to run");
    assert_eq!(said.status.code(), Some(2));
    let said =
        loa(folder.path()).args(["build", "xa", "--campaigns", "."]).output().expect("to run");
    assert_eq!(said.status.code(), Some(2), "one campaign or many");
}

#[test]
fn outputs_never_land_in_the_shared_folder() {
    let folder = country();
    let xa = folder.path().join("xa-1");
    let before = snapshot(&folder.path().join("common"));
    for out in ["../common", "../common/content", "../common/content/moi", "../common/static"] {
        let output =
            loa(&xa).args(["build", "--today", DAY, "--out", out]).output().expect("to run");
        assert_eq!(
            output.status.code(),
            Some(2),
            "{out}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    assert_eq!(snapshot(&folder.path().join("common")), before);
}

#[test]
fn the_way_to_the_shared_folder_leads_nowhere_else() {
    let folder = country();
    let xa = folder.path().join("xa-1");
    write(folder.path(), &[("khong-chung/content/facts.yaml", "")]);
    for (way, code) in [
        ("/etc", "wrong-value"),
        ("common", "wrong-value"),
        ("./../common", "wrong-value"),
        ("../common/../xa-2/./", "wrong-value"),
        ("'..\\common'", "wrong-value"),
        ("../.git", "wrong-value"),
        ("https://chung.example", "wrong-value"),
        ("../khong-co", "wrong-extends"),
        ("../khong-chung", "wrong-extends"),
        ("../xa-1", "wrong-extends"),
        // A campaign may be extended, but not if it extends another one.
        ("../xa-2", "wrong-extends"),
    ] {
        write(
            folder.path(),
            &[(
                "xa-1/site.yaml",
                &format!(
                    "extends: {way}\ntitle: X\nbase_url: https://x.example\ndefault_language: vi\nlanguages: {{ vi: {{ name: V }} }}\n"
                ),
            )],
        );
        let output = loa(&xa).args(["check", "--today", DAY]).output().expect("to run");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.code() == Some(1) && said.contains(code) && said.contains("site.yaml:"),
            "{way}: {said}"
        );
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = country();
    let elsewhere = TempDir::new().expect("a folder");
    write(elsewhere.path(), &[("site.yaml", "title: Nơi khác\n"), ("secret.txt", "bí mật")]);
    symlink(elsewhere.path(), folder.path().join("link")).expect("a link");
    write(
        folder.path(),
        &[("xa-1/site.yaml", "extends: ../link\nbase_url: https://xa-1.example\n")],
    );
    let said = build_all(folder.path(), &[]);
    assert!(
        said.code == Some(1)
            && said.text.contains("xa-1\n      site.yaml:1: a link is in the path"),
        "{}",
        said.text
    );
    assert!(!said.text.contains("link,"), "a link among the campaigns is none: {}", said.text);
    // In the shared folder, they stop only the campaigns that extend it.
    symlink(elsewhere.path().join("secret.txt"), folder.path().join("common/static/secret.txt"))
        .expect("a link");
    let said = build_all(folder.path(), &["--out", "out"]);
    assert!(
        said.code == Some(2)
            && said.text.contains(
                "xa-2, xa-3\n      in the shared folder `../common`: `static/secret.txt` is a link"
            ),
        "{}",
        said.text
    );
    assert!(
        folder.path().join("out/xa-4/site/index.html").is_file()
            && !folder.path().join("out/xa-2").exists()
    );
}

/// A mistyped path must not cost a text.
#[test]
fn report_replaces_only_reports() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = folder.path().join("site.yaml");
    fs::write(&text, "title: A\n").expect("written");
    let said = build_all(folder.path(), &["--quiet", "--report", "site.yaml"]);
    assert_eq!(said.code, Some(2), "{}", said.text);
    assert_eq!(fs::read_to_string(&text).expect("still there"), "title: A\n");
    #[cfg(unix)]
    assert_eq!(build_all(folder.path(), &["--quiet", "--report", "/dev/null"]).code, Some(2));
}
