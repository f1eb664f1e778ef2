//! `loa speak`: reads written sentences from stdin and prints spoken sentences, one per line.

use std::io::{self, BufRead, BufWriter, Write};

use loa_speech::{Dialect, Lexicon, PieceKind, Profile, Voice};

use crate::cli::args::{DialectWord, ProfileWord, SpeakArgs};
use crate::cli::calibrate::{calibrate, read_text};
use crate::cli::exit::{FAILED, FINE, PROBLEMS};
use crate::cli::terminal::Terminal;
use crate::diag::{Error, Text, Ui};
use crate::pipeline;
use crate::text::fold::nfc;

/// Reads lines from stdin and writes as many to stdout, or measures a pace.
///
/// # Errors
/// If stdin or a file can't be read.
pub fn speak(options: &SpeakArgs, terminal: &Terminal) -> Result<u8, Error> {
    let profile = match options.profile {
        ProfileWord::Broadcast => Profile::Broadcast,
        ProfileWord::Nemo => Profile::Nemo,
    };
    let dialect = match options.dialect {
        DialectWord::North => Dialect::North,
        DialectWord::South => Dialect::South,
    };
    let Some(lexicon) = lexicon(options, terminal)? else { return Ok(PROBLEMS) };
    let Some(voice) = Voice::new(&options.lang, profile, dialect, lexicon) else {
        terminal.say(&Text::new(
            format!("chưa đọc được ngôn ngữ `{}`; dùng `vi` hoặc `en`", options.lang),
            format!("the language `{}` can't be spoken yet; use `vi` or `en`", options.lang),
        ));
        return Ok(FAILED);
    };
    if !options.calibrate.is_empty() || !options.seconds.is_empty() {
        return calibrate(options, &voice, terminal);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().split(b'\n') {
        let line = line.map_err(|cause| {
            Error::io(Text::new("không đọc được đầu vào", "can't read the input"), cause)
        })?;
        let line = String::from_utf8_lossy(&line);
        let line = nfc(line.trim_end_matches('\r'));
        let explain = options.explain.then_some((options.lang.as_str(), terminal.ui));
        // A reader that closes the pipe early needs no more output.
        if write_line(&mut out, &voice, &line, explain).is_err() {
            return Ok(FINE);
        }
    }
    let _ = out.flush();
    Ok(FINE)
}

/// Returns the lexicon of `--lexicon`, or `None` after printing its mistakes.
fn lexicon(options: &SpeakArgs, terminal: &Terminal) -> Result<Option<Lexicon>, Error> {
    let Some(path) = &options.lexicon else { return Ok(Some(Lexicon::new())) };
    let text = read_text(path)?;
    let (lexicon, diags, sources) = pipeline::read_lexicon(&path.to_string_lossy(), &text);
    terminal.diagnostics(&diags, &sources, false);
    Ok((!diags.has_errors()).then_some(lexicon))
}

fn write_line(
    out: &mut impl Write,
    voice: &Voice,
    line: &str,
    explain: Option<(&str, Ui)>,
) -> io::Result<()> {
    let pieces = loa_speech::speak(voice, line);
    writeln!(out, "{}", loa_speech::join_pieces(&pieces, line))?;
    let Some((lang, ui)) = explain else { return Ok(()) };
    for piece in pieces.iter().filter(|piece| piece.kind != PieceKind::Plain) {
        let written = &line[piece.span.clone()];
        write!(out, "    {written}  →  {}  [{:?}: {}]", piece.spoken, piece.kind, piece.rule)?;
        match &piece.ambiguity {
            Some(ambiguity) => writeln!(out, "  (? {})", ambiguity.other)?,
            None => writeln!(out)?,
        }
        if piece.kind == PieceKind::Unknown {
            let words = match ui {
                Ui::Vi => "<cách đọc>",
                Ui::En => "<how it is said>",
            };
            writeln!(out, "    + content/lexicon.{lang}.yaml:  {}: {words}", written.trim())?;
        }
    }
    Ok(())
}
