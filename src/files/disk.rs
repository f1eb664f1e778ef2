//! The disk: reading a campaign's folder, and the few ways in which outputs are written and swapped.

#![expect(clippy::disallowed_methods, reason = "this is the door to the disk")]

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::diag::{Error, Text};
use crate::files::extended::{FolderSnapshot, PARTS, SharedFolderCache};
use crate::files::{Folder, FolderEntry, LARGEST_FILE, Sibling};

/// A folder on disk.
#[derive(Clone, Debug)]
pub struct DiskFolder {
    root: PathBuf,
    /// Where the root really is; some drives of Windows can't say.
    real_root: Option<PathBuf>,
    /// The root, opened; where the system can open a file and say in one step that it lies inside.
    #[cfg(target_os = "linux")]
    handle: Option<Arc<fs::File>>,
    /// Shared folders that were read before.
    library: Option<Arc<SharedFolderCache>>,
}

impl DiskFolder {
    /// Opens a folder.
    ///
    /// # Errors
    /// When there is none.
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

    /// Opens a folder as one of many that extend the same: what they extend is read once and kept in `library`.
    ///
    /// # Errors
    /// When there is none.
    pub fn open_with(root: &Path, library: &Arc<SharedFolderCache>) -> Result<DiskFolder, Error> {
        Ok(DiskFolder { library: Some(Arc::clone(library)), ..DiskFolder::open(root)? })
    }

    /// Reads all that a campaign may take from a folder that it extends. `name` is how messages call the folder.
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

    /// Opens a file if it lies inside the campaign's folder, links followed. Nothing where the system can't say so, or
    /// anything is in the way: then the slow way finds out what.
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

    /// Returns whether a path leads into the campaign's folder, links followed. A link to elsewhere would publish what
    /// isn't the campaign's.
    fn is_inside(&self, full: &Path) -> bool {
        match &self.real_root {
            Some(root) => fs::canonicalize(full).is_ok_and(|real| real.starts_with(root)),
            // Where nobody can say where a path leads, no link at all is followed.
            None => full
                .ancestors()
                .take_while(|part| *part != self.root)
                .all(|part| fs::symlink_metadata(part).is_ok_and(|about| !about.is_symlink())),
        }
    }
}

/// Writes a path of this system with `/`.
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

