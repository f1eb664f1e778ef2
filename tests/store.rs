//! The artifact cache is used and never wrong: with it, every build has the bytes of a clean build.

#![expect(
    clippy::disallowed_methods,
    reason = "the store lies on a disk, and these tests spoil it"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use assert_cmd::Command;
use jiff::civil::Date;
use loa::config::Overrides;
use loa::files::cache::Cache;
use loa::files::memory::MemoryFolder;
use loa::pipeline::{self, Input, SharedCaches};
use loa::publish::{ArtifactCache, CacheMode};
use loa::text::fingerprint::{Fingerprint, FingerprintBuilder};

type Files = BTreeMap<String, Vec<u8>>;

const SITE: &str = "title: Thử\nbase_url: https://thu.example\ndefault_language: vi\nlanguages: { vi: { name: Tiếng Việt } }\n\
    handouts: { codes: off }\n";
const LEAF: &str = "---\ntitle: Làm thẻ\nsummary: Mang giấy tờ theo.\ndate: 2026-11-23\npicture: a.jpg\n\
    picture_alt: Một tấm thẻ\n---\n\nBà con đến trụ sở.\n";
const BARE: &str = "---\ntitle: Coi chừng\nsummary: Cúp máy liền.\ndate: 2026-11-23\nleaflet: false\n---\n\nKhông đọc mã.\n";
const SCRIPT: &str = "---\ntitle: Mời làm thẻ\nkind: invitation\n---\n\nMời bà con đến làm thẻ.\n";

fn photo(shade: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_fn(340, 80, |x, _| {
        image::Rgb([shade, u8::try_from(x / 2).unwrap_or(255), 9])
    });
    image::DynamicImage::ImageRgb8(pixels)
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .expect("a photo");
    bytes.into_inner()
}

fn theme(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/que-huong").join(path))
        .expect("a theme's file")
}

fn campaign() -> Files {
    let texts = [
        ("site.yaml", SITE),
        ("content/explainers/lam-the/vi.md", LEAF),
        ("content/explainers/coi-chung/vi.md", BARE),
        ("content/scripts/moi/vi.md", SCRIPT),
    ];
    let mut files: Files =
        texts.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    files.insert("content/explainers/lam-the/a.jpg".to_owned(), photo(40));
    files
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// Builds with a cache, or without one.
fn build(files: &Files, today: Date, cache: Option<&dyn Cache>) -> BTreeMap<String, Arc<[u8]>> {
    let folder = MemoryFolder::new(files.iter().map(|(path, bytes)| (path.clone(), bytes.clone())));
    let overrides = Overrides { today, base_url: None, demo: false, strict: false };
    let shared = SharedCaches::default();
    let mut input = Input::new(&folder, &overrides, &shared);
    if let Some(cache) = cache {
        input.cache = cache;
    }
    let finished = pipeline::run(&input, |_| Ok(MemoryFolder::default())).expect("memory");
    let diags = finished.checked.diags;
    finished.output.unwrap_or_else(|| panic!("{:?}", diags.list)).0.into_files()
}

fn assert_same(
    made: &BTreeMap<String, Arc<[u8]>>,
    clean: &BTreeMap<String, Arc<[u8]>>,
    what: &str,
) {
    assert_eq!(made.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>(), "{what}");
    for (path, bytes) in clean {
        assert!(made[path] == *bytes, "{what}: {path} differs");
    }
}

fn open(root: &Path, way: CacheMode) -> ArtifactCache {
    ArtifactCache::open(root, "program 1", way).expect("a folder")
}

fn below(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            found.extend(below(&entry.path()))
        } else {
            found.push(entry.path())
        }
    }
    found.sort();
    found
}

fn entries(root: &Path) -> Vec<PathBuf> {
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    below(&root.join(".loa/store")).into_iter().filter(|path| name(path).len() == 64).collect()
}

/// A random number generator with a fixed seed.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).expect("small")
    }
}

