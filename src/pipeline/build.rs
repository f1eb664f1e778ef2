//! A build on disk: compares with the build record, which may make a build unnecessary, runs the
//! pipeline, and publishes.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::config;
use crate::diag::{Diagnostics, Error, Severity, Sources};
use crate::files::cache::{Cache, NoCache};
use crate::files::disk::{DiskFolder, program_mark};
use crate::files::recording::{InputLog, RecordingFolder};
use crate::files::{Folder, Sink};
use crate::pipeline::run::{
    Campaign, Checked, Discard, Finished, Input, NoProgress, RunProgress, SharedCaches, Summary,
    run,
};
use crate::publish::{self, ArtifactCache, CacheMode, Publication, StagedOutputs, StateDir};

/// The request for a build.
pub struct BuildOrder<'a> {
    /// The campaign's folder.
    pub root: &'a Path,
    /// The same folder, opened.
    pub folder: DiskFolder,
    /// The output folder.
    pub out: &'a Path,
    /// Options that override `site.yaml`, and the day.
    pub overrides: &'a config::Overrides,
    /// Whether to build although nothing changed.
    pub fresh: bool,
    /// Caches that the campaigns of one process share.
    pub shared: &'a SharedCaches,
    /// Receives the progress.
    pub progress: &'a dyn RunProgress,
    /// Formats messages. The record stores them formatted, for a later build without changes.
    pub draw: &'a dyn Fn(&Diagnostics, &Sources) -> Vec<String>,
    /// The style of `draw`. Stored messages in another style are not repeated.
    pub style: String,
}

/// Adds outputs of another program to a build.
pub type ExtraOutputs<'a> = &'a dyn Fn(&Campaign, &dyn Sink) -> Result<(), Error>;

/// The report of a build. The record stores it for a later build without changes.
#[derive(Serialize, Deserialize)]
pub struct BuildReport {
    /// The formatted messages.
    pub messages: Vec<String>,
    /// Counts of the outputs.
    pub summary: Summary,
    /// The number of warnings.
    pub warnings: usize,
}

/// The result of a build.
pub enum Built {
    /// Inputs and outputs are the same as in the last build.
    Unchanged(BuildReport),
    /// All outputs are in a staging folder and can be published.
    Staged(Box<StagedBuild>),
    /// The content has errors; nothing is published.
    Refused(Box<Checked>),
}

/// Builds a campaign into a staging folder.
///
/// # Errors
///
/// Returns an error if a file can't be read or written, or if `extra` fails.
pub fn build(order: &BuildOrder<'_>, extra: Option<ExtraOutputs<'_>>) -> Result<Built, Error> {
    let BuildOrder { root, folder, out, overrides, .. } = order;
    publish::check_target_apart(root, out)?;
    let store = StateDir::of(root, out)?;
    let program = program_mark();
    // Other programs may be installed or removed, so a build with extra outputs is never unchanged.
    let request = program.as_ref().filter(|_| extra.is_none());
    let request = request.map(|program| format!("{program} {overrides:?} {}", order.style));
    if let Some(request) = request.as_ref().filter(|_| !order.fresh)
        && let Some(report) = publish::load_unchanged(&store, request, folder)
    {
        return Ok(Built::Unchanged(report));
    }
    let mode = if order.fresh { CacheMode::Keep } else { CacheMode::Both };
    let cache =
        program.as_ref().map(|program| ArtifactCache::open(root, program, mode)).transpose()?;
    let recording = RecordingFolder::new(folder);
    let input = Input {
        folder: &recording,
        overrides,
        shared: order.shared,
        cache: or_none(cache.as_ref()),
        progress: order.progress,
    };
    let Finished { checked, output } = run(&input, |campaign| {
        if let Some(shared) = &campaign.config.extends {
            publish::check_target_apart(&root.join(shared), out)?;
        }
        Publication::begin(out)
    })?;
    let Some((publication, summary)) = output else { return Ok(Built::Refused(Box::new(checked))) };
    if let (Some(campaign), Some(extra)) = (&checked.campaign, extra) {
        extra(campaign, &publication)?;
    }
    let messages = (order.draw)(&checked.diags, &checked.sources);
    let report =
        BuildReport { messages, summary, warnings: checked.diags.count(Severity::Warning) };
    // Free thousands of texts before the manifest is written.
    drop(checked);
    let inputs = recording.into_log();
    let complete = publication.complete()?;
    Ok(Built::Staged(Box::new(StagedBuild { complete, store, cache, request, inputs, report })))
}

/// A build whose outputs are complete and not published yet.
pub struct StagedBuild {
    complete: StagedOutputs,
    store: StateDir,
    cache: Option<ArtifactCache>,
    request: Option<String>,
    inputs: InputLog,
    report: BuildReport,
}

impl StagedBuild {
    /// Publishes several builds in their order. All builds are synced to disk together.
    pub fn publish_all(builds: Vec<StagedBuild>) -> Vec<Result<BuildReport, Error>> {
        let complete: Vec<&StagedOutputs> = builds.iter().map(|build| &build.complete).collect();
        let synced = StagedOutputs::sync_all(&complete);
        let targets: Vec<PathBuf> =
            complete.iter().map(|complete| complete.target().to_owned()).collect();
        let reports = builds
            .into_iter()
            .map(|build| match &synced {
                Ok(()) => build.publish(),
                Err(failure) => Err(failure.duplicate()),
            })
            .collect();
        StagedOutputs::sync_parents(&targets.iter().map(PathBuf::as_path).collect::<Vec<_>>());
        reports
    }

    fn publish(self) -> Result<BuildReport, Error> {
        let StagedBuild { complete, store, cache, request, inputs, report } = self;
        let (_, published) = complete.swap(&store)?;
        if let Some(cache) = &cache {
            cache.prune();
        }
        if let Some(request) = request {
            publish::save_record(&store, &request, &inputs, &published, &report);
        }
        Ok(report)
    }
}

/// Checks a campaign on disk: renders every output and writes nothing.
///
/// # Errors
///
/// Returns an error if a file can't be read.
pub fn check_disk(root: &Path, overrides: &config::Overrides) -> Result<Checked, Error> {
    let folder = DiskFolder::open(root)?;
    let cache = program_mark()
        .map(|program| ArtifactCache::open(root, &program, CacheMode::Find))
        .transpose()?;
    let shared = SharedCaches::default();
    let input = Input {
        folder: &folder as &dyn Folder,
        overrides,
        shared: &shared,
        cache: or_none(cache.as_ref()),
        progress: &NoProgress,
    };
    Ok(run(&input, |_| Ok(Discard))?.checked)
}

/// Without a fingerprint of the program, artifacts of earlier runs can't be trusted.
fn or_none(cache: Option<&ArtifactCache>) -> &dyn Cache {
    cache.map_or(&NoCache, |cache| cache)
}
