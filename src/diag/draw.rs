//! How a diagnostic looks on a terminal.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diag::{Diagnostic, Place, Severity, Sources, Ui};

/// Draws one diagnostic with its line and marks. `colour` only adds to what words already say.
pub fn draw(diagnostic: &Diagnostic, sources: &Sources, ui: Ui, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let title = level(diagnostic.severity, ui).primary_title(diagnostic.text.get(ui)).id(diagnostic.code);
    let mut group = Group::with_title(title);
    if let Some(place) = diagnostic.place {
        group = if diagnostic.hidden || has_no_line(place, sources) {
            group.element(origin(place, sources, !has_no_line(place, sources)))
        } else {
            let mut snippet = snippet(place, sources).annotation(AnnotationKind::Primary.span(span(place, sources)));
            for (other, text) in diagnostic.also.iter().filter(|(other, _)| other.file == place.file) {
                snippet = snippet.annotation(AnnotationKind::Context.span(span(*other, sources)).label(text.get(ui)));
            }
            group.element(snippet)
        };
    }
    for (other, text) in &diagnostic.also {
        if diagnostic.place.is_some_and(|place| place.file == other.file) {
            continue;
        }
        group = if diagnostic.hidden || has_no_line(*other, sources) {
            group.element(origin(*other, sources, !has_no_line(*other, sources)))
        } else {
            group.element(
                snippet(*other, sources)
                    .annotation(AnnotationKind::Context.span(span(*other, sources)).label(text.get(ui))),
            )
        };
    }
    let hint_name = match ui {
        Ui::Vi => "cách sửa",
        Ui::En => "help",
    };
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.with_name(Some(hint_name)).message(hint.get(ui)));
    }
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

fn level(severity: Severity, ui: Ui) -> Level<'static> {
    match (severity, ui) {
        (Severity::Error, Ui::Vi) => Level::ERROR.with_name(Some("lỗi")),
        (Severity::Warning, Ui::Vi) => Level::WARNING.with_name(Some("lưu ý")),
        (Severity::Info, Ui::Vi) => Level::INFO.with_name(Some("cho biết")),
        (Severity::Error, Ui::En) => Level::ERROR,
        (Severity::Warning, Ui::En) => Level::WARNING,
        (Severity::Info, Ui::En) => Level::INFO,
    }
}

/// A place that means the whole file, or lies in a file without text.
fn has_no_line(place: Place, sources: &Sources) -> bool {
    place.end == 0 || sources.get(place.file).text.is_empty()
}

fn origin(place: Place, sources: &Sources, with_line: bool) -> Origin<'_> {
    let origin = Origin::path(&*sources.get(place.file).path);
    if !with_line {
        return origin;
    }
    let (line, column) = sources.line_column(place);
    origin.line(line).char_column(column)
}

fn snippet(place: Place, sources: &Sources) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let source = sources.get(place.file);
    Snippet::source(&*source.text).path(&*source.path).line_start(1)
}

/// The range, cut to what the text holds, to character bounds and to its first line:
/// a mark across half a page says less than one under the first word.
fn span(place: Place, sources: &Sources) -> std::ops::Range<usize> {
    let text = &sources.get(place.file).text;
    let mut start = (place.start as usize).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (place.end as usize).clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    if let Some(newline) = text[start..end].find('\n') {
        end = start + newline;
    }
    start..end
}
