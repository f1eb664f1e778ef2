//! `content/broadcasts.yaml`: the week's broadcasts, with days and hours in the words of staff.

use jiff::civil::{Time, Weekday};

use crate::config::yaml::{self, Fields, Node, NodeKind};
use crate::diag::{Diagnostics, FileId, Span, Text};
use crate::model::broadcast::{Broadcast, WEEK};
use crate::model::lang::Lang;
use crate::text::fold::fold;

/// Reads the broadcasts: a list of entries with `script`, `days`, `times`, `station`, `from`,
/// `until`.
pub fn read_broadcasts(text: &str, file: FileId, diags: &mut Diagnostics) -> Vec<Broadcast> {
    let Some(root) = yaml::parse(text, Span::new(file, 0..text.len()), diags) else {
        return Vec::new();
    };
    // A file with only comments parses as an empty map.
    if matches!(&root.kind, NodeKind::Map(entries) if entries.is_empty()) {
        return Vec::new();
    }
    yaml::list(&root, diags).into_iter().filter_map(|node| read_broadcast(node, diags)).collect()
}

fn read_broadcast(node: &Node, diags: &mut Diagnostics) -> Option<Broadcast> {
    let mut fields = Fields::of(node, diags);
    let script = fields.take(&["script", "bai"]);
    let days = fields.take(&["days", "thu"]);
    let times = fields.take(&["times", "gio"]);
    for (key, missing) in
        [("script", script.is_none()), ("days", days.is_none()), ("times", times.is_none())]
    {
        if missing {
            diags
                .error(
                    "missing-key",
                    node.span,
                    Text::new(
                        format!("buổi phát này thiếu `{key}`"),
                        format!("this broadcast lacks `{key}`"),
                    ),
                )
                .hint(Text::new(
                    "mỗi buổi phát cần `script`, `days` và `times`",
                    "a broadcast needs `script`, `days` and `times`",
                ));
        }
    }
    let language = Text::new("mã ngôn ngữ như `vi`", "a language tag such as `vi`");
    let broadcast = Broadcast {
        script: script
            .and_then(|node| yaml::text(node, diags))
            .unwrap_or(crate::model::spanned::Spanned { value: String::new(), span: node.span }),
        lang: fields
            .take(&["lang", "tieng"])
            .and_then(|node| yaml::parsed(node, &language, diags, Lang::new))
            .map(|at| at.value),
        days: days.map_or_else(Vec::new, |node| read_days(node, diags)),
        times: times.map_or_else(Vec::new, |node| read_times(node, diags)),
        station: fields.take(&["station", "tram"]).and_then(|node| yaml::text(node, diags)),
        from: fields
            .take(&["from", "tu_ngay"])
            .and_then(|node| yaml::day(node, diags))
            .map(|at| at.value),
        until: fields
            .take(&["until", "den_ngay"])
            .and_then(|node| yaml::day(node, diags))
            .map(|at| at.value),
        span: node.span,
    };
    let _ = fields.take(&["note", "ghi_chu"]);
    fields.finish(diags);
    if let (Some(from), Some(until)) = (broadcast.from, broadcast.until)
        && from > until
    {
        diags.error(
            "wrong-value",
            node.span,
            Text::new(
                format!("ngày đầu `from: {from}` đứng sau ngày cuối `until: {until}`"),
                format!("the first day `from: {from}` comes after the last one `until: {until}`"),
            ),
        );
    }
    let is_whole = !broadcast.script.value.is_empty()
        && !broadcast.days.is_empty()
        && !broadcast.times.is_empty();
    is_whole.then_some(broadcast)
}

/// Reads `daily`, `thứ 2`, `[T2, T4, CN]`, `mon-fri`. Returns each day once, Monday first.
fn read_days(node: &Node, diags: &mut Diagnostics) -> Vec<Weekday> {
    let wanted = Text::new(
        "`daily`, `thứ 2` … `thứ 7`, `CN`, hoặc nhiều ngày như `T2, T4` hay `T2-T6`",
        "`daily`, `mon` … `sun`, or several as `mon, wed` or `mon-fri`",
    );
    let mut chosen = Vec::new();
    for node in yaml::list(node, diags) {
        let days = yaml::parsed(node, &wanted, diags, parse_days);
        chosen.extend(days.into_iter().flat_map(|at| at.value));
    }
    WEEK.into_iter().filter(|day| chosen.contains(day)).collect()
}

/// Parses days in the words of staff: `T2`, `thứ hai`, `mon-fri`, several with commas.
pub fn parse_days(typed: &str) -> Option<Vec<Weekday>> {
    let mut days = Vec::new();
    for part in typed.split([',', ';']) {
        let part = fold(part.trim());
        if matches!(part.as_str(), "daily" | "hang ngay" | "moi ngay" | "ca tuan") {
            days.extend(WEEK);
            continue;
        }
        match part.split_once(['-', '–']) {
            Some((first, last)) => {
                let number = |word| WEEK.iter().position(|day| Some(*day) == parse_weekday(word));
                let (first, last) = (number(first)?, number(last)?);
                days.extend(WEEK.get(first..=last)?);
            }
            None => days.push(parse_weekday(&part)?),
        }
    }
    (!days.is_empty()).then_some(days)
}

