//! Unicode normalisation, case and accent folding, and slugs.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Returns the text in NFC. Borrows it if it already is, which is nearly always.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_plainly_nfc(text) {
        return Cow::Borrowed(text);
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Returns whether all letters are in ranges that never need composing: below U+0300, U+1E00 to
/// U+1EFF, and the dashes and quotation marks from U+2010. Nearly all Vietnamese text is, and
/// scanning bytes is faster than decoding letters.
fn is_plainly_nfc(text: &str) -> bool {
    let text = text.as_bytes();
    // A three-byte letter has two more bytes, so a window of three covers it; the last two bytes
    // can only start shorter letters.
    let (windows, last) = (text.windows(3), &text[text.len().saturating_sub(2)..]);
    let may_compose = |bytes: &[u8]| {
        let (first, second, third) = (bytes[0], bytes[1], bytes[2]);
        let is_latin = (first == 0xe1) & (0xb8..=0xbb).contains(&second);
        let is_sign = (first == 0xe2) & (second == 0x80) & (third >= 0x90);
        (first > 0xcb) & !is_latin & !is_sign
    };
    // Without an early exit the compiler vectorises the loop.
    !windows.fold(false, |found, bytes| found | may_compose(bytes))
        && last.iter().all(|byte| *byte <= 0xcb)
}

/// Returns lowercase letters without marks: `Định danh` becomes `dinh danh`.
///
/// Texts with equal folded forms are equal for a search without accents, and for people who type on
/// phones without a Vietnamese keyboard.
pub fn fold(text: &str) -> String {
    let mut folded = String::new();
    fold_letters(text, |letter| folded.push(letter));
    folded
}

fn fold_letters(text: &str, mut take: impl FnMut(char)) {
    for letter in text.chars() {
        if letter.is_ascii() {
            take(letter.to_ascii_lowercase());
            continue;
        }
        // Folding letter by letter is enough: the order of marks in normal forms does not matter if
        // marks are removed.
        decompose_canonical(letter, |part| {
            if !is_combining_mark(part) {
                part.to_lowercase().for_each(|lower| {
                    take(match lower {
                        'đ' => 'd',
                        'ƀ' => 'b',
                        other => other,
                    });
                });
            }
        });
    }
}

/// Returns the slug of a text: `Mở tài khoản (kích hoạt)` becomes `mo-tai-khoan-kich-hoat`.
///
/// Letters of other scripts are kept. May be empty.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    fold_letters(text, |c| {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' && c != '’' {
            slug.push('-');
        }
    });
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Returns whether a text is a valid slug: letters, digits, `-`, `_`, `.`, no leading dot.
pub fn is_slug(text: &str) -> bool {
    // Some mathematical capitals have no lowercase form, so folding keeps them.
    let is_small = |c: char| c.to_lowercase().eq([c]);
    !text.is_empty()
        && !text.starts_with(['.', '-'])
        && !text.ends_with('.')
        && text.chars().all(|c| (c.is_alphanumeric() && is_small(c)) || "-_.".contains(c))
}

#[cfg(test)]
mod tests {
    use unicode_normalization::{IsNormalized, is_nfc_quick};

    use super::{fold, is_plainly_nfc, is_slug, nfc, slug};

    #[test]
    fn decomposed_text_is_composed() {
        assert_eq!(nfc("Vie\u{323}\u{302}t"), "Việt");
    }

    #[test]
    fn letters_that_are_taken_as_they_are_never_need_composing() {
        let mut plain = 0;
        for letter in '\0'..=char::MAX {
            if is_plainly_nfc(letter.encode_utf8(&mut [0; 4])) {
                plain += 1;
                // After another letter too, because a mark would combine with it.
                assert_eq!(
                    is_nfc_quick(['a', letter].into_iter()),
                    IsNormalized::Yes,
                    "{letter:?}"
                );
            }
        }
        assert_eq!(plain, 0x300 + 0x100 + 0x30);
        assert!(!is_plainly_nfc("e\u{301}") && is_plainly_nfc("“Định danh” – mức hai"));
    }

    #[test]
    fn folding_drops_marks_and_case() {
        assert_eq!(fold("Định danh ĐIỆN TỬ"), "dinh danh dien tu");
    }

    #[test]
    fn slugs_are_plain_words() {
        assert_eq!(slug("Mở tài khoản (kích hoạt)"), "mo-tai-khoan-kich-hoat");
        assert_eq!(slug("  K'ho — 12 số! "), "kho-12-so");
        assert_eq!(slug("!!!"), "");
        for text in ["Mở tài khoản", "ĐỊNH DANH 12", "ℾ", "ǅ", "ẞ", "İ"] {
            assert!(is_slug(&slug(text)), "{text}");
        }
    }

    #[test]
    fn a_slug_cannot_leave_its_folder() {
        assert!(is_slug("lua-dao"));
        for bad in ["", "..", "a/b", "a\\b", "A", ".git", "a b", "x."] {
            assert!(!is_slug(bad), "{bad:?}");
        }
    }
}