/// Reads a file that is said to have so many bytes.
fn read_sized(mut file: fs::File, size: u64) -> io::Result<Vec<u8>> {
    // Room for one byte more than there is: that nothing follows is learnt without asking the system once more.
    let mut bytes = vec![0; usize::try_from(size).unwrap_or_default() + 1];
    let read = match file.read(&mut bytes) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
        read => read?,
    };
    bytes.truncate(read);
    if read as u64 != size {
        // A limit also keeps `read_to_end` from asking for the size and place.
        file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Links aren't followed, and a campaign without what they lead to would be published in part without a word.
fn is_link(path: &str) -> Error {
    Error::plain(Text::new(
        format!(
            "«{path}» là liên kết tới chỗ khác, loa không đi theo; hãy chép hẳn tệp hay thư mục đó vào đây"
        ),
        format!(
            "`{path}` is a link to elsewhere, which loa doesn't follow; copy the file or folder itself here"
        ),
    ))
}

/// Names from old disks and packed files, in letters that aren't Unicode: no page could have such an address.
fn is_no_name(path: &str) -> Error {
    Error::plain(Text::new(
        format!(
            "tên của «{path}» có chữ không đọc được (bảng mã cũ?); hãy đổi tên tệp hay thư mục đó"
        ),
        format!(
            "the name of `{path}` has letters that can't be read (an old encoding?); rename the file or folder"
        ),
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
        // Hidden files are editors' and systems' own; Office's `~$` files are locks.
        let visible = |entry: &walkdir::DirEntry| {
            let name = entry.file_name().as_encoded_bytes();
            entry.depth() == 0
                || name.starts_with(b"..")
                || !matches!(name.first(), Some(b'.' | b'~'))
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

    /// The one way out of a campaign's folder, and only to a folder that says it is a campaign too.
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

/// What people can do about what the system says, in both languages.
fn what_to_do(cause: &io::Error) -> (&'static str, &'static str) {
    match cause.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy => (
            "; hãy đóng chương trình đang mở nó (Word, Excel), hoặc xem lại quyền đọc của tệp, rồi chạy lại",
            "; close the program that has it open, or look at who may read it, then run again",
        ),
        io::ErrorKind::NotFound => {
            ("; tệp vừa bị xoá hoặc đổi tên, hãy chạy lại", "; it was removed just now, run again")
        }
        _ => ("", ""),
    }
}

/// Writes a file that must not exist yet, with the folders above it.
///
/// # Errors
/// When the system refuses.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    create_new(path)?.write_all(bytes)
}

/// The same; returns how the file looks then, if that can be told.
///
/// # Errors
/// When the system refuses.
pub fn write_new_stamped(
    path: &Path,
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> io::Result<Option<FileStat>> {
    let mut file = create_new(path)?;
    write(&mut file)?;
    if cfg!(unix) {
        return Ok(file.metadata().ok().as_ref().and_then(FileStat::of));
    }
    // Windows may put down the time only when the file is closed.
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

/// Makes what was written to a folder last through a power cut.
///
/// # Errors
/// When the system refuses.
pub fn sync_tree(root: &Path) -> io::Result<()> {
    const ONE_BY_ONE: usize = 500;
    let mut entries = Vec::new();
    for entry in walkdir::WalkDir::new(root) {
        entries.push(entry.map_err(io::Error::from)?);
        // Thousands of single waits would take minutes on an old disk; the whole disk at once takes seconds.
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

/// Makes what was written to several folders last through a power cut.
///
/// # Errors
/// When the system refuses; with the folder.
pub fn sync_trees<'a>(roots: &[&'a Path]) -> Result<(), (&'a Path, io::Error)> {
    sync_all(roots, sync_tree)
}

/// Makes the names in several folders last through a power cut.
///
/// # Errors
/// When the system refuses; with the folder.
pub fn sync_folders<'a>(folders: &[&'a Path]) -> Result<(), (&'a Path, io::Error)> {
    sync_all(folders, sync_folder)
}

/// To wait for a whole disk takes about as long as to wait for a single file on it.
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

/// Returns a number for the disk that a folder lies on.
#[cfg(unix)]
fn disk_of(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|about| about.dev())
}

#[cfg(not(unix))]
fn disk_of(_path: &Path) -> Option<u64> {
    None
}

/// Makes the names in a folder last through a power cut.
///
/// # Errors
/// When the system refuses.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    // Windows can't, and needn't: it keeps names in a journal.
    if cfg!(unix) { fs::File::open(path)?.sync_all() } else { Ok(()) }
}

fn sync_file(path: &Path) -> io::Result<()> {
    // Windows wants the right to write for it, which a carried-over file may not give.
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

/// Removes a file.
///
/// # Errors
/// When the system refuses.
pub fn remove_file(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
}

/// Makes a folder, with those above it.
///
/// # Errors
/// When the system refuses.
pub fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Returns the paths of all that isn't a folder below a folder, relative to it. Links are not followed.
///
/// # Errors
/// When the folder can't be walked.
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

/// What lies at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A folder.
    Folder,
    /// A link, wherever it leads.
    Link,
    /// A file, or something else.
    File,
}

/// Returns what lies at a path.
///
/// # Errors
/// When the system refuses to say.
pub fn find(path: &Path) -> io::Result<Option<FileKind>> {
    match fs::symlink_metadata(path) {
        Ok(about) if about.is_dir() => Ok(Some(FileKind::Folder)),
        Ok(about) if about.is_symlink() => Ok(Some(FileKind::Link)),
        Ok(_) => Ok(Some(FileKind::File)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns the name of something in a folder, or `None` when it is empty.
///
/// # Errors
/// When the system refuses.
pub fn first_name(folder: &Path) -> io::Result<Option<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    Ok(names.into_iter().min())
}

/// Returns the names of the folders in a folder, sorted. Links and hidden folders are left out.
///
/// # Errors
/// When the system refuses.
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

/// Returns a path from the root of the disk.
///
/// # Errors
/// When it is empty, or the current folder is gone.
pub fn absolute(path: &Path) -> io::Result<PathBuf> {
    std::path::absolute(path)
}

/// Returns where a path really leads: links followed and `..` resolved, though its last parts may not exist yet.
///
/// # Errors
/// When it is empty, or the current folder is gone.
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

/// Reads a file of ours, such as the manifest.
///
/// # Errors
/// When the system refuses.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// Writes a file of ours whole or not at all, over one of the same name.
///
/// # Errors
/// When the system refuses.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_by(path, |file| file.write_all(bytes))
}

/// The same, piece by piece: what is large isn't put together in memory first.
///
/// # Errors
/// When the system refuses, or `write` fails.
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

/// Writes a file whole or not at all, also when others write the same one at the same time, with the folders above it.
///
/// # Errors
/// When the system refuses.
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

/// How a file looked, to tell later whether somebody touched it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileStat {
    size: u64,
    /// Nanoseconds of the last change of its bytes, and, where the system knows it, of anything about it: that one
    /// can't be set back.
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

/// Returns how a file looks; nothing where there is none.
pub fn stat(path: &Path) -> Option<FileStat> {
    let about = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    FileStat::of(&about)
}

#[cfg(unix)]
fn touched(about: &fs::Metadata) -> Option<i64> {
    use std::os::unix::fs::MetadataExt;
    nanoseconds(about.ctime(), about.ctime_nsec())
}

/// Puts seconds and their part together, which isn't of one type on all systems.
#[cfg(unix)]
fn nanoseconds(seconds: i64, part: impl TryInto<i64>) -> Option<i64> {
    seconds.checked_mul(1_000_000_000)?.checked_add(part.try_into().ok()?)
}

#[cfg(not(unix))]
fn touched(_about: &fs::Metadata) -> Option<i64> {
    Some(0)
}

/// Returns a mark of the running program: of what it was built from, and of when it was put onto this computer, so that
/// nobody elsewhere can know it.
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

/// Puts a file that isn't ours into the fresh folder too, with the folders above it: as a second name for the same
/// file where the disk knows that, else as a copy.
///
/// # Errors
/// When the system refuses.
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
