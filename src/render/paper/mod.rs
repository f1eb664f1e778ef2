//! Typesets paper and pictures with Typst: takes a template of the theme and values, returns PDF or
//! PNG bytes.
//!
//! Only this module and `world` know Typst. Values reach a template as `/data.json`, never as
//! markup, so a title such as `#panic()` is printed as text. The templates and their views define
//! the content of a sheet.

mod pool;
pub mod qr;
pub mod sheet;
#[cfg(test)]
pub(crate) mod testing;
mod world;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use typst::diag::{SourceDiagnostic, Warned};
use typst::ecow::EcoVec;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

use crate::diag::Diagnostic;
use crate::diag::{Span, Text};
use crate::files::cache::Cache;
use crate::model::content::ThemeFiles;
use crate::render::paper::pool::TypesetPools;
use crate::render::paper::sheet::Sheet;
use crate::render::paper::world::{Shelf, TypstWorld};
use crate::render::picture::encode_opaque;
use crate::text::fingerprint::{Fingerprint, FingerprintBuilder};

/// Fonts, templates and the library of Typst, loaded once and shared by all threads. They load
/// lazily: if all sheets are cached, no font is parsed.
pub struct Typesetter {
    theme: ThemeFiles,
    shelf: OnceLock<Arc<Shelf>>,
    marks: OnceLock<Marks>,
    desks: TypesetPools,
    set: AtomicUsize,
}

/// The prefixes of the cache keys of sheets.
struct Marks {
    /// The files that templates usually read: neighbouring files, fonts and colours.
    near: FingerprintBuilder,
    /// All files of the theme; the day is appended.
    all: FingerprintBuilder,
}

/// What a PDF says about itself besides title and language, which its template sets.
#[derive(Clone, Debug)]
pub struct PdfMetadata {
    /// An identifier that is the same for the same document in every run: `script/moi-lam/vi`.
    pub ident: String,
    /// The date of the text. Not the day of the run, so that unchanged sheets keep their bytes.
    pub dated: Option<Date>,
}

/// Typst's cache is evicted once per this many sheets: entries that were unused for two rounds are
/// dropped. A sheet leaves about ten megabytes behind, and one eviction takes as long as a small
/// sheet.
const ROUND: usize = 4;

impl Typesetter {
    /// Takes fonts and templates from the theme. Faults in them appear when a sheet is typeset.
    pub fn load(theme: &ThemeFiles) -> Typesetter {
        Typesetter {
            theme: theme.clone(),
            shelf: OnceLock::new(),
            marks: OnceLock::new(),
            desks: TypesetPools::default(),
            set: AtomicUsize::new(0),
        }
    }

    /// Typesets a sheet as tagged PDF, and as PDF/UA-1 if the template allows it.
    ///
    /// # Errors
    ///
    /// Returns a fault if the template is wrong.
    pub fn pdf(
        &self,
        cache: &dyn Cache,
        sheet: Sheet,
        metadata: PdfMetadata,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let form = format!("pdf {:?} {}", metadata.dated, metadata.ident);
        self.set(cache, &form, sheet, move |workplace| encode_pdf(workplace, &metadata))
    }

    /// Typesets the first page of a sheet as PNG with a size in pixels.
    ///
    /// # Errors
    ///
    /// Returns a fault if the template is wrong, or if its page has another aspect ratio.
    pub fn png(
        &self,
        cache: &dyn Cache,
        sheet: Sheet,
        size: (u32, u32),
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.set(cache, &format!("png {size:?}"), sheet, move |workplace| {
            encode_png(workplace, size)
        })
    }

