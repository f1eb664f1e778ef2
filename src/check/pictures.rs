//! The pictures that pages may show.

use std::collections::BTreeMap;

use crate::check::written_path;
use crate::model::content::Content;
use crate::model::reference::PictureId;
use crate::model::site::Picture;

/// Assigns an id to each picture and finds pictures by path.
pub struct Pictures {
    all: Vec<Picture>,
    ids: BTreeMap<String, PictureId>,
}

impl Pictures {
    /// Assigns ids to the pictures in the order of their paths. Copies of a picture in several
    /// folders under the same name share an id, and are published once.
    pub fn new(content: &Content) -> Pictures {
        let mut pictures = Pictures { all: Vec::new(), ids: BTreeMap::new() };
        let mut copies: BTreeMap<(&str, &[u8]), PictureId> = BTreeMap::new();
        for (path, file) in &content.pictures {
            let name = path.rsplit('/').next().unwrap_or_default();
            let id = *copies.entry((name, &file.bytes)).or_insert_with(|| {
                pictures.all.push(Picture {
                    path: path.clone(),
                    bytes: file.bytes.clone(),
                    kind: file.kind,
                    width: file.width,
                    height: file.height,
                    is_used: false,
                });
                PictureId(pictures.all.len() - 1)
            });
            pictures.ids.insert(path.clone(), id);
        }
        pictures
    }

    /// Finds a picture by its path in a text in `folder`.
    pub fn find(&self, written: &str, folder: &str) -> Option<PictureId> {
        self.ids.get(&written_path::resolve(written, folder)).copied()
    }

    /// Returns a picture.
    pub fn get(&self, id: PictureId) -> &Picture {
        &self.all[id.0]
    }

    /// Returns the paths of all pictures, for suggestions.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        self.ids.keys().map(String::as_str)
    }

    /// Returns all pictures, with marks on those that are used.
    pub fn marked(&self, used: impl Iterator<Item = PictureId>) -> Vec<Picture> {
        let mut all = self.all.clone();
        used.for_each(|id| all[id.0].is_used = true);
        all
    }
}
