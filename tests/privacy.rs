//! Personal data in parts of files that authors do not see: other sheets and comments of workbooks,
//! notes of cameras and drawing programs, tags of recordings, documents in `static`; and the
//! metadata of our own sheets.
//!
//! No number here belongs to a person: all are zeros or a plain sequence of digits.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};
use std::sync::Arc;

use loa::config::Overrides;
use loa::diag::draw::draw;
use loa::diag::{Severity, Ui};
use loa::files::memory::MemoryFolder;
use loa::pipeline::{self, Checked, Input, PreviewRenderer, SharedCaches};

const SITE: &str = "title: Chiến dịch mẫu\nbase_url: https://thu.example\ndefault_language: vi\n\
    languages: { vi: { name: Tiếng Việt } }\nindicators: { the: { done: cap, of: du, title: Đã cấp } }\n\
    places: { xa: { name: Công an xã, phone: \"0900 000 001\", email: xa@mau.example, certainty: A } }\n";

struct Outcome {
    /// The messages of `private-data`, as drawn.
    said: Vec<String>,
    files: BTreeMap<String, Arc<[u8]>>,
}

fn prepare(files: &[(&str, &[u8])]) -> Checked {
    let page = b"---\ntitle: A\nsummary: S\n---\nA ![b](/pictures/p.jpg)\n".as_slice();
    let base = [("site.yaml", SITE.as_bytes()), ("content/explainers/a/vi.md", page)];
    let folder = MemoryFolder::new(base.into_iter().chain(files.iter().copied()));
    let overrides = Overrides {
        today: "2026-11-23".parse().expect("a day"),
        base_url: None,
        demo: true,
        strict: false,
    };
    let shared = SharedCaches::default();
    pipeline::prepare(&Input::new(&folder, &overrides, &shared)).expect("memory")
}

/// Returns the messages of `private-data`, as drawn.
fn private_messages(checked: &Checked) -> Vec<String> {
    let private = checked.diags.list.iter().filter(|found| found.code == "private-data");
    private
        .inspect(|found| assert_eq!(found.severity, Severity::Error))
        .map(|found| draw(found, &checked.sources, Ui::En, false))
        .collect()
}

/// Returns the messages of `private-data` about files.
fn check(files: &[(&str, &[u8])]) -> Vec<String> {
    private_messages(&prepare(files))
}

fn build(files: &[(&str, &[u8])]) -> Outcome {
    let judged = prepare(files);
    let unread: Vec<_> =
        judged.diags.list.iter().filter(|found| found.code.ends_with("unreadable")).collect();
    assert!(unread.is_empty(), "{unread:?}");
    let said = private_messages(&judged);
    // A build would stop here. The preview shows what a published file would contain.
    let renderer = PreviewRenderer::new(judged.campaign.expect("settings"), Arc::default());
    let render =
        |path: &str| (path.to_owned(), renderer.render(path).expect("planned").expect("no fault"));
    Outcome { said, files: renderer.paths().map(render).collect() }
}

/// Checks that private data in a file stops the build, and that the message names the place, never
/// the value.
fn stops(path: &str, bytes: &[u8], wanted: &str) {
    let said = build(&[(path, bytes)]).said;
    assert!(said.iter().any(|said| said.contains(wanted)), "{path}: `{wanted}` isn't in {said:#?}");
    for said in said {
        assert!(
            !said.contains("0000") && !said.contains("0900") && !said.contains("someone@"),
            "it is shown: {said}"
        );
    }
}

fn passes(path: &str, bytes: &[u8]) {
    assert_eq!(build(&[(path, bytes)]).said, Vec::<String>::new(), "{path}");
}

fn zip(parts: &[(&str, String)]) -> Vec<u8> {
    zip_of(&parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>())
}

fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
        archive.write_all(text).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

