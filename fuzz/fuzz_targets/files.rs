//! Bytes of a file that somebody put into the campaign: nothing panics, whatever is read of them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use loa::diag::{Diagnostics, Sources};
use loa::load::{audio, beside, picture, table};
use loa::text::encoding::decode;

fuzz_target!(|bytes: &[u8]| {
    let file = Sources::default().add("a", "");
    let _ = (beside::read_static(file, bytes), beside::read_workbook(file, bytes), beside::picture_notes(bytes));
    let _ = picture::read_header(bytes);
    if let Some(header) = audio::read_audio(bytes) {
        assert!(header.sound.len() <= bytes.len() + 64);
    }
    if let Ok(decoded) = decode(bytes) {
        // What was read once reads the same again.
        let again = decode(decoded.text.as_bytes()).expect("decoded text is text");
        assert_eq!(again.text, decoded.text);
        assert!(!decoded.text.contains('\r'));
    }
    if bytes.starts_with(b"PK") || bytes.starts_with(b"\xD0\xCF") {
        table::read_workbook(bytes, "a.xlsx", &mut Sources::default(), &mut Diagnostics::default());
    }
});