/// Parses a day that is folded to ASCII: `thu 2`, `t2`, `thu hai`, `cn`, `mon`, `monday`.
fn parse_weekday(typed: &str) -> Option<Weekday> {
    const NAMES: [(Weekday, &[&str]); 7] = [
        (Weekday::Monday, &["2", "hai", "mon", "monday"]),
        (Weekday::Tuesday, &["3", "ba", "tue", "tuesday"]),
        (Weekday::Wednesday, &["4", "tu", "wed", "wednesday"]),
        (Weekday::Thursday, &["5", "nam", "thursday"]),
        (Weekday::Friday, &["6", "sau", "fri", "friday"]),
        (Weekday::Saturday, &["7", "bay", "sat", "saturday"]),
        (Weekday::Sunday, &["cn", "chu nhat", "sun", "sunday"]),
    ];
    let typed = typed.trim();
    // In English `thu` is a day; in Vietnamese `thứ` precedes a day's number.
    if typed == "thu" {
        return Some(Weekday::Thursday);
    }
    let name = typed
        .strip_prefix("thu ")
        .or_else(|| typed.strip_prefix("t").filter(|rest| rest.len() == 1));
    let name = name.unwrap_or(typed).trim();
    NAMES.into_iter().find(|(_, names)| names.contains(&name)).map(|(day, _)| day)
}

/// Reads `05:30`, `[5:30, 17h30]`. Returns each hour once, sorted.
fn read_times(node: &Node, diags: &mut Diagnostics) -> Vec<Time> {
    let wanted = Text::new("giờ như `05:30` hoặc `17h30`", "an hour such as `05:30`");
    let mut times = Vec::new();
    for node in yaml::list(node, diags) {
        let parsed = yaml::parsed(node, &wanted, diags, |typed| {
            typed.split([',', ';']).map(parse_time).collect::<Option<Vec<Time>>>()
        });
        times.extend(parsed.into_iter().flat_map(|at| at.value));
    }
    times.sort();
    times.dedup();
    times
}

/// Parses an hour as staff write it: `17h30`, `5:30`.
pub fn parse_time(typed: &str) -> Option<Time> {
    let folded = fold(typed.trim());
    let (hour, minute) =
        folded.split_once([':', 'h', 'g']).map_or((folded.as_str(), None), |(h, m)| (h, Some(m)));
    let minute =
        minute.map(|text| text.trim_start_matches("io").trim().trim_end_matches("phut").trim());
    // A bare number is not an hour: `5` may be a day or a count.
    let minute = match minute? {
        "" => 0,
        text => text.parse().ok()?,
    };
    Time::new(hour.trim().parse().ok()?, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, time};

    use super::{parse_days, parse_time};
    use crate::model::broadcast::WEEK;

    #[test]
    fn days_are_read_as_staff_write_them() {
        use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Wednesday};
        let check = |typed: &str, days: &[Weekday]| {
            assert_eq!(parse_days(typed).as_deref(), Some(days), "{typed}")
        };
        check("daily", &WEEK);
        check("Hằng ngày", &WEEK);
        check("thứ 2", &[Monday]);
        check("Thứ hai", &[Monday]);
        check("T2, T4, CN", &[Monday, Wednesday, Sunday]);
        check("chủ nhật", &[Sunday]);
        check("thu", &[Thursday]);
        check("thứ 5", &[Thursday]);
        check("sat;sun", &[Saturday, Sunday]);
        check("T5-T7", &[Thursday, Friday, Saturday]);
        for typed in ["", "thứ 8", "T1", "ngày", "T6-T2", "2026-11-23"] {
            assert_eq!(parse_days(typed), None, "{typed}");
        }
    }

    #[test]
    fn hours_are_read_as_staff_write_them() {
        for (typed, hour, minute) in [
            ("05:30", 5, 30),
            ("5:30", 5, 30),
            ("17h", 17, 0),
            ("17h30", 17, 30),
            ("5 giờ 30 phút", 5, 30),
        ] {
            assert_eq!(parse_time(typed), Some(time(hour, minute, 0, 0)), "{typed}");
        }
        for typed in ["5", "24:00", "5:60", "sáng", "", "5:30:10"] {
            assert_eq!(parse_time(typed), None, "{typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_is_typed_stops_the_reader(text in "[-0-9tThHgcnm:,; –ứưịđ]{0,12}|.{0,20}") {
            let _ = (parse_days(&text), parse_time(&text));
        }
    }
}
