//! Caches of finished bytes, keyed by a fingerprint of all their inputs.
//!
//! The code that produces the bytes computes the key. `publish` keeps the cache on disk.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::text::fingerprint::Fingerprint;

/// A cache of finished bytes. A lost entry only costs time.
pub trait Cache: Sync {
    /// Returns the bytes of an intact entry with this key.
    fn find(&self, key: &Fingerprint) -> Option<Vec<u8>>;

    /// Stores bytes under a key. Errors are ignored.
    fn keep(&self, key: &Fingerprint, bytes: &[u8]);
}

/// A cache that stores nothing.
pub struct NoCache;

impl Cache for NoCache {
    fn find(&self, _key: &Fingerprint) -> Option<Vec<u8>> {
        None
    }

    fn keep(&self, _key: &Fingerprint, _bytes: &[u8]) {}
}

/// A cache in memory that drops entries after two rounds without use.
#[derive(Debug, Default)]
pub struct MemoryCache {
    kept: Mutex<BTreeMap<Fingerprint, Kept>>,
    round: AtomicU64,
}

#[derive(Debug)]
struct Kept {
    /// The round of the last use.
    asked: u64,
    bytes: Arc<[u8]>,
}

impl MemoryCache {
    /// Ends a round. Drops the entries that were used neither in this round nor in the previous
    /// one.
    pub fn end_round(&self) {
        let round = self.round.fetch_add(1, Ordering::Relaxed);
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|_, kept| kept.asked + 1 >= round);
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Returns whether the cache has no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Cache for MemoryCache {
    fn find(&self, key: &Fingerprint) -> Option<Vec<u8>> {
        let round = self.round.load(Ordering::Relaxed);
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.get_mut(key)?;
        kept.asked = round;
        Some(kept.bytes.to_vec())
    }

    fn keep(&self, key: &Fingerprint, bytes: &[u8]) {
        let kept = Kept { asked: self.round.load(Ordering::Relaxed), bytes: bytes.into() };
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(*key, kept);
    }
}

#[cfg(test)]
mod tests {
    use super::{Cache, MemoryCache};
    use crate::text::fingerprint::Fingerprint;

    #[test]
    fn memory_keeps_what_this_round_and_the_one_before_asked_for() {
        let cache = MemoryCache::default();
        let [one, two] = ["1", "2"].map(|name| Fingerprint::of(name.as_bytes()));
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
