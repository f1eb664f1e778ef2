//! Paper and pictures through Typst: a template of the theme and values in, PDF or PNG bytes out.
//!
//! The only file besides `world` that knows Typst. Values reach a template as `/data.json`, never as markup, so a title
//! such as `#panic()` ends as letters. What stands on a sheet, the templates and the views beside them know.

pub mod qr;
#[cfg(test)]
pub(crate) mod testing;
mod world;

use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use typst::diag::{SourceDiagnostic, Warned};
use typst::ecow::EcoVec;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

use crate::diag::{Place, Text};
use crate::model::content::ThemeFiles;
use crate::render::Fault;
use crate::render::paper::world::{Shelf, Workplace};

/// Fonts, templates and Typst's library, made ready once and shared by all threads.
pub struct Press {
    shelf: Shelf,
    printed: AtomicUsize,
}

/// What is to be set: a template and all it may look at.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    /// The template's path in the theme: `script/sheet.typ`.
    pub template: &'a str,
    /// What the template reads as `json("/data.json")`.
    pub data: serde_json::Value,
    /// Pictures by the path under which the template finds them: `/qr.svg`.
    pub files: Vec<(&'static str, Vec<u8>)>,
    /// What the template gets when it asks for the day.
    pub today: Date,
}

/// What a PDF says about itself besides title and language, which its template sets.
#[derive(Clone, Debug)]
pub struct Imprint {
    /// The same for the same document in every run: `script/moi-lam/vi`.
    pub ident: String,
    /// The day the text is of. Not the day of the run: a sheet that didn't change keeps its bytes.
    pub dated: Option<Date>,
}

/// After so many documents, what Typst remembers and no recent document asked for is dropped.
const EVICT_EVERY: usize = 64;

impl Press {
    /// Takes fonts and templates from the theme. What is wrong with them shows when a sheet is set.
    pub fn load(theme: &ThemeFiles) -> Press {
        // Earlier runs of the preview server leave results behind that nobody needs any more.
        typst::comemo::evict(2);
        Press { shelf: Shelf::new(theme), printed: AtomicUsize::new(0) }
    }

    /// Sets a sheet as tagged PDF; as PDF/UA-1 where the template allows it.
    ///
    /// # Errors
    /// When the template is wrong.
    pub fn pdf(&self, sheet: Sheet<'_>, imprint: &Imprint) -> Result<Vec<u8>, Fault> {
        let template = sheet.template;
        let workplace = self.shelf.workplace(sheet)?;
        let document = compose(&workplace)?;
        let options = |standards: PdfStandards| PdfOptions {
            ident: Smart::Custom(imprint.ident.clone()),
            creator: Smart::Custom(Some(String::from("loa"))),
            timestamp: imprint.dated.and_then(midnight).map(Timestamp::new_utc),
            page_ranges: None,
            standards,
            tagged: true,
            pretty: false,
        };
        let accessible = PdfStandards::new(&[PdfStandard::Ua_1]).ok();
        let strict = accessible.and_then(|standards| typst_pdf::pdf(&document, &options(standards)).ok());
        let bytes = match strict {
            Some(bytes) => Ok(bytes),
            None => typst_pdf::pdf(&document, &options(PdfStandards::default())),
        };
        self.count_one();
        bytes.map_err(|errors| workplace.fault(template, &errors))
    }

    /// Sets the first page of a sheet as PNG of so many pixels.
    ///
    /// # Errors
    /// When the template is wrong, or its page has another shape.
    pub fn png(&self, sheet: Sheet<'_>, (width, height): (u32, u32)) -> Result<Vec<u8>, Fault> {
        let template = sheet.template;
        let workplace = self.shelf.workplace(sheet)?;
        let document = compose(&workplace)?;
        let wrong = |vi: String, en: String| Fault {
            code: "theme-template",
            place: self.shelf.file(template).map(Place::whole),
            text: Text::new(vi, en),
        };
        let Some(page) = document.pages().first() else {
            return Err(wrong(format!("mẫu «{template}» không có trang nào"), format!("the template `{template}` has no page")));
        };
        let scale = f64::from(width) / page.frame.width().to_pt();
        let pixels = typst_render::render(page, &RenderOptions { pixel_per_pt: scale.into(), render_bleed: false });
        if (pixels.width(), pixels.height()) != (width, height) {
            let shape = format!("{}×{}", pixels.width(), pixels.height());
            return Err(wrong(
                format!("mẫu «{template}» ra hình {shape}, cần {width}×{height}"),
                format!("the template `{template}` gives {shape} pixels instead of {width}×{height}"),
            ));
        }
        self.count_one();
        pixels.encode_png().map_err(|error| wrong(format!("không ghi được hình PNG: {error}"), format!("the PNG can't be written: {error}")))
    }

    /// Keeps Typst's memory from growing with the number of documents.
    fn count_one(&self) {
        if self.printed.fetch_add(1, Ordering::Relaxed) % EVICT_EVERY == EVICT_EVERY - 1 {
            typst::comemo::evict(2);
        }
    }
}

fn compose(workplace: &Workplace<'_>) -> Result<PagedDocument, Fault> {
    let Warned { output, warnings: _ } = typst::compile::<PagedDocument>(workplace);
    output.map_err(|errors: EcoVec<SourceDiagnostic>| workplace.fault(workplace.template(), &errors))
}

fn midnight(date: Date) -> Option<Datetime> {
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    Datetime::from_ymd_hms(i32::from(date.year()), month, day, 0, 0, 0)
}
