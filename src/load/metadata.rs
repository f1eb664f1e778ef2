//! Reads the metadata of files: EXIF and XMP, notes of drawing programs, comments, properties,
//! other sheets. `check` decides whether its words may be published.
//!
//! Unpacks a limited number of bytes per file. Text in a PDF with embedded fonts can't be read.

use std::io::{Cursor, Read};

use exif::{Context, Tag, Value};

use crate::diag::{FileId, Text};
use crate::load::archive::{LARGEST_UNPACKED, TooLarge, unpack, unpack_of};
use crate::load::audio::find;
use crate::load::notes::Notes;
use crate::load::{svg, table};
use crate::model::content::FileMetadata;
use crate::text::encoding::decode;
use crate::text::html::{Markup, MarkupToken, read_tokens};

/// Returns the metadata of a file that is published unchanged.
pub fn read_static(file: FileId, bytes: &[u8]) -> Result<Vec<FileMetadata>, TooLarge> {
    let mut left = LARGEST_UNPACKED;
    let notes = read_notes(bytes, 0, &mut left)?;
    let part = Text::new("nội dung hoặc thông tin kèm theo", "the contents or properties");
    let Notes { texts, rows, tells_position } = notes;
    Ok(vec![FileMetadata { file, part, texts, rows, tells_position }])
}

/// Reads a file by its kind, and the files in archives recursively. `left` is the number of bytes
/// that may still be unpacked.
fn read_notes(bytes: &[u8], depth: usize, left: &mut u64) -> Result<Notes, TooLarge> {
    const DEEPEST: usize = 4;
    Ok(match bytes {
        [b'P', b'K', 3, 4, ..] => {
            if depth == DEEPEST {
                return Err(TooLarge);
            }
            let mut notes = Notes { rows: table::read_cells(bytes), ..Notes::default() };
            for (name, part) in unpack_of(bytes, left)? {
                notes.add(if is_xml(&name) {
                    let mut texts = xml_words(&part);
                    if name.starts_with("xl/worksheets/") {
                        texts.iter_mut().for_each(give_back_noughts);
                    }
                    let rows = markup_rows(&String::from_utf8_lossy(&part), Markup::Xml);
                    Notes { texts, rows, ..Notes::default() }
                } else {
                    read_notes(&part, depth + 1, left)?
                });
            }
            notes
        }
        [b'%', b'P', b'D', b'F', ..] => Notes { texts: pdf_words(bytes), ..Notes::default() },
        _ if svg::is_svg(bytes) => Notes { texts: svg::words(bytes), ..Notes::default() },
        _ => match decode(bytes) {
            Ok(decoded) => {
                let text = decoded.text.to_string();
                let rows = if text.contains("<t") {
                    markup_rows(&text, Markup::Html)
                } else {
                    table::read_plain_cells(&text)
                };
                Notes { texts: vec![text], rows, ..Notes::default() }
            }
            Err(_) => {
                let mut notes = picture_notes(bytes);
                notes.add(media_notes(bytes));
                notes
            }
        },
    })
}

/// Restores the leading zeros of identity numbers, which Excel drops because it stores them as
/// numbers.
fn give_back_noughts(cell: &mut String) {
    let is_number = cell.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && matches!(cell.len(), 10 | 11) {
        *cell = format!("{cell:0>12}");
    }
}

/// Returns the words of old Office files, recordings and films. Pixels and fonts are not read.
fn media_notes(bytes: &[u8]) -> Notes {
    const ENDS: usize = 256 * 1024;
    let is_office = bytes.starts_with(b"\xD0\xCF\x11\xE0");
    let is_sound = bytes.starts_with(b"ID3")
        || bytes.starts_with(b"OggS")
        || bytes.starts_with(b"fLaC")
        || matches!(bytes, [0xFF, second, ..] if second & 0xE0 == 0xE0 && *second != 0xFF);
    let is_film = bytes.get(4..8) == Some(b"ftyp") || bytes.starts_with(b"RIFF");
    if is_office {
        return Notes { texts: letters(bytes), rows: table::read_cells(bytes), ..Notes::default() };
    }
    if !is_sound && !is_film {
        return Notes::default();
    }
    // Tags are before or after the sound. Cameras write the metadata box of a film last.
    let last = bytes.len().saturating_sub(ENDS).max(ENDS.min(bytes.len()));
    let mut notes = Notes::default();
    for end in [&bytes[..ENDS.min(bytes.len())], &bytes[last..]] {
        notes.tells_position |= is_film
            && [b"\xA9xyz".as_slice(), b"quicktime.location", b"GPSLatitude"]
                .iter()
                .any(|word| find(end, word).is_some());
        notes.texts.extend(letters(end));
    }
    notes
}

