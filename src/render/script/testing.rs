//! Small scripts for tests.

use loa_speech::count_syllables;

use crate::model::campaign::Setting;
use crate::model::content::{ScriptKind, Status};
use crate::model::lang::Lang;
use crate::model::site::{Script, Sentence};

/// Returns a script with these paragraphs of sentences.
pub(crate) fn script(paragraphs: &[&[&str]]) -> Script {
    let paragraphs: Vec<Vec<Sentence>> = paragraphs
        .iter()
        .map(|sentences| sentences.iter().map(|spoken| sentence(None, spoken)).collect())
        .collect();
    let syllables = paragraphs.iter().flatten().map(|sentence| sentence.syllables).sum();
    Script {
        id: String::from("thu-nghiem"),
        lang: Lang::new("vi").unwrap(),
        title: String::from("Bài thử"),
        kind: ScriptKind::Daily,
        explains: None,
        not_after: None,
        repeat: 2,
        setting: Setting::Horn,
        station: String::from("Trạm loa xã"),
        status: Status::Unsaid,
        approved: None,
        sources: Vec::new(),
        paragraphs,
        seconds: u32::try_from(syllables * 60 / 160).unwrap(),
        syllables,
        is_sample: false,
        keeps_digits: false,
    }
}

/// Returns a script with one paragraph and two speakers.
pub(crate) fn dialogue(lines: &[(&str, &str)]) -> Script {
    let sentences =
        lines.iter().map(|(voice, spoken)| sentence(Some((*voice).to_owned()), spoken)).collect();
    Script { kind: ScriptKind::Dialogue, paragraphs: vec![sentences], ..script(&[]) }
}

fn sentence(voice: Option<String>, spoken: &str) -> Sentence {
    let syllables = count_syllables(spoken);
    Sentence {
        voice,
        spoken: spoken.to_owned(),
        figures: Vec::new(),
        readings: Vec::new(),
        rewritten: Vec::new(),
        syllables,
    }
}
