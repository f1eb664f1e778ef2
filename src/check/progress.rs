//! Progress tables become reports: typed, judged, and made safe to publish.
//!
//! The single judgements (P01–P11 of the campaign's content plan) are rules of their own.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::check::by_indicator;
use crate::check::rules;
use crate::check::rules::count_as_text::read_count;
use crate::check::rules::formula_error::is_broken;
use crate::check::rules::unknown_status::{self, Word};
use crate::check::small_cells::{self, WeeklyReport};
use crate::config::Config;
use crate::config::yaml::parse_day;
use crate::diag::{Diagnostics, FileId, Span};
use crate::load::table::column_letters;
use crate::model::content::{Content, Spanned, Status, Table, TableRow};
use crate::model::progress::{Band, Progress, Report, Share, UnitRow};
use crate::model::site::ResolvedValue;
use crate::model::value::{Decimal, Value};

/// What may stand behind `progress.<indicator>.`.
pub const FIELDS: [&str; 6] = ["done", "of", "percent", "remaining", "in_hundred", "as_of"];

/// Progress after judging.
#[derive(Debug, Default)]
pub struct CheckedProgress {
    /// What may be shown.
    pub shown: Progress,
    /// The figures are too old to be read out.
    pub too_old_to_read: bool,
}

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
    /// Where.
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

/// Judges all tables together.
pub fn check_progress(
    content: &Content,
    config: &Config,
    diags: &mut Diagnostics,
) -> CheckedProgress {
    let mut rows = Vec::new();
    for table in &content.tables {
        rows.extend(read_rows(table, content, config, diags));
    }
    for row in &rows {
        rules::count_over_total::check(row, config, diags);
        rules::reported_percent::check(row, content, config, diags);
        rules::progress_date::check(row, config, diags);
        rules::unknown_unit::check(row, config, diags);
        rules::sample_in_public::check(row, config, diags);
    }
    rules::progress_date::check_duplicates(&rows, diags);
    let days = by_day(&rows);
    rules::total_mismatch::check(&days, config, diags);
    rules::hamlet_missing::check(&days, config, diags);
    rules::count_fell::check(&rows, diags);
    rules::eligible_changed::check(&days, config, diags);
    rules::stale_figures::check(&days, config, diags);
    let shown = shown(&days, config, diags);
    let too_old_to_read = rules::old_figures::check(shown.latest.as_ref(), config, diags);
    CheckedProgress { shown, too_old_to_read }
}

impl CheckedProgress {
    /// Returns what `progress.<rest>` says.
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

/// Names a cell as Excel does: `ô D5`.
pub fn cell_name(column: usize, row: usize) -> String {
    format!("{}{row}", column_letters(column))
}

/// Which reserved column a name means.
pub fn reserved(name: &str) -> Option<&'static str> {
    Some(match name {
        "date" | "ngay" => "date",
        "unit" | "don_vi" => "unit",
        "level" | "cap_don_vi" => "level",
        "status" | "trang_thai" => "status",
        "note" | "ghi_chu" => "note",
        "source" | "nguon" => "source",
        "reported_percent" | "ty_le_bao_cao" => "reported_percent",
        "reported_of" | "ty_le_tren" => "reported_of",
        "entered_by" | "nguoi_nhap" => "entered_by",
        "indicator" | "chi_so" => "indicator",
        _ => return None,
    })
}

fn read_rows(
    table: &Table,
    content: &Content,
    config: &Config,
    diags: &mut Diagnostics,
) -> Vec<ProgressRow> {
    let names: Vec<String> =
        table.columns.iter().map(|at| at.value.trim().to_lowercase()).collect();
    rules::unknown_column::check(table, &names, config, diags);
    let mut rows = Vec::new();
    for row in &table.rows {
        rules::formula_error::check(row, &names, diags);
        rows.push(read_row(table.file, row, &names, diags));
    }
    if by_indicator::is_by_indicator(&names) {
        by_indicator::join(table, &names, rows, content, config, diags)
    } else {
        rows
    }
}

