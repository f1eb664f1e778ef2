//! Unicode questions: normal forms, legacy encodings, slugs, escapes.
//!
//! Knows letters. Knows nothing of pages, files or campaigns.

pub mod encoding;
pub mod escape;
pub mod fingerprint;
pub mod fold;
pub mod html;
pub mod nearest;
