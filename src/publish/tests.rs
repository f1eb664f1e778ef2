//! Failures, kills and other people's files during a build.

#![expect(clippy::disallowed_methods, reason = "these tests need a real disk")]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use crate::diag::{Error, Ui};
use crate::files::Sink;
use crate::files::swap;
use crate::publish::publication::refused;
use crate::publish::{Publication, Published, STORE, StateDir, manifest, rollback};

fn place() -> (TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("kết quả");
    (place, target)
}

/// The campaign's folder contains the output folder.
fn store(target: &Path) -> StateDir {
    StateDir::of(target.parent().unwrap(), target).unwrap()
}

fn build(target: &Path, files: &[(&str, &str)]) -> Result<Published, Error> {
    let publication = Publication::begin_within(target, Duration::ZERO)?;
    for (path, text) in files {
        publication.put(path, text.as_bytes())?;
    }
    publication.commit(&store(target))
}

/// All files but the manifest.
fn files(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root).into_iter().map(Result::unwrap) {
        let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        if !entry.file_type().is_dir() && path != manifest::NAME {
            found.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
    found
}

fn check(target: &Path, expected: &[(&str, &str)]) {
    let expected: BTreeMap<String, String> =
        expected.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    assert_eq!(files(target), expected);
}

fn names_beside(target: &Path) -> Vec<String> {
    let entries = fs::read_dir(target.parent().unwrap()).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.ends_with(".lock") && name != STORE);
    names.sort();
    names
}

#[test]
fn outputs_appear_change_and_disappear() {
    let (_place, target) = place();
    let first =
        build(&target, &[("site/a/index.html", "a"), ("site/b.html", "b"), ("card/c.png", "c")])
            .unwrap();
    assert_eq!(first, Published { files: 3, bytes: 3, changed: 3, removed: 0, carried: 0 });
    let second = build(&target, &[("site/a/index.html", "a"), ("site/b.html", "B!")]).unwrap();
    assert_eq!(second, Published { files: 2, bytes: 3, changed: 1, removed: 1, carried: 0 });
    check(&target, &[("site/a/index.html", "a"), ("site/b.html", "B!")]);
    assert_eq!(names_beside(&target), ["kết quả"]);
}

#[test]
fn same_input_gives_the_same_bytes() {
    let ((_a, one), (_b, other)) = (place(), place());
    build(&one, &[("a", "1"), ("b/c", "2")]).unwrap();
    build(&other, &[("b/c", "2"), ("a", "1")]).unwrap();
    let read = |target: &Path| fs::read_to_string(target.join(manifest::NAME)).unwrap();
    assert_eq!(read(&one), read(&other));
    assert!(read(&one).contains("\"b/c\""));
}

#[test]
fn build_that_is_dropped_leaves_the_old_output() {
    let (_place, target) = place();
    build(&target, &[("site/a.html", "old")]).unwrap();
    let publication = Publication::begin(&target).unwrap();
    publication.put("site/a.html", b"new").unwrap();
    publication.put("site/b.html", b"new").unwrap();
    check(&target, &[("site/a.html", "old")]);
    drop(publication);
    check(&target, &[("site/a.html", "old")]);
    assert_eq!(names_beside(&target), ["kết quả"]);
}

#[test]
fn files_of_others_stay() {
    let (_place, target) = place();
    build(&target, &[("site/a.html", "a"), ("site/b.html", "b")]).unwrap();
    fs::create_dir_all(target.join("riêng/sâu")).unwrap();
    fs::write(target.join("riêng/sâu/ghi chú.txt"), "của tôi").unwrap();
    fs::write(target.join("site/CNAME"), "example.org").unwrap();
    let published = build(&target, &[("site/a.html", "A")]).unwrap();
    assert_eq!((published.carried, published.removed), (2, 1));
    let expected =
        [("riêng/sâu/ghi chú.txt", "của tôi"), ("site/CNAME", "example.org"), ("site/a.html", "A")];
    check(&target, &expected);
    // Carried-over files do not become loa's.
    build(&target, &[("site/a.html", "A")]).unwrap();
    check(&target, &expected);
}

#[test]
fn folder_that_loa_did_not_make_is_refused() {
    let (_place, target) = place();
    fs::create_dir_all(&target).unwrap();
    fs::write(target.join("luận văn.docx"), "quý").unwrap();
    let failure = build(&target, &[("a", "1")]).unwrap_err();
    for ui in [Ui::Vi, Ui::En] {
        let text = failure.text.get(ui);
        assert!(
            text.contains("kết quả") && text.contains("luận văn.docx") && text.contains("--out"),
            "{text}"
        );
    }
    check(&target, &[("luận văn.docx", "quý")]);
    assert_eq!(names_beside(&target), ["kết quả"]);
}

