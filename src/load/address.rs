//! Finds web addresses that are typed without Markdown.

use std::ops::Range;

/// Returns the ranges of addresses such as `https://example.org/a` and `www.example.org`, in order.
pub(super) fn find_addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = find_start(text, from) {
        let end = start + length(&text[start..]);
        let is_whole_word = !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '/');
        if is_whole_word && names_host(&text[start..end]) {
            found.push(start..end);
        }
        from = end.max(start + 1);
    }
    found
}

fn find_start(text: &str, from: usize) -> Option<usize> {
    let rest = &text.as_bytes()[from..];
    let starts = |at: usize| {
        ["https://", "http://", "www."].iter().any(|start| {
            let head = rest.get(at..at + start.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
        })
    };
    (0..rest.len())
        .find(|at| matches!(rest[*at], b'h' | b'H' | b'w' | b'W') && starts(*at))
        .map(|at| from + at)
}

/// Returns the length of the address that starts a text. Punctuation behind it belongs to the
/// sentence.
fn length(text: &str) -> usize {
    let is_end = |c: char| c.is_whitespace() || "<>\"“”«»{}[]|`".contains(c);
    let address = &text[..text.find(is_end).unwrap_or(text.len())];
    let mut kept = address;
    loop {
        let shorter =
            kept.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~', '\'', '…']);
        // A bracket is part of the address only if it was opened there.
        let is_closed = shorter.matches('(').count() >= shorter.matches(')').count();
        let shorter = match shorter.strip_suffix(')') {
            Some(inner) if !is_closed => inner,
            _ => shorter,
        };
        if shorter.len() == kept.len() {
            return kept.len();
        }
        kept = shorter;
    }
}

/// Returns whether an address has a host with a dot, such as `example.org`.
fn names_host(address: &str) -> bool {
    let host = address.split_once("://").map_or(address, |(_, host)| host);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let mut labels = host.split('.');
    labels.clone().count() >= 2 && labels.all(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::find_addresses;

    #[test]
    fn addresses_end_before_the_punctuation_of_the_sentence() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = find_addresses(text).into_iter().map(|at| &text[at]).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Xem https://example.org/a.", &["https://example.org/a"]);
        check(
            "(https://example.org/x), www.example.org!",
            &["https://example.org/x", "www.example.org"],
        );
        check("https://example.org/a_(b)", &["https://example.org/a_(b)"]);
        check("HTTP://Example.Org/đường dẫn", &["HTTP://Example.Org/đường"]);
        check("https://example.org/{{fact.a}}", &["https://example.org/"]);
        check("https:// www. awww.a.b https://a http", &[]);
        check("«https://a.b…» và [https://c.d](", &["https://a.b", "https://c.d"]);
    }

    /// With quadratic time this test would run for hours.
    #[test]
    fn many_addresses_take_linear_time() {
        for piece in ["https://", "www.", "(((", "https://a.b/((( "] {
            find_addresses(&piece.repeat(100_000));
        }
    }
}
