//! Shared folders that many campaigns extend. Each is read once per run and kept.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::diag::{Error, Text};
use crate::files::snapshot::FolderSnapshot;
use crate::files::{Folder, FolderEntry, Sibling};

impl Folder for FolderSnapshot {
    fn list(&self, below: &str) -> Result<Vec<FolderEntry>, Error> {
        let prefix = format!("{below}/");
        let entries = self.files().iter().filter(|(path, _)| path.starts_with(&prefix));
        Ok(entries.map(|(path, _)| FolderEntry { path: path.clone() }).collect())
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, Error> {
        self.get(path).cloned().ok_or_else(|| {
            Error::plain(Text::new(
                format!("không có tệp «{path}»"),
                format!("there is no file `{path}`"),
            ))
        })
    }

    fn has(&self, path: &str) -> bool {
        self.files().contains_key(path)
    }

    fn shown(&self) -> String {
        String::from(".")
    }

    /// A shared folder can't extend another one.
    fn sibling(&self, _path: &str) -> Result<Sibling, Error> {
        Ok(Sibling::NoFolder)
    }
}

/// Shared folders by canonical path, so that a run of many campaigns reads each of them once.
#[derive(Debug, Default)]
pub struct SharedFolderCache {
    kept: Mutex<BTreeMap<PathBuf, Arc<FolderSnapshot>>>,
}

impl SharedFolderCache {
    /// Returns the folder at a canonical path. Calls `read` the first time.
    ///
    /// # Errors
    /// If the folder can't be read.
    pub fn get(
        &self,
        real: &std::path::Path,
        read: impl FnOnce() -> Result<FolderSnapshot, Error>,
    ) -> Result<Arc<FolderSnapshot>, Error> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(snapshot) = kept.get(real) {
            return Ok(Arc::clone(snapshot));
        }
        let snapshot = Arc::new(read()?);
        kept.insert(real.to_owned(), Arc::clone(&snapshot));
        Ok(snapshot)
    }
}
