//! What is kept from one build to the next, in the campaign's `.loa` folder: a record of the last build, and the version
//! that was published before it. Deleting the folder costs a full build and the way back, nothing else.

use std::io;
use std::path::{Path, PathBuf};

use crate::diag::Error;
use crate::files::disk;

/// The folder below a campaign's own.
pub const FOLDER: &str = ".loa";

/// A campaign's `.loa` folder.
#[derive(Clone, Debug)]
pub(crate) struct Home(PathBuf);

impl Home {
    /// Returns the folder of the campaign at `root`. Makes nothing yet.
    ///
    /// # Errors
    /// When the system can't say where it is.
    pub(crate) fn of(root: &Path) -> Result<Home, Error> {
        Ok(Home(absolute(root)?.join(FOLDER)))
    }

    /// Returns its path.
    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    /// Makes the folder, if it isn't there. It keeps itself out of Git.
    ///
    /// # Errors
    /// When the system refuses: the campaign may only be read.
    pub(crate) fn prepare(&self) -> io::Result<()> {
        let ignore = self.0.join(".gitignore");
        if disk::find(&ignore)?.is_some() {
            return Ok(());
        }
        disk::make_folder(&self.0)?;
        match disk::write_new(&ignore, b"*\n") {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            other => other,
        }
    }
}

fn absolute(path: &Path) -> Result<PathBuf, Error> {
    disk::absolute(path).map_err(|cause| super::cant_find(path, cause))
}

/// Where a campaign keeps what belongs to one output folder.
#[derive(Clone, Debug)]
pub struct StateDir {
    /// The output folder.
    pub(crate) target: PathBuf,
    home: Home,
    mark: String,
}

impl StateDir {
    /// Returns where the campaign at `root` keeps what belongs to the output folder `target`. Makes nothing yet.
    ///
    /// # Errors
    /// When the system can't say where the folders are.
    pub fn of(root: &Path, target: &Path) -> Result<StateDir, Error> {
        let (root, target) = (absolute(root)?, absolute(target)?);
        // The usual place has a name that people understand; others are told apart by a mark.
        let mark = match target.strip_prefix(&root) {
            Ok(below) if below.components().count() == 1 => below.to_string_lossy().into_owned(),
            _ => blake3::hash(target.to_string_lossy().as_bytes()).to_hex()[..12].to_owned(),
        };
        Ok(StateDir { home: Home::of(&root)?, target, mark })
    }

    /// The record of the last build.
    pub(crate) fn last(&self) -> PathBuf {
        self.home.folder().join(format!("{}.last.json", self.mark))
    }

    /// The version that was published before.
    pub(crate) fn previous(&self) -> PathBuf {
        self.home.folder().join(format!("{}.previous", self.mark))
    }

    /// Makes the folder, if it isn't there.
    ///
    /// # Errors
    /// When the system refuses: the campaign may only be read.
    pub(crate) fn prepare(&self) -> io::Result<()> {
        self.home.prepare()
    }
}
