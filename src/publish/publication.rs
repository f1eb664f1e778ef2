//! Writes a build into a staging folder and swaps it in.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::diag::{Error, Text};
use crate::files::disk::{self, FileKind, FileStat, Lock};
use crate::files::{Sink, swap};
use crate::model::plan::OutputPath;
use crate::publish::manifest::{self, Manifest, ManifestError, WrittenFile};
use crate::publish::state_dir::StateDir;

/// A build that is being written. If it is dropped without [`Publication::commit`], the output is
/// unchanged.
#[derive(Debug)]
pub struct Publication {
    target: PathBuf,
    fresh: PathBuf,
    before: BTreeMap<String, WrittenFile>,
    outputs: Mutex<Outputs>,
    /// Released after the staging folder is removed.
    _lock: Lock,
}

/// The outputs written so far.
#[derive(Debug, Default)]
struct Outputs {
    files: HashMap<String, WrittenFile>,
    /// Paths with capital letters, by their lowercase form.
    with_capitals: HashMap<String, String>,
}

impl Outputs {
    /// Returns the output that is the same file on Windows as the path `lower`, which is lowercase.
    fn same(&self, lower: &str) -> Option<&str> {
        let with_capitals = || self.with_capitals.get(lower).map(String::as_str);
        self.files.get_key_value(lower).map(|(same, _)| same.as_str()).or_else(with_capitals)
    }

    /// Adds an output, or returns the output that is the same file on Windows.
    fn insert(&mut self, path: &str, written: WrittenFile) -> Result<(), String> {
        let lower = path.to_lowercase();
        if let Some(other) = self.same(&lower) {
            return Err(other.to_owned());
        }
        if lower != path {
            self.with_capitals.insert(lower, path.to_owned());
        }
        self.files.insert(path.to_owned(), written);
        Ok(())
    }
}

/// What a build published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The number of files that loa wrote.
    pub files: usize,
    /// Their total size.
    pub bytes: u64,
    /// The number of new and changed files.
    pub changed: usize,
    /// The number of files of the previous build that no longer exist.
    pub removed: usize,
    /// The number of other people's files that were carried over.
    pub carried: usize,
}

/// How long a build waits for another one.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

impl Publication {
    /// Creates a staging folder beside `target`, and removes the remains of an interrupted build.
    ///
    /// # Errors
    /// If `target` is not loa's, another build is writing to it, or the system refuses.
    pub fn begin(target: &Path) -> Result<Publication, Error> {
        Publication::begin_within(target, PATIENCE)
    }

    pub(super) fn begin_within(target: &Path, patience: Duration) -> Result<Publication, Error> {
        let preparing = |cause| {
            refused("không chuẩn bị được thư mục", "can't prepare the folder", target, cause)
        };
        let target = disk::absolute(target).map_err(preparing)?;
        let parent = match (target.parent(), target.file_name()) {
            (Some(parent), Some(_)) => parent,
            _ => {
                return Err(not_ours(
                    &target,
                    "không thể là nơi xuất bản",
                    "can't be the output folder",
                ));
            }
        };
        disk::make_folder(parent).map_err(preparing)?;
        let lock = lock(&target, patience)?;
        swap::recover(&target).map_err(preparing)?;
        let before = inspect(&target)?;
        let fresh = swap::sibling(&target, "loa-new");
        disk::remove_tree(&fresh).map_err(preparing)?;
        disk::make_folder(&fresh).map_err(preparing)?;
        Ok(Publication { target, fresh, before, outputs: Mutex::default(), _lock: lock })
    }

    /// Swaps in the staging folder. The old output is kept for [`rollback`] if it differs.
    ///
    /// # Errors
    /// If the system refuses; the old output is then unchanged.
    pub fn commit(self, store: &StateDir) -> Result<Published, Error> {
        let complete = self.complete()?;
        disk::sync_tree(&complete.publication.fresh)
            .map_err(|cause| complete.publication.cant_write(cause))?;
        let target = complete.target().to_owned();
        let (published, _) = complete.swap(store)?;
        StagedOutputs::sync_parents(&[&target]);
        Ok(published)
    }

