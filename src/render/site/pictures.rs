//! How a picture stands in a page: drawn into it when it is small, else with a source for every phone.

use crate::model::content::PictureKind;
use crate::model::plan::{Variant, VariantFormat};
use crate::model::site::{Picture, PictureId};
use crate::render::Renderer;
use crate::render::site::markup::{encode_path, escape};
use crate::render::site::svg;

/// When a picture is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// At once: it stands at the top.
    Eager,
    /// When it is scrolled to.
    Lazy,
}

/// For drawings that say nothing which words beside them don't.
const DECORATION: &str = "aria-hidden=\"true\" focusable=\"false\"";

/// Returns a picture with what it shows in words.
pub fn render_picture(renderer: &Renderer<'_>, id: PictureId, alt: &str, loading: Loading) -> String {
    let picture = &renderer.site.pictures[id.0];
    let attributes = if alt.trim().is_empty() {
        DECORATION.to_owned()
    } else {
        format!("role=\"img\" aria-label=\"{}\"", escape(alt))
    };
    inlined(picture, &attributes).unwrap_or_else(|| as_file(renderer, id, picture, alt, loading))
}

/// Returns a drawing as decoration beside words; none where it would need a request of its own.
pub fn render_pictogram(renderer: &Renderer<'_>, id: PictureId) -> Option<String> {
    inlined(&renderer.site.pictures[id.0], DECORATION)
}

/// Returns the largest variant that share pages can show, with its size.
pub fn largest_for_sharing(renderer: &Renderer<'_>, id: PictureId) -> Option<(String, u32, u32)> {
    let picture = &renderer.site.pictures[id.0];
    renderer
        .urls
        .picture(id)
        .iter()
        .filter(|(variant, _)| matches!(variant.format, VariantFormat::Jpeg | VariantFormat::Png))
        .max_by_key(|(variant, _)| variant.width)
        .map(|(variant, url)| {
            (renderer.urls.absolute(&encode_path(url)), variant.width, height_at(picture, variant.width))
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
    // Without style it must not fill the screen.
    let (width, height) = (120, height_at(picture, 120));
    Some(format!(
        "<svg class=\"pic\" width=\"{width}\" height=\"{height}\"{view_box}{} {attributes}>{}</svg>",
        drawing.attributes, drawing.inside,
    ))
}

fn as_file(renderer: &Renderer<'_>, id: PictureId, picture: &Picture, alt: &str, loading: Loading) -> String {
    let variants = renderer.urls.picture(id);
    let of = |formats: &[VariantFormat]| -> Vec<(Variant, String)> {
        let fits = variants.iter().filter(|(variant, _)| formats.contains(&variant.format));
        fits.map(|(variant, url)| (*variant, renderer.urls.local(&encode_path(url)))).collect()
    };
    let webp = of(&[VariantFormat::Webp]);
    let plain = of(&[VariantFormat::Jpeg, VariantFormat::Png, VariantFormat::Svg]);
    // The plain source is for the oldest phones: a middling size does for all of them.
    let Some((_, source)) = plain
        .iter()
        .filter(|(variant, _)| variant.width >= 480)
        .min_by_key(|(variant, _)| variant.width)
        .or_else(|| plain.iter().max_by_key(|(variant, _)| variant.width))
    else {
        return format!("<em>{}</em>", escape(alt));
    };
    let mut image = format!("<img src=\"{}\"", escape(source));
    if plain.len() > 1 {
        image.push_str(&format!(" srcset=\"{}\" sizes=\"{SIZES}\"", srcset(&plain)));
    }
    image.push_str(&format!(" alt=\"{}\" width=\"{}\" height=\"{}\"", escape(alt), picture.width, picture.height));
    if loading == Loading::Lazy {
        image.push_str(" loading=\"lazy\"");
    }
    image.push_str(" decoding=\"async\">");
    if webp.is_empty() {
        return image;
    }
    format!("<picture><source type=\"image/webp\" srcset=\"{}\" sizes=\"{SIZES}\">{image}</picture>", srcset(&webp))
}

/// The text column: the screen on phones, 36 letters at most.
const SIZES: &str = "(max-width: 40em) 100vw, 40em";

fn srcset(variants: &[(Variant, String)]) -> String {
    let parts: Vec<String> =
        variants.iter().map(|(variant, url)| format!("{} {}w", escape(url), variant.width)).collect();
    parts.join(", ")
}

fn height_at(picture: &Picture, width: u32) -> u32 {
    let height = (u64::from(width) * u64::from(picture.height)).checked_div(u64::from(picture.width));
    height.and_then(|height| u32::try_from(height).ok()).unwrap_or(width)
}