fn sheet(rows: &[&[&str]]) -> String {
    let mut xml = String::from(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    for (row, cells) in rows.iter().enumerate() {
        xml.push_str(&format!("<row r=\"{}\" hidden=\"{}\">", row + 1, u8::from(row == 2)));
        for (column, cell) in cells.iter().enumerate() {
            let name = format!("{}{}", char::from(b'A' + column as u8), row + 1);
            xml.push_str(&match cell.parse::<f64>() {
                Ok(_) => format!("<c r=\"{name}\"><v>{cell}</v></c>"),
                Err(_) => format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
            });
        }
        xml.push_str("</row>");
    }
    xml + "</sheetData></worksheet>"
}

fn workbook(first: &[&[&str]], second: &[&[&str]], more: &[(&str, &str)]) -> Vec<u8> {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let relation = |number: u8| {
        format!(
            "<Relationship Id=\"rId{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
             worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        )
    };
    let mut parts = vec![
        (
            "xl/workbook.xml",
            format!(
                "<workbook {main}><sheets><sheet name=\"Số liệu\" sheetId=\"1\" r:id=\"rId1\"/>\
            <sheet name=\"Cũ\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}{}</Relationships>",
                relation(1),
                relation(2)
            ),
        ),
        ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned()),
        ("xl/worksheets/sheet1.xml", sheet(first)),
        ("xl/worksheets/sheet2.xml", sheet(second)),
    ];
    parts.extend(more.iter().map(|(name, text)| (*name, (*text).to_owned())));
    zip(&parts)
}

const FIRST: &[&[&str]] = &[
    &["ngay", "don_vi", "cap_don_vi", "du", "cap", "trang_thai"],
    &["2026-11-20", "Tổng", "xa", "100", "40", "mau"],
];

/// SỐ LIỆU MẪU: returns the same children in each kind of file.
fn lists_of_children() -> Vec<(&'static str, Vec<u8>)> {
    let rows: [[&str; 3]; 3] = [
        ["Trẻ", "NS", "Mẹ"],
        ["Mẫu Ví Dụ", "12/3/2021", "Mẫu Mẫu"],
        ["Ví Dụ Mẫu", "2022", "Mẫu Mẫu"],
    ];
    let cells = |row: &str, cell: &str, paragraph: &str| {
        let (close, end) =
            (cell.split(' ').next().unwrap_or(cell), row.split(' ').next().unwrap_or(row));
        let in_row = |cells: &[&str; 3]| {
            let cells = cells
                .map(|text| format!("<{cell}><{paragraph}>{text}</{paragraph}></{close}>"))
                .concat();
            format!("<{row}>{cells}</{end}>")
        };
        rows.iter().map(in_row).collect::<String>()
    };
    let sheet: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
    let plain = |separator: &str| rows.map(|row| row.join(separator)).join("\n").into_bytes();
    vec![
        ("static/ds.xlsx", workbook(FIRST, &sheet, &[])),
        (
            "static/ds.docx",
            zip(&[(
                "word/document.xml",
                format!("<w:tbl>{}</w:tbl>", cells("w:tr", "w:tc", "w:p")),
            )]),
        ),
        (
            "static/ds.odt",
            zip(&[("content.xml", cells("table:table-row", "table:table-cell", "text:p"))]),
        ),
        (
            "static/ds.html",
            format!("<table>{}</table>", cells("tr", "td class=\"a\"", "b")).into_bytes(),
        ),
        ("static/ds.csv", plain(",")),
        ("static/ds.txt", plain(";")),
    ]
}

/// The lines of a list of sentences.
fn sentences(list: &'static str) -> Vec<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).collect()
}

/// A place of a campaign where people type sentences.
#[derive(Clone, Copy, Debug)]
enum Place {
    Body,
    FrontMatter,
    Cell,
    Document,
    Drawing,
    Photo,
}

const PLACES: [Place; 6] =
    [Place::Body, Place::FrontMatter, Place::Cell, Place::Document, Place::Drawing, Place::Photo];

