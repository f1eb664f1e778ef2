//! The manifest: the list of files that loa wrote, in the output folder. It tells our files from
//! other people's.
//!
//! It contains no times, so equal input gives an equal manifest. Its paths are only compared; loa
//! never deletes a file because a manifest lists it.

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use serde::{Deserialize, Serialize};

use crate::files::disk::FileStat;
use crate::text::fingerprint::Fingerprint;

/// The manifest's name in the output folder.
pub(crate) const NAME: &str = ".loa-manifest.json";

const FORMAT: u32 = 3;

/// The files that one build wrote.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The format version.
    format: u32,
    /// The program's version: `loa 0.1.0`.
    program: String,
    /// The files by their paths with `/`.
    pub(crate) files: BTreeMap<String, WrittenFile>,
}

/// A file that loa wrote.
#[derive(Clone, Copy, Debug, Eq, Serialize, Deserialize)]
pub(crate) struct WrittenFile {
    /// The fingerprint of the contents. Manifests of format 2 used another hash, so their files
    /// count as changed.
    #[serde(rename = "blake3", default)]
    pub(crate) fingerprint: Option<Fingerprint>,
    /// The size in bytes.
    pub(crate) size: u64,
    /// Size and times right after writing, if the system gave them. Not saved.
    #[serde(skip)]
    pub(crate) stat: Option<FileStat>,
}

/// Files with equal contents are equal, whenever they were written.
impl PartialEq for WrittenFile {
    fn eq(&self, other: &WrittenFile) -> bool {
        (self.fingerprint, self.size) == (other.fingerprint, other.size)
    }
}

/// Why a manifest can't be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ManifestError {
    /// It can't be parsed.
    Damaged,
    /// A later version of loa wrote it.
    Newer,
}

impl Manifest {
    /// Creates a manifest of these files.
    pub(crate) fn new(files: BTreeMap<String, WrittenFile>) -> Manifest {
        Manifest {
            format: FORMAT,
            program: concat!("loa ", env!("CARGO_PKG_VERSION")).to_owned(),
            files,
        }
    }

    /// Parses a manifest.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Manifest, ManifestError> {
        /// The fields that every later format keeps.
        #[derive(Deserialize)]
        struct Head {
            format: u32,
            program: String,
        }
        let head: Head = serde_json::from_slice(bytes).map_err(|_| ManifestError::Damaged)?;
        if !head.program.starts_with("loa ") {
            return Err(ManifestError::Damaged);
        }
        if head.format > FORMAT {
            return Err(ManifestError::Newer);
        }
        serde_json::from_slice(bytes).map_err(|_| ManifestError::Damaged)
    }

    /// Writes the manifest in pieces, so that it is never in memory as a whole.
    pub(crate) fn write(&self, to: &mut dyn io::Write) -> io::Result<()> {
        let mut to = io::BufWriter::new(to);
        serde_json::to_writer_pretty(&mut to, self)?;
        to.write_all(b"\n")?;
        to.flush()
    }
}

impl WrittenFile {
    /// Returns the entry for a file with this content.
    pub(crate) fn of(bytes: &[u8]) -> WrittenFile {
        WrittenFile {
            fingerprint: Some(Fingerprint::of(bytes)),
            size: bytes.len() as u64,
            stat: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Manifest, ManifestError, WrittenFile};

    #[test]
    fn what_is_written_can_be_read() {
        let manifest =
            Manifest::new(BTreeMap::from([("site/a.html".to_owned(), WrittenFile::of(b"a"))]));
        let mut bytes = Vec::new();
        manifest.write(&mut bytes).unwrap();
        assert_eq!(Manifest::parse(&bytes), Ok(manifest));
    }

    #[test]
    fn other_files_are_told_apart() {
        let check = |text: &str, expected| {
            assert_eq!(Manifest::parse(text.as_bytes()), Err(expected), "{text}")
        };
        check("", ManifestError::Damaged);
        check("{}", ManifestError::Damaged);
        check(r#"{"format": 1, "program": "hugo 1", "files": {}}"#, ManifestError::Damaged);
        check(r#"{"format": 1, "program": "loa 0.1.0", "files": {"a":"#, ManifestError::Damaged);
        check(r#"{"format": 999, "program": "loa 9.0.0", "pages": []}"#, ManifestError::Newer);
    }

    #[test]
    fn lists_of_earlier_programs_name_their_files() {
        let text = r#"{"format": 2, "program": "loa 0.1.0", "files": {"a.html": {"xxh3": "1776", "size": 1}}}"#;
        let files = Manifest::parse(text.as_bytes()).unwrap().files;
        assert_ne!(files["a.html"], WrittenFile::of(b"a"));
    }
}
