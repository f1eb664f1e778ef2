//! Pictures for phones: rotated, scaled down, and without camera metadata.
//!
//! The plan decides sizes and formats. `load` has already refused files that are too large or not
//! pictures.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::{Arc, Mutex, PoisonError};

use fast_image_resize::{ResizeOptions, Resizer};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType};

use crate::diag::Diagnostic;
use crate::diag::Text;
use crate::files::cache::Cache;
use crate::model::content::{LARGEST_OPENED, LARGEST_SIDE, PictureKind};
use crate::model::plan::{Variant, VariantFormat};
use crate::model::reference::PictureId;
use crate::model::site::{Picture, Site};
use crate::text::fingerprint::{Fingerprint, FingerprintBuilder};

/// Rendered pictures of a folder that several campaigns extend. Rendering the same pixels a
/// thousand times would take longer than all other work.
#[derive(Default)]
pub struct ImageCache {
    made: Mutex<BTreeMap<[u8; 32], Outputs>>,
}

/// Thumbnails of one run: a photo is in the lists of all its topics and languages.
#[derive(Default)]
pub struct Thumbnails {
    made: Mutex<BTreeMap<PictureId, Option<String>>>,
}

impl Thumbnails {
    /// Returns the thumbnail of a photo, and makes it if it is not known.
    pub fn get_or_make(
        &self,
        id: PictureId,
        make: impl FnOnce() -> Option<String>,
    ) -> Option<String> {
        let known = self.made.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned();
        if let Some(known) = known {
            return known;
        }
        let made = make();
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(id, made.clone());
        made
    }
}

/// The bytes of all variants of a picture.
type Outputs = Arc<Vec<Vec<u8>>>;

impl ImageCache {
    /// Renders the variants of a shared picture, or returns them from this cache.
    ///
    /// # Errors
    ///
    /// Returns a fault if the pixels can't be decoded.
    pub fn render(
        &self,
        cache: &dyn Cache,
        site: &Site,
        id: PictureId,
        variants: &[Variant],
    ) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
        // The picture determines the variants, so they are not part of the key.
        let mark = *blake3::hash(&site.pictures[id.0].bytes).as_bytes();
        let known = self.made.lock().unwrap_or_else(PoisonError::into_inner).get(&mark).cloned();
        if let Some(outputs) = known {
            return Ok(outputs.to_vec());
        }
        let outputs = render_picture(cache, site, id, variants)?;
        self.made
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(mark, Arc::new(outputs.clone()));
        Ok(outputs)
    }
}

/// Renders the variants of a picture, in their order.
///
/// # Errors
///
/// Returns a fault if the pixels can't be decoded.
pub fn render_picture(
    cache: &dyn Cache,
    site: &Site,
    picture: PictureId,
    variants: &[Variant],
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    let picture = &site.pictures[picture.0];
    let format = match picture.kind {
        PictureKind::Svg => return Ok(variants.iter().map(|_| picture.bytes.to_vec()).collect()),
        PictureKind::Jpeg => ImageFormat::Jpeg,
        PictureKind::Png => ImageFormat::Png,
        PictureKind::Webp => ImageFormat::WebP,
    };
    // For so few pixels, encoding is faster than a cache lookup.
    let is_small = u64::from(picture.width) * u64::from(picture.height) <= SMALL;
    if is_small {
        return make_variants(picture, format, variants);
    }
    let of = FingerprintBuilder::new("picture")
        .with(format!("{format:?}").as_bytes())
        .with(&picture.bytes);
    let keys: Vec<Fingerprint> = variants
        .iter()
        .map(|variant| of.clone().with(format!("{variant:?}").as_bytes()).finish())
        .collect();
    // The photo is decoded for all variants or for none.
    if let Some(outputs) = keys.iter().map(|key| cache.find(key)).collect() {
        return Ok(outputs);
    }
    let outputs = make_variants(picture, format, variants)?;
    for (key, bytes) in keys.iter().zip(&outputs) {
        cache.keep(key, bytes);
    }
    Ok(outputs)
}

/// Pictures with at most this many pixels are not cached.
const SMALL: u64 = 128 * 128;

fn make_variants(
    picture: &Picture,
    format: ImageFormat,
    variants: &[Variant],
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    let original = open(&picture.bytes, format).ok_or_else(|| broken(picture))?;
    let mut outputs = Vec::new();
    let mut made: Option<(u32, DynamicImage)> = None;
    for variant in variants {
        // The plan lists the formats of one width next to each other.
        let resized = match made.take() {
            Some((width, resized)) if width == variant.width => resized,
            _ => original.resized(variant.width).ok_or_else(|| broken(picture))?,
        };
        outputs.push(encode(&resized, variant.format).ok_or_else(|| broken(picture))?);
        made = Some((variant.width, resized));
    }
    Ok(outputs)
}