/// Changes something that sheets or pictures may depend on. The values are few, so they repeat.
fn edit(files: &mut Files, today: &mut Date, dice: &mut Dice) -> String {
    let (what, value) = (dice.throw(11), dice.throw(3));
    let mut put = |path: &str, text: String| drop(files.insert(path.to_owned(), text.into_bytes()));
    match what {
        0 => put("site.yaml", SITE.replace("Thử", ["Thử", "Chiến dịch", "Quê hương"][value])),
        1 => put(
            "site.yaml",
            SITE.replace("thu.example", ["thu.example", "khac.example", "xa.example"][value]),
        ),
        2 => put(
            "content/scripts/moi/vi.md",
            SCRIPT.replace("làm thẻ.", ["làm thẻ.", "họp.", "xem kết quả."][value]),
        ),
        3 => put(
            "content/explainers/lam-the/vi.md",
            LEAF.replace("Mang", ["Mang", "Nhớ mang", "Đem"][value]),
        ),
        4 => put(
            "content/explainers/coi-chung/vi.md",
            BARE.replace("Cúp máy liền", ["Cúp máy", "Đừng tin", "Hỏi lại"][value]),
        ),
        5 => drop(
            files
                .insert("content/explainers/lam-the/a.jpg".to_owned(), photo([40, 90, 200][value])),
        ),
        6 => *today = [day("2026-11-23"), day("2026-11-24"), day("2027-03-01")][value],
        // Templates that print the date, read a file from another folder, or neither.
        7 => {
            let more = [
                "",
                "\n#place(top, datetime.today().display())",
                "\n#place(top, read(\"/words/a.txt\"))",
            ][value];
            put("themes/que-huong/card/share.typ", theme("card/share.typ") + more);
            put("themes/que-huong/words/a.txt", ["một", "hai", "ba"][dice.throw(3)].to_owned());
        }
        8 => put("themes/que-huong/words/a.txt", ["một", "hai", "ba"][value].to_owned()),
        9 => put(
            "themes/que-huong/script/parts.typ",
            theme("script/parts.typ")
                .replace("luma(150)", ["luma(150)", "luma(120)", "red"][value]),
        ),
        _ => match value {
            0 => drop(files.remove("content/scripts/moi/vi.md")),
            1 => put("content/scripts/moi/vi.md", SCRIPT.to_owned()),
            _ => put("content/scripts/khac/vi.md", SCRIPT.replace("Mời làm thẻ", "Mời họp")),
        },
    }
    format!("edit {what}, value {value}")
}

#[test]
fn after_any_edits_a_build_has_the_bytes_of_a_clean_one() {
    let place = tempfile::tempdir().expect("a folder");
    let (mut files, mut today, mut dice) = (campaign(), day("2026-11-23"), Dice(7));
    let (mut found, mut made) = (0, 0);
    for round in 0..40 {
        let mut what = format!("round {round}:");
        for _ in 0..=dice.throw(2) {
            what.push_str(&format!(" {};", edit(&mut files, &mut today, &mut dice)));
        }
        // Sometimes a disk error or a person damages an entry.
        if let (true, [.., last]) = (dice.throw(4) == 0, &entries(place.path())[..]) {
            let mut bytes = fs::read(last).expect("an entry");
            // An entry that was truncated at its start before and not used since is empty.
            let at = dice.throw(bytes.len().max(1));
            match bytes.get_mut(at) {
                Some(byte) if dice.throw(2) == 0 => *byte ^= 0x20,
                _ => bytes.truncate(at),
            }
            fs::write(last, bytes).expect("an entry");
        }
        let cache = open(place.path(), CacheMode::Both);
        assert_same(&build(&files, today, Some(&cache)), &build(&files, today, None), &what);
        let (hits, misses) = cache.counts();
        (found, made) = (found + hits, made + misses);
        cache.prune();
    }
    assert!(found > 2 * made, "{found} found, {made} made: the store saves little");
}

