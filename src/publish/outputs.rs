//! Published pages as a store of what was made before: what an earlier build published, made from the same, is taken
//! over instead of being made again. Which page was made from what, the record of that build says (`last`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::files::cache::{Cache, Key, KeyMaker};
use crate::files::disk;
use crate::publish::cache::DiskCache;
use crate::publish::manifest::Written;

/// What each output was made from, by its path: the key in letters, with the program in it.
pub type Origins = BTreeMap<String, String>;

/// What is known while a build runs: sheets and pictures in the store, pages in the output folder.
#[derive(Debug)]
pub struct Known<'a> {
    store: Option<&'a DiskCache>,
    program: Option<KeyMaker>,
    target: PathBuf,
    /// What the last build wrote, by path.
    before: &'a BTreeMap<String, Written>,
    /// Paths by what they were made from.
    paths: BTreeMap<String, String>,
    origins: Mutex<Origins>,
}

impl<'a> Known<'a> {
    /// Returns what is known of a campaign: entries of the store, and outputs in `target` by what they were made from.
    /// Outputs of another `program` aren't found; without one, nothing is known of outputs.
    pub(crate) fn new(
        store: Option<&'a DiskCache>,
        program: Option<&str>,
        target: &Path,
        before: &'a BTreeMap<String, Written>,
        origins: Origins,
    ) -> Known<'a> {
        Known {
            store,
            program: program.map(|program| KeyMaker::new("output").with(program.as_bytes())),
            target: target.to_owned(),
            before,
            paths: origins.into_iter().map(|(path, name)| (name, path)).collect(),
            origins: Mutex::default(),
        }
    }

    /// Returns what this build's outputs were made from.
    pub fn into_origins(self) -> Origins {
        self.origins.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Half of the letters tell more outputs apart than there could ever be.
    fn name(&self, key: &Key) -> Option<String> {
        let mut name = self.program.clone()?.with(key.as_bytes()).key().to_hex();
        name.truncate(32);
        Some(name)
    }
}

impl Cache for Known<'_> {
    fn find(&self, key: &Key) -> Option<Vec<u8>> {
        self.store?.find(key)
    }

    fn keep(&self, key: &Key, bytes: &[u8]) {
        if let Some(store) = self.store {
            store.keep(key, bytes);
        }
    }

    fn keeps_outputs(&self) -> bool {
        self.program.is_some()
    }

    /// Whatever happened to the file since: only the bytes that were written are taken.
    fn find_output(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.paths.get(&self.name(key)?)?;
        let written = self.before.get(path)?;
        let bytes = disk::read(&self.target.join(path)).ok()?;
        (Written::of(&bytes) == *written).then_some(bytes)
    }

    fn note_output(&self, key: &Key, path: &str, _bytes: &[u8]) {
        if let Some(name) = self.name(key) {
            self.origins.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), name);
        }
    }
}
