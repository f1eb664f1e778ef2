//! All files of a folder at one moment, in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

/// The parts of a shared folder that are read, besides `site.yaml`.
pub const PARTS: [&str; 3] = ["content", "static", "themes"];

/// All files of a shared folder.
#[derive(Debug)]
pub struct FolderSnapshot {
    files: BTreeMap<String, Arc<[u8]>>,
    mark: String,
}

impl FolderSnapshot {
    /// Creates a snapshot of files by their paths below the shared folder.
    pub fn new(files: BTreeMap<String, Arc<[u8]>>) -> FolderSnapshot {
        let mut hasher = blake3::Hasher::new();
        for (path, bytes) in &files {
            hasher.update(path.as_bytes()).update(b"\0").update(blake3::hash(bytes).as_bytes());
        }
        FolderSnapshot { mark: hasher.finalize().to_hex().to_string(), files }
    }

    /// Returns a fingerprint of all names and contents.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// Returns the bytes of a file.
    pub fn get(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }

    /// Returns all files.
    pub fn files(&self) -> &BTreeMap<String, Arc<[u8]>> {
        &self.files
    }
}