#[test]
fn a_second_build_makes_nothing_and_another_program_makes_everything() {
    let (place, files) = (tempfile::tempdir().expect("a folder"), campaign());
    let count = |cache: ArtifactCache, today: &str| {
        build(&files, day(today), Some(&cache));
        cache.counts()
    };
    let (_, made) = count(open(place.path(), CacheMode::Both), "2026-11-23");
    assert!(made >= 5, "two cards, a leaflet twice, a script, a picture: {made}");
    let (found, again) = count(open(place.path(), CacheMode::Both), "2026-11-23");
    assert!(found >= made && again == 0, "{found} found, {again} made");
    // Another date alone changes no sheet.
    assert_eq!(count(open(place.path(), CacheMode::Both), "2026-11-24").1, 0);
    let other = ArtifactCache::open(place.path(), "program 2", CacheMode::Both).expect("a folder");
    // One build needs the smallest photo twice: beside its page and in it.
    let (found, made) = count(other, "2026-11-23");
    assert!(found <= 1 && made >= 5, "{found} found, {made} made");
    // `--fresh` renders everything, and later builds find the results.
    let (found, made) = count(open(place.path(), CacheMode::Keep), "2026-11-23");
    assert!(found == 0 && made >= 5, "{found} found, {made} made");
    assert_eq!(count(open(place.path(), CacheMode::Find), "2026-11-23").1, 0);
}

#[test]
fn entries_that_are_not_whole_are_as_good_as_none() {
    let place = tempfile::tempdir().expect("a folder");
    let [one, two] = ["one", "two"].map(|name| FingerprintBuilder::new(name).finish());
    let keep = || {
        let cache = open(place.path(), CacheMode::Both);
        cache.keep(&one, b"bytes of one");
        let first = entries(place.path());
        cache.keep(&two, b"bytes of two");
        let all = entries(place.path());
        let second = all.into_iter().find(|path| !first.contains(path));
        (first[0].clone(), second)
    };
    let find = |key: &Fingerprint| open(place.path(), CacheMode::Both).find(key);
    let (path, other) = keep();
    let (whole, other) = (fs::read(&path).expect("an entry"), other.expect("another entry"));
    assert_eq!(find(&one).as_deref(), Some(&b"bytes of one"[..]));
    for at in 0..whole.len() {
        fs::write(&path, &whole[..at]).expect("to cut it off");
        assert_eq!(find(&one), None, "cut off at {at}");
        let mut changed = whole.clone();
        changed[at] ^= 1;
        fs::write(&path, changed).expect("to change it");
        assert_eq!(find(&one), None, "changed at {at}");
    }
    fs::write(&path, [&whole[..], b"x"].concat()).expect("to lengthen it");
    assert_eq!(find(&one), None);
    // The right bytes for another key.
    fs::copy(&other, &path).expect("to confuse them");
    assert_eq!((find(&one), find(&two).is_some()), (None, true));
}

#[test]
fn what_the_last_builds_did_not_ask_for_goes_and_nothing_else() {
    let place = tempfile::tempdir().expect("a folder");
    let keys: Vec<Fingerprint> =
        (0..6).map(|number| FingerprintBuilder::new(&number.to_string()).finish()).collect();
    let round = |wanted: &[usize]| {
        let cache = open(place.path(), CacheMode::Both);
        for at in wanted {
            if cache.find(&keys[*at]).is_none() {
                cache.keep(&keys[*at], b"bytes");
            }
        }
        cache.prune();
    };
    round(&[0, 1]);
    let half_written = entries(place.path())[0].with_extension("17-3.part");
    fs::write(&half_written, b"loa k").expect("to be killed here");
    fs::write(place.path().join(".loa/store/ghi-chu.txt"), b"theirs").expect("a file");
    // Repeating a build does not evict the entries of other builds.
    for _ in 0..5 {
        round(&[1, 2]);
    }
    assert_eq!((entries(place.path()).len(), half_written.exists()), (3, false));
    round(&[3]);
    assert_eq!(entries(place.path()).len(), 4);
    round(&[4]);
    assert_eq!(
        entries(place.path()).len(),
        4,
        "0 is gone, 1 and 2 are still those of three builds ago"
    );
    round(&[5]);
    assert_eq!(entries(place.path()).len(), 3);
    assert!(place.path().join(".loa/store/ghi-chu.txt").exists());
    // The list of used entries is damaged: every entry may be lost, but nothing may fail.
    fs::write(place.path().join(".loa/store/asked.json"), b"[[").expect("to spoil it");
    round(&[5]);
    assert_eq!(entries(place.path()).len(), 1);
}

