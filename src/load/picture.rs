//! Finds the format and size of a picture from its header.
//!
//! Does not decode pixels. `render` does, and finds damage that only pixels show.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::load::picture_trouble::PictureTrouble;
use crate::load::svg;
use crate::model::content::{LARGEST_OPENED, LARGEST_SIDE, PictureKind};

/// Returns the format of a picture, and its width and height as displayed, after orientation.
///
/// # Errors
/// If the file can't be used as a picture.
pub fn read_header(bytes: &[u8]) -> Result<(PictureKind, u32, u32), PictureTrouble> {
    let kind = find_kind(bytes)?;
    let (width, height) = match kind {
        PictureKind::Jpeg => read_size(bytes, ImageFormat::Jpeg, jpeg_is_whole(bytes))?,
        PictureKind::Png => read_size(bytes, ImageFormat::Png, png_is_whole(bytes))?,
        PictureKind::Webp => read_size(bytes, ImageFormat::WebP, webp_is_whole(bytes))?,
        PictureKind::Svg => svg::read_drawing(bytes)?.size,
    };
    Ok((kind, width, height))
}

/// Finds the format by the first bytes, because file names may be wrong.
fn find_kind(bytes: &[u8]) -> Result<PictureKind, PictureTrouble> {
    let brand = bytes.get(4..12).unwrap_or_default();
    match bytes {
        [] => Err(PictureTrouble::Empty),
        [0xFF, 0xD8, 0xFF, ..] => Ok(PictureKind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Ok(PictureKind::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(PictureKind::Webp),
        [b'G', b'I', b'F', b'8', ..] => Err(PictureTrouble::OtherFormat("GIF")),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => {
            Err(PictureTrouble::OtherFormat("TIFF"))
        }
        [b'%', b'P', b'D', b'F', ..] => Err(PictureTrouble::OtherFormat("PDF")),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Err(PictureTrouble::OtherFormat("BMP")),
        _ if matches!(brand, b"ftypavif" | b"ftypavis") => Err(PictureTrouble::OtherFormat("AVIF")),
        _ if matches!(brand, b"ftypheic" | b"ftypheix" | b"ftypmif1" | b"ftyphevc") => {
            Err(PictureTrouble::OtherFormat("HEIC"))
        }
        _ if svg::is_svg(bytes) => Ok(PictureKind::Svg),
        _ => Err(PictureTrouble::NotAPicture),
    }
}

fn read_size(
    bytes: &[u8],
    format: ImageFormat,
    is_whole: bool,
) -> Result<(u32, u32), PictureTrouble> {
    let damage = if is_whole { PictureTrouble::Broken } else { PictureTrouble::CutOff };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    // This reads only the header. Sizes are checked below, where the message is for staff.
    reader.limits(Limits::no_limits());
    let Ok(mut decoder) = reader.into_decoder() else { return Err(damage) };
    let (stored_width, stored_height) = decoder.dimensions();
    if stored_width == 0 || stored_height == 0 {
        return Err(PictureTrouble::Broken);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let (width, height) = if is_turned(orientation) {
        (stored_height, stored_width)
    } else {
        (stored_width, stored_height)
    };
    let too_large =
        width > LARGEST_SIDE || height > LARGEST_SIDE || decoder.total_bytes() > LARGEST_OPENED;
    if too_large {
        return Err(PictureTrouble::TooLarge(width, height));
    }
    if is_whole { Ok((width, height)) } else { Err(damage) }
}

fn is_turned(orientation: Orientation) -> bool {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => true,
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => false,
    }
}

/// Walks the markers to the end of the picture. Decoders fill a missing end with grey, without an
/// error.
fn jpeg_is_whole(bytes: &[u8]) -> bool {
    const END: u8 = 0xD9;
    const START: u8 = 0xD8;
    let mut at = 0;
    while let Some((marker, after)) = next_marker(bytes, at) {
        at = match marker {
            END => return true,
            START => after,
            // A segment starts with its length. The search for markers skips the data of a scan.
            _ => match bytes.get(after..after + 2) {
                Some(length) => after + usize::from(u16::from_be_bytes([length[0], length[1]])),
                None => return false,
            },
        };
    }
    false
}

/// Returns the next marker of a JPEG and the offset after it.
fn next_marker(bytes: &[u8], from: usize) -> Option<(u8, usize)> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        match *bytes.get(at + 1)? {
            // Fill bytes, a stuffed byte or a restart marker in a scan.
            0xFF => at += 1,
            0x00 | 0x01 | 0xD0..=0xD7 => at += 2,
            marker => return Some((marker, at + 2)),
        }
    }
}

