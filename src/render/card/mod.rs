//! Share pictures with post texts, leaflets, posters and sheets of QR codes.
//!
//! The theme defines the layout: `card/share.typ`, or `card/progress.typ` for pages with a chart;
//! `card/leaflet.typ`, `card/poster.typ` and `card/codes.typ`.

pub mod calendar;
#[cfg(feature = "paper")]
pub mod codes;
#[cfg(feature = "paper")]
pub mod handout;
pub mod post;
#[cfg(test)]
#[cfg(feature = "paper")]
pub(crate) mod testing;
#[cfg(all(test, feature = "paper"))]
mod tests;
#[cfg(feature = "paper")]
pub mod view;

#[cfg(feature = "paper")]
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::model::lang::Lang;
use crate::model::plan::Part;
use crate::model::reference::PageId;
#[cfg(feature = "paper")]
use crate::render::paper;
use crate::render::renderer::Renderer;

/// Renders the share picture of a page, the same picture for the site, and the post text, in this
/// order.
///
/// # Errors
///
/// Returns a fault if the template of the theme or the picture of the page is wrong.
pub fn render_card(renderer: &Renderer<'_>, page: PageId) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    let picture = draw_card(renderer, page)?;
    Ok(vec![picture.clone(), picture, post::post_text(renderer, page).into_bytes()])
}

/// The size in pixels that Facebook and Zalo recommend.
#[cfg(feature = "paper")]
const SIZE: (u32, u32) = (1200, 630);

#[cfg(feature = "paper")]
fn draw_card(renderer: &Renderer<'_>, page: PageId) -> Result<Vec<u8>, Box<Diagnostic>> {
    let view = view::ShareCardView::new(renderer, page);
    let template = if view.shares.is_empty() { "card/share.typ" } else { "card/progress.typ" };
    let files = page_files(renderer, page, view.picture.as_ref());
    let sheet = paper::sheet::Sheet {
        template,
        data: view.into_value(),
        files,
        today: renderer.config.today,
    };
    renderer.typesetter.png(renderer.cache, sheet, SIZE)
}

/// Returns the files that templates load for a page: the QR code, and the picture if the view has
/// one.
#[cfg(feature = "paper")]
fn page_files(
    renderer: &Renderer<'_>,
    page: PageId,
    picture: Option<&view::PictureView>,
) -> Vec<(&'static str, Arc<[u8]>)> {
    let code = paper::qr::draw_qr(&renderer.urls.absolute(renderer.urls.page(page)));
    let mut files: Vec<_> = code.map(|code| (view::QR_PATH, code.into())).into_iter().collect();
    if let (Some(picture), Some((id, _))) = (picture, &renderer.site.pages[page.0].picture) {
        files.push((picture.path, Arc::clone(&renderer.site.pictures[id.0].bytes)));
    }
    files
}

/// Renders the leaflet of a page on A5, and two copies of it on A4, in this order.
///
/// # Errors
///
/// Returns a fault if the template of the theme or the picture of the page is wrong.
#[cfg(feature = "paper")]
pub fn render_leaflet(
    renderer: &Renderer<'_>,
    page: PageId,
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    let print = |copies| print_handout(renderer, page, "card/leaflet.typ", copies);
    Ok(vec![print(1)?, print(2)?])
}

/// Renders the poster of a page.
///
/// # Errors
///
/// Returns a fault if the template of the theme or the picture of the page is wrong.
#[cfg(feature = "paper")]
pub fn render_poster(
    renderer: &Renderer<'_>,
    page: PageId,
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    Ok(vec![print_handout(renderer, page, "card/poster.typ", 1)?])
}

/// Renders a sheet of QR codes.
///
/// # Errors
///
/// Returns a fault if the template of the theme is wrong.
#[cfg(feature = "paper")]
pub fn render_codes(
    renderer: &Renderer<'_>,
    lang: &Lang,
    pages: &[PageId],
    part: Part,
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    let printed = codes_sheet(renderer, lang, pages, part);
    let first = pages.first().map_or(0, |page| page.0);
    let metadata =
        paper::PdfMetadata { ident: format!("card/ma-vuong/{lang}/{first}"), dated: None };
    Ok(vec![renderer.typesetter.pdf(renderer.cache, printed, metadata)?])
}

#[cfg(feature = "paper")]
fn codes_sheet(
    renderer: &Renderer<'_>,
    lang: &Lang,
    pages: &[PageId],
    part: Part,
) -> paper::sheet::Sheet {
    let data = codes::CodesView::new(renderer, lang, pages, part).into_value();
    paper::sheet::Sheet {
        template: "card/codes.typ",
        data,
        files: Vec::new(),
        today: renderer.config.today,
    }
}

#[cfg(feature = "paper")]
fn print_handout(
    renderer: &Renderer<'_>,
    id: PageId,
    template: &'static str,
    copies: u8,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let page = &renderer.site.pages[id.0];
    let metadata = paper::PdfMetadata {
        ident: format!("{template}/{}/{}/{copies}", page.topic, page.lang),
        dated: page.verified_on,
    };
    renderer.typesetter.pdf(renderer.cache, handout_sheet(renderer, id, template, copies), metadata)
}

#[cfg(feature = "paper")]
fn handout_sheet(
    renderer: &Renderer<'_>,
    id: PageId,
    template: &'static str,
    copies: u8,
) -> paper::sheet::Sheet {
    let view = handout::HandoutView::new(renderer, id, copies);
    let files = page_files(renderer, id, view.picture.as_ref());
    paper::sheet::Sheet { template, data: view.into_value(), files, today: renderer.config.today }
}

#[cfg(not(feature = "paper"))]
fn draw_card(_renderer: &Renderer<'_>, _page: PageId) -> Result<Vec<u8>, Box<Diagnostic>> {
    Err(no_paper())
}

/// Leaflets need the `paper` feature.
///
/// # Errors
///
/// Always.
#[cfg(not(feature = "paper"))]
pub fn render_leaflet(
    _renderer: &Renderer<'_>,
    _page: PageId,
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    Err(no_paper())
}

/// Posters need the `paper` feature.
///
/// # Errors
///
/// Always.
#[cfg(not(feature = "paper"))]
pub fn render_poster(
    _renderer: &Renderer<'_>,
    _page: PageId,
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    Err(no_paper())
}

/// Sheets of QR codes need the `paper` feature.
///
/// # Errors
///
/// Always.
#[cfg(not(feature = "paper"))]
pub fn render_codes(
    _renderer: &Renderer<'_>,
    _lang: &Lang,
    _pages: &[PageId],
    _part: Part,
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    Err(no_paper())
}

#[cfg(not(feature = "paper"))]
fn no_paper() -> Box<Diagnostic> {
    Diagnostic::error(
        "no-paper",
        None,
        crate::diag::Text::new(
            "bản `loa` này không có phần in ấn, nên không làm được hình chia sẻ, tờ rơi và áp phích",
            "this `loa` was built without printing and can't make share pictures, leaflets and posters",
        ),
    )
}