#[test]
fn where_nothing_can_be_kept_everything_is_made() {
    let (place, files) = (tempfile::tempdir().expect("a folder"), campaign());
    // A file in place of the folder. Permissions would not work here, because root ignores them.
    fs::write(place.path().join(".loa"), b"").expect("a file");
    let cache = open(place.path(), CacheMode::Both);
    let today = day("2026-11-23");
    assert_same(
        &build(&files, today, Some(&cache)),
        &build(&files, today, None),
        "nothing is kept",
    );
    cache.prune();
    assert_eq!(cache.counts(), (0, 0));
    assert_eq!(below(place.path()).len(), 1);
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_campaign() {
    let (place, elsewhere) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let theirs = elsewhere.path().join("store").join("a".repeat(64));
    fs::create_dir_all(elsewhere.path().join("store")).expect("a folder");
    fs::write(&theirs, b"theirs").expect("a file");
    std::os::unix::fs::symlink(elsewhere.path(), place.path().join(".loa")).expect("a link");
    let cache = open(place.path(), CacheMode::Both);
    cache.keep(&FingerprintBuilder::new("a").finish(), b"bytes");
    cache.prune();
    assert_eq!(below(elsewhere.path()), [theirs]);
}

#[test]
fn check_finds_and_writes_nothing() {
    let place = tempfile::tempdir().expect("a folder");
    write(place.path(), &campaign());
    let check = || {
        Command::new(env!("CARGO_BIN_EXE_loa"))
            .args(["check", "--today", "2026-11-23"])
            .arg(place.path())
            .assert()
    };
    check().success();
    assert!(!place.path().join(".loa").exists());
}

fn write(root: &Path, files: &Files) {
    for (path, bytes) in files {
        fs::create_dir_all(root.join(path).parent().expect("a folder")).expect("a folder");
        fs::write(root.join(path), bytes).expect("a file");
    }
}

#[test]
fn builds_that_were_killed_leave_nothing_wrong() {
    let (place, today) = (tempfile::tempdir().expect("a folder"), day("2026-11-23"));
    let files = campaign();
    write(place.path(), &files);
    let program = env!("CARGO_BIN_EXE_loa");
    for pause in [20, 60, 120, 250, 400] {
        let mut child = std::process::Command::new(program)
            .args(["build", "--quiet", "--today", "2026-11-23"])
            .arg(place.path())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("loa");
        std::thread::sleep(Duration::from_millis(pause));
        let _ = child.kill();
        let _ = child.wait();
    }
    for _ in 0..2 {
        Command::new(program)
            .args(["build", "--quiet", "--today", "2026-11-23"])
            .arg(place.path())
            .assert()
            .success();
        let out = place.path().join("public");
        for (path, bytes) in build(&files, today, None) {
            assert!(
                fs::read(out.join(&path)).is_ok_and(|made| made[..] == bytes[..]),
                "{path} differs"
            );
        }
        fs::write(place.path().join("static-note.txt"), b"nobody reads this").expect("a file");
    }
    let leftovers: Vec<_> = below(&place.path().join(".loa/store"))
        .into_iter()
        .filter(|path| path.to_string_lossy().contains(".part"))
        .collect();
    assert!(leftovers.is_empty(), "{leftovers:?}");
}
