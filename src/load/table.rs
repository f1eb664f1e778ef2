//! Progress tables: CSV in all variants that Excel writes, and Excel's own formats.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::ops::Range;

use calamine::{Data, DataType, Dimensions, Reader, SheetType, SheetVisible, Sheets};
use jiff::civil::Date;

use crate::config::yaml::parse_day;
use crate::diag::{Diagnostics, FileId, Severity, Sources, Span, Text, WorkbookSheet};
use crate::load::archive;
use crate::model::content::{FileMetadata, Table, TableRow};
use crate::model::spanned::Spanned;
use crate::model::tables::{Column, TableWords, column_key};
use crate::text::fold::{fold, nfc};

/// Reads a CSV file with commas, semicolons or tabs, with or without a `sep=` line.
pub fn read_csv(
    text: &str,
    file: FileId,
    columns: &FigureColumns<'_>,
    diags: &mut Diagnostics,
) -> Option<Table> {
    let (separator, start) = separator(text);
    let body = &text[start..];
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut records = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {
                let at = record
                    .position()
                    .map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
                records.push((at, record.clone()));
            }
            Ok(false) => break,
            Err(_) => {
                diags
                    .error(
                        "table-unreadable",
                        Span::whole(file),
                        Text::new("không đọc được tệp này", "this file can't be read"),
                    )
                    .hint(save_again());
                return None;
            }
        }
    }
    if let Some(open) = records.last().and_then(|(at, _)| unclosed_quote(body, *at, separator)) {
        let line_end = body[open..].find('\n').map_or(body.len(), |end| open + end);
        diags
            .error(
                "table-unreadable",
                Span::new(file, start + open..start + line_end),
                Text::new(
                    "dấu ngoặc kép mở ở đây mà không đóng, nên các dòng sau bị dồn vào một ô",
                    "this quote is never closed, so the rows below it become one cell",
                ),
            )
            .hint(Text::new(
                "thêm dấu ngoặc kép ở cuối ô, hoặc bỏ dấu ở đầu ô",
                "add the quote at the end of the cell, or remove the one at its start",
            ));
        return None;
    }
    let ends: Vec<usize> = records.iter().skip(1).map(|(at, _)| *at).chain([body.len()]).collect();
    let (mut counted, mut row) = (0, 1 + usize::from(start > 0));
    let lines = records.iter().zip(ends).map(|((at, record), end)| {
        let spans = cell_spans(body, *at..end, separator);
        row += body[counted..*at].matches('\n').count();
        counted = *at;
        let cells = record.iter().enumerate().map(|(index, cell)| {
            let range = spans.get(index).cloned().unwrap_or(*at..end);
            Spanned {
                value: nfc(cell.trim()).into_owned(),
                span: Span::new(file, start + range.start..start + range.end),
            }
        });
        TableRow { number: row, cells: cells.collect() }
    });
    let mut above: Vec<TableRow> = lines.collect();
    let head = find_head(&above, columns).unwrap_or_else(|| Head::first(&above));
    let lines = above.split_off(head.start);
    report_figures_above(&above, diags);
    let mut table = assemble(file, join_head(lines, head.rows), diags)?;
    table.as_of = find_day(&above);
    // Only the search for private data reads the lines above the head.
    table.surplus.extend(above.into_iter().flat_map(|row| row.cells));
    Some(table)
}

/// The rows of a table that name its columns.
struct Head {
    start: usize,
    /// One, or two if the first row has groups.
    rows: usize,
}

impl Head {
    /// Takes the first row with content.
    fn first(lines: &[TableRow]) -> Head {
        Head { start: lines.iter().position(|row| !is_empty(row)).unwrap_or(0), rows: 1 }
    }
}

