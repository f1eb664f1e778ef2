//! The view of the script sheet template. Every field is a promise to theme writers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::campaign::Setting;
use crate::model::content::Status;
use crate::model::site::{Script, Sentence};
use crate::model::strings::Arg;
use crate::render::renderer::Renderer;
use crate::render::script::breath::split_phrases;

/// The path of the QR code for templates, if there is one.
pub const QR_PATH: &str = "/qr.svg";

/// The most tick boxes on a sheet. More do not help: a loop is read until it is switched off.
const MOST_ROUNDS: u32 = 8;

/// A script sheet.
#[derive(Debug, Serialize)]
pub struct SheetView {
    /// The language of the text and the labels, without region: `vi`.
    pub lang: String,
    /// The name of the campaign.
    pub campaign: String,
    /// The publisher; may be empty.
    pub publisher: String,
    /// The title of the script: printed, never read aloud.
    pub title: String,
    /// The script's folder and language: `moi-lam-vi`, for file names.
    pub name: String,
    /// The kind of script, in words.
    pub kind: String,
    /// The kind as a code: `daily`, `dialogue`, …
    pub kind_code: &'static str,
    /// The name of the language in the language itself.
    pub language: String,
    /// The loudspeaker station; may be empty.
    pub station: String,
    /// The setting of the reading, in words.
    pub setting: String,
    /// Time, syllables and number of readings on one line.
    pub timing: String,
    /// "Not to be read after …" in full, if the script has a last day.
    pub not_after: Option<String>,
    /// Whether the script is approved.
    pub approved: bool,
    /// The role of the signer.
    pub approved_by: Option<String>,
    /// The day of the signature, as written.
    pub approved_on: Option<String>,
    /// Role and day on one line.
    pub approval: Option<String>,
    /// Whether the figures are samples.
    pub is_sample: bool,
    /// The spoken text: paragraphs of lines.
    pub paragraphs: Vec<Vec<LineView>>,
    /// Whether the lines keep their figures in large digits, with a Vietnamese reading beside each.
    pub keeps_digits: bool,
    /// Whether any line shows figures.
    pub has_figures: bool,
    /// The names of the speakers in the order of their first lines; empty except in dialogues.
    pub voices: Vec<String>,
    /// Labels of the tick boxes, one per reading.
    pub rounds: Vec<String>,
    /// Advice for the recording; only for mobile loudspeakers.
    pub recording: Vec<String>,
    /// Whether to add an empty page for the local language, which the local speaker fills in.
    pub local_page: bool,
    /// The numbers of the facts on one line; may be empty.
    pub sources: String,
    /// The QR code, and the address in it.
    pub qr: Option<QrView>,
    /// The words of the theme by key, without `script-`.
    pub words: BTreeMap<&'static str, String>,
}

/// One sentence on one line.
#[derive(Debug, Serialize)]
pub struct LineView {
    /// The number of the line in the whole script, from 1.
    pub number: usize,
    /// The speaker.
    pub voice: Option<String>,
    /// Whether the speaker differs from the previous line.
    pub voice_changes: bool,
    /// The phrases of the sentence.
    pub phrases: Vec<PhraseView>,
    /// The figures in the sentence, as written.
    pub figures: Vec<String>,
    /// The figures that the line keeps, with their Vietnamese readings.
    pub readings: Vec<ReadingView>,
}

/// A figure and its Vietnamese reading.
#[derive(Debug, Serialize)]
pub struct ReadingView {
    /// The figure as written in the line.
    pub written: String,
    /// The reading.
    pub said: String,
}

/// The words of one breath.
#[derive(Debug, Serialize)]
pub struct PhraseView {
    /// The words.
    pub text: String,
    /// `short` or `long`.
    pub pause: &'static str,
}

/// A QR code.
#[derive(Debug, Serialize)]
pub struct QrView {
    /// The path for templates.
    pub path: &'static str,
    /// The address in it.
    pub address: String,
}

/// Words that the template shows unchanged.
const WORDS: [&str; 27] = [
    "script-campaign",
    "script-not-read",
    "script-draft",
    "script-sample",
    "script-end",
    "script-page",
    "script-approval",
    "script-approver",
    "script-role",
    "script-approved-on",
    "script-signature",
    "script-readings",
    "script-reader-signs",
    "script-day",
    "script-hour",
    "script-recording",
    "script-kept",
    "script-sources",
    "script-for-staff",
    "script-legend-short",
    "script-legend-long",
    "script-legend-paragraph",
    "script-local-title",
    "script-local-hint",
    "script-local-language",
    "script-local-writer",
    "script-local-date",
];

