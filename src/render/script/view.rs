//! What the sheet's template sees. Every field is a promise to theme writers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::campaign::Setting;
use crate::model::content::Status;
use crate::model::site::{Script, Sentence};
use crate::model::strings::Arg;
use crate::render::renderer::Renderer;
use crate::render::script::breath::split_phrases;

/// Where the template finds the square code, if there is one.
pub const QR_PATH: &str = "/qr.svg";

/// More tick boxes than this don't help anybody; a loop is read until it is switched off.
const MOST_ROUNDS: u32 = 8;

/// A script sheet.
#[derive(Debug, Serialize)]
pub struct SheetView {
    /// The language of the text and the labels, without region: `vi`.
    pub lang: String,
    /// The campaign's name.
    pub campaign: String,
    /// Who runs it; may be empty.
    pub publisher: String,
    /// The script's title: printed, never read.
    pub title: String,
    /// The script's folder and language: `moi-lam-vi`, for file names.
    pub name: String,
    /// What it is for, in words.
    pub kind: String,
    /// The same as a code: `daily`, `dialogue`, …
    pub kind_code: &'static str,
    /// The language in its own words.
    pub language: String,
    /// The loudspeaker station; may be empty.
    pub station: String,
    /// Where it is read, in words.
    pub setting: String,
    /// Time, syllables and repeats as one line.
    pub timing: String,
    /// "Not to be read after …" in full, if there is such a day.
    pub not_after: Option<String>,
    /// Whether somebody in charge signed it.
    pub approved: bool,
    /// The role that signed.
    pub approved_by: Option<String>,
    /// The day it was signed, as written.
    pub approved_on: Option<String>,
    /// Both as one line.
    pub approval: Option<String>,
    /// Its figures are samples.
    pub is_sample: bool,
    /// What is said: paragraphs of lines.
    pub paragraphs: Vec<Vec<LineView>>,
    /// Whether the figures stay in the lines, large, with a Vietnamese reading beside them.
    pub keeps_digits: bool,
    /// Whether any line has figures to show.
    pub has_figures: bool,
    /// The speakers' names in the order in which they first speak; none outside dialogues.
    pub voices: Vec<String>,
    /// Labels of the tick boxes, one per reading.
    pub rounds: Vec<String>,
    /// What to mind when recording; only for loudspeakers on the road.
    pub recording: Vec<String>,
    /// Whether to add a page for the local language, written by the local speaker.
    pub local_page: bool,
    /// Fact numbers as one line; may be empty.
    pub sources: String,
    /// The square code's file, and the address in it.
    pub qr: Option<QrView>,
    /// The theme's words by key, without `script-`.
    pub words: BTreeMap<&'static str, String>,
}

/// One sentence, one line.
#[derive(Debug, Serialize)]
pub struct LineView {
    /// Counted through the whole script, from 1.
    pub number: usize,
    /// Who speaks.
    pub voice: Option<String>,
    /// Whether the speaker is another one than before.
    pub voice_changes: bool,
    /// Its breaths.
    pub phrases: Vec<PhraseView>,
    /// The figures in it as they are written.
    pub figures: Vec<String>,
    /// The figures that stay in it, and how they are said in Vietnamese.
    pub readings: Vec<ReadingView>,
}

/// A figure and its Vietnamese reading.
#[derive(Debug, Serialize)]
pub struct ReadingView {
    /// As it stands in the line.
    pub written: String,
    /// As it is said.
    pub said: String,
}

/// One breath.
#[derive(Debug, Serialize)]
pub struct PhraseView {
    /// The words.
    pub text: String,
    /// `short` or `long`.
    pub pause: &'static str,
}

/// A square code.
#[derive(Debug, Serialize)]
pub struct QrView {
    /// Its file.
    pub path: &'static str,
    /// The address in it.
    pub address: String,
}

/// Words that the template uses as they are.
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
    /// Sets out a script; `address` is the page that its square code leads to.
    pub fn new(renderer: &Renderer<'_>, script: &Script, address: Option<String>) -> SheetView {
        let words = Words { renderer, script };
        let config = renderer.config;
        let paragraphs = lines(script);
        // A draft may name who approved an earlier version; that doesn't count.
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
            words: WORDS
                .iter()
                .map(|key| (key.trim_start_matches("script-"), words.get(key)))
                .collect(),
        }
    }

    /// Turns the view into the template's values.
    pub fn into_value(self) -> serde_json::Value {
        serde_json::to_value(self).expect("plain fields and text keys can be JSON")
    }
}

/// The theme's words in the script's language.
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
