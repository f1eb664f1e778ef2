//! Word lists and tables from data files.
//!
//! Long lists are text files, so that readers who don't know Rust can check and extend them. All
//! files have one format: `#` starts a comment line, `[name]` starts a section. In a list, entries
//! are separated by commas; in a table, each line is a row, and `|` separates its fields.

use std::ops::Deref;
use std::sync::OnceLock;

/// A list of words or phrases: one section of a data file, parsed at first use.
pub(crate) struct WordList {
    file: &'static str,
    section: &'static str,
    words: OnceLock<Vec<&'static str>>,
}

impl WordList {
    /// Returns the list in a section of a data file.
    pub(crate) const fn new(file: &'static str, section: &'static str) -> WordList {
        WordList { file, section, words: OnceLock::new() }
    }
}

impl Deref for WordList {
    type Target = [&'static str];

    fn deref(&self) -> &[&'static str] {
        self.words.get_or_init(|| {
            let mut words = Vec::new();
            for line in section_lines(self.file, self.section) {
                words.extend(line.split(',').map(str::trim));
            }
            words.retain(|word| !word.is_empty());
            assert!(!words.is_empty(), "the data file has no list `{}`", self.section);
            words
        })
    }
}

/// A table with `N` columns: one section of a data file, parsed at first use.
///
/// Missing fields at the end of a row are empty.
pub(crate) struct DataTable<const N: usize> {
    file: &'static str,
    section: &'static str,
    rows: OnceLock<Vec<[&'static str; N]>>,
}

impl<const N: usize> DataTable<N> {
    /// Returns the table in a section of a data file.
    pub(crate) const fn new(file: &'static str, section: &'static str) -> DataTable<N> {
        DataTable { file, section, rows: OnceLock::new() }
    }
}

impl<const N: usize> Deref for DataTable<N> {
    type Target = [[&'static str; N]];

    fn deref(&self) -> &[[&'static str; N]] {
        self.rows.get_or_init(|| {
            let lines = section_lines(self.file, self.section);
            let rows: Vec<_> = lines.into_iter().map(split_row).collect();
            assert!(!rows.is_empty(), "the data file has no table `{}`", self.section);
            rows
        })
    }
}

impl DataTable<2> {
    /// Returns the second field of the row whose first field is `key`.
    pub(crate) fn get(&self, key: &str) -> Option<&'static str> {
        for [first, second] in self.iter() {
            if *first == key {
                return Some(second);
            }
        }
        None
    }
}

fn split_row<const N: usize>(line: &'static str) -> [&'static str; N] {
    let mut fields = line.split('|').map(str::trim);
    std::array::from_fn(|_| fields.next().unwrap_or(""))
}

/// Returns the lines of a section, without comments and empty lines.
fn section_lines(file: &'static str, section: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in file.lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(name) => inside = name == section,
            None if inside => found.push(line),
            None => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{DataTable, WordList};

    const FILE: &str =
        "# comment\n[fruit]\napple, plum,\n# comment\npear\n\n[color]\nred | đỏ\nblue\n";

    #[test]
    fn sections_are_parsed() {
        let fruit = WordList::new(FILE, "fruit");
        assert_eq!(*fruit, ["apple", "plum", "pear"]);
        let color = DataTable::<2>::new(FILE, "color");
        assert_eq!(*color, [["red", "đỏ"], ["blue", ""]]);
        assert_eq!((color.get("red"), color.get("green")), (Some("đỏ"), None));
    }

    #[test]
    #[should_panic(expected = "no list `tree`")]
    fn a_missing_section_is_a_bug() {
        let _ = WordList::new(FILE, "tree").len();
    }
}
