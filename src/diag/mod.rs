//! Spans of sources, and messages about them in Vietnamese and English.
//!
//! Knows how a message looks. Other rooms decide what is wrong.

pub mod draw;
pub mod json;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// One source file of the campaign or theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of a source file, in bytes of its decoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Creates the span of a range of a file.
    pub fn new(file: FileId, range: Range<usize>) -> Span {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { file, start: clamp(range.start), end: clamp(range.end) }
    }

    /// Returns the span that means the file as a whole.
    pub fn whole(file: FileId) -> Span {
        Span { file, start: 0, end: 0 }
    }

    /// Returns the byte range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns a part of this span; `range` is relative to its start.
    pub fn part(self, range: Range<usize>) -> Span {
        Span::new(self.file, self.start as usize + range.start..self.start as usize + range.end)
    }
}

/// The sources that spans refer to.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

/// A source file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path in messages, with `/`, relative to the campaign.
    pub path: Arc<str>,
    /// The decoded text; empty for binary files.
    pub text: Arc<str>,
    /// The sheet, if the source is a sheet of a workbook. Each line of the text is a row.
    pub sheet: Option<WorkbookSheet>,
    /// The byte offset of each line, computed for the first message.
    line_starts: Arc<OnceLock<Vec<u32>>>,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkbookSheet {
    /// The number, counted from 1, including hidden sheets.
    pub number: usize,
    /// The name, which may be private: staff name sheets after people.
    pub name: Arc<str>,
}

impl Source {
    /// Returns the path, with the sheet's name or, if `hide_name`, the sheet's number.
    pub fn shown(&self, hide_name: bool) -> Cow<'_, str> {
        match &self.sheet {
            Some(sheet) if hide_name => format!("{} «{}»", self.path, sheet.number).into(),
            Some(sheet) => format!("{} «{}»", self.path, sheet.name).into(),
            None => Cow::Borrowed(&*self.path),
        }
    }

    /// Returns the line (counted from 0) that contains a byte, and the offset of its start.
    fn line_at(&self, byte: usize) -> (usize, usize) {
        let byte = u32::try_from(byte).unwrap_or(u32::MAX);
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= byte).saturating_sub(1);
        (line, starts.get(line).map_or(0, |start| *start as usize))
    }

    /// Returns the offset of the end of the line that contains a byte.
    fn line_end(&self, byte: usize) -> usize {
        let (line, _) = self.line_at(byte);
        let next = self.line_starts().get(line + 1);
        next.map_or(self.text.len(), |start| *start as usize - 1)
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let newlines = self.text.match_indices('\n');
            let after_newlines = newlines.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX));
            std::iter::once(0).chain(after_newlines).collect()
        })
    }
}

impl Sources {
    /// Adds a source and returns its id.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        self.push(path.into(), text.into(), None)
    }

    /// Adds a sheet of a workbook, one line per row, and returns its id.
    pub fn add_sheet(
        &mut self,
        path: impl Into<Arc<str>>,
        sheet: WorkbookSheet,
        text: impl Into<Arc<str>>,
    ) -> FileId {
        self.push(path.into(), text.into(), Some(sheet))
    }

    fn push(&mut self, path: Arc<str>, text: Arc<str>, sheet: Option<WorkbookSheet>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("fewer files than u32 can count"));
        self.files.push(Source { path, text, sheet, line_starts: Arc::default() });
        id
    }

    /// Returns whether there is a source with this path.
    pub fn has(&self, path: &str) -> bool {
        self.files.iter().any(|source| *source.path == *path)
    }

    /// Returns a source by an id from [`Sources::add`].
    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    /// Returns the ids of all sources, in the order of adding.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        (0..u32::try_from(self.files.len()).unwrap_or(u32::MAX)).map(FileId)
    }

    /// Changes the paths that messages show.
    pub fn rename(&mut self, name: impl Fn(&str) -> String) {
        for source in &mut self.files {
            source.path = name(&source.path).into();
        }
    }

    /// Returns the whole lines that a span touches.
    pub fn lines_of(&self, span: Span) -> &str {
        let source = self.get(span.file);
        let length = source.text.len();
        let (_, start) = source.line_at((span.start as usize).min(length));
        let end = (span.end as usize).clamp(start, length);
        &source.text[start..source.line_end(end)]
    }

    /// Returns the line and column of a span's start, both counted from 1, the column in
    /// characters.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let source = self.get(span.file);
        let mut start = (span.start as usize).min(source.text.len());
        while !source.text.is_char_boundary(start) {
            start -= 1;
        }
        let (line, line_start) = source.line_at(start);
        let column = source.text[line_start..start].chars().count() + 1;
        (line + 1, column)
    }
}

