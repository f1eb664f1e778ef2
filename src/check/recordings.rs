//! The recordings that pages offer, each once.

use std::collections::BTreeMap;

use crate::model::content::{AudioKind, Content};
use crate::model::lang::Lang;
use crate::model::site::{Heard, Recording, RecordingId};

/// Finds recordings and keeps those that are used.
pub struct Recordings<'a> {
    content: &'a Content,
    /// Those that are used, in the order found.
    pub used: Vec<Recording>,
    ids: BTreeMap<String, RecordingId>,
}

impl<'a> Recordings<'a> {
    /// Starts with none used.
    pub fn new(content: &'a Content) -> Recordings<'a> {
        Recordings { content, used: Vec::new(), ids: BTreeMap::new() }
    }

    /// Finds what was written in a file of `folder`, or its twin of the other kind: `vi.mp3` and `vi.opus`.
    pub fn find(&mut self, written: &str, folder: &str, lang: &Lang) -> Option<Heard> {
        let path = match written.strip_prefix('/') {
            Some(shared) => format!("content/{shared}"),
            None => format!("{folder}/{}", written.strip_prefix("./").unwrap_or(written)),
        };
        let stem = path.rsplit_once('.').filter(|(_, ending)| !ending.contains('/')).map_or(&*path, |(stem, _)| stem);
        let mut heard = Heard { lang: lang.clone(), mp3: None, opus: None };
        for ending in ["mp3", "opus", "ogg"] {
            let Some(id) = self.keep(&format!("{stem}.{ending}")) else { continue };
            let slot = match self.used[id.0].kind {
                AudioKind::Mp3 => &mut heard.mp3,
                AudioKind::Opus => &mut heard.opus,
            };
            slot.get_or_insert(id);
        }
        (heard.mp3.is_some() || heard.opus.is_some()).then_some(heard)
    }

    /// Returns the paths of all recordings there are, for suggestions.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        self.content.recordings.keys().map(String::as_str)
    }

    fn keep(&mut self, path: &str) -> Option<RecordingId> {
        if let Some(id) = self.ids.get(path) {
            return Some(*id);
        }
        let file = self.content.recordings.get(path)?;
        let id = RecordingId(self.used.len());
        self.used.push(Recording {
            path: path.to_owned(),
            bytes: file.bytes.clone(),
            kind: file.kind,
            seconds: file.seconds,
        });
        self.ids.insert(path.to_owned(), id);
        Some(id)
    }
}
