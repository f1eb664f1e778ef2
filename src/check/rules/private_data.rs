//! P11: data about people. Stops the build, and never shows the value itself.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::check::clues::Code;
use crate::check::people;
use crate::check::private::{Private, Recognizer};
use crate::check::progress_row::cell_name;
use crate::check::rule::Rule;
use crate::diag::{Diagnostic, Diagnostics, FileId, Span, Text};
use crate::model::content::{FileMetadata, Table};
use crate::text::fold::fold;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "private-data", configurable: false, page: include_str!("private-data.md") }];

static PEOPLE_COLUMNS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| people::entries(include_str!("../names/people-columns.txt")).collect());
static PRIVATE_COLUMNS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| people::entries(include_str!("../names/private-columns.txt")).collect());

fn words(private: Private) -> Text {
    match private {
        Private::Identity => Text::new(
            "một dãy số giống số định danh hoặc số chứng minh",
            "a number like an identity number",
        ),
        Private::Phone => Text::new("một số điện thoại riêng", "a private phone number"),
        Private::Mail => Text::new("một địa chỉ thư điện tử riêng", "a private e-mail address"),
        Private::Person => Text::new(
            "tên một người kèm ngày sinh, tuổi, bệnh hoặc chỗ ở",
            "a person's name with birth, age, illness or address",
        ),
        Private::Code(Code::Account) => Text::new("một số tài khoản", "an account number"),
        Private::Code(Code::Insurance) => {
            Text::new("một mã số thẻ bảo hiểm", "the number of an insurance card")
        }
        Private::Code(Code::Passport) => Text::new("một số hộ chiếu", "a passport number"),
        Private::Code(Code::Plate) => Text::new("một biển số xe", "a number plate"),
    }
}

/// Checks a Markdown or YAML text.
pub fn check_text(file: FileId, text: &str, recognizer: &Recognizer, diags: &mut Diagnostics) {
    for (private, range) in recognizer.find(text) {
        report(private, Span::new(file, range), diags);
    }
    for range in lists_of_people(text).into_iter().chain(people::find_lists(text)) {
        stop(diags.error(
            "private-data",
            Span::new(file, range),
            Text::new(
                "bảng này ghi dữ liệu riêng của từng người",
                "this table is about single people",
            ),
        ));
    }
}

/// Checks the register of facts. A plain number or a sum may have as many digits as an old identity
/// number, unless it starts with a zero.
pub fn check_facts(file: FileId, text: &str, recognizer: &Recognizer, diags: &mut Diagnostics) {
    const COUNTED: [&str; 8] =
        ["count", "so_luong", "decimal", "so_thap_phan", "percent", "phan_tram", "money", "tien"];
    for (private, range) in recognizer.find(text) {
        let line_start = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
        let key = text[line_start..range.start].split(':').next().unwrap_or_default();
        let is_counted = COUNTED.contains(&key.trim())
            && text[line_start + key.len() + 1..range.start].trim().is_empty();
        if !(private == Private::Identity && is_counted && !text[range.clone()].starts_with('0')) {
            report(private, Span::new(file, range), diags);
        }
    }
}

/// Returns headings of Markdown tables with a column that only lists of people have. Telephones and
/// addresses are also columns of lists of offices.
fn lists_of_people(text: &str) -> Vec<Range<usize>> {
    let is_rule = |line: &str| {
        line.bytes().all(|byte| b" |:-".contains(&byte)) && line.contains('-') && line.contains('|')
    };
    let line_at = |at: usize| {
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        start..text[at..].find('\n').map_or(text.len(), |length| at + length)
    };
    let mut found = Vec::new();
    let mut from = 0;
    // Most lines have no bar.
    while let Some(bar) = text[from..].find('|') {
        let line = line_at(from + bar);
        from = line.end;
        if line.start > 0 && is_rule(text[line.clone()].trim()) {
            let head = line_at(line.start - 1);
            if text[head.clone()]
                .split('|')
                .any(|cell| PEOPLE_COLUMNS.contains(column_key(cell).as_str()))
            {
                found.push(head.start..head.start + text[head].trim_end().len());
            }
        }
    }
    found
}

/// Checks texts without the spans of their files.
pub fn check_words<'a>(
    words: impl Iterator<Item = &'a String>,
    span: Span,
    recognizer: &Recognizer,
    diags: &mut Diagnostics,
) {
    for text in words {
        for (private, _) in recognizer.find(text) {
            report(private, span, diags);
        }
    }
}

