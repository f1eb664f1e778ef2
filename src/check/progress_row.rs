//! One row of a progress table with typed cells, and the rows of a day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diag::Span;
use crate::load::table::column_letters;
use crate::model::content::Status;
use crate::model::spanned::Spanned;
use crate::model::value::Decimal;

/// One row with typed cells.
#[derive(Clone, Debug)]
pub struct ProgressRow {
    /// The day; nobody may know.
    pub date: Option<Date>,
    /// The unit as written.
    pub unit: Spanned<String>,
    /// Whether it is a total.
    pub is_total: bool,
    /// Counts by column.
    pub counts: BTreeMap<String, Count>,
    /// Not to be published, unsaid or approved.
    pub status: Status,
    /// Invented for trying out.
    pub is_sample: bool,
    /// What staff noted.
    pub note: String,
    /// Where the figures are from.
    pub source: String,
    /// The percentage as reported, and the column it is of.
    pub reported: Option<(Spanned<Decimal>, Spanned<String>)>,
    /// The whole row.
    pub span: Span,
    /// Its number as Excel counts.
    pub number: usize,
}

/// A count with its cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Count {
    /// The count.
    pub value: i64,
    /// Where it was typed.
    pub span: Span,
    /// The column, from 0.
    pub column: usize,
    /// The row as Excel counts.
    pub row: usize,
}

impl Count {
    /// Names its cell as Excel does.
    pub fn cell(&self) -> String {
        cell_name(self.column, self.row)
    }
}

/// Rows of one day, or of no known day.
#[derive(Debug)]
pub struct ReportDay<'a> {
    /// The day.
    pub date: Option<Date>,
    /// The total's row.
    pub total: Option<&'a ProgressRow>,
    /// The hamlets' rows.
    pub units: Vec<&'a ProgressRow>,
}

/// Names a cell as Excel does: `ô D5`.
pub fn cell_name(column: usize, row: usize) -> String {
    format!("{}{row}", column_letters(column))
}
