//! `loa speak`: written sentences in, spoken sentences out, a line each.

use std::io::{self, BufRead, BufWriter, Write};

use crate::cli::args::{DialectWord, ProfileWord, SpeakArgs};
use crate::cli::out::Terminal;
use crate::cli::{FAILED, FINE};
use crate::diag::{Failure, Text};
use crate::speech::{self, Dialect, Kind, Lexicon, Profile, Voice};
use crate::text::fold::nfc;

/// Reads lines from stdin and writes as many to stdout.
///
/// # Errors
/// When stdin can't be read.
pub fn speak(options: &SpeakArgs, terminal: &Terminal) -> Result<u8, Failure> {
    let profile = match options.profile {
        ProfileWord::Broadcast => Profile::Broadcast,
        ProfileWord::Nemo => Profile::Nemo,
    };
    let dialect = match options.dialect {
        DialectWord::North => Dialect::North,
        DialectWord::South => Dialect::South,
    };
    let Some(voice) = Voice::new(&options.lang, profile, dialect, Lexicon::empty()) else {
        terminal.say(&Text::new(
            format!("chưa đọc được ngôn ngữ `{}`; dùng `vi` hoặc `en`", options.lang),
            format!("the language `{}` can't be spoken yet; use `vi` or `en`", options.lang),
        ));
        return Ok(FAILED);
    };
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().split(b'\n') {
        let line =
            line.map_err(|cause| Failure::io(Text::new("không đọc được đầu vào", "can't read the input"), cause))?;
        let line = String::from_utf8_lossy(&line);
        let line = nfc(line.trim_end_matches('\r'));
        // A reader that stopped listening has what it wanted.
        if write_line(&mut out, &voice, &line, options.explain).is_err() {
            return Ok(FINE);
        }
    }
    let _ = out.flush();
    Ok(FINE)
}

fn write_line(out: &mut impl Write, voice: &Voice, line: &str, explain: bool) -> io::Result<()> {
    let pieces = speech::speak(voice, line);
    writeln!(out, "{}", speech::spoken_text(&pieces, line))?;
    if !explain {
        return Ok(());
    }
    for piece in pieces.iter().filter(|piece| piece.kind != Kind::Plain) {
        write!(out, "    {}  →  {}  [{:?}: {}]", &line[piece.span.clone()], piece.spoken, piece.kind, piece.rule)?;
        match &piece.doubt {
            Some(doubt) => writeln!(out, "  (? {})", doubt.other)?,
            None => writeln!(out)?,
        }
    }
    Ok(())
}