/// Finds the head of a table below titles of an office. Two known names are enough, because a
/// misspelled name must not hide the head. A second row belongs to it if it adds known names.
fn find_head(lines: &[TableRow], columns: &FigureColumns<'_>) -> Option<Head> {
    let known = columns.keys();
    let count = |cells: &[Spanned<String>]| {
        let mut found: Vec<String> = cells.iter().map(|cell| column_key(&cell.value)).collect();
        found.retain(|key| known.contains(key));
        found.sort();
        found.dedup();
        found.len()
    };
    for (start, row) in lines.iter().enumerate() {
        let joined = lines.get(start + 1).map(|below| join_cells(row, below));
        let (one, two) = (count(&row.cells), joined.map_or(0, |cells| count(&cells)));
        if one > 0 && two >= 2 && two > one {
            return Some(Head { start, rows: 2 });
        }
        if one >= 2 {
            return Some(Head { start, rows: 1 });
        }
    }
    None
}

/// Returns the names of the second row of a head, and those of the first where the second is empty.
fn join_cells(above: &TableRow, below: &TableRow) -> Vec<Spanned<String>> {
    let mut cells = above.cells.clone();
    for (index, cell) in below.cells.iter().enumerate() {
        if cell.value.is_empty() {
            continue;
        }
        match cells.get_mut(index) {
            Some(joined) => *joined = cell.clone(),
            None => cells.push(cell.clone()),
        }
    }
    cells
}

fn join_head(mut lines: Vec<TableRow>, rows: usize) -> Vec<TableRow> {
    if rows == 2 {
        let below = lines.remove(1);
        lines[0].cells = join_cells(&lines[0], &below);
    }
    lines
}

/// Reports a row with figures above the names of the columns, which would be lost. Titles of an
/// office fill one or two cells.
fn report_figures_above(lines: &[TableRow], diags: &mut Diagnostics) {
    for row in lines {
        let numbers = row.cells.iter().filter(|cell| cell.value.parse::<f64>().is_ok()).count();
        let filled = row.cells.iter().filter(|cell| !cell.value.is_empty()).count();
        let Some(first) = row.cells.first().filter(|_| numbers > 0 && filled > 1) else { continue };
        let text = Text::new(
            format!("dòng {} có số mà nằm trên dòng tên cột, nên không được đọc", row.number),
            format!(
                "row {} has figures above the names of the columns, so it is not read",
                row.number
            ),
        );
        diags.error("row-length", first.span, text).hint(Text::new(
            "mỗi bảng một tệp hoặc một trang tính; dòng tên cột phải ở trên các dòng số",
            "keep each table in its own file or sheet, with the names of columns above its figures",
        ));
        return;
    }
}

/// Finds the day of the figures in the lines above a table: `(Tính đến ngày 20/11/2026)`.
fn find_day(lines: &[TableRow]) -> Option<Spanned<Date>> {
    for cell in lines.iter().flat_map(|row| &row.cells) {
        let folded = fold(&cell.value);
        let Some((_, after)) = folded.split_once("ngay ") else { continue };
        let words: Vec<&str> = after.split_whitespace().collect();
        let written = match words[..] {
            [day, "thang", month, "nam", year, ..] => format!("{day}/{month}/{year}"),
            [day, ..] => day.to_owned(),
            [] => continue,
        };
        let written = written.trim_matches(|letter: char| !letter.is_ascii_digit());
        if let Some(value) = parse_day(written) {
            return Some(Spanned { value, span: cell.span });
        }
    }
    None
}

/// The content of a workbook.
#[derive(Debug, Default)]
pub struct Workbook {
    /// The visible sheets with figures.
    pub tables: Vec<Table>,
    /// The other sheets, hidden ones included, each with a name for messages.
    pub sheets: Vec<(Text, Table)>,
    /// The names of all sheets.
    pub names: Vec<FileMetadata>,
}

/// The columns that make a sheet a table of figures.
pub struct FigureColumns<'a> {
    /// The names of columns that mean the same in every table.
    pub words: &'a TableWords,
    /// The keys of the columns that indicators name.
    pub counts: Vec<String>,
}

impl FigureColumns<'_> {
    /// Returns the keys of the columns by which a table of figures is recognised.
    fn keys(&self) -> BTreeSet<String> {
        let mut keys: BTreeSet<String> = self.counts.iter().cloned().collect();
        for column in [Column::Date, Column::Unit, Column::Indicator] {
            keys.extend(self.words.names(column).iter().cloned());
        }
        keys
    }
}

