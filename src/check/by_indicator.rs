//! Tables with one row per indicator, as offices report by letter and telephone (`chi_so`,
//! `da_lam`, `tren_tong`). Rows of the same day and unit are joined into one row, as in other
//! tables.
//!
//! The same rules for checks and publication apply to both kinds of tables.

use std::collections::BTreeMap;

use crate::check::progress_row::{Count, ProgressRow};
use crate::check::rules;
use crate::check::rules::count_as_text::report_differing;
use crate::check::rules::formula_error::is_broken;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::campaign::Indicator;
use crate::model::content::{Content, Status, Table};
use crate::model::spanned::Spanned;
use crate::model::tables::{Column, TableWords, column_key};
use crate::text::fold::fold;

/// Puts the rows of one day and unit together. Without a column of units, figures are the whole campaign's.
pub fn join(
    table: &Table,
    names: &[String],
    rows: Vec<ProgressRow>,
    content: &Content,
    config: &Config,
    diags: &mut Diagnostics,
) -> Vec<ProgressRow> {
    let Some(column) = config.tables.position(Column::Indicator, names) else {
        return rows;
    };
    let has_units = config.tables.position(Column::Unit, names).is_some();
    let mut joined: Vec<ProgressRow> = Vec::new();
    let mut places = BTreeMap::new();
    for (cells, mut row) in table.rows.iter().zip(rows) {
        let Some(cell) = cells.cells.get(column).filter(|cell| !is_broken(&cell.value)) else {
            continue;
        };
        let Some(indicator) = named(&cell.value, config) else {
            rules::unknown_indicator::report(cell, config, diags);
            continue;
        };
        row.counts = counts(&row.counts, indicator, &config.tables);
        if !has_units {
            let lang = &config.default_language;
            row.unit.value = config.title.get(lang, lang).to_owned();
            row.is_total = true;
        }
        if let Some((_, of)) = &mut row.reported
            && of.value.is_empty()
        {
            of.value.clone_from(&indicator.of);
        }
        // A row's own percentage is judged while its counts are alone.
        rules::reported_percent::check(&row, content, config, diags);
        row.reported = None;
        let key = (row.date, row.is_total, fold(&row.unit.value));
        match places.get(&key) {
            Some(at) => add(&mut joined[*at], row, &column_key(&indicator.done), cell, diags),
            None => {
                places.insert(key, joined.len());
                joined.push(row);
            }
        }
    }
    joined
}

/// Returns the indicator that a cell names, either by the key in `site.yaml` or by one of its
/// titles.
fn named<'a>(cell: &str, config: &'a Config) -> Option<&'a Indicator> {
    // Cells of Excel may contain line breaks.
    let spaced = |text: &str| fold(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted = spaced(cell);
    let is_meant = |title: &String| spaced(title) == wanted;
    config
        .indicators
        .iter()
        .find(|(id, indicator)| {
            *id == wanted
                || indicator
                    .title
                    .plain
                    .iter()
                    .chain(indicator.title.by_lang.values())
                    .any(is_meant)
        })
        .map(|(_, indicator)| indicator)
}

/// The counts of a row under the names of its indicator's columns.
fn counts(
    typed: &BTreeMap<String, Count>,
    indicator: &Indicator,
    words: &TableWords,
) -> BTreeMap<String, Count> {
    let of = |column| words.names(column).iter().find_map(|name| typed.get(name)).copied();
    let done = of(Column::Done).map(|count| (column_key(&indicator.done), count));
    let whole = of(Column::Of).map(|count| (column_key(&indicator.of), count));
    whole.into_iter().chain(done).collect()
}

/// Adds the counts of a row to the row of the same day and unit.
fn add(
    to: &mut ProgressRow,
    row: ProgressRow,
    done: &str,
    cell: &Spanned<String>,
    diags: &mut Diagnostics,
) {
    for (column, count) in row.counts {
        let Some(first) = to.counts.get(&column) else {
            to.counts.insert(column, count);
            continue;
        };
        // Two indicators may have the same total.
        if column == done {
            rules::progress_date::report_twice(row.span, row.number, &cell.value, to.span, diags);
        } else if first.value != count.value {
            report_differing(&column, first, &count, diags);
        }
    }
    if row.status == Status::Draft {
        to.status = Status::Draft;
    }
    to.is_sample |= row.is_sample;
    for (to, more) in [(&mut to.note, row.note), (&mut to.source, row.source)] {
        if to.is_empty() {
            *to = more;
        }
    }
}
