//! Letters that are broken: lost, decoded wrongly, or typed for an old font.

use std::collections::BTreeMap;

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, FileId, Severity, Span, Text};
use crate::text::legacy::{Damage, find_damage, may_be_damaged};

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "broken-letters", configurable: true, page: include_str!("broken-letters.md") }];

/// What is wrong with a line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    Damaged(Damage),
    /// A sign of a Word font, such as a bullet.
    PrivateUse,
    /// A question mark in place of a letter: `ng??i`.
    QuestionMark,
}

/// The first place of a fault in a file, and the number of lines with it.
struct Place {
    span: Span,
    lines: usize,
    meant: Option<String>,
}

/// Searches all texts and tables of the campaign.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let sources = &context.content.sources;
    for file in sources.files() {
        let source = sources.get(file);
        let is_text = !source.path.contains("themes/") && !source.path.ends_with(".svg");
        if is_text {
            check_file(file, &source.path, &source.text, diags);
        }
    }
}

fn check_file(file: FileId, path: &str, text: &str, diags: &mut Diagnostics) {
    let mut places: BTreeMap<Fault, Place> = BTreeMap::new();
    let may_be_damaged = may_be_damaged(text);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_end();
        if let Some((fault, meant)) = find_fault(trimmed, may_be_damaged) {
            let span = Span::new(file, start..start + trimmed.len());
            let place = places.entry(fault).or_insert(Place { span, lines: 0, meant });
            place.lines += 1;
        }
        start += line.len();
    }
    for (fault, place) in places {
        report(fault, &place, path, diags);
    }
}

fn find_fault(line: &str, may_be_damaged: bool) -> Option<(Fault, Option<String>)> {
    if may_be_damaged && let Some((damage, meant)) = find_damage(line) {
        return Some((Fault::Damaged(damage), meant));
    }
    if line.contains(|letter| matches!(letter, '\u{e000}'..='\u{f8ff}')) {
        return Some((Fault::PrivateUse, None));
    }
    let is_damaged = line.contains('?') && line.split_whitespace().any(has_lost_letter);
    is_damaged.then_some((Fault::QuestionMark, None))
}

/// Returns whether a question mark stands for a letter. Addresses of the web contain some, too.
fn has_lost_letter(word: &str) -> bool {
    if word.contains(['/', '=', '&', '`', '<', '{']) {
        return false;
    }
    let mut rest = word;
    while let Some((_, after)) = rest.split_once('?') {
        if after.starts_with(char::is_lowercase) {
            return true;
        }
        rest = after;
    }
    false
}

fn report(fault: Fault, place: &Place, path: &str, diags: &mut Diagnostics) {
    let retype = Text::new(
        "gõ lại các chữ hỏng, hoặc chép lại từ bản gốc",
        "type the broken letters again, or copy them from the original",
    );
    let convert = Text::new(
        "chuyển cả đoạn sang Unicode (bằng UniKey: Ctrl+Shift+F6) rồi dán lại",
        "convert the text to Unicode (with UniKey: Ctrl+Shift+F6) and paste it again",
    );
    let (text, hint) = match fault {
        Fault::Damaged(Damage::Lost) => {
            (Text::new("dòng này có chữ bị hỏng (�)", "this line has lost letters (�)"), retype)
        }
        Fault::Damaged(Damage::Mojibake) => (
            Text::new(
                "chữ dòng này bị đọc sai bảng mã nên thành ký hiệu lạ",
                "the letters of this line were decoded wrongly",
            ),
            retype,
        ),
        Fault::Damaged(Damage::Tcvn3) => (
            Text::new(
                "dòng này gõ bằng phông cũ TCVN3 (.VnTime), người đọc chỉ thấy ký hiệu lạ",
                "this line was typed for an old font (TCVN3, .VnTime) and can't be read",
            ),
            convert,
        ),
        Fault::Damaged(Damage::Vni) => (
            Text::new(
                "dòng này gõ bằng phông cũ VNI, người đọc chỉ thấy ký hiệu lạ",
                "this line was typed for an old font (VNI) and can't be read",
            ),
            convert,
        ),
        Fault::PrivateUse => (
            Text::new(
                "dòng này có ký hiệu riêng của Word, nơi khác chỉ thấy ô vuông",
                "this line has a sign that only Word can show",
            ),
            Text::new(
                "đầu dòng liệt kê thì gõ `- `; ký hiệu khác thì xóa",
                "start list items with `- `; delete other signs",
            ),
        ),
        Fault::QuestionMark => (
            Text::new(
                "trong chữ có dấu «?»: chữ bị mất dấu khi chép, hoặc thiếu dấu cách sau câu hỏi",
                "there is a `?` within a word: a lost letter, or a missing space after a question",
            ),
            retype,
        ),
    };
    let severity = match fault {
        Fault::Damaged(_) => Severity::Error,
        // An announcer can't read it.
        _ if path.contains("content/scripts/") => Severity::Error,
        _ => Severity::Warning,
    };
    let diagnostic = diags.add("broken-letters", severity, place.span, text);
    if let Some(meant) = &place.meant {
        let meant = meant.trim();
        diagnostic.hint(Text::new(
            format!("có lẽ đúng ra là: {meant}"),
            format!("it probably should be: {meant}"),
        ));
    }
    diagnostic.hint(hint);
    if place.lines > 1 {
        let more = place.lines - 1;
        diagnostic.hint(Text::new(
            format!("trong tệp này còn {more} dòng nữa cũng vậy"),
            format!("{more} more lines of this file are the same"),
        ));
    }
}