/// Reads an Excel or OpenDocument file. A visible sheet is a table of figures if a row has names of
/// `columns`.
///
/// Each row becomes a line of a source, so that messages can show the row.
pub fn read_workbook(
    bytes: &[u8],
    path: &str,
    columns: &FigureColumns<'_>,
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> Workbook {
    let mut workbook = Workbook::default();
    if workbook_is_too_large(bytes) {
        let file = sources.add(path, "");
        diags.error("table-unreadable", Span::whole(file), unpacks_too_large()).hint(smaller());
        return workbook;
    }
    let Ok(mut book) = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)) else {
        let span = Span::whole(sources.add(path, ""));
        if is_encrypted(bytes, path) {
            report_password(span, diags);
        } else {
            report_unreadable(span, diags);
        }
        return workbook;
    };
    let errors_before = diags.count(Severity::Error);
    // The first row with content of each visible sheet without figures.
    let mut others = Vec::new();
    for (number, sheet) in (1..).zip(book.sheets_metadata().to_vec()) {
        let is_sheet = sheet.typ == SheetType::WorkSheet;
        let is_visible = is_sheet && sheet.visible == SheetVisible::Visible;
        let shown = WorkbookSheet { number, name: nfc(&sheet.name).into() };
        let Some(grid) = read_grid(&mut book, &sheet.name) else {
            if is_sheet {
                report_unreadable(Span::whole(sources.add_sheet(path, shown, "")), diags);
            }
            continue;
        };
        let (file, mut lines) = add_sheet(&grid, path, shown, sources);
        workbook.names.push(name_of_sheet(file, &sheet.name));
        let head = if is_visible { find_head(&lines, columns) } else { None };
        if let Some(head) = head {
            let rows = join_head(lines.split_off(head.start), head.rows);
            report_figures_above(&lines, diags);
            if let Some(mut table) = assemble(file, rows, diags) {
                table.as_of = find_day(&lines);
                workbook.tables.push(table);
            }
        } else if is_visible {
            others.extend(lines.iter().find(|row| !is_empty(row)).map(|row| place_of(file, row)));
        }
        let name = words_for_sheet(number, is_visible || !is_sheet);
        workbook.sheets.extend(read_aside(file, lines).map(|table| (name, table)));
    }
    if workbook.tables.is_empty() && diags.count(Severity::Error) == errors_before {
        report_no_figures(path, columns, &others, sources, diags);
    }
    workbook
}

/// Returns the cells of all sheets, row by row. Returns none if the workbook can't be parsed or
/// unpacks to too much.
pub(crate) fn read_cells(bytes: &[u8]) -> Vec<Vec<String>> {
    if workbook_is_too_large(bytes) {
        return Vec::new();
    }
    let Ok(mut book) = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        rows.extend(range.rows().map(|row| row.iter().map(cell_text).collect()));
    }
    rows
}

