//! Vietnamese syllables: spelling rules and counts.
//!
//! A written Vietnamese syllable is an onset, a rime and at most one tone mark, and the three
//! restrict each other. These rules define a closed set without a word list. The set tells
//! Vietnamese words from abbreviations, foreign words and misdecoded text. It also has syllables
//! without a meaning.

use unicode_normalization::char::decompose_canonical;

/// The number of letters in the longest syllable, "nghiêng".
const LONGEST: usize = 7;

/// Returns whether a word is a single syllable according to the rules of Vietnamese spelling.
///
/// The case and the position of the tone mark don't matter ("hoà", "hòa"). The check has no word
/// list, so it also accepts syllables without a meaning.
///
/// ```
/// use loa_speech::is_vietnamese_syllable;
///
/// assert!(is_vietnamese_syllable("nghiêng"));
/// assert!(!is_vietnamese_syllable("wifi"));
/// ```
pub fn is_vietnamese_syllable(word: &str) -> bool {
    let Some((letters, tone)) = split_tone(word) else {
        return false;
    };
    let letters = letters.as_str();
    split_onsets(letters)
        .any(|(onset, rime)| is_spelling_allowed(onset, rime) && is_tone_allowed(rime, tone))
}

/// Returns how many syllables a word has. In a foreign word, each group of vowels is one.
pub(crate) fn count_syllables(word: &str) -> usize {
    if is_vietnamese_syllable(word) {
        return 1;
    }
    let mut groups = 0;
    let mut in_vowel = false;
    let mut letters = false;
    for c in word.chars() {
        letters |= c.is_alphanumeric();
        let vowel = is_vowel(c);
        groups += usize::from(vowel && !in_vowel);
        in_vowel = vowel;
    }
    groups.max(usize::from(letters))
}

/// Returns whether a letter is a vowel, with or without diacritics.
pub(crate) fn is_vowel(c: char) -> bool {
    match c {
        '\u{1ea0}'..='\u{1ef9}' => true,
        'đ' | 'Đ' => false,
        'À'..='Å'
        | 'à'..='å'
        | 'È'..='Ï'
        | 'è'..='ï'
        | 'Ò'..='Ö'
        | 'ò'..='ö'
        | 'Ù'..='Ý'
        | 'ù'..='ý' => true,
        'Ă' | 'ă' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' => true,
        _ => matches!(to_base_letter(c).to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y'),
    }
}

/// Returns the letter without diacritics: `ế` becomes `e`; `đ` stays.
pub(crate) fn to_base_letter(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let mut base = c;
    let mut first = true;
    decompose_canonical(c, |part| {
        if first {
            base = part;
            first = false;
        }
    });
    base
}

/// A tone. `Level` has no mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tone {
    Level,
    Grave,
    Hook,
    Tilde,
    Acute,
    Dot,
}

/// The letters of a syllable without tone, on the stack.
struct Letters {
    bytes: [u8; LONGEST * 2],
    len: usize,
}

impl Letters {
    fn as_str(&self) -> &str {
        // Only whole characters are pushed, so this can't fail; an empty text is no syllable.
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }

    fn push(&mut self, c: char) -> Option<()> {
        let end = self.len + c.len_utf8();
        c.encode_utf8(self.bytes.get_mut(self.len..end)?);
        self.len = end;
        Some(())
    }
}

/// Returns the letters in lower case without tone, and the tone. `None` if a letter is not
/// Vietnamese or the word has two tones.
fn split_tone(word: &str) -> Option<(Letters, Tone)> {
    let mut letters = Letters { bytes: [0; LONGEST * 2], len: 0 };
    let mut tone = Tone::Level;
    let mut count = 0;
    for c in word.chars() {
        if let Some(mark) = to_tone(c) {
            tone = join_tones(tone, mark)?;
            continue;
        }
        count += 1;
        if count > LONGEST {
            return None;
        }
        let (letter, mark) = split_letter(c)?;
        tone = join_tones(tone, mark)?;
        letters.push(letter)?;
    }
    (count > 0).then_some((letters, tone))
}

fn join_tones(a: Tone, b: Tone) -> Option<Tone> {
    match (a, b) {
        (Tone::Level, other) | (other, Tone::Level) => Some(other),
        _ => None,
    }
}

fn to_tone(c: char) -> Option<Tone> {
    Some(match c {
        '\u{300}' => Tone::Grave,
        '\u{309}' => Tone::Hook,
        '\u{303}' => Tone::Tilde,
        '\u{301}' => Tone::Acute,
        '\u{323}' => Tone::Dot,
        _ => return None,
    })
}

/// Splits a letter into the lower-case letter without tone and the tone.
fn split_letter(c: char) -> Option<(char, Tone)> {
    if c.is_ascii() {
        let low = c.to_ascii_lowercase();
        return (low.is_ascii_lowercase() && !matches!(low, 'f' | 'j' | 'w' | 'z'))
            .then_some((low, Tone::Level));
    }
    let low = c.to_lowercase().next()?;
    if matches!(low, 'ă' | 'â' | 'đ' | 'ê' | 'ô' | 'ơ' | 'ư') {
        return Some((low, Tone::Level));
    }
    let mut parts = ['\0'; 3];
    let mut len = 0;
    decompose_canonical(low, |part| {
        if len < 3 {
            parts[len] = part;
        }
        len += 1;
    });
    if !(2..=3).contains(&len) {
        return None;
    }
    let mut letter = parts[0];
    let mut tone = Tone::Level;
    for &mark in &parts[1..len] {
        match (letter, mark) {
            ('a', '\u{302}') => letter = 'â',
            ('e', '\u{302}') => letter = 'ê',
            ('o', '\u{302}') => letter = 'ô',
            ('a', '\u{306}') => letter = 'ă',
            ('o', '\u{31b}') => letter = 'ơ',
            ('u', '\u{31b}') => letter = 'ư',
            ('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'â' | 'ê' | 'ô' | 'ă' | 'ơ' | 'ư', _) => {
                tone = join_tones(tone, to_tone(mark)?)?;
            }
            _ => return None,
        }
    }
    Some((letter, tone))
}

