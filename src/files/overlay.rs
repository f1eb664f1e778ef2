//! A campaign's folder over the folder that it extends. A file of the campaign replaces the shared
//! file with the same path.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::diag::Error;
use crate::files::snapshot::FolderSnapshot;
use crate::files::{Folder, FolderEntry};
use crate::text::fold::nfc;

/// One or two folders that are read as one.
pub struct OverlayFolder<'a> {
    own: &'a dyn Folder,
    /// The campaign's files below `content`, listed once.
    content: OnceLock<Vec<FolderEntry>>,
    shared: Option<Shared>,
}

/// The shared folder.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The path relative to the campaign's folder, as typed: `../common`.
    pub name: String,
    /// The files.
    pub files: Arc<FolderSnapshot>,
}

/// A file of one of the two folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayEntry {
    /// The path relative to that folder.
    pub path: String,
    /// Whether the file is in the shared folder.
    pub is_shared: bool,
}

impl<'a> OverlayFolder<'a> {
    /// Creates an overlay of a campaign's folder and the folder that it extends, if any.
    pub fn new(own: &'a dyn Folder, shared: Option<Shared>) -> OverlayFolder<'a> {
        OverlayFolder { own, content: OnceLock::new(), shared }
    }

    /// Returns the files below `below`, sorted by path, without the shared files that the campaign
    /// replaces.
    ///
    /// # Errors
    /// If the campaign's folder can't be walked.
    pub fn list(&self, below: &str) -> Result<Vec<OverlayEntry>, Error> {
        let own = self.list_own(below)?;
        let Some(shared) = &self.shared else {
            return Ok(own
                .into_iter()
                .map(|entry| OverlayEntry { path: entry.path, is_shared: false })
                .collect());
        };
        // macOS decomposes file names.
        let mut found = BTreeMap::new();
        let both = shared.files.list(below)?.into_iter().map(|entry| (entry, true));
        for (FolderEntry { path, .. }, is_shared) in
            both.chain(own.into_iter().map(|entry| (entry, false)))
        {
            found.insert(nfc(&path).into_owned(), OverlayEntry { path, is_shared });
        }
        Ok(found.into_values().collect())
    }

    /// Returns the files below `below` in both folders, the shared ones first.
    ///
    /// # Errors
    /// If the campaign's folder can't be walked.
    pub fn list_both(&self, below: &str) -> Result<Vec<OverlayEntry>, Error> {
        let layered =
            |is_shared| move |entry: FolderEntry| OverlayEntry { path: entry.path, is_shared };
        let shared = self
            .shared
            .as_ref()
            .map_or_else(|| Ok(Vec::new()), |shared| shared.files.list(below))?;
        Ok(shared
            .into_iter()
            .map(layered(true))
            .chain(self.list_own(below)?.into_iter().map(layered(false)))
            .collect())
    }

    fn list_own(&self, below: &str) -> Result<Vec<FolderEntry>, Error> {
        if below.split('/').next() != Some("content") {
            return self.own.list(below);
        }
        let content = match self.content.get() {
            Some(known) => known,
            None => {
                let walked = self.own.list("content")?;
                self.content.get_or_init(|| walked)
            }
        };
        let prefix = format!("{below}/");
        Ok(content.iter().filter(|entry| entry.path.starts_with(&prefix)).cloned().collect())
    }

    /// Returns the campaign's file at a path, or else the shared one.
    pub fn find(&self, path: &str) -> Option<OverlayEntry> {
        let is_own = self.own.has(path);
        let is_there = is_own || self.shared.as_ref().is_some_and(|shared| shared.files.has(path));
        is_there.then(|| OverlayEntry { path: path.to_owned(), is_shared: !is_own })
    }

    /// Returns the campaign's file at a path.
    pub fn find_own(&self, path: &str) -> Option<OverlayEntry> {
        self.own.has(path).then(|| OverlayEntry { path: path.to_owned(), is_shared: false })
    }

    /// Returns whether the campaign itself has a file.
    pub fn has_own(&self, path: &str) -> bool {
        self.own.has(path)
    }

    /// Returns the bytes of a file.
    ///
    /// # Errors
    /// If the file can't be read.
    pub fn read(&self, file: &OverlayEntry) -> Result<Arc<[u8]>, Error> {
        match &self.shared {
            Some(shared) if file.is_shared => shared.files.read(&file.path),
            _ => self.own.read(&file.path),
        }
    }

    /// Returns a file's path relative to the campaign's folder, for messages:
    /// `../common/content/facts.yaml`.
    pub fn shown(&self, file: &OverlayEntry) -> String {
        match &self.shared {
            Some(shared) if file.is_shared => format!("{}/{}", shared.name, file.path),
            _ => file.path.clone(),
        }
    }
}