/// Returns the cells of a text file with a separator.
pub(crate) fn read_plain_cells(text: &str) -> Vec<Vec<String>> {
    let (separator, start) = separator(text);
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(&text.as_bytes()[start..]);
    let records = reader.records().filter_map(Result::ok);
    records.map(|record| record.iter().map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The values of a sheet, and the formulas without a stored result.
struct Grid {
    values: calamine::Range<Data>,
    formulas: calamine::Range<String>,
}

fn read_grid(book: &mut calamine::Sheets<Cursor<&[u8]>>, name: &str) -> Option<Grid> {
    let mut values = book.worksheet_range(name).ok()?;
    for region in merged_cells(book, name) {
        fill_merged(&mut values, region);
    }
    // Only programs that write .xlsx leave out results.
    let may_lack_results = matches!(book, calamine::Sheets::Xlsx(_));
    let formulas = may_lack_results.then(|| book.worksheet_formula(name).ok()).flatten();
    Some(Grid { values, formulas: formulas.unwrap_or_default() })
}

fn merged_cells(book: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Vec<Dimensions> {
    match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xlsb(_) | Sheets::Ods(_) => Vec::new(),
    }
}

/// Repeats a text or day that is merged over several rows: a reader sees it beside each of them. A
/// merged number is not the number of each row.
fn fill_merged(values: &mut calamine::Range<Data>, region: Dimensions) {
    let value = values.get_value(region.start);
    let Some(value) = value.filter(|value| value.is_string() || value.is_datetime()).cloned()
    else {
        return;
    };
    let last = values.end().map_or(0, |(row, _)| row.min(region.end.0));
    for row in region.start.0 + 1..=last {
        values.set_value((row, region.start.1), value.clone());
    }
}

impl Grid {
    /// Returns the number of rows and columns, counted from the sheet's first cell.
    fn size(&self) -> (u32, u32) {
        let ends = [self.values.end(), self.formulas.end()];
        let most = |(rows, columns): (u32, u32), (row, column): (u32, u32)| {
            (rows.max(row + 1), columns.max(column + 1))
        };
        ends.into_iter().flatten().fold((0, 0), most)
    }

    /// Returns the text of a cell. A formula without a result is returned as the formula.
    fn text(&self, cell: (u32, u32)) -> String {
        match self.values.get_value(cell) {
            None | Some(Data::Empty) => {
                let formula = self.formulas.get_value(cell).filter(|formula| !formula.is_empty());
                formula.map_or_else(String::new, |formula| format!("={formula}"))
            }
            Some(value) => cell_text(value),
        }
    }
}

fn add_sheet(
    grid: &Grid,
    path: &str,
    sheet: WorkbookSheet,
    sources: &mut Sources,
) -> (FileId, Vec<TableRow>) {
    let (rows, columns) = grid.size();
    let mut text = String::new();
    let mut spans = Vec::new();
    for row in 0..rows {
        let mut cells = Vec::new();
        for column in 0..columns {
            if column > 0 {
                text.push_str("  |  ");
            }
            let value = grid.text((row, column));
            let start = text.len();
            text.push_str(&value);
            cells.push((start..text.len(), value));
        }
        text.push('\n');
        spans.push(cells);
    }
    let file = sources.add_sheet(path, sheet, text);
    let lines = spans.into_iter().enumerate().map(|(index, cells)| TableRow {
        number: index + 1,
        cells: cells
            .into_iter()
            .map(|(span, value)| Spanned { value, span: Span::new(file, span) })
            .collect(),
    });
    (file, lines.collect())
}

/// Reads a table that is only searched for private data, so mistakes in its shape are ignored.
fn read_aside(file: FileId, lines: Vec<TableRow>) -> Option<Table> {
    assemble(file, lines, &mut Diagnostics::default())
}

fn words_for_sheet(number: usize, is_visible: bool) -> Text {
    let (vi, en) = if is_visible { ("", "") } else { (" bị ẩn", ", hidden") };
    Text::new(format!("trang tính thứ {number}{vi}"), format!("sheet {number}{en}"))
}

fn name_of_sheet(file: FileId, name: &str) -> FileMetadata {
    let part = Text::new("tên trang tính", "the name of a sheet");
    FileMetadata {
        file,
        part,
        texts: vec![name.to_owned()],
        rows: Vec::new(),
        tells_position: false,
    }
}

/// Returns whether a workbook has a password: Excel wraps it in the container of its old format.
fn is_encrypted(bytes: &[u8], path: &str) -> bool {
    const OLD_CONTAINER: &[u8] = b"\xd0\xcf\x11\xe0";
    bytes.starts_with(OLD_CONTAINER) && path.to_lowercase().ends_with(".xlsx")
}

fn report_password(span: Span, diags: &mut Diagnostics) {
    let text = Text::new(
        "tệp Excel này có mật khẩu nên không mở được",
        "this workbook has a password and can't be opened",
    );
    diags.error("table-unreadable", span, text).hint(Text::new(
        "mở bằng Excel, vào File → Info → Protect Workbook → Encrypt with Password, xóa mật khẩu rồi lưu",
        "open it in Excel, clear the password at File → Info → Protect Workbook → Encrypt with Password, save",
    ));
}

fn report_unreadable(span: Span, diags: &mut Diagnostics) {
    let text = Text::new("không mở được tệp Excel này", "this Excel file can't be opened");
    diags.error("table-unreadable", span, text).hint(save_again());
}

/// Reports a workbook without figures: which columns are needed, and the first rows of the visible
/// sheets.
fn report_no_figures(
    path: &str,
    columns: &FigureColumns<'_>,
    others: &[Span],
    sources: &mut Sources,
    diags: &mut Diagnostics,
) {
    let Some(first) = others.first() else {
        report_empty(Span::whole(sources.add(path, "")), diags);
        return;
    };
    const MOST: usize = 8;
    let names = [Column::Date, Column::Unit].map(|column| columns.words.vietnamese(column));
    let names = names.into_iter().chain(columns.counts.iter().map(String::as_str));
    let list = names.take(MOST).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let diagnostic = diags.error(
        "table-empty",
        *first,
        Text::new(
            format!("không trang tính nào có dòng tên cột số liệu: {list}"),
            format!("no sheet has a row with the column names of figures: {list}"),
        ),
    );
    for row in others {
        let begins =
            Text::new("trang tính này bắt đầu bằng dòng này", "the first row of this sheet");
        diagnostic.also(*row, begins);
    }
    diagnostic.hint(Text::new(
        "ghi tên các cột này ở một dòng ngay trên số liệu; trang tính đang ẩn thì cho hiện lại",
        "write these column names in one row right above the figures; unhide a hidden sheet",
    ));
}

fn report_empty(span: Span, diags: &mut Diagnostics) {
    diags.error("table-empty", span, Text::new("bảng này trống", "this table is empty")).hint(
        Text::new(
            "bỏ tệp này đi, hoặc ghi ít nhất một dòng số liệu",
            "remove the file, or add at least one row",
        ),
    );
}

fn is_empty(row: &TableRow) -> bool {
    row.cells.iter().all(|cell| cell.value.is_empty())
}

fn place_of(file: FileId, row: &TableRow) -> Span {
    let start = row.cells.first().map_or(0, |cell| cell.span.start as usize);
    let end = row.cells.last().map_or(start, |cell| cell.span.end as usize);
    Span::new(file, start..end)
}

/// Returns whether a workbook unpacks to too much, or has cells so far apart that their grid would
/// fill the memory: a single cell in Excel's last row and column makes a grid of 17,000 million
/// cells.
fn workbook_is_too_large(bytes: &[u8]) -> bool {
    const MOST_CELLS: u64 = 2_000_000;
    let Ok(parts) = archive::unpack(bytes) else { return true };
    parts.iter().any(|(name, part)| {
        let part = String::from_utf8_lossy(part).replace('\'', "\"");
        let cells = if part.contains("sheetData") {
            farthest_cells(&part)
        } else if name == "content.xml" {
            repeated_cells(&part)
        } else if name.ends_with(".bin") && name.contains("sheet") {
            // A binary sheet of the .xlsb format, renamed to .xlsx, is no accident.
            u64::MAX
        } else {
            0
        };
        cells > MOST_CELLS
    })
}

/// Returns the size of the grid that holds all non-empty cells of an Excel sheet.
fn farthest_cells(sheet: &str) -> u64 {
    let (mut rows, mut columns) = (0_u64, 0_u64);
    // A cell without a position follows the cell before it.
    let (mut row, mut column) = (0_u64, 0_u64);
    for tag in sheet.split('<').filter_map(|piece| piece.split('>').next()) {
        // Elements may have a prefix: `x:c`.
        let element = tag.split([' ', '\t', '\n', '\r', '/']).next().unwrap_or_default();
        let name = tag.split("r=\"").nth(1).and_then(|rest| rest.split('"').next());
        match element.rsplit(':').next() {
            Some("row") => {
                row = name.and_then(|name| name.parse().ok()).unwrap_or(row.saturating_add(1));
                column = 0;
            }
            Some("c") => {
                column = column.saturating_add(1);
                if let Some(name) = name {
                    let letters = name.bytes().take_while(u8::is_ascii_alphabetic);
                    column = letters.fold(0_u64, |sum, letter| {
                        sum.saturating_mul(26)
                            .saturating_add(u64::from(letter.to_ascii_uppercase() - b'A') + 1)
                    });
                    row = name
                        .trim_start_matches(|letter: char| letter.is_ascii_alphabetic())
                        .parse()
                        .unwrap_or(row);
                }
                if !tag.ends_with('/') {
                    (rows, columns) = (rows.max(row), columns.max(column));
                }
            }
            _ => {}
        }
    }
    rows.saturating_mul(columns)
}

/// Returns the number of cells of an OpenDocument sheet, with repeated non-empty cells counted as
/// often as they repeat.
fn repeated_cells(sheet: &str) -> u64 {
    let repeats = |tag: &str, name: &str| -> u64 {
        let value = tag
            .split(name)
            .nth(1)
            .and_then(|rest| rest.trim_start_matches("=\"").split('"').next());
        value.and_then(|value| value.parse().ok()).unwrap_or(1)
    };
    let mut cells = 0_u64;
    for row in sheet.split("<table:table-row").skip(1) {
        let times = repeats(row.split('>').next().unwrap_or_default(), "number-rows-repeated");
        for cell in row.split("<table:table-cell").skip(1) {
            let tag = cell.split('>').next().unwrap_or_default();
            if !tag.ends_with('/') || tag.contains("value") {
                cells = cells
                    .saturating_add(repeats(tag, "number-columns-repeated").saturating_mul(times));
            }
        }
    }
    cells
}

/// Returns the message for a file that unpacks to too much.
pub(crate) fn unpacks_too_large() -> Text {
    Text::new(
        "tệp này bung ra quá lớn nên không soi được bên trong",
        "this file unpacks to far too much data",
    )
}

/// Returns the hint for a file that unpacks to too much.
pub(crate) fn smaller() -> Text {
    Text::new(
        "chép riêng phần cần dùng sang một tệp mới rồi dùng tệp đó",
        "copy the needed parts into a new file and use that",
    )
}

/// Returns the name of a column as Excel shows it: 0 is `A`, 26 is `AA`.
pub fn column_letters(index: usize) -> String {
    let mut letters = String::new();
    let mut rest = index + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters
}

/// Builds a table. The first non-empty row names the columns; empty rows are left out.
fn assemble(file: FileId, lines: Vec<TableRow>, diags: &mut Diagnostics) -> Option<Table> {
    let mut lines = lines.into_iter().filter(|row| !is_empty(row));
    let Some(head) = lines.next() else {
        report_empty(Span::whole(file), diags);
        return None;
    };
    let TableRow { number, cells: mut columns } = head;
    while columns.last().is_some_and(|column| column.value.is_empty()) {
        columns.pop();
    }
    let mut rows = Vec::new();
    let mut all_surplus = Vec::new();
    for mut row in lines {
        let surplus = row.cells.iter().skip(columns.len()).find(|cell| !cell.value.is_empty());
        if let Some(cell) = surplus {
            diags
                .error(
                    "row-length",
                    cell.span,
                    Text::new(
                        format!("dòng {} có nhiều ô hơn số cột ({})", row.number, columns.len()),
                        format!(
                            "row {} has more cells than there are columns ({})",
                            row.number,
                            columns.len()
                        ),
                    ),
                )
                .hint(Text::new(
                    "nếu trong ô có dấu phẩy, đặt cả ô trong ngoặc kép: \"48,3\"",
                    "if a cell holds a comma, put the cell in quotes: \"48,3\"",
                ));
        }
        let end = row.cells.last().map_or(Span::whole(file), |cell| cell.span);
        if row.cells.len() < columns.len() {
            diags
                .error(
                    "row-length",
                    end,
                    Text::new(
                        format!(
                            "dòng {} chỉ có {} ô, bảng có {} cột",
                            row.number,
                            row.cells.len(),
                            columns.len()
                        ),
                        format!(
                            "row {} has only {} cells of {}",
                            row.number,
                            row.cells.len(),
                            columns.len()
                        ),
                    ),
                )
                .hint(Text::new(
                    "chưa có số thì để ô trống, nhưng vẫn giữ đủ dấu ngăn ô",
                    "leave cells empty where there is no figure, but keep their separators",
                ));
        }
        all_surplus.extend(
            row.cells
                .drain(columns.len().min(row.cells.len())..)
                .filter(|cell| !cell.value.is_empty()),
        );
        row.cells.resize(columns.len(), Spanned { value: String::new(), span: end });
        rows.push(row);
    }
    Some(Table { file, head: number, columns, rows, as_of: None, surplus: all_surplus })
}

/// Returns the separator, and the offset of the table after a `sep=` line.
fn separator(text: &str) -> (u8, usize) {
    let first_line = text.lines().next().unwrap_or_default();
    if let Some(named) = first_line
        .trim()
        .to_ascii_lowercase()
        .strip_prefix("sep=")
        .and_then(|rest| rest.bytes().next())
    {
        return (named, text.find('\n').map_or(text.len(), |at| at + 1));
    }
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: u8| head.bytes().filter(|byte| *byte == separator).count();
    let best = [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|separator| count(*separator))
        .unwrap_or(b',');
    (best, 0)
}

/// Returns the ranges of the cells of a record, between separators outside of quotes.
fn cell_spans(text: &str, record: Range<usize>, separator: u8) -> Vec<Range<usize>> {
    let line = text[record.clone()].trim_end_matches(['\n', '\r']);
    let mut spans = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            _ if byte == separator && !quoted => {
                spans.push(record.start + start..record.start + at);
                start = at + 1;
            }
            _ => {}
        }
    }
    spans.push(record.start + start..record.start + line.len());
    spans
}

