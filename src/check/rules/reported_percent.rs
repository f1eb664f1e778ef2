//! P04: a reported percentage that disagrees with the counts in its row.

use crate::check::progress_row::ProgressRow;
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Severity, Span, Text};
use crate::model::content::Content;
use crate::model::format::Formatter;
use crate::model::lang::Lang;
use crate::model::progress::Share;
use crate::model::spanned::Spanned;
use crate::model::tables::{Column, TableWords, column_key};
use crate::model::value::Decimal;

/// The codes of this file.
pub const RULES: &[Rule] = &[
    Rule {
        code: "reported-percent",
        configurable: true,
        page: include_str!("reported-percent.md"),
    },
    Rule {
        code: "reported-percent-cut",
        configurable: true,
        page: include_str!("reported-percent-cut.md"),
    },
];

/// Checks one row.
pub fn check(row: &ProgressRow, content: &Content, config: &Config, diags: &mut Diagnostics) {
    let Some((percent, of)) = &row.reported else { return };
    let words = &config.tables;
    let of_column = column_key(&of.value);
    let candidates = || config.indicators.iter().map(|(_, indicator)| indicator);
    let done = candidates()
        .find(|indicator| {
            column_key(&indicator.of) == of_column
                && fits(row, &indicator.done, &of_column, percent.value).is_some()
        })
        .or_else(|| {
            candidates().filter(|indicator| column_key(&indicator.of) == of_column).max_by_key(
                |indicator| {
                    // Several indicators may have the same total; choose one with counts in the
                    // row.
                    row.counts.contains_key(&column_key(&indicator.done))
                },
            )
        })
        .map(|indicator| column_key(&indicator.done));
    let Some(done) = done else {
        report_no_base(row, percent, of, words, diags);
        return;
    };
    let (Some(part), Some(whole)) = (row.counts.get(&done), row.counts.get(&of_column)) else {
        return;
    };
    let share = Share { done: part.value, of: whole.value };
    let format = content.formatter(&config.default_language);
    let figures = |lang| Figures::new(percent.value, share, &lang, format);
    let (vi, en) = (figures(Lang::vietnamese()), figures(Lang::english()));
    match fit(share, percent.value) {
        Some(Fit::Rounded) => {}
        Some(Fit::Cut) => report_cut(percent.span, &vi, &en, diags),
        None => {
            let other = other_base(row, part.value, percent.value, &of_column);
            report_wrong(percent.span, &vi, &en, other, words, diags);
        }
    }
}

/// The figures of a message as its language writes them.
struct Figures {
    reported: String,
    exact: String,
    part: String,
    whole: String,
}

impl Figures {
    fn new(reported: Decimal, share: Share, lang: &Lang, format: Formatter<'_>) -> Figures {
        // Two decimals: a message about cutting off must not cut.
        let exact = share.percent_with(2).unwrap_or(Decimal { units: 0, scale: 0 });
        Figures {
            reported: format.percent(reported, lang),
            exact: format.percent(exact, lang),
            part: format.count(share.done, lang),
            whole: format.count(share.of, lang),
        }
    }
}

fn report_cut(span: Span, vi: &Figures, en: &Figures, diags: &mut Diagnostics) {
    diags.add(
        "reported-percent-cut",
        Severity::Info,
        span,
        Text::new(
            format!(
                "{} là số cắt bớt, không làm tròn: đúng là {} ({} trên {})",
                vi.reported, vi.exact, vi.part, vi.whole
            ),
            format!(
                "{} is cut off, not rounded: it is {} ({} of {})",
                en.reported, en.exact, en.part, en.whole
            ),
        ),
    );
}

