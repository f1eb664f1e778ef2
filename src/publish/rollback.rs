//! Restores the version that was published before.

use std::io;
use std::path::Path;

use crate::diag::{Error, Text};
use crate::files::disk::{self, FileKind};
use crate::files::swap;
use crate::publish::manifest::{self, Manifest, WrittenFile};
use crate::publish::publication::{PATIENCE, carry_others, inspect, lock, others, refused};
use crate::publish::state_dir::StateDir;

/// Exchanges the current output and the previous version, so that a second rollback undoes the
/// first. Returns the number of restored files. Files that other people put into the output folder
/// stay.
///
/// # Errors
/// If there is no previous version, it is incomplete, or the system refuses; the output is then
/// unchanged.
pub fn rollback(store: &StateDir) -> Result<usize, Error> {
    let target = &store.target;
    let replacing =
        |cause| refused("không thay được thư mục", "can't replace the folder", target, cause);
    let previous = store.previous();
    let _lock = lock(target, PATIENCE)?;
    cut_off(target, &previous).map_err(replacing)?;
    if disk::find(&previous).map_err(replacing)? != Some(FileKind::Folder) {
        return Err(Error::plain(Text::new(
            format!(
                "chưa có bản trước của «{}»: loa chỉ giữ bản ngay trước lần xuất bản gần nhất",
                target.display()
            ),
            format!(
                "there is no earlier version of `{}`: loa keeps only the version before the last published one",
                target.display()
            ),
        )));
    }
    let before = inspect(target)?;
    let manifest = whole(&previous)?;
    // Other people's files in the previous version may be outdated; those of the current output are
    // used.
    let is_listed = |path: &str| path == manifest::NAME || manifest.files.contains_key(path);
    for path in others(&previous, is_listed).map_err(replacing)? {
        disk::remove_file(&previous.join(path)).map_err(replacing)?;
    }
    carry_others(target, &previous, |path| is_listed(path) || before.contains_key(path))
        .map_err(replacing)?;
    disk::sync_tree(&previous).map_err(replacing)?;
    swap::swap(&previous, target).map_err(replacing)?;
    let aside = swap::aside(target);
    if disk::find(&aside).map_err(replacing)?.is_some() {
        // The two-step swap leaves the old output there.
        swap::rename(&aside, &previous).map_err(replacing)?;
    }
    if let Some(parent) = target.parent() {
        let _ = disk::sync_folder(parent);
    }
    Ok(manifest.files.len())
}

/// Repairs a rollback that was interrupted between two steps.
fn cut_off(target: &Path, previous: &Path) -> io::Result<()> {
    swap::recover(target)?;
    let aside = swap::aside(target);
    if disk::find(&aside)?.is_some() && disk::find(previous)?.is_none() {
        return swap::rename(&aside, previous);
    }
    Ok(())
}

/// Reads the manifest of the previous version and compares every file with it.
fn whole(previous: &Path) -> Result<Manifest, Error> {
    let damaged = |path: &str| {
        Error::plain(Text::new(
            format!(
                "bản trước không còn nguyên («{path}» đã đổi hoặc đã mất); hãy chạy `loa build` để xuất bản lại"
            ),
            format!(
                "the earlier version is incomplete (`{path}` was changed or deleted); publish again with `loa build`"
            ),
        ))
    };
    let bytes = disk::read(&previous.join(manifest::NAME)).map_err(|_| damaged(manifest::NAME))?;
    let manifest = Manifest::parse(&bytes).map_err(|_| damaged(manifest::NAME))?;
    for (path, written) in &manifest.files {
        let is_same =
            disk::read(&previous.join(path)).is_ok_and(|bytes| WrittenFile::of(&bytes) == *written);
        if !is_same {
            return Err(damaged(path));
        }
    }
    Ok(manifest)
}
