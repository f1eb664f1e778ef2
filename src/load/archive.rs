//! Unpacks zip files: workbooks, documents. Reads no more than a bounded number of bytes out of any.

use std::io::{Cursor, Read};

/// The largest unpacked size of a file, in bytes. A workbook or document of staff has a few
/// megabytes.
pub const LARGEST_UNPACKED: u64 = 64 * 1024 * 1024;

/// The file unpacks to more than [`LARGEST_UNPACKED`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// Unpacks a zip file. Entries that can't be unpacked are left out.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, TooLarge> {
    unpack_of(bytes, &mut { LARGEST_UNPACKED })
}

/// Unpacks a zip file; at most `left` bytes.
pub(crate) fn unpack_of(bytes: &[u8], left: &mut u64) -> Result<Vec<(String, Vec<u8>)>, TooLarge> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Ok(Vec::new()) };
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index(index) else { continue };
        let Ok(name) = entry.name().map(std::borrow::Cow::into_owned) else { continue };
        let mut part = Vec::new();
        // The size in the header of an entry may be wrong.
        let _ = entry.take(*left + 1).read_to_end(&mut part);
        *left = left.checked_sub(part.len() as u64).ok_or(TooLarge)?;
        parts.push((name, part));
    }
    Ok(parts)
}
