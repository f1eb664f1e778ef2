//! The disk: reads a campaign's folder, and writes, syncs and swaps outputs.

#![expect(clippy::disallowed_methods, reason = "this is the door to the disk")]

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::diag::{Error, Text};
use crate::files::extended::SharedFolderCache;
use crate::files::snapshot::{FolderSnapshot, PARTS};
use crate::files::{Folder, FolderEntry, LARGEST_FILE, Sibling};

/// A folder on disk.
#[derive(Clone, Debug)]
pub struct DiskFolder {
    root: PathBuf,
    /// The canonical root. Some Windows drives can't resolve it.
    real_root: Option<PathBuf>,
    /// An open handle of the root, for `openat2`.
    #[cfg(target_os = "linux")]
    handle: Option<Arc<fs::File>>,
    /// The cache of shared folders, if many campaigns are built in one run.
    library: Option<Arc<SharedFolderCache>>,
}

impl DiskFolder {
    /// Opens a folder.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn open(root: &Path) -> Result<DiskFolder, Error> {
        if !root.is_dir() {
            return Err(Error::plain(Text::new(
                format!("không có thư mục «{}»", root.display()),
                format!("there is no folder `{}`", root.display()),
            )));
        }
        Ok(DiskFolder {
            root: root.to_owned(),
            real_root: fs::canonicalize(root).ok(),
            #[cfg(target_os = "linux")]
            handle: fs::File::open(root).ok().map(Arc::new),
            library: None,
        })
    }

    /// Opens a folder as one of many campaigns. Shared folders are read once and kept in `library`.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn open_with(root: &Path, library: &Arc<SharedFolderCache>) -> Result<DiskFolder, Error> {
        Ok(DiskFolder { library: Some(Arc::clone(library)), ..DiskFolder::open(root)? })
    }

    /// Reads everything that a campaign may inherit from this folder. `name` is the folder's path
    /// in messages.
    fn snapshot(&self, name: &str) -> Result<FolderSnapshot, Error> {
        let named = |failure: Error| Error {
            text: Text::new(
                format!("trong thư mục dùng chung «{name}»: {}", failure.text.vi),
                format!("in the shared folder `{name}`: {}", failure.text.en),
            ),
            ..failure
        };
        let mut paths = vec![String::from("site.yaml")];
        for part in PARTS {
            paths.extend(self.list(part).map_err(named)?.into_iter().map(|entry| entry.path));
        }
        let read = |path: String| self.read(&path).map(|bytes| (path, bytes)).map_err(named);
        Ok(FolderSnapshot::new(paths.into_iter().map(read).collect::<Result<_, Error>>()?))
    }

    fn full(&self, path: &str) -> Result<PathBuf, Error> {
        if stays_inside(path) { Ok(self.root.join(path)) } else { Err(leads_outside(path)) }
    }

    fn open_file(&self, path: &str) -> Result<fs::File, Error> {
        if !stays_inside(path) {
            return Err(leads_outside(path));
        }
        if let Some(file) = self.open_inside(Path::new(path)) {
            return Ok(file);
        }
        let full = self.root.join(path);
        let file = fs::File::open(&full).map_err(|cause| unreadable(path, cause))?;
        if self.is_inside(&full) { Ok(file) } else { Err(leads_outside(path)) }
    }

    /// Opens a file with `openat2`, which follows links only within the campaign's folder. Returns
    /// `None` on any error; the caller then uses the slow path, which finds the reason.
    #[cfg(target_os = "linux")]
    fn open_inside(&self, relative: &Path) -> Option<fs::File> {
        use rustix::fs::{Mode, OFlags, ResolveFlags, openat2};
        let flags = OFlags::RDONLY | OFlags::CLOEXEC;
        let file =
            openat2(self.handle.as_deref()?, relative, flags, Mode::empty(), ResolveFlags::BENEATH)
                .ok()?;
        Some(fs::File::from(file))
    }

    #[cfg(not(target_os = "linux"))]
    fn open_inside(&self, _relative: &Path) -> Option<fs::File> {
        None
    }

    /// Returns whether a path with all links resolved is in the campaign's folder. A link to
    /// another folder would publish files that are not the campaign's.
    fn is_inside(&self, full: &Path) -> bool {
        match &self.real_root {
            Some(root) => fs::canonicalize(full).is_ok_and(|real| real.starts_with(root)),
            // The root can't be resolved, so no link is followed.
            None => full
                .ancestors()
                .take_while(|part| *part != self.root)
                .all(|part| fs::symlink_metadata(part).is_ok_and(|about| !about.is_symlink())),
        }
    }
}

