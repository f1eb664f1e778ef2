//! What the last build was made from and what it left, kept beside the output folder: by it a build in which nothing
//! changed is known, and nothing is made.
//!
//! It is only ever a reason to do less. Where it is missing, damaged, or anything differs, everything is made.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::files::disk::{self, Stamp};
use crate::files::witness::Seen;
use crate::files::{Folder, swap};
use crate::publish::manifest::{self, Manifest};

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
pub fn remember(target: &Path, asked: &str, seen: Seen, told: impl Serialize) {
    let Ok(target) = disk::absolute(target) else { return };
    let Some(outputs) = stamps(&target) else { return };
    let last = Last { asked: asked.to_owned(), seen, outputs, told };
    let path = swap::sibling(&target, NAME);
    if let Ok(bytes) = serde_json::to_vec(&last) {
        let _ = disk::replace(&path, &bytes);
    }
}

/// Returns what the last build told, if this one would read the same, was asked for the same, and would find
/// everything published untouched.
pub fn recall<T: DeserializeOwned>(target: &Path, asked: &str, folder: &dyn Folder) -> Option<T> {
    let target = disk::absolute(target).ok()?;
    let last: Last<T> = serde_json::from_slice(&disk::read(&swap::sibling(&target, NAME)).ok()?).ok()?;
    let is_untouched =
        || last.outputs.par_iter().all(|(path, stamp)| disk::stamp(&target.join(path)).as_ref() == Some(stamp));
    (last.asked == asked && is_untouched() && last.seen.holds(folder)).then_some(last.told)
}

const NAME: &str = "loa-last";

fn stamps(target: &Path) -> Option<BTreeMap<String, Stamp>> {
    let manifest = Manifest::parse(&disk::read(&target.join(manifest::NAME)).ok()?).ok()?;
    let mut paths: Vec<String> = manifest.files.into_keys().collect();
    paths.push(manifest::NAME.to_owned());
    paths.into_par_iter().map(|path| disk::stamp(&target.join(&path)).map(|stamp| (path, stamp))).collect()
}