    /// Returns a sheet from the cache, or typesets it. `form` must contain all parameters of
    /// `encode`.
    fn set(
        &self,
        cache: &dyn Cache,
        form: &str,
        sheet: Sheet,
        encode: impl FnOnce(&TypstWorld<'_>) -> Result<Vec<u8>, Box<Diagnostic>> + Send + 'static,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let written = sheet.data.to_string();
        let (near, all) = self.keys(form, &sheet, &written);
        if let Some(bytes) = cache.find(&near).or_else(|| cache.find(&all)) {
            return Ok(bytes);
        }
        let (template, shelf) = (sheet.template, self.shelf());
        let look_through = self.set.fetch_add(1, Ordering::Relaxed) % ROUND == ROUND - 1;
        let work = move || {
            let made = shelf.workplace(sheet, written).and_then(|workplace| {
                let bytes = encode(&workplace)?;
                Ok((bytes, workplace.has_looked_further()))
            });
            if look_through {
                typst::comemo::evict(1);
            }
            made
        };
        let made = self.desks.run(work).unwrap_or_else(|| {
            Err(Diagnostic::error(
                "theme-template",
                self.shelf().file(template).map(Span::whole),
                Text::new(
                    format!("Typst dừng giữa chừng ở mẫu «{template}»"),
                    format!("Typst broke off at the template `{template}`"),
                ),
            ))
        });
        let (bytes, looked_further) = made?;
        // If the template read more than the near files, the near key would also match on another
        // day or with other files.
        cache.keep(if looked_further { &all } else { &near }, &bytes);
        Ok(bytes)
    }

    fn shelf(&self) -> Arc<Shelf> {
        Arc::clone(self.shelf.get_or_init(|| Arc::new(Shelf::new(&self.theme))))
    }

    /// Returns the key of a sheet whose template reads only the near files, and the key of any
    /// sheet.
    fn keys(&self, form: &str, sheet: &Sheet, written: &str) -> (Fingerprint, Fingerprint) {
        let marks = self.marks.get_or_init(|| Marks::of(&self.theme));
        let finish = |mark: &FingerprintBuilder| {
            let key = mark
                .clone()
                .with(form.as_bytes())
                .with(sheet.template.as_bytes())
                .with(written.as_bytes());
            sheet.files.iter().fold(key, |key, (path, bytes)| key.with(path.as_bytes()).with(bytes))
        };
        (
            finish(&marks.near).finish(),
            finish(&marks.all).with(sheet.today.to_string().as_bytes()).finish(),
        )
    }
}

impl Marks {
    fn of(theme: &ThemeFiles) -> Marks {
        let add = |key: FingerprintBuilder, near| {
            let files = theme.files.iter().filter(|(path, _)| world::is_near(path) == near);
            files.fold(key, |key, (path, file)| key.with(path.as_bytes()).with(&file.bytes))
        };
        let near = add(FingerprintBuilder::new("paper").with(&world::colours(theme)), true);
        let all = add(near.clone().with(b"and the rest"), false);
        Marks { near, all }
    }
}

fn encode_pdf(
    workplace: &TypstWorld<'_>,
    metadata: &PdfMetadata,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let document = compose(workplace)?;
    let options = |standards: PdfStandards| PdfOptions {
        ident: Smart::Custom(metadata.ident.clone()),
        creator: Smart::Custom(Some(String::from("loa"))),
        timestamp: metadata.dated.and_then(midnight).map(Timestamp::new_utc),
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    let accessible = PdfStandards::new(&[PdfStandard::Ua_1]).ok();
    let strict =
        accessible.and_then(|standards| typst_pdf::pdf(&document, &options(standards)).ok());
    match strict {
        Some(bytes) => Ok(bytes),
        None => typst_pdf::pdf(&document, &options(PdfStandards::default()))
            .map_err(|errors| workplace.fault(&errors)),
    }
}

fn encode_png(
    workplace: &TypstWorld<'_>,
    (width, height): (u32, u32),
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let template = workplace.template();
    let document = compose(workplace)?;
    let Some(page) = document.pages().first() else {
        return Err(workplace.fault_of(Text::new(
            format!("mẫu «{template}» không có trang nào"),
            format!("the template `{template}` has no page"),
        )));
    };
    let scale = f64::from(width) / page.frame.width().to_pt();
    let shape = (width, (page.frame.height().to_pt() * scale).round());
    if shape.1 != f64::from(height) {
        return Err(workplace.fault_of(Text::new(
            format!("mẫu «{template}» ra hình {}×{}, cần {width}×{height}", shape.0, shape.1),
            format!(
                "the template `{template}` gives {}×{} pixels instead of {width}×{height}",
                shape.0, shape.1
            ),
        )));
    }
    let pixels = typst_render::render(
        page,
        &RenderOptions { pixel_per_pt: scale.into(), render_bleed: false },
    );
    // Typst would encode an alpha channel that no card needs: a tenth more bytes, and more work.
    if let Some(bytes) = encode_opaque(pixels.width(), pixels.height(), pixels.data()) {
        return Ok(bytes);
    }
    pixels.encode_png().map_err(|error| {
        workplace.fault_of(Text::new(
            format!("không ghi được hình PNG: {error}"),
            format!("the PNG can't be written: {error}"),
        ))
    })
}

fn compose(workplace: &TypstWorld<'_>) -> Result<PagedDocument, Box<Diagnostic>> {
    let Warned { output, warnings: _ } = typst::compile::<PagedDocument>(workplace);
    output.map_err(|errors: EcoVec<SourceDiagnostic>| workplace.fault(&errors))
}

fn midnight(date: Date) -> Option<Datetime> {
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    Datetime::from_ymd_hms(i32::from(date.year()), month, day, 0, 0, 0)
}

#[cfg(test)]
mod tests {
    use crate::files::cache::MemoryCache;
    use crate::model::reference::PageId;
    use crate::model::site::Site;
    use crate::render::card::render_card;
    use crate::render::card::testing::page;
    use crate::render::paper::testing::TestCampaign;

    #[test]
    fn no_font_is_opened_where_every_sheet_is_known() {
        let (campaign, cache) = (TestCampaign::new(), MemoryCache::default());
        let site =
            Site { pages: vec![page("lua-dao", "Coi chừng lừa đảo")], ..Site::default() };
        let draw = || {
            let renderer = campaign.renderer(&site).with_cache(&cache);
            let made = render_card(&renderer, PageId(0)).unwrap();
            (made, renderer.typesetter.shelf.get().is_some())
        };
        let (first, second) = (draw(), draw());
        assert!(first.1 && !second.1, "fonts opened: {}, then {}", first.1, second.1);
        assert!(first.0 == second.0);
    }
}