    /// Copies other people's files from the old output, and writes the manifest.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn complete(self) -> Result<StagedOutputs, Error> {
        let writing = |cause| self.cant_write(cause);
        let outputs = std::mem::take(&mut *self.lock_outputs());
        let is_ours = |path: &str| {
            path == manifest::NAME
                || self.before.contains_key(path)
                || outputs.same(&path.to_lowercase()).is_some()
        };
        let carried = carry_others(&self.target, &self.fresh, is_ours).map_err(writing)?;
        let manifest = Manifest::new(outputs.files.into_iter().collect());
        let list = self.fresh.join(manifest::NAME);
        let stat = disk::write_new_stamped(&list, |file| manifest.write(file)).map_err(writing)?;
        Ok(StagedOutputs { publication: self, manifest, stat, carried })
    }

    fn cant_write(&self, cause: io::Error) -> Error {
        refused("không ghi được vào thư mục", "can't write to the folder", &self.target, cause)
    }

    /// Keeps the replaced version for a rollback. If that fails (a read-only campaign, another
    /// disk), we publish all the same.
    fn keep_old(&self, store: &StateDir) {
        let aside = swap::aside(&self.target);
        let old = if matches!(disk::find(&self.fresh), Ok(Some(_))) { &self.fresh } else { &aside };
        let previous = store.previous();
        let _ = store
            .prepare()
            .and_then(|()| disk::remove_tree(&previous))
            .and_then(|()| swap::rename(old, &previous));
    }

    fn count(&self, manifest: &Manifest, carried: usize) -> Published {
        Published {
            files: manifest.files.len(),
            bytes: manifest.files.values().map(|written| written.size).sum(),
            changed: manifest
                .files
                .iter()
                .filter(|(path, written)| self.before.get(*path) != Some(*written))
                .count(),
            removed: self.before.keys().filter(|path| !manifest.files.contains_key(*path)).count(),
            carried,
        }
    }
}

/// A complete staging folder that has not been swapped in yet.
#[derive(Debug)]
pub struct StagedOutputs {
    publication: Publication,
    manifest: Manifest,
    /// Size and times of the manifest.
    stat: Option<FileStat>,
    carried: usize,
}

/// The published files, for the build record.
#[derive(Debug)]
pub struct PublishedFiles {
    pub(super) files: BTreeMap<String, WrittenFile>,
    /// Size and times of the manifest.
    pub(super) list: Option<FileStat>,
}

impl StagedOutputs {
    /// Syncs several staging folders, with one `syncfs` per disk.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn sync_all(several: &[&StagedOutputs]) -> Result<(), Error> {
        let folders: Vec<&Path> =
            several.iter().map(|complete| complete.publication.fresh.as_path()).collect();
        disk::sync_trees(&folders).map_err(|(folder, cause)| {
            refused("không ghi được vào thư mục", "can't write to the folder", folder, cause)
        })
    }

    /// Syncs the parent folders of swapped outputs. Until then a power cut may bring back the old
    /// output, complete.
    pub fn sync_parents(targets: &[&Path]) {
        let parents: Vec<&Path> = targets.iter().filter_map(|target| target.parent()).collect();
        let _ = disk::sync_folders(&parents);
    }

    /// Returns the output folder.
    pub fn target(&self) -> &Path {
        &self.publication.target
    }

    /// Swaps in the staging folder, which must be synced. The old output is kept for [`rollback`]
    /// if it differs.
    ///
    /// # Errors
    /// If the system refuses; the old output is then unchanged.
    pub fn swap(self, store: &StateDir) -> Result<(Published, PublishedFiles), Error> {
        let StagedOutputs { publication, manifest, stat, carried } = self;
        let target = &publication.target;
        let replacing =
            |cause| refused("không thay được thư mục", "can't replace the folder", target, cause);
        swap::swap(&publication.fresh, target).map_err(replacing)?;
        // The new output is in place. The next build repairs what fails from here on.
        let published = publication.count(&manifest, carried);
        if published.changed + published.removed > 0 && !publication.before.is_empty() {
            publication.keep_old(store);
        }
        let _ = disk::remove_tree(&swap::aside(target));
        Ok((published, PublishedFiles { files: manifest.files, list: stat }))
    }
}

