//! The size of a text after gzip.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

/// The best compression ratio of a page, without the parts that pages share. Larger texts need not
/// be compressed to know that they exceed a budget.
pub const BEST_PACKING: usize = 15;

/// Returns the size after gzip in bytes. The best level of this library equals level 6 of zlib,
/// which most web servers use.
pub fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes everything");
    encoder.finish().expect("memory takes everything").len()
}
