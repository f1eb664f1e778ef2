//! A folder in memory, for tests.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::diag::{Error, Text};
use crate::files::snapshot::{FolderSnapshot, PARTS};
use crate::files::{Folder, FolderEntry, Sibling, Sink};

/// A folder in memory.
#[derive(Debug, Default)]
pub struct MemoryFolder {
    files: Mutex<BTreeMap<String, Arc<[u8]>>>,
}

impl MemoryFolder {
    /// Creates a folder with these files.
    pub fn new<P: Into<String>, B: Into<Arc<[u8]>>>(
        files: impl IntoIterator<Item = (P, B)>,
    ) -> MemoryFolder {
        let files = files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect();
        MemoryFolder { files: Mutex::new(files) }
    }

    /// Returns all files.
    pub fn into_files(self) -> BTreeMap<String, Arc<[u8]>> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Arc<[u8]>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Folder for MemoryFolder {
    fn list(&self, below: &str) -> Result<Vec<FolderEntry>, Error> {
        let files = self.lock();
        let prefix = if below.is_empty() { String::new() } else { format!("{below}/") };
        let mut entries = Vec::new();
        for path in files.keys() {
            if path.starts_with(&prefix) {
                entries.push(FolderEntry { path: path.clone() });
            }
        }
        Ok(entries)
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, Error> {
        let files = self.lock();
        match files.get(path) {
            Some(bytes) => Ok(Arc::clone(bytes)),
            None => Err(Error::plain(Text::new(
                format!("không có tệp «{path}»"),
                format!("there is no file `{path}`"),
            ))),
        }
    }

    fn has(&self, path: &str) -> bool {
        self.lock().contains_key(path)
    }

    fn shown(&self) -> String {
        String::from(".")
    }

    /// Files whose path starts with `../` are in the folder beside this one.
    fn sibling(&self, path: &str) -> Result<Sibling, Error> {
        let files = self.lock();
        let prefix = format!("{path}/");
        let mut all = BTreeMap::new();
        for (path, bytes) in files.iter() {
            let Some(below) = path.strip_prefix(&prefix) else { continue };
            if is_read(below) {
                all.insert(below.to_owned(), Arc::clone(bytes));
            }
        }
        if all.is_empty() {
            return Ok(Sibling::NoFolder);
        }
        if !all.contains_key("site.yaml") {
            return Ok(Sibling::NoSettings);
        }
        Ok(Sibling::There(Arc::new(FolderSnapshot::new(all))))
    }
}

/// Returns whether loa reads a file of a campaign.
fn is_read(path: &str) -> bool {
    path == "site.yaml" || PARTS.iter().any(|part| path.starts_with(&format!("{part}/")))
}

impl Sink for MemoryFolder {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.lock().insert(path.to_owned(), bytes.into());
        Ok(())
    }
}
