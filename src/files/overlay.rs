//! A campaign's folder over the one that it extends: a file of the campaign stands in for the shared one of the same path.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::diag::Error;
use crate::files::extended::FolderSnapshot;
use crate::files::{Folder, FolderEntry};
use crate::text::fold::nfc;

/// One or two folders that are read as one.
pub struct OverlayFolder<'a> {
    own: &'a dyn Folder,
    /// The campaign's files below `content`, walked once.
    content: OnceLock<Vec<FolderEntry>>,
    shared: Option<Shared>,
}

/// The folder below.
#[derive(Clone, Debug)]
pub struct Shared {
    /// Its path from the campaign's folder, as typed: `../common`.
    pub name: String,
    /// What is in it.
    pub files: Arc<FolderSnapshot>,
}

/// A file, and in which of the folders it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayEntry {
    /// Its path below its folder.
    pub path: String,
    /// It is the shared folder's.
    pub is_shared: bool,
}

impl<'a> OverlayFolder<'a> {
    /// Lays a campaign's folder over the one that it extends, if any.
    pub fn new(own: &'a dyn Folder, shared: Option<Shared>) -> OverlayFolder<'a> {
        OverlayFolder { own, content: OnceLock::new(), shared }
    }

    /// Returns the files below a folder of either, sorted by path; shared files that the campaign replaces are left out.
    ///
    /// # Errors
    /// When the campaign's folder can't be walked.
    pub fn list(&self, below: &str) -> Result<Vec<OverlayEntry>, Error> {
        let own = self.list_own(below)?;
        let Some(shared) = &self.shared else {
            return Ok(own
                .into_iter()
                .map(|entry| OverlayEntry { path: entry.path, is_shared: false })
                .collect());
        };
        // A Mac writes names in another form than everybody else.
        let mut found = BTreeMap::new();
        let both = shared.files.list(below)?.into_iter().map(|entry| (entry, true));
        for (FolderEntry { path, .. }, is_shared) in
            both.chain(own.into_iter().map(|entry| (entry, false)))
        {
            found.insert(nfc(&path).into_owned(), OverlayEntry { path, is_shared });
        }
        Ok(found.into_values().collect())
    }

    /// Returns the files below a folder of both, those of the shared one first.
    ///
    /// # Errors
    /// When the campaign's folder can't be walked.
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

    /// Returns the file at a path: the campaign's, else the shared one.
    pub fn find(&self, path: &str) -> Option<OverlayEntry> {
        let is_own = self.own.has(path);
        let is_there = is_own || self.shared.as_ref().is_some_and(|shared| shared.files.has(path));
        is_there.then(|| OverlayEntry { path: path.to_owned(), is_shared: !is_own })
    }

    /// Returns the campaign's own file at a path.
    pub fn find_own(&self, path: &str) -> Option<OverlayEntry> {
        self.own.has(path).then(|| OverlayEntry { path: path.to_owned(), is_shared: false })
    }

    /// Returns the bytes of a file.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn read(&self, file: &OverlayEntry) -> Result<Arc<[u8]>, Error> {
        match &self.shared {
            Some(shared) if file.is_shared => shared.files.read(&file.path),
            _ => self.own.read(&file.path),
        }
    }

    /// Returns a file's path from the campaign's folder, as people look for it: `../common/content/facts.yaml`.
    pub fn shown(&self, file: &OverlayEntry) -> String {
        match &self.shared {
            Some(shared) if file.is_shared => format!("{}/{}", shared.name, file.path),
            _ => file.path.clone(),
        }
    }
}
