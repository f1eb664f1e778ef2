//! loa, the loudspeaker of a commune.

use std::process::ExitCode;

/// The system allocator took a quarter of the time of a large build, for many small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    loa::cli::run(std::env::args_os())
}
