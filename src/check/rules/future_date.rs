//! A day in the future for something that has already happened.

use jiff::civil::Date;

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "future-date", configurable: true, page: include_str!("future-date.md") }];

/// Checks the days on which facts and texts were verified and texts were written.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let today = context.config.today;
    for (id, fact) in &context.content.facts {
        if let Some(day) = fact.verified_on.filter(|day| *day > today) {
            let what = Text::new(
                format!("dữ kiện `{id}`: ngày kiểm tra"),
                format!("fact `{id}`: the day it was verified,"),
            );
            report(day, today, &what, fact.span, diags);
        }
    }
    for article in context.index.own_texts() {
        if let Some(day) = article.verified_on.as_ref().filter(|day| day.value > today) {
            let what = Text::new("ngày kiểm tra bài", "the day the text was verified,");
            report(day.value, today, &what, day.span, diags);
        }
        if let Some(day) = article.date.filter(|day| *day > today) {
            let span = article.title.as_ref().map_or(Span::whole(article.file), |at| at.span);
            let what = Text::new("ngày viết bài", "the day the text was written,");
            report(day, today, &what, span, diags);
        }
    }
}

fn report(day: Date, today: Date, what: &Text, span: Span, diags: &mut Diagnostics) {
    let today = today.strftime("%d/%m/%Y");
    let day = day.strftime("%d/%m/%Y");
    diags
        .error(
            "future-date",
            span,
            Text::new(
                format!("{} {day} còn chưa tới", what.vi),
                format!("{} {day}, is in the future", what.en),
            ),
        )
        .hint(Text::new(
            format!(
                "hôm nay theo máy này là {today}: xem lại năm, ngày với tháng, hoặc đồng hồ của máy"
            ),
            format!(
                "this computer says it is {today}: check the year, day and month, or its clock"
            ),
        ));
}
