//! loa, the loudspeaker of a commune.

use std::process::ExitCode;

fn main() -> ExitCode {
    loa::cli::run(std::env::args_os())
}