#[test]
fn empty_folder_is_taken() {
    let (_place, target) = place();
    fs::create_dir_all(&target).unwrap();
    build(&target, &[("a", "1")]).unwrap();
    check(&target, &[("a", "1")]);
}

#[test]
fn file_in_place_of_the_folder_is_refused() {
    let (_place, target) = place();
    fs::write(&target, "tệp").unwrap();
    assert!(build(&target, &[]).unwrap_err().text.vi.contains("là một tệp"));
    assert_eq!(fs::read_to_string(&target).unwrap(), "tệp");
    assert!(build(Path::new("/"), &[]).is_err());
    assert!(build(Path::new(""), &[]).is_err());
}

#[cfg(unix)]
#[test]
fn link_in_place_of_the_folder_is_refused() {
    let (place, target) = place();
    fs::create_dir(place.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink(place.path().join("elsewhere"), &target).unwrap();
    assert!(build(&target, &[("a", "1")]).unwrap_err().text.vi.contains("liên kết"));
    assert!(files(&place.path().join("elsewhere")).is_empty());
}

#[test]
fn damaged_or_newer_manifest_is_refused() {
    let (_place, target) = place();
    build(&target, &[("a", "1")]).unwrap();
    fs::write(target.join(manifest::NAME), "{").unwrap();
    assert!(build(&target, &[("a", "2")]).unwrap_err().text.vi.contains("bị hỏng"));
    fs::write(target.join(manifest::NAME), r#"{"format": 999, "program": "loa 9"}"#).unwrap();
    assert!(build(&target, &[("a", "2")]).unwrap_err().text.vi.contains("mới hơn"));
    check(&target, &[("a", "1")]);
}

#[test]
fn second_build_waits_then_gives_up() {
    let (_place, target) = place();
    let first = Publication::begin(&target).unwrap();
    first.put("a", b"1").unwrap();
    let failure = Publication::begin_within(&target, Duration::from_millis(150)).unwrap_err();
    assert!(failure.text.vi.contains("đang ghi vào") && failure.text.en.contains("another loa"));
    first.commit(&store(&target)).unwrap();
    check(&target, &[("a", "1")]);
}

#[test]
fn second_build_gets_its_turn() {
    let (_place, target) = place();
    let first = Publication::begin(&target).unwrap();
    first.put("a", b"1").unwrap();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| {
            let publication = Publication::begin(&target)?;
            publication.put("b", b"2")?;
            publication.commit(&store(&target))
        });
        std::thread::sleep(Duration::from_millis(150));
        first.commit(&store(&target)).unwrap();
        assert_eq!(second.join().unwrap().unwrap().removed, 1);
    });
    check(&target, &[("b", "2")]);
}

#[test]
fn what_a_kill_left_is_cleared_away() {
    let (_place, target) = place();
    build(&target, &[("a", "1")]).unwrap();
    let left = swap::sibling(&target, "loa-new");
    fs::create_dir_all(left.join("site")).unwrap();
    fs::write(left.join("site/half.html"), "nửa").unwrap();
    build(&target, &[("a", "2")]).unwrap();
    check(&target, &[("a", "2")]);
    assert_eq!(names_beside(&target), ["kết quả"]);
}

#[test]
fn swap_that_a_kill_cut_off_is_recovered() {
    let (_place, target) = place();
    build(&target, &[("a", "old")]).unwrap();
    fs::rename(&target, swap::aside(&target)).unwrap();
    drop(Publication::begin(&target).unwrap());
    check(&target, &[("a", "old")]);
    assert_eq!(names_beside(&target), ["kết quả"]);
}

#[test]
fn what_a_finished_two_step_swap_left_is_cleared_away() {
    let (_place, target) = place();
    build(&target, &[("a", "1")]).unwrap();
    fs::create_dir(swap::aside(&target)).unwrap();
    build(&target, &[("a", "2")]).unwrap();
    assert_eq!(names_beside(&target), ["kết quả"]);
}

#[test]
fn same_path_twice_is_an_error() {
    let (_place, target) = place();
    let publication = Publication::begin(&target).unwrap();
    publication.put("site/a.html", b"1").unwrap();
    assert!(publication.put("site/a.html", b"2").is_err());
    assert!(publication.put("site/A.html", b"2").unwrap_err().text.en.contains("site/a.html"));
}

#[test]
fn paths_that_lead_out_are_refused() {
    let (place, target) = place();
    let publication = Publication::begin(&target).unwrap();
    for path in
        ["", "/x", "../x", "a/../../x", "a//b", "./a", "a\\b", "C:x", "a\0b", manifest::NAME]
    {
        assert!(publication.put(path, b"x").is_err(), "{path:?}");
    }
    publication.commit(&store(&target)).unwrap();
    assert!(files(&target).is_empty());
    assert_eq!(files(place.path()).keys().filter(|path| !path.contains("kết quả")).count(), 0);
}

