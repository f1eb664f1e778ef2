//! `content/posts.yaml`: the calendar of posts, with days and hours in the words of staff.

use crate::config::yaml::{self, Fields, Node, NodeKind};
use crate::diag::{Diagnostics, FileId, Span, Text};
use crate::load::broadcasts::{parse_days, parse_time};
use crate::model::lang::{Lang, Localized};
use crate::model::post::{PostDay, PostEntry, PostPlan};

/// The largest week number. A larger one is a typing mistake.
const MOST_WEEKS: i64 = 104;

/// Reads the calendar: `start`, and `posts` with `week` and `day` or `date`, `time`, `page`,
/// `lang`, `text`.
pub fn read_posts(text: &str, file: FileId, diags: &mut Diagnostics) -> PostPlan {
    let Some(root) = yaml::parse(text, Span::new(file, 0..text.len()), diags) else {
        return PostPlan::default();
    };
    let mut fields = Fields::of(&root, diags);
    let start =
        fields.take(&["start", "bat_dau"]).filter(|node| !matches!(node.kind, NodeKind::Nothing));
    let plan = PostPlan {
        start: start.and_then(|node| yaml::day(node, diags)).map(|at| at.value),
        posts: fields.take(&["posts", "bai_dang"]).map_or_else(Vec::new, |node| {
            yaml::list(node, diags).into_iter().filter_map(|node| read_post(node, diags)).collect()
        }),
        file: Some(file),
    };
    fields.finish(diags);
    plan
}

fn read_post(node: &Node, diags: &mut Diagnostics) -> Option<PostEntry> {
    let first = diags.list.len();
    let mut fields = Fields::of(node, diags);
    let language = Text::new("mã ngôn ngữ như `vi`", "a language tag such as `vi`");
    let hour = Text::new("giờ như `19:00` hoặc `19h`", "an hour such as `19:00`");
    let weeks = Text::new("tuần thứ mấy, từ 1 đến 104", "which week, 1 to 104");
    let weekday = Text::new("một ngày như `thứ 2` hoặc `CN`", "one day such as `mon`");
    let page = fields.take(&["page", "bai"]).and_then(|node| yaml::text(node, diags));
    let week = fields.take(&["week", "tuan"]).and_then(|node| {
        yaml::parsed(node, &weeks, diags, |typed| {
            typed
                .parse::<i64>()
                .ok()
                .filter(|week| (1..=MOST_WEEKS).contains(week))
                .and_then(|week| u32::try_from(week).ok())
        })
    });
    let day = fields.take(&["day", "thu"]).and_then(|node| {
        yaml::parsed(node, &weekday, diags, |typed| match parse_days(typed)?[..] {
            [day] => Some(day),
            _ => None,
        })
    });
    let date = fields.take(&["date", "ngay"]).and_then(|node| yaml::day(node, diags));
    let time =
        fields.take(&["time", "gio"]).and_then(|node| yaml::parsed(node, &hour, diags, parse_time));
    let lang = fields
        .take(&["lang", "tieng"])
        .and_then(|node| yaml::parsed(node, &language, diags, Lang::new));
    let text = fields
        .take(&["text", "loi"])
        .map_or_else(Localized::default, |node| yaml::localized(node, diags));
    let _ = fields.take(&["note", "ghi_chu"]);
    fields.finish(diags);
    let day = match (date, week, day) {
        (Some(date), _, _) => Some(PostDay::Date(date.value)),
        (None, Some(week), Some(day)) => Some(PostDay::Week(week.value, day.value)),
        _ => None,
    };
    let (Some(page), Some(day)) = (page, day) else {
        // A value that can't be read was reported.
        if diags.list.len() > first {
            return None;
        }
        diags
            .error(
                "missing-key",
                node.span,
                Text::new(
                    "bài đăng này thiếu bài hoặc thiếu ngày",
                    "this post lacks its page or its day",
                ),
            )
            .hint(Text::new(
                "ghi `page`, rồi `week` và `day`, hoặc `date`",
                "write `page`, then `week` and `day`, or `date`",
            ));
        return None;
    };
    let (lang, time) = (lang.map(|at| at.value), time.map(|at| at.value));
    Some(PostEntry { page, lang, day, time, text, span: node.span })
}
