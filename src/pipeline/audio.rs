//! Drafts for a speech synthesizer, so that staff can hear a script before a person records it.

use crate::model::campaign::Setting;
use crate::model::lang::Lang;
use crate::model::plan::{OutputPath, Work};
use crate::model::site::Script;
use crate::pipeline::run::Campaign;
use crate::render;

/// A script for a speech synthesizer.
pub struct AudioDraft {
    /// The stem of the file names: `moi-hop.vi`.
    pub name: String,
    /// The language of the script.
    pub lang: Lang,
    /// The setting of the broadcast.
    pub setting: Setting,
    /// The spoken text, with a notice that the voice is synthetic.
    pub ssml: String,
    /// Whether a recording by a person exists.
    pub is_recorded: bool,
    /// Whether the script keeps digits because loa has no number words for its language.
    pub keeps_digits: bool,
}

/// Returns the draft of each script, in the order of the scripts.
pub fn audio_drafts(campaign: &Campaign) -> Vec<AudioDraft> {
    let Campaign { content, site, plan, .. } = campaign;
    let documents = campaign.documents();
    let renderer = campaign.renderer(&documents);
    let scripts = plan.jobs.iter().filter_map(|job| match job.work {
        Work::Script(at) => Some((&site.scripts[at], job.outputs.first()?)),
        _ => None,
    });
    let draft = |(script, sheet): (&Script, &OutputPath)| AudioDraft {
        name: sheet.as_str().trim_start_matches("script/").trim_end_matches(".pdf").to_owned(),
        lang: script.lang.clone(),
        setting: script.setting,
        ssml: render::script::encode_draft(&renderer, script),
        is_recorded: !content.recordings_of(&script.id, &script.lang).is_empty(),
        keeps_digits: script.keeps_digits,
    };
    scripts.map(draft).collect()
}
