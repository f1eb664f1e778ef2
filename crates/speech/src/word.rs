//! Letters and words, and comparisons that ignore case.

/// Returns whether a word equals one of a list of lower-case words, ignoring case.
pub(crate) fn is_one_of(word: &str, list: &[&str]) -> bool {
    if word.is_empty() {
        return false;
    }
    if list.contains(&word) {
        return true;
    }
    starts_upper(word) && list.iter().any(|candidate| is_same_word(word, candidate))
}

/// Returns whether a word starts with a capital; other words need no comparison that ignores case.
fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(is_upper)
}

/// Returns whether a word equals a lower-case word, ignoring case.
pub(crate) fn is_same_word(word: &str, lower: &str) -> bool {
    if word == lower {
        return true;
    }
    // Vietnamese letters have as many bytes in lower case as in upper case.
    word.len() == lower.len()
        && starts_upper(word)
        && word.chars().flat_map(char::to_lowercase).eq(lower.chars())
}

/// Returns a word in lower case, without the combining dot that the Turkish "İ" leaves.
pub(crate) fn to_lower(word: &str) -> String {
    let mut lower = word.to_lowercase();
    if !lower.is_ascii() {
        lower.retain(is_letter_or_digit);
    }
    lower
}

/// Returns whether a character is a letter. Common ranges need no Unicode table.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphabetic(),
        '\u{80}'..='\u{bf}' | '×' | '÷' => false,
        'À'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => true,
        '\u{2010}'..='\u{205e}'
        | '\u{20a0}'..='\u{20bf}'
        | '\u{2190}'..='\u{23ff}'
        | '\u{2500}'..='\u{2bff}' => false,
        _ => c.is_alphabetic(),
    }
}

/// Returns whether a character is a capital. Vietnamese capitals need no Unicode table.
pub(crate) fn is_upper(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_uppercase(),
        'À'..='Þ' => c != '×',
        'ß'..='ÿ' => false,
        '\u{1ea0}'..='\u{1eff}' | 'Đ' | 'đ' | 'Ă' | 'ă' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' => {
            u32::from(c) % 2 == 0
        }
        'Ư' => true,
        'ư' => false,
        _ => c.is_uppercase(),
    }
}

/// Returns whether a character is a letter or a digit.
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        _ => is_letter(c) || c.is_numeric() && c > '\u{bf}',
    }
}
