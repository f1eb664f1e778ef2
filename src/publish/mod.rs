//! Publishes a build so that the output is complete at every moment.
//!
//! Outputs are written into a staging folder beside the output folder, which is swapped in by one
//! step at the end. Until then the old output is unchanged. Folders that loa did not create are
//! refused. Files that other people put into the output folder are carried over.

mod apart;
mod artifact_cache;
mod manifest;
mod publication;
mod record;
mod rollback;
mod state_dir;
#[cfg(test)]
mod tests;

pub use crate::publish::apart::check_target_apart;
pub use crate::publish::artifact_cache::{ArtifactCache, CacheMode};
pub use crate::publish::publication::{Publication, Published, PublishedFiles, StagedOutputs};
pub use crate::publish::record::{load_unchanged, save_record};
pub use crate::publish::rollback::rollback;
pub use crate::publish::state_dir::{FOLDER as STORE, StateDir};