/// Checks a table: first the names of columns, then every cell. `sheet` names a sheet that is not
/// parsed for figures.
pub fn check_table(
    table: &Table,
    sheet: Option<&Text>,
    recognizer: &Recognizer,
    diags: &mut Diagnostics,
) {
    let at = |cell: String| {
        let on =
            |sheet: &str| if sheet.is_empty() { cell.clone() } else { format!("{cell} ({sheet})") };
        sheet.map_or_else(
            || Text::new(cell.clone(), cell.clone()),
            |sheet| Text::new(on(&sheet.vi), on(&sheet.en)),
        )
    };
    for (index, column) in table.columns.iter().enumerate() {
        let below = table.rows.iter().filter_map(|row| row.cells.get(index));
        let cells: Vec<&str> =
            [column].into_iter().chain(below).map(|cell| cell.value.as_str()).collect();
        if is_private_column(&column.value) || people::is_column_of_people(&cells) {
            let cell = at(cell_name(index, table.head));
            stop(diags.error(
                "private-data",
                column.span,
                Text::new(
                    format!("cột ở ô {} ghi dữ liệu riêng của từng người", cell.vi),
                    format!("the column at cell {} is about single people", cell.en),
                ),
            ));
        }
        check_cell(
            &column.value,
            column.span,
            &at(cell_name(index, table.head)),
            recognizer,
            diags,
        );
    }
    for row in &table.rows {
        for (index, cell) in row.cells.iter().enumerate() {
            check_cell(
                &cell.value,
                cell.span,
                &at(cell_name(index, row.number)),
                recognizer,
                diags,
            );
        }
        let cells = row.cells.iter().map(|cell| cell.value.as_str());
        if people::is_row_about_somebody(cells, recognizer.this_year) {
            let span = row.cells.first().map_or(Span::whole(table.file), |cell| cell.span);
            let cell = at(cell_name(0, row.number));
            let words = words(Private::Person);
            stop(diags.error(
                "private-data",
                span,
                Text::new(
                    format!("dòng bắt đầu ở ô {} có {}", cell.vi, words.vi),
                    format!("the row that starts at cell {} holds {}", cell.en, words.en),
                ),
            ));
        }
    }
    for cell in &table.surplus {
        check_words([&cell.value].into_iter(), cell.span, recognizer, diags);
    }
}

fn check_cell(
    text: &str,
    span: Span,
    name: &Text,
    recognizer: &Recognizer,
    diags: &mut Diagnostics,
) {
    // Excel stores identity numbers as numbers, without leading zeros. No count is this long.
    let is_long = matches!(text.len(), 10 | 11) && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_known = || {
        recognizer
            .official
            .iter()
            .any(|number| number.trim_start_matches('0') == text.trim_start_matches('0'))
    };
    let cut = (is_long && !text.starts_with('0') && !is_known()).then_some(Private::Identity);
    let found = recognizer.find(text).into_iter().map(|(private, _)| private).chain(cut).map(words);
    let named = is_person_note(text).then(|| Text::new("tên một người", "a person's name"));
    for words in found.chain(named) {
        stop(diags.error(
            "private-data",
            span,
            Text::new(
                format!("ô {} có {}", name.vi, words.vi),
                format!("cell {} holds {}", name.en, words.en),
            ),
        ));
    }
}

/// Checks hidden data in a file: camera metadata, comments, document properties.
pub fn check_metadata(metadata: &FileMetadata, recognizer: &Recognizer, diags: &mut Diagnostics) {
    let mut told: Vec<Private> = Vec::new();
    for (private, _) in metadata.texts.iter().flat_map(|text| recognizer.find(text)) {
        if told.contains(&private) {
            continue;
        }
        told.push(private);
        let words = words(private);
        diags
            .error(
                "private-data",
                Span::whole(metadata.file),
                Text::new(
                    format!("{} của tệp này có {}", metadata.part.vi, words.vi),
                    format!("{} of this file hold {}", metadata.part.en, words.en),
                ),
            )
            .hide_line()
            .hint(beside_hint());
    }
    if !told.contains(&Private::Person) && lists_people(metadata, recognizer) {
        stop(diags.error(
            "private-data",
            Span::whole(metadata.file),
            Text::new("tệp này có danh sách người", "this file holds a list of people"),
        ));
    }
    if metadata.tells_position {
        diags
            .error(
                "private-data",
                Span::whole(metadata.file),
                Text::new(
                    "ảnh này ghi nơi chụp (GPS), mà tệp trong `static` được đăng nguyên như vậy",
                    "this picture says where it was taken (GPS), and files in `static` are published as they are",
                ),
            )
            .hint(Text::new(
                "để ảnh vào thư mục bài hoặc `content/pictures`: loa tự xóa; hoặc xóa vị trí trong ảnh rồi chép lại",
                "put it beside a text or into `content/pictures`, where loa removes that; or remove it and copy again",
            ));
    }
}

