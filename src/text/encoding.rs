//! Decodes text files from Excel, Notepad and old Vietnamese typing tools.
//!
//! Accepts an encoding if it yields valid Vietnamese. A general detector would take TCVN3 for
//! Western text.

use std::borrow::Cow;
use std::sync::Arc;

use loa_speech::is_vietnamese_syllable;

use super::fold::nfc;

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, as in the "Unicode Text" format of Excel.
    Utf16,
    /// The Vietnamese code page of Windows.
    Windows1258,
}

/// A decoded text with the detected encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text: NFC, `\n` line endings, no byte order mark.
    pub text: Arc<str>,
    /// The detected encoding.
    pub encoding: Encoding,
}

/// The reason why bytes can't be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The position of the first byte that is invalid in all known encodings.
    pub at: usize,
    /// Whether the bytes are probably a binary file (zip, picture, program) rather than text in an
    /// unknown encoding.
    pub binary: bool,
}

/// Decodes a text file.
///
/// # Errors
///
/// Returns an error if the bytes are a binary file, or text in an encoding that does not yield
/// Vietnamese.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    let done = |text: &str, encoding| Ok(Decoded { text: tidy(text).into(), encoding });
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return match std::str::from_utf8(rest) {
            Ok(text) if text.contains('\0') => {
                Err(Unreadable { at: text.find('\0').unwrap_or(0) + 3, binary: true })
            }
            Ok(text) => done(text, Encoding::Utf8),
            Err(error) => Err(Unreadable { at: error.valid_up_to() + 3, binary: false }),
        };
    }
    if let Some(text) = decode_utf16(bytes) {
        return done(&text, Encoding::Utf16);
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(Unreadable { at, binary: true });
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return done(text, Encoding::Utf8);
    }
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let (text, _, malformed) = encoding_rs::WINDOWS_1258.decode(bytes);
    let text = nfc(&text);
    if !malformed && reads_as_vietnamese(&text) {
        return done(&text, Encoding::Windows1258);
    }
    let binary = bytes.iter().filter(|b| **b < 9).count() > 0;
    Err(Unreadable { at: valid, binary })
}

/// Decodes UTF-16 with a byte order mark, or without one if the zero bytes show the encoding.
fn decode_utf16(bytes: &[u8]) -> Option<String> {
    let encoding = match bytes {
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE,
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE,
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => encoding_rs::UTF_16LE,
        _ => return None,
    };
    let (text, _, malformed) = encoding.decode(bytes);
    (!malformed && !text.contains('\0')).then(|| text.into_owned())
}

/// Returns whether at least 70 % of the words with non-ASCII letters are Vietnamese syllables.
fn reads_as_vietnamese(text: &str) -> bool {
    let words = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_ascii() && !word.is_empty());
    let (mut good, mut all) = (0usize, 0usize);
    for word in words {
        all += 1;
        good += usize::from(is_vietnamese_syllable(&word.to_lowercase()));
    }
    all > 0 && good * 10 >= all * 7
}

/// Normalises line endings and letters, and removes invisible characters.
fn tidy(text: &str) -> Cow<'_, str> {
    let text = nfc(text);
    if !text.contains(|c: char| c == '\r' || is_invisible(c)) {
        return text;
    }
    let seen = text.replace("\r\n", "\n").replace('\r', "\n").replace(is_invisible, "");
    // Letters and combining marks that an invisible character separated are now adjacent.
    nfc(&seen).into_owned().into()
}

/// Returns whether a character is invisible but reorders or splits text: byte order marks,
/// zero-width spaces, bidirectional overrides.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{2060}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{Encoding, decode};

    fn check(bytes: &[u8], text: &str, encoding: Encoding) {
        let decoded = decode(bytes).expect("readable");
        assert_eq!((&*decoded.text, decoded.encoding), (text, encoding));
    }

    #[test]
    fn excel_and_notepad_forms_are_read() {
        check("\u{FEFF}Thôn 1\r\n".as_bytes(), "Thôn 1\n", Encoding::Utf8);
        check("50\u{202E}000\u{200B} đ\u{FEFF}".as_bytes(), "50000 đ", Encoding::Utf8);
        // Found by fuzzing: a combining mark after an invisible character.
        check("a\u{200B}\u{306}".as_bytes(), "\u{103}", Encoding::Utf8);
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("đã cấp".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        check(&utf16, "đã cấp", Encoding::Utf16);
        // windows-1258 writes vowels with separate tone marks: "đã cấp" is đ a~ c â' p.
        check(b"\xF0a\xDE c\xE2\xECp", "đã cấp", Encoding::Windows1258);
    }

    #[test]
    fn binary_and_unknown_bytes_are_refused() {
        assert!(decode(b"PK\x03\x04\x00\x00").expect_err("zip").binary);
        assert!(
            decode(b"\xEF\xBB\xBFTh\xC3\xB4\x00\x00")
                .expect_err("found by fuzzing: a mark before zeros")
                .binary
        );
        // TCVN3 for "đã cấp": no known encoding yields Vietnamese.
        assert!(!decode(b"\xAE\xB7 c\xCAp").expect_err("TCVN3").binary);
    }
}
