//! Reads any text with every voice. The pieces cover the text, the spoken text contains nothing
//! unspeakable, and normalizing it again doesn't change it.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use loa_speech::{
    Dialect, Lexicon, PieceKind, Profile, Voice, count_syllables, find_unspeakable, join_pieces, speak, split_sentences,
};

static VOICES: LazyLock<Vec<Voice>> = LazyLock::new(|| {
    let kinds = [
        ("vi", Profile::Broadcast, Dialect::North),
        ("vi", Profile::Broadcast, Dialect::South),
        ("vi", Profile::Nemo, Dialect::North),
        ("en", Profile::Broadcast, Dialect::North),
        ("kpm", Profile::Broadcast, Dialect::North),
    ];
    kinds
        .into_iter()
        .filter_map(|(lang, profile, dialect)| Voice::new(lang, profile, dialect, Lexicon::new()))
        .collect()
});

fuzz_target!(|text: &str| {
    for range in split_sentences(text) {
        assert!(!text[range].trim().is_empty());
    }
    for voice in VOICES.iter() {
        let pieces = speak(voice, text);
        let mut at = 0;
        for piece in &pieces {
            assert_eq!(piece.span.start, at);
            assert!(text.is_char_boundary(piece.span.end));
            at = piece.span.end;
        }
        assert_eq!(at, text.len());
        let said = join_pieces(&pieces, text);
        let _ = count_syllables(&said);
        let marked = pieces.iter().any(|piece| piece.kind == PieceKind::Marked);
        if marked || !voice.has_numbers() {
            continue;
        }
        assert!(find_unspeakable(&said).is_empty());
        assert_eq!(join_pieces(&speak(voice, &said), &said), said);
    }
});
