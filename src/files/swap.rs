//! Replaces one folder by another, so that at every moment a complete one is in place.

#![expect(clippy::disallowed_methods, reason = "this is the door to the disk")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::files::disk::{find, remove_tree};

/// Exchanges `fresh` and `target`, in one step if the system can. The old output is then at `fresh`
/// or [`aside`]; the caller removes it.
///
/// # Errors
/// If the system refuses; `target` is then unchanged.
pub fn swap(fresh: &Path, target: &Path) -> io::Result<()> {
    if find(target)?.is_none() {
        return rename(fresh, target);
    }
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, fresh, CWD, target, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            // Old kernels and some network drives lack RENAME_EXCHANGE. The two renames below work
            // there.
            Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP | Errno::XDEV) => {}
            Err(error) => return Err(error.into()),
        }
    }
    swap_in_two_steps(fresh, target)
}

/// Between the two renames there is no `target`. If the program ends there, [`recover`] restores
/// it.
fn swap_in_two_steps(fresh: &Path, target: &Path) -> io::Result<()> {
    let aside = aside(target);
    remove_tree(&aside)?;
    rename(target, &aside)?;
    if let Err(error) = rename(fresh, target) {
        rename(&aside, target)?;
        return Err(error);
    }
    Ok(())
}

/// Renames a path, with retries on Windows, where a virus scanner or indexer may hold a file for a
/// moment.
///
/// # Errors
/// If the system refuses.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let mut patience = if cfg!(windows) { 20 } else { 0 };
    loop {
        match fs::rename(from, to) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied && patience > 0 => {
                patience -= 1
            }
            other => return other,
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Returns the path of the old output during the two-step swap.
pub fn aside(target: &Path) -> PathBuf {
    sibling(target, "loa-old")
}

/// Restores the old output if a two-step swap was interrupted. Removes nothing: if a user has
/// created a new `target` meanwhile, the old one is kept.
///
/// # Errors
/// If the system refuses.
pub fn recover(target: &Path) -> io::Result<()> {
    let aside = aside(target);
    let is_cut_off = find(target)?.is_none() && find(&aside)?.is_some();
    if is_cut_off { rename(&aside, target) } else { Ok(()) }
}

/// Returns a path beside `target` with its name and a mark.
pub fn sibling(target: &Path, mark: &str) -> PathBuf {
    let name = target
        .file_name()
        .map_or_else(|| "public".to_owned(), |name| name.to_string_lossy().into_owned());
    target.with_file_name(format!(".{name}.{mark}"))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{aside, recover, swap, swap_in_two_steps};
    use crate::files::disk::find;

    fn folder(path: &Path, text: &str) {
        fs::create_dir(path).unwrap();
        fs::write(path.join("a.txt"), text).unwrap();
    }

    fn text(path: &Path) -> String {
        fs::read_to_string(path.join("a.txt")).unwrap()
    }

    #[test]
    fn swap_puts_the_new_in_place_and_keeps_the_old() {
        for way in [swap, swap_in_two_steps] {
            let place = tempfile::tempdir().unwrap();
            let (fresh, target) = (place.path().join("fresh"), place.path().join("public"));
            folder(&fresh, "new");
            folder(&target, "old");
            way(&fresh, &target).unwrap();
            let old = if find(&fresh).unwrap().is_some() { fresh } else { aside(&target) };
            assert_eq!((text(&target).as_str(), text(&old).as_str()), ("new", "old"));
        }
    }

    #[test]
    fn failed_swap_leaves_the_old() {
        let place = tempfile::tempdir().unwrap();
        let (fresh, target) = (place.path().join("fresh"), place.path().join("public"));
        folder(&target, "old");
        assert!(swap(&fresh, &target).is_err());
        assert!(swap_in_two_steps(&fresh, &target).is_err());
        assert_eq!(text(&target), "old");
        assert_eq!(find(&aside(&target)).unwrap(), None);
    }

    #[test]
    fn swap_that_was_cut_off_is_recovered() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("public");
        folder(&aside(&target), "old");
        recover(&target).unwrap();
        assert_eq!(text(&target), "old");
        folder(&aside(&target), "older");
        recover(&target).unwrap();
        assert_eq!((text(&target).as_str(), text(&aside(&target)).as_str()), ("old", "older"));
        folder(&place.path().join("fresh"), "new");
        swap_in_two_steps(&place.path().join("fresh"), &target).unwrap();
        assert_eq!((text(&target).as_str(), text(&aside(&target)).as_str()), ("new", "old"));
    }
}
