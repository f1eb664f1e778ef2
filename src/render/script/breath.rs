//! Splits sentences into phrases at commas and ends, where a speaker breathes.

/// The words that are spoken in one breath.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase<'a> {
    /// The words, with the punctuation that ends the phrase.
    pub text: &'a str,
    /// The pause after the phrase.
    pub pause: Pause,
}

/// The length of a pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// At a comma: a short breath.
    Short,
    /// At the end of a sentence.
    Long,
}

impl Pause {
    /// Returns the word for templates.
    pub fn as_str(self) -> &'static str {
        match self {
            Pause::Short => "short",
            Pause::Long => "long",
        }
    }
}

/// Splits a sentence into phrases. Punctuation inside a word (`10,5`) is ignored, and the last
/// phrase always ends with a long pause.
pub fn split_phrases(sentence: &str) -> Vec<Phrase<'_>> {
    let mut phrases = Vec::new();
    let mut start = 0;
    for (at, space) in sentence.char_indices().filter(|(_, c)| c.is_whitespace()) {
        if let Some(pause) = pause_after(&sentence[start..at]) {
            phrases.push(Phrase { text: sentence[start..at].trim(), pause });
            start = at + space.len_utf8();
        }
    }
    let rest = sentence[start..].trim();
    if !rest.is_empty() {
        phrases.push(Phrase { text: rest, pause: Pause::Long });
    } else if let Some(last) = phrases.last_mut() {
        last.pause = Pause::Long;
    }
    phrases
}

/// Returns the pause if the words end a phrase. Closing quotes and brackets belong to the phrase;
/// punctuation without words is not a phrase.
fn pause_after(words: &str) -> Option<Pause> {
    let words = words.trim();
    if !words.contains(char::is_alphanumeric) {
        return None;
    }
    match words.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']).chars().next_back()? {
        ',' | ';' | ':' | '–' | '—' => Some(Pause::Short),
        '.' | '!' | '?' | '…' => Some(Pause::Long),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Pause, split_phrases};

    #[track_caller]
    fn check(sentence: &str, expected: &[&str]) {
        let phrases = split_phrases(sentence);
        let texts: Vec<&str> = phrases.iter().map(|phrase| phrase.text).collect();
        assert_eq!(texts, expected);
        assert!(phrases.last().is_none_or(|phrase| phrase.pause == Pause::Long), "{phrases:?}");
    }

    #[test]
    fn phrases_end_at_commas_and_sentence_ends() {
        check(
            "Có kẻ xấu gọi điện, tự xưng là công an.",
            &["Có kẻ xấu gọi điện,", "tự xưng là công an."],
        );
        check("Thời gian: bảy giờ tối thứ sáu.", &["Thời gian:", "bảy giờ tối thứ sáu."]);
        check("Không mất tiền.", &["Không mất tiền."]);
        check("Bà con ơi! Mời bà con!", &["Bà con ơi!", "Mời bà con!"]);
    }

    #[test]
    fn closing_quotes_stay_with_their_words() {
        check("Nó nói “tôi là công an,” rồi xin mã.", &["Nó nói “tôi là công an,”", "rồi xin mã."]);
        check("Bà con nhớ (rất cần), đừng quên.", &["Bà con nhớ (rất cần),", "đừng quên."]);
    }

    #[test]
    fn signs_inside_or_alone_do_not_split() {
        check("Cao 10,5 mét.", &["Cao 10,5 mét."]);
        check("Mang thẻ – mang điện thoại", &["Mang thẻ –", "mang điện thoại"]);
        check("– Dạ, có.", &["– Dạ,", "có."]);
        check("", &[]);
        check("  ", &[]);
        check("Thôi,  ", &["Thôi,"]);
    }

    #[test]
    fn no_word_is_lost() {
        let sentence = "Sáng, trưa, chiều, tối; ngày nào cũng được: cứ đến.";
        let joined: Vec<&str> = split_phrases(sentence).iter().map(|phrase| phrase.text).collect();
        assert_eq!(joined.join(" "), sentence);
    }
}