/// Reports a percentage that the counts don't give; `other` is a column of which they do.
fn report_wrong(
    span: Span,
    vi: &Figures,
    en: &Figures,
    other: Option<&str>,
    words: &TableWords,
    diags: &mut Diagnostics,
) {
    let severity = if other.is_some() { Severity::Warning } else { Severity::Error };
    let text = Text::new(
        format!("báo cáo ghi {}, nhưng {} trên {} là {}", vi.reported, vi.part, vi.whole, vi.exact),
        format!("{} was reported, but {} of {} is {}", en.reported, en.part, en.whole, en.exact),
    );
    diags.add("reported-percent", severity, span, text).hint(match other {
        Some(column) => Text::new(
            format!(
                "số này đúng nếu tính trên `{column}`; ghi `{}`: {column}",
                words.vietnamese(Column::ReportedOf)
            ),
            format!(
                "it is right if taken of `{column}`; write that in `{}`",
                words.english(Column::ReportedOf)
            ),
        ),
        None => Text::new("xem lại số đếm hoặc tỷ lệ", "check the counts or the percentage"),
    });
}

/// Reports a percentage that is none.
pub fn report_unreadable(cell: &Spanned<String>, diags: &mut Diagnostics) {
    diags
        .error(
            "reported-percent",
            cell.span,
            Text::new(
                format!("`{}` không phải tỷ lệ phần trăm", cell.value),
                format!("`{}` is not a percentage", cell.value),
            ),
        )
        .hint(Text::new("ghi như `48,3`", "write it as `48.3`"));
}

fn report_no_base(
    row: &ProgressRow,
    percent: &Spanned<Decimal>,
    of: &Spanned<String>,
    words: &TableWords,
    diags: &mut Diagnostics,
) {
    let known = row.counts.contains_key(&column_key(&of.value));
    let text = if of.value.is_empty() {
        Text::new(
            "có tỷ lệ mà không ghi tính trên cột nào",
            "there is a percentage, but not of what",
        )
    } else if known {
        Text::new(
            format!("không có chỉ tiêu nào tính trên `{}`", of.value),
            format!("no indicator is taken of `{}`", of.value),
        )
    } else {
        Text::new(
            format!("bảng không có cột `{}`", of.value),
            format!("the table has no column `{}`", of.value),
        )
    };
    diags.warning("reported-percent", percent.span, text).hint(Text::new(
        format!("ghi tên cột vào `{}`, như `du_dk_ddt`", words.vietnamese(Column::ReportedOf)),
        format!("name the column in `{}`, such as `du_dk_ddt`", words.english(Column::ReportedOf)),
    ));
}

/// The way in which a reported percentage agrees with the counts.
enum Fit {
    Rounded,
    Cut,
}

fn fits(row: &ProgressRow, done: &str, of: &str, percent: Decimal) -> Option<Fit> {
    let done = row.counts.get(&column_key(done))?.value;
    fit(Share { done, of: row.counts.get(of)?.value }, percent)
}

fn fit(share: Share, percent: Decimal) -> Option<Fit> {
    if share.of <= 0 {
        return None;
    }
    // Nearly all is often reported as 99,9%, which is how the pages write it too.
    if share.percent_with(percent.scale) == Some(percent) {
        return Some(Fit::Rounded);
    }
    let scale = 10_i128.pow(u32::from(percent.scale));
    let exact = i128::from(share.done) * 100 * scale;
    let whole = i128::from(share.of);
    let units = i128::from(percent.units);
    if (2 * exact + whole).div_euclid(2 * whole) == units {
        Some(Fit::Rounded)
    } else if exact.div_euclid(whole) == units {
        Some(Fit::Cut)
    } else {
        // A difference of up to a tenth of a point is accepted as rounding.
        let difference = (exact - units * whole).abs() * 10;
        (difference <= whole * scale).then_some(Fit::Rounded)
    }
}

fn other_base<'a>(
    row: &'a ProgressRow,
    part: i64,
    percent: Decimal,
    except: &str,
) -> Option<&'a str> {
    row.counts
        .iter()
        .find(|(column, count)| {
            column.as_str() != except
                && count.value != part
                && fit(Share { done: part, of: count.value }, percent).is_some()
        })
        .map(|(column, _)| column.as_str())
}
