//! The one door to disk, clock, environment and other programs, with a memory twin for tests.
//!
//! Knows paths and bytes. What the bytes mean, `load` knows; what is written where, `publish`.

pub mod cache;
pub mod clock;
pub mod disk;
pub mod extended;
pub mod memory;
pub mod overlay;
pub mod process;
pub mod recording;
pub mod swap;
pub mod watch;

use std::sync::Arc;

use crate::diag::Error;
use crate::files::extended::FolderSnapshot;

/// A file of the campaign.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FolderEntry {
    /// Its path with `/`, relative to the campaign's folder.
    pub path: String,
}

/// A folder that can be read: the disk's or one in memory.
pub trait Folder: Sync {
    /// Returns all files below a folder of the campaign, sorted by path. A folder that isn't there has none.
    ///
    /// # Errors
    /// When the folder can't be walked.
    fn list(&self, below: &str) -> Result<Vec<FolderEntry>, Error>;

    /// Returns the bytes of a file.
    ///
    /// # Errors
    /// When it can't be read, or is larger than any campaign file may be.
    fn read(&self, path: &str) -> Result<Arc<[u8]>, Error>;

    /// Returns whether there is such a file.
    fn has(&self, path: &str) -> bool;

    /// Returns the folder as people know it, for messages.
    fn shown(&self) -> String;

    /// Opens the folder that a campaign extends, by its path from this one: `../common`.
    ///
    /// # Errors
    /// When something in it can't be read.
    fn sibling(&self, path: &str) -> Result<Sibling, Error>;
}

/// What lies where a campaign says that the folder is which it extends.
#[derive(Clone, Debug)]
pub enum Sibling {
    /// A folder with a `site.yaml`.
    There(Arc<FolderSnapshot>),
    /// No folder.
    NoFolder,
    /// A folder without `site.yaml`.
    NoSettings,
    /// The campaign's own folder, or one within it.
    Within,
    /// A link leads there: it could lead anywhere.
    Link,
}

/// Takes finished outputs, from several threads at once.
pub trait Sink: Sync {
    /// Stores one output.
    ///
    /// # Errors
    /// When it can't be written.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error>;
}

/// A file larger than this is a mistake (a video, a backup), not campaign content.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;
