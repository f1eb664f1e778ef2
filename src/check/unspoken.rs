//! Scripts in languages without number words in loa. Wrong number words are worse than none, so
//! figures keep their written form, with a Vietnamese reading beside each. Speakers of these
//! languages can read Vietnamese.

use loa_speech::{Lexicon, Profile, Voice};

use crate::config::Config;
use crate::model::content::Content;
use crate::model::lang::Lang;
use crate::model::site::Reading;

/// The voices of the language of a script.
pub struct ScriptVoice {
    /// The voice of the language.
    pub voice: Voice,
    /// The Vietnamese voice for figures, if the language has no number words.
    pub metadata: Option<Voice>,
}

/// A language whose words `speech` keeps unchanged. It is used for languages that are unknown to
/// `speech`.
const KEPT: &str = "kpm";

/// Returns the voice of a language with the lexicons of the campaign.
pub fn tongue(content: &Content, config: &Config, lang: &Lang) -> ScriptVoice {
    let voice = |tag: &str, lexicon: &Lang| {
        let mut entries = Lexicon::new();
        for entry in content.lexicons.get(lexicon).into_iter().flatten() {
            entries.insert(&entry.written, &entry.said);
        }
        Voice::new(tag, Profile::Broadcast, config.loudspeaker.dialect, entries)
    };
    if let Some(own) = voice(lang.as_str(), lang).filter(Voice::has_numbers) {
        return ScriptVoice { voice: own, metadata: None };
    }
    // The language in which figures are read where a script's own has no words for them.
    let vietnamese = Lang::vietnamese();
    ScriptVoice {
        voice: voice(KEPT, lang).expect("a language that is kept has a voice"),
        metadata: Some(voice(vietnamese.as_str(), &vietnamese).expect("Vietnamese has a voice")),
    }
}

/// Returns the figures of a sentence with their readings. Those that came from data are `known` by their type; what was
/// typed as text is read as it stands, alone.
pub fn readings(text: &str, known: &[Reading], voice: &Voice) -> Vec<Reading> {
    let mut readings = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let rest = &text[start..];
        let typed = known.iter().filter(|reading| rest.starts_with(&reading.written));
        let reading = match typed.max_by_key(|reading| reading.written.len()) {
            Some(reading) => reading.clone(),
            None => {
                let written = &rest[..figure_length(rest)];
                let said = loa_speech::join_pieces(&loa_speech::speak(voice, written), written);
                Reading { written: written.to_owned(), said: said.to_lowercase() }
            }
        };
        from = start + reading.written.len();
        readings.push(reading);
    }
    readings
}

/// Returns the length of the figure at the start of a text: digits with the punctuation between
/// them, and a percent sign.
fn figure_length(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let after = &text[at + c.len_utf8()..];
        let goes_on = after.starts_with(|next: char| next.is_ascii_digit());
        // A space belongs to a figure such as `1900 0368`, but not to two adjacent counts.
        let group = after.bytes().take_while(u8::is_ascii_digit).count();
        let belongs = c.is_ascii_digit()
            || matches!(c, '.' | ',' | ':' | '/' | '-' | '–') && goes_on
            || matches!(c, ' ' | '\u{a0}') && group >= 3;
        if !belongs {
            let sign = text[at..].trim_start_matches([' ', '\u{a0}']);
            if sign.starts_with('%') {
                end = text.len() - sign.len() + 1;
            }
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use loa_speech::{Dialect, Lexicon, Profile, Voice};

    use super::{figure_length, readings};
    use crate::model::site::Reading;

    #[test]
    fn figures_end_where_their_signs_end() {
        for (text, figure) in [
            ("1.046 ma", "1.046"),
            ("20/11/2026, ma", "20/11/2026"),
            ("48,4 % ma", "48,4 %"),
            ("7-10.", "7-10"),
            ("1900 0368.", "1900 0368"),
            ("2 30 ma", "2"),
            ("5", "5"),
        ] {
            assert_eq!(&text[..figure_length(text)], figure);
        }
    }

    #[test]
    fn readings_are_typed_where_they_come_from_data() {
        let voice = Voice::new("vi", Profile::Broadcast, Dialect::North, Lexicon::new())
            .expect("Vietnamese");
        let reading = |written: &str, said: &str| Reading {
            written: written.to_owned(),
            said: said.to_owned(),
        };
        let known = [reading("1.046", "một nghìn không trăm bốn mươi sáu")];
        assert_eq!(
            readings("La 1.046 ma, la 48,4% ma 3.", &known, &voice),
            [
                known[0].clone(),
                reading("48,4%", "bốn mươi tám phẩy bốn phần trăm"),
                reading("3", "ba"),
            ]
        );
        assert_eq!(readings("La ma.", &known, &voice), []);
    }

    proptest::proptest! {
        #[test]
        fn every_figure_is_taken_once_and_in_order(text in "[0-9 .,:/%\u{a0}–a-cđ-]{0,24}") {
            let voice = Voice::new("vi", Profile::Broadcast, Dialect::North, Lexicon::new()).expect("Vietnamese");
            let mut rest = text.as_str();
            for reading in readings(&text, &[], &voice) {
                let at = rest.find(&reading.written).expect("it stands there");
                assert!(!rest[..at].contains(|c: char| c.is_ascii_digit()));
                rest = &rest[at + reading.written.len()..];
            }
            assert!(!rest.contains(|c: char| c.is_ascii_digit()));
        }
    }
}
