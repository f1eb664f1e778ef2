//! The view of the template for a sheet of QR codes. Every field is a promise to theme writers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::lang::Lang;
use crate::model::plan::Part;
use crate::model::reference::PageId;
use crate::render::card::view::short_address;
use crate::render::paper::qr::draw_qr;
use crate::render::renderer::Renderer;

/// QR codes of the pages in one language, to pin up or cut apart.
#[derive(Debug, Serialize)]
pub struct CodesView {
    /// The language of the text, without region: `vi`.
    pub lang: String,
    /// The name of the campaign.
    pub campaign: String,
    /// The publisher; may be empty.
    pub publisher: String,
    /// The code of the home page; only on the first sheet.
    pub home: Option<CodeView>,
    /// One code per page.
    pub codes: Vec<CodeView>,
    /// The words of the theme by key, without `card-`.
    pub words: BTreeMap<&'static str, String>,
}

/// A QR code.
#[derive(Debug, Serialize)]
pub struct CodeView {
    /// The title of the linked page.
    pub title: String,
    /// Host and path, for people who type the address.
    pub address: String,
    /// The code as SVG, with the quiet zone.
    pub svg: String,
}

const WORDS: [&str; 3] = ["card-codes", "card-codes-home", "card-cut"];

impl CodesView {
    /// Builds the view of a sheet. Omits pages whose addresses are too long for a QR code.
    pub fn new(renderer: &Renderer<'_>, lang: &Lang, pages: &[PageId], part: Part) -> CodesView {
        let config = renderer.config;
        let code = |title: String, address: String| {
            let svg = String::from_utf8(draw_qr(&address)?).ok()?;
            Some(CodeView { title, address: short_address(&address).to_owned(), svg })
        };
        let page = |id: &PageId| {
            code(
                renderer.site.pages[id.0].title.clone(),
                renderer.urls.absolute(renderer.urls.page(*id)),
            )
        };
        let home = || {
            let name = renderer.strings.get(lang, "card-codes-home", &[]);
            code(name, renderer.urls.absolute(renderer.urls.home(lang)))
        };
        CodesView {
            lang: lang.without_region().to_owned(),
            campaign: config.words(&config.title, lang).to_owned(),
            publisher: config.words(&config.publisher, lang).to_owned(),
            home: (part == Part::First).then(home).flatten(),
            codes: pages.iter().filter_map(page).collect(),
            words: renderer.strings.without_prefix(lang, "card-", &WORDS),
        }
    }

    /// Converts the view into the values of the template.
    pub fn into_value(self) -> serde_json::Value {
        serde_json::to_value(self).expect("plain fields and text keys can be JSON")
    }
}
