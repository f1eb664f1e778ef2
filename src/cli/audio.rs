//! `loa script --audio`: a machine voice reads the drafts, so that authors hear a script before it
//! is recorded.
//!
//! The names and the speech of these recordings say that a machine reads. If a recorded file is
//! beside the script, the build copies that file and no machine reads the script.

use loa_speech::Dialect;

use crate::cli::args::ScriptArgs;
use crate::cli::build::build_with;
use crate::cli::terminal::Terminal;
use crate::diag::{Error, Text};
use crate::files::{Sink, process};
use crate::pipeline::{self, AudioDraft, Campaign};

/// Where espeak-ng is: on the path, or where its Windows installer puts it.
const PROGRAMS: [&str; 3] = [
    "espeak-ng",
    "C:\\Program Files\\eSpeak NG\\espeak-ng.exe",
    "C:\\Program Files (x86)\\eSpeak NG\\espeak-ng.exe",
];

/// Builds the campaign, with audio drafts beside the scripts.
///
/// # Errors
/// If espeak-ng is missing or fails, or a file can't be read or written.
pub fn script(options: &ScriptArgs, terminal: &Terminal) -> Result<u8, Error> {
    let Some(program) = process::find(&PROGRAMS) else {
        return Err(Error::plain(Text::new(
            "chưa cài chương trình espeak-ng, nên chưa làm được bản máy đọc thử. Cài từ \
             https://github.com/espeak-ng/espeak-ng/releases rồi chạy lại; các việc khác của loa không cần nó",
            "espeak-ng isn't installed, so no draft can be read. Install it from \
             https://github.com/espeak-ng/espeak-ng/releases and run again; no other part of loa needs it",
        )));
    };
    let read_drafts = |campaign: &Campaign, sink: &dyn Sink| {
        for draft in pipeline::audio_drafts(campaign) {
            say(program, &draft, campaign, sink, terminal)?;
        }
        Ok(())
    };
    build_with(&options.build, terminal, Some(&read_drafts))
}

fn say(
    program: &str,
    draft: &AudioDraft,
    campaign: &Campaign,
    sink: &dyn Sink,
    terminal: &Terminal,
) -> Result<(), Error> {
    let name = &draft.name;
    if draft.is_recorded {
        terminal.say(&Text::new(
            format!("Thu âm:  {name} đã có bản người đọc"),
            format!("Audio:   {name} has a recording by a person"),
        ));
        return Ok(());
    }
    let Some(voice) = voice(draft, campaign) else {
        terminal.say(&Text::new(
            format!("Thu âm:  {name} không có giọng máy; cần người nói tiếng đó đọc"),
            format!("Audio:   {name} has no machine voice; a speaker must read it"),
        ));
        return Ok(());
    };
    let rate =
        campaign.config.loudspeaker.pace_in(draft.setting).syllables_per_minute.round().to_string();
    let arguments = ["-v", voice, "-s", &rate, "-m", "--stdin", "--stdout"];
    let wave = process::run(program, &arguments, draft.ssml.as_bytes()).map_err(|cause| {
        let text = Text::new(
            format!("espeak-ng không đọc được bài {name}"),
            format!("espeak-ng can't read {name}"),
        );
        Error::io(text, cause)
    })?;
    let path = format!("script/{name}.may-doc.wav");
    sink.put(&path, &with_true_lengths(wave))?;
    terminal.say(&Text::new(
        format!("Thu âm:  {path} (giọng máy đọc thử, không phát trên loa)"),
        format!("Audio:   {path} (a machine voice for testing, not for broadcast)"),
    ));
    Ok(())
}

/// Returns the voice of a language. A language without number words has no machine voice.
fn voice<'a>(draft: &'a AudioDraft, campaign: &Campaign) -> Option<&'a str> {
    match (draft.lang.as_str(), campaign.config.loudspeaker.dialect) {
        ("vi", Dialect::South) => Some("vi-vn-x-south"),
        (lang, _) if !draft.keeps_digits => Some(lang),
        _ => None,
    }
}

/// Corrects the lengths in a WAV header. A program that writes to a pipe only guesses them, and
/// some players rely on them.
fn with_true_lengths(mut wave: Vec<u8>) -> Vec<u8> {
    const HEADER: usize = 44;
    let is_plain = wave.len() >= HEADER && wave.starts_with(b"RIFF") && &wave[36..40] == b"data";
    if let (true, Ok(length)) = (is_plain, u32::try_from(wave.len())) {
        wave[4..8].copy_from_slice(&(length - 8).to_le_bytes());
        wave[40..44].copy_from_slice(&(length - 44).to_le_bytes());
    }
    wave
}

#[cfg(test)]
mod tests {
    use super::with_true_lengths;

    #[test]
    fn lengths_of_a_piped_wave_are_put_right() {
        let mut wave = vec![0; 44];
        wave[..4].copy_from_slice(b"RIFF");
        wave[36..40].copy_from_slice(b"data");
        wave.extend([1, 2, 3, 4]);
        let wave = with_true_lengths(wave);
        assert_eq!((&wave[4..8], &wave[40..44]), (&[40, 0, 0, 0][..], &[4, 0, 0, 0][..]));
        assert_eq!(with_true_lengths(b"RIFF".to_vec()), b"RIFF");
    }
}