impl Publication {
    fn lock_outputs(&self) -> MutexGuard<'_, Outputs> {
        self.outputs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes an output into the staging folder.
    fn write_staged(&self, path: &str, bytes: &[u8]) -> io::Result<Option<FileStat>> {
        // A page is in its own folder, so the folder is created first. Other outputs mostly find an
        // existing folder.
        if let Some(folder) = path.strip_suffix("/index.html") {
            disk::make_folder(&self.fresh.join(folder))?;
        }
        disk::write_new_stamped(&self.fresh.join(path), |file| file.write_all(bytes))
    }
}

impl Sink for Publication {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let is_allowed =
            OutputPath::new(path).is_some() && !path.eq_ignore_ascii_case(manifest::NAME);
        if !is_allowed {
            return Err(Error::plain(Text::new(
                format!("tên tệp «{path}» không dùng được khi xuất bản"),
                format!("`{path}` can't be the path of an output"),
            )));
        }
        let written = WrittenFile::of(bytes);
        if let Err(other) = self.lock_outputs().insert(path, written) {
            return Err(Error::plain(Text::new(
                format!("hai tệp cùng muốn ghi vào một chỗ: «{other}» và «{path}»"),
                format!("two outputs have the same path: `{other}` and `{path}`"),
            )));
        }
        let stat = match self.write_staged(path, bytes) {
            Ok(stat) => stat,
            Err(cause) => {
                let shown = self.target.join(path);
                return Err(refused("không ghi được tệp", "can't write the file", &shown, cause));
            }
        };
        if let Some(written) = self.lock_outputs().files.get_mut(path) {
            written.stat = stat;
        }
        Ok(())
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        // Before the swap this is the staging folder, after it the old output, if any. If it can't
        // be removed now, the next build removes it.
        let _ = disk::remove_tree(&self.fresh);
    }
}

/// Copies other people's files from an output folder, except where loa has a file with the same
/// path. Returns the number of files.
pub(super) fn carry_others(
    from: &Path,
    to: &Path,
    is_ours: impl Fn(&str) -> bool,
) -> io::Result<usize> {
    let theirs = others(from, is_ours)?;
    for path in &theirs {
        disk::hard_link_or_copy(&from.join(path), &to.join(path))?;
    }
    Ok(theirs.len())
}

/// Returns the files of an output folder that are not loa's, relative to it.
pub(super) fn others(folder: &Path, is_ours: impl Fn(&str) -> bool) -> io::Result<Vec<PathBuf>> {
    let mut paths = disk::files_below(folder)?;
    paths.retain(|path| {
        // A name that is not Unicode is not ours.
        let shown = path.to_str().map(disk::with_slashes);
        !shown.is_some_and(|path| is_ours(&path))
    });
    Ok(paths)
}

pub(super) fn lock(target: &Path, patience: Duration) -> Result<Lock, Error> {
    const PAUSE: Duration = Duration::from_millis(100);
    let path = swap::sibling(target, "loa.lock");
    let locking = |cause| {
        refused(
            "không ghi được vào nơi chứa thư mục",
            "can't write beside the folder",
            target,
            cause,
        )
    };
    let mut waited = Duration::ZERO;
    loop {
        if let Some(lock) = disk::try_lock(&path).map_err(locking)? {
            return Ok(lock);
        }
        if waited >= patience {
            return Err(Error::plain(Text::new(
                format!(
                    "một lượt chạy loa khác đang ghi vào «{}»; đợi nó xong rồi chạy lại",
                    target.display()
                ),
                format!(
                    "another loa is writing to `{}`; wait until it is done, then run again",
                    target.display()
                ),
            )));
        }
        std::thread::sleep(PAUSE);
        waited += PAUSE;
    }
}

