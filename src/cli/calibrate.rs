//! `loa speak --calibrate`: computes an announcer's pace from texts whose reading was timed.

use std::path::Path;

use loa_speech::{Pace, PaceSample, Voice};

use crate::cli::args::SpeakArgs;
use crate::cli::exit::{FAILED, FINE, PROBLEMS};
use crate::cli::terminal::Terminal;
use crate::config::Overrides;
use crate::diag::{Error, Text};
use crate::files::disk::DiskFolder;
use crate::files::{Folder, clock, disk};
use crate::model::campaign::Pauses;
use crate::pipeline::{self, Input, SharedCaches};
use crate::text::encoding::decode;

/// The paces that `site.yaml` accepts, in syllables per minute.
const USABLE: std::ops::RangeInclusive<f64> = 60.0..=400.0;

/// Measures the pace and prints the lines for `site.yaml`.
///
/// # Errors
/// If a text can't be read.
pub fn calibrate(options: &SpeakArgs, voice: &Voice, terminal: &Terminal) -> Result<u8, Error> {
    if options.calibrate.len() != options.seconds.len() {
        terminal.say(&Text::new(
            "mỗi `--calibrate TỆP` cần một `--seconds SỐ-GIÂY` đi kèm",
            "each `--calibrate FILE` needs a `--seconds N`",
        ));
        return Ok(FAILED);
    }
    let texts = options
        .calibrate
        .iter()
        .map(|path| spoken_paragraphs(path, voice))
        .collect::<Result<Vec<_>, _>>()?;
    let samples: Vec<PaceSample<'_>> = texts
        .iter()
        .zip(&options.seconds)
        .map(|(text, seconds)| PaceSample {
            paragraphs: text.iter().map(String::as_str).collect(),
            seconds: *seconds,
        })
        .collect();
    let pauses = pauses(&options.root)?;
    let Pauses { comma, sentence, paragraph } = pauses;
    let start = Pace { comma, sentence, paragraph, ..Pace::default() };
    let pace =
        loa_speech::calibrate(&start, &samples).map(|pace| pace.syllables_per_minute.round());
    let Some(pace) = pace.filter(|pace| USABLE.contains(pace)) else {
        terminal.say(&Text::new(
            "số giây không khớp với bài: tốc độ tính ra nằm ngoài khoảng 60 đến 400 âm tiết một phút",
            "the time doesn't fit the text: the pace is not between 60 and 400 syllables per minute",
        ));
        terminal.say(&Text::new(
            "xem lại: đúng bài đã đọc chưa, có đọc trọn một lượt không, đơn vị có phải là giây không",
            "check that this text was read once from start to end, and that the time is in seconds",
        ));
        return Ok(PROBLEMS);
    };
    let syllables: usize =
        texts.iter().flatten().map(|text| loa_speech::count_syllables(text)).sum();
    let seconds: f64 = options.seconds.iter().sum();
    terminal.say(&Text::new(
        format!("Đo được: {pace} âm tiết một phút ({syllables} âm tiết trong {seconds} giây, kể cả chỗ nghỉ)"),
        format!("Measured: {pace} syllables per minute ({syllables} syllables in {seconds} seconds, pauses included)"),
    ));
    terminal.say(&Text::new("Ghi vào site.yaml:", "Write into site.yaml:"));
    // A reader that closes the pipe early needs no more output.
    let _ = terminal
        .data(&format!("loudspeaker:\n  pace:\n    {}: {pace}\n", options.setting.as_str()));
    Ok(FINE)
}

/// Returns the spoken paragraphs of a text. A blank line ends a paragraph.
fn spoken_paragraphs(path: &Path, voice: &Voice) -> Result<Vec<String>, Error> {
    let text = read_text(path)?;
    let mut paragraphs = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => {
                last.push(' ');
                last.push_str(line);
            }
            _ => paragraphs.push(String::new()),
        }
    }
    let spoken = paragraphs.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    Ok(spoken.map(|text| loa_speech::join_pieces(&loa_speech::speak(voice, text), text)).collect())
}

/// Reads a text file in any encoding that offices use.
///
/// # Errors
/// If the file is missing or not text.
pub fn read_text(path: &Path) -> Result<String, Error> {
    let shown = path.display();
    let bytes = disk::read(path).map_err(|cause| {
        Error::io(
            Text::new(format!("không đọc được tệp «{shown}»"), format!("can't read `{shown}`")),
            cause,
        )
    })?;
    match decode(&bytes) {
        Ok(decoded) => Ok(decoded.text.to_string()),
        Err(_) => Err(Error::plain(Text::new(
            format!("«{shown}» không phải tệp chữ UTF-8"),
            format!("`{shown}` is not a text file in UTF-8"),
        ))),
    }
}

/// Returns the pauses of the campaign at `root`, or the defaults if there is no campaign.
fn pauses(root: &Path) -> Result<Pauses, Error> {
    let folder = DiskFolder::open(root)?;
    if !folder.has("site.yaml") {
        return Ok(Pauses::default());
    }
    let overrides = Overrides { today: clock::today(), base_url: None, demo: false, strict: false };
    // `loa check` reports the campaign's mistakes. Only the pauses matter here.
    let shared = SharedCaches::default();
    let campaign = pipeline::prepare(&Input::new(&folder, &overrides, &shared))?.campaign;
    Ok(campaign.map_or_else(Pauses::default, |campaign| campaign.config.loudspeaker.pause))
}
