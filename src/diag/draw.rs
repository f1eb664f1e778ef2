//! Draws a diagnostic for a terminal.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diag::{Diagnostic, Severity, Source, Sources, Span, Ui, escape_controls};

/// Draws a diagnostic with its source line and marks. `colour` adds nothing that the words do not
/// say.
pub fn draw(diagnostic: &Diagnostic, sources: &Sources, ui: Ui, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let title = level(diagnostic.severity, ui)
        .primary_title(escape_controls(diagnostic.text.get(ui)))
        .id(diagnostic.code);
    let mut group = Group::with_title(title);
    if let Some(span) = diagnostic.span {
        group = if diagnostic.hidden || has_no_line(span, sources) {
            group.element(origin(span, sources, diagnostic.hidden))
        } else {
            let beside = || diagnostic.also.iter().filter(|(other, _)| other.file == span.file);
            let window = Window::around(
                std::iter::once(span).chain(beside().map(|(other, _)| *other)),
                span,
                sources,
            );
            let mut snippet =
                window.snippet().annotation(AnnotationKind::Primary.span(window.span(span)));
            for (other, text) in beside() {
                snippet = snippet.annotation(
                    AnnotationKind::Context.span(window.span(*other)).label(text.get(ui)),
                );
            }
            group.element(snippet)
        };
    }
    for (other, text) in &diagnostic.also {
        if diagnostic.span.is_some_and(|span| span.file == other.file) {
            continue;
        }
        group = if diagnostic.hidden || has_no_line(*other, sources) {
            group.element(origin(*other, sources, diagnostic.hidden))
        } else {
            let window = Window::around(std::iter::once(*other), *other, sources);
            let annotation = AnnotationKind::Context.span(window.span(*other)).label(text.get(ui));
            group.element(window.snippet().annotation(annotation))
        };
    }
    let hint_name = match ui {
        Ui::Vi => "cách sửa",
        Ui::En => "help",
    };
    for hint in &diagnostic.hints {
        group = group
            .element(Level::HELP.with_name(Some(hint_name)).message(escape_controls(hint.get(ui))));
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

/// Returns whether a span means a whole file, or a file without text.
fn has_no_line(span: Span, sources: &Sources) -> bool {
    span.end == 0 || sources.get(span.file).text.is_empty()
}

fn origin(span: Span, sources: &Sources, hide_name: bool) -> Origin<'_> {
    let origin = Origin::path(sources.get(span.file).shown(hide_name));
    if has_no_line(span, sources) {
        return origin;
    }
    let (line, column) = sources.line_column(span);
    origin.line(line).char_column(column)
}

/// The lines of a source that a message shows. The renderer scans all the text it gets, so we do
/// not pass whole files: ten thousand messages would cost ten thousand scans.
struct Window<'a> {
    source: &'a Source,
    range: Range<usize>,
    first_line: usize,
}

impl<'a> Window<'a> {
    /// Takes all lines that contain one of the spans.
    fn around(spans: impl Iterator<Item = Span>, of: Span, sources: &'a Sources) -> Window<'a> {
        let source = sources.get(of.file);
        let (mut start, mut end) = (usize::MAX, 0);
        for span in spans {
            let range = char_range(span, source);
            start = start.min(range.start);
            end = end.max(range.end);
        }
        let (line, start) = source.line_at(start.min(source.text.len()));
        let end = source.text[end..].find('\n').map_or(source.text.len(), |at| end + at);
        Window { source, range: start..end, first_line: line + 1 }
    }

    fn snippet<T: Clone>(&self) -> Snippet<'a, T> {
        Snippet::source(&self.source.text[self.range.clone()])
            .path(self.source.shown(false))
            .line_start(self.first_line)
    }

    fn span(&self, span: Span) -> Range<usize> {
        let range = char_range(span, self.source);
        range.start - self.range.start..range.end - self.range.start
    }
}

/// Returns a span's range, cut at character boundaries and at the end of its first line, because a
/// mark over half a page says less than one under the first word.
fn char_range(span: Span, source: &Source) -> Range<usize> {
    let text = &source.text;
    let mut start = (span.start as usize).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (span.end as usize).clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    if let Some(newline) = text[start..end].find('\n') {
        end = start + newline;
    }
    start..end
}
