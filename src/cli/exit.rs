//! Exit codes.

/// No errors.
pub const FINE: u8 = 0;
/// The content has errors.
pub const PROBLEMS: u8 = 1;
/// The program could not run.
pub const FAILED: u8 = 2;
