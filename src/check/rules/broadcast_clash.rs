//! Broadcasts at the same time, or one script twice in a slot.

use std::collections::BTreeSet;

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::check::rules::broadcast_left_out::names;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::broadcast::Airing;
use crate::model::broadcast_slot::{BroadcastSlot, second_of_day};
use crate::model::site::Script;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "broadcast-clash",
    configurable: true,
    page: include_str!("broadcast-clash.md"),
}];

/// Looks for slots of a station that begin before the one before is over, and for scripts that stand twice in a slot.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let CheckContext { slots, airings, scripts, .. } = context;
    let mut told: BTreeSet<(Span, Span)> = BTreeSet::new();
    for slot in *slots {
        for (at, first) in slot.airings.iter().enumerate() {
            let (first, others) = (&airings[*first], &slot.airings[at + 1..]);
            let same = |second: &&Airing| second.script == first.script && second.meets(first);
            let Some(second) = others.iter().map(|other| &airings[*other]).find(same) else {
                continue;
            };
            if told.insert((first.span, second.span)) {
                report_twice(first, second, slot, scripts, diags);
            }
        }
    }
    for pair in slots.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        let is_same_day = before.station == after.station && before.day == after.day;
        if !is_same_day || before.ends() <= second_of_day(after.time) {
            continue;
        }
        let meeting = before.airings.iter().find_map(|first| {
            let first = &airings[*first];
            after
                .airings
                .iter()
                .map(|second| &airings[*second])
                .find(|second| first.meets(second))
                .map(|second| (first, second))
        });
        if let Some((first, second)) = meeting
            && told.insert((first.span, second.span))
        {
            report_overlap(before, after, first.span, second.span, diags);
        }
    }
}

fn report_twice(
    first: &Airing,
    second: &Airing,
    slot: &BroadcastSlot,
    scripts: &[Script],
    diags: &mut Diagnostics,
) {
    let (time, id) = (slot.time.strftime("%H:%M"), &scripts[first.script].id);
    diags
        .warning(
            "broadcast-clash",
            second.span,
            Text::new(
                format!("bài `{id}` ghi hai lần vào cùng buổi {time}"),
                format!("the script `{id}` stands twice in the slot at {time}"),
            ),
        )
        .also(first.span, Text::new("lần thứ nhất ở đây", "the first is here"))
        .hint(Text::new(
            "bỏ một dòng; muốn đọc nhiều lần thì ghi `repeat` trong bài đọc",
            "remove one; to read it more often write `repeat` in the script",
        ));
}

fn report_overlap(
    before: &BroadcastSlot,
    after: &BroadcastSlot,
    first: Span,
    second: Span,
    diags: &mut Diagnostics,
) {
    let (vi, en) = names(after.day);
    let (begins, next) = (before.time.strftime("%H:%M"), after.time.strftime("%H:%M"));
    let (minutes, seconds) = (before.seconds / 60, before.seconds % 60);
    diags
        .warning(
            "broadcast-clash",
            second,
            Text::new(
                format!("buổi {next} {vi} bắt đầu khi buổi {begins} chưa xong (dài {minutes} phút {seconds:02} giây)"),
                format!(
                    "the slot on {en} at {next} begins before that of {begins} is over ({minutes} min {seconds:02} s)"
                ),
            ),
        )
        .also(first, Text::new("buổi trước ở đây", "the slot before is here"))
        .hint(Text::new(
            "dời giờ, hoặc ghi cùng một giờ để đọc nối nhau",
            "move one, or give both the same hour to have them one after the other",
        ));
}
