//! An approval is valid only for the text that was approved, and from the day of the approval.

use jiff::civil::Date;

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::content::{Approval, ScriptSource, Status};
use crate::model::spanned::Spanned;

/// The codes of this file.
pub const RULES: &[Rule] = &[
    Rule {
        code: "approval-in-future",
        configurable: true,
        page: include_str!("approval-in-future.md"),
    },
    Rule {
        code: "approval-outdated",
        configurable: true,
        page: include_str!("approval-outdated.md"),
    },
    Rule {
        code: "approval-unmarked",
        configurable: true,
        page: include_str!("approval-unmarked.md"),
    },
];

/// Returns the status of a script today. Without a valid approval the script is not approved.
pub fn check(script: &ScriptSource, today: Date, diags: &mut Diagnostics) -> Status {
    let status = script.status.value;
    let Some(approval) = script.approved.as_ref().filter(|_| status == Status::Approved) else {
        return status;
    };
    let Approval { on, text, .. } = &approval.value;
    if *on > today {
        report_future(approval.span, diags);
        return Status::Unsaid;
    }
    let is_for_this_text =
        text.as_ref().map(|text| text.trim().eq_ignore_ascii_case(&script.fingerprint));
    match is_for_this_text {
        Some(true) => {}
        Some(false) => report_outdated(approval, &script.fingerprint, today, diags),
        None => report_unmarked(approval, &script.fingerprint, diags),
    }
    if is_for_this_text == Some(true) { Status::Approved } else { Status::Unsaid }
}

fn report_future(span: Span, diags: &mut Diagnostics) {
    diags
        .warning(
            "approval-in-future",
            span,
            Text::new(
                "ngày duyệt chưa tới, nên bài này còn là bản nháp",
                "the day of the approval is still to come, so the script counts as a draft",
            ),
        )
        .hint(Text::new(
            "ghi ngày đã duyệt thật, không ghi trước",
            "write the day on which it was really approved",
        ));
}

fn report_outdated(
    approval: &Spanned<Approval>,
    fingerprint: &str,
    today: Date,
    diags: &mut Diagnostics,
) {
    let line = line(approval, today, fingerprint);
    diags
        .warning(
            "approval-outdated",
            approval.span,
            Text::new(
                "bài đã sửa sau khi duyệt, nên lại là bản nháp",
                "the text changed after the approval, so the script counts as a draft again",
            ),
        )
        .hint(Text::new(
            format!("đưa duyệt lại; duyệt xong thì ghi `{line}`"),
            format!("have it approved again; then write `{line}`"),
        ));
}

fn report_unmarked(approval: &Spanned<Approval>, fingerprint: &str, diags: &mut Diagnostics) {
    let line = line(approval, approval.value.on, fingerprint);
    diags
        .warning(
            "approval-unmarked",
            approval.span,
            Text::new(
                "chưa ghi mã của bản đã duyệt, nên bài này còn là bản nháp",
                "it isn't said which text was approved, so the script counts as a draft",
            ),
        )
        .hint(Text::new(
            format!("nếu lời đang có đúng là bản đã duyệt thì ghi `{line}`"),
            format!("if the text as it is now was approved, write `{line}`"),
        ));
}

/// Returns the line `approved` for the front matter.
fn line(approval: &Spanned<Approval>, on: Date, fingerprint: &str) -> String {
    let by = &approval.value.by;
    let is_plain = by.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '/' | '.'));
    let by = match is_plain {
        true => by.clone(),
        false => format!("\"{}\"", by.replace('\\', "\\\\").replace('"', "\\\"")),
    };
    format!("approved: {{ by: {by}, on: {on}, text: {fingerprint} }}")
}
