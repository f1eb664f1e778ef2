//! Encodes the spoken text as SSML 1.1, with paragraphs, sentences, pauses and voices.

use std::ops::Range;

use crate::model::campaign::Pauses;
use crate::model::site::{Script, Sentence};
use crate::render::script::breath::{Pause, split_phrases};
use crate::text::escape::push_escaped;

/// Encodes a script as SSML.
pub fn encode_ssml(script: &Script, pauses: Pauses) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(
        "<speak version=\"1.1\" xmlns=\"http://www.w3.org/2001/10/synthesis\" xml:lang=\"",
    );
    push_text(script.lang.as_str(), &mut out);
    out.push_str("\">\n");
    let voices = voices(script);
    let mut paragraphs =
        script.paragraphs.iter().filter(|paragraph| !paragraph.is_empty()).peekable();
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

/// Returns the speakers in the order of their first lines.
fn voices(script: &Script) -> Vec<&str> {
    let mut voices = Vec::new();
    for voice in script.paragraphs.iter().flatten().filter_map(|sentence| sentence.voice.as_deref())
    {
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
    push_words(sentence, out);
    out.push_str("</s>");
    if variant.is_some() {
        out.push_str("</voice>");
    }
    out.push('\n');
}

/// Writes the words with breaks between the phrases. Rewritten words keep their written form in a
/// `sub` element.
fn push_words(sentence: &Sentence, out: &mut String) {
    let spoken = sentence.spoken.as_str();
    let phrases = split_phrases(spoken);
    let mut from = 0;
    for (at, phrase) in phrases.iter().enumerate() {
        let end =
            from + spoken[from..].find(phrase.text).map_or(0, |start| start + phrase.text.len());
        let is_last = at + 1 == phrases.len();
        // A comma inside a reading belongs to the reading, so there is no break.
        if !is_last
            && sentence
                .rewritten
                .iter()
                .any(|words| words.range.start < end && end < words.range.end)
        {
            continue;
        }
        push_part(sentence, from..end, out);
        from = end;
        if !is_last {
            out.push_str(match phrase.pause {
                Pause::Short => "<break strength=\"weak\"/> ",
                Pause::Long => "<break strength=\"medium\"/> ",
            });
        }
    }
}

/// Writes part of a sentence without the spaces around it.
fn push_part(sentence: &Sentence, part: Range<usize>, out: &mut String) {
    let spoken = sentence.spoken.as_str();
    let mut from = part.end - spoken[part.clone()].trim_start().len();
    let begin = from;
    for words in sentence
        .rewritten
        .iter()
        .filter(|words| begin <= words.range.start && words.range.end <= part.end)
    {
        push_text(&spoken[from..words.range.start], out);
        out.push_str("<sub alias=\"");
        push_text(&spoken[words.range.clone()], out);
        out.push_str("\">");
        push_text(&words.written, out);
        out.push_str("</sub>");
        from = words.range.end;
    }
    push_text(spoken[from..part.end].trim_end(), out);
}

/// Writes text on one line.
fn push_text(text: &str, out: &mut String) {
    push_escaped(out, &text.replace(['\t', '\n', '\r'], " "));
}

#[cfg(test)]
mod tests {
    use roxmltree::{Document, Node};

    use crate::model::campaign::Pauses;
    use crate::model::site::Rewritten;
    use crate::render::script::ssml::encode_ssml;
    use crate::render::script::testing::{dialogue, script};

    const NAMESPACE: &str = "http://www.w3.org/2001/10/synthesis";

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
            encode_ssml(&script, Pauses::default())
                .contains("<s>A &amp; B &lt; C &gt; &quot;D&quot; ]]&gt; xong.</s>")
        );
    }

    #[test]
    fn written_forms_stand_in_for_their_words_and_keep_their_own_breath() {
        let mut script =
            script(&[&["Gọi một chín không không, không ba sáu tám, mở vi en e i đi."]]);
        let sentence = &mut script.paragraphs[0][0];
        let rewritten = |words: &str, written: &str| {
            let start = sentence.spoken.find(words).unwrap();
            Rewritten { range: start..start + words.len(), written: written.to_owned() }
        };
        sentence.rewritten = vec![
            rewritten("một chín không không, không ba sáu tám", "1900 0368"),
            rewritten("vi en e i đi", "VN\"<eID"),
        ];
        let ssml = encode_ssml(&script, Pauses::default());
        let document = Document::parse(&ssml).unwrap();
        let alias = |node: Node<'_, '_>| {
            (node.attribute("alias").unwrap().to_owned(), node.text().unwrap().to_owned())
        };
        let found: Vec<(String, String)> = document
            .descendants()
            .filter(|node| node.has_tag_name((NAMESPACE, "sub")))
            .map(alias)
            .collect();
        let expected =
            [("một chín không không, không ba sáu tám", "1900 0368"), ("vi en e i đi", "VN\"<eID")];
        assert_eq!(found, expected.map(|(words, written)| (words.to_owned(), written.to_owned())));
        assert_eq!(
            document.descendants().filter(|node| node.has_tag_name((NAMESPACE, "break"))).count(),
            1,
            "{ssml}"
        );
    }

    /// SSML 1.1: `speak` contains `p` and `break`; `p` contains `s` and `voice`; `s` contains text,
    /// `break` and `sub`.
    #[test]
    fn elements_stand_where_the_recommendation_lets_them() {
        let script = script(&[&["Chào bà con, chào cả nhà.", "Hết."], &["Cảm ơn & <tạm biệt>."]]);
        for ssml in [
            encode_ssml(&script, Pauses::default()),
            encode_ssml(&dialogue(&[("Hỏi", "Ai, ai?"), ("Đáp", "Tôi.")]), Pauses::default()),
        ] {
            let document = Document::parse(&ssml).unwrap();
            let root = document.root_element();
            assert!(
                root.has_tag_name((NAMESPACE, "speak")) && root.attribute("version") == Some("1.1")
            );
            assert_eq!(
                root.attribute(("http://www.w3.org/XML/1998/namespace", "lang")),
                Some("vi")
            );
            for node in root.descendants().filter(|node| node.is_element() && *node != root) {
                let parent = node.parent().unwrap().tag_name().name();
                let fits = match node.tag_name().name() {
                    "p" => parent == "speak",
                    "voice" => parent == "p" && node.attribute("variant").is_some(),
                    "s" => matches!(parent, "p" | "voice"),
                    "break" => matches!(parent, "speak" | "s") && !node.has_children(),
                    "sub" => parent == "s" && node.attribute("alias").is_some(),
                    _ => false,
                };
                assert!(fits, "<{}> in <{parent}>\n{ssml}", node.tag_name().name());
            }
        }
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
