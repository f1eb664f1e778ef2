//! loa, the loudspeaker of a commune.

use std::process::ExitCode;

/// A quarter of a large build's time went into asking the system's allocator for small pieces of memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    loa::cli::run(std::env::args_os())
}
