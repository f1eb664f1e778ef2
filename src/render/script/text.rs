//! The plain spoken text for teleprompters, messages and speech programs: one phrase per line, and
//! a blank line between paragraphs.

use crate::model::site::Script;
use crate::render::script::breath::split_phrases;

/// Returns the spoken text. In a dialogue the name of the speaker precedes the first of their
/// lines.
pub fn spoken_text(script: &Script) -> String {
    let mut text = String::new();
    let mut voice = None;
    for paragraph in script.paragraphs.iter().filter(|paragraph| !paragraph.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        for sentence in paragraph {
            if let Some(speaker) = sentence.voice.as_deref().filter(|_| sentence.voice != voice) {
                text.push_str(speaker);
                text.push_str(": ");
            }
            voice.clone_from(&sentence.voice);
            for phrase in split_phrases(&sentence.spoken) {
                text.push_str(phrase.text);
                text.push('\n');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use crate::render::script::testing::{dialogue, script};
    use crate::render::script::text::spoken_text;

    #[test]
    fn one_phrase_a_line_and_a_blank_line_between_paragraphs() {
        let script =
            script(&[&["Kính thưa bà con."], &["Không đọc mã, không bấm.", "Xin nhắc lại."]]);
        assert_eq!(
            spoken_text(&script),
            "Kính thưa bà con.\n\nKhông đọc mã,\nkhông bấm.\nXin nhắc lại.\n"
        );
    }

    #[test]
    fn speakers_are_named_where_they_change() {
        let script = dialogue(&[
            ("Hỏi", "Có mất tiền không?"),
            ("Đáp", "Không mất tiền."),
            ("Đáp", "Bà con cứ đến."),
        ]);
        assert_eq!(
            spoken_text(&script),
            "Hỏi: Có mất tiền không?\nĐáp: Không mất tiền.\nBà con cứ đến.\n"
        );
    }
}
