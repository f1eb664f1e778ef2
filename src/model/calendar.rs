//! Days that are written correctly but do not exist.

use jiff::civil::Date;

use crate::diag::Text;

/// Returns why a day does not exist: `31/11` has too many days, `12/13` too many months. Without a
/// year, 29 February exists.
pub fn explain_impossible(day: i8, month: i8, year: Option<i16>) -> Option<Text> {
    const LEAP_YEAR: i16 = 2028;
    if !(1..=12).contains(&month) {
        return Some(Text::new(
            format!("không có tháng {month}: một năm có 12 tháng"),
            format!("there is no month {month}: a year has 12 months"),
        ));
    }
    let last = Date::new(year.unwrap_or(LEAP_YEAR), month, 1).ok()?.days_in_month();
    if (1..=last).contains(&day) {
        return None;
    }
    let (written, of) = match year {
        Some(year) => (format!("{day}/{month}/{year}"), format!("{month}/{year}")),
        None => (format!("{day}/{month}"), month.to_string()),
    };
    Some(Text::new(
        format!("không có ngày {written}: tháng {of} có {last} ngày"),
        format!("there is no {written}: month {of} has {last} days"),
    ))
}
