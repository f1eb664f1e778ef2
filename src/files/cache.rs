//! Finished bytes by the fingerprint of everything that they were made from.
//!
//! Knows keys and bytes. What goes into a key, the maker of the bytes knows; what is kept on disk, `publish`.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::text::fingerprint::Fingerprint;

/// Keeps finished bytes. It only ever saves work: what it has lost is made again.
pub trait Cache: Sync {
    /// Returns what was made from the same before, if that is known and whole.
    fn find(&self, key: &Fingerprint) -> Option<Vec<u8>>;

    /// Takes what was made. That it can't be kept is no failure.
    fn keep(&self, key: &Fingerprint, bytes: &[u8]);
}

/// Keeps nothing.
pub struct NoCache;

impl Cache for NoCache {
    fn find(&self, _key: &Fingerprint) -> Option<Vec<u8>> {
        None
    }

    fn keep(&self, _key: &Fingerprint, _bytes: &[u8]) {}
}

/// Keeps bytes in memory as long as they are asked for.
#[derive(Debug, Default)]
pub struct MemoryCache {
    kept: Mutex<BTreeMap<Fingerprint, Kept>>,
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
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|_, kept| kept.asked + 1 >= round);
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
