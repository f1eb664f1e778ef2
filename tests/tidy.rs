//! Rules that people forget and a machine can check: which room imports which, and which rooms use
//! disk, clock and environment.

#![expect(clippy::disallowed_methods, reason = "a test may read the project's own files")]

mod imports;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::imports::Modules;

/// The rooms in order. A room imports only from rooms before it.
const ROOMS: [&str; 14] = [
    "text", "diag", "model", "config", "files", "load", "check", "plan", "render", "publish",
    "pipeline", "serve", "cli", "main",
];

/// The five stages never import each other.
const STAGES: [&str; 5] = ["load", "check", "plan", "render", "publish"];

/// Imports that break the order, each with the reason.
const ALLOWED: [(&str, &str, &str); 2] = [
    (
        "check/progress_row.rs",
        "load",
        "names cells as Excel does, which only the reader of tables knows",
    ),
    ("cli/", "check", "`loa explain` prints the rules' pages"),
];

#[test]
fn rooms_import_only_from_their_left() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room_of(&path);
        let own = position(&room);
        for (line, imported) in imports(&text) {
            let allowed =
                ALLOWED.iter().any(|(file, to, _)| path.starts_with(file) && *to == imported);
            let between_stages = STAGES.contains(&room.as_str())
                && STAGES.contains(&imported.as_str())
                && room != imported;
            // Both ask `pipeline` for the stages; `publish` knows the folders of finished builds.
            let skips_the_pipeline = ["cli", "serve"].contains(&room.as_str())
                && STAGES.contains(&imported.as_str())
                && imported != "publish";
            if !allowed && (position(&imported) > own || between_stages || skips_the_pipeline) {
                wrong.push(format!("src/{path}:{line}: `{room}` imports from `{imported}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `File::` is a door, `ThemeFile::` is not.
fn mentions(line: &str, door: &str) -> bool {
    line.match_indices(door).any(|(at, _)| !line[..at].ends_with(char::is_alphanumeric))
}

#[test]
fn only_files_touches_disk_clock_and_environment() {
    // `cli` may measure the time of a build and read stdin, nothing else.
    const DOORS: [&str; 8] = [
        "process::Command",
        "std::fs",
        "std::env",
        "SystemTime",
        "walkdir::",
        "rustix::",
        "File::",
        "Instant::now",
    ];
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room_of(&path);
        if room == "files" {
            continue;
        }
        for (number, line) in product_lines(&text) {
            let line = line.split("//").next().unwrap_or_default();
            for door in DOORS {
                let arguments = (room == "main" && line.contains("std::env::args_os"))
                    || (room == "cli" && door == "Instant::now");
                if mentions(line, door) && !arguments {
                    wrong.push(format!("src/{path}:{number}: `{room}` uses `{door}`"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_outside_crate_lives_in_one_room() {
    const HOMES: [(&str, &[&str]); 13] = [
        ("clap", &["cli/"]),
        ("indicatif", &["cli/"]),
        ("walkdir", &["files/"]),
        ("rustix", &["files/"]),
        ("notify", &["files/"]),
        ("serde_yaml", &["config/yaml.rs"]),
        ("pulldown_cmark", &["load/markdown.rs"]),
        ("tera", &["render/site/"]),
        ("typst", &["render/paper"]),
        ("image", &["load/picture.rs", "render/picture.rs"]),
        ("axum", &["serve/"]),
        ("calamine", &["load/table.rs"]),
        ("roxmltree", &["load/svg.rs", "render/site/svg.rs"]),
    ];
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (number, line) in product_lines(&text) {
            for (name, homes) in HOMES {
                let uses = line.trim_start().starts_with(&format!("use {name}::"))
                    || line.contains(&format!(" {name}::"));
                let uses = uses && !line.trim_start().starts_with("//");
                if uses && !homes.iter().any(|home| path.starts_with(home)) {
                    wrong.push(format!("src/{path}:{number}: `{name}` belongs to {homes:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    for folder in source_folders() {
        for (path, text) in sources_below(&folder) {
            assert!(text.starts_with("//! "), "{}/{path} has no preface", folder.display());
        }
    }
}

/// Two files that use each other can only be understood together. Shared items belong in a third.
#[test]
fn no_modules_use_each_other() {
    let mut wrong = Vec::new();
    for folder in source_folders() {
        let files = sources_below(&folder).into_iter();
        let circles = Modules::new(files.map(|(path, text)| (path, product(&text)))).circles();
        let lines = circles.iter().map(|circle| circle.join(" → "));
        wrong.extend(lines.map(|line| format!("{}: {line}", folder.display())));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_two_public_types_share_a_name() {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for folder in source_folders() {
        for (path, text) in sources_below(&folder) {
            let place = format!("{}/{path}", folder.display());
            for name in public_types(&product(&text)) {
                if let Some(other) = seen.insert(name.clone(), place.clone()) {
                    wrong.push(format!("`{name}` is in {other} and in {place}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn public_types(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in code.lines().filter(|line| line.starts_with("pub")) {
        let mut words = line.split_whitespace().skip(1);
        let kind = words.next();
        let name = words.next().unwrap_or_default();
        let name = name.split(|c: char| !c.is_alphanumeric() && c != '_').next();
        if let (Some("struct" | "enum" | "trait" | "type"), Some(name)) = (kind, name) {
            names.push(name.to_owned());
        }
    }
    names
}

#[test]
fn the_architecture_page_names_rooms_that_exist() {
    let page =
        fs::read_to_string(root().join("docs/ARCHITECTURE.md")).expect("docs/ARCHITECTURE.md");
    for room in ROOMS {
        assert!(page.contains(&format!("`{room}`")), "docs/ARCHITECTURE.md doesn't name `{room}`");
        let exists = root().join("src").join(room).is_dir()
            || root().join("src").join(format!("{room}.rs")).is_file();
        assert!(exists, "there is no room `{room}`");
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Returns `src`, and `crates/<name>/src` of each crate of the workspace.
fn source_folders() -> Vec<PathBuf> {
    let crates = fs::read_dir(root().join("crates")).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = crates.map(|entry| entry.path().join("src")).collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    folders.insert(0, root().join("src"));
    folders
}

/// Returns all Rust sources of the program as (path below `src`, text).
fn sources() -> Vec<(String, String)> {
    let found = sources_below(&root().join("src"));
    assert!(found.len() > 40, "the walk finds the sources");
    found
}

/// Returns all Rust sources below a folder as (path, text), without crate roots and test modules.
fn sources_below(folder: &Path) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(folder, &mut paths);
    paths.sort();
    let read = |path: &PathBuf| {
        let relative = path.strip_prefix(folder).expect("below the folder");
        let relative = relative.to_string_lossy().replace('\\', "/");
        (relative, fs::read_to_string(path).expect("a source"))
    };
    // Modules that are compiled only for tests may do what tests do.
    let is_product = |path: &str| {
        !["tests.rs", "testing.rs", "sample.rs", "cases.rs"].iter().any(|name| path.ends_with(name))
    };
    paths.iter().map(read).filter(|(path, _)| path != "lib.rs" && is_product(path)).collect()
}

/// The code outside of test modules.
fn product(text: &str) -> String {
    product_lines(text).map(|(_, line)| format!("{line}\n")).collect()
}

fn room_of(path: &str) -> String {
    let first = path.split('/').next().unwrap_or_default();
    first.trim_end_matches(".rs").to_owned()
}

fn position(room: &str) -> usize {
    ROOMS.iter().position(|known| *known == room).unwrap_or_else(|| panic!("`{room}` is no room"))
}

/// Returns the lines outside of test modules.
fn product_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_inline = |at: usize| text[at..].lines().take(4).any(|line| line == "mod tests {");
    let end = text
        .match_indices("#[cfg(test)]")
        .map(|(at, _)| at)
        .find(|at| is_inline(*at))
        .unwrap_or(text.len());
    text[..end].lines().enumerate().map(|(at, line)| (at + 1, line))
}

/// Returns each `crate::room` in a file, with its line.
fn imports(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in product_lines(text) {
        let code = line.split("//").next().unwrap_or_default();
        for (at, _) in code.match_indices("crate::") {
            let name: String =
                code[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if ROOMS.contains(&name.as_str()) {
                found.push((number, name));
            }
        }
    }
    found
}