/// Returns the files that loa wrote into a folder before; none if the folder is missing or empty.
pub(super) fn inspect(target: &Path) -> Result<BTreeMap<String, WrittenFile>, Error> {
    let reading =
        |cause| refused("không xem được thư mục", "can't look into the folder", target, cause);
    match disk::find(target).map_err(reading)? {
        None => return Ok(BTreeMap::new()),
        Some(FileKind::Folder) => {}
        Some(FileKind::Link) => {
            let vi = "là một liên kết, không phải thư mục";
            return Err(not_ours(target, vi, "is a link, not a folder"));
        }
        Some(FileKind::File) => {
            let vi = "là một tệp, không phải thư mục";
            return Err(not_ours(target, vi, "is a file, not a folder"));
        }
    }
    let list = target.join(manifest::NAME);
    if disk::find(&list).map_err(reading)? != Some(FileKind::File) {
        return match disk::first_name(target).map_err(reading)? {
            None => Ok(BTreeMap::new()),
            Some(name) => Err(not_ours(
                target,
                &format!("đã có tệp không do loa tạo ra («{name}»)"),
                &format!("holds files that loa didn't make (`{name}`)"),
            )),
        };
    }
    match Manifest::parse(&disk::read(&list).map_err(reading)?) {
        Ok(manifest) => Ok(manifest.files),
        Err(error) => Err(unreadable_manifest(error, target)),
    }
}

/// Returns the message for an output folder whose manifest can't be read.
fn unreadable_manifest(error: ManifestError, target: &Path) -> Error {
    match error {
        ManifestError::Damaged => {
            let name = manifest::NAME;
            not_ours(
                target,
                &format!("có tệp «{name}» bị hỏng nên loa không biết tệp nào là của mình"),
                &format!("has a damaged `{name}`, so loa can't tell which files are its own"),
            )
        }
        ManifestError::Newer => {
            let target = target.display();
            Error::plain(Text::new(
                format!("thư mục «{target}» do bản loa mới hơn tạo ra; hãy dùng bản loa mới nhất"),
                format!(
                    "a newer version of loa wrote the folder `{target}`; use the newest version"
                ),
            ))
        }
    }
}

fn not_ours(target: &Path, vi: &str, en: &str) -> Error {
    let target = target.display();
    Error::plain(Text::new(
        format!(
            "thư mục xuất bản «{target}» {vi}; hãy chuyển nó đi nơi khác, hoặc chọn một thư mục trống bằng `--out`"
        ),
        format!(
            "the output folder `{target}` {en}; move it away, or choose an empty folder with `--out`"
        ),
    ))
}

/// Returns an error that says what failed for which path, and for the usual causes what to do.
pub(super) fn refused(vi: &str, en: &str, path: &Path, cause: io::Error) -> Error {
    let (why_vi, why_en) = match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (
            "; ổ đĩa đã đầy, hãy xoá bớt tệp không dùng rồi chạy lại",
            "; the disk is full, make room and run again",
        ),
        io::ErrorKind::ReadOnlyFilesystem => (
            "; ổ đĩa này chỉ cho đọc, hãy chọn nơi khác bằng `--out`",
            "; this disk is read-only, choose another place with `--out`",
        ),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy => (
            "; hãy đóng các tệp đang mở trong thư mục này (Word, Excel, trình xem PDF) rồi chạy lại, hoặc chọn nơi khác bằng `--out`",
            "; close files of this folder that are open in other programs and run again, or choose another place with `--out`",
        ),
        _ => ("", ""),
    };
    let path = path.display();
    Error::io(Text::new(format!("{vi} «{path}»{why_vi}"), format!("{en} `{path}`{why_en}")), cause)
}
