//! The pictures that pages may show.

use std::collections::BTreeMap;

use crate::model::content::Content;
use crate::model::site::{Picture, PictureId};

/// Finds pictures. Each has one number, whoever asks first.
pub struct Pictures {
    all: Vec<Picture>,
    ids: BTreeMap<String, PictureId>,
}

impl Pictures {
    /// Numbers the campaign's pictures in the order of their paths.
    pub fn new(content: &Content) -> Pictures {
        let ids = content.pictures.keys().enumerate().map(|(at, path)| (path.clone(), PictureId(at)));
        let all = content.pictures.iter().map(|(path, file)| Picture {
            path: path.clone(),
            bytes: file.bytes.clone(),
            kind: file.kind,
            width: file.width,
            height: file.height,
            is_used: false,
        });
        Pictures { all: all.collect(), ids: ids.collect() }
    }

    /// Finds a picture as written in a file of `folder`: `/pictures/a.jpg` lies in `content/pictures/`,
    /// `a.jpg` beside the text.
    pub fn find(&self, written: &str, folder: &str) -> Option<PictureId> {
        let path = match written.strip_prefix('/') {
            Some(shared) => format!("content/{shared}"),
            None => format!("{folder}/{}", written.strip_prefix("./").unwrap_or(written)),
        };
        self.ids.get(&path).copied()
    }

    /// Returns the paths of all pictures there are, for suggestions.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        self.ids.keys().map(String::as_str)
    }

    /// Returns all pictures, marked where they are used.
    pub fn into_marked(mut self, used: impl Iterator<Item = PictureId>) -> Vec<Picture> {
        used.for_each(|id| self.all[id.0].is_used = true);
        self.all
    }
}
