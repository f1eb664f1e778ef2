//! Normalizes characters before the rules see them, and remembers the original positions.
//!
//! Letters are composed, digits become ASCII, full-width and decorative letters become plain ones,
//! and characters without sound and width are dropped. Most texts need no change and are borrowed.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// A text for the rules.
pub(crate) struct Prepared<'a> {
    pub(crate) text: Cow<'a, str>,
    /// The original position of each byte and of the end; empty if nothing changed.
    origins: Vec<usize>,
}

impl Prepared<'_> {
    /// Returns the original position. A position inside the expansion of one character becomes the
    /// position after that character, so that pieces stay adjacent and no piece is empty.
    pub(crate) fn origin(&self, at: usize) -> usize {
        let Some(&span) = self.origins.get(at) else {
            return at;
        };
        let inside = at > 0 && self.origins.get(at - 1) == Some(&span);
        if !inside {
            return span;
        }
        self.origins[at..].iter().copied().find(|next| *next != span).unwrap_or(span)
    }
}

/// Normalizes the characters of a text.
pub(crate) fn prepare(text: &str) -> Prepared<'_> {
    if text.chars().all(is_plain) {
        return Prepared { text: Cow::Borrowed(text), origins: Vec::new() };
    }
    let mut out = String::with_capacity(text.len());
    let mut origins = Vec::with_capacity(text.len() + 1);
    let mut start = 0;
    while start < text.len() {
        let end = find_cluster_end(text, start);
        let before = out.len();
        push_cluster(&mut out, &text[start..end]);
        origins.resize(origins.len() + out.len() - before, start);
        start = end;
    }
    origins.push(text.len());
    Prepared { text: Cow::Owned(out), origins }
}

/// Returns the end of a letter with its combining marks.
fn find_cluster_end(text: &str, start: usize) -> usize {
    let mut chars = text[start..].char_indices();
    chars.next();
    chars.find(|(_, c)| canonical_combining_class(*c) == 0).map_or(text.len(), |(i, _)| start + i)
}

/// Returns whether a character stays as it is.
fn is_plain(c: char) -> bool {
    matches!(
        c,
        ' '..='~'
            | '\n'
            | '\t'
            | '\u{a1}'..='\u{a7}'
            | '©'
            | '«'
            | '®'
            | '°'
            | '±'
            | '´'
            | '¶'
            | '·'
            | '»'
            | '¿'
            | 'À'..='\u{24f}'
            | '\u{1ea0}'..='\u{1ef9}'
            | '\u{2013}'..='\u{2027}'
            | '\u{2030}'..='\u{203b}'
            | '\u{20a0}'..='\u{20bf}'
            | '\u{2190}'..='\u{2211}'
            | '\u{2213}'..='\u{23ff}'
            | '\u{2500}'..='\u{27bf}'
            | '\u{1f300}'..='\u{1faff}'
    )
}

fn push_cluster(out: &mut String, cluster: &str) {
    let Some(first) = cluster.chars().next() else { return };
    if cluster.len() == first.len_utf8() && is_plain(first) {
        return out.push(first);
    }
    match first {
        _ if first.is_whitespace() => {
            return out.push(
                if matches!(first, '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' | '\u{85}') {
                    '\n'
                } else {
                    ' '
                },
            );
        }
        'º' | '˚' => return out.push('°'),
        '\u{2010}'..='\u{2012}' | '\u{2212}' => return out.push('-'),
        '⁄' | '∕' | '／' => return out.push('/'),
        '\u{b5}' | 'μ' => return out.push('μ'),
        '\u{2126}' | 'Ω' => return out.push('Ω'),
        '☎' | '\u{fe00}'..='\u{fe0f}' => return,
        _ if is_silent(first) => return,
        _ => {}
    }
    let vulgar = matches!(first, '¼'..='¾' | '\u{2150}'..='\u{215f}');
    let circled = matches!(first, '①'..='⓿' | '❶'..='➓');
    if (vulgar || circled) && out.ends_with(|c: char| c.is_alphanumeric()) {
        out.push(' ');
    }
    for c in cluster.nfkc() {
        match to_decimal_digit(c) {
            Some(digit) => out.push(digit),
            None if c == '⁄' => out.push('/'),
            None if c == '\u{2212}' => out.push('-'),
            // Drop marks without a letter, and numeric letters that no rule reads.
            None if canonical_combining_class(c) != 0 || c.is_numeric() && !c.is_ascii() => {}
            None if c.is_whitespace() || c.is_control() => out.push(' '),
            None => out.push(c),
        }
    }
    if circled {
        out.push(' ');
    }
}

/// Returns whether a character has no width: joiners, direction marks, soft hyphens, byte order
/// marks.
fn is_silent(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Returns the ASCII digit of a decimal digit in any script.
fn to_decimal_digit(c: char) -> Option<char> {
    /// The zeros of scripts whose ten digits are consecutive.
    const ZEROS: [u32; 62] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
        0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
        0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
        0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0,
        0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60,
        0x16ac0, 0x16b50, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e950, 0x1fbf0,
    ];
    let code = u32::from(c);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}
