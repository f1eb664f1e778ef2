//! plan

pub mod picture;
