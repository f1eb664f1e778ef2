//! The disk: reading a campaign's folder, and the few ways in which outputs are written and swapped.

#![expect(clippy::disallowed_methods, reason = "this is the door to the disk")]

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Failure, Text};
use crate::files::{Entry, Folder, LARGEST_FILE};

/// A folder on disk.
#[derive(Clone, Debug)]
pub struct DiskFolder {
    root: PathBuf,
}

impl DiskFolder {
    /// Opens a folder.
    ///
    /// # Errors
    /// When there is none.
    pub fn open(root: &Path) -> Result<DiskFolder, Failure> {
        if !root.is_dir() {
            return Err(Failure::plain(Text::new(
                format!("không có thư mục «{}»", root.display()),
                format!("there is no folder `{}`", root.display()),
            )));
        }
        Ok(DiskFolder { root: root.to_owned() })
    }

    fn full(&self, path: &str) -> Result<PathBuf, Failure> {
        let relative = Path::new(path);
        let stays_inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
        if !stays_inside {
            return Err(Failure::plain(Text::new(
                format!("«{path}» nằm ngoài thư mục chiến dịch"),
                format!("`{path}` is outside the campaign's folder"),
            )));
        }
        Ok(self.root.join(relative))
    }
}

impl Folder for DiskFolder {
    fn list(&self, below: &str) -> Result<Vec<Entry>, Failure> {
        let start = if below.is_empty() { self.root.clone() } else { self.full(below)? };
        if !start.exists() {
            return Ok(Vec::new());
        }
        let mut entries = Vec::new();
        let walk = walkdir::WalkDir::new(&start).follow_links(false).sort_by_file_name().into_iter();
        // Hidden files are editors' and systems' own; Office's `~$` files are locks.
        let visible = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with(['.', '~'])
        };
        for entry in walk.filter_entry(visible) {
            let entry = entry.map_err(|error| walk_failure(&start, error))?;
            if !entry.file_type().is_file() {
                continue;
            }
            let relative = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
            let path: Vec<String> = relative.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
            let size = entry.metadata().map_err(|error| walk_failure(&start, error))?.len();
            entries.push(Entry { path: path.join("/"), size });
        }
        entries.sort();
        Ok(entries)
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, Failure> {
        let full = self.full(path)?;
        let fail = |cause| {
            Failure::io(Text::new(format!("không đọc được tệp «{path}»"), format!("can't read `{path}`")), cause)
        };
        let size = fs::metadata(&full).map_err(fail)?.len();
        if size > LARGEST_FILE {
            return Err(Failure::plain(Text::new(
                format!("tệp «{path}» quá lớn ({} MB, tối đa {} MB)", size >> 20, LARGEST_FILE >> 20),
                format!("`{path}` is too large ({} MB, at most {} MB)", size >> 20, LARGEST_FILE >> 20),
            )));
        }
        Ok(fs::read(&full).map_err(fail)?.into())
    }

    fn has(&self, path: &str) -> bool {
        self.full(path).is_ok_and(|full| full.is_file())
    }

    fn shown(&self) -> String {
        self.root.display().to_string()
    }
}

fn walk_failure(start: &Path, error: walkdir::Error) -> Failure {
    let text = Text::new(
        format!("không xem được thư mục «{}»", start.display()),
        format!("can't walk the folder `{}`", start.display()),
    );
    Failure { text, cause: error.into_io_error() }
}

/// Writes a file that must not exist yet, with the folders above it.
///
/// # Errors
/// When the system refuses.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = match fs::File::create_new(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::File::create_new(path)?
        }
        Err(error) => return Err(error),
    };
    file.write_all(bytes)
}

/// Makes what was written to a folder last through a power cut.
///
/// # Errors
/// When the system refuses.
pub fn sync_tree(root: &Path) -> io::Result<()> {
    for entry in walkdir::WalkDir::new(root) {
        let entry = entry.map_err(io::Error::from)?;
        if entry.file_type().is_file() || cfg!(unix) {
            fs::File::open(entry.path())?.sync_all()?;
        }
    }
    Ok(())
}

/// A lock file that is held until dropped.
#[derive(Debug)]
pub struct Lock {
    _file: fs::File,
}

/// Takes the lock beside an output folder, or returns `None` when another program holds it.
///
/// # Errors
/// When the lock file can't be made.
pub fn try_lock(path: &Path) -> io::Result<Option<Lock>> {
    let file = fs::File::options().create(true).truncate(false).write(true).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock { _file: file })),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

/// Puts `fresh` in the place of `target` and leaves what was there at `fresh`; in one step where the system can.
///
/// # Errors
/// When the system refuses; `target` is then as it was.
pub fn swap(fresh: &Path, target: &Path) -> io::Result<()> {
    if !target.exists() {
        return fs::rename(fresh, target);
    }
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, fresh, CWD, target, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            // Old kernels and some network drives don't know how; the slower way below works there.
            Err(rustix::io::Errno::NOSYS | rustix::io::Errno::INVAL | rustix::io::Errno::NOTSUP) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let aside = aside(target);
    fs::rename(target, &aside)?;
    if let Err(error) = fs::rename(fresh, target) {
        fs::rename(&aside, target)?;
        return Err(error);
    }
    fs::rename(&aside, fresh)
}

/// Where the old output waits while the two-step swap runs; a build that finds it there puts it back.
pub fn aside(target: &Path) -> PathBuf {
    sibling(target, "loa-old")
}

/// Returns a path beside `target` that carries its name and a mark.
pub fn sibling(target: &Path, mark: &str) -> PathBuf {
    let name = target.file_name().map_or_else(|| "public".to_owned(), |name| name.to_string_lossy().into_owned());
    target.with_file_name(format!(".{name}.{mark}"))
}

/// Puts the old output back if a two-step swap was cut off in the middle.
///
/// # Errors
/// When the system refuses.
pub fn recover(target: &Path) -> io::Result<()> {
    let aside = aside(target);
    if aside.exists() && !target.exists() { fs::rename(&aside, target) } else { Ok(()) }
}

/// Removes a folder and all in it, if it is there.
///
/// # Errors
/// When the system refuses.
pub fn remove_tree(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Makes a folder, with those above it.
///
/// # Errors
/// When the system refuses.
pub fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Returns the relative paths (with `/`) of all files below a folder.
///
/// # Errors
/// When the folder can't be walked.
pub fn files_below(root: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    if !root.exists() {
        return Ok(paths);
    }
    for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
        let entry = entry.map_err(io::Error::from)?;
        if entry.file_type().is_dir() {
            continue;
        }
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let parts: Vec<String> = relative.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        paths.push(parts.join("/"));
    }
    Ok(paths)
}

/// Reads a file of ours, such as the manifest.
///
/// # Errors
/// When the system refuses.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// Copies a file that isn't ours into the fresh folder, with the folders above it.
///
/// # Errors
/// When the system refuses.
pub fn copy_new(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::copy(from, to).map(|_| ())
}
