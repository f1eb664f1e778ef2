//! The order of the stages: load, check, plan, render, publish.
//!
//! Only [`run`] knows the order. Every command, the preview, benches and tests use it. The preview
//! stops after [`prepare`] and renders an output when a browser requests it.

mod audio;
mod build;
mod preview;
mod run;

pub use crate::pipeline::audio::{AudioDraft, audio_drafts};
pub use crate::pipeline::build::{
    BuildOrder, BuildReport, Built, ExtraOutputs, StagedBuild, build, check_disk,
};
pub use crate::pipeline::preview::{PreviewError, PreviewRenderer};
pub use crate::pipeline::run::{
    Campaign, Checked, Discard, Finished, Input, NoProgress, RunProgress, SharedCaches, Summary,
    prepare, read_extends, read_lexicon, run, run_in_memory,
};
