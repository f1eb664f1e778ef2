//! What a file carries beside what it shows.

/// Words and position in the metadata of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// The words, one text per field.
    pub texts: Vec<String>,
    /// Cells of tables, row by row.
    pub rows: Vec<Vec<String>>,
    /// Whether the metadata contains the position of a photo.
    pub tells_position: bool,
}

impl Notes {
    /// Adds what another part of the file carries.
    pub(crate) fn add(&mut self, other: Notes) {
        self.texts.extend(other.texts);
        self.rows.extend(other.rows);
        self.tells_position |= other.tells_position;
    }
}
