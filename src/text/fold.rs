//! Normal form and folding: one spelling for one text, and the bare letters under the marks.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Returns the text in NFC. Borrowed when it already is, which is nearly always.
pub fn nfc(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Returns lower-case letters without marks: `Định danh` becomes `dinh danh`.
///
/// Two texts that fold alike are told apart neither by a search without accents
/// nor by people who type on phones without a Vietnamese keyboard.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            folded.push(letter.to_ascii_lowercase());
            continue;
        }
        // Letter by letter is enough: the order that normal forms give to marks doesn't matter where marks go.
        decompose_canonical(letter, |part| {
            if !is_combining_mark(part) {
                folded.extend(part.to_lowercase().map(|lower| match lower {
                    'đ' => 'd',
                    'ƀ' => 'b',
                    other => other,
                }));
            }
        });
    }
    folded
}

/// Returns the address form of a text: `Mở tài khoản (kích hoạt)` becomes `mo-tai-khoan-kich-hoat`.
///
/// Letters of scripts without Latin forms are kept as they are. May be empty.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in fold(text).chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' && c != '’' {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Returns whether a text may stand in an address as it is: letters, digits, `-`, `_`, `.`, no leading dot.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(['.', '-'])
        && !text.ends_with('.')
        && text.chars().all(|c| (c.is_alphanumeric() && !c.is_uppercase()) || "-_.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{fold, is_slug, nfc, slug};

    #[test]
    fn decomposed_text_is_composed() {
        assert_eq!(nfc("Vie\u{323}\u{302}t"), "Việt");
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
    }

    #[test]
    fn a_slug_cannot_leave_its_folder() {
        assert!(is_slug("lua-dao"));
        for bad in ["", "..", "a/b", "a\\b", "A", ".git", "a b", "x."] {
            assert!(!is_slug(bad), "{bad:?}");
        }
    }
}
