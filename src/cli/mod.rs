//! The command line: arguments, messages, progress bars, exit codes.
//!
//! Knows no stage; it calls `pipeline` and `serve`.

pub mod args;
pub mod audio;
pub mod build;
pub mod calibrate;
pub mod campaigns;
pub mod exit;
pub mod explain;
pub mod new;
pub mod new_campaign;
pub mod quote;
pub mod speak;
pub mod terminal;
pub mod translate;
pub mod write_new;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::cli::args::{Arguments, Command};
use crate::cli::exit::{FAILED, FINE};
use crate::cli::terminal::Terminal;
use crate::diag::{Error, Text, Ui};
use crate::files::clock;

/// Runs the program with these arguments.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let ui = early_ui(&arguments);
    let parsed = match args::parse(&arguments, ui) {
        Ok(parsed) => parsed,
        Err(error) => {
            // clap prints help to stdout and mistakes to stderr.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { FAILED } else { FINE });
        }
    };
    let terminal = Terminal::new(ui);
    let code = dispatch(&parsed, &terminal).unwrap_or_else(|failure| {
        terminal.failure(&failure);
        FAILED
    });
    // A double-click opens a window that closes with the program, so leave time to read.
    if cfg!(windows) && arguments.len() <= 1 {
        terminal.say(&Text::new("Bấm Enter để đóng", "Press Enter to close"));
        let _ = std::io::stdin().read_line(&mut String::new());
    }
    ExitCode::from(code)
}

fn dispatch(parsed: &Arguments, terminal: &Terminal) -> Result<u8, Error> {
    match &parsed.command {
        Command::Build(options) => match &options.campaigns {
            Some(folder) => campaigns::build_campaigns(folder, options, terminal),
            None => build::build(&options.build, terminal),
        },
        Command::Rollback(options) => build::rollback(options, terminal),
        Command::Check(options) => build::check(options, terminal),
        Command::Serve(options) => build::serve(options, terminal),
        Command::New(options) => new::new(options, terminal),
        Command::Speak(options) => speak::speak(options, terminal),
        Command::Script(options) => audio::script(options, terminal),
        Command::Translate(options) => translate::translate(options, terminal),
        Command::Explain { code } => Ok(explain::explain(code.as_deref(), terminal)),
    }
}

/// Finds the language of messages before the arguments are parsed: `--ui`, then `LOA_UI`, then
/// Vietnamese.
fn early_ui(arguments: &[OsString]) -> Ui {
    let words: Vec<String> =
        arguments.iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let typed =
        words.iter().position(|word| word == "--ui").and_then(|at| words.get(at + 1).cloned());
    let typed = typed
        .or_else(|| words.iter().find_map(|word| word.strip_prefix("--ui=").map(str::to_owned)));
    match typed.or_else(|| clock::environment("LOA_UI")).as_deref() {
        Some("en") => Ui::En,
        _ => Ui::Vi,
    }
}
