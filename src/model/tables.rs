//! The words of progress tables: names of columns, of totals and of counts that belong together.

use std::collections::BTreeMap;

use crate::text::fold::fold;

/// Returns the key of a column: small letters without accents, words joined by `_`. `Đơn vị` and
/// `don_vi` are the same column.
pub fn column_key(name: &str) -> String {
    fold(name).split(|letter: char| letter.is_whitespace() || letter == '_').fold(
        String::new(),
        |mut key, word| {
            if !key.is_empty() && !word.is_empty() {
                key.push('_');
            }
            key.push_str(word);
            key
        },
    )
}

/// A column that means the same in every table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The day of the figures.
    Date,
    /// The hamlet, or the whole.
    Unit,
    /// Whether the row is a hamlet's or a total.
    Level,
    /// Whether the row may be published.
    Status,
    /// Anything that should be known of the row.
    Note,
    /// Where the figures are from.
    Source,
    /// A percentage as it was reported.
    ReportedPercent,
    /// The column of which the percentage is.
    ReportedOf,
    /// Who entered the row.
    EnteredBy,
    /// The indicator of the row.
    Indicator,
    /// What is done, in a row of one indicator.
    Done,
    /// What there is to do, in a row of one indicator.
    Of,
}

impl Column {
    /// The columns by their keys in `tables: columns:`.
    pub const KEYS: [(&'static [&'static str], Column); 12] = [
        (&["date"], Column::Date),
        (&["unit"], Column::Unit),
        (&["level"], Column::Level),
        (&["status"], Column::Status),
        (&["note"], Column::Note),
        (&["source"], Column::Source),
        (&["reported_percent"], Column::ReportedPercent),
        (&["reported_of"], Column::ReportedOf),
        (&["entered_by"], Column::EnteredBy),
        (&["indicator"], Column::Indicator),
        (&["done"], Column::Done),
        (&["of"], Column::Of),
    ];

    fn is_count(self) -> bool {
        matches!(self, Column::Done | Column::Of)
    }
}

/// What the words in a campaign's tables mean. Names are in small letters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableWords {
    /// The names of each column.
    pub columns: BTreeMap<Column, Vec<String>>,
    /// Levels that make a row a total.
    pub total_levels: Vec<String>,
    /// Units that make a row without a level a total, as patterns.
    pub total_units: Vec<String>,
    /// Counts that no indicator needs to name.
    pub counts: Vec<String>,
    /// Counts that may fall, as patterns.
    pub may_fall: Vec<String>,
    /// Words of a note that explain why a count fell.
    pub corrected: Vec<String>,
    /// Counts, each with one that it never exceeds.
    pub at_most: Vec<(String, String)>,
    /// Counts, each with those that it is the sum of.
    pub sums: Vec<(String, Vec<String>)>,
}

impl TableWords {
    /// Returns the names of a column.
    pub fn names(&self, column: Column) -> &[String] {
        self.columns.get(&column).map_or(&[], Vec::as_slice)
    }

    /// Returns the name that English messages show.
    pub fn english(&self, column: Column) -> &str {
        self.names(column).first().map_or("", String::as_str)
    }

    /// Returns the name that Vietnamese messages show.
    pub fn vietnamese(&self, column: Column) -> &str {
        self.names(column).last().map_or("", String::as_str)
    }

    /// Returns the column that a name means, except columns of counts.
    pub fn column(&self, name: &str) -> Option<Column> {
        for (column, names) in &self.columns {
            if !column.is_count() && names.iter().any(|known| known == name) {
                return Some(*column);
            }
        }
        None
    }

    /// Returns the place of a column in the head of a table.
    pub fn position(&self, column: Column, head: &[String]) -> Option<usize> {
        head.iter().position(|name| self.column(name) == Some(column))
    }

    /// Returns the names of all columns except those of counts.
    pub fn reserved(&self) -> impl Iterator<Item = &str> {
        let columns = self.columns.iter().filter(|(column, _)| !column.is_count());
        columns.flat_map(|(_, names)| names).map(String::as_str)
    }

    /// Returns whether the rows of a table with these columns are about one indicator each.
    pub fn is_by_indicator(&self, head: &[String]) -> bool {
        self.position(Column::Indicator, head).is_some()
    }

    /// Returns whether a row is the total of its day.
    pub fn is_total(&self, level: &str, unit: &str) -> bool {
        let level = level.to_lowercase();
        if level.is_empty() {
            return matches(&self.total_units, &fold(unit));
        }
        self.total_levels.contains(&level)
    }

    /// Returns whether a count may be smaller than in the report before.
    pub fn may_fall(&self, column: &str) -> bool {
        matches(&self.may_fall, column)
    }

    /// Returns whether a note explains why a count fell.
    pub fn explains_fall(&self, note: &str) -> bool {
        let note = fold(note);
        self.corrected.iter().any(|word| note.contains(word))
    }
}

/// Returns whether a name is one of the patterns; `tong*` is any name that begins with `tong`.
fn matches(patterns: &[String], name: &str) -> bool {
    patterns.iter().any(|pattern| match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => pattern == name,
    })
}