fn broken(picture: &Picture) -> Box<Diagnostic> {
    Diagnostic::error(
        "picture-unreadable",
        None,
        Text::new(
            format!("ảnh «{}» bị hỏng, không mở được; hãy chép lại ảnh gốc", picture.path),
            format!(
                "the picture `{}` is broken and can't be opened; copy the original again",
                picture.path
            ),
        ),
    )
}

/// A picture as stored by the camera, with the orientation to apply.
struct Original {
    stored: DynamicImage,
    orientation: Orientation,
}

fn open(bytes: &[u8], format: ImageFormat) -> Option<Original> {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(LARGEST_OPENED);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    if decoder.total_bytes() > LARGEST_OPENED {
        return None;
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Some(Original { stored: DynamicImage::from_decoder(decoder).ok()?, orientation })
}

impl Original {
    /// Returns the upright picture at a width, with 8 bits per channel. Keeps the alpha channel
    /// only if some pixel is transparent.
    fn resized(&self, width: u32) -> Option<DynamicImage> {
        let (stored_width, stored_height) = (self.stored.width(), self.stored.height());
        let is_turned = match self.orientation {
            Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH => true,
            Orientation::NoTransforms
            | Orientation::Rotate180
            | Orientation::FlipHorizontal
            | Orientation::FlipVertical => false,
        };
        // The rotation comes last, when the picture is small.
        let (across, down) = if is_turned {
            (scaled(stored_width, width, stored_height), width)
        } else {
            (width, scaled(stored_height, width, stored_width))
        };
        let mut resized = DynamicImage::new(across, down, self.stored.color());
        // Lanczos3 with premultiplied alpha, so that edges do not darken.
        Resizer::new().resize(&self.stored, &mut resized, &ResizeOptions::new()).ok()?;
        let mut resized = if resized.color().has_alpha() {
            let with_alpha = resized.into_rgba8();
            let is_opaque = with_alpha.pixels().all(|pixel| pixel.0[3] == u8::MAX);
            let with_alpha = DynamicImage::ImageRgba8(with_alpha);
            if is_opaque { DynamicImage::ImageRgb8(with_alpha.into_rgb8()) } else { with_alpha }
        } else {
            DynamicImage::ImageRgb8(resized.into_rgb8())
        };
        resized.apply_orientation(self.orientation);
        Some(resized)
    }
}

/// Returns `side` × `numerator` / `denominator`, rounded, at least 1.
fn scaled(side: u32, numerator: u32, denominator: u32) -> u32 {
    let (side, numerator, denominator) =
        (u64::from(side), u64::from(numerator), u64::from(denominator.max(1)));
    let rounded = (side * numerator + denominator / 2) / denominator;
    u32::try_from(rounded).unwrap_or(u32::MAX).max(1)
}

/// Encodes only the pixels: no EXIF, no GPS position, no thumbnail, no colour profile.
fn encode(picture: &DynamicImage, format: VariantFormat) -> Option<Vec<u8>> {
    match format {
        VariantFormat::Jpeg => encode_jpeg(picture),
        VariantFormat::Webp => encode_webp(picture),
        VariantFormat::Png => encode_png(picture),
        VariantFormat::Svg => unreachable!("the plan gives SVG only to drawings"),
    }
}

/// Photos are encoded with the first quality whose result fits [`most_bytes`], or with the last one.
const QUALITIES: [u8; 5] = [75, 65, 55, 45, 35];

/// Returns how many bytes a photo should take: about 7 kB at 320 × 240 pixels and 16 kB at
/// 480 × 360, so that a page with one photo stays below 25 kB.
pub(super) fn most_bytes(width: u32, height: u32) -> usize {
    const PIXELS_PER_BYTE: usize = 11;
    /// The tables of a JPEG alone take half of this.
    const LEAST: usize = 1_200;
    (width as usize * height as usize / PIXELS_PER_BYTE).max(LEAST)
}

/// Encodes a photo with decreasing quality until it fits.
fn encode_to_fit(
    picture: &DynamicImage,
    encode: impl Fn(u8) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let most = most_bytes(picture.width(), picture.height());
    let mut bytes = Vec::new();
    for quality in QUALITIES {
        bytes = encode(quality)?;
        if bytes.len() <= most {
            break;
        }
    }
    Some(bytes)
}

fn encode_jpeg(picture: &DynamicImage) -> Option<Vec<u8>> {
    let on_paper = on_white(picture);
    encode_to_fit(picture, |quality| encode_jpeg_at(&on_paper, quality))
}

fn encode_jpeg_at(picture: &RgbImage, quality: u8) -> Option<Vec<u8>> {
    let (width, height) =
        (u16::try_from(picture.width()).ok()?, u16::try_from(picture.height()).ok()?);
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder.encode(picture.as_raw(), width, height, ColorType::Rgb).ok()?;
    Some(bytes)
}

/// Composes a picture on a white background, because JPEG has no transparency.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let DynamicImage::ImageRgba8(with_alpha) = picture else { return picture.to_rgb8() };
    let laid = |value: u8, alpha: u8| {
        let (value, alpha) = (u16::from(value), u16::from(alpha));
        u8::try_from((value * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
    };
    RgbImage::from_fn(with_alpha.width(), with_alpha.height(), |x, y| {
        let [red, green, blue, alpha] = with_alpha.get_pixel(x, y).0;
        Rgb([laid(red, alpha), laid(green, alpha), laid(blue, alpha)])
    })
}

fn encode_webp(picture: &DynamicImage) -> Option<Vec<u8>> {
    encode_to_fit(picture, |quality| encode_webp_at(picture, f32::from(quality)))
}

fn encode_webp_at(picture: &DynamicImage, quality: f32) -> Option<Vec<u8>> {
    let (width, height) = (picture.width(), picture.height());
    let encoded = match picture {
        DynamicImage::ImageRgba8(with_alpha) => {
            webp::Encoder::from_rgba(with_alpha, width, height).encode_simple(false, quality)
        }
        other => {
            webp::Encoder::from_rgb(&other.to_rgb8(), width, height).encode_simple(false, quality)
        }
    };
    encoded.ok().map(|memory| memory.to_vec())
}

fn encode_png(picture: &DynamicImage) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive);
    picture.write_with_encoder(encoder).ok()?;
    Some(bytes)
}