fn read_row(
    file: FileId,
    row: &TableRow,
    names: &[String],
    diags: &mut Diagnostics,
) -> ProgressRow {
    let cell = |wanted: &str| {
        let at = names.iter().position(|name| reserved(name) == Some(wanted))?;
        row.cells.get(at).filter(|cell| !cell.value.is_empty() && !is_broken(&cell.value))
    };
    let text = |wanted: &str| cell(wanted).map_or_else(String::new, |at| at.value.clone());
    let start = row.cells.first().map_or(0, |at| at.span.start as usize);
    let end = row.cells.last().map_or(0, |at| at.span.end as usize);
    let span = Span::new(file, start..end.max(start));
    let date = cell("date").and_then(|at| {
        let day = parse_day(&at.value);
        if day.is_none() {
            rules::progress_date::report_unreadable(at, diags);
        }
        day
    });
    let level = text("level").to_lowercase();
    let unit = cell("unit").cloned().unwrap_or(Spanned { value: String::new(), span });
    let unit_folded = crate::text::fold::fold(&unit.value);
    let is_total = matches!(level.as_str(), "xa" | "xã" | "khu" | "commune" | "total")
        || (level.is_empty() && (unit_folded.starts_with("tong") || unit_folded == "toan xa"));
    let word = cell("status").map(|at| {
        let column =
            names.iter().position(|name| reserved(name) == Some("status")).unwrap_or_default();
        unknown_status::read(at, &cell_name(column, row.number), diags)
    });
    let status = match word {
        Some(Word::Draft) => Status::Draft,
        Some(Word::Approved) => Status::Approved,
        Some(Word::Sample | Word::Unknown) | None => Status::Unsaid,
    };
    let mut counts = BTreeMap::new();
    for (column, (name, at)) in names.iter().zip(&row.cells).enumerate() {
        if reserved(name).is_some() || name.is_empty() || is_broken(&at.value) {
            continue;
        }
        if let Some(value) = read_count(at, &cell_name(column, row.number), diags) {
            counts.insert(name.clone(), Count { value, span: at.span, column, row: row.number });
        }
    }
    let reported = cell("reported_percent").and_then(|at| {
        let decimal = Decimal::parse(at.value.trim_end_matches(['%', ' ', '\u{a0}']));
        if decimal.is_none() {
            rules::reported_percent::report_unreadable(at, diags);
        }
        let of =
            cell("reported_of").cloned().unwrap_or(Spanned { value: String::new(), span: at.span });
        Some((Spanned { value: decimal?, span: at.span }, of))
    });
    ProgressRow {
        date,
        unit,
        is_total,
        counts,
        status,
        is_sample: word == Some(Word::Sample),
        note: text("note"),
        source: text("source"),
        reported,
        span,
        number: row.number,
    }
}

/// Groups rows by day, the unknown day first.
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

/// What may be shown: totals in numbers, hamlets in bands, where no small count can be worked out from them.
fn shown(days: &[ReportDay<'_>], config: &Config, diags: &mut Diagnostics) -> Progress {
    // Samples are made up: shown only where the build asks for them.
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
                    done: row.counts.get(&done.to_lowercase())?.value,
                    of: row.counts.get(&of.to_lowercase())?.value,
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
                .map(|(id, _)| (id.clone(), band(shares.get(id))))
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
        .map(|(_, indicator)| (indicator.done.to_lowercase(), indicator.of.to_lowercase()))
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

/// Bands tell how far a hamlet is without a number that could name people.
pub fn band(share: Option<&Share>) -> Band {
    match share {
        None => Band::Unknown,
        Some(share) if share.of <= 0 => Band::Unknown,
        Some(share) if share.done >= share.of => Band::Complete,
        Some(share) if share.done * 10 >= share.of * 9 => Band::Nearly,
        Some(_) => Band::Underway,
    }
}
