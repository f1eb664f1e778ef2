//! P11: data about people. Stops the build; the value itself is never shown.

use crate::check::progress::cell_name;
use crate::diag::{Diagnostic, Diagnostics, FileId, Place, Text};
use crate::model::content::Table;
use crate::text::fold::fold;

/// What was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Private {
    Identity,
    Phone,
    Mail,
}

impl Private {
    fn words(self) -> Text {
        match self {
            Private::Identity => {
                Text::new("một dãy số giống số định danh hoặc số chứng minh", "a number like an identity number")
            }
            Private::Phone => Text::new("một số điện thoại riêng", "a private phone number"),
            Private::Mail => Text::new("một địa chỉ thư điện tử riêng", "a private e-mail address"),
        }
    }
}

/// Checks a Markdown or YAML text.
pub fn check_text(file: FileId, text: &str, official: &[String], diags: &mut Diagnostics) {
    for (private, range) in find(text, official) {
        report(private, Place::new(file, range), diags);
    }
}

/// Checks words that were read apart from their file.
pub fn check_words<'a>(
    words: impl Iterator<Item = &'a String>,
    place: Place,
    official: &[String],
    diags: &mut Diagnostics,
) {
    for text in words {
        for (private, _) in find(text, official) {
            report(private, place, diags);
        }
    }
}

/// Checks a table: names of columns, then every cell.
pub fn check_table(table: &Table, official: &[String], diags: &mut Diagnostics) {
    for (index, column) in table.columns.iter().enumerate() {
        if is_private_column(&column.value) {
            let cell = cell_name(index, 1);
            stop(diags.error(
                "private-data",
                column.place,
                Text::new(
                    format!("cột ở ô {cell} ghi dữ liệu riêng của từng người"),
                    format!("the column at cell {cell} is about single people"),
                ),
            ));
        }
    }
    for row in &table.rows {
        for (index, cell) in row.cells.iter().enumerate() {
            let is_private_note = is_person_note(&cell.value);
            let found = find(&cell.value, official).into_iter().map(|(private, _)| private.words());
            let named = is_private_note.then(|| Text::new("tên một người", "a person's name"));
            for words in found.chain(named) {
                let name = cell_name(index, row.number);
                stop(diags.error(
                    "private-data",
                    cell.place,
                    Text::new(format!("ô {name} có {}", words.vi), format!("cell {name} holds {}", words.en)),
                ));
            }
        }
    }
}

/// Checks the name of a file, which is published with it.
pub fn check_path(path: &str, official: &[String], diags: &mut Diagnostics) {
    if find(path, official).is_empty() {
        return;
    }
    let folder = path.rsplit_once('/').map_or("static", |(folder, _)| folder);
    stop(diags.error(
        "private-data",
        // A place would show the name itself.
        None,
        Text::new(
            format!("tên một tệp trong «{folder}» có dữ liệu riêng của một người"),
            format!("the name of a file in `{folder}` holds private data"),
        ),
    ));
}

/// Returns whether a column is about single people by its name.
pub fn is_private_column(name: &str) -> bool {
    const WORDS: [&str; 20] = [
        "ho_ten",
        "ho_va_ten",
        "hoten",
        "ten",
        "ten_nguoi",
        "cccd",
        "so_cccd",
        "cmnd",
        "so_cmnd",
        "sdt",
        "so_dien_thoai",
        "dien_thoai",
        "dia_chi",
        "ngay_sinh",
        "nam_sinh",
        "so_dinh_danh",
        "email",
        "name",
        "phone",
        "birthday",
    ];
    let folded = fold(name).trim().replace([' ', '-', '.'], "_");
    WORDS.contains(&folded.as_str())
}

/// A note that names somebody: a form of address before a capitalised name.
fn is_person_note(text: &str) -> bool {
    const TITLES: [&str; 8] = ["ông", "bà", "anh", "chị", "em", "cháu", "cô", "chú"];
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(3).any(|three| {
        let is_name =
            |word: &str| word.chars().next().is_some_and(char::is_uppercase) && word.chars().any(char::is_lowercase);
        TITLES.contains(&three[0].to_lowercase().as_str()) && is_name(three[1]) && is_name(three[2])
    })
}

fn report(private: Private, place: Place, diags: &mut Diagnostics) {
    let words = private.words();
    stop(diags.error(
        "private-data",
        place,
        Text::new(format!("chỗ này có {}", words.vi), format!("this holds {}", words.en)),
    ));
}

fn stop(diagnostic: &mut Diagnostic) {
    diagnostic.hide_line().hint(Text::new(
        "xóa đi: trang chỉ nêu số đếm. Số của cơ quan thì ghi ở `places` trong site.yaml hoặc ở facts.yaml",
        "remove it: only counts are published. An office's number goes under `places` in site.yaml or into facts.yaml",
    ));
}

