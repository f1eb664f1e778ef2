//! A folder that remembers what it was asked and what it answered, so that a later run can tell whether anything that
//! mattered is different. Contents are compared by their marks, never by a time alone.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::diag::Failure;
use crate::files::{Beside, Entry, Folder};
use crate::text::mark::{Mark, Marker};

/// Asks another folder, and notes the answers.
pub struct Witness<'a> {
    folder: &'a dyn Folder,
    lists: Mutex<BTreeMap<String, Arc<Vec<Entry>>>>,
    seen: Mutex<Seen>,
}

/// Everything that a run learnt from a folder. The same answers give the same run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Seen {
    /// Paths below each folder that was listed.
    lists: BTreeMap<String, Vec<String>>,
    /// Each file that was read.
    reads: BTreeMap<String, Mark>,
    /// Which files were asked for, and whether they were there.
    asked: BTreeMap<String, bool>,
    /// The folders that were extended, by how they were called: a fingerprint of each as a whole.
    #[serde(default)]
    beside: BTreeMap<String, String>,
}

impl<'a> Witness<'a> {
    /// Watches what is asked of a folder.
    pub fn new(folder: &'a dyn Folder) -> Witness<'a> {
        Witness { folder, lists: Mutex::default(), seen: Mutex::default() }
    }

    /// Returns all that was learnt.
    pub fn into_seen(self) -> Seen {
        self.seen.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, note: impl FnOnce(&mut Seen)) {
        note(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Folder for Witness<'_> {
    /// A folder below one that was listed before isn't walked again.
    fn list(&self, below: &str) -> Result<Vec<Entry>, Failure> {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        let above = lists.iter().find(|(known, _)| below == *known || below.starts_with(&format!("{known}/")));
        if let Some((_, entries)) = above {
            let prefix = format!("{below}/");
            return Ok(entries.iter().filter(|entry| entry.path.starts_with(&prefix)).cloned().collect());
        }
        let entries = self.folder.list(below)?;
        let paths = entries.iter().map(|entry| entry.path.clone()).collect();
        self.note(|seen| drop(seen.lists.insert(below.to_owned(), paths)));
        lists.insert(below.to_owned(), Arc::new(entries.clone()));
        Ok(entries)
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, Failure> {
        let bytes = self.folder.read(path)?;
        let mark = Mark::of(&bytes);
        self.note(|seen| {
            seen.reads.insert(path.to_owned(), mark);
        });
        Ok(bytes)
    }

    fn has(&self, path: &str) -> bool {
        let has = self.folder.has(path);
        self.note(|seen| {
            seen.asked.insert(path.to_owned(), has);
        });
        has
    }

    fn shown(&self) -> String {
        self.folder.shown()
    }

    fn beside(&self, path: &str) -> Result<Beside, Failure> {
        let beside = self.folder.beside(path)?;
        self.note(|seen| drop(seen.beside.insert(path.to_owned(), mark_of(&beside))));
        Ok(beside)
    }
}

/// Texts fit in; what is larger makes more room.
const ROOM: usize = 64 << 10;

impl Seen {
    /// Returns a mark of everything that was learnt.
    pub fn mark(&self) -> Mark {
        Marker::new("seen").with_value(self).mark()
    }

    /// Returns whether a folder would still answer everything the same.
    pub fn holds(&self, folder: &dyn Folder) -> bool {
        let is_listed = |below: &str, paths: &[String]| {
            folder.list(below).is_ok_and(|entries| entries.iter().map(|entry| &entry.path).eq(paths))
        };
        let is_read = |bytes: &mut Vec<u8>, (path, mark): (&String, &Mark)| {
            folder.read_into(path, bytes).is_ok() && Mark::of(bytes) == *mark
        };
        let room = || Vec::with_capacity(ROOM);
        // Walking through a folder of thousands takes long enough to read meanwhile.
        let lists_and_reads_hold = || {
            let lists = || self.lists.iter().all(|(below, paths)| is_listed(below, paths));
            let reads = || self.reads.par_iter().map_init(room, is_read).all(|holds| holds);
            rayon::join(lists, reads) == (true, true)
        };
        self.asked.iter().all(|(path, was_there)| folder.has(path) == *was_there)
            && self.beside.iter().all(|(path, mark)| folder.beside(path).is_ok_and(|beside| mark_of(&beside) == *mark))
            && lists_and_reads_hold()
    }
}

/// Where there is no such folder there is no build either, so one mark does for all reasons.
fn mark_of(beside: &Beside) -> String {
    match beside {
        Beside::There(snapshot) => snapshot.mark().to_owned(),
        Beside::NoFolder | Beside::NoSettings | Beside::Within | Beside::Link => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::files::Folder;
    use crate::files::memory::MemoryFolder;
    use crate::files::witness::Witness;

    fn folder(files: &[(&str, &str)]) -> MemoryFolder {
        MemoryFolder::new(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes())))
    }

    #[test]
    fn whatever_was_answered_otherwise_is_noticed() {
        let before = folder(&[("a/1", "một"), ("a/b/2", "hai"), ("c", "ba"), ("unread", "x")]);
        let witness = Witness::new(&before);
        assert_eq!(witness.list("a").unwrap().len(), 2);
        assert_eq!(witness.list("a/b").unwrap().len(), 1);
        let _ = (witness.read("a/1").unwrap(), witness.has("c"), witness.has("d"));
        let seen = witness.into_seen();
        let check = |files: &[(&str, &str)], holds| assert_eq!(seen.holds(&folder(files)), holds, "{files:?}");
        check(&[("a/1", "một"), ("a/b/2", "hai"), ("c", "ba"), ("unread", "x")], true);
        // Nobody looked into these.
        check(&[("a/1", "một"), ("a/b/2", "2"), ("c", "3")], true);
        check(&[("a/1", "MỘT"), ("a/b/2", "hai"), ("c", "ba")], false);
        check(&[("a/1", "một"), ("c", "ba")], false);
        check(&[("a/1", "một"), ("a/b/2", "hai"), ("a/b/3", ""), ("c", "ba")], false);
        check(&[("a/1", "một"), ("a/b/2", "hai")], false);
        check(&[("a/1", "một"), ("a/b/2", "hai"), ("c", "ba"), ("d", "")], false);
    }

    #[test]
    fn whatever_changed_in_a_folder_that_is_extended_is_noticed() {
        let shared = [("../c/site.yaml", "x"), ("../c/content/facts.yaml", "y"), ("../c/public/a", "z")];
        let before = folder(&shared);
        let witness = Witness::new(&before);
        let _ = witness.beside("../c").unwrap();
        let seen = witness.into_seen();
        let check = |files: &[(&str, &str)], holds| assert_eq!(seen.holds(&folder(files)), holds, "{files:?}");
        check(&shared, true);
        // What lies there beside the content is nobody's business.
        check(&shared[..2], true);
        check(&[("../c/site.yaml", "x"), ("../c/content/facts.yaml", "Y")], false);
        check(&[("../c/site.yaml", "x"), ("../c/content/fact.yaml", "y")], false);
        check(&[shared[0], shared[1], ("../c/themes/a/theme.yaml", "")], false);
        check(&[], false);
    }
}
