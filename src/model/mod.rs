//! The nouns of all stages: plain values, without YAML, templates or disk.

pub mod broadcast;
pub mod broadcast_slot;
pub mod calendar;
pub mod campaign;
pub mod content;
pub mod file_form;
pub mod format;
pub mod lang;
pub mod plan;
pub mod post;
pub mod progress;
pub mod reference;
pub mod site;
pub mod spanned;
pub mod strings;
pub mod tables;
pub mod tree;
pub mod value;
