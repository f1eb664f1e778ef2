//! The data files of the Vietnamese rules, and a list that several rules share.

use crate::data::WordList;

/// Lists of words that decide how a number or a sign is read.
pub(super) const TRIGGERS: &str = include_str!("triggers.txt");

/// Tables of units, currencies and time zones.
pub(super) const UNIT_TABLES: &str = include_str!("units.txt");

/// Nouns that take a number as their name.
pub(super) static LABELS: WordList = WordList::new(TRIGGERS, "labels");
