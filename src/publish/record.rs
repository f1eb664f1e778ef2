//! The build record in the campaign's `.loa` folder: the inputs and outputs of the last build. A
//! build stops early if both are unchanged.
//!
//! If the record is missing, damaged or different, everything is built.

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::files::Folder;
use crate::files::disk::{self, FileStat};
use crate::files::recording::InputLog;
use crate::publish::manifest;
use crate::publish::publication::PublishedFiles;
use crate::publish::state_dir::StateDir;

/// The last build.
#[derive(Serialize, Deserialize)]
struct BuildRecord<T> {
    /// The program and its options.
    request: String,
    /// Everything that the build read from the campaign's folder.
    inputs: InputLog,
    /// The published files and the manifest, with size and times right after writing.
    outputs: Vec<(String, FileStat)>,
    /// The messages that the build printed.
    report: T,
}

/// Saves the record of a build that was just published. If that fails, the next build builds
/// everything.
pub fn save_record(
    store: &StateDir,
    request: &str,
    inputs: &InputLog,
    published: &PublishedFiles,
    report: impl Serialize,
) {
    let files = published.files.iter().map(|(path, written)| (path.as_str(), written.stat));
    let stamps = files.chain([(manifest::NAME, published.list)]);
    let outputs: Option<Vec<(String, FileStat)>> =
        stamps.map(|(path, stat)| Some((path.to_owned(), stat?))).collect();
    let Some(outputs) = outputs else { return };
    let record =
        BuildRecord { request: request.to_owned(), inputs: inputs.clone(), outputs, report };
    let write =
        || disk::replace_by(&store.last(), |file| Ok(serde_json::to_writer(file, &record)?));
    let _ = store.prepare().and_then(|()| write());
}

/// Returns the report of the last build if its inputs, options and outputs are unchanged.
pub fn load_unchanged<T: DeserializeOwned>(
    store: &StateDir,
    request: &str,
    folder: &dyn Folder,
) -> Option<T> {
    let bytes = disk::read(&store.last()).ok()?;
    let record: BuildRecord<T> = serde_json::from_slice(&bytes).ok()?;
    let is_untouched =
        |(path, stat): &(String, FileStat)| disk::stat(&store.target.join(path)) == Some(*stat);
    let is_unchanged = record.request == request
        && record.outputs.par_iter().all(is_untouched)
        && record.inputs.is_up_to_date(folder);
    is_unchanged.then_some(record.report)
}
