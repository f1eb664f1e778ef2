//! The nouns that every stage speaks of: plain values, no YAML, no templates, no disk.

pub mod broadcast;
pub mod campaign;
pub mod content;
pub mod lang;
pub mod plan;
pub mod post;
pub mod progress;
pub mod site;
pub mod tree;
pub mod value;