/// Returns a path with `/` as separator.
pub fn with_slashes(path: &str) -> String {
    if MAIN_SEPARATOR == '/' { path.to_owned() } else { path.replace(MAIN_SEPARATOR, "/") }
}

fn stays_inside(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

fn unreadable(path: &str, cause: io::Error) -> Error {
    let (do_vi, do_en) = what_to_do(&cause);
    Error::io(
        Text::new(
            format!("không đọc được tệp «{path}»{do_vi}"),
            format!("can't read `{path}`{do_en}"),
        ),
        cause,
    )
}

fn too_large(path: &str, size: u64) -> Error {
    Error::plain(Text::new(
        format!("tệp «{path}» quá lớn ({} MB, tối đa {} MB)", size >> 20, LARGEST_FILE >> 20),
        format!("`{path}` is too large ({} MB, at most {} MB)", size >> 20, LARGEST_FILE >> 20),
    ))
}

/// Reads a file whose metadata gives this size.
fn read_sized(mut file: fs::File, size: u64) -> io::Result<Vec<u8>> {
    // One byte more than the size, so that a single read shows the end of the file.
    let mut bytes = vec![0; usize::try_from(size).unwrap_or_default() + 1];
    let read = match file.read(&mut bytes) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
        read => read?,
    };
    bytes.truncate(read);
    if read as u64 != size {
        // `take` limits the size, and saves the system calls by which `read_to_end` finds it.
        file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Returns the error for a symlink. Links are not followed, and a campaign without the linked files
/// would be published in part.
fn is_link(path: &str) -> Error {
    Error::plain(Text::new(
        format!(
            "«{path}» là liên kết tới chỗ khác, loa không đi theo; hãy chép hẳn tệp hay thư mục đó vào đây"
        ),
        format!(
            "`{path}` is a link, and loa doesn't follow links; copy the file or folder here instead"
        ),
    ))
}

/// Returns the error for a file name that is not Unicode. No page could have such an address.
fn is_no_name(path: &str) -> Error {
    Error::plain(Text::new(
        format!(
            "tên của «{path}» có chữ không đọc được (bảng mã cũ?); hãy đổi tên tệp hay thư mục đó"
        ),
        format!("the name of `{path}` is in an unknown encoding; rename the file or folder"),
    ))
}

fn leads_outside(path: &str) -> Error {
    Error::plain(Text::new(
        format!("«{path}» nằm ngoài thư mục chiến dịch"),
        format!("`{path}` is outside the campaign's folder"),
    ))
}

impl Folder for DiskFolder {
    fn list(&self, below: &str) -> Result<Vec<FolderEntry>, Error> {
        let start = if below.is_empty() { self.root.clone() } else { self.full(below)? };
        if !below.is_empty() && start.is_symlink() {
            return Err(is_link(below));
        }
        if !start.exists() || !self.is_inside(&start) {
            return Ok(Vec::new());
        }
        let mut entries = Vec::new();
        let walk =
            walkdir::WalkDir::new(&start).follow_links(false).sort_by_file_name().into_iter();
        // Hidden files belong to editors and the system; `~$` files are locks of Office.
        let visible = |entry: &walkdir::DirEntry| {
            let name = entry.file_name().as_encoded_bytes();
            let is_of_system = matches!(name, b"Thumbs.db" | b"desktop.ini");
            entry.depth() == 0
                || name.starts_with(b"..")
                || name == b".well-known"
                || !(is_of_system || matches!(name.first(), Some(b'.' | b'~')))
        };
        for entry in walk.filter_entry(visible) {
            let entry = entry.map_err(|error| walk_failure(&start, error))?;
            if !entry.file_type().is_file() && !entry.path_is_symlink() {
                continue;
            }
            let relative = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
            let path = with_slashes(&relative.to_string_lossy());
            if entry.path_is_symlink() {
                return Err(is_link(&path));
            }
            if relative.to_str().is_none() {
                return Err(is_no_name(&path));
            }
            entries.push(FolderEntry { path });
        }
        entries.sort();
        Ok(entries)
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, Error> {
        let file = self.open_file(path)?;
        let fail = |cause| unreadable(path, cause);
        let size = file.metadata().map_err(fail)?.len();
        if size > LARGEST_FILE {
            return Err(too_large(path, size));
        }
        read_sized(file, size).map(Arc::from).map_err(fail)
    }

    fn has(&self, path: &str) -> bool {
        self.full(path).is_ok_and(|full| full.is_file() && self.is_inside(&full))
    }

    fn shown(&self) -> String {
        self.root.display().to_string()
    }

    /// The only way out of a campaign's folder. Opens only folders that are campaigns too.
    fn sibling(&self, path: &str) -> Result<Sibling, Error> {
        let mut full = self.root.clone();
        for part in Path::new(path).components() {
            match part {
                Component::ParentDir => full.push(".."),
                Component::Normal(name) => {
                    full.push(name);
                    if fs::symlink_metadata(&full).is_ok_and(|about| about.is_symlink()) {
                        return Ok(Sibling::Link);
                    }
                }
                Component::CurDir | Component::RootDir | Component::Prefix(_) => {
                    return Err(leads_outside(path));
                }
            }
        }
        if !full.is_dir() {
            return Ok(Sibling::NoFolder);
        }
        let real = real(&full).map_err(|cause| {
            Error::io(
                Text::new(
                    format!("không xem được thư mục «{path}»"),
                    format!("can't look into `{path}`"),
                ),
                cause,
            )
        })?;
        if real.starts_with(self.real_root.as_deref().unwrap_or(&self.root)) {
            return Ok(Sibling::Within);
        }
        let shared = DiskFolder::open(&full)?;
        if !shared.has("site.yaml") {
            return Ok(Sibling::NoSettings);
        }
        let snapshot = match &self.library {
            Some(library) => library.get(&real, || shared.snapshot(path))?,
            None => Arc::new(shared.snapshot(path)?),
        };
        Ok(Sibling::There(snapshot))
    }
}

fn walk_failure(start: &Path, error: walkdir::Error) -> Error {
    let start = error.path().unwrap_or(start);
    let (do_vi, do_en) = error.io_error().map(what_to_do).unwrap_or_default();
    let text = Text::new(
        format!("không xem được thư mục «{}»{do_vi}", start.display()),
        format!("can't walk the folder `{}`{do_en}", start.display()),
    );
    Error { text, cause: error.into_io_error() }
}

/// Returns what users can do about an error of the system, in both languages.
fn what_to_do(cause: &io::Error) -> (&'static str, &'static str) {
    match cause.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy => (
            "; hãy đóng chương trình đang mở nó (Word, Excel), hoặc xem lại quyền đọc của tệp, rồi chạy lại",
            "; close the program that has it open, or check its permissions, then run again",
        ),
        io::ErrorKind::NotFound => (
            "; tệp vừa bị xoá hoặc đổi tên, hãy chạy lại",
            "; it was just deleted or renamed, run again",
        ),
        _ => ("", ""),
    }
}

/// Writes a file that must not exist yet, and creates its parent folders.
///
/// # Errors
/// If the system refuses.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    create_new(path)?.write_all(bytes)
}

/// Like [`write_new`], and returns the file's size and times if the system gives them.
///
/// # Errors
/// If the system refuses.
pub fn write_new_stamped(
    path: &Path,
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> io::Result<Option<FileStat>> {
    let mut file = create_new(path)?;
    write(&mut file)?;
    if cfg!(unix) {
        return Ok(file.metadata().ok().as_ref().and_then(FileStat::of));
    }
    // Windows may update the time only when the file is closed.
    drop(file);
    Ok(stat(path))
}

fn create_new(path: &Path) -> io::Result<fs::File> {
    match fs::File::create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::File::create_new(path)
        }
        made => made,
    }
}