/// Returns the path and the bytes of a file that holds a sentence in this place.
fn file_with(sentence: &str, place: Place, index: usize) -> (String, Vec<u8>) {
    let typed = serde_json::to_string(sentence).expect("text");
    let escaped = sentence.replace('&', "&amp;").replace('<', "&lt;");
    let (path, bytes) = match place {
        Place::Body => {
            let text = format!("---\ntitle: A\nsummary: S\n---\n\n{sentence}\n");
            ("content/explainers/NAME/vi.md", text.into_bytes())
        }
        Place::FrontMatter => {
            let text = format!("---\ntitle: A\nsummary: {typed}\n---\n\nB\n");
            ("content/explainers/NAME/vi.md", text.into_bytes())
        }
        Place::Cell => {
            let rows: [&[&str]; 2] = [&["Ngày", "Ghi chú"], &["23/11/2026", &escaped]];
            ("static/NAME.xlsx", workbook(&rows, &[], &[]))
        }
        Place::Document => ("static/NAME.txt", sentence.as_bytes().to_vec()),
        Place::Drawing => {
            let size = "width='9' height='9'";
            let drawing = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' {size}><text>{escaped}</text></svg>"
            );
            ("content/pictures/NAME.svg", drawing.into_bytes())
        }
        Place::Photo => ("static/NAME.jpg", with_segment(&jpeg(), 0xFE, sentence.as_bytes())),
    };
    (path.replace("NAME", &format!("m{index}")), bytes)
}

/// Returns which sentences stop a build when they stand in this place.
fn stopped(sentences: &[&str], place: Place) -> Vec<bool> {
    let mut files = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        files.push(file_with(sentence, place, index));
    }
    let given: Vec<_> = files.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])).collect();
    let checked = prepare(&given);
    for message in private_messages(&checked) {
        let shown = sentences.iter().find(|sentence| message.contains(**sentence));
        assert_eq!(shown, None, "it is shown: {message}");
    }
    let mut private = BTreeSet::new();
    for found in checked.diags.list.iter().filter(|found| found.code == "private-data") {
        let span = found.span.expect("a file");
        private.insert(checked.sources.get(span.file).path.to_string());
    }
    files.iter().map(|(path, _)| private.contains(path)).collect()
}

/// Facts share one file, so their lines tell them apart.
fn stopped_facts(sentences: &[&str]) -> Vec<bool> {
    let mut facts = String::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let typed = serde_json::to_string(sentence).expect("text");
        facts.push_str(&format!("f{index}: {{ certainty: A, text: {typed} }}\n"));
    }
    let checked = prepare(&[("content/facts.yaml", facts.as_bytes())]);
    let mut stopped = vec![false; sentences.len()];
    for found in checked.diags.list.iter().filter(|found| found.code == "private-data") {
        let (line, _) = checked.sources.line_column(found.span.expect("a line"));
        stopped[line - 1] = true;
    }
    stopped
}

/// Asserts that all sentences stop a build, or none, in every place.
fn assert_all(sentences: &[&str], stops: bool) {
    let mut results = vec![("Fact".to_owned(), stopped_facts(sentences))];
    for place in PLACES {
        results.push((format!("{place:?}"), stopped(sentences, place)));
    }
    for (place, stopped) in results {
        let wrong = sentences.iter().zip(stopped).filter(|(_, stopped)| *stopped != stops);
        let wrong: Vec<_> = wrong.map(|(sentence, _)| sentence).collect();
        assert!(wrong.is_empty(), "{place}: {wrong:#?}");
    }
}

#[test]
fn personal_data_stops_the_build_in_every_place() {
    assert_all(&sentences(include_str!("privacy/personal.txt")), true);
}

#[test]
fn sentences_full_of_numbers_are_no_private_data() {
    let sentences = sentences(include_str!("privacy/harmless.txt"));
    assert!(sentences.len() >= 300);
    assert_all(&sentences, false);
}

/// Accounts that a fact publishes on purpose may be used everywhere; telephones need `phone`.
#[test]
fn account_of_a_fund_may_be_published_as_a_fact() {
    let page = "---\ntitle: B\nsummary: S\n---\nChuyển vào tài khoản 0000000000012.\n".as_bytes();
    let path = "content/explainers/b/vi.md";
    assert_eq!(check(&[(path, page)]).len(), 1);
    let fact = b"quy: { certainty: A, text: \"0000 0000 000 12\" }\n".as_slice();
    assert_eq!(check(&[(path, page), ("content/facts.yaml", fact)]), Vec::<String>::new());
    let phone = b"quy: { certainty: A, text: \"0900 000 000\" }\n".as_slice();
    assert_eq!(check(&[("content/facts.yaml", phone)]).len(), 1);
}

