//! Tables with a row for each indicator, as offices report by letter and telephone (`chi_so`, `da_lam`, `tren_tong`):
//! rows of one day and unit become the one row that other tables have.
//!
//! What a row is judged by, and what may be shown of it, is the same for both.

use std::collections::BTreeMap;

use crate::check::progress::{Count, ProgressRow, reserved};
use crate::check::rules;
use crate::check::rules::formula_error::is_broken;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::model::campaign::Indicator;
use crate::model::content::{Content, Spanned, Status, Table};
use crate::text::fold::fold;

/// The column of what is done, as typed.
pub const DONE: [&str; 2] = ["done", "da_lam"];
/// The column of what there is to do, as typed.
pub const OF: [&str; 2] = ["of", "tren_tong"];

/// Returns whether the rows of a table with these columns are about one indicator each.
pub fn is_by_indicator(names: &[String]) -> bool {
    names.iter().any(|name| reserved(name) == Some("indicator"))
}

/// Puts the rows of one day and unit together. Without a column of units, figures are the whole campaign's.
pub fn join(
    table: &Table,
    names: &[String],
    rows: Vec<ProgressRow>,
    content: &Content,
    config: &Config,
    diags: &mut Diagnostics,
) -> Vec<ProgressRow> {
    let Some(column) = names.iter().position(|name| reserved(name) == Some("indicator")) else {
        return rows;
    };
    let has_units = names.iter().any(|name| reserved(name) == Some("unit"));
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
        row.counts = counts(&row.counts, indicator);
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
            Some(at) => add(&mut joined[*at], row, &indicator.done.to_lowercase(), cell, diags),
            None => {
                places.insert(key, joined.len());
                joined.push(row);
            }
        }
    }
    joined
}

/// The indicator that a cell calls by its name in `site.yaml` or by one of its titles.
fn named<'a>(cell: &str, config: &'a Config) -> Option<&'a Indicator> {
    // Excel's cells may hold line breaks.
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
fn counts(typed: &BTreeMap<String, Count>, indicator: &Indicator) -> BTreeMap<String, Count> {
    let of = |names: [&str; 2]| names.iter().find_map(|name| typed.get(*name)).copied();
    let done = of(DONE).map(|count| (indicator.done.to_lowercase(), count));
    let whole = of(OF).map(|count| (indicator.of.to_lowercase(), count));
    whole.into_iter().chain(done).collect()
}

/// Adds a row's counts to those of its day and unit.
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
        // Two indicators may be shares of the same whole.
        if column == done {
            rules::progress_date::report_twice(row.span, row.number, &cell.value, to.span, diags);
        } else if first.value != count.value {
            diags
                .error(
                    "ambiguous-count",
                    count.span,
                    Text::new(
                        format!(
                            "ô {}: `{column}` là {}, nhưng ô {} ghi {}",
                            count.cell(),
                            count.value,
                            first.cell(),
                            first.value
                        ),
                        format!(
                            "cell {}: `{column}` is {}, but cell {} says {}",
                            count.cell(),
                            count.value,
                            first.cell(),
                            first.value
                        ),
                    ),
                )
                .also(first.span, Text::new("ô thứ nhất ở đây", "the first cell is here"))
                .hint(Text::new(
                    "xem lại hai ô này với nơi gửi số liệu",
                    "check both cells with whoever sent the figures",
                ));
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
