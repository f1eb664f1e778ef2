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
    /// What it told.
    told: T,
}

/// Remembers a build that was just published. That it can't be remembered is no failure: the next build does its work.
pub fn remember(store: &Store, asked: &str, seen: Seen, told: impl Serialize) {
    let Some(outputs) = stamps(&store.target) else { return };
    let last = Last { asked: asked.to_owned(), seen, outputs, told };
    if let Ok(bytes) = serde_json::to_vec(&last) {
        let _ = store.prepare().and_then(|()| disk::replace(&store.last(), &bytes));
    }
}

/// Returns what the last build told, if this one would read the same, was asked for the same, and would find
/// everything published untouched.
pub fn recall<T: DeserializeOwned>(store: &Store, asked: &str, folder: &dyn Folder) -> Option<T> {
    let last: Last<T> = serde_json::from_slice(&disk::read(&store.last()).ok()?).ok()?;
    let is_untouched =
        || last.outputs.par_iter().all(|(path, stamp)| disk::stamp(&store.target.join(path)).as_ref() == Some(stamp));
    (last.asked == asked && is_untouched() && last.seen.holds(folder)).then_some(last.told)
}

fn stamps(target: &Path) -> Option<BTreeMap<String, Stamp>> {
    let manifest = Manifest::parse(&disk::read(&target.join(manifest::NAME)).ok()?).ok()?;
    let mut paths: Vec<String> = manifest.files.into_keys().collect();
    paths.push(manifest::NAME.to_owned());
    paths.into_par_iter().map(|path| disk::stamp(&target.join(&path)).map(|stamp| (path, stamp))).collect()
}