#[test]
fn values_are_searched_as_yaml_means_them() {
    let page =
        b"---\ntitle: \"Ho\\u0061\"\nsummary: \"0900\\u0030\\u00300000\"\n---\nB\n".as_slice();
    assert_eq!(check(&[("content/explainers/b/vi.md", page)]).len(), 1);
    let fact = b"f: { certainty: A, text: \"0900\\u0030\\u00300000\" }\n".as_slice();
    assert_eq!(check(&[("content/facts.yaml", fact)]).len(), 1);
    let fine = b"---\ntitle: \"Ho\\u0061 0900\"\nsummary: S\n---\nB\n".as_slice();
    assert_eq!(check(&[("content/explainers/b/vi.md", fine)]), Vec::<String>::new());
}

#[test]
fn workbooks_are_looked_through_to_the_last_part() {
    let path = "content/progress/a.xlsx";
    passes(
        path,
        &workbook(
            FIRST,
            &[&["Thôn", "Số"], &["Thôn Mẫu", "12"]],
            &[("docProps/core.xml", "<dc:creator>Ai đó</dc:creator>")],
        ),
    );
    stops(
        path,
        &workbook(FIRST, &[&["Họ và tên", "Số"], &["x", "1"]], &[]),
        "cell A1 (sheet 2, hidden) is about single people",
    );
    stops(
        path,
        &workbook(FIRST, &[&["a", "b"], &["1", "000 000 000 000"]], &[]),
        "cell B2 (sheet 2, hidden) holds a number like an identity",
    );
    stops(
        path,
        &workbook(
            FIRST,
            &[
                &["Nguyễn Văn Mẫu", "1900", "Thôn Mẫu"],
                &["a", "b", "c"],
                &["Trần Thị Mẫu", "1901", "d"],
            ],
            &[],
        ),
        "row that starts at cell A3 (sheet 2",
    );
    // Excel stores an identity number as a number and drops its leading zeros.
    let number: &[&[&str]] =
        &[FIRST[0], FIRST[1], &["2026-11-21", "Thôn Mẫu", "thon", "10000000001", "40", "mau"]];
    stops(path, &workbook(number, &[], &[]), "cell D3 holds a number like an identity");
    // A hidden row of the first sheet is read like any other.
    let hidden: &[&[&str]] =
        &[FIRST[0], FIRST[1], &["2026-11-21", "Gọi 0900000000", "xa", "100", "40", "mau"]];
    stops(path, &workbook(hidden, &[], &[]), "cell B3 holds a private phone");
    let comment = "<comments><commentList><comment ref=\"A1\"><text><r><t>0900 </t></r><r><t>000 000</t></r></text></comment></commentList></comments>";
    stops(
        path,
        &workbook(FIRST, &[], &[("xl/comments1.xml", comment)]),
        "the comments of this file hold a private phone",
    );
    let threaded = "<ThreadedComments><threadedComment ref=\"A1\"><text>someone@mau.example</text></threadedComment></ThreadedComments>";
    stops(
        path,
        &workbook(FIRST, &[], &[("xl/threadedComments/threadedComment1.xml", threaded)]),
        "the comments of this file hold a private e-mail",
    );
    let properties =
        "<cp:coreProperties><dc:description>000000000000</dc:description></cp:coreProperties>";
    stops(
        path,
        &workbook(FIRST, &[], &[("docProps/core.xml", properties)]),
        "properties of this file hold a number like an identity",
    );
    let office = "<cp:coreProperties><dc:description>0900 000 001, xa@mau.example</dc:description></cp:coreProperties>";
    passes(path, &workbook(FIRST, &[], &[("docProps/core.xml", office)]));
}