/// Returns the runs of printable ASCII, in one or two bytes per letter. Runs shorter than a
/// telephone number are left out.
fn letters(bytes: &[u8]) -> Vec<String> {
    const SHORTEST: usize = 9;
    let is_letter = |byte: u8| (0x20..0x7F).contains(&byte);
    let mut found = Vec::new();
    for stretch in bytes.split(|byte| !is_letter(*byte)).filter(|stretch| stretch.len() >= SHORTEST)
    {
        found.push(String::from_utf8_lossy(stretch).into_owned());
    }
    let mut wide = String::new();
    let mut at = 0;
    while at + 1 < bytes.len() {
        if is_letter(bytes[at]) && bytes[at + 1] == 0 {
            wide.push(char::from(bytes[at]));
            at += 2;
            continue;
        }
        // A two-byte letter may start at any byte.
        if wide.len() >= SHORTEST {
            found.push(std::mem::take(&mut wide));
        }
        wide.clear();
        at += 1;
    }
    if wide.len() >= SHORTEST {
        found.push(wide);
    }
    found
}

/// Returns the parts of a workbook other than cells: comments, properties, headers.
///
/// # Errors
/// If the workbook unpacks to more than [`LARGEST_UNPACKED`].
pub fn read_workbook(file: FileId, bytes: &[u8]) -> Result<Vec<FileMetadata>, TooLarge> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(Vec::new());
    }
    let mut metadata = Vec::new();
    for (name, part) in unpack(bytes)? {
        // Cells are parsed as tables, with column names.
        let is_cells = name.starts_with("xl/worksheets/sheet")
            || name.ends_with("sharedStrings.xml")
            || name == "content.xml";
        if !is_xml(&name) {
            continue;
        }
        let words = if is_cells {
            xml_attributes(&String::from_utf8_lossy(&part))
        } else {
            xml_words(&part)
        };
        if words.is_empty() {
            continue;
        }
        let part = if name.contains("omment") {
            Text::new("ghi chú (comment)", "the comments")
        } else if name.starts_with("docProps/") || name == "meta.xml" {
            Text::new("thông tin tài liệu (Properties)", "the document's properties")
        } else {
            Text::new("phần không hiện ra", "parts that don't show")
        };
        metadata.push(FileMetadata {
            file,
            part,
            texts: words,
            rows: Vec::new(),
            tells_position: false,
        });
    }
    Ok(metadata)
}

/// Returns the metadata of a picture.
pub fn picture_notes(bytes: &[u8]) -> Notes {
    let mut notes = Notes::default();
    if let Ok(exif) = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)) {
        for field in exif.fields() {
            notes.tells_position |=
                matches!(field.tag, Tag::GPSLatitude | Tag::GPSLongitude | Tag::GPSDestLatitude);
            // Serial numbers of cameras and lenses look like identity numbers.
            let is_number = matches!(
                field.tag,
                Tag::BodySerialNumber | Tag::LensSerialNumber | Tag::ImageUniqueID
            );
            if is_number || field.tag.context() == Context::Gps {
                continue;
            }
            match &field.value {
                Value::Ascii(texts) => notes
                    .texts
                    .extend(texts.iter().map(|text| String::from_utf8_lossy(text).into_owned())),
                // `XPComment` and similar tags are UTF-16; `UserComment` starts with eight bytes
                // for its encoding. Maker notes are left out.
                Value::Byte(text) if text.len() > 4 => notes.texts.push(wide(text)),
                Value::Undefined(text, _) if field.tag == Tag::UserComment => {
                    let text = text.get(8..).unwrap_or_default();
                    notes.texts.extend([String::from_utf8_lossy(text).into_owned(), wide(text)]);
                }
                _ => {}
            }
        }
    }
    for segment in segments(bytes) {
        notes.tells_position |= find(segment, b"GPSLatitude").is_some();
        notes.texts.extend(printable(segment));
    }
    if bytes.starts_with(b"GIF8") {
        notes.texts.extend(gif_words(bytes));
    }
    notes
}

