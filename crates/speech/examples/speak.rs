//! Reads lines from standard input and prints each one as it is spoken.
//!
//!     echo "Họp lúc 7h30 ngày 5/8/2026." | cargo run -p loa-speech --example speak
//!     echo "Call 113 before 7:30 pm." | cargo run -p loa-speech --example speak -- en

use std::error::Error;
use std::io::{self, BufRead, Write};

use loa_speech::{Dialect, Lexicon, Profile, Voice, join_pieces, speak};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let lang = arguments.next().unwrap_or_else(|| "vi".to_owned());
    let profile = match arguments.next().as_deref() {
        Some("nemo") => Profile::Nemo,
        _ => Profile::Broadcast,
    };
    let voice = Voice::new(&lang, profile, Dialect::North, Lexicon::new())
        .ok_or_else(|| format!("`{lang}` is not a supported language"))?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        writeln!(out, "{}", join_pieces(&speak(&voice, &line), &line))?;
    }
    Ok(())
}
