//! The recordings that pages may offer.

use std::collections::BTreeMap;

use crate::check::written_path;
use crate::model::content::{AudioKind, Content};
use crate::model::lang::Lang;
use crate::model::reference::RecordingId;
use crate::model::site::{AudioSource, Recording};

/// Assigns an id to each recording and finds recordings by path.
pub struct Recordings {
    all: Vec<Recording>,
    ids: BTreeMap<String, RecordingId>,
}

impl Recordings {
    /// Assigns ids to the recordings in the order of their paths.
    pub fn new(content: &Content) -> Recordings {
        let ids =
            content.recordings.keys().enumerate().map(|(at, path)| (path.clone(), RecordingId(at)));
        let all = content.recordings.iter().map(|(path, file)| Recording {
            path: path.clone(),
            bytes: file.bytes.clone(),
            kind: file.kind,
            seconds: file.seconds,
            is_used: false,
        });
        Recordings { all: all.collect(), ids: ids.collect() }
    }

    /// Finds the recording that a text in `folder` names, and the same recording in the other
    /// format: `vi.mp3` and `vi.opus`.
    pub fn find(&self, written: &str, folder: &str, lang: &Lang) -> Option<AudioSource> {
        if self.all.is_empty() {
            return None;
        }
        let path = written_path::resolve(written, folder);
        let stem = path
            .rsplit_once('.')
            .filter(|(_, ending)| !ending.contains('/'))
            .map_or(&*path, |(stem, _)| stem);
        let mut audio = AudioSource { lang: lang.clone(), mp3: None, opus: None };
        for ending in ["mp3", "opus", "ogg"] {
            let Some(id) = self.ids.get(&format!("{stem}.{ending}")).copied() else { continue };
            let slot = match self.all[id.0].kind {
                AudioKind::Mp3 => &mut audio.mp3,
                AudioKind::Opus => &mut audio.opus,
            };
            slot.get_or_insert(id);
        }
        (audio.mp3.is_some() || audio.opus.is_some()).then_some(audio)
    }

    /// Returns the paths of all recordings, for suggestions.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        self.ids.keys().map(String::as_str)
    }

    /// Returns all recordings, with marks on those that are used.
    pub fn marked<'h>(&self, audio: impl Iterator<Item = &'h AudioSource>) -> Vec<Recording> {
        let mut all = self.all.clone();
        let used = audio.flat_map(|audio| audio.mp3.into_iter().chain(audio.opus));
        used.for_each(|id| all[id.0].is_used = true);
        all
    }
}
