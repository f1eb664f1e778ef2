//! Writing a build so that a whole site is there at every moment, whatever happens.
//!
//! Everything is written into a fresh folder beside the output, which takes the output's place in one step at the end.
//! Until then the old output isn't touched. A folder that loa didn't make is never written into; files that others put
//! into the output folder are kept. Knows nothing of what the files say.

mod apart;
mod artifact_cache;
mod manifest;
mod record;
mod rollback;
mod state_dir;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::diag::{Error, Text};
use crate::files::disk::{self, FileKind, FileStat, Lock};
use crate::files::{Sink, swap};
use crate::model::plan::OutputPath;
use crate::publish::manifest::{Manifest, ManifestError, WrittenFile};

pub use crate::publish::apart::check_target_apart;
pub use crate::publish::artifact_cache::{ArtifactCache, CacheMode};
pub use crate::publish::record::{load_unchanged, save_record};
pub use crate::publish::rollback::rollback;
pub use crate::publish::state_dir::{FOLDER as STORE, StateDir};

/// An output folder in the making. Dropped without [`Publication::commit`], it leaves everything as it was.
#[derive(Debug)]
pub struct Publication {
    target: PathBuf,
    fresh: PathBuf,
    before: BTreeMap<String, WrittenFile>,
    outputs: Mutex<Outputs>,
    /// Released after the fresh folder is gone.
    _lock: Lock,
}

/// What was written so far.
#[derive(Debug, Default)]
struct Outputs {
    files: HashMap<String, WrittenFile>,
    /// Paths with capitals, by the same in small letters.
    with_capitals: HashMap<String, String>,
}

impl Outputs {
    /// Returns the output that would be the same file on Windows, given its path in small letters.
    fn same(&self, lower: &str) -> Option<&str> {
        let with_capitals = || self.with_capitals.get(lower).map(String::as_str);
        self.files.get_key_value(lower).map(|(same, _)| same.as_str()).or_else(with_capitals)
    }

    /// Takes an output, or returns the one that has its place.
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
    /// Files that loa wrote.
    pub files: usize,
    /// Their bytes together.
    pub bytes: u64,
    /// Files that are new or not the same as before.
    pub changed: usize,
    /// Files of the build before that are gone.
    pub removed: usize,
    /// Files of other people that were kept.
    pub carried: usize,
}

/// How long another build is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

impl Publication {
    /// Prepares a fresh folder beside `target`, and clears away what a build left that was cut off.
    ///
    /// # Errors
    /// When `target` isn't loa's, another build is writing to it, or the system refuses.
    pub fn begin(target: &Path) -> Result<Publication, Error> {
        Publication::begin_within(target, PATIENCE)
    }