/// Finds private numbers and addresses in a text.
fn find(text: &str, official: &[String]) -> Vec<(Private, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    for run in digit_runs(text) {
        if official.contains(&run.digits) {
            continue;
        }
        if run.is_identity() {
            found.push((Private::Identity, run.range));
        } else if run.is_mobile() {
            found.push((Private::Phone, run.range));
        }
    }
    found.extend(mails(text).map(|range| (Private::Mail, range)));
    found
}

/// Digits that belong together: single spaces, dots or dashes may stand between groups of three or more.
struct Run {
    range: std::ops::Range<usize>,
    digits: String,
    groups: Vec<usize>,
    plus: bool,
}

impl Run {
    /// Twelve digits (nine on old papers), in one run or in even groups.
    fn is_identity(&self) -> bool {
        let even = |of: usize| self.groups.iter().all(|group| *group == of);
        let one_group = self.groups.len() == 1;
        match self.digits.len() {
            12 => !self.plus && (one_group || even(3) || even(4)),
            9 => {
                !self.plus
                    && (one_group || even(3))
                    && !self.digits.starts_with("1900")
                    && !self.digits.ends_with("000000")
            }
            _ => false,
        }
    }

    /// A Vietnamese mobile number: 03, 05, 07, 08, 09 and eight digits; also with +84.
    fn is_mobile(&self) -> bool {
        let national = if self.plus || self.digits.len() == 11 {
            self.digits.strip_prefix("84").map(|rest| format!("0{rest}"))
        } else {
            Some(self.digits.clone())
        };
        national.is_some_and(|number| number.len() == 10 && number.starts_with('0') && "35789".contains(&number[1..2]))
    }
}

fn digit_runs(text: &str) -> Vec<Run> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let before = text[..start].chars().next_back();
        let (mut digits, mut groups) = (String::new(), Vec::new());
        loop {
            let group_start = at;
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
            digits.push_str(&text[group_start..at]);
            groups.push(at - group_start);
            let joins =
                at + 1 < bytes.len() && matches!(bytes[at], b' ' | b'.' | b'-') && bytes[at + 1].is_ascii_digit();
            if !joins || digits.len() > 20 {
                break;
            }
            at += 1;
        }
        let after = text[at..].chars().next();
        // Part of a word, an address or a longer code: not a number of its own.
        let in_word = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || c == '_' || c == '/');
        if !in_word(before) && !in_word(after) {
            runs.push(Run { range: start..at, digits, groups, plus: before == Some('+') });
        }
    }
    runs
}

/// Mail addresses, except those of state offices.
fn mails(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    text.match_indices('@').filter_map(|(at, _)| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
        let start = text[..at]
            .rfind(|c: char| !is_part(c))
            .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
        let end = text[at + 1..].find(|c: char| !is_part(c)).map_or(text.len(), |after| at + 1 + after);
        let domain = text[at + 1..end].trim_end_matches('.').to_ascii_lowercase();
        let is_mail = start < at && domain.contains('.');
        (is_mail && !domain.ends_with(".gov.vn")).then_some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::{Private, find, is_person_note, is_private_column};

    fn check(text: &str, expected: &[Private]) {
        let official = ["19000368".to_owned(), "0252000000".to_owned()];
        let found: Vec<Private> = find(text, &official).into_iter().map(|(private, _)| private).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    /// No example here is a number that anybody has: all digits are zeros or a plain sequence.
    #[test]
    fn private_numbers_are_found_in_any_grouping() {
        check("000000000000", &[Private::Identity]);
        check("số 000 000 000 000.", &[Private::Identity]);
        check("0000.0000.0000", &[Private::Identity]);
        check("CMND 012345678", &[Private::Identity]);
        check("gọi 0900000000 nhé", &[Private::Phone]);
        check("gọi 0900 000 000", &[Private::Phone]);
        check("+84 900 000 000", &[Private::Phone]);
        check("thu@example.com", &[Private::Mail]);
    }

    #[test]
    fn public_numbers_are_left_alone() {
        for fine in [
            "Gọi 1900 0368",
            "1.046 trên 2.163",
            "ngày 23/11/2026",
            "250.000.000 đồng",
            "baonghean 10301670",
            "Nghị định 69/2024/NĐ-CP",
            "xa@langau.gov.vn",
            "0252 000 000",
            "172260121102519087",
            "12 số",
            "2026-11-23",
        ] {
            check(fine, &[]);
        }
    }

    #[test]
    fn columns_and_notes_about_people_are_recognised() {
        assert!(is_private_column("Họ và tên"));
        assert!(is_private_column("CCCD"));
        assert!(!is_private_column("cccd_cap"));
        assert!(is_person_note("thiếu ông Nguyễn Văn"));
        assert!(!is_person_note("bà con Thôn Mẫu chưa đủ"));
    }
}
