//! Addresses of a browser and paths of outputs, each written as the other.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Undoes `%C3%A0` and removes the first `/`.
pub(crate) fn decode(path: &str) -> Option<String> {
    let name = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
    Some(name.into_owned())
}

/// Writes a path as an address.
pub(crate) fn encode(path: &str) -> String {
    const ENCODED: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(path, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn addresses_are_coded_both_ways() {
        for path in ["a/b.html", "ảnh 1 #50%.jpg", "a?b"] {
            assert_eq!(decode(&format!("/{}", encode(path))).as_deref(), Some(path));
        }
    }
}
