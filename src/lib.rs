//! loa turns one folder of campaign content into three products that always say
//! the same thing: a site, loudspeaker scripts and share cards.
//!
//! The rooms and what each may know are described in `docs/ARCHITECTURE.md`;
//! `tests/tidy.rs` holds the direction of imports.

pub mod check;
pub mod cli;
pub mod config;
pub mod diag;
pub mod files;
pub mod load;
pub mod model;
pub mod pipeline;
pub mod plan;
pub mod publish;
pub mod render;
pub mod serve;
pub mod text;
