//! The data files of the English rules.

/// Lists of words that decide how a number is read.
pub(super) const TRIGGERS: &str = include_str!("triggers.txt");