/// Returns the comments of a GIF and the words of its XMP packet.
fn gif_words(bytes: &[u8]) -> Vec<String> {
    const EXTENSION: u8 = 0x21;
    const IMAGE: u8 = 0x2C;
    let colours = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut words = printable_parts(bytes, b"<?xpacket begin", b"<?xpacket end");
    let mut at = 13 + bytes.get(10).map_or(0, |flags| colours(*flags));
    loop {
        let label = match bytes.get(at) {
            Some(&EXTENSION) => bytes.get(at + 1).copied(),
            Some(&IMAGE) => None,
            _ => return words,
        };
        at += match label {
            Some(_) => 2,
            None => 11 + bytes.get(at + 9).map_or(0, |flags| colours(*flags)),
        };
        let mut text = Vec::new();
        while let Some(length) = bytes.get(at).map(|length| usize::from(*length)) {
            at += 1 + length;
            if length == 0 {
                break;
            }
            text.extend(bytes.get(at - length..at).unwrap_or_default());
        }
        // Comments and plain text.
        if matches!(label, Some(0xFE | 0x01)) {
            words.extend(printable(&text));
        }
    }
}

fn is_xml(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".xml", ".rels", ".vml", ".txt", ".html", ".xhtml", ".opf"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

/// Elements that only format letters, in lower case.
const WITHIN_WORDS: [&str; 26] = [
    "r",
    "t",
    "rpr",
    "rfont",
    "rfonts",
    "rstyle",
    "sz",
    "szcs",
    "color",
    "family",
    "charset",
    "scheme",
    "vertalign",
    "lang",
    "highlight",
    "noproof",
    "prooferr",
    "bookmarkstart",
    "bookmarkend",
    "b",
    "i",
    "u",
    "em",
    "strong",
    "span",
    "a",
];

/// Returns the text between tags and the attributes that hold words. Words that formatting splits
/// are joined.
fn xml_words(part: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(part);
    let mut words = xml_attributes(&text);
    let mut paragraph = String::new();
    for token in read_tokens(&text, Markup::Xml) {
        let name = match &token {
            MarkupToken::Start(start) => local_name(start.name()),
            MarkupToken::End { name, .. } => local_name(name),
            MarkupToken::Text(said) => {
                paragraph.push_str(said);
                continue;
            }
        };
        if !WITHIN_WORDS.contains(&name) {
            words.push(std::mem::take(&mut paragraph));
        }
    }
    words.push(paragraph);
    words.retain(|word| !word.trim().is_empty());
    words
}

/// Returns the name of an element without its prefix, as in `w:t`.
fn local_name(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Returns the cells of tables in HTML, Word and OpenDocument, row by row.
fn markup_rows(text: &str, markup: Markup) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut is_in_cell = false;
    for token in read_tokens(text, markup) {
        match &token {
            MarkupToken::Start(start) => match local_name(start.name()) {
                "tr" | "table-row" => {
                    rows.push(Vec::new());
                    is_in_cell = false;
                }
                "table" => is_in_cell = false,
                "tc" | "td" | "th" | "table-cell" => {
                    is_in_cell = !start.is_self_closing();
                    rows.last_mut().into_iter().for_each(|row| row.push(String::new()));
                }
                _ => {}
            },
            MarkupToken::End { name, .. } => {
                let ends_cell = ["tr", "table-row", "table", "tc", "td", "th", "table-cell"];
                is_in_cell &= !ends_cell.contains(&local_name(name));
            }
            MarkupToken::Text(said) if is_in_cell => {
                let cell = rows.last_mut().and_then(|row| row.last_mut());
                cell.into_iter().for_each(|cell| cell.push_str(said));
            }
            MarkupToken::Text(_) => {}
        }
    }
    rows
}

/// Returns attributes that people fill in: names of sheets and people, link addresses, descriptions
/// of pictures.
fn xml_attributes(text: &str) -> Vec<String> {
    const SAID: [&str; 12] = [
        // Pivot caches keep the rows they were computed from.
        "v",
        "value",
        "name",
        "target",
        "display",
        "tooltip",
        "title",
        "descr",
        "displayname",
        "author",
        "xlink:href",
        "alt",
    ];
    let mut values = Vec::new();
    for token in read_tokens(text, Markup::Xml) {
        if let MarkupToken::Start(start) = token {
            let said = start.attributes().filter(|(name, _)| SAID.contains(name));
            values.extend(said.map(|(_, value)| value.to_owned()));
        }
    }
    values
}

/// A PDF's properties and the words that stand in it as letters, packed streams included.
fn pdf_words(bytes: &[u8]) -> Vec<String> {
    const MOST_OF_A_STREAM: u64 = 1024 * 1024;
    let mut words = bracketed(bytes);
    words.extend(printable_parts(bytes, b"<?xpacket begin", b"<?xpacket end"));
    let mut left = LARGEST_UNPACKED;
    let mut rest = bytes;
    while let Some(start) = find(rest, b"stream") {
        let after = &rest[start + 6..];
        let body =
            after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
        let mut unpacked = Vec::new();
        let _ = flate2::read::ZlibDecoder::new(body)
            .take(MOST_OF_A_STREAM.min(left))
            .read_to_end(&mut unpacked);
        left = left.saturating_sub(unpacked.len() as u64);
        words.extend(bracketed(&unpacked));
        let Some(end) = find(after, b"endstream") else { break };
        rest = &after[end + 9..];
    }
    words
}

/// Returns the strings `(words)` of a PDF. Strings of one line of text (`[(a) 3 (b)] TJ`) are
/// joined.
fn bracketed(bytes: &[u8]) -> Vec<String> {
    let mut words = Vec::new();
    for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')) {
        let mut said = Vec::new();
        let (mut depth, mut escaped) = (0_u32, false);
        for byte in line {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                byte if depth > 0 => said.push(*byte),
                _ => {}
            }
        }
        let text = if said.starts_with(b"\xFE\xFF") {
            let pairs =
                said[2..].chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(pairs).filter_map(Result::ok).collect()
        } else {
            String::from_utf8_lossy(&said).into_owned()
        };
        words.push(text);
    }
    words.retain(|text: &String| text.len() > 5);
    words
}

