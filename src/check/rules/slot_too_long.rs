//! A slot that exceeds the limit of its station.

use std::collections::BTreeSet;

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::check::rules::broadcast_left_out::names;
use crate::diag::{Diagnostics, Text};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "slot-too-long", configurable: true, page: include_str!("slot-too-long.md") }];

/// Compares each slot with the `limit` of its station; the same fault on several days is told once.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let CheckContext { slots, airings, config, .. } = context;
    let mut told = BTreeSet::new();
    for slot in *slots {
        let Some(limit) = config.stations.get(&slot.station).and_then(|station| station.limit)
        else {
            continue;
        };
        let mut is_new = || told.insert((slot.station.clone(), slot.time, slot.airings.clone()));
        if slot.seconds <= limit.saturating_mul(60) || !is_new() {
            continue;
        }
        let (vi, en) = names(slot.day);
        let time = slot.time.strftime("%H:%M");
        let (minutes, seconds) = (slot.seconds / 60, slot.seconds % 60);
        let diagnostic = diags.warning(
            "slot-too-long",
            airings[slot.airings[0]].span,
            Text::new(
                format!(
                    "buổi {time} {vi} dài {minutes} phút {seconds:02} giây, trạm `{}` chỉ cho {limit} phút",
                    slot.station
                ),
                format!(
                    "the slot on {en} at {time} takes {minutes} min {seconds:02} s, the station `{}` allows {limit}",
                    slot.station
                ),
            ),
        );
        for more in &slot.airings[1..] {
            diagnostic.also(
                airings[*more].span,
                Text::new("cùng buổi còn bài này", "this goes out in the same slot"),
            );
        }
        diagnostic.hint(Text::new(
            "bớt bài, bớt số lần đọc (`repeat`), hoặc dời một bài sang giờ khác",
            "take a script out, read it fewer times (`repeat`), or move one to another hour",
        ));
    }
}
