//! Recognises Vietnamese that was typed in an old font or decoded wrongly, and then saved as Unicode.

use unicode_normalization::UnicodeNormalization;

use loa_speech::is_vietnamese_syllable;

/// What happened to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Damage {
    /// Letters were lost: U+FFFD.
    Lost,
    /// UTF-8 was read as Windows-1252: `BÃ  con`.
    Mojibake,
    /// Typed for a font such as .VnTime: `Bµ con`.
    Tcvn3,
    /// Typed for a font such as VNI-Times: `Baø con`.
    Vni,
}

/// Returns whether a text has signs or letters of the Western alphabets that Vietnamese does not use.
/// Damaged texts do; most others do not.
pub fn may_be_damaged(text: &str) -> bool {
    const VIETNAMESE: &str = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ";
    let is_western = |letter: char| matches!(letter, '\u{80}'..='\u{ff}' | '\u{fffd}');
    text.chars().any(|letter| is_western(letter) && !VIETNAMESE.contains(letter))
}

/// Returns what happened to a line and, if the letters are still known, the line as it was meant.
pub fn find_damage(line: &str) -> Option<(Damage, Option<String>)> {
    if line.is_ascii() {
        return None;
    }
    if line.contains('\u{fffd}') {
        return Some((Damage::Lost, None));
    }
    if let Some(meant) = undo_mojibake(line) {
        return Some((Damage::Mojibake, Some(meant)));
    }
    for (damage, decode) in
        [(Damage::Tcvn3, decode_tcvn3 as fn(&str) -> Option<String>), (Damage::Vni, decode_vni)]
    {
        if let Some(meant) = decode_words(line, decode) {
            return Some((damage, Some(meant)));
        }
    }
    None
}

/// Decodes the words of a line that are UTF-8 once they are encoded in Windows-1252.
fn undo_mojibake(line: &str) -> Option<String> {
    let mut words = Vec::new();
    let mut is_damaged = false;
    // A no-break space may be the second half of a letter, so only spaces separate words.
    for word in line.split(' ') {
        let (bytes, _, has_other_letters) = encoding_rs::WINDOWS_1252.encode(word);
        match std::str::from_utf8(&bytes) {
            Ok(meant) if !has_other_letters && meant != word => {
                is_damaged = true;
                words.push(meant.to_owned());
            }
            _ => words.push(word.to_owned()),
        }
    }
    is_damaged.then(|| words.join(" "))
}

/// Decodes a line if words of it are Vietnamese only after decoding: most words with marks, or
/// several with signs that no language has within words.
fn decode_words(line: &str, decode: fn(&str) -> Option<String>) -> Option<String> {
    let is_part = |letter: char| letter.is_alphabetic() || TCVN3_SIGNS.contains(letter);
    let is_damaged = |word: &str| {
        let decoded = decode(word).map(|decoded| decoded.to_lowercase());
        !is_vietnamese_syllable(&word.to_lowercase())
            && decoded.is_some_and(|decoded| is_vietnamese_syllable(&decoded))
    };
    let (mut marked, mut damaged, mut odd) = (0, 0, 0);
    for word in line.split(|letter| !is_part(letter)) {
        // A sign alone, such as `·` between words, is no letter.
        if word.is_ascii() || !word.contains(char::is_alphabetic) {
            continue;
        }
        marked += 1;
        if is_damaged(word) {
            damaged += 1;
            odd += usize::from(word.contains(is_odd_sign));
        }
    }
    let is_most = damaged * 2 > marked && (damaged >= 2 || odd == 1);
    if !is_most && odd < 2 {
        return None;
    }
    let mut meant = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let decoded = decode(word).filter(|_| is_most || is_damaged(word));
        meant.push_str(decoded.as_deref().unwrap_or(word));
        let separator = after.chars().next().map_or(0, char::len_utf8);
        meant.push_str(&after[..separator]);
        rest = &after[separator..];
    }
    Some(meant)
}

/// Signs that TCVN3 uses for letters.
const TCVN3_SIGNS: &str = "¡¢£¤¥¦§¨©ª«¬\u{ad}®µ¶·¸¹»¼½¾";

