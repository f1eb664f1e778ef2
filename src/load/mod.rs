//! load

pub mod picture;
mod svg;