/// Encodes RGBA pixels as RGB PNG, which is smaller. `None` if any pixel is transparent.
#[cfg(feature = "paper")]
pub(super) fn encode_opaque(width: u32, height: u32, pixels: &[u8]) -> Option<Vec<u8>> {
    /// Text and drawings compress best without a filter. A larger result contains a photo.
    const HAS_PHOTO: usize = 150_000;
    let (pixels, rest) = pixels.as_chunks::<4>();
    if !rest.is_empty() || pixels.iter().any(|pixel| pixel[3] != u8::MAX) {
        return None;
    }
    let plain = pixels.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect();
    let picture = DynamicImage::ImageRgb8(RgbImage::from_raw(width, height, plain)?);
    let encode = |filter| {
        let mut bytes = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, filter);
        picture.write_with_encoder(encoder).ok().map(|()| bytes)
    };
    let bytes = encode(FilterType::NoFilter)?;
    if bytes.len() <= HAS_PHOTO {
        return Some(bytes);
    }
    encode(FilterType::Adaptive).filter(|other| other.len() < bytes.len()).or(Some(bytes))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::sync::Arc;

    use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

    use super::render_picture;
    use crate::diag::Diagnostic;
    use crate::files::cache::NoCache;
    use crate::model::content::PictureKind;
    use crate::model::plan::{Variant, VariantFormat};
    use crate::model::reference::PictureId;
    use crate::model::site::{Picture, Site};

    const JPEG: VariantFormat = VariantFormat::Jpeg;
    const WEBP: VariantFormat = VariantFormat::Webp;
    const PNG: VariantFormat = VariantFormat::Png;

    fn render(
        bytes: &[u8],
        kind: PictureKind,
        variants: &[(u32, VariantFormat)],
    ) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
        let picture = Picture {
            path: "content/pictures/a.jpg".to_owned(),
            bytes: Arc::from(bytes),
            kind,
            width: 1,
            height: 1,
            is_used: true,
        };
        let site = Site { pictures: vec![picture], ..Site::default() };
        let variants: Vec<Variant> = variants
            .iter()
            .map(|(width, format)| Variant { width: *width, format: *format })
            .collect();
        render_picture(&NoCache, &site, PictureId(0), &variants)
    }

    fn write(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// Red on the left, blue on the right.
    fn flag(width: u32, height: u32) -> DynamicImage {
        let colour = |x| if x < width / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) };
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, _| colour(x)))
    }

    /// Inserts an EXIF block with an orientation, a remark and a position after the first two bytes
    /// of a JPEG.
    fn noted(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x03\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        exif.extend([orientation, 0, 0, 0]);
        exif.extend(b"\x0E\x01\x02\0\x10\0\0\0\x32\0\0\0\x25\x88\x04\0\x01\0\0\0\x42\0\0\0\0\0\0\0LANGAU-GPS-MARK\0");
        exif.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
    }

    fn is_reddish(picture: &DynamicImage, x: u32, y: u32) -> bool {
        let [red, _, blue] = picture.to_rgb8().get_pixel(x, y).0;
        red > 200 && blue < 60
    }

    fn holds(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|window| window == part)
    }

    #[test]
    fn sizes_and_formats_are_as_planned() {
        let photo = write(&flag(800, 600), ImageFormat::Jpeg);
        let outputs = render(
            &photo,
            PictureKind::Jpeg,
            &[(320, JPEG), (320, WEBP), (640, JPEG), (640, WEBP)],
        )
        .unwrap();
        let expected = [
            (ImageFormat::Jpeg, 320, 240),
            (ImageFormat::WebP, 320, 240),
            (ImageFormat::Jpeg, 640, 480),
            (ImageFormat::WebP, 640, 480),
        ];
        for (output, (format, width, height)) in outputs.iter().zip(expected) {
            assert_eq!(image::guess_format(output).unwrap(), format);
            let opened = image::load_from_memory(output).unwrap();
            assert_eq!((opened.width(), opened.height()), (width, height));
            assert!(is_reddish(&opened, 10, 10) && !is_reddish(&opened, width - 10, 10));
        }
    }

    #[test]
    fn turned_photos_come_out_upright_and_without_notes() {
        // Orientation 6: the left edge of the stored picture is the top of the shown picture.
        let photo = noted(&write(&flag(80, 40), ImageFormat::Jpeg), 6);
        assert!(holds(&photo, b"LANGAU-GPS-MARK"));
        let outputs = render(&photo, PictureKind::Jpeg, &[(40, JPEG), (20, WEBP)]).unwrap();
        for (output, (width, height)) in outputs.iter().zip([(40, 80), (20, 40)]) {
            let opened = image::load_from_memory(output).unwrap();
            assert_eq!((opened.width(), opened.height()), (width, height));
            assert!(
                is_reddish(&opened, width / 2, 2) && !is_reddish(&opened, width / 2, height - 3)
            );
            for note in [b"Exif".as_slice(), b"EXIF", b"LANGAU", b"ICC_PROFILE", b"http"] {
                assert!(!holds(output, note), "{}", String::from_utf8_lossy(note));
            }
        }
        let mirrored = noted(&write(&flag(80, 40), ImageFormat::Jpeg), 2);
        let outputs = render(&mirrored, PictureKind::Jpeg, &[(80, JPEG)]).unwrap();
        assert!(is_reddish(&image::load_from_memory(&outputs[0]).unwrap(), 75, 20));
    }

    #[test]
    fn transparency_is_kept_and_its_colour_does_not_bleed() {
        // The inside is green; the transparent border is red, which must never show.
        let inside = |x: u32| (16..48).contains(&x);
        let drawing = RgbaImage::from_fn(64, 64, |x, y| {
            if inside(x) && inside(y) { Rgba([0, 200, 0, 255]) } else { Rgba([255, 0, 0, 0]) }
        });
        let drawing = write(&DynamicImage::ImageRgba8(drawing), ImageFormat::Png);
        let outputs =
            render(&drawing, PictureKind::Png, &[(32, PNG), (32, WEBP), (32, JPEG)]).unwrap();
        let small = image::load_from_memory(&outputs[0]).unwrap();
        assert!(small.color().has_alpha());
        for pixel in small.to_rgba8().pixels() {
            assert!(pixel.0[3] == 0 || pixel.0[0] == 0, "red bleeds: {pixel:?}");
        }
        assert_eq!(small.to_rgba8().get_pixel(16, 16).0, [0, 200, 0, 255]);
        assert!(image::load_from_memory(&outputs[1]).unwrap().color().has_alpha());
        // JPEG gets a white background.
        let on_paper = image::load_from_memory(&outputs[2]).unwrap().to_rgb8();
        assert!(on_paper.get_pixel(1, 1).0.iter().all(|value| *value > 245));
    }

    #[test]
    fn every_kind_of_pixel_is_read() {
        let pictures = [
            DynamicImage::new_luma8(9, 5),
            DynamicImage::new_luma_a8(9, 5),
            DynamicImage::new_luma16(9, 5),
            DynamicImage::new_rgb16(9, 5),
            DynamicImage::new_rgba16(9, 5),
        ];
        for picture in pictures {
            let bytes = write(&picture, ImageFormat::Png);
            let outputs = render(&bytes, PictureKind::Png, &[(9, PNG), (4, WEBP)]).unwrap();
            assert!(
                outputs.iter().all(|output| image::load_from_memory(output).is_ok()),
                "{:?}",
                picture.color()
            );
        }
    }

    #[test]
    fn smallest_and_thinnest_pictures_work() {
        for (width, height) in [(1, 1), (1, 300), (300, 1)] {
            let photo = write(&flag(width, height), ImageFormat::Jpeg);
            let outputs =
                render(&photo, PictureKind::Jpeg, &[(width.min(20), JPEG), (width.min(20), WEBP)])
                    .unwrap();
            assert!(outputs.iter().all(|output| image::load_from_memory(output).is_ok()));
        }
    }

    #[test]
    fn broken_bytes_are_a_fault_not_a_panic() {
        let photo = write(&flag(64, 48), ImageFormat::Png);
        for end in [0, 8, 40, photo.len() / 2] {
            let fault = render(&photo[..end], PictureKind::Png, &[(32, PNG)]).unwrap_err();
            assert_eq!(fault.code, "picture-unreadable");
            assert!(fault.text.vi.contains("content/pictures/a.jpg"));
        }
        for (format, kind) in [
            (ImageFormat::Jpeg, PictureKind::Jpeg),
            (ImageFormat::Png, PictureKind::Png),
            (ImageFormat::WebP, PictureKind::Webp),
        ] {
            let bytes = write(&flag(33, 21), format);
            for at in (0..bytes.len()).step_by(3) {
                let mut changed = bytes.clone();
                changed[at] ^= 0x55;
                let _ = render(&changed, kind, &[(16, JPEG)]);
            }
        }
    }

    #[test]
    fn photos_get_lighter_until_they_fit() {
        // Grain over a slope, as in a photo; stronger grain weighs more.
        let photo = |grain: u32| {
            let colour = |x: u32, y: u32| {
                let mixed = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(0x9E37_79B9);
                let value = (x / 4 + y / 8 + (mixed >> 16) % grain).min(255);
                Rgb([u8::try_from(value).unwrap(); 3])
            };
            write(&DynamicImage::ImageRgb8(RgbImage::from_fn(480, 360, colour)), ImageFormat::Png)
        };
        let most = super::most_bytes(480, 360);
        assert!((14_000..17_000).contains(&most));
        for (grain, fits) in [(2, true), (24, true), (200, false)] {
            let outputs = render(&photo(grain), PictureKind::Png, &[(480, JPEG)]).unwrap();
            let first = super::encode_jpeg_at(
                &image::load_from_memory(&photo(grain)).unwrap().to_rgb8(),
                super::QUALITIES[0],
            );
            let first = first.unwrap().len();
            assert_eq!(outputs[0].len() <= most, fits, "{grain}: {}", outputs[0].len());
            assert_eq!(outputs[0].len() < first, first > most, "{grain}: {first}");
        }
    }

    #[test]
    fn drawings_of_lines_pass_as_they_are() {
        let outputs = render(b"<svg/>", PictureKind::Svg, &[(300, VariantFormat::Svg)]).unwrap();
        assert_eq!(outputs, [b"<svg/>".to_vec()]);
    }

    #[cfg(feature = "paper")]
    #[test]
    fn opaque_pixels_keep_their_colours_and_others_are_left_to_others() {
        let noise = |x: u32, y: u32| {
            x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 7
        };
        // Flat colours, and noise as in a photo.
        for (width, photo) in [(90, false), (400, true)] {
            let colour = |x, y| if photo { noise(x, y).to_le_bytes() } else { [9, 90, 200, 0] };
            let pixels = RgbaImage::from_fn(width, width, |x, y| {
                let [red, green, blue, _] = colour(x, y);
                Rgba([red, green, blue, 255])
            });
            let bytes = super::encode_opaque(width, width, pixels.as_raw()).unwrap();
            let opened = image::load_from_memory(&bytes).unwrap();
            assert!(!opened.color().has_alpha());
            assert!(opened.to_rgba8() == pixels);
        }
        assert_eq!(super::encode_opaque(1, 1, &[1, 2, 3, 254]), None);
        assert_eq!(super::encode_opaque(1, 1, &[1, 2, 3]), None);
    }

    #[test]
    fn same_bytes_every_time() {
        let photo = write(&flag(500, 300), ImageFormat::Jpeg);
        let once = render(&photo, PictureKind::Jpeg, &[(320, JPEG), (320, WEBP)]).unwrap();
        assert_eq!(once, render(&photo, PictureKind::Jpeg, &[(320, JPEG), (320, WEBP)]).unwrap());
    }
}