/// How serious a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Info,
    /// Published, but it should be checked.
    Warning,
    /// Not published.
    Error,
}

/// The language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ui {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

/// A message in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Text {
    /// Creates a message from both texts.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Text {
        Text { vi: vi.into(), en: en.into() }
    }

    /// Returns the text in the given language.
    pub fn get(&self, ui: Ui) -> &str {
        match ui {
            Ui::Vi => &self.vi,
            Ui::En => &self.en,
        }
    }
}

/// Escapes characters that move a terminal's cursor, change colours or the direction of text, such
/// as `\u{1b}`.
pub fn escape_controls(text: &str) -> Cow<'_, str> {
    let is_harmful = |letter: char| {
        let turns = matches!(
            letter,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        );
        turns || (letter.is_control() && !matches!(letter, '\n' | '\t'))
    };
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::new();
    for letter in text.chars() {
        if is_harmful(letter) {
            escaped.extend(letter.escape_unicode());
        } else {
            escaped.push(letter);
        }
    }
    Cow::Owned(escaped)
}

/// A problem in the content, or something worth knowing about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The code, such as `missing-translation`: shown, configurable in `rules`, explained by `loa
    /// explain`.
    pub code: &'static str,
    /// The severity.
    pub severity: Severity,
    /// What is wrong.
    pub text: Text,
    /// Where it is, if it is in one place.
    pub span: Option<Span>,
    /// Related places, each with a label.
    pub also: Vec<(Span, Text)>,
    /// What to do.
    pub hints: Vec<Text>,
    /// Whether the source line is hidden because it contains private data.
    pub hidden: bool,
}

impl Diagnostic {
    /// Creates an error outside a report, for a stage that stops at its first one.
    pub fn error(code: &'static str, span: impl Into<Option<Span>>, text: Text) -> Box<Diagnostic> {
        let mut diags = Diagnostics::default();
        Box::new(diags.error(code, span, text).clone())
    }

    /// Adds a related place.
    pub fn also(&mut self, span: Span, text: Text) -> &mut Diagnostic {
        self.also.push((span, text));
        self
    }

    /// Adds a hint.
    pub fn hint(&mut self, text: Text) -> &mut Diagnostic {
        self.hints.push(text);
        self
    }

    /// Hides the source line.
    pub fn hide_line(&mut self) -> &mut Diagnostic {
        self.hidden = true;
        self
    }
}

