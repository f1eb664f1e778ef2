//! A folder that records what a run read, so that a later run can tell whether its inputs are the
//! same. Contents are compared by their fingerprints, never by a time alone.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::diag::Error;
use crate::files::{Folder, FolderEntry, Sibling};
use crate::text::fingerprint::Fingerprint;

/// Reads from another folder and records every answer.
pub struct RecordingFolder<'a> {
    folder: &'a dyn Folder,
    log: Mutex<InputLog>,
}

/// Everything that a run read from a folder. Equal inputs give equal outputs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputLog {
    /// Paths below each listed folder.
    lists: BTreeMap<String, Vec<String>>,
    /// Fingerprints of the files that were read.
    reads: BTreeMap<String, Fingerprint>,
    /// Paths that were looked up, and whether a file was there.
    lookups: BTreeMap<String, bool>,
    /// Fingerprints of the folders that the campaign extends, by path.
    extended: BTreeMap<String, String>,
}

impl<'a> RecordingFolder<'a> {
    /// Wraps a folder.
    pub fn new(folder: &'a dyn Folder) -> RecordingFolder<'a> {
        RecordingFolder { folder, log: Mutex::default() }
    }

    /// Returns the log.
    pub fn into_log(self) -> InputLog {
        self.log.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn record(&self, entry: impl FnOnce(&mut InputLog)) {
        entry(&mut self.log.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Folder for RecordingFolder<'_> {
    fn list(&self, below: &str) -> Result<Vec<FolderEntry>, Error> {
        let entries = self.folder.list(below)?;
        let paths = entries.iter().map(|entry| entry.path.clone()).collect();
        self.record(|log| drop(log.lists.insert(below.to_owned(), paths)));
        Ok(entries)
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, Error> {
        let bytes = self.folder.read(path)?;
        let fingerprint = Fingerprint::of(&bytes);
        self.record(|log| {
            log.reads.insert(path.to_owned(), fingerprint);
        });
        Ok(bytes)
    }

    fn has(&self, path: &str) -> bool {
        let has = self.folder.has(path);
        self.record(|log| {
            log.lookups.insert(path.to_owned(), has);
        });
        has
    }

    fn shown(&self) -> String {
        self.folder.shown()
    }

    fn sibling(&self, path: &str) -> Result<Sibling, Error> {
        let sibling = self.folder.sibling(path)?;
        let fingerprint = fingerprint_of(&sibling);
        self.record(|log| drop(log.extended.insert(path.to_owned(), fingerprint)));
        Ok(sibling)
    }
}

impl InputLog {
    /// Returns a fingerprint of all inputs.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&serde_json::to_vec(self).expect("a log has only text keys"))
    }

    /// Returns whether a folder still gives every recorded answer.
    pub fn is_up_to_date(&self, folder: &dyn Folder) -> bool {
        let is_listed = |(below, paths): (&String, &Vec<String>)| {
            folder
                .list(below)
                .is_ok_and(|entries| entries.iter().map(|entry| &entry.path).eq(paths))
        };
        let is_read = |(path, fingerprint): (&String, &Fingerprint)| {
            folder.read(path).is_ok_and(|bytes| Fingerprint::of(&bytes) == *fingerprint)
        };
        let is_found = |(path, found): (&String, &bool)| folder.has(path) == *found;
        let is_extended = |(path, fingerprint): (&String, &String)| {
            folder.sibling(path).is_ok_and(|sibling| fingerprint_of(&sibling) == *fingerprint)
        };
        self.lookups.iter().all(is_found)
            && self.extended.iter().all(is_extended)
            && self.lists.iter().all(is_listed)
            && self.reads.par_iter().all(is_read)
    }
}

/// Without a usable folder there is no build, so one value stands for every reason.
fn fingerprint_of(sibling: &Sibling) -> String {
    match sibling {
        Sibling::There(snapshot) => snapshot.mark().to_owned(),
        Sibling::NoFolder | Sibling::NoSettings | Sibling::Within | Sibling::Link => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::files::Folder;
    use crate::files::memory::MemoryFolder;
    use crate::files::recording::RecordingFolder;

    fn folder(files: &[(&str, &str)]) -> MemoryFolder {
        MemoryFolder::new(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes())))
    }

    #[test]
    fn changed_answers_are_noticed() {
        let before = folder(&[("a/1", "một"), ("a/b/2", "hai"), ("c", "ba"), ("unread", "x")]);
        let recording = RecordingFolder::new(&before);
        assert_eq!(recording.list("a").unwrap().len(), 2);
        assert_eq!(recording.list("a/b").unwrap().len(), 1);
        let _ = (recording.read("a/1").unwrap(), recording.has("c"), recording.has("d"));
        let log = recording.into_log();
        let check = |files: &[(&str, &str)], holds| {
            assert_eq!(log.is_up_to_date(&folder(files)), holds, "{files:?}")
        };
        check(&[("a/1", "một"), ("a/b/2", "hai"), ("c", "ba"), ("unread", "x")], true);
        // These files were not read.
        check(&[("a/1", "một"), ("a/b/2", "2"), ("c", "3")], true);
        check(&[("a/1", "MỘT"), ("a/b/2", "hai"), ("c", "ba")], false);
        check(&[("a/1", "một"), ("c", "ba")], false);
        check(&[("a/1", "một"), ("a/b/2", "hai"), ("a/b/3", ""), ("c", "ba")], false);
        check(&[("a/1", "một"), ("a/b/2", "hai")], false);
        check(&[("a/1", "một"), ("a/b/2", "hai"), ("c", "ba"), ("d", "")], false);
    }

    #[test]
    fn changes_of_an_extended_folder_are_noticed() {
        let shared =
            [("../c/site.yaml", "x"), ("../c/content/facts.yaml", "y"), ("../c/public/a", "z")];
        let before = folder(&shared);
        let recording = RecordingFolder::new(&before);
        let _ = recording.sibling("../c").unwrap();
        let log = recording.into_log();
        let check = |files: &[(&str, &str)], holds| {
            assert_eq!(log.is_up_to_date(&folder(files)), holds, "{files:?}")
        };
        check(&shared, true);
        // Files beside the content are not inputs.
        check(&shared[..2], true);
        check(&[("../c/site.yaml", "x"), ("../c/content/facts.yaml", "Y")], false);
        check(&[("../c/site.yaml", "x"), ("../c/content/fact.yaml", "y")], false);
        check(&[shared[0], shared[1], ("../c/themes/a/theme.yaml", "")], false);
        check(&[], false);
    }
}