    fn begin_within(target: &Path, patience: Duration) -> Result<Publication, Error> {
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

    /// Puts the fresh folder in the place of the old one, which is kept for [`rollback`] unless it was the same.
    ///
    /// # Errors
    /// When the system refuses; the old output is then as it was.
    pub fn commit(self, store: &StateDir) -> Result<Published, Error> {
        let complete = self.complete()?;
        disk::sync_tree(&complete.publication.fresh)
            .map_err(|cause| complete.publication.cant_write(cause))?;
        let target = complete.target().to_owned();
        let (published, _) = complete.swap(store)?;
        StagedOutputs::sync_parents(&[&target]);
        Ok(published)
    }

    /// Puts into the fresh folder what others put into the old one, and the list of what is ours.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn complete(self) -> Result<StagedOutputs, Error> {
        let writing = |cause| self.cant_write(cause);
        let outputs =
            std::mem::take(&mut *self.outputs.lock().unwrap_or_else(PoisonError::into_inner));
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

    /// Keeps the version that was just replaced. Where that can't be done (a campaign that may only be read, another
    /// disk) there is no way back, which is no reason not to publish.
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

/// A fresh folder in which nothing is missing; it still has to take the old one's place.
#[derive(Debug)]
pub struct StagedOutputs {
    publication: Publication,
    manifest: Manifest,
    /// How the list looks on disk.
    stat: Option<FileStat>,
    carried: usize,
}

/// What was published, to be remembered.
#[derive(Debug)]
pub struct PublishedFiles {
    files: BTreeMap<String, WrittenFile>,
    /// How the list of them looks on disk.
    list: Option<FileStat>,
}

impl StagedOutputs {
    /// Makes several fresh folders last through a power cut, at the price of one: the disk is waited for once.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn sync_all(several: &[&StagedOutputs]) -> Result<(), Error> {
        let folders: Vec<&Path> =
            several.iter().map(|complete| complete.publication.fresh.as_path()).collect();
        disk::sync_trees(&folders).map_err(|(folder, cause)| {
            refused("không ghi được vào thư mục", "can't write to the folder", folder, cause)
        })
    }

    /// Makes the names of what was swapped in last through a power cut. Until then the old output may come back whole.
    pub fn sync_parents(targets: &[&Path]) {
        let parents: Vec<&Path> = targets.iter().filter_map(|target| target.parent()).collect();
        let _ = disk::sync_folders(&parents);
    }

    /// Returns the output folder.
    pub fn target(&self) -> &Path {
        &self.publication.target
    }

    /// Puts the fresh folder in the place of the old one, which is kept for [`rollback`] unless it was the same. What is
    /// in it must have been made to last.
    ///
    /// # Errors
    /// When the system refuses; the old output is then as it was.
    pub fn swap(self, store: &StateDir) -> Result<(Published, PublishedFiles), Error> {
        let StagedOutputs { publication, manifest, stat, carried } = self;
        let target = &publication.target;
        let replacing =
            |cause| refused("không thay được thư mục", "can't replace the folder", target, cause);
        swap::swap(&publication.fresh, target).map_err(replacing)?;
        // The new output is in place. What goes wrong from here on is put right by the next build.
        let published = publication.count(&manifest, carried);
        if published.changed + published.removed > 0 && !publication.before.is_empty() {
            publication.keep_old(store);
        }
        let _ = disk::remove_tree(&swap::aside(target));
        Ok((published, PublishedFiles { files: manifest.files, list: stat }))
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
        let inserted =
            self.outputs.lock().unwrap_or_else(PoisonError::into_inner).insert(path, written);
        if let Err(other) = inserted {
            return Err(Error::plain(Text::new(
                format!("hai tệp cùng muốn ghi vào một chỗ: «{other}» và «{path}»"),
                format!("two outputs want the same path: `{other}` and `{path}`"),
            )));
        }
        // Pages have a folder of their own, so it isn't tried without it first. Others find theirs, or make it.
        let made = match path.strip_suffix("/index.html") {
            Some(folder) => disk::make_folder(&self.fresh.join(folder)),
            None => Ok(()),
        };
        let stat = made
            .and_then(|()| {
                disk::write_new_stamped(&self.fresh.join(path), |file| file.write_all(bytes))
            })
            .map_err(|cause| {
                refused(
                    "không ghi được tệp",
                    "can't write the file",
                    &self.target.join(path),
                    cause,
                )
            })?;
        if let Some(written) =
            self.outputs.lock().unwrap_or_else(PoisonError::into_inner).files.get_mut(path)
        {
            written.stat = stat;
        }
        Ok(())
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        // Before the swap this is the unfinished folder, after it the old one if anything. If it can't be removed
        // now, the next build removes it.
        let _ = disk::remove_tree(&self.fresh);
    }
}

/// Takes over what others put into an output folder, except where loa has a file of its own. Returns how many files.
fn carry_others(from: &Path, to: &Path, is_ours: impl Fn(&str) -> bool) -> io::Result<usize> {
    let theirs = others(from, is_ours)?;
    for path in &theirs {
        disk::hard_link_or_copy(&from.join(path), &to.join(path))?;
    }
    Ok(theirs.len())
}

/// Returns the files of an output folder that aren't loa's, relative to it.
fn others(folder: &Path, is_ours: impl Fn(&str) -> bool) -> io::Result<Vec<PathBuf>> {
    let mut paths = disk::files_below(folder)?;
    paths.retain(|path| {
        // A name that isn't Unicode is surely not ours.
        let shown = path.to_str().map(disk::with_slashes);
        !shown.is_some_and(|path| is_ours(&path))
    });
    Ok(paths)
}

fn cant_find(path: &Path, cause: io::Error) -> Error {
    let shown = path.display();
    Error::io(
        Text::new(
            format!("không tìm được thư mục «{shown}»"),
            format!("can't find the folder `{shown}`"),
        ),
        cause,
    )
}

fn lock(target: &Path, patience: Duration) -> Result<Lock, Error> {
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

/// Returns what loa wrote into a folder before. Nothing, if it isn't there or is empty.
fn inspect(target: &Path) -> Result<BTreeMap<String, WrittenFile>, Error> {
    let reading =
        |cause| refused("không xem được thư mục", "can't look into the folder", target, cause);
    match disk::find(target).map_err(reading)? {
        None => return Ok(BTreeMap::new()),
        Some(FileKind::Folder) => {}
        Some(FileKind::Link) => {
            return Err(not_ours(
                target,
                "là một liên kết, không phải thư mục",
                "is a link, not a folder",
            ));
        }
        Some(FileKind::File) => {
            return Err(not_ours(
                target,
                "là một tệp, không phải thư mục",
                "is a file, not a folder",
            ));
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
        Err(ManifestError::Damaged) => Err(not_ours(
            target,
            &format!("có tệp «{}» bị hỏng nên loa không biết tệp nào là của mình", manifest::NAME),
            &format!(
                "has a damaged `{}`, so loa can't tell which files are its own",
                manifest::NAME
            ),
        )),
        Err(ManifestError::Newer) => Err(Error::plain(Text::new(
            format!(
                "thư mục «{}» do bản loa mới hơn tạo ra; hãy dùng bản loa mới nhất",
                target.display()
            ),
            format!(
                "the folder `{}` was made by a newer loa; use the newest one",
                target.display()
            ),
        ))),
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

/// Says what couldn't be done and to what, and, for the usual reasons, what to do.
fn refused(vi: &str, en: &str, path: &Path, cause: io::Error) -> Error {
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