/// Onsets. If one is a prefix of another, the longer one comes first.
const ONSETS: [&str; 27] = [
    "ngh", "ng", "nh", "gh", "gi", "kh", "ch", "th", "tr", "ph", "qu", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
];

/// Yields each split of the letters into onset and rime: "gìn" is g + in, "giết" is gi + êt.
fn split_onsets(letters: &str) -> impl Iterator<Item = (&'static str, &str)> {
    let with_onset = ONSETS
        .iter()
        .filter_map(move |onset| letters.strip_prefix(onset).map(|rime| (*onset, rime)));
    with_onset.chain(std::iter::once(("", letters)))
}

fn is_spelling_allowed(onset: &str, rime: &str) -> bool {
    if rime.is_empty() {
        return onset == "gi";
    }
    if RIMES.binary_search(&rime).is_err() {
        return false;
    }
    let first = rime.chars().next().unwrap_or(' ');
    let front = matches!(first, 'e' | 'ê' | 'i' | 'y');
    match onset {
        // "iê" is written "yê" without an onset.
        "" => {
            !rime.starts_with('i')
                || matches!(rime, "i" | "im" | "in" | "inh" | "ich" | "it" | "ia" | "iu")
        }
        "k" => front,
        "c" => !front,
        "g" => !front || rime.starts_with('i'),
        "gh" | "ngh" => front && first != 'y',
        "ng" => !front,
        "qu" => !matches!(first, 'u' | 'ư' | 'o') || rime == "ôc",
        _ => first != 'y' || rime == "y",
    }
}

/// Returns whether a rime can have a tone. Rimes that end in a stop have the acute or the dot;
/// without a mark they are Chăm, K'ho or foreign ("đak").
fn is_tone_allowed(rime: &str, tone: Tone) -> bool {
    let stopped = ["c", "ch", "p", "t"].iter().any(|coda| rime.ends_with(coda));
    !stopped || matches!(tone, Tone::Acute | Tone::Dot)
}

/// All rimes without tone, sorted by bytes.
const RIMES: [&str; 168] = [
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec",
    "em", "en", "eng", "eo", "ep", "et", "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu",
    "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu", "o", "oa", "oac", "oach", "oai", "oam",
    "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oc", "oe", "oen", "oeo", "oet", "oi", "om",
    "on", "ong", "ooc", "oong", "op", "ot", "oăc", "oăm", "oăn", "oăng", "oăt", "u", "ua", "uc",
    "ue", "ui", "um", "un", "ung", "uo", "up", "ut", "uy", "uya", "uych", "uynh", "uyp", "uyt",
    "uyu", "uyên", "uyêt", "uân", "uâng", "uât", "uây", "uê", "uêch", "uênh", "uôc", "uôi", "uôm",
    "uôn", "uông", "uôt", "uơ", "y", "ych", "yn", "ynh", "yt", "yêm", "yên", "yêng", "yêt", "yêu",
    "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "ê", "êch", "êm", "ên", "êng", "ênh", "êp",
    "êt", "êu", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ăc", "ăm", "ăn", "ăng", "ăp",
    "ăt", "ơ", "ơc", "ơi", "ơm", "ơn", "ơng", "ơp", "ơt", "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng",
    "ưt", "ưu", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu",
];

#[cfg(test)]
mod tests {
    use super::{RIMES, count_syllables, is_vietnamese_syllable};

    #[test]
    fn rimes_are_sorted() {
        assert!(RIMES.is_sorted());
    }

    #[test]
    fn syllables_are_known() {
        let text = "Thưa bà con đây là Đài truyền thanh xã La Ngâu nghiêng giữ gìn giết gì giếng quốc quyền quý khuỷu hoà hòa thuở \
                    uỷ ủy kỷ ky yêu ỷ oanh khoắng ngoằn quả quét quýt huênh chuyến nguyệt NGƯỜI ĐƯỢC ghế nghe cô kẻ";
        for word in text.split_whitespace() {
            assert!(is_vietnamese_syllable(word), "{word}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in [
            "", "UBND", "cccd", "wifi", "Zalo", "kà", "ngé", "ce", "gê", "nghà", "tac", "hắt2",
            "đak", "ưo", "thẻé", "VNeID", "ViÖt",
        ] {
            assert!(!is_vietnamese_syllable(word), "{word}");
        }
    }

    #[test]
    fn words_are_counted() {
        for (word, expected) in [("nghiêng", 1), ("Zalo", 2), ("internet", 3), ("K'", 1), ("", 0)]
        {
            assert_eq!(count_syllables(word), expected, "{word}");
        }
    }
}
