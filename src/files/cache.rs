//! Finished bytes by the fingerprint of everything that they were made from.
//!
//! Knows keys and bytes. What goes into a key, the maker of the bytes knows; what is kept on disk, `publish`.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::text::mark::Mark;

/// What something was made from: equal keys, equal bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key([u8; 32]);

impl Key {
    /// Returns the key as sixty-four letters.
    pub fn to_hex(&self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }

    /// Returns its bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// A key in the making. Parts can't run into each other: `ab` and `c` aren't `a` and `bc`.
#[derive(Clone, Debug)]
pub struct KeyMaker(blake3::Hasher);

impl KeyMaker {
    /// Begins a key for things made in one way: `paper`.
    pub fn new(way: &str) -> KeyMaker {
        KeyMaker(blake3::Hasher::new()).with(way.as_bytes())
    }

    /// Adds a part.
    #[must_use]
    pub fn with(mut self, part: &[u8]) -> KeyMaker {
        self.0.update(&(part.len() as u64).to_le_bytes()).update(part);
        self
    }

    /// Returns the key.
    pub fn key(&self) -> Key {
        Key(*self.0.finalize().as_bytes())
    }
}

/// Keeps finished bytes. It only ever saves work: what it has lost is made again.
pub trait Cache: Sync {
    /// Returns what was made from the same before, if that is known and whole.
    fn find(&self, key: &Key) -> Option<Vec<u8>>;

    /// Takes what was made. That it can't be kept is no failure.
    fn keep(&self, key: &Key, bytes: &[u8]);

    /// Returns whether anything is known or kept of outputs; if not, what they are made from needn't be found out.
    fn keeps_outputs(&self) -> bool {
        false
    }

    /// Returns an output that an earlier build published, made from the same, if it is there and whole.
    fn find_output(&self, _from: Mark) -> Option<Vec<u8>> {
        None
    }

    /// Hears what an output was made from; its bytes are published and needn't be kept a second time.
    fn note_output(&self, _from: Mark, _path: &str, _bytes: &[u8]) {}
}

/// Keeps nothing.
pub struct NoCache;

impl Cache for NoCache {
    fn find(&self, _key: &Key) -> Option<Vec<u8>> {
        None
    }

    fn keep(&self, _key: &Key, _bytes: &[u8]) {}
}

/// Keeps bytes in memory as long as they are asked for.
#[derive(Debug, Default)]
pub struct MemoryCache {
    kept: Mutex<BTreeMap<Key, Kept>>,
    round: AtomicU64,
}

#[derive(Debug)]
struct Kept {
    /// The round in which it was last asked for.
    asked: u64,
    bytes: Arc<[u8]>,
}

impl MemoryCache {
    /// Ends a round of work: drops what neither this one nor the one before asked for.
    pub fn end_round(&self) {
        let round = self.round.fetch_add(1, Ordering::Relaxed);
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, kept| kept.asked + 1 >= round);
    }

    /// Returns how many things are kept.
    pub fn len(&self) -> usize {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Returns whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Cache for MemoryCache {
    fn find(&self, key: &Key) -> Option<Vec<u8>> {
        let round = self.round.load(Ordering::Relaxed);
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.get_mut(key)?;
        kept.asked = round;
        Some(kept.bytes.to_vec())
    }

    fn keep(&self, key: &Key, bytes: &[u8]) {
        let kept = Kept { asked: self.round.load(Ordering::Relaxed), bytes: bytes.into() };
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(*key, kept);
    }
}

#[cfg(test)]
mod tests {
    use super::{Cache, KeyMaker, MemoryCache};

    #[test]
    fn parts_of_a_key_do_not_run_into_each_other() {
        let key = |parts: &[&str]| parts.iter().fold(KeyMaker::new("a"), |key, part| key.with(part.as_bytes())).key();
        assert_eq!(key(&["b", "c"]), key(&["b", "c"]));
        for other in [&["bc"][..], &["b", "c", ""], &["", "bc"], &["c", "b"], &[]] {
            assert_ne!(key(&["b", "c"]), key(other), "{other:?}");
        }
        assert_ne!(KeyMaker::new("a").key(), KeyMaker::new("b").key());
    }

    #[test]
    fn memory_keeps_what_this_round_and_the_one_before_asked_for() {
        let cache = MemoryCache::default();
        let [one, two] = ["1", "2"].map(|name| KeyMaker::new(name).key());
        cache.keep(&one, b"one");
        cache.end_round();
        cache.keep(&two, b"two");
        cache.end_round();
        assert_eq!(cache.len(), 2);
        assert_eq!(cache.find(&two).as_deref(), Some(&b"two"[..]));
        cache.end_round();
        assert_eq!((cache.find(&one), cache.len()), (None, 1));
    }
}
