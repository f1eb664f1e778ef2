//! Gives the program a fingerprint of its sources. The program uses it to recognise artifacts of
//! the same build, and never trusts those of another build (`docs/decisions/store.md`).

#![expect(
    clippy::disallowed_methods,
    reason = "this looks at the sources while the program is built"
)]

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// All that decides what the program does: its sources, the built-in theme, what it leans on.
const SOURCES: [&str; 6] = ["src", "crates", "themes", "Cargo.toml", "Cargo.lock", "build.rs"];

fn main() {
    let mut paths = Vec::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        find_files(Path::new(source), &mut paths);
    }
    paths.sort();
    // Two hashes of 64 bits, because one is too short.
    let mut halves = [DefaultHasher::new(), DefaultHasher::new()];
    halves[1].write_u8(1);
    let mut add = |bytes: &[u8]| {
        for half in &mut halves {
            half.write_usize(bytes.len());
            half.write(bytes);
        }
    };
    for path in &paths {
        add(path.to_string_lossy().as_bytes());
        add(&fs::read(path).unwrap_or_default());
    }
    let compiler =
        env::var_os("RUSTC").and_then(|rustc| Command::new(rustc).arg("-vV").output().ok());
    add(&compiler.map_or_else(Vec::new, |said| said.stdout));
    for name in [
        "TARGET",
        "PROFILE",
        "OPT_LEVEL",
        "CARGO_CFG_FEATURE",
        "CARGO_CFG_TARGET_FEATURE",
        "CARGO_ENCODED_RUSTFLAGS",
    ] {
        add(env::var(name).unwrap_or_default().as_bytes());
    }
    let [first, second] = halves.map(|half| half.finish());
    println!("cargo::rustc-env=LOA_BUILT_FROM={first:016x}{second:016x}");
}

fn find_files(path: &Path, paths: &mut Vec<PathBuf>) {
    if path.is_file() {
        paths.push(path.to_owned());
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        find_files(&entry.path(), paths);
    }
}
