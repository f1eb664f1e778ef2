//! How many bytes of a text a phone downloads.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

/// No page packs better than this, all that pages share aside: more than this many times the budget needn't be tried.
pub const BEST_PACKING: usize = 15;

/// Returns how many bytes travel. This library's best is what hosts' usual zlib reaches at level 6.
pub fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes everything");
    encoder.finish().expect("memory takes everything").len()
}