/// Returns whether a file contains a table of people, or lines that are names.
fn lists_people(metadata: &FileMetadata, recognizer: &Recognizer) -> bool {
    let rows: Vec<Vec<&str>> =
        metadata.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let lines = metadata.texts.iter().flat_map(|text| text.lines());
    people::is_list(&rows, recognizer.this_year)
        || lines.filter(|line| people::is_name(line)).count() >= people::FEWEST_IN_LIST
}

fn beside_hint() -> Text {
    Text::new(
        "Word, Excel: File › Info › Check for Issues › Inspect Document, xóa hết rồi lưu; ảnh: chuột phải › Properties › Details › Remove Properties",
        "Word, Excel: File › Info › Check for Issues › Inspect Document, remove all and save; pictures: Properties › Details › Remove Properties",
    )
}

/// Checks the name of a file, which is published with it.
pub fn check_path(path: &str, recognizer: &Recognizer, diags: &mut Diagnostics) {
    // An underscore separates words as well as groups of digits.
    let readings = [path.replace(['_', '/'], "\""), path.replace('/', "\"")];
    if readings.iter().all(|reading| recognizer.find(reading).is_empty()) {
        return;
    }
    let folder = path.rsplit_once('/').map_or("static", |(folder, _)| folder);
    let folder = recognizer.mask(folder);
    stop(diags.error(
        "private-data",
        // A span would show the name itself.
        None,
        Text::new(
            format!("tên một tệp trong «{folder}» có dữ liệu riêng của một người"),
            format!("the name of a file in `{folder}` holds private data"),
        ),
    ));
}

/// Returns whether the name of a column announces data about people.
pub fn is_private_column(name: &str) -> bool {
    PRIVATE_COLUMNS.contains(column_key(name).as_str())
}

/// Returns the normalised name of a column: `Họ, tên ` becomes `ho_ten`.
fn column_key(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("_")
}

/// Returns whether a note names a person: a form of address before a capitalised name.
fn is_person_note(text: &str) -> bool {
    const TITLES: [&str; 8] = ["ông", "bà", "anh", "chị", "em", "cháu", "cô", "chú"];
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(3).any(|three| {
        let is_name = |word: &str| {
            word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().any(char::is_lowercase)
        };
        TITLES.contains(&three[0].to_lowercase().as_str()) && is_name(three[1]) && is_name(three[2])
    })
}

fn report(private: Private, span: Span, diags: &mut Diagnostics) {
    let words = words(private);
    stop(diags.error(
        "private-data",
        span,
        Text::new(format!("chỗ này có {}", words.vi), format!("this holds {}", words.en)),
    ));
}

fn stop(diagnostic: &mut Diagnostic) {
    diagnostic.hide_line().hint(Text::new(
        "xóa đi: trang chỉ nêu số đếm. Số của cơ quan thì ghi ở `places` trong site.yaml hoặc ở facts.yaml",
        "remove it: only counts are published. An office's number goes under `places` in site.yaml or into facts.yaml",
    ));
}

#[cfg(test)]
mod tests {
    use super::{is_person_note, is_private_column, lists_of_people};

    #[test]
    fn tables_of_people_in_texts_are_recognised() {
        assert_eq!(
            lists_of_people("a\n\n| Họ và tên | Thôn |\n|---|:--|\n| x | y |\n").first(),
            Some(&(3..28))
        );
        assert_eq!(lists_of_people("STT | **Năm sinh**\n--- | ---\n").first(), Some(&(0..19)));
        for fine in [
            "| Nơi | Điện thoại |\n|---|---|\n",
            "| Ô | Ghi gì |\n|---|---|\n| Họ và tên | viết hoa |\n",
            "Họ tên | a\n",
        ] {
            assert!(lists_of_people(fine).is_empty(), "{fine}");
        }
    }

    #[test]
    fn columns_and_notes_about_people_are_recognised() {
        assert!(is_private_column("Họ và tên"));
        assert!(is_private_column("CCCD"));
        assert!(is_private_column(" Họ, tên "));
        assert!(is_private_column("Date of birth"));
        assert!(!is_private_column("cccd_cap"));
        assert!(is_person_note("thiếu ông Nguyễn Văn"));
        assert!(!is_person_note("bà con Thôn Mẫu chưa đủ"));
    }
}
