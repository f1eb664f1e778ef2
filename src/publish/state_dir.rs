//! The campaign's `.loa` folder: the build record, the previous version and the artifact cache.
//! Deleting it costs a full build and the rollback, nothing else.

use std::io;
use std::path::{Path, PathBuf};

use crate::diag::{Error, Text};
use crate::files::disk;

/// The folder's name.
pub const FOLDER: &str = ".loa";

/// A campaign's `.loa` folder.
#[derive(Clone, Debug)]
pub(crate) struct Home(PathBuf);

impl Home {
    /// Returns the folder of the campaign at `root`, without creating it.
    ///
    /// # Errors
    /// If the system can't resolve the path.
    pub(crate) fn of(root: &Path) -> Result<Home, Error> {
        Ok(Home(absolute(root)?.join(FOLDER)))
    }

    /// Returns its path.
    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    /// Creates the folder, with a `.gitignore` that excludes it from Git.
    ///
    /// # Errors
    /// If the system refuses, for example on a read-only campaign.
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
    disk::absolute(path).map_err(|cause| cant_find(path, cause))
}

/// The state of one output folder of a campaign.
#[derive(Clone, Debug)]
pub struct StateDir {
    /// The output folder.
    pub(crate) target: PathBuf,
    home: Home,
    mark: String,
}

impl StateDir {
    /// Returns the state of the output folder `target` of the campaign at `root`, without creating
    /// a folder.
    ///
    /// # Errors
    /// If the system can't resolve a path.
    pub fn of(root: &Path, target: &Path) -> Result<StateDir, Error> {
        let (root, target) = (absolute(root)?, absolute(target)?);
        // An output folder directly in the campaign's folder has a readable name; others get a
        // hash.
        let mark = match target.strip_prefix(&root) {
            Ok(below) if below.components().count() == 1 => below.to_string_lossy().into_owned(),
            _ => blake3::hash(target.to_string_lossy().as_bytes()).to_hex()[..12].to_owned(),
        };
        Ok(StateDir { home: Home::of(&root)?, target, mark })
    }

    /// The build record.
    pub(crate) fn last(&self) -> PathBuf {
        self.home.folder().join(format!("{}.last.json", self.mark))
    }

    /// The previous version.
    pub(crate) fn previous(&self) -> PathBuf {
        self.home.folder().join(format!("{}.previous", self.mark))
    }

    /// Creates the folder.
    ///
    /// # Errors
    /// If the system refuses, for example on a read-only campaign.
    pub(crate) fn prepare(&self) -> io::Result<()> {
        self.home.prepare()
    }
}

pub(super) fn cant_find(path: &Path, cause: io::Error) -> Error {
    let shown = path.display();
    Error::io(
        Text::new(
            format!("không tìm được thư mục «{shown}»"),
            format!("can't find the folder `{shown}`"),
        ),
        cause,
    )
}