/// Syncs all files below a folder to disk.
///
/// # Errors
/// If the system refuses.
pub fn sync_tree(root: &Path) -> io::Result<()> {
    const ONE_BY_ONE: usize = 500;
    let mut entries = Vec::new();
    for entry in walkdir::WalkDir::new(root) {
        entries.push(entry.map_err(io::Error::from)?);
        // On an old disk thousands of single syncs take minutes; one `syncfs` takes seconds.
        if cfg!(target_os = "linux") && entries.len() > ONE_BY_ONE {
            return sync_disk(root);
        }
    }
    for entry in entries {
        if entry.file_type().is_file() {
            sync_file(entry.path())?;
        } else if entry.file_type().is_dir() {
            sync_folder(entry.path())?;
        }
    }
    Ok(())
}

/// Syncs all files below several folders to disk.
///
/// # Errors
/// If the system refuses; names the folder.
pub fn sync_trees<'a>(roots: &[&'a Path]) -> Result<(), (&'a Path, io::Error)> {
    sync_all(roots, sync_tree)
}

/// Syncs the entries of several folders to disk.
///
/// # Errors
/// If the system refuses; names the folder.
pub fn sync_folders<'a>(folders: &[&'a Path]) -> Result<(), (&'a Path, io::Error)> {
    sync_all(folders, sync_folder)
}

