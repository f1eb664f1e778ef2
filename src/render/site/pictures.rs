//! Pictures in a page: small drawings are inlined; other pictures are files with variants for every
//! phone.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::model::content::PictureKind;
use crate::model::plan::{Variant, VariantFormat};
use crate::model::reference::PictureId;
use crate::model::site::Picture;
use crate::render::picture::{most_bytes, render_picture as render_files};
use crate::render::renderer::Renderer;
use crate::render::site::markup::{encode_path, escape};
use crate::render::site::svg;

/// Hides a drawing from screen readers, because the words beside it say the same.
const DECORATION: &str = "aria-hidden=\"true\"";

/// Renders a picture with its alternative text.
pub fn render_picture(renderer: &Renderer<'_>, id: PictureId, alt: &str) -> String {
    let picture = &renderer.site.pictures[id.0];
    let attributes = if alt.trim().is_empty() {
        DECORATION.to_owned()
    } else {
        format!("role=\"img\" aria-label=\"{}\"", escape(alt))
    };
    inlined(picture, &attributes).unwrap_or_else(|| as_file(renderer, id, picture, alt))
}

/// Renders a drawing or the thumbnail of a photo as decoration beside words. `None` if it would
/// need a separate request.
pub fn render_pictogram(renderer: &Renderer<'_>, id: PictureId) -> Option<String> {
    let picture = &renderer.site.pictures[id.0];
    if picture.kind == PictureKind::Svg {
        inlined(picture, DECORATION)
    } else {
        thumbnail(renderer, id)
    }
}

/// Returns whether the picture is a drawing that is still clear when it is small: a drawing without
/// words that is part of the page.
pub fn is_small(renderer: &Renderer<'_>, id: PictureId) -> bool {
    let picture = &renderer.site.pictures[id.0];
    inlined(picture, DECORATION).is_some_and(|drawing| !drawing.contains("<text"))
}

/// Returns a photo of about 1 kB as part of the page.
fn thumbnail(renderer: &Renderer<'_>, id: PictureId) -> Option<String> {
    /// In pixels: sharp enough for 1.5 pixels per CSS pixel.
    const WIDTH: u32 = 96;
    let picture = &renderer.site.pictures[id.0];
    let variant = Variant { width: WIDTH.min(picture.width), format: VariantFormat::Jpeg };
    let address = renderer.thumbnails.get_or_make(id, || {
        // The job that renders the files of the picture reports it if it can't be decoded.
        let bytes = render_files(renderer.cache, renderer.site, id, &[variant]).ok()?.pop()?;
        Some(format!("data:image/jpeg;base64,{}", STANDARD.encode(bytes)))
    })?;
    let height = height_at(picture, 56);
    Some(format!("<img class=\"pic\" src=\"{address}\" alt=\"\" width=\"56\" height=\"{height}\">"))
}

/// Returns the address and the size of the largest variant that social networks can show.
pub fn largest_for_sharing(renderer: &Renderer<'_>, id: PictureId) -> Option<(String, u32, u32)> {
    let picture = &renderer.site.pictures[id.0];
    renderer
        .urls
        .picture(id)
        .iter()
        .filter(|(variant, _)| matches!(variant.format, VariantFormat::Jpeg | VariantFormat::Png))
        .max_by_key(|(variant, _)| variant.width)
        .map(|(variant, url)| {
            (
                renderer.urls.absolute(&encode_path(url)),
                variant.width,
                height_at(picture, variant.width),
            )
        })
}

fn inlined(picture: &Picture, attributes: &str) -> Option<String> {
    if picture.kind != PictureKind::Svg {
        return None;
    }
    let drawing = svg::take_apart(&picture.bytes)?;
    let view_box = if drawing.attributes.contains(" viewBox=") {
        String::new()
    } else {
        format!(" viewBox=\"0 0 {} {}\"", picture.width, picture.height)
    };
    // Words in a drawing must stay readable.
    let class = if drawing.inside.contains("<text") { "pic words" } else { "pic" };
    // Keep the drawing small if the style is missing.
    let (width, height) = (120, height_at(picture, 120));
    Some(format!(
        "<svg class=\"{class}\" width=\"{width}\" height=\"{height}\"{view_box}{} {attributes}>{}</svg>",
        drawing.attributes, drawing.inside,
    ))
}

