//! Loudspeaker scripts: the sheet that announcers hold, the bare text, and SSML for speech programs.
//!
//! What is said was settled before; here it is only set out. The sheet's looks are `script/sheet.typ` of the theme.

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

use crate::model::content::Status;
use crate::model::lang::Lang;
use crate::model::site::{Script, Sentence};
use crate::render::fault::Fault;
use crate::render::renderer::Renderer;

/// Makes a script's PDF, text and SSML, in this order.
///
/// # Errors
/// When the theme's template is wrong.
pub fn render_script(renderer: &Renderer<'_>, index: usize) -> Result<Vec<Vec<u8>>, Fault> {
    let script = &renderer.site.scripts[index];
    let pdf = print_sheet(renderer, index)?;
    let pauses = renderer.config.loudspeaker.pause;
    Ok(vec![
        pdf,
        marked_text(renderer, script).into_bytes(),
        ssml::encode_ssml(script, pauses).into_bytes(),
    ])
}

/// The spoken text with the marks that the sheet has: it is sent on, and nobody may take a draft for the real thing.
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

/// Writes a script as SSML for a machine's voice, which says before and after that it is one.
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

/// Makes the week's timetable and its log sheet with words in a language, in this order.
///
/// # Errors
/// When the theme's template is wrong.
#[cfg(feature = "paper")]
pub fn render_timetable(renderer: &Renderer<'_>, lang: &Lang) -> Result<Vec<Vec<u8>>, Fault> {
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

/// Without printing there is no timetable.
///
/// # Errors
/// Always.
#[cfg(not(feature = "paper"))]
pub fn render_timetable(_renderer: &Renderer<'_>, _lang: &Lang) -> Result<Vec<Vec<u8>>, Fault> {
    Err(no_paper())
}

#[cfg(feature = "paper")]
fn print_sheet(renderer: &Renderer<'_>, index: usize) -> Result<Vec<u8>, Fault> {
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
fn print_sheet(_renderer: &Renderer<'_>, _index: usize) -> Result<Vec<u8>, Fault> {
    Err(no_paper())
}

#[cfg(not(feature = "paper"))]
fn no_paper() -> Fault {
    Fault {
        code: "no-paper",
        span: None,
        text: crate::diag::Text::new(
            "bản `loa` này không có phần in ấn, nên không làm được tệp PDF",
            "this `loa` was built without printing and can't make PDF files",
        ),
    }
}
