//! Fingerprints (BLAKE3): equal fingerprints mean equal bytes.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The BLAKE3 hash of some bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Returns the fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Fingerprint {
        Fingerprint(*blake3::hash(bytes).as_bytes())
    }

    /// Returns the bytes of the hash.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the first eight hexadecimal digits, for file names.
    pub fn short(&self) -> String {
        self.to_string()[..8].to_owned()
    }
}

/// 64 hexadecimal digits.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fingerprint, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let hash = blake3::Hash::from_hex(digits).map_err(D::Error::custom)?;
        Ok(Fingerprint(*hash.as_bytes()))
    }
}

/// Builds a fingerprint of several parts. Each part is preceded by its length, so that `ab`, `c`
/// differs from `a`, `bc`.
#[derive(Clone, Debug)]
pub struct FingerprintBuilder(blake3::Hasher);

impl FingerprintBuilder {
    /// Starts a fingerprint. `kind`, such as `paper`, separates values of different kinds.
    pub fn new(kind: &str) -> FingerprintBuilder {
        FingerprintBuilder(blake3::Hasher::new()).with(kind.as_bytes())
    }

    /// Adds a part.
    #[must_use]
    pub fn with(mut self, part: &[u8]) -> FingerprintBuilder {
        self.0.update(&(part.len() as u64).to_le_bytes()).update(part);
        self
    }

    /// Returns the fingerprint.
    pub fn finish(&self) -> Fingerprint {
        Fingerprint(*self.0.finalize().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::{Fingerprint, FingerprintBuilder};

    #[test]
    fn parts_do_not_run_into_each_other() {
        let fingerprint = |parts: &[&str]| {
            parts
                .iter()
                .fold(FingerprintBuilder::new("a"), |builder, part| builder.with(part.as_bytes()))
                .finish()
        };
        assert_eq!(fingerprint(&["b", "c"]), fingerprint(&["b", "c"]));
        for other in [&["bc"][..], &["b", "c", ""], &["", "bc"], &["c", "b"], &[]] {
            assert_ne!(fingerprint(&["b", "c"]), fingerprint(other), "{other:?}");
        }
        assert_ne!(FingerprintBuilder::new("a").finish(), FingerprintBuilder::new("b").finish());
    }

    #[test]
    fn fingerprints_are_written_as_digits() {
        let fingerprint = Fingerprint::of("Quê hương".as_bytes());
        let written = serde_json::to_string(&fingerprint).unwrap();
        assert_eq!(written, format!("\"{fingerprint}\""));
        assert_eq!(serde_json::from_str::<Fingerprint>(&written).unwrap(), fingerprint);
        assert!(serde_json::from_str::<Fingerprint>("\"x\"").is_err());
        assert_eq!(fingerprint.short(), written[1..9]);
    }
}
