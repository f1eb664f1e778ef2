//! A count that Excel or a person wrote as text: `1.046`, `1046/2163`, `48,3%`.

use crate::check::progress_row::Count;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Severity, Text};
use crate::model::spanned::Spanned;
use crate::model::tables::{Column, TableWords};

/// The codes of this file.
pub const RULES: &[Rule] = &[
    Rule { code: "ambiguous-count", configurable: true, page: include_str!("ambiguous-count.md") },
    Rule { code: "count-as-text", configurable: true, page: include_str!("count-as-text.md") },
];

/// Reads a count cell. A grouped number is read and mentioned; what could mean two things is an error.
pub fn read_count(
    cell: &Spanned<String>,
    name: &str,
    words: &TableWords,
    diags: &mut Diagnostics,
) -> Option<i64> {
    let typed = cell.value.trim();
    if matches!(typed, "" | "-" | "–" | "—") {
        return None;
    }
    if let Ok(count) = typed.parse::<i64>() {
        if count >= 0 {
            return Some(count);
        }
        diags
            .error(
                "ambiguous-count",
                cell.span,
                Text::new(
                    format!("ô {name}: số đếm không thể âm (`{typed}`)"),
                    format!("cell {name}: a count can't be negative (`{typed}`)"),
                ),
            )
            .hint(Text::new("sửa lại số trong ô này", "correct the number"));
        return None;
    }
    if let Some(count) = grouped(typed) {
        diags.add(
            "count-as-text",
            Severity::Info,
            cell.span,
            Text::new(
                format!("ô {name}: hiểu `{typed}` là {count}"),
                format!("cell {name}: `{typed}` is read as {count}"),
            ),
        );
        return Some(count);
    }
    let hint = if let Some((first, _)) = typed.split_once('/') {
        Text::new(
            format!("chỉ ghi `{}` ở ô này; số đủ điều kiện ghi ở cột riêng", first.trim()),
            format!("write only `{}` here; the total has a column of its own", first.trim()),
        )
    } else if typed.contains('%') {
        Text::new(
            format!(
                "ô này cần số đếm; tỷ lệ phần trăm ghi ở cột `{}`",
                words.vietnamese(Column::ReportedPercent)
            ),
            format!(
                "this cell needs a count; a percentage goes into `{}`",
                words.english(Column::ReportedPercent)
            ),
        )
    } else {
        Text::new("chỉ ghi chữ số, như `1046`", "write digits only, such as `1046`")
    };
    diags
        .error(
            "ambiguous-count",
            cell.span,
            Text::new(
                format!("ô {name}: `{typed}` không phải số đếm"),
                format!("cell {name}: `{typed}` is not a count"),
            ),
        )
        .hint(hint);
    None
}

/// Reports that two rows of one day and unit give different counts for a column.
pub fn report_differing(column: &str, first: &Count, count: &Count, diags: &mut Diagnostics) {
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

/// `1.046`, `1,046`, `1 046` and `1046.0` can only be counts; `1,5` or `12.34` can't.
fn grouped(typed: &str) -> Option<i64> {
    if let Some(whole) = typed.strip_suffix(".0").or_else(|| typed.strip_suffix(",0")) {
        return whole.parse().ok().filter(|count| *count >= 0);
    }
    let separator = typed.chars().find(|c| !c.is_ascii_digit())?;
    if ![' ', '.', ',', '\u{a0}', '\u{202f}'].contains(&separator) {
        return None;
    }
    let mut groups = typed.split(separator);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    // No group of thousands starts with a zero: `0.500` is a fraction or a typing mistake.
    let fits = (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && rest.iter().all(|group| group.len() == 3 && digits(group));
    if fits { format!("{first}{}", rest.concat()).parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::read_count;
    use crate::diag::{Diagnostics, Sources, Span};
    use crate::model::spanned::Spanned;
    use crate::model::tables::TableWords;

    fn check(typed: &str, count: Option<i64>, code: Option<&str>) {
        let mut sources = Sources::default();
        let span = Span::whole(sources.add("a.csv", typed));
        let mut diags = Diagnostics::default();
        let cell = Spanned { value: typed.to_owned(), span };
        let read = read_count(&cell, "D5", &TableWords::default(), &mut diags);
        assert_eq!((read, diags.list.first().map(|d| d.code)), (count, code), "{typed:?}");
    }

    #[test]
    fn counts_in_every_dress() {
        check("1046", Some(1046), None);
        check("0", Some(0), None);
        check("", None, None);
        check("-", None, None);
        check("1.046", Some(1046), Some("count-as-text"));
        check("1,046", Some(1046), Some("count-as-text"));
        check("1 046 000", Some(1_046_000), Some("count-as-text"));
        check("1046.0", Some(1046), Some("count-as-text"));
        check("1046/2163", None, Some("ambiguous-count"));
        check("48,3%", None, Some("ambiguous-count"));
        check("1,5", None, Some("ambiguous-count"));
        check("0.500", None, Some("ambiguous-count"));
        check("-3", None, Some("ambiguous-count"));
        check("1.04", None, Some("ambiguous-count"));
        check("mười", None, Some("ambiguous-count"));
    }
}