fn as_file(renderer: &Renderer<'_>, id: PictureId, picture: &Picture, alt: &str) -> String {
    let variants = renderer.urls.picture(id);
    let of = |formats: &[VariantFormat]| -> Vec<(Variant, String)> {
        let fits = variants.iter().filter(|(variant, _)| formats.contains(&variant.format));
        fits.map(|(variant, url)| (*variant, renderer.urls.local(&encode_path(url)))).collect()
    };
    let webp = of(&[VariantFormat::Webp]);
    let plain = of(&[VariantFormat::Jpeg, VariantFormat::Png, VariantFormat::Svg]);
    // The plain source is for the oldest phones, and a medium size suits all of them.
    let Some((_, source)) = plain
        .iter()
        .filter(|(variant, _)| variant.width >= 480)
        .min_by_key(|(variant, _)| variant.width)
        .or_else(|| plain.iter().max_by_key(|(variant, _)| variant.width))
    else {
        return format!("<em>{}</em>", escape(alt));
    };
    let embedded = renderer.urls.is_single_file().then(|| embedded(renderer, id, &plain)).flatten();
    let is_embedded = embedded.is_some();
    let mut image = format!("<img src=\"{}\"", embedded.unwrap_or_else(|| escape(source)));
    if picture.width >= WIDE {
        image.push_str(" class=\"wide\"");
    }
    if plain.len() > 1 && !is_embedded {
        image.push_str(&format!(" srcset=\"{}\" sizes=\"{SIZES}\"", srcset(&plain)));
    }
    // Keep the picture narrower than a phone if the style is missing.
    let width = picture.width.min(320);
    image.push_str(&format!(
        " alt=\"{}\" width=\"{width}\" height=\"{}\"",
        escape(alt),
        height_at(picture, width)
    ));
    if picture.kind != PictureKind::Svg && !is_embedded {
        let most = most_bytes(FIRST_WIDTH, height_at(picture, FIRST_WIDTH)).div_ceil(1000);
        image.push_str(&format!(" data-kb=\" (≤ {most} kB)\""));
    }
    // Data is expensive, so photos load only when readers scroll to them.
    image.push_str(" loading=\"lazy\" decoding=\"async\">");
    if webp.is_empty() || is_embedded {
        return image;
    }
    format!(
        "<picture><source type=\"image/webp\" srcset=\"{}\" sizes=\"{SIZES}\">{image}</picture>",
        srcset(&webp)
    )
}

/// Pictures with at least this width in pixels fill the text column.
const WIDE: u32 = 600;

/// Returns the smallest plain variant as a `data:` address, because a single file has no other
/// files beside it.
fn embedded(renderer: &Renderer<'_>, id: PictureId, plain: &[(Variant, String)]) -> Option<String> {
    let (variant, _) = plain.iter().min_by_key(|(variant, _)| variant.width)?;
    let kind = match variant.format {
        VariantFormat::Jpeg => "jpeg",
        VariantFormat::Png => "png",
        VariantFormat::Webp | VariantFormat::Svg => return None,
    };
    // The job that renders the files of the picture reports it if it can't be decoded.
    let bytes = render_files(renderer.cache, renderer.site, id, &[*variant]).ok()?.pop()?;
    Some(format!("data:image/{kind};base64,{}", STANDARD.encode(bytes)))
}

/// The width in pixels of the variant that most phones load.
const FIRST_WIDTH: u32 = 480;

/// The text column is as wide as a phone and at most 40 em. Phones get fewer pixels than their
/// screens have, because the sharpest variant would weigh three times as much.
const SIZES: &str = "(max-width: 40em) 60vw, 40em";

fn srcset(variants: &[(Variant, String)]) -> String {
    let parts: Vec<String> = variants
        .iter()
        .map(|(variant, url)| format!("{} {}w", escape(url), variant.width))
        .collect();
    parts.join(", ")
}

fn height_at(picture: &Picture, width: u32) -> u32 {
    let height =
        (u64::from(width) * u64::from(picture.height)).checked_div(u64::from(picture.width));
    height.and_then(|height| u32::try_from(height).ok()).unwrap_or(width)
}