fn jpeg() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(640, 400)
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .expect("memory");
    bytes.into_inner()
}

/// Inserts a segment after the first two bytes of a JPEG.
fn with_segment(jpeg: &[u8], marker: u8, segment: &[u8]) -> Vec<u8> {
    let length = u16::try_from(segment.len() + 2).expect("small").to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, segment, &jpeg[2..]].concat()
}

/// Adds EXIF with a position: a directory that points to another one with a latitude.
fn with_position(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
    exif.extend(b"\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0");
    exif.extend(b"\x02\0\x01\0\x02\0\x02\0\0\0N\0\0\0\x02\0\x05\0\x03\0\0\0\x38\0\0\0\0\0\0\0");
    for part in [11_u32, 1, 5, 1, 7, 1] {
        exif.extend(part.to_le_bytes());
    }
    with_segment(jpeg, 0xE1, &exif)
}

#[test]
fn nothing_but_pixels_is_published_of_a_photo() {
    let mut photo = with_position(&jpeg());
    photo = with_segment(
        &photo,
        0xE1,
        b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude=\"11,5N\"><dc:creator>Nguoi Chup</dc:creator>",
    );
    photo = with_segment(
        &photo,
        0xED,
        b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0f\x1c\x02\x50\0\x0aNguoi Chup",
    );
    photo = with_segment(&photo, 0xFE, b"Nguoi Chup");
    let outcome = build(&[("content/pictures/p.jpg", &photo)]);
    assert_eq!(
        outcome.said,
        Vec::<String>::new(),
        "where a photo was taken is left out, not asked about"
    );
    let published: Vec<_> =
        outcome.files.iter().filter(|(path, _)| path.contains("/pictures/")).collect();
    assert!(published.len() >= 2, "{:?}", outcome.files.keys());
    for (path, bytes) in published {
        for trace in [b"Nguoi Chup".as_slice(), b"Exif", b"GPS", b"http", b"Photoshop", b"8BIM"] {
            assert!(
                !bytes.windows(trace.len()).any(|window| window == trace),
                "{path} holds {}",
                String::from_utf8_lossy(trace)
            );
        }
    }
    // Comments in the file still stop the build.
    stops(
        "content/pictures/p.jpg",
        &with_segment(&jpeg(), 0xFE, b"CCCD 000000000000"),
        "properties of this file hold a number like an identity",
    );
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta aux:SerialNumber=\"000000000000\" xmpMM:DocumentID=\"xmp.did:000000000000\" dc:rights=\"goi 0900000000\">";
    stops(
        "content/pictures/p.jpg",
        &with_segment(&jpeg(), 0xE1, xmp),
        "properties of this file hold a private phone",
    );
}

