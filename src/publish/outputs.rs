//! Published pages as a store of what was made before: what an earlier build published, made from the same, is taken
//! over instead of being made again. Which page was made from what, the record of that build says (`last`).

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::files::cache::{Cache, Key};
use crate::files::disk::{self, Stamp};
use crate::publish::cache::DiskCache;
use crate::publish::manifest::Written;
use crate::text::mark::{Mark, Marker};

/// What outputs were made from, by their paths.
pub type Origins = BTreeMap<String, Origin>;

/// What an output was made from, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// All of it, the program too.
    from: Mark,
    /// Of its bytes.
    mark: Mark,
    /// How it looked right after it was written. What lies in the output folder may be of another build, by `loa rollback`
    /// for one, or somebody else's; the record on disk says it once for all outputs.
    #[serde(skip)]
    pub(crate) stamp: Option<Stamp>,
}

/// What a build's outputs were made from, by the marks of their paths: the paths themselves stand in the list of what
/// was written, and tens of thousands of them take room.
#[derive(Debug, Default)]
pub struct Made(HashMap<Mark, Mark>);

impl Made {
    /// Returns where an output came from, given what was written.
    pub(crate) fn origin(&self, path: &str, written: &Written) -> Option<Origin> {
        let from = *self.0.get(&Mark::of(path.as_bytes()))?;
        Some(Origin { from, mark: written.mark, stamp: written.stamp })
    }
}

/// What is known while a build runs: sheets and pictures in the store, pages in the output folder.
#[derive(Debug)]
pub struct Known<'a> {
    store: Option<&'a DiskCache>,
    program: Option<Marker>,
    target: PathBuf,
    /// Outputs of the last build, their paths first, by what they were made from.
    outputs: HashMap<Mark, (String, Origin)>,
    made: Mutex<Made>,
}

impl<'a> Known<'a> {
    /// Returns what is known of a campaign: entries of the store, and outputs in `target` by what they were made from.
    /// Outputs of another `program` aren't found; without one, nothing is known of outputs.
    pub(crate) fn new(
        store: Option<&'a DiskCache>,
        program: Option<&str>,
        target: &Path,
        origins: Origins,
    ) -> Known<'a> {
        Known {
            store,
            program: program.map(|program| Marker::new("output").with(program.as_bytes())),
            target: target.to_owned(),
            outputs: origins.into_iter().map(|(path, origin)| (origin.from, (path, origin))).collect(),
            made: Mutex::default(),
        }
    }

    /// Returns what this build's outputs were made from.
    pub fn into_made(self) -> Made {
        self.made.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// What an output is made from, by this program.
    fn with_program(&self, from: Mark) -> Option<Mark> {
        Some(self.program.clone()?.with(&from.to_bytes()).mark())
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

    /// Only a file that nobody touched since is taken, and only the bytes that were written then.
    fn find_output(&self, from: Mark) -> Option<Vec<u8>> {
        if self.outputs.is_empty() {
            return None;
        }
        let (path, origin) = self.outputs.get(&self.with_program(from)?)?;
        let path = self.target.join(path);
        if disk::stamp(&path)? != origin.stamp? {
            return None;
        }
        let bytes = disk::read(&path).ok()?;
        (Mark::of(&bytes) == origin.mark).then_some(bytes)
    }

    fn note_output(&self, from: Mark, path: &str, _bytes: &[u8]) {
        if let Some(from) = self.with_program(from) {
            let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            made.0.insert(Mark::of(path.as_bytes()), from);
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "these tests need a real disk")]
mod tests {
    use std::fs;

    use super::{Known, Origin, Origins};
    use crate::files::cache::Cache as _;
    use crate::files::disk;
    use crate::publish::manifest::Written;
    use crate::text::mark::Mark;

    #[test]
    fn only_an_output_that_nobody_touched_is_taken_over() {
        let place = tempfile::tempdir().unwrap();
        let known = |program, origins| Known::new(None, Some(program), place.path(), origins);
        let from = Mark::of(b"from");
        let first = known("loa", Origins::new());
        first.note_output(from, "a.html", b"1");
        let path = place.path().join("a.html");
        let stamp = disk::write_new_stamped(&path, |file| std::io::Write::write_all(file, b"1")).unwrap();
        let origin = first.into_made().origin("a.html", &Written { stamp, ..Written::of(b"1") }).unwrap();
        let find = |program, origin: &Origin| {
            known(program, Origins::from([("a.html".to_owned(), origin.clone())])).find_output(from)
        };
        assert_eq!(find("loa", &origin), Some(b"1".to_vec()));
        assert_eq!(find("another", &origin), None);
        assert_eq!(find("loa", &Origin { mark: Mark::of(b"2"), ..origin.clone() }), None);
        assert_eq!(find("loa", &Origin { stamp: None, ..origin.clone() }), None);
        // As long as before, and its time set back.
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, "2").unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        assert_eq!(find("loa", &origin), None);
        fs::remove_file(&path).unwrap();
        assert_eq!(find("loa", &origin), None);
    }
}
