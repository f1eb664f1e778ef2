//! A broadcast that is omitted because its script may not be read.

use jiff::civil::{Date, Weekday};

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};
use crate::model::broadcast::Broadcast;
use crate::model::site::Withheld;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "broadcast-left-out",
    configurable: true,
    page: include_str!("broadcast-left-out.md"),
}];

/// Reports that the script isn't printed today.
pub fn report_script(broadcast: &Broadcast, held: &Withheld, diags: &mut Diagnostics) {
    let id = &broadcast.script.value;
    diags
        .warning(
            "broadcast-left-out",
            broadcast.script.span,
            Text::new(
                format!("bài `{id}` không in được nên không có trong lịch phát"),
                format!("the script `{id}` isn't printed, so it is left out of the timetable"),
            ),
        )
        .also(held.span, Text::new("bài đọc ở đây", "the script is here"))
        .hint(Text::new(
            "sửa bài đọc, hoặc bỏ buổi phát này",
            "mend the script, or remove this broadcast",
        ));
}

/// Reports days after the last day of the script.
pub fn report_days(broadcast: &Broadcast, days: &[Weekday], last: Date, diags: &mut Diagnostics) {
    let id = &broadcast.script.value;
    let (vi, en): (Vec<&str>, Vec<&str>) = days.iter().map(|day| names(*day)).unzip();
    let written = |date: Date| format!("{}/{}/{}", date.day(), date.month(), date.year());
    diags
        .warning(
            "broadcast-left-out",
            broadcast.script.span,
            Text::new(
                format!(
                    "bài `{id}` chỉ đọc đến hết ngày {}, nên lịch không có {}",
                    written(last),
                    vi.join(", ")
                ),
                format!(
                    "the script `{id}` may be read until {last} only, so the timetable lacks {}",
                    en.join(", ")
                ),
            ),
        )
        .hint(Text::new(
            format!("đổi `not_after` của bài, hoặc ghi `until: {last}` cho buổi phát này"),
            format!("change the script's `not_after`, or write `until: {last}` for this broadcast"),
        ));
}

/// Returns the name of a day in both languages.
pub fn names(day: Weekday) -> (&'static str, &'static str) {
    match day {
        Weekday::Monday => ("thứ hai", "Monday"),
        Weekday::Tuesday => ("thứ ba", "Tuesday"),
        Weekday::Wednesday => ("thứ tư", "Wednesday"),
        Weekday::Thursday => ("thứ năm", "Thursday"),
        Weekday::Friday => ("thứ sáu", "Friday"),
        Weekday::Saturday => ("thứ bảy", "Saturday"),
        Weekday::Sunday => ("chủ nhật", "Sunday"),
    }
}
