//! Paper and pictures that earlier builds made, in the folder `store` of a campaign's `.loa`: what is made from the same
//! by the same program isn't made again.
//!
//! Each entry carries a fingerprint of its key and bytes: one that was cut off, changed or renamed is as good as none.
//! Nothing here is a failure; where the campaign may only be read, everything is made each time.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::diag::Error;
use crate::files::cache::Cache;
use crate::files::disk::{self, FileKind};
use crate::publish::state_dir::Home;
use crate::text::fingerprint::{Fingerprint, FingerprintBuilder};

/// Begins every entry. The number goes up when entries look otherwise.
const MAGIC: &[u8; 8] = b"loa kp1\n";

/// Bytes of an entry before what it keeps.
const HEAD: usize = MAGIC.len() + 32;

/// The list of what the last builds asked for, within the folder.
const LIST: &str = "asked.json";

/// What so many builds asked for is kept. Builds that asked for the same count once, so that `--demo` or another
/// output folder by turns don't drive each other out.
const BUILDS: usize = 3;

/// What a build does with what was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CacheMode {
    /// Looks it up and adds to it.
    Both,
    /// Only looks it up: nothing may be written.
    Find,
    /// Makes everything again and keeps it.
    Keep,
}

/// Entries on disk.
#[derive(Debug)]
pub struct ArtifactCache {
    home: Home,
    folder: PathBuf,
    is_ours: bool,
    /// Entries of another program aren't found.
    program: FingerprintBuilder,
    way: CacheMode,
    /// Names of entries that this build found or made.
    asked: Mutex<BTreeSet<String>>,
    found: AtomicUsize,
    kept: AtomicUsize,
}

impl ArtifactCache {
    /// Opens what the campaign at `root` keeps. `program` is another one for every build of this program.
    ///
    /// # Errors
    /// When the system can't say where the folder is.
    pub fn open(root: &Path, program: &str, way: CacheMode) -> Result<ArtifactCache, Error> {
        let home = Home::of(root)?;
        let folder = home.folder().join("store");
        // A link would lead out of the campaign.
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

    /// Returns how much was found, and how much was made and kept.
    pub fn counts(&self) -> (usize, usize) {
        (self.found.load(Ordering::Relaxed), self.kept.load(Ordering::Relaxed))
    }

    /// Removes what none of the last builds asked for, this one included. For the end of a build that was published.
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
            // What was left half-written goes too; what has another kind of name isn't ours.
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

    /// A folder with thousands of names is slow on some disks.
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

/// Returns what stands before the bytes of an entry.
fn head(name: &str, bytes: &[u8]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..MAGIC.len()].copy_from_slice(MAGIC);
    head[MAGIC.len()..]
        .copy_from_slice(FingerprintBuilder::new(name).with(bytes).finish().as_bytes());
    head
}
