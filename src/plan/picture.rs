//! Decides the sizes and formats in which a picture is published. `render` encodes them.

use crate::model::content::PictureKind;
use crate::model::plan::{Variant, VariantFormat};

/// Returns the variants of a picture, smallest first, each width in its formats, and none wider
/// than the original.
///
/// `width` and `height` are those of the original as displayed.
pub fn plan_variants(kind: PictureKind, width: u32, height: u32) -> Vec<Variant> {
    let formats: &[VariantFormat] = match kind {
        PictureKind::Jpeg | PictureKind::Webp => &[VariantFormat::Jpeg, VariantFormat::Webp],
        PictureKind::Png if width <= ICON => &[VariantFormat::Png],
        PictureKind::Png => &[VariantFormat::Png, VariantFormat::Webp],
        PictureKind::Svg => {
            return vec![Variant { width: width.max(1), format: VariantFormat::Svg }];
        }
    };
    let mut variants = Vec::new();
    for width in widths(width.max(1), height) {
        for &format in formats {
            variants.push(Variant { width, format });
        }
    }
    variants
}

/// Up to this width in pixels a PNG is as small as a WebP, and offering both would add more bytes
/// to the page than it saves.
const ICON: u32 = 64;

/// Widths for small, medium and high-resolution screens.
const STEPS: [u32; 4] = [320, 480, 960, 1280];

/// The largest variant, because phones run out of memory on more pixels. The smallest variant of a
/// long strip may be larger.
const MOST_PIXELS: u64 = 4_000_000;

fn widths(original: u32, height: u32) -> Vec<u32> {
    let pixels =
        |width: u32| u64::from(width) * u64::from(width) * u64::from(height) / u64::from(original);
    let mut widths: Vec<u32> = STEPS.into_iter().filter(|step| *step <= original).collect();
    let largest = widths.last().copied().unwrap_or(0);
    // A drawing of 600 px would be unreadable at 320 px, so the original width is offered too,
    // unless a step is close.
    let steps_fall_short = original < 1280 && u64::from(original) * 5 >= u64::from(largest) * 6;
    if steps_fall_short {
        widths.push(original);
    }
    let smallest = widths[0];
    widths.retain(|width| *width == smallest || pixels(*width) <= MOST_PIXELS);
    widths
}

#[cfg(test)]
mod tests {
    use super::{plan_variants, widths};
    use crate::model::content::PictureKind;
    use crate::model::plan::{Variant, VariantFormat};

    #[test]
    fn never_wider_than_the_original_and_never_none() {
        let check = |original, height, expected: &[u32]| {
            assert_eq!(widths(original, height), expected, "{original}x{height}")
        };
        check(4000, 3000, &[320, 480, 960, 1280]);
        check(1280, 720, &[320, 480, 960, 1280]);
        check(1279, 720, &[320, 480, 960, 1279]);
        check(1000, 720, &[320, 480, 960]);
        check(600, 400, &[320, 480, 600]);
        check(320, 200, &[320]);
        check(330, 200, &[320]);
        check(64, 48, &[64]);
        check(1, 1, &[1]);
    }

    #[test]
    fn long_strips_stay_small() {
        assert_eq!(widths(1000, 9000), [320, 480]);
        assert_eq!(widths(1000, 12_000), [320, 480]);
        assert_eq!(widths(1000, 30_000), [320]);
        assert_eq!(widths(1, 12_000), [1]);
    }

    #[test]
    fn formats_follow_the_kind() {
        let formats_at = |kind, width| {
            plan_variants(kind, width, 200).iter().map(|it| it.format).collect::<Vec<_>>()
        };
        let formats = |kind| formats_at(kind, 300);
        assert_eq!(formats(PictureKind::Jpeg), [VariantFormat::Jpeg, VariantFormat::Webp]);
        assert_eq!(formats(PictureKind::Webp), [VariantFormat::Jpeg, VariantFormat::Webp]);
        assert_eq!(formats(PictureKind::Png), [VariantFormat::Png, VariantFormat::Webp]);
        assert_eq!(formats_at(PictureKind::Png, 64), [VariantFormat::Png]);
        assert_eq!(formats_at(PictureKind::Png, 65), formats(PictureKind::Png));
        assert_eq!(formats_at(PictureKind::Jpeg, 64), formats(PictureKind::Jpeg));
        let drawing = plan_variants(PictureKind::Svg, 4000, 3000);
        assert_eq!(drawing, [Variant { width: 4000, format: VariantFormat::Svg }]);
    }
}
