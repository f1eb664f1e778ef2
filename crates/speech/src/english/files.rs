//! The data files of the English rules, and lists that several rules share.

use crate::data::WordList;

/// Lists of words that decide how a number is read.
pub(super) const TRIGGERS: &str = include_str!("triggers.txt");

/// Number words and calendar words.
pub(super) const WORDS: &str = include_str!("words.txt");

/// Tables of units and types of streets.
pub(super) const UNIT_TABLES: &str = include_str!("units.txt");

pub(super) static MONTHS: WordList = WordList::new(WORDS, "month");
