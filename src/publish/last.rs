//! What the last build was made from and what it left, kept in the campaign's `.loa` folder: by it a build in which
//! nothing changed is known, and nothing is made.
//!
//! It is only ever a reason to do less. Where it is missing, damaged, or anything differs, everything is made.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::files::Folder;
use crate::files::disk::{self, Stamp};
use crate::files::witness::Seen;
use crate::publish::manifest::{self, Manifest};
use crate::publish::outputs::Origins;
use crate::publish::store::Store;

/// The last build.
#[derive(Serialize, Deserialize)]
struct Last<T> {
    /// The program and what it was asked for.
    asked: String,
    /// What it learnt from the campaign's folder.
    seen: Seen,
    /// What it published, the manifest included, and how each file looked right after.
    outputs: BTreeMap<String, Stamp>,
    /// What outputs were made from, by their path.
    #[serde(default)]
    origins: Origins,
    /// What it told.
    told: T,
}

/// Remembers a build that was just published. That it can't be remembered is no failure: the next build does its work.
pub fn remember(store: &Store, asked: &str, seen: Seen, origins: Origins, told: impl Serialize) {
    let Some(outputs) = stamps(&store.target) else { return };
    let last = Last { asked: asked.to_owned(), seen, outputs, origins, told };
    let write = || disk::replace_by(&store.last(), |file| Ok(serde_json::to_writer(file, &last)?));
    let _ = store.prepare().and_then(|()| write());
}

/// What is known of the last build.
#[derive(Debug)]
pub enum Recalled<T> {
    /// This one would read the same, was asked for the same, and finds everything published untouched: what that one told.
    Same(T),
    /// Something is different: what its outputs were made from.
    Other(Origins),
}

/// Looks up the last build.
pub fn recall<T: DeserializeOwned>(store: &Store, asked: &str, folder: &dyn Folder) -> Recalled<T> {
    let last: Option<Last<T>> = disk::read(&store.last()).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let Some(last) = last else { return Recalled::Other(Origins::new()) };
    let is_untouched =
        || last.outputs.par_iter().all(|(path, stamp)| disk::stamp(&store.target.join(path)).as_ref() == Some(stamp));
    if last.asked == asked && is_untouched() && last.seen.holds(folder) {
        Recalled::Same(last.told)
    } else {
        Recalled::Other(last.origins)
    }
}

fn stamps(target: &Path) -> Option<BTreeMap<String, Stamp>> {
    let manifest = Manifest::parse(&disk::read(&target.join(manifest::NAME)).ok()?).ok()?;
    let mut paths: Vec<String> = manifest.files.into_keys().collect();
    paths.push(manifest::NAME.to_owned());
    paths.into_par_iter().map(|path| disk::stamp(&target.join(&path)).map(|stamp| (path, stamp))).collect()
}
