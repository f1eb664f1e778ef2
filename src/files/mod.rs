//! The only room that uses the disk, the clock, the environment and other programs, with an
//! in-memory twin for tests.
//!
//! Knows paths and bytes. `load` knows what the bytes mean, `publish` decides where outputs are
//! written.

pub mod cache;
pub mod clock;
pub mod disk;
pub mod extended;
pub mod memory;
pub mod overlay;
pub mod process;
pub mod recording;
pub mod snapshot;
pub mod swap;
pub mod watch;

use std::sync::Arc;

use crate::diag::Error;
use crate::files::snapshot::FolderSnapshot;

/// A file of the campaign.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FolderEntry {
    /// The path with `/`, relative to the campaign's folder.
    pub path: String,
}

/// A readable folder, on disk or in memory.
pub trait Folder: Sync {
    /// Returns all files below a folder of the campaign, sorted by path. A missing folder has no
    /// files.
    ///
    /// # Errors
    /// If the folder can't be walked.
    fn list(&self, below: &str) -> Result<Vec<FolderEntry>, Error>;

    /// Returns the bytes of a file.
    ///
    /// # Errors
    /// If the file can't be read, or is larger than [`LARGEST_FILE`].
    fn read(&self, path: &str) -> Result<Arc<[u8]>, Error>;

    /// Returns whether a file exists.
    fn has(&self, path: &str) -> bool;

    /// Returns the folder's path for messages.
    fn shown(&self) -> String;

    /// Opens the folder that a campaign extends, by its relative path: `../common`.
    ///
    /// # Errors
    /// If something in the folder can't be read.
    fn sibling(&self, path: &str) -> Result<Sibling, Error>;
}

/// What is at the path in `extends`.
#[derive(Clone, Debug)]
pub enum Sibling {
    /// A folder with a `site.yaml`.
    There(Arc<FolderSnapshot>),
    /// No folder.
    NoFolder,
    /// A folder without `site.yaml`.
    NoSettings,
    /// The campaign's own folder, or a folder within it.
    Within,
    /// A symlink, which could lead anywhere.
    Link,
}

/// Receives finished outputs, from several threads at once.
pub trait Sink: Sync {
    /// Stores one output.
    ///
    /// # Errors
    /// If the output can't be written.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error>;
}

/// The largest file that is read, in bytes. A larger one is a mistake, such as a video or a backup.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;