/// Returns the metadata segments of a picture other than EXIF.
fn segments(bytes: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    if bytes.starts_with(b"\xFF\xD8") {
        let mut at = 2;
        while let Some([0xFF, marker, high, low]) = bytes.get(at..at + 4) {
            let length = usize::from(u16::from_be_bytes([*high, *low]));
            let segment = bytes.get(at + 4..at + 2 + length).unwrap_or_default();
            // XMP, IPTC in Photoshop's segment, and comments. Pixels follow the start of scan.
            let has_words =
                matches!(*marker, 0xED | 0xFE) || (*marker == 0xE1 && segment.starts_with(b"http"));
            if has_words {
                found.push(segment);
            }
            if *marker == 0xDA {
                break;
            }
            at += 2 + length.max(2);
        }
    } else if bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"RIFF") {
        let is_png = bytes[0] == 0x89;
        let mut at: usize = if is_png { 8 } else { 12 };
        while let Some(head) = bytes.get(at..at.saturating_add(8)) {
            let (length, name) = if is_png {
                (u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize, &head[4..8])
            } else {
                (u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize, &head[..4])
            };
            let end = at.saturating_add(8).saturating_add(length);
            if matches!(name, b"tEXt" | b"iTXt" | b"zTXt" | b"XMP ") {
                found.push(bytes.get(at + 8..end).unwrap_or_default());
            }
            at = if is_png { end.saturating_add(4) } else { end.saturating_add(length % 2) };
        }
    }
    found
}

/// Returns the runs of text between quotes, tags and control characters, without identifiers that
/// programs generate.
fn printable(segment: &[u8]) -> Vec<String> {
    let mut words = Vec::new();
    let unpacked = segment.iter().position(|byte| *byte == 0).and_then(|zero| {
        let mut text = Vec::new();
        // `zTXt` and compressed `iTXt`: a keyword, a zero byte, then at least one byte for the
        // compression method.
        let from = segment.get(zero..)?;
        let start = from.iter().position(|byte| *byte == 0x78)?;
        flate2::read::ZlibDecoder::new(&from[start..])
            .take(1024 * 1024)
            .read_to_end(&mut text)
            .ok()?;
        Some(text)
    });
    for bytes in [Some(segment.to_vec()), unpacked].into_iter().flatten() {
        // An apostrophe within a name is no quotation mark: `K'Mẫu`.
        let text = String::from_utf8_lossy(&bytes).replace("K'", "K’").replace("H'", "H’");
        let mut before = "";
        for piece in text.split(|letter: char| {
            letter.is_control() || matches!(letter, '<' | '>' | '"' | '\'' | '\u{fffd}')
        }) {
            let is_number = ["SerialNumber=", "ID=", "Id=", "SerialNumber", "ID"]
                .iter()
                .any(|end| before.ends_with(end));
            let is_made_up =
                ["xmp.", "uuid:", "adobe:"].iter().any(|start| piece.starts_with(start));
            if piece.len() > 5 && !is_number && !is_made_up {
                words.push(piece.to_owned());
            }
            before = piece;
        }
    }
    words
}

