//! The one door to disk, clock, environment and other programs, with a memory twin for tests.
//!
//! Knows paths and bytes. What the bytes mean, `load` knows; what is written where, `publish`.

pub mod cache;
pub mod clock;
pub mod disk;
pub mod memory;
pub mod process;
pub mod swap;
pub mod watch;
pub mod witness;

use std::sync::Arc;

use crate::diag::Failure;

/// A file of the campaign: its path with `/`, relative to the campaign's folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The path.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
}

/// A folder that can be read: the disk's or one in memory.
pub trait Folder: Sync {
    /// Returns all files below a folder of the campaign, sorted by path. A folder that isn't there has none.
    ///
    /// # Errors
    /// When the folder can't be walked.
    fn list(&self, below: &str) -> Result<Vec<Entry>, Failure>;

    /// Returns the bytes of a file.
    ///
    /// # Errors
    /// When it can't be read, or is larger than any campaign file may be.
    fn read(&self, path: &str) -> Result<Arc<[u8]>, Failure>;

    /// Returns whether there is such a file.
    fn has(&self, path: &str) -> bool;

    /// Returns the folder as people know it, for messages.
    fn shown(&self) -> String;
}

/// Takes finished outputs, from several threads at once.
pub trait Sink: Sync {
    /// Stores one output.
    ///
    /// # Errors
    /// When it can't be written.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure>;
}

/// A file larger than this is a mistake (a video, a backup), not campaign content.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;