/// Returns the offset of a quote that is never closed. The CSV reader takes everything after it for
/// one cell, so only the last record can have it. A quote inside a cell that does not start with
/// one is a plain character.
fn unclosed_quote(text: &str, record: usize, separator: u8) -> Option<usize> {
    let (mut open, mut just_closed, mut starts_cell) = (None, None, true);
    for (at, byte) in text.bytes().enumerate().skip(record) {
        if byte != b'"' {
            just_closed = None;
        } else if let Some(start) = open.take() {
            just_closed = Some(start);
        } else if starts_cell {
            open = Some(at);
        } else {
            // An escaped quote (`""`): the cell continues.
            open = just_closed.take();
        }
        starts_cell = byte == separator || byte == b'\n';
    }
    open
}

/// Returns a cell's text as staff see it: whole numbers without `.0`, dates as days.
fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{number:.0}")
        }
        Data::Float(number) => number.to_string(),
        Data::String(text) => nfc(text.trim()).into_owned(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(text) => text.get(..10).unwrap_or(text).to_owned(),
        Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

fn save_again() -> Text {
    Text::new(
        "mở tệp bằng Excel rồi lưu lại: «CSV UTF-8» hoặc «Excel (.xlsx)»",
        "open the file in Excel and save it again as `CSV UTF-8` or `Excel (.xlsx)`",
    )
}

#[cfg(test)]
mod tests {
    use super::{FigureColumns, column_letters, read_csv};
    use crate::config::tables::DEFAULTS;
    use crate::diag::{Diagnostics, Sources};

    fn known() -> FigureColumns<'static> {
        FigureColumns { words: &DEFAULTS.tables, counts: vec!["can".to_owned(), "da".to_owned()] }
    }

    fn check(text: &str, columns: &[&str], rows: &[&[&str]]) {
        let mut diags = Diagnostics::default();
        let mut sources = Sources::default();
        let file = sources.add("a.csv", text);
        let table = read_csv(text, file, &known(), &mut diags).expect("a table");
        assert_eq!(diags.list, [], "{text:?}");
        assert_eq!(
            table.columns.iter().map(|at| at.value.as_str()).collect::<Vec<_>>(),
            columns,
            "{text:?}"
        );
        let found: Vec<Vec<&str>> = table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|at| at.value.as_str()).collect())
            .collect();
        assert_eq!(found, rows, "{text:?}");
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            assert_eq!(
                text[cell.span.range()].trim().trim_matches('"'),
                cell.value,
                "place in {text:?}"
            );
        }
    }

    #[test]
    fn separators_are_recognised() {
        check("a,b\n1,2\n", &["a", "b"], &[&["1", "2"]]);
        check("a;b\n\"48,3\";2\n", &["a", "b"], &[&["48,3", "2"]]);
        check("a\tb\n1\t2", &["a", "b"], &[&["1", "2"]]);
        check("sep=;\na;b,c\n1;2", &["a", "b,c"], &[&["1", "2"]]);
        check("a,b\n\n,\n1,2\n", &["a", "b"], &[&["1", "2"]]);
    }

    #[test]
    fn quotes_that_never_close_are_found() {
        let unreadable = |text: &str| {
            let (mut diags, mut sources) = (Diagnostics::default(), Sources::default());
            let file = sources.add("a.csv", text);
            let table = read_csv(text, file, &known(), &mut diags);
            assert_eq!(table.is_none(), !diags.list.is_empty(), "{text:?}");
            diags
                .list
                .first()
                .and_then(|diagnostic| diagnostic.span)
                .map(|span| sources.line_column(span))
        };
        assert_eq!(unreadable("a,b\n1,\"x\n2,y\n"), Some((2, 3)));
        assert_eq!(unreadable("a,b\n1,\"x\"\"\n2,y\n"), Some((2, 3)));
        assert_eq!(unreadable("a,b\n1,\""), Some((2, 3)));
        assert_eq!(unreadable("sep=;\na;\"b\n"), Some((2, 3)));
        for fine in [
            "a,b\n1,\"x\"\n",
            "a,b\n1,ống 5\"\n",
            "a,b\n\"x \"\"y\"\" z\",\"\"\n",
            "a,b\n1,\"hai\ndòng\"\n2,\"\"",
        ] {
            assert_eq!(unreadable(fine), None, "{fine:?}");
        }
    }

    #[test]
    fn columns_are_named_as_excel_does() {
        assert_eq!([0, 25, 26, 701].map(column_letters), ["A", "Z", "AA", "ZZ"]);
    }

    #[test]
    fn tables_of_offices_are_understood() {
        let read = |text: &str| {
            let (mut diags, mut sources) = (Diagnostics::default(), Sources::default());
            let file = sources.add("a.csv", text);
            let table = read_csv(text, file, &known(), &mut diags).expect("a table");
            assert_eq!(diags.list, [], "{text}");
            let names = table.columns.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
            (names, table.as_of.map(|day| day.value.to_string()), table.rows.len())
        };
        let titled = "UBND XÃ MẪU,,\n(Tính đến ngày 20/11/2026),,\n\nĐơn vị,Cần,Đã\nThôn 1,5,3\n";
        let names = ["Đơn vị", "Cần", "Đã"].map(str::to_owned).to_vec();
        assert_eq!(read(titled), (names, Some("2026-11-20".to_owned()), 1));
        let grouped = "Đơn vị,Tiêm chủng,\n,Cần,Đã\nThôn 1,5,3\nThôn 2,4,2\n";
        let names = ["Đơn vị", "Cần", "Đã"].map(str::to_owned).to_vec();
        assert_eq!(read(grouped), (names, None, 2));
        let worded = "Báo cáo ngày 5 tháng 11 năm 2026;;\nThôn;Cần;Đã\nThôn 1;5;3\n";
        assert_eq!(read(worded).1.as_deref(), Some("2026-11-05"));
    }
}
