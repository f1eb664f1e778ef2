//! Addresses of a browser and paths of outputs, each written as the other.

use std::fmt::Write as _;

/// Undoes `%C3%A0` and takes off the first `/`.
pub(crate) fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.strip_prefix('/')?.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first == b'%' {
            let (digits, after) = after.split_at_checked(2)?;
            let is_hexadecimal = digits.iter().all(u8::is_ascii_hexdigit);
            let digits = std::str::from_utf8(digits).ok().filter(|_| is_hexadecimal)?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = after;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Writes a path as an address.
pub(crate) fn encode(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~') {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
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