#[test]
fn files_that_are_published_as_they_are_are_looked_through() {
    for (path, bytes) in lists_of_children() {
        stops(path, &bytes, "holds a list of people");
    }
    passes(
        "static/so-lieu.csv",
        "Đơn vị;Trẻ;Năm\nThôn Mẫu;120;2021\nThôn Ví Dụ;95;2021\n".as_bytes(),
    );
    passes("static/a.jpg", &jpeg());
    passes("static/a.txt", "Công an xã 0900 000 001".as_bytes());
    stops("static/a.jpg", &with_position(&jpeg()), "where it was taken");
    stops("static/a.html", b"<p>0900000000</p>", "hold a private phone");
    stops("static/0900000000.txt", b"a", "the name of a file in `static` holds private data");
    stops("static/anh_0900000000.txt", b"a", "the name of a file in `static` holds private data");
    stops(
        "static/anh_000_000_000_001.txt",
        b"a",
        "the name of a file in `static` holds private data",
    );
    passes("static/anh_20261123_1030.txt", b"a");
    let document = "<w:document><w:p><w:r><w:t>000 000</w:t></w:r><w:r><w:t> 000 000</w:t></w:r></w:p></w:document>";
    stops(
        "static/mau-don.docx",
        &zip(&[("word/document.xml", document.to_owned())]),
        "hold a number like an identity",
    );
    stops(
        "static/a.pdf",
        b"%PDF-1.4\n1 0 obj << /Author (someone@mau.example) >>\nendobj",
        "hold a private e-mail",
    );
    let kept = "<pivotCacheRecords><r><s v=\"000000000001\"/></r></pivotCacheRecords>".to_owned();
    let book = zip(&[("xl/pivotCache/pivotCacheRecords1.xml", kept)]);
    stops("static/bang.xlsx", &book, "hold a number like an identity");
    // A workbook in a document.
    stops(
        "static/mau-don.docx",
        &zip_of(&[("word/embeddings/a.xlsx", &book)]),
        "hold a number like an identity",
    );
    // Excel drops leading zeros of numbers.
    stops(
        "static/bang.xlsx",
        &workbook(&[&["a"], &["900000001"]], &[], &[]),
        "hold a number like an identity",
    );
    stops(
        "static/bang.xlsx",
        &workbook(&[&["a"], &["1000000001"]], &[], &[]),
        "hold a number like an identity",
    );
    let old = [
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0".as_slice(),
        &"0900 000 000".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
        b"\0\0\xff",
    ]
    .concat();
    stops("static/cu.doc", &old, "hold a private phone");
    let recording = [
        b"ID3\x03\0\0\0\0\0\x20TIT2\0\0\0\x10\0\0\x03".as_slice(),
        b"goi 0900 000 000",
        &[0xff, 0xf3, 0x38, 0xc4, 0],
    ]
    .concat();
    stops("static/a.mp3", &recording, "hold a private phone");
    let film =
        [b"\0\0\0\x18ftypmp42\0\0\0\0".as_slice(), b"\xA9xyz\0\x12+00.0000+000.0000/", &[0xff; 9]]
            .concat();
    stops("static/a.mp4", &film, "where it was taken");
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>0900 000 000</text></svg>";
    // The numbers of paths are not personal data.
    let lines = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M100 200 300 400'/></svg>";
    passes("static/a.svg", lines.as_bytes());
    let noted = "<svg xmlns='http://www.w3.org/2000/svg'><!-- 0900 000 000 --><metadata>0900000000</metadata><g/></svg>";
    passes("static/a.svg", noted.as_bytes());
    // With another extension it is published unchanged.
    stops("static/a.xml", noted.as_bytes(), "hold a private phone");
    passes("content/pictures/p.svg", lines.as_bytes());
    stops("static/a.svg", drawing.as_bytes(), "hold a private phone");
    stops("content/pictures/p.svg", drawing.as_bytes(), "hold a private phone");
}

#[test]
fn drawings_and_recordings_lose_what_programs_noted() {
    // Too large to be inlined, so it is published as a file.
    let shapes = "<path d='M0 0L1 1'/>".repeat(300);
    let drawing = format!(
        "<!-- C:\\Users\\nguoi --><svg xmlns='http://www.w3.org/2000/svg' xmlns:sodipodi='http://sodipodi.sourceforge.net/x' sodipodi:docname='nguoi.svg' \
         width='9' height='9'><metadata>nguoi</metadata>{shapes}</svg>"
    );
    let recording = [
        b"ID3\x03\0\0\0\0\0\x05nguoi".to_vec(),
        [b"\xff\xf3\x38\xc4".as_slice(), &[0; 104]].concat().repeat(40),
        b"TAGnguoi".to_vec(),
    ]
    .concat();
    let recording = [recording, vec![b' '; 120]].concat();
    let page = b"---\ntitle: A\nsummary: S\n---\n![b](b.svg)\n".as_slice();
    let outcome = build(&[
        ("content/explainers/a/b.svg", drawing.as_bytes()),
        ("static/b.svg", drawing.as_bytes()),
        ("content/explainers/a/vi.md", page),
        ("content/explainers/a/vi.mp3", &recording),
    ]);
    assert!(
        outcome.files.keys().filter(|path| path.ends_with(".svg")).count() > 1
            && outcome.files.keys().any(|path| path.ends_with(".mp3"))
    );
    for (path, bytes) in &outcome.files {
        assert!(!bytes.windows(5).any(|window| window == b"nguoi"), "{path}");
    }
}

