//! The artifact cache: typeset sheets and pictures of earlier builds, in `.loa/store` of a
//! campaign.
//!
//! An entry contains a hash of its key and bytes. A truncated, changed or renamed entry is ignored.
//! Errors are ignored too: without a usable cache everything is rendered.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::diag::Error;
use crate::files::cache::Cache;
use crate::files::disk::{self, FileKind};
use crate::publish::state_dir::Home;
use crate::text::fingerprint::{Fingerprint, FingerprintBuilder};

/// The first bytes of every entry. The number changes with the format.
const MAGIC: &[u8; 8] = b"loa kp1\n";

/// The length of an entry's header.
const HEAD: usize = MAGIC.len() + 32;

/// The list of the entries that the last builds used.
const LIST: &str = "asked.json";

/// The number of builds whose entries are kept. Builds that used the same entries count once, so
/// that alternating builds, with and without `--demo` or for two output folders, do not evict each
/// other's entries.
const BUILDS: usize = 3;

/// How a build uses the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CacheMode {
    /// Looks up entries and adds new ones.
    Both,
    /// Only looks up entries; writes nothing.
    Find,
    /// Ignores old entries and adds new ones.
    Keep,
}

/// A cache of artifacts on disk.
#[derive(Debug)]
pub struct ArtifactCache {
    home: Home,
    folder: PathBuf,
    is_ours: bool,
    /// Starts every key with the program's mark, so that entries of another program are not found.
    program: FingerprintBuilder,
    way: CacheMode,
    /// The names of the entries that this build found or added.
    asked: Mutex<BTreeSet<String>>,
    found: AtomicUsize,
    kept: AtomicUsize,
}

impl ArtifactCache {
    /// Opens the cache of the campaign at `root`. `program` differs between builds of the program.
    ///
    /// # Errors
    /// If the system can't resolve the folder.
    pub fn open(root: &Path, program: &str, way: CacheMode) -> Result<ArtifactCache, Error> {
        let home = Home::of(root)?;
        let folder = home.folder().join("store");
        // A symlink would lead out of the campaign.
        let is_link = |path: &Path| {
            matches!(disk::find(path), Ok(Some(FileKind::Link | FileKind::File)) | Err(_))
        };
        Ok(ArtifactCache {
            is_ours: !is_link(home.folder()) && !is_link(&folder),
            folder,
            home,
            program: FingerprintBuilder::new("entry").with(program.as_bytes()),
            way,
            asked: Mutex::default(),
            found: AtomicUsize::new(0),
            kept: AtomicUsize::new(0),
        })
    }

    /// Returns the numbers of entries found and added.
    pub fn counts(&self) -> (usize, usize) {
        (self.found.load(Ordering::Relaxed), self.kept.load(Ordering::Relaxed))
    }

    /// Removes the entries that none of the last builds used, this one included. Called at the end
    /// of a published build.
    pub fn prune(&self) {
        if self.way == CacheMode::Find
            || !self.is_ours
            || !matches!(disk::find(&self.folder), Ok(Some(FileKind::Folder)))
        {
            return;
        }
        let asked = std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner));
        let list = self.folder.join(LIST);
        let mut builds: Vec<BTreeSet<String>> = disk::read(&list)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        builds.retain(|known| *known != asked);
        builds.insert(0, asked);
        builds.truncate(BUILDS);
        let Ok(bytes) = serde_json::to_vec(&builds) else { return };
        if disk::replace(&list, &bytes).is_err() {
            return;
        }
        let wanted: BTreeSet<&str> = builds.iter().flatten().map(String::as_str).collect();
        for path in disk::files_below(&self.folder).unwrap_or_default() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            // Temporary files of interrupted writes are removed too. Files with another kind of
            // name are not ours.
            let ours = name.split_once('.').map_or(&*name, |(ours, _)| ours);
            let looks_like_ours =
                ours.len() == 64 && ours.bytes().all(|letter| letter.is_ascii_hexdigit());
            if looks_like_ours && !wanted.contains(&*name) {
                let _ = disk::remove_file(&self.folder.join(&path));
            }
        }
    }

    fn name(&self, key: &Fingerprint) -> String {
        self.program.clone().with(key.as_bytes()).finish().to_string()
    }

    /// Spreads entries over subfolders, because folders with thousands of files are slow on some
    /// disks.
    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(&name[..2]).join(name)
    }

    fn note(&self, name: String, count: &AtomicUsize) {
        count.fetch_add(1, Ordering::Relaxed);
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
    }
}

impl Cache for ArtifactCache {
    fn find(&self, key: &Fingerprint) -> Option<Vec<u8>> {
        if self.way == CacheMode::Keep || !self.is_ours {
            return None;
        }
        let name = self.name(key);
        let mut entry = disk::read(&self.path(&name)).ok()?;
        let is_whole = entry.len() >= HEAD && {
            let (head, bytes) = entry.split_at(HEAD);
            head == self::head(&name, bytes)
        };
        if !is_whole {
            return None;
        }
        entry.drain(..HEAD);
        self.note(name, &self.found);
        Some(entry)
    }

    fn keep(&self, key: &Fingerprint, bytes: &[u8]) {
        if self.way == CacheMode::Find || !self.is_ours {
            return;
        }
        let name = self.name(key);
        let path = self.path(&name);
        let entry = [&head(&name, bytes)[..], bytes].concat();
        if self.home.prepare().and_then(|()| disk::write_whole(&path, &entry)).is_ok() {
            self.note(name, &self.kept);
        }
    }
}

/// Returns the header of an entry.
fn head(name: &str, bytes: &[u8]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..MAGIC.len()].copy_from_slice(MAGIC);
    head[MAGIC.len()..]
        .copy_from_slice(FingerprintBuilder::new(name).with(bytes).finish().as_bytes());
    head
}
