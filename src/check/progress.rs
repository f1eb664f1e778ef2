//! Reads progress tables into reports: typed, checked, and safe to publish.
//!
//! The individual checks (P01–P11 of the content plan of the campaign) are separate rules.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::check::by_indicator;
use crate::check::progress_row::{Count, ProgressRow, ReportDay, cell_name};
use crate::check::rules;
use crate::check::rules::count_as_text::read_count;
use crate::check::rules::formula_error::is_broken;
use crate::check::rules::unknown_status::{self, Word};
use crate::check::small_cells::{self, WeeklyReport};
use crate::config::Config;
use crate::config::yaml::parse_day;
use crate::diag::{Diagnostics, FileId, Severity, Span};
use crate::model::content::{Content, Status, Table, TableRow};
use crate::model::progress::{Band, Progress, Report, Share, UnitRow};
use crate::model::reference::ResolvedValue;
use crate::model::spanned::Spanned;
use crate::model::tables::{Column, TableWords, column_key};
use crate::model::value::{Decimal, Value};

/// The fields of the placeholder `progress.<indicator>.<field>`.
pub const FIELDS: [&str; 6] = ["done", "of", "percent", "remaining", "in_hundred", "as_of"];

/// The progress after all checks.
#[derive(Debug, Default)]
pub struct CheckedProgress {
    /// The part that may be published.
    pub shown: Progress,
    /// Whether the figures are too old to be read aloud.
    pub too_old_to_read: bool,
    /// Whether a table has errors, which may be why figures are missing.
    pub has_errors: bool,
}

/// The rules that look at one row.
const ROW_RULES: &[fn(&ProgressRow, &Config, &mut Diagnostics)] = &[
    rules::count_over_total::check,
    rules::progress_date::check,
    rules::sample_in_public::check,
    rules::unknown_unit::check,
];