fn png_is_whole(bytes: &[u8]) -> bool {
    let mut at: usize = 8;
    while let Some(head) = bytes.get(at..at.saturating_add(8)) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let end = at.saturating_add(length).saturating_add(12);
        if &head[4..] == b"IEND" {
            return bytes.len() >= end;
        }
        at = end;
    }
    false
}

fn webp_is_whole(bytes: &[u8]) -> bool {
    let length = bytes.get(4..8).map_or(u32::MAX, |length| {
        u32::from_le_bytes([length[0], length[1], length[2], length[3]])
    });
    bytes.len() as u64 >= u64::from(length) + 8
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageFormat};

    use super::read_header;
    use crate::load::picture_trouble::PictureTrouble;
    use crate::model::content::PictureKind;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// Inserts an EXIF block with an orientation after the first two bytes of a JPEG.
    fn turned(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
    }

    #[test]
    fn kinds_and_sizes_are_read() {
        assert_eq!(
            read_header(&picture(30, 20, ImageFormat::Jpeg)),
            Ok((PictureKind::Jpeg, 30, 20))
        );
        assert_eq!(read_header(&picture(30, 20, ImageFormat::Png)), Ok((PictureKind::Png, 30, 20)));
        assert_eq!(
            read_header(&picture(30, 20, ImageFormat::WebP)),
            Ok((PictureKind::Webp, 30, 20))
        );
        assert_eq!(read_header(&picture(1, 1, ImageFormat::Jpeg)), Ok((PictureKind::Jpeg, 1, 1)));
        let drawing = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"/>"#;
        assert_eq!(read_header(drawing), Ok((PictureKind::Svg, 40, 10)));
    }

    #[test]
    fn turned_photos_swap_their_sides() {
        let jpeg = picture(30, 20, ImageFormat::Jpeg);
        for (orientation, expected) in [
            (1, (30, 20)),
            (3, (30, 20)),
            (5, (20, 30)),
            (6, (20, 30)),
            (8, (20, 30)),
            (77, (30, 20)),
        ] {
            let (_, width, height) = read_header(&turned(&jpeg, orientation)).unwrap();
            assert_eq!((width, height), expected, "orientation {orientation}");
        }
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let check = |bytes: &[u8], expected| assert_eq!(read_header(bytes), Err(expected));
        check(b"", PictureTrouble::Empty);
        check("đây không phải ảnh".as_bytes(), PictureTrouble::NotAPicture);
        check(b"<html><script>alert(1)</script></html>", PictureTrouble::NotAPicture);
        check(b"GIF89a\x01\0\x01\0", PictureTrouble::OtherFormat("GIF"));
        check(b"\0\0\0\x18ftypheic\0\0\0\0", PictureTrouble::OtherFormat("HEIC"));
        check(b"%PDF-1.7", PictureTrouble::OtherFormat("PDF"));
        check(b"\xFF\xD8\xFF", PictureTrouble::CutOff);
    }

    #[test]
    fn every_cut_is_noticed() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let bytes = picture(40, 30, format);
            for end in 1..bytes.len() {
                assert!(
                    read_header(&bytes[..end]).is_err(),
                    "{format:?} cut at {end} of {}",
                    bytes.len()
                );
            }
        }
    }

    #[test]
    fn changed_bytes_never_panic() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let bytes = turned(&picture(17, 9, format), 6);
            for at in 0..bytes.len().min(300) {
                for value in [0, 1, 0x7F, 0xD9, 0xFF] {
                    let mut changed = bytes.clone();
                    changed[at] = value;
                    let _ = read_header(&changed);
                }
            }
        }
    }

    #[test]
    fn bombs_are_refused_by_their_header() {
        let with_size = |width: u32, height: u32| {
            let mut png = picture(2, 2, ImageFormat::Png);
            png[16..20].copy_from_slice(&width.to_be_bytes());
            png[20..24].copy_from_slice(&height.to_be_bytes());
            let sum = crc32(&png[12..29]);
            png[29..33].copy_from_slice(&sum.to_be_bytes());
            png
        };
        assert_eq!(
            read_header(&with_size(30_000, 30_000)),
            Err(PictureTrouble::TooLarge(30_000, 30_000))
        );
        assert_eq!(read_header(&with_size(12_001, 1)), Err(PictureTrouble::TooLarge(12_001, 1)));
        assert_eq!(
            read_header(&with_size(12_000, 12_000)),
            Err(PictureTrouble::TooLarge(12_000, 12_000))
        );
        assert_eq!(read_header(&with_size(8660, 5774)), Ok((PictureKind::Png, 8660, 5774)));
        assert!(read_header(&with_size(i32::MAX as u32, i32::MAX as u32)).is_err());
        assert!(read_header(&with_size(0, 5)).is_err());
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
                if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 }
            })
        })
    }
}
