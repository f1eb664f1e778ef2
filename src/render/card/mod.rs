//! Share cards: the picture that Facebook and Zalo show for a page, and the text to post with it.
//!
//! Looks are `card/share.typ` and, for pages with a chart, `card/progress.typ` of the theme.

pub mod post;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(all(test, feature = "paper"))]
mod tests;
#[cfg(feature = "paper")]
pub mod view;

use crate::model::site::PageId;
use crate::render::{Fault, Renderer};

/// Makes a page's share picture, the same once more for the site, and the post text, in this order.
///
/// # Errors
/// When the theme's template or the page's picture is wrong.
pub fn render_card(renderer: &Renderer<'_>, page: PageId) -> Result<Vec<Vec<u8>>, Fault> {
    let picture = draw_card(renderer, page)?;
    Ok(vec![picture.clone(), picture, post::post_text(renderer, page).into_bytes()])
}

/// What Facebook and Zalo ask for.
#[cfg(feature = "paper")]
const SIZE: (u32, u32) = (1200, 630);

#[cfg(feature = "paper")]
fn draw_card(renderer: &Renderer<'_>, page: PageId) -> Result<Vec<u8>, Fault> {
    use crate::render::paper::Sheet;
    use crate::render::paper::qr::draw_qr;

    let view = view::CardView::new(renderer, page);
    let template = if view.shares.is_empty() { "card/share.typ" } else { "card/progress.typ" };
    let mut files: Vec<(&'static str, Vec<u8>)> = Vec::new();
    if let Some(code) = draw_qr(&renderer.urls.absolute(renderer.urls.page(page))) {
        files.push((view::QR_PATH, code));
    }
    if let (Some(picture), Some((id, _))) = (&view.picture, &renderer.site.pages[page.0].picture) {
        files.push((picture.path, renderer.site.pictures[id.0].bytes.to_vec()));
    }
    let sheet = Sheet { template, data: view.into_value(), files, today: renderer.config.today };
    renderer.press.png(sheet, SIZE)
}

#[cfg(not(feature = "paper"))]
fn draw_card(_renderer: &Renderer<'_>, _page: PageId) -> Result<Vec<u8>, Fault> {
    Err(Fault {
        code: "no-paper",
        place: None,
        text: crate::diag::Text::new(
            "bản `loa` này không có phần in ấn, nên không làm được hình chia sẻ",
            "this `loa` was built without printing and can't make share pictures",
        ),
    })
}
