//! A folder in memory, for tests.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

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
}

impl Folder for MemoryFolder {
    fn list(&self, below: &str) -> Result<Vec<FolderEntry>, Error> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let prefix = if below.is_empty() { String::new() } else { format!("{below}/") };
        let entries = files.iter().filter(|(path, _)| path.starts_with(&prefix));
        Ok(entries.map(|(path, _)| FolderEntry { path: path.clone() }).collect())
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, Error> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.get(path).cloned().ok_or_else(|| {
            Error::plain(Text::new(
                format!("không có tệp «{path}»"),
                format!("there is no file `{path}`"),
            ))
        })
    }

    fn has(&self, path: &str) -> bool {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).contains_key(path)
    }

    fn shown(&self) -> String {
        String::from(".")
    }

    /// Files whose path starts with `../` are in the folder beside this one.
    fn sibling(&self, path: &str) -> Result<Sibling, Error> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let prefix = format!("{path}/");
        let below =
            files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(&prefix)?, bytes)));
        let is_read = |path: &str| {
            path == "site.yaml" || PARTS.iter().any(|part| path.starts_with(&format!("{part}/")))
        };
        let all: BTreeMap<String, Arc<[u8]>> = below
            .filter(|(path, _)| is_read(path))
            .map(|(path, bytes)| (path.to_owned(), bytes.clone()))
            .collect();
        Ok(match (all.is_empty(), all.contains_key("site.yaml")) {
            (true, _) => Sibling::NoFolder,
            (false, false) => Sibling::NoSettings,
            (false, true) => Sibling::There(Arc::new(FolderSnapshot::new(all))),
        })
    }
}

impl Sink for MemoryFolder {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.files
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned(), bytes.into());
        Ok(())
    }
}