#[test]
fn outputs_come_from_many_threads() {
    let (_place, target) = place();
    let publication = Publication::begin(&target).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let publication = &publication;
            scope.spawn(move || {
                for number in 0..200 {
                    publication.put(&format!("site/{number}/{thread}.html"), b"x").unwrap();
                }
            });
        }
    });
    assert_eq!(publication.commit(&store(&target)).unwrap().files, 800);
    assert_eq!(files(&target).len(), 800);
}

#[test]
fn reasons_say_what_to_do() {
    let check = |kind: io::ErrorKind, vi: &str, en: &str| {
        let failure = refused(
            "không ghi được tệp",
            "can't write the file",
            Path::new("x/a.html"),
            kind.into(),
        );
        assert!(
            failure.text.vi.contains(vi) && failure.text.vi.contains("x/a.html"),
            "{}",
            failure.text.vi
        );
        assert!(failure.text.en.contains(en) && failure.cause.is_some(), "{}", failure.text.en);
    };
    check(io::ErrorKind::StorageFull, "ổ đĩa đã đầy", "disk is full");
    check(io::ErrorKind::ReadOnlyFilesystem, "chỉ cho đọc", "read-only");
    check(io::ErrorKind::PermissionDenied, "đóng các tệp đang mở", "close files");
}

#[test]
fn place_that_cannot_be_written_is_named() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("tệp"), "").unwrap();
    let failure = build(&place.path().join("tệp/public"), &[]).unwrap_err();
    assert!(failure.text.vi.contains("tệp") && failure.cause.is_some());
}

#[cfg(unix)]
#[test]
fn folder_without_the_right_to_write_leaves_the_old_output() {
    use std::os::unix::fs::PermissionsExt;
    let (place, target) = place();
    build(&target, &[("a", "1")]).unwrap();
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let is_superuser = fs::create_dir(place.path().join("probe")).is_ok();
    let result = build(&target, &[("a", "2")]);
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
    if !is_superuser {
        assert!(result.unwrap_err().text.vi.contains("kết quả"));
        check(&target, &[("a", "1")]);
    }
}

#[test]
fn the_version_before_comes_back_and_goes_again() {
    let (_place, target) = place();
    let back = || rollback(&store(&target));
    assert!(back().unwrap_err().text.en.contains("no earlier version"));
    build(&target, &[("site/a.html", "1"), ("site/gone.html", "1")]).unwrap();
    assert!(back().is_err(), "nothing came before the first");
    build(&target, &[("site/a.html", "2")]).unwrap();
    fs::write(target.join("theirs.txt"), "theirs").unwrap();
    // An equal build replaces nothing, so the version before stays available.
    build(&target, &[("site/a.html", "2")]).unwrap();
    assert_eq!(back().unwrap(), 2);
    check(&target, &[("site/a.html", "1"), ("site/gone.html", "1"), ("theirs.txt", "theirs")]);
    fs::write(target.join("theirs.txt"), "newer").unwrap();
    assert_eq!(back().unwrap(), 1);
    check(&target, &[("site/a.html", "2"), ("theirs.txt", "newer")]);
}

#[test]
fn a_version_that_is_not_whole_stays_away() {
    let (_place, target) = place();
    build(&target, &[("a.html", "1"), ("b.html", "1")]).unwrap();
    build(&target, &[("a.html", "2")]).unwrap();
    let previous = store(&target).previous();
    fs::write(previous.join("b.html"), "?").unwrap();
    assert!(rollback(&store(&target)).unwrap_err().text.en.contains("`b.html`"));
    fs::remove_file(previous.join("b.html")).unwrap();
    assert!(rollback(&store(&target)).unwrap_err().text.vi.contains("b.html"));
    check(&target, &[("a.html", "2")]);
}

#[test]
fn without_a_place_to_keep_it_the_old_version_goes() {
    let (place, target) = place();
    // A file in place of the folder: nothing can be kept.
    fs::write(place.path().join(".loa"), "").unwrap();
    build(&target, &[("a.html", "1")]).unwrap();
    build(&target, &[("a.html", "2")]).unwrap();
    check(&target, &[("a.html", "2")]);
    assert!(rollback(&store(&target)).is_err());
}

#[test]
fn a_rollback_that_was_cut_off_is_recovered() {
    let (_place, target) = place();
    build(&target, &[("a.html", "1")]).unwrap();
    build(&target, &[("a.html", "2")]).unwrap();
    // Interrupted after the first step of the two-step swap.
    fs::rename(&target, swap::aside(&target)).unwrap();
    rollback(&store(&target)).unwrap();
    check(&target, &[("a.html", "1")]);
}