/// The rules that look at the rows of all days together.
const DAY_RULES: &[fn(&[ReportDay<'_>], &Config, &mut Diagnostics)] =
    &[rules::stale_figures::check, rules::total_mismatch::check];

/// Checks all tables together.
pub fn check_progress(
    content: &Content,
    config: &Config,
    diags: &mut Diagnostics,
) -> CheckedProgress {
    let first = diags.list.len();
    let mut rows = Vec::new();
    for table in &content.tables {
        rows.extend(read_rows(table, content, config, diags));
    }
    for row in &rows {
        ROW_RULES.iter().for_each(|check| check(row, config, diags));
        rules::reported_percent::check(row, content, config, diags);
    }
    let duplicates = rules::progress_date::check_duplicates(&rows, diags);
    let mut index = 0..;
    rows.retain(|_| index.next().is_none_or(|index| !duplicates.contains(&index)));
    let days = by_day(&rows);
    let incomplete = rules::hamlet_missing::check(&days, config, diags);
    let is_complete = |row: &ProgressRow| !row.is_total || !incomplete.contains(&row.date);
    let complete: Vec<&ProgressRow> = rows.iter().filter(|row| is_complete(row)).collect();
    rules::count_fell::check(&complete, config, diags);
    rules::eligible_changed::check(&complete, config, diags);
    DAY_RULES.iter().for_each(|check| check(&days, config, diags));
    let shown = shown(&days, config, diags);
    let too_old_to_read = rules::old_figures::check(shown.latest.as_ref(), config, diags);
    let has_errors = content.has_errors_in("content/progress/")
        || diags.list[first..].iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    CheckedProgress { shown, too_old_to_read, has_errors }
}

impl CheckedProgress {
    /// Returns the value of `progress.<rest>`.
    pub fn said(&self, rest: &str) -> Option<ResolvedValue> {
        let (id, field) = rest.rsplit_once('.')?;
        let report = self.shown.latest.as_ref()?;
        let share = report.totals.get(id)?;
        let value = match field {
            "done" => Value::Count(share.done),
            "of" => Value::Count(share.of),
            "remaining" => Value::Count(share.remaining()),
            "in_hundred" => Value::InHundred(share.in_hundred()),
            "percent" => Value::Percent(share.percent()?),
            "as_of" => report.as_of.map_or(Value::UnknownDate, Value::Date),
            _ => return None,
        };
        Some(ResolvedValue::Value(value, None))
    }
}

fn read_rows(
    table: &Table,
    content: &Content,
    config: &Config,
    diags: &mut Diagnostics,
) -> Vec<ProgressRow> {
    let names: Vec<String> = table.columns.iter().map(|at| column_key(&at.value)).collect();
    // An indicator with errors does not name its columns.
    if !content.has_errors_in("site.yaml") {
        rules::unknown_column::check(table, &names, config, diags);
    }
    let is_sheet = content.sources.get(table.file).sheet.is_some();
    let mut rows = Vec::new();
    for row in &table.rows {
        if let Some(note) = note_below(row) {
            rules::table_note::report(note, row.number, diags);
            continue;
        }
        rules::formula_error::check(row, &names, diags);
        let mut read = read_row(table.file, row, &names, is_sheet, &config.tables, diags);
        if config.tables.position(Column::Date, &names).is_none() {
            read.date = table.as_of.as_ref().map(|day| day.value);
        }
        rows.push(read);
    }
    if config.tables.is_by_indicator(&names) {
        by_indicator::join(table, &names, rows, content, config, diags)
    } else {
        rows
    }
}

fn read_row(
    file: FileId,
    row: &TableRow,
    names: &[String],
    is_sheet: bool,
    words: &TableWords,
    diags: &mut Diagnostics,
) -> ProgressRow {
    let cell = |wanted: Column| {
        let at = words.position(wanted, names)?;
        row.cells.get(at).filter(|cell| !cell.value.is_empty() && !is_broken(&cell.value))
    };
    let text = |wanted: Column| cell(wanted).map_or_else(String::new, |at| at.value.clone());
    let start = row.cells.first().map_or(0, |at| at.span.start as usize);
    let end = row.cells.last().map_or(0, |at| at.span.end as usize);
    let span = Span::new(file, start..end.max(start));
    let date = cell(Column::Date).and_then(|at| {
        let day = parse_day(&at.value);
        if day.is_none() {
            rules::progress_date::report_unreadable(at, diags);
        }
        day
    });
    let unit = cell(Column::Unit).cloned().unwrap_or(Spanned { value: String::new(), span });
    let is_total = words.is_total(&text(Column::Level), &unit.value);
    let word = cell(Column::Status).map(|at| {
        let column = words.position(Column::Status, names).unwrap_or_default();
        unknown_status::read(at, &cell_name(column, row.number), diags)
    });
    let status = match word {
        Some(Word::Draft) => Status::Draft,
        Some(Word::Approved) => Status::Approved,
        Some(Word::Sample | Word::Unknown) | None => Status::Unsaid,
    };
    let mut counts = BTreeMap::new();
    for (column, (name, at)) in names.iter().zip(&row.cells).enumerate() {
        if words.column(name).is_some() || name.is_empty() || is_broken(&at.value) {
            continue;
        }
        if let Some(value) = read_count(at, &cell_name(column, row.number), words, diags) {
            counts.insert(name.clone(), Count { value, span: at.span, column, row: row.number });
        }
    }
    let reported = cell(Column::ReportedPercent).and_then(|at| {
        let shown = if is_sheet { shown_percent(&at.value) } else { None };
        let typed = shown.as_deref().unwrap_or(&at.value);
        let decimal = Decimal::parse(typed.trim_end_matches(['%', ' ', '\u{a0}']));
        if decimal.is_none() {
            rules::reported_percent::report_unreadable(at, diags);
        }
        let of = cell(Column::ReportedOf)
            .cloned()
            .unwrap_or(Spanned { value: String::new(), span: at.span });
        Some((Spanned { value: decimal?, span: at.span }, of))
    });
    ProgressRow {
        date,
        unit,
        is_total,
        counts,
        status,
        is_sample: word == Some(Word::Sample),
        note: text(Column::Note),
        source: text(Column::Source),
        reported,
        span,
        number: row.number,
    }
}

/// Returns the words of a row below the figures that is a note or a signature: one cell of words.
fn note_below(row: &TableRow) -> Option<&Spanned<String>> {
    let mut filled = row.cells.iter().filter(|cell| !cell.value.is_empty());
    let (Some(only), None) = (filled.next(), filled.next()) else { return None };
    only.value.contains(' ').then_some(only)
}

/// Returns a percentage as Excel shows it: a workbook stores 69,7 % as 0.697.
fn shown_percent(stored: &str) -> Option<String> {
    let share: f64 = stored.parse().ok()?;
    (share > 0.0 && share <= 1.0).then(|| format!("{:.1}", share * 100.0))
}

/// Groups rows by day. Rows without a day are first.
fn by_day(rows: &[ProgressRow]) -> Vec<ReportDay<'_>> {
    let mut days: BTreeMap<Option<Date>, ReportDay<'_>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.status != Status::Draft) {
        let day = days.entry(row.date).or_insert_with(|| ReportDay {
            date: row.date,
            total: None,
            units: Vec::new(),
        });
        if row.is_total {
            day.total.get_or_insert(row);
        } else {
            day.units.push(row);
        }
    }
    days.into_values().collect()
}

/// Returns the part that may be published: totals as numbers, and hamlets as bands if no small
/// count can be derived from them.
fn shown(days: &[ReportDay<'_>], config: &Config, diags: &mut Diagnostics) -> Progress {
    // Samples are made up, so they are published only in a demo build.
    let fits = |row: &ProgressRow| config.demo || !row.is_sample;
    let days: Vec<(&ProgressRow, Vec<&ProgressRow>)> = days
        .iter()
        .filter_map(|day| {
            Some((
                day.total.filter(|total| fits(total))?,
                day.units.iter().copied().filter(|row| fits(row)).collect(),
            ))
        })
        .collect();
    let may_be_shown = hamlets_may_be_shown(&days, config);
    let mut history = Vec::new();
    for ((total, units), may_be_shown) in days.iter().zip(&may_be_shown) {
        let shares = |row: &ProgressRow| -> BTreeMap<String, Share> {
            let share = |done: &str, of: &str| {
                Some(Share {
                    done: row.counts.get(&column_key(done))?.value,
                    of: row.counts.get(&column_key(of))?.value,
                })
            };
            config
                .indicators
                .iter()
                .filter_map(|(id, indicator)| {
                    Some((id.clone(), share(&indicator.done, &indicator.of)?))
                })
                .collect()
        };
        let units = units.iter().filter(|_| *may_be_shown).map(|row| {
            let shares = shares(row);
            let bands = config
                .indicators
                .iter()
                .map(|(id, _)| (id.clone(), Band::of(shares.get(id))))
                .collect();
            UnitRow { unit: row.unit.value.clone(), bands }
        });
        history.push(Report {
            as_of: total.date,
            unit: total.unit.value.clone(),
            totals: shares(total),
            units: units.collect(),
            source: total.source.clone(),
            note: total.note.clone(),
            is_sample: total.is_sample,
            span: total.span,
        });
    }
    if let (Some((total, _)), Some(false)) = (days.last(), may_be_shown.last()) {
        rules::hamlets_hidden::report(total.span, diags);
    }
    Progress {
        latest: history.last().cloned(),
        history,
        indicators: config
            .indicators
            .iter()
            .map(|(id, indicator)| (id.clone(), indicator.title.clone()))
            .collect(),
    }
}

fn hamlets_may_be_shown(days: &[(&ProgressRow, Vec<&ProgressRow>)], config: &Config) -> Vec<bool> {
    let indicators: Vec<(String, String)> = config
        .indicators
        .iter()
        .map(|(_, indicator)| (column_key(&indicator.done), column_key(&indicator.of)))
        .collect();
    let counts = |row: &ProgressRow| {
        row.counts.iter().map(|(column, count)| (column.clone(), count.value)).collect()
    };
    let weeks: Vec<WeeklyReport> = days
        .iter()
        .map(|(_, units)| WeeklyReport {
            units: units.iter().map(|row| (row.unit.value.clone(), counts(row))).collect(),
        })
        .collect();
    small_cells::may_be_shown(&weeks, &indicators)
}