fn is_odd_sign(letter: char) -> bool {
    TCVN3_SIGNS.contains(letter) || "øñûïåæ".contains(letter)
}

/// The letters of TCVN3 as a Western font shows them, each before its meaning.
const TCVN3: &str = "¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ¨ă©âªê«ô¬ơ\u{ad}ư®đµà¶ả·ã¸á¹ạ»ằ¼ẳ½ẵ¾ắÆặÇầÈẩÉẫÊấËậÌèÎẻÏẽÐéÑẹÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞịßòáỏâõãóäọåồæổçỗèốéộêờëởìỡíớîợïùñủòũóúôụõừöửøữøứùựúỳûỷüỹýýþỵ";

fn decode_tcvn3(word: &str) -> Option<String> {
    let mut meant = String::new();
    for letter in word.chars() {
        if letter.is_ascii() {
            meant.push(letter);
            continue;
        }
        let mut pairs = TCVN3.chars();
        let mut found = None;
        while let (Some(written), Some(letter_meant)) = (pairs.next(), pairs.next()) {
            if written == letter {
                found = Some(letter_meant);
                break;
            }
        }
        meant.push(found?);
    }
    Some(meant)
}

/// The marks of VNI fonts, which follow their letter, as combining characters.
const VNI_MARKS: [(char, &str); 17] = [
    ('ø', "\u{300}"),
    ('ù', "\u{301}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];

/// Letters of VNI fonts with a meaning of their own.
const VNI_LETTERS: [(char, &str); 8] = [
    ('ñ', "đ"),
    ('ô', "ơ"),
    ('ö', "ư"),
    ('æ', "ỉ"),
    ('ó', "ĩ"),
    ('ò', "ị"),
    ('î', "ỵ"),
    ('í', "í"),
];

fn decode_vni(word: &str) -> Option<String> {
    let mut meant = String::new();
    let mut can_take_mark = false;
    for letter in word.chars() {
        let is_capital = letter.is_uppercase();
        let small = letter.to_lowercase().next().unwrap_or(letter);
        let mark = VNI_MARKS.iter().find(|(written, _)| *written == small);
        if let (true, Some((_, mark))) = (can_take_mark, mark) {
            meant.push_str(mark);
            can_take_mark = false;
            continue;
        }
        let own = VNI_LETTERS.iter().find(|(written, _)| *written == small);
        match own {
            Some((_, own)) if is_capital => meant.push_str(&own.to_uppercase()),
            Some((_, own)) => meant.push_str(own),
            None if letter.is_ascii() => meant.push(letter),
            None => return None,
        }
        can_take_mark = "aeouyôö".contains(small);
    }
    Some(meant.nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::{Damage, find_damage};

    #[test]
    fn old_fonts_and_wrong_decodings_are_undone() {
        let check = |line: &str, damage, meant: &str| {
            assert_eq!(find_damage(line), Some((damage, Some(meant.to_owned()))), "{line}");
        };
        check("BÃ\u{a0} con Ä‘áº¿n trá»¥ sá»Ÿ", Damage::Mojibake, "Bà con đến trụ sở");
        check("Bµ con ®Õn trô së", Damage::Tcvn3, "Bà con đến trụ sở");
        check("Baø con ñeán truï sôû", Damage::Vni, "Bà con đến trụ sở");
        check("Thoâng baùo", Damage::Vni, "Thông báo");
        assert_eq!(find_damage("B\u{fffd} con"), Some((Damage::Lost, None)));
    }

    #[test]
    fn good_texts_are_left_alone() {
        for line in [
            "Bà con đến trụ sở Ủy ban nhân dân xã, từ 7 giờ 30 đến 11 giờ.",
            "Cà phê, trà đá: «có» hay “không”? Điện thoại © 2026 Bộ Công an ®",
            "Bol hi lơh bơta kơnrañ, ngai 10",
            "Le café à côté d'une école, señor Müller, naïve",
            "5 µg, 20 °C, ½ cốc, ± 3",
            "2 tháng · 3 tháng · 4 tháng",
            "Trạm y tế ® – điện thoại © xã ¼ ½",
            "năm·tháng·ngày, a·b",
        ] {
            assert_eq!(find_damage(line), None, "{line}");
        }
    }
}