impl SheetView {
    /// Builds the view of a script. `address` is the page in the QR code.
    pub fn new(renderer: &Renderer<'_>, script: &Script, address: Option<String>) -> SheetView {
        let words = Words { renderer, script };
        let config = renderer.config;
        let paragraphs = lines(script);
        // A draft may name the approver of an earlier version, which does not count.
        let signed = script.approved.as_ref().filter(|_| script.status == Status::Approved);
        let language = config
            .language(&script.lang)
            .map_or_else(|| script.lang.to_string(), |settings| settings.name.clone());
        SheetView {
            lang: script.lang.without_region().to_owned(),
            campaign: config.words(&config.title, &script.lang).to_owned(),
            publisher: config.words(&config.publisher, &script.lang).to_owned(),
            title: script.title.clone(),
            name: format!("{}-{}", script.id, script.lang),
            kind: words.get(&format!("script-kind-{}", script.kind.as_str())),
            kind_code: script.kind.as_str(),
            language,
            station: script.station.clone(),
            setting: words.get(&format!("script-setting-{}", script.setting.as_str())),
            timing: words.timing(),
            not_after: script.not_after.map(|date| {
                words.with(
                    "script-not-after",
                    &[("date", Arg::Text(renderer.format.date(date, &script.lang)))],
                )
            }),
            approved: script.status == Status::Approved,
            approved_by: signed.map(|approval| approval.by.clone()),
            approved_on: signed.map(|approval| renderer.format.date(approval.on, &script.lang)),
            approval: signed.map(|approval| {
                let date = renderer.format.date(approval.on, &script.lang);
                words.with(
                    "script-approved-by",
                    &[("role", Arg::Text(approval.by.clone())), ("date", Arg::Text(date))],
                )
            }),
            is_sample: script.is_sample,
            keeps_digits: script.keeps_digits,
            has_figures: paragraphs.iter().flatten().any(|line| !line.figures.is_empty()),
            voices: voices(script),
            paragraphs,
            rounds: (1..=script.repeat.clamp(1, MOST_ROUNDS))
                .map(|round| {
                    words.with("script-round", &[("number", Arg::Number(i64::from(round)))])
                })
                .collect(),
            recording: if script.setting == Setting::Mobile {
                words.recording()
            } else {
                Vec::new()
            },
            local_page: script.lang == config.default_language,
            sources: script.sources.join(", "),
            qr: address.map(|address| QrView { path: QR_PATH, address }),
            words: renderer.strings.without_prefix(&script.lang, "script-", &WORDS),
        }
    }

    /// Converts the view into the values of the template.
    pub fn into_value(self) -> serde_json::Value {
        serde_json::to_value(self).expect("plain fields and text keys can be JSON")
    }
}

/// The words of the theme in the language of the script.
struct Words<'a> {
    renderer: &'a Renderer<'a>,
    script: &'a Script,
}

impl Words<'_> {
    fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    fn with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.renderer.strings.get(&self.script.lang, key, args)
    }

    /// `Thời gian đọc: 54 giây · 140 âm tiết · đọc 2 lần, cả thảy 1 phút 48 giây`
    fn timing(&self) -> String {
        let (seconds, repeat) = (self.script.seconds, self.script.repeat);
        let syllables = i64::try_from(self.script.syllables).unwrap_or(i64::MAX);
        let mut parts = vec![
            self.with("script-time", &[("time", Arg::Text(self.time(seconds)))]),
            self.with("script-syllables", &[("count", Arg::Number(syllables))]),
        ];
        parts.push(if repeat > 1 {
            let total = Arg::Text(self.time(seconds.saturating_mul(repeat)));
            self.with(
                "script-repeat",
                &[("count", Arg::Number(i64::from(repeat))), ("total", total)],
            )
        } else {
            self.get("script-once")
        });
        parts.join(" · ")
    }

    fn time(&self, seconds: u32) -> String {
        let args = [
            ("minutes", Arg::Number(i64::from(seconds / 60))),
            ("seconds", Arg::Number(i64::from(seconds % 60))),
        ];
        let key = match (seconds / 60, seconds % 60) {
            (0, _) => "script-seconds",
            (_, 0) => "script-minutes",
            (_, _) => "script-minutes-seconds",
        };
        self.with(key, &args)
    }

    fn recording(&self) -> Vec<String> {
        let name = Arg::Text(format!("{}-{}.mp3", self.script.id, self.script.lang));
        let time = Arg::Text(self.time(self.script.seconds));
        vec![
            self.with("script-recording-name", &[("name", name)]),
            self.get("script-recording-usb"),
            self.with("script-recording-length", &[("time", time)]),
            self.get("script-recording-pause"),
            self.get("script-recording-listen"),
            self.get("script-recording-battery"),
        ]
    }
}

fn lines(script: &Script) -> Vec<Vec<LineView>> {
    let mut number = 0;
    let mut voice = None;
    let mut paragraphs = Vec::new();
    for paragraph in script.paragraphs.iter().filter(|paragraph| !paragraph.is_empty()) {
        let mut lines = Vec::new();
        for sentence in paragraph {
            number += 1;
            lines.push(line(number, sentence, voice != sentence.voice.as_deref()));
            voice = sentence.voice.as_deref();
        }
        paragraphs.push(lines);
    }
    paragraphs
}

fn line(number: usize, sentence: &Sentence, voice_changes: bool) -> LineView {
    let phrases = split_phrases(&sentence.spoken);
    LineView {
        number,
        voice: sentence.voice.clone(),
        voice_changes,
        phrases: phrases
            .iter()
            .map(|phrase| PhraseView { text: phrase.text.to_owned(), pause: phrase.pause.as_str() })
            .collect(),
        figures: sentence.figures.clone(),
        readings: sentence
            .readings
            .iter()
            .map(|reading| ReadingView {
                written: reading.written.clone(),
                said: reading.said.clone(),
            })
            .collect(),
    }
}

fn voices(script: &Script) -> Vec<String> {
    let mut voices: Vec<String> = Vec::new();
    for voice in script.paragraphs.iter().flatten().filter_map(|sentence| sentence.voice.as_ref()) {
        if !voices.contains(voice) {
            voices.push(voice.clone());
        }
    }
    voices
}
