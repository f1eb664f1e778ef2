//! SSML 1.1: the spoken text for speech programs, with paragraphs, sentences, pauses and voices.

use crate::model::campaign::Pauses;
use crate::model::site::{Script, Sentence};
use crate::render::script::breath::{Pause, split_phrases};

/// Writes a script as SSML.
pub fn encode_ssml(script: &Script, pauses: Pauses) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<speak version=\"1.1\" xmlns=\"http://www.w3.org/2001/10/synthesis\" xml:lang=\"");
    push_escaped(script.lang.as_str(), &mut out);
    out.push_str("\">\n");
    let voices = voices(script);
    let mut paragraphs = script.paragraphs.iter().filter(|paragraph| !paragraph.is_empty()).peekable();
    while let Some(paragraph) = paragraphs.next() {
        out.push_str("  <p>\n");
        for sentence in paragraph {
            push_sentence(sentence, &voices, &mut out);
        }
        out.push_str("  </p>\n");
        if paragraphs.peek().is_some() {
            out.push_str(&format!("  <break time=\"{}ms\"/>\n", pauses.paragraph));
        }
    }
    out.push_str("</speak>\n");
    out
}

/// Returns the speakers in the order in which they first speak.
fn voices(script: &Script) -> Vec<&str> {
    let mut voices = Vec::new();
    for voice in script.paragraphs.iter().flatten().filter_map(|sentence| sentence.voice.as_deref()) {
        if !voices.contains(&voice) {
            voices.push(voice);
        }
    }
    voices
}

fn push_sentence(sentence: &Sentence, voices: &[&str], out: &mut String) {
    out.push_str("    ");
    let variant = voices.iter().position(|voice| sentence.voice.as_deref() == Some(voice));
    if let Some(variant) = variant {
        out.push_str(&format!("<voice variant=\"{}\">", variant + 1));
    }
    out.push_str("<s>");
    let phrases = split_phrases(&sentence.spoken);
    for (at, phrase) in phrases.iter().enumerate() {
        push_escaped(phrase.text, out);
        if at + 1 < phrases.len() {
            out.push_str(match phrase.pause {
                Pause::Short => "<break strength=\"weak\"/> ",
                Pause::Long => "<break strength=\"medium\"/> ",
            });
        }
    }
    out.push_str("</s>");
    if variant.is_some() {
        out.push_str("</voice>");
    }
    out.push('\n');
}

/// Writes text so that XML holds it; characters that XML can't hold at all are left out.
fn push_escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::campaign::Pauses;
    use crate::render::script::ssml::encode_ssml;
    use crate::render::script::testing::{dialogue, script};

    #[test]
    fn paragraphs_sentences_and_pauses() {
        let script = script(&[&["Kính thưa bà con."], &["Không đọc mã, không bấm.", "Cảm ơn."]]);
        assert_eq!(
            encode_ssml(&script, Pauses::default()),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <speak version=\"1.1\" xmlns=\"http://www.w3.org/2001/10/synthesis\" xml:lang=\"vi\">\n\
             \x20 <p>\n    <s>Kính thưa bà con.</s>\n  </p>\n\
             \x20 <break time=\"1000ms\"/>\n\
             \x20 <p>\n    <s>Không đọc mã,<break strength=\"weak\"/> không bấm.</s>\n    <s>Cảm ơn.</s>\n  </p>\n\
             </speak>\n"
        );
    }

    #[test]
    fn signs_of_xml_end_as_letters() {
        let script = script(&[&["A & B < C > \"D\" ]]> \u{0}\u{b}\u{ffff}xong."]]);
        assert!(
            encode_ssml(&script, Pauses::default()).contains("<s>A &amp; B &lt; C &gt; &quot;D&quot; ]]&gt; xong.</s>")
        );
    }

    #[test]
    fn every_speaker_has_a_voice() {
        let ssml = encode_ssml(
            &dialogue(&[("Hỏi", "Có mất tiền không?"), ("Đáp", "Không."), ("Hỏi", "Thật à?")]),
            Pauses::default(),
        );
        assert!(ssml.contains("<voice variant=\"1\"><s>Có mất tiền không?</s></voice>"));
        assert!(ssml.contains("<voice variant=\"2\"><s>Không.</s></voice>"));
        assert!(ssml.contains("<voice variant=\"1\"><s>Thật à?</s></voice>"));
        assert!(!ssml.contains("Hỏi"), "a speaker's name isn't said");
    }
}
