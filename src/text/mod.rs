//! Unicode questions: normal forms, legacy encodings, slugs, escapes.
//!
//! Works on letters and words. Knows nothing about pages, files or campaigns.

pub mod encoding;
pub mod escape;
pub mod fingerprint;
pub mod fold;
pub mod html;
pub mod legacy;
pub mod nearest;
