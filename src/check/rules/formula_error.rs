//! A cell with an error of Excel (`#DIV/0!`), or with a formula that has no stored result.

use crate::check::progress_row::cell_name;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};
use crate::model::content::TableRow;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "formula-error", configurable: false, page: include_str!("formula-error.md") }];

/// What spreadsheets show in the place of a result.
const ERRORS: [&str; 12] = [
    "#DIV/0!",
    "#N/A",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#REF!",
    "#VALUE!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#DATA!",
    "#GETTING_DATA",
];

/// Returns whether a cell contains an error value, or a formula instead of its result.
pub fn is_broken(cell: &str) -> bool {
    is_formula(cell) || ERRORS.iter().any(|error| error.eq_ignore_ascii_case(cell))
}

/// Returns whether a text is a formula such as `=SUM(A1:A3)`. Notes may start with `=>`.
fn is_formula(cell: &str) -> bool {
    let begins = |letter: char| letter.is_alphanumeric() || "(+-'\"$_#".contains(letter);
    cell.strip_prefix('=').is_some_and(|formula| formula.starts_with(begins))
}

/// Checks the cells of one row in columns with a name.
pub fn check(row: &TableRow, names: &[String], diags: &mut Diagnostics) {
    for (index, (cell, column)) in row.cells.iter().zip(names).enumerate() {
        if column.is_empty() || !is_broken(&cell.value) {
            continue;
        }
        let name = cell_name(index, row.number);
        let (text, hint) = if is_formula(&cell.value) {
            (
                Text::new(
                    format!("ô {name}: công thức chưa có kết quả"),
                    format!("cell {name}: the formula has no result"),
                ),
                Text::new(
                    "mở tệp bằng Excel, chờ Excel tính xong rồi lưu lại; hoặc ghi thẳng giá trị vào ô",
                    "open the file in Excel, let it calculate and save it; or write the value itself",
                ),
            )
        } else {
            (
                Text::new(
                    format!("ô {name}: công thức bị lỗi `{}`", cell.value),
                    format!("cell {name}: the formula failed with `{}`", cell.value),
                ),
                Text::new(
                    "sửa công thức trong Excel, hoặc ghi thẳng giá trị vào ô; chưa có thì để ô trống",
                    "correct the formula in Excel, or write the value itself; leave it empty if there is none",
                ),
            )
        };
        diags.error("formula-error", cell.span, text).hint(hint);
    }
}
