//! Marks by which the same is known again from one build to the next: a file that was read, all that a page is made from.
//!
//! XXH3 with 128 bits: of texts as short as ours it takes a twentieth of BLAKE3's time, which was a tenth of a whole
//! build. It tells what changed, not what somebody forged: the store's entries are known by BLAKE3.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use twox_hash::XxHash3_128;

/// Equal marks, equal bytes.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark(u128);

impl Mark {
    /// Returns the mark of these bytes.
    pub fn of(bytes: &[u8]) -> Mark {
        Mark(XxHash3_128::oneshot(bytes))
    }

    /// Returns its bytes, to be part of another mark.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// As thirty-two letters.
impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Mark, D::Error> {
        let letters = String::deserialize(deserializer)?;
        u128::from_str_radix(&letters, 16).map(Mark).map_err(D::Error::custom)
    }
}

/// A mark in the making. Parts can't run into each other: `ab` and `c` aren't `a` and `bc`.
///
/// Gathered first: many small parts in one piece are marked faster than one by one.
#[derive(Clone, Debug)]
pub struct Marker(Vec<u8>);

impl Marker {
    /// Begins the mark of something of one kind: `page.html`.
    pub fn new(kind: &str) -> Marker {
        Marker(Vec::new()).with(kind.as_bytes())
    }

    /// Adds a part.
    #[must_use]
    pub fn with(mut self, part: &[u8]) -> Marker {
        self.0.extend((part.len() as u64).to_le_bytes());
        self.0.extend(part);
        self
    }

    /// Adds a value field by field. The same program takes equal values for equal, which is all that marks are for.
    #[must_use]
    pub fn with_value(mut self, value: &impl Hash) -> Marker {
        value.hash(&mut Gathering(&mut self.0));
        self
    }

    /// Returns the mark.
    pub fn mark(&self) -> Mark {
        Mark::of(&self.0)
    }
}

/// Takes what a value is made of, instead of hashing it.
struct Gathering<'a>(&'a mut Vec<u8>);

impl Hasher for Gathering<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend(bytes);
    }

    fn finish(&self) -> u64 {
        // For whoever wants it on the way; marks don't.
        u64::try_from(XxHash3_128::oneshot(self.0) >> 64).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Marker};

    #[test]
    fn parts_of_a_mark_do_not_run_into_each_other() {
        let mark = |parts: &[&str]| parts.iter().fold(Marker::new("a"), |mark, part| mark.with(part.as_bytes())).mark();
        assert_eq!(mark(&["b", "c"]), mark(&["b", "c"]));
        for other in [&["bc"][..], &["b", "c", ""], &["", "bc"], &["c", "b"], &[]] {
            assert_ne!(mark(&["b", "c"]), mark(other), "{other:?}");
        }
        assert_ne!(Marker::new("a").mark(), Marker::new("b").mark());
        let value = |value: &[&str]| Marker::new("a").with_value(&value).with(b"c").mark();
        assert_eq!(value(&["b"]), value(&["b"]));
        for other in [&["b", ""][..], &["", "b"], &[]] {
            assert_ne!(value(&["b"]), value(other), "{other:?}");
        }
    }

    #[test]
    fn marks_are_written_as_letters() {
        let mark = Mark::of("Quê hương".as_bytes());
        let written = serde_json::to_string(&mark).unwrap();
        assert_eq!((written.len(), serde_json::from_str::<Mark>(&written).unwrap()), (34, mark));
        assert_eq!(written, format!("\"{mark}\""));
        assert!(serde_json::from_str::<Mark>("\"x\"").is_err());
        assert_ne!(mark, Mark::of("Que huong".as_bytes()));
    }
}