/// Syncs each disk once, because `syncfs` takes about as long as the sync of one file.
fn sync_all<'a>(
    folders: &[&'a Path],
    sync: fn(&Path) -> io::Result<()>,
) -> Result<(), (&'a Path, io::Error)> {
    let mut done = Vec::new();
    for folder in folders {
        let disk = disk_of(folder);
        if !cfg!(target_os = "linux") || folders.len() == 1 || disk.is_none() {
            sync(folder).map_err(|cause| (*folder, cause))?;
        } else if !done.contains(&disk) {
            sync_disk(folder).map_err(|cause| (*folder, cause))?;
            done.push(disk);
        }
    }
    Ok(())
}

/// Returns the device number of a folder.
#[cfg(unix)]
fn disk_of(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|about| about.dev())
}

#[cfg(not(unix))]
fn disk_of(_path: &Path) -> Option<u64> {
    None
}

/// Syncs the entries of a folder to disk.
///
/// # Errors
/// If the system refuses.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    // Windows can't sync folders and needn't: NTFS keeps a journal.
    if cfg!(unix) { fs::File::open(path)?.sync_all() } else { Ok(()) }
}

fn sync_file(path: &Path) -> io::Result<()> {
    // Windows syncs only files opened for writing. A carried-over file may be read-only.
    match fs::File::options().read(true).write(cfg!(windows)).open(path) {
        Ok(file) => file.sync_all(),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(target_os = "linux")]
fn sync_disk(path: &Path) -> io::Result<()> {
    rustix::fs::syncfs(fs::File::open(path)?).map_err(io::Error::from)
}

#[cfg(not(target_os = "linux"))]
fn sync_disk(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// A lock file. The lock is released when the value is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: fs::File,
}

/// Takes the lock beside an output folder. Returns `None` if another program holds it.
///
/// # Errors
/// If the lock file can't be created.
pub fn try_lock(path: &Path) -> io::Result<Option<Lock>> {
    let file = fs::File::options().create(true).truncate(false).write(true).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock { _file: file })),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

/// Removes a folder and everything in it, if it exists.
///
/// # Errors
/// If the system refuses.
pub fn remove_tree(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Removes a file.
///
/// # Errors
/// If the system refuses.
pub fn remove_file(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
}

/// Creates a folder and its parents.
///
/// # Errors
/// If the system refuses.
pub fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Returns the paths of everything below a folder that is not a folder, relative to it. Links are
/// not followed.
///
/// # Errors
/// If the folder can't be walked.
pub fn files_below(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    if find(root)?.is_none() {
        return Ok(paths);
    }
    for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
        let entry = entry.map_err(io::Error::from)?;
        if !entry.file_type().is_dir() {
            paths.push(entry.path().strip_prefix(root).unwrap_or(entry.path()).to_owned());
        }
    }
    Ok(paths)
}

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A folder.
    Folder,
    /// A symlink, whatever its target.
    Link,
    /// A file, or anything else.
    File,
}

