//! Equal campaigns give equal bytes: in another folder, with another order of files, in another
//! language and time zone, on one thread or several.

#![expect(
    clippy::disallowed_methods,
    reason = "a campaign is copied, and two outputs are compared"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn files_below(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                found.push(entry.path().strip_prefix(root).expect("below").to_owned());
            }
        }
    }
    found.sort();
    found
}

/// Copies the demo with files in another order, and builds it as another user on another computer
/// would.
fn build(
    name: &str,
    backwards: bool,
    jobs: &str,
    settings: [(&str, &str); 3],
) -> BTreeMap<PathBuf, Vec<u8>> {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/demo");
    let place = tempfile::tempdir().expect("a folder");
    let root = place.path().join(name);
    let mut paths = files_below(&demo);
    paths.retain(|path| !path.starts_with("public"));
    if backwards {
        paths.reverse();
    }
    for path in &paths {
        fs::create_dir_all(root.join(path).parent().expect("a folder")).expect("a folder");
        fs::copy(demo.join(path), root.join(path)).expect("a copy");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_loa"));
    command.args([
        "build",
        ".",
        "--demo",
        "--quiet",
        "--today",
        "2026-11-23",
        "--out",
        "out",
        "--jobs",
        jobs,
    ]);
    command.current_dir(&root).envs(settings).assert().success();
    let out = root.join("out");
    files_below(&out)
        .into_iter()
        .map(|path| (path.clone(), fs::read(out.join(path)).expect("an output")))
        .collect()
}

#[test]
fn neither_folder_nor_order_nor_language_nor_clock_nor_threads_change_a_byte() {
    let one = build("chien-dich", false, "1", [("LC_ALL", "C"), ("TZ", "UTC"), ("LOA_UI", "vi")]);
    let other = build(
        "Ở chỗ khác",
        true,
        "3",
        [("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Pacific/Kiritimati"), ("LOA_UI", "en")],
    );
    assert!(one.len() > 50);
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (path, bytes) in &one {
        assert!(other[path] == *bytes, "{} differs", path.display());
    }
}
