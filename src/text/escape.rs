//! Escapes text for HTML and XML.

use crate::text::bytes::first_of;

/// Returns text as it may stand between tags and inside quoted attributes, in HTML and in XML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    push_escaped(&mut out, text);
    out
}

/// Appends escaped text. Characters that XML can't hold are left out.
pub fn push_escaped(out: &mut String, text: &str) {
    // What stands between is taken over in one piece.
    let mut rest = text;
    while let Some(at) = first_of(&MAY_CHANGE, rest.as_bytes()) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let mut letters = after.chars();
        match letters.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some('\'') => out.push_str("&#39;"),
            Some(letter @ ('\t' | '\n')) => out.push(letter),
            Some('\u{fffe}' | '\u{ffff}') | None => {}
            Some(control) if control.is_control() => {}
            Some(other) => out.push(other),
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
}

/// Signs of markup, controls (those behind ASCII begin with 0xc2), and the two letters that XML can't hold, with 0xef.
const MAY_CHANGE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] =
            matches!(byte as u8, b'&' | b'<' | b'>' | b'"' | b'\'' | 0..0x20 | 0x7f | 0xc2 | 0xef);
        byte += 1;
    }
    table
};
