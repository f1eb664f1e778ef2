//! Prepares a short announcement: a custom reading, a typed value, and the time that it takes.
//!
//!     cargo run -p loa-speech --example announce

use std::error::Error;
use std::io::{self, Write};

use loa_speech::{
    Dialect, Lexicon, Pace, Profile, SpokenValue, Voice, count_syllables, estimate_duration,
    find_unspeakable, join_pieces, speak, speak_value, split_sentences,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut lexicon = Lexicon::new();
    lexicon.insert("NVH", "nhà văn hóa");
    let voice = Voice::new("vi", Profile::Broadcast, Dialect::South, lexicon)
        .ok_or("Vietnamese is not supported")?;

    let fee = speak_value(&voice, &SpokenValue::MoneyVnd(30_000));
    let text = format!("Mời bà con đến NVH thôn 2 lúc 7h30 ngày 5/8/2026. Lệ phí là {fee}.");
    let spoken = join_pieces(&speak(&voice, &text), &text);
    assert!(find_unspeakable(&spoken).is_empty());

    let mut out = io::stdout().lock();
    for sentence in split_sentences(&spoken) {
        writeln!(out, "{}", &spoken[sentence])?;
    }
    let duration = estimate_duration(&Pace::default(), &[&spoken]);
    let syllables = count_syllables(&spoken);
    writeln!(out, "{syllables} syllables, {} seconds", duration.as_secs())?;
    Ok(())
}
