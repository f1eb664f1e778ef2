//! Escaping of text for HTML, XML and addresses.
//!
//! All typed text is escaped exactly once, either here or by the templates.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

pub use crate::text::escape::{escape, push_escaped};

/// Characters that are not percent-encoded in the query of an address.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Encodes a text as a value in the query of an address. Letters with marks stay as they are, to
/// keep the page small: browsers encode them when the reader follows the link.
pub fn encode_lightly(text: &str) -> String {
    const ENCODED: &AsciiSet = &UNRESERVED.remove(b':').remove(b'/');
    let mut out = String::new();
    for letter in text.chars() {
        if letter.is_ascii() || letter.is_control() || letter.is_whitespace() {
            out.extend(utf8_percent_encode(letter.encode_utf8(&mut [0; 4]), ENCODED));
        } else {
            out.push(letter);
        }
    }
    out
}

/// Encodes a path for an address. Slashes are kept.
pub fn encode_path(path: &str) -> String {
    const ENCODED: &AsciiSet = &UNRESERVED
        .remove(b'/')
        .remove(b'!')
        .remove(b'$')
        .remove(b'&')
        .remove(b'\'')
        .remove(b'(')
        .remove(b')')
        .remove(b'*')
        .remove(b'+')
        .remove(b',')
        .remove(b';')
        .remove(b'=')
        .remove(b':')
        .remove(b'@');
    utf8_percent_encode(path, ENCODED).to_string()
}

/// Returns whether the scheme of a link is allowed: web, mail, telephone or message; never a
/// script.
pub fn is_safe_address(address: &str) -> bool {
    let scheme = address
        .split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .split_once(':')
        .map(|(scheme, _)| scheme);
    match scheme {
        None => true,
        Some(scheme) => ["http", "https", "mailto", "tel", "sms"]
            .contains(&scheme.to_ascii_lowercase().as_str()),
    }
}

/// Returns the digits of a telephone number, and `+`, for `tel:`.
pub fn dial(phone: &str) -> String {
    phone.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect()
}

#[cfg(test)]
mod tests {
    use crate::render::site::markup::{dial, encode_lightly, encode_path, escape, is_safe_address};

    #[test]
    fn typed_text_can_not_become_markup() {
        assert_eq!(
            escape("<b a=\"1\" c='2'>&\u{0}\u{8}"),
            "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;"
        );
        assert_eq!(escape("Đồng Kho"), "Đồng Kho");
        assert_eq!(escape("a\u{a0}b\u{85}c\u{ffff}d\u{feff}'"), "a\u{a0}bcd\u{feff}&#39;");
    }

    #[test]
    fn addresses_are_encoded_byte_by_byte() {
        assert_eq!(
            encode_lightly("Ổ a&b=c+d?#%'\" https://a.b/c\u{a0}"),
            "Ổ%20a%26b%3Dc%2Bd%3F%23%25%27%22%20https://a.b/c%C2%A0"
        );
        assert_eq!(encode_path("/a b/ổ.pdf"), "/a%20b/%E1%BB%95.pdf");
        assert_eq!(dial("1900 0368"), "19000368");
    }

    #[test]
    fn links_never_run_scripts() {
        let check = |address, expected| assert_eq!(is_safe_address(address), expected, "{address}");
        check("https://example.org/a:b", true);
        check("TEL:113", true);
        check("/a/b", true);
        check("#a:b", true);
        check("javascript:alert(1)", false);
        check("JaVaScript:alert(1)", false);
        check("data:text/html,x", false);
        check("\u{1}javascript:x", false);
        check("java\nscript:x", false);
    }
}
