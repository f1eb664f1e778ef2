//! Small pages for tests.

use crate::model::lang::Lang;
use crate::model::reference::PageId;
use crate::model::site::{Page, PageText};

/// Returns a Vietnamese page without text.
pub(crate) fn page(slug: &str, title: &str) -> Page {
    let lang = Lang::new("vi").unwrap();
    Page {
        id: PageId(0),
        topic: slug.to_owned(),
        lang: lang.clone(),
        text_lang: lang,
        slug: slug.to_owned(),
        title: title.to_owned(),
        summary: String::new(),
        date: None,
        verified_on: None,
        order: 0,
        tags: Vec::new(),
        picture: None,
        audio: None,
        sources: Vec::new(),
        translations: Vec::new(),
        text: PageText::default(),
        is_current: true,
        has_card: true,
        has_leaflet: true,
        has_poster: true,
    }
}