fn printable_parts(bytes: &[u8], start: &[u8], end: &[u8]) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = bytes;
    while let Some(at) = find(rest, start) {
        let length = find(&rest[at..], end).unwrap_or(rest.len() - at);
        words.extend(printable(&rest[at..at + length]));
        rest = &rest[at + length..];
    }
    words
}

fn wide(bytes: &[u8]) -> String {
    let pairs = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(pairs).filter_map(Result::ok).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{TooLarge, picture_notes, read_static, read_workbook};
    use crate::diag::Sources;

    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn words(bytes: &[u8]) -> String {
        let file = Sources::default().add("a", "");
        let metadata = read_static(file, bytes).unwrap();
        metadata.into_iter().flat_map(|metadata| metadata.texts).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_cut_by_formatting_are_put_together() {
        let document = "<w:p><w:r><w:t>000 000</w:t></w:r><w:r><w:t> 000 000</w:t></w:r></w:p><w:p><w:t>B</w:t></w:p>";
        assert!(
            words(&packed(&[("word/document.xml", document.as_bytes())]))
                .contains("000 000 000 000|B")
        );
        let core = "<cp:coreProperties><dc:description>thu@example.com</dc:description></cp:coreProperties>";
        assert!(
            words(&packed(&[("docProps/core.xml", core.as_bytes())])).contains("thu@example.com")
        );
    }

    #[test]
    fn words_are_found_however_xml_writes_them() {
        let part = "<x><!-- a --><c:t><![CDATA[000 <000]]></c:t>\
            <b> 00&#48;</b><!-- b --><i> 000</i><d Author='thu@example.com'/>a < b</x>";
        let found = words(&packed(&[("word/comments.xml", part.as_bytes())]));
        assert!(found.contains("000 <000 000 000"), "{found}");
        assert!(found.contains("thu@example.com") && found.contains("a < b"), "{found}");
    }

    #[test]
    fn properties_and_words_of_a_pdf_are_read() {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"BT [(0900) 3 (000000)] TJ ET").unwrap();
        let pdf = [
            b"%PDF-1.4\n/Author (Ng\\(a\\) 000000000000)\nstream\n".as_slice(),
            &packed.finish().unwrap(),
            b"\nendstream",
        ]
        .concat();
        let words = words(&pdf);
        assert!(words.contains("000000000000") && words.contains("0900000000"), "{words}");
    }

    #[test]
    fn bombs_are_not_unpacked() {
        let zeros = vec![b' '; 33 << 20];
        let bomb = packed(&[("xl/a.xml", &zeros), ("xl/b.xml", &zeros)]);
        assert!(bomb.len() < 200_000);
        let file = Sources::default().add("a", "");
        assert_eq!(read_workbook(file, &bomb), Err(TooLarge));
        assert_eq!(read_static(file, &bomb), Err(TooLarge));
    }

    #[test]
    fn cut_files_never_panic() {
        let file = Sources::default().add("a", "");
        let jpeg = [
            b"\xFF\xD8\xFF\xE1\x00\x20http://ns.adobe.com/xap/1.0/\0a".as_slice(),
            b"\xFF\xFE\x00\x09comment\xFF\xDA",
        ]
        .concat();
        let zipped = packed(&[("docProps/app.xml", b"<a>b</a>")]);
        for bytes in [
            jpeg.as_slice(),
            &zipped,
            b"\x89PNG\r\n\x1a\n\0\0\0\x08tEXtabc\0defg\0\0\0\0",
            b"RIFF\0\0\0\0WEBPXMP \x04\0\0\0abcd",
        ] {
            for end in 0..bytes.len() {
                let _ = (read_static(file, &bytes[..end]), picture_notes(&bytes[..end]));
            }
        }
        assert_eq!(picture_notes(&jpeg).texts.last().map(String::as_str), Some("comment"));
    }
}