/// All diagnostics of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    /// The diagnostics in the order of finding. [`Diagnostics::sort`] sorts them by file.
    pub list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a diagnostic and returns it, so that the caller can add hints.
    pub fn add(
        &mut self,
        code: &'static str,
        severity: Severity,
        span: impl Into<Option<Span>>,
        text: Text,
    ) -> &mut Diagnostic {
        self.list.push(Diagnostic {
            code,
            severity,
            text,
            span: span.into(),
            also: Vec::new(),
            hints: Vec::new(),
            hidden: false,
        });
        self.list.last_mut().expect("just pushed")
    }

    /// Adds an error.
    pub fn error(
        &mut self,
        code: &'static str,
        span: impl Into<Option<Span>>,
        text: Text,
    ) -> &mut Diagnostic {
        self.add(code, Severity::Error, span, text)
    }

    /// Adds a warning.
    pub fn warning(
        &mut self,
        code: &'static str,
        span: impl Into<Option<Span>>,
        text: Text,
    ) -> &mut Diagnostic {
        self.add(code, Severity::Warning, span, text)
    }

    /// Appends all diagnostics of another list.
    pub fn extend(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// Returns the number of diagnostics of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Returns whether there is an error. Errors prevent publishing.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns the files with errors.
    pub fn files_with_errors(&self) -> BTreeSet<FileId> {
        let mut files = BTreeSet::new();
        for diagnostic in &self.list {
            if diagnostic.severity == Severity::Error
                && let Some(span) = diagnostic.span
            {
                files.insert(span.file);
            }
        }
        files
    }

    /// Merges the diagnostics of a code that have the same text: the first keeps its place, names the
    /// next few and counts the others.
    pub fn merge_repeated(&mut self, code: &'static str) {
        const MOST_NAMED: usize = 3;
        let mut places: BTreeMap<String, Vec<Span>> = BTreeMap::new();
        self.list.retain(|diagnostic| {
            if diagnostic.code != code {
                return true;
            }
            let known = places.contains_key(&diagnostic.text.en);
            let spans = places.entry(diagnostic.text.en.clone()).or_default();
            spans.extend(diagnostic.span.filter(|_| known));
            !known
        });
        for diagnostic in &mut self.list {
            if diagnostic.code != code {
                continue;
            }
            let others = places.remove(&diagnostic.text.en).unwrap_or_default();
            for span in others.iter().take(MOST_NAMED) {
                diagnostic.also(*span, Text::new("cũng ở đây", "also here"));
            }
            if others.len() > MOST_NAMED {
                let more = others.len() - MOST_NAMED;
                diagnostic.hint(Text::new(
                    format!("còn {more} chỗ nữa cũng vậy"),
                    format!("{more} more places are the same"),
                ));
            }
        }
    }

    /// Sorts by cause, then by file and line, and removes duplicates. Files that others depend on
    /// come first.
    pub fn sort(&mut self, sources: &Sources) {
        let file = |diagnostic: &Diagnostic| {
            diagnostic.span.map(|span| {
                let path = sources.get(span.file).path.clone();
                (causal_rank(&path), path)
            })
        };
        self.list.sort_by(|a, b| {
            (file(a), a.span, a.code, &a.text.en, Reverse(a.severity)).cmp(&(
                file(b),
                b.span,
                b.code,
                &b.text.en,
                Reverse(b.severity),
            ))
        });
        // The more severe one of two reports comes first and stays.
        self.list.dedup_by(|b, a| {
            (a.span, a.code, &a.text.en) == (b.span, b.code, &b.text.en) && a.span.is_some()
        });
    }
}

/// Returns the position of a file in the report: the settings, the registers and tables whose values
/// texts use, all others.
fn causal_rank(path: &str) -> usize {
    const CAUSES: [&str; 3] = ["site.yaml", "content/facts.", "content/progress/"];
    CAUSES.iter().position(|cause| path.contains(cause)).unwrap_or(CAUSES.len())
}

/// An error of the machine, such as a full disk, a locked folder or a missing file. Says what we
/// were doing and to which path.
#[derive(Debug)]
pub struct Error {
    /// What we were doing.
    pub text: Text,
    /// The system's error, if there is one.
    pub cause: Option<std::io::Error>,
}

impl Error {
    /// Creates an error with the system's cause.
    pub fn io(text: Text, cause: std::io::Error) -> Error {
        Error { text, cause: Some(cause) }
    }

    /// Creates an error without a cause.
    pub fn plain(text: Text) -> Error {
        Error { text, cause: None }
    }

    /// Returns a copy for another campaign. Only the kind of the cause can be copied.
    pub fn duplicate(&self) -> Error {
        let cause = self.cause.as_ref().map(|cause| cause.kind().into());
        Error { text: self.text.clone(), cause }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text.en)?;
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