#[test]
#[cfg(feature = "paper")]
fn our_sheets_name_nobody_and_no_machine() {
    let script = "---\ntitle: Mời họp\n---\nMời bà con đến họp.\n".as_bytes();
    let outcome = build(&[("content/scripts/b/vi.md", script)]);
    let mut sheets = 0;
    for (path, bytes) in outcome.files.iter().filter(|(path, _)| path.ends_with(".pdf")) {
        sheets += 1;
        let document = lopdf::Document::load_mem(bytes).expect("a PDF");
        let properties = document
            .trailer
            .get(b"Info")
            .and_then(|info| document.dereference(info))
            .expect("properties")
            .1;
        let keys: Vec<String> = properties
            .as_dict()
            .expect("a dictionary")
            .iter()
            .map(|(key, _)| String::from_utf8_lossy(key).into_owned())
            .collect();
        let known =
            ["Title", "Creator", "Producer", "CreationDate", "ModDate", "Subject", "Keywords"];
        assert!(keys.iter().all(|key| known.contains(&key.as_str())), "{path}: {keys:?}");
        let text = String::from_utf8_lossy(bytes);
        for trace in
            ["/Author", "dc:creator", env!("CARGO_MANIFEST_DIR"), "/home/", "/root", "C:\\"]
        {
            assert!(!text.contains(trace), "{path} holds {trace}");
        }
    }
    assert!(sheets > 0);
    // Pictures that we render contain no metadata either.
    for (path, bytes) in outcome.files.iter().filter(|(path, _)| path.ends_with(".png")) {
        for chunk in [b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME"] {
            assert!(!bytes.windows(4).any(|window| window == chunk), "{path}");
        }
    }
}

#[test]
fn no_message_repeats_what_is_private_or_moves_the_cursor() {
    let files: [(&str, &[u8]); 6] = [
        ("site.yaml", SITE.as_bytes()),
        ("content/explainers/so-000000000001/vi.md", b"---\ntitle: A\n---\n[b](khong-co)\n"),
        (
            "content/explainers/b\u{1b}[31m\u{9b}31m\u{202e}x/vi.md",
            b"---\ntitle: A\n---\n[b](khong-co)\n",
        ),
        (
            "content/facts.yaml",
            "a:\n  sdt: 0900000000\n  text: x\nb:\n  count: \"CCCD 000000000001\"\n".as_bytes(),
        ),
        (
            "content/progress/a.csv",
            "ngay,don_vi,cap_don_vi,cap\n2026-11-06,Tổng,xa,1,000000000001\n".as_bytes(),
        ),
        ("content/posts.yaml", b"- on: 0900000000\n  page: so_0900000000\n  \"0900 000 000\": a\n"),
    ];
    let overrides = Overrides {
        today: "2026-11-23".parse().expect("a day"),
        base_url: None,
        demo: true,
        strict: false,
    };
    let judged =
        pipeline::run_in_memory(&MemoryFolder::new(files), &overrides).expect("memory").checked;
    let as_data = loa::diag::json::encode_json(&judged.diags, &judged.sources).to_string();
    let drawn = judged
        .diags
        .list
        .iter()
        .flat_map(|found| [Ui::Vi, Ui::En].map(|ui| draw(found, &judged.sources, ui, false)));
    for said in drawn.chain([as_data]) {
        for private in
            ["000000000001", "0900000000", "0900 000 000", "\u{1b}", "\u{9b}", "\u{202e}"]
        {
            assert!(!said.contains(private), "{private:?} is shown: {said}");
        }
    }
    let places: Vec<&str> = judged
        .diags
        .list
        .iter()
        .filter_map(|found| Some(&*judged.sources.get(found.span?.file).path))
        .collect();
    for place in [
        "content/explainers/so-…/vi.md",
        "content/explainers/b\\u{1b}[31m\\u{9b}31m\\u{202e}x/vi.md",
    ] {
        assert!(places.contains(&place), "{place} isn't in {places:?}");
    }
}
