//! Writes Excel workbooks from text, so that cases can hold them.
//!
//! `[Tuần 46]` starts a sheet, `[Cũ, hidden]` a hidden sheet, `[Hình, chart]` a chart sheet.
//! Each line below is a row, cells between commas: numbers, words, errors (`#N/A`), and formulas
//! without a result (`=A1`).

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Returns the bytes of a workbook.
pub(crate) fn workbook(text: &str) -> Vec<u8> {
    let (mut sheets, mut relations, mut parts) = (String::new(), String::new(), Vec::new());
    for (number, sheet) in (1..).zip(text.split("\n[").map(|it| it.trim_start_matches('['))) {
        let (head, rows) = sheet.split_once('\n').unwrap_or((sheet, ""));
        let head = head.trim_end_matches(']');
        let (name, kind) = head.rsplit_once(", ").unwrap_or((head, "visible"));
        let state = if kind == "hidden" { "hidden" } else { "visible" };
        let (folder, body) = match kind {
            "chart" => ("chartsheet", format!("<chartsheet xmlns=\"{MAIN}\"/>")),
            _ => ("worksheet", worksheet(rows)),
        };
        let path = format!("{folder}s/sheet{number}.xml");
        write!(
            sheets,
            "<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"r{number}\"/>"
        )
        .expect("memory");
        write!(
            relations,
            "<Relationship Id=\"r{number}\" Type=\"{OFFICE}/{folder}\" Target=\"{path}\"/>"
        )
        .expect("memory");
        parts.push((format!("xl/{path}"), body));
    }
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>"
    );
    let relations = format!("<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>");
    let root = format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r\" \
         Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    parts.push(("_rels/.rels".to_owned(), root));
    parts.push(("xl/workbook.xml".to_owned(), book));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relations));
    pack(&parts)
}

fn worksheet(rows: &str) -> String {
    let mut xml = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>");
    for (row, line) in (1..).zip(rows.lines()) {
        write!(xml, "<row r=\"{row}\">").expect("memory");
        for (column, cell) in (b'A'..).zip(line.split(',')) {
            xml.push_str(&cell_of(&format!("{}{row}", char::from(column)), cell));
        }
        xml.push_str("</row>");
    }
    xml + "</sheetData></worksheet>"
}

fn cell_of(name: &str, cell: &str) -> String {
    if cell.is_empty() {
        String::new()
    } else if cell.parse::<f64>().is_ok() {
        format!("<c r=\"{name}\"><v>{cell}</v></c>")
    } else if let Some(formula) = cell.strip_prefix('=') {
        format!("<c r=\"{name}\"><f>{formula}</f></c>")
    } else if cell.starts_with('#') {
        format!("<c r=\"{name}\" t=\"e\"><v>{cell}</v></c>")
    } else {
        format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>")
    }
}

fn pack(parts: &[(String, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).expect("memory");
        archive.write_all(text.as_bytes()).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}
