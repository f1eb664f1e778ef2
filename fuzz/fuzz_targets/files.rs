//! Parses any bytes as a file of a campaign: encodings, pictures, recordings, workbooks, drawings. A
//! decoded text is the same when it is decoded again. An accepted drawing loads and runs nothing
//! according to an XML parser.
#![no_main]

use libfuzzer_sys::fuzz_target;
use loa::diag::{Diagnostics, Sources};
use loa::config::tables::DEFAULTS;
use loa::load::{audio, metadata, picture, svg, table};
use loa::render::site::svg::take_apart;
use loa::text::encoding::{Encoding, decode};
use roxmltree::{Document, Node};

fuzz_target!(|bytes: &[u8]| {
    let file = Sources::default().add("a", "");
    let _ = (metadata::read_static(file, bytes), metadata::read_workbook(file, bytes), metadata::picture_notes(bytes));
    let _ = picture::read_header(bytes);
    if let Ok(drawing) = svg::read_drawing(bytes) {
        check_drawing(&drawing.bytes);
        let again = svg::read_drawing(&drawing.bytes).expect("what was written is allowed");
        assert_eq!(again.bytes, drawing.bytes);
        if let Some(drawing) = take_apart(&drawing.bytes) {
            check_drawing(format!("<svg{}>{}</svg>", drawing.attributes, drawing.inside).as_bytes());
        }
    }
    if let Some(header) = audio::read_audio(bytes) {
        assert!(header.sound.len() <= bytes.len() + 64);
    }
    if let Ok(decoded) = decode(bytes) {
        // Decoding a decoded text again changes nothing.
        let again = decode(decoded.text.as_bytes()).expect("decoded text is text");
        assert_eq!(again.text, decoded.text);
        assert_eq!(again.encoding, Encoding::Utf8);
        assert!(!decoded.text.contains('\r'));
    }
    if bytes.starts_with(b"PK") || bytes.starts_with(b"\xD0\xCF") {
        let columns = table::FigureColumns { words: &DEFAULTS.tables, counts: Vec::new() };
        table::read_workbook(bytes, "a.xlsx", &columns, &mut Sources::default(), &mut Diagnostics::default());
    }
});

fn check_drawing(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let drawing = Document::parse(text).expect("written drawings are well-formed");
    for element in drawing.descendants().filter(Node::is_element) {
        let name = element.tag_name().name().to_ascii_lowercase();
        assert!(!["script", "foreignobject", "iframe", "animate", "set", "handler"].contains(&name.as_str()), "{name}");
        if name == "style" {
            let css: String = element.children().filter(Node::is_text).filter_map(|part| part.text()).collect();
            check_css(&css);
        }
        for attribute in element.attributes() {
            let (name, value) = (attribute.name().to_ascii_lowercase(), attribute.value().trim().to_ascii_lowercase());
            assert!(!name.starts_with("on"), "{name}");
            if matches!(name.as_str(), "href" | "src") {
                assert!(is_inside(&value), "{name}={value:?}");
            }
            if matches!(name.as_str(), "style" | "fill" | "stroke" | "mask" | "filter" | "cursor" | "clip-path") {
                check_css(&value);
            }
        }
    }
}

fn check_css(css: &str) {
    let css = css.to_ascii_lowercase();
    assert!(!css.contains("@import") && !css.contains("image-set("), "{css}");
    for address in css.split("url(").skip(1) {
        assert!(is_inside(address.trim_start_matches([' ', '"', '\''])), "{css}");
    }
}

fn is_inside(address: &str) -> bool {
    address.is_empty() || address.starts_with('#')
}
