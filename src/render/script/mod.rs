//! Loudspeaker scripts: the sheet for announcers, the plain text, and SSML for speech programs.
//!
//! Earlier stages decide the spoken words; this module only lays them out. The theme defines the
//! layout of the sheet in `script/sheet.typ`.

pub mod breath;
pub mod calendar;
pub mod ssml;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(all(test, feature = "paper"))]
mod tests;
pub mod text;
pub mod timetable;
#[cfg(feature = "paper")]
pub mod view;

use crate::diag::Diagnostic;
use crate::model::content::Status;
use crate::model::lang::Lang;
use crate::model::site::{Script, Sentence};
use crate::render::renderer::Renderer;

/// Renders the PDF, the plain text and the SSML of a script, in this order.
///
/// # Errors
///
/// Returns a fault if the template of the theme is wrong.
pub fn render_script(
    renderer: &Renderer<'_>,
    index: usize,
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    let script = &renderer.site.scripts[index];
    let pdf = print_sheet(renderer, index)?;
    let pauses = renderer.config.loudspeaker.pause;
    Ok(vec![
        pdf,
        marked_text(renderer, script).into_bytes(),
        ssml::encode_ssml(script, pauses).into_bytes(),
    ])
}

/// Returns the spoken text with the marks of the sheet. The text is forwarded in messages, so a
/// draft must be recognisable.
fn marked_text(renderer: &Renderer<'_>, script: &Script) -> String {
    let marks =
        [("script-draft", script.status != Status::Approved), ("script-sample", script.is_sample)];
    let mut text = String::new();
    for (key, _) in marks.iter().filter(|(_, applies)| *applies) {
        text.push_str(&format!("[{}]\n\n", renderer.strings.get(&script.lang, key, &[])));
    }
    text.push_str(&text::spoken_text(script));
    text
}

/// Encodes a script as SSML for a synthetic voice. A notice before and after says that the voice is
/// synthetic.
pub fn encode_draft(renderer: &Renderer<'_>, script: &Script) -> String {
    let spoken = renderer.strings.get(&script.lang, "script-machine-voice", &[]);
    let notice = Sentence {
        voice: None,
        syllables: 0,
        spoken,
        figures: Vec::new(),
        readings: Vec::new(),
        rewritten: Vec::new(),
    };
    let mut draft = script.clone();
    draft.paragraphs.insert(0, vec![notice.clone()]);
    draft.paragraphs.push(vec![notice]);
    ssml::encode_ssml(&draft, renderer.config.loudspeaker.pause)
}

/// Renders the timetable of the week and the log sheet in a language, in this order.
///
/// # Errors
///
/// Returns a fault if the template of the theme is wrong.
#[cfg(feature = "paper")]
pub fn render_timetable(
    renderer: &Renderer<'_>,
    lang: &Lang,
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    use crate::render::paper::PdfMetadata;
    use crate::render::paper::sheet::Sheet;

    let data = timetable::TimetableView::new(renderer, lang).into_value();
    let print = |template: &'static str, name: &str| {
        let sheet =
            Sheet { template, data: data.clone(), files: Vec::new(), today: renderer.config.today };
        renderer.typesetter.pdf(
            renderer.cache,
            sheet,
            PdfMetadata { ident: format!("script/{name}/{lang}"), dated: None },
        )
    };
    Ok(vec![print("script/timetable.typ", "lich-phat")?, print("script/log.typ", "so-theo-doi")?])
}

/// Timetables need the `paper` feature.
///
/// # Errors
///
/// Always.
#[cfg(not(feature = "paper"))]
pub fn render_timetable(
    _renderer: &Renderer<'_>,
    _lang: &Lang,
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    Err(no_paper())
}

#[cfg(feature = "paper")]
fn print_sheet(renderer: &Renderer<'_>, index: usize) -> Result<Vec<u8>, Box<Diagnostic>> {
    use crate::render::paper::PdfMetadata;
    use crate::render::paper::qr::draw_qr;
    use crate::render::paper::sheet::Sheet;

    let script = &renderer.site.scripts[index];
    let address = script.explains.map(|page| renderer.urls.absolute(renderer.urls.page(page)));
    let code = address.as_deref().and_then(draw_qr);
    let view = view::SheetView::new(renderer, script, address.filter(|_| code.is_some()));
    let sheet = Sheet {
        template: "script/sheet.typ",
        data: view.into_value(),
        files: code.into_iter().map(|code| (view::QR_PATH, code.into())).collect(),
        today: renderer.config.today,
    };
    let ident = format!("script/{}/{}", script.id, script.lang);
    renderer.typesetter.pdf(
        renderer.cache,
        sheet,
        PdfMetadata { ident, dated: script.approved.as_ref().map(|approval| approval.on) },
    )
}

#[cfg(not(feature = "paper"))]
fn print_sheet(_renderer: &Renderer<'_>, _index: usize) -> Result<Vec<u8>, Box<Diagnostic>> {
    Err(no_paper())
}

#[cfg(not(feature = "paper"))]
fn no_paper() -> Box<Diagnostic> {
    Diagnostic::error(
        "no-paper",
        None,
        crate::diag::Text::new(
            "bản `loa` này không có phần in ấn, nên không làm được tệp PDF",
            "this `loa` was built without printing and can't make PDF files",
        ),
    )
}
