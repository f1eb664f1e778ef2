//! The readings in README.md are what the crate returns.

use loa_speech::{Dialect, Lexicon, Profile, Voice, join_pieces, speak};

#[test]
fn the_table_of_the_readme_is_true() {
    let voices = ["vi", "en"].map(|lang| {
        Voice::new(lang, Profile::Broadcast, Dialect::North, Lexicon::new()).expect("a voice")
    });
    let mut count = 0;
    for line in include_str!("../README.md").lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [kind, written, spoken] = cells[..] else { continue };
        if kind == "kind" || kind.starts_with("---") {
            continue;
        }
        let voice = &voices[usize::from(kind.starts_with("English"))];
        let written = written.trim_matches('`');
        assert_eq!(join_pieces(&speak(voice, written), written), spoken, "{written}");
        count += 1;
    }
    assert!(count >= 20);
}
