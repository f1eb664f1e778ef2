//! The pictures that pages use, each once.

use std::collections::BTreeMap;

use crate::model::content::Content;
use crate::model::site::{Picture, PictureId};

/// Finds pictures and keeps those that are used.
pub struct Pictures<'a> {
    content: &'a Content,
    /// Those that are used, in the order found.
    pub used: Vec<Picture>,
    ids: BTreeMap<String, PictureId>,
}

impl<'a> Pictures<'a> {
    /// Starts with none used.
    pub fn new(content: &'a Content) -> Pictures<'a> {
        Pictures { content, used: Vec::new(), ids: BTreeMap::new() }
    }

    /// Finds a picture as written in a file of `folder`: `/pictures/a.jpg` lies in `content/pictures/`,
    /// `a.jpg` beside the text.
    pub fn find(&mut self, written: &str, folder: &str) -> Option<PictureId> {
        let path = match written.strip_prefix('/') {
            Some(shared) => format!("content/{shared}"),
            None => format!("{folder}/{}", written.strip_prefix("./").unwrap_or(written)),
        };
        if let Some(id) = self.ids.get(&path) {
            return Some(*id);
        }
        let file = self.content.pictures.get(&path)?;
        let id = PictureId(self.used.len());
        self.used.push(Picture {
            path: path.clone(),
            bytes: file.bytes.clone(),
            kind: file.kind,
            width: file.width,
            height: file.height,
        });
        self.ids.insert(path, id);
        Some(id)
    }

    /// Returns the paths of all pictures there are, for suggestions.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        self.content.pictures.keys().map(String::as_str)
    }
}