/// Returns what is at a path. Links are not followed.
///
/// # Errors
/// If the system refuses.
pub fn find(path: &Path) -> io::Result<Option<FileKind>> {
    match fs::symlink_metadata(path) {
        Ok(about) if about.is_dir() => Ok(Some(FileKind::Folder)),
        Ok(about) if about.is_symlink() => Ok(Some(FileKind::Link)),
        Ok(_) => Ok(Some(FileKind::File)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns the name of one entry of a folder, or `None` if the folder is empty.
///
/// # Errors
/// If the system refuses.
pub fn first_name(folder: &Path) -> io::Result<Option<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    Ok(names.into_iter().min())
}

/// Returns the names of the folders in a folder, sorted, without links and hidden folders.
///
/// # Errors
/// If the system refuses.
pub fn folders_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() && !name.starts_with(['.', '~']) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Returns an absolute path.
///
/// # Errors
/// If the path is empty, or the current folder no longer exists.
pub fn absolute(path: &Path) -> io::Result<PathBuf> {
    std::path::absolute(path)
}

/// Returns an absolute path with links and `..` resolved. The last parts of the path need not
/// exist.
///
/// # Errors
/// If the path is empty, or the current folder no longer exists.
pub fn real(path: &Path) -> io::Result<PathBuf> {
    let path = absolute(path)?;
    let existing = path.ancestors().find_map(|part| Some((part, fs::canonicalize(part).ok()?)));
    let Some((part, mut real)) = existing else { return Ok(path) };
    for name in path.strip_prefix(part).into_iter().flat_map(Path::components) {
        match name {
            Component::ParentDir => {
                real.pop();
            }
            name => real.push(name),
        }
    }
    Ok(real)
}

/// Reads a file that loa wrote, such as the manifest.
///
/// # Errors
/// If the system refuses.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// Replaces a file atomically.
///
/// # Errors
/// If the system refuses.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_by(path, |file| file.write_all(bytes))
}

/// Like [`replace`], but `write` streams the contents, so that a large file is never in memory as a
/// whole.
///
/// # Errors
/// If the system refuses, or `write` fails.
pub fn replace_by(
    path: &Path,
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> io::Result<()> {
    let fresh = path.with_extension("loa-part");
    let mut file = io::BufWriter::new(fs::File::create(&fresh)?);
    write(&mut file)?;
    file.into_inner().map_err(io::IntoInnerError::into_error)?;
    fs::rename(&fresh, path)
}

/// Writes a file atomically and creates its parent folders. Several threads may write the same
/// file.
///
/// # Errors
/// If the system refuses.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mark = format!("{}-{}.part", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let fresh = path.with_extension(mark);
    let written = write_new(&fresh, bytes).and_then(|()| fs::rename(&fresh, path));
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    written
}

/// Size and times of a file, to notice later changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileStat {
    size: u64,
    /// Modification time in nanoseconds, and on Unix the inode's change time, which can't be set
    /// back.
    changed: (i64, i64),
}

impl FileStat {
    fn of(about: &fs::Metadata) -> Option<FileStat> {
        let written = about.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?.as_nanos();
        Some(FileStat {
            size: about.len(),
            changed: (i64::try_from(written).ok()?, touched(about)?),
        })
    }
}

/// Returns size and times of a file, or `None` if there is no such file.
pub fn stat(path: &Path) -> Option<FileStat> {
    let about = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    FileStat::of(&about)
}

#[cfg(unix)]
fn touched(about: &fs::Metadata) -> Option<i64> {
    use std::os::unix::fs::MetadataExt;
    nanoseconds(about.ctime(), about.ctime_nsec())
}

/// Returns a time in nanoseconds. The type of `part` differs between systems.
#[cfg(unix)]
fn nanoseconds(seconds: i64, part: impl TryInto<i64>) -> Option<i64> {
    seconds.checked_mul(1_000_000_000)?.checked_add(part.try_into().ok()?)
}

#[cfg(not(unix))]
fn touched(_about: &fs::Metadata) -> Option<i64> {
    Some(0)
}

/// Returns a mark of the running program: the fingerprint of its sources and the time it was
/// installed on this computer, which other computers can't know.
pub fn program_mark() -> Option<String> {
    let program = std::env::current_exe().ok()?;
    let FileStat { size, changed } = stat(&program)?;
    let created = fs::metadata(&program).and_then(|about| about.created()).ok();
    let created = created
        .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok())
        .map(|time| time.as_nanos());
    Some(format!(
        "loa {} {} {size} {changed:?} {created:?}",
        env!("CARGO_PKG_VERSION"),
        env!("LOA_BUILT_FROM")
    ))
}

/// Adds a file to the staging folder and creates its parent folders: as a hard link, or as a copy
/// if the disk has no hard links.
///
/// # Errors
/// If the system refuses.
pub fn hard_link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    match fs::hard_link(from, to) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            fs::copy(from, to).map(|_| ())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{FileKind, find, real};

    #[test]
    fn real_paths_may_not_exist_yet() {
        let place = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(place.path()).unwrap();
        assert_eq!(real(&root.join("no/../content/./out")).unwrap(), root.join("content/out"));
        assert_eq!(find(&root).unwrap(), Some(FileKind::Folder));
    }
}
