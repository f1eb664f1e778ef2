//! The files Typst can read: the theme, the values and pictures of a sheet. It can also ask for the
//! day, and for nothing else.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

use crate::diag::Diagnostic;
use crate::diag::{Span, Text};
use crate::model::content::ThemeFiles;
use crate::render::paper::sheet::Sheet;

/// The path of the colours for templates.
const COLOURS: &str = "colours.json";

/// Folders that templates usually read.
const NEAR: [&str; 3] = ["script/", "card/", "fonts/"];

/// Returns whether templates usually read a file of the theme. Other files can change without
/// changing any sheet.
pub(super) fn is_near(path: &str) -> bool {
    path == COLOURS || NEAR.iter().any(|folder| path.starts_with(folder))
}

/// Returns the colours of the theme as JSON.
pub(super) fn colours(theme: &ThemeFiles) -> Vec<u8> {
    serde_json::to_vec(&theme.colours).expect("text keys and texts can be JSON")
}

/// The theme in the form that Typst reads.
pub(super) struct Shelf {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    /// Templates by path, parsed.
    sources: BTreeMap<String, Source>,
    /// All other files of the theme by path.
    files: BTreeMap<String, Bytes>,
    places: BTreeMap<String, crate::diag::FileId>,
}

impl Shelf {
    /// Parses the theme's fonts and templates.
    pub(super) fn new(theme: &ThemeFiles) -> Shelf {
        let mut shelf = Shelf {
            fonts: Vec::new(),
            book: LazyHash::new(FontBook::new()),
            sources: BTreeMap::new(),
            files: BTreeMap::new(),
            places: BTreeMap::new(),
        };
        for (path, file) in &theme.files {
            let bytes = Bytes::new(file.bytes.clone());
            shelf.places.insert(path.clone(), file.file);
            if path.starts_with("fonts/") {
                shelf.fonts.extend(Font::iter(bytes));
                continue;
            }
            if let (true, Ok(text), Some(id)) =
                (path.ends_with(".typ"), std::str::from_utf8(&file.bytes), file_id(path))
            {
                shelf.sources.insert(path.clone(), Source::new(id, text.to_owned()));
            }
            shelf.files.insert(path.clone(), bytes);
        }
        shelf.files.insert(String::from(COLOURS), Bytes::new(colours(theme)));
        shelf.book = LazyHash::new(FontBook::from_fonts(&shelf.fonts));
        shelf
    }

    /// Returns the source file of a theme file, for diagnostics.
    pub(super) fn file(&self, path: &str) -> Option<crate::diag::FileId> {
        self.places.get(path).copied()
    }

    /// Adds the values of a sheet, as JSON, and its pictures to the theme.
    pub(super) fn workplace(
        &self,
        sheet: Sheet,
        written: String,
    ) -> Result<TypstWorld<'_>, Box<Diagnostic>> {
        let Some(main) = self.sources.get(sheet.template) else {
            let template = sheet.template;
            return Err(Diagnostic::error(
                "theme-template",
                self.file(template).map(Span::whole),
                Text::new(
                    format!("giao diện không có mẫu «{template}», hoặc tệp không phải UTF-8"),
                    format!("the theme lacks the template `{template}`, or the file isn't UTF-8"),
                ),
            ));
        };
        let mut own =
            BTreeMap::from([(String::from("data.json"), Bytes::new(written.into_bytes()))]);
        for (path, bytes) in sheet.files {
            own.insert(path.trim_start_matches('/').to_owned(), Bytes::new(bytes));
        }
        Ok(TypstWorld {
            shelf: self,
            main: main.id(),
            template: sheet.template,
            own,
            today: sheet.today,
            looked_further: AtomicBool::new(false),
        })
    }
}

/// The theme with the values and pictures of one sheet.
pub(super) struct TypstWorld<'a> {
    shelf: &'a Shelf,
    main: FileId,
    template: &'static str,
    own: BTreeMap<String, Bytes>,
    today: Date,
    looked_further: AtomicBool,
}

impl TypstWorld<'_> {
    /// Returns the path of the template.
    pub(super) fn template(&self) -> &'static str {
        self.template
    }

    /// Converts errors of Typst into a fault with a place in the theme. Only the first error
    /// counts, because the others usually follow from it.
    pub(super) fn fault(&self, errors: &[SourceDiagnostic]) -> Box<Diagnostic> {
        let template = self.template;
        let Some(error) = errors.first() else {
            return self.fault_of(Text::new(
                format!("mẫu «{template}» có lỗi"),
                format!("the template `{template}` is wrong"),
            ));
        };
        // If the error is in Typst's own code, report the call in the template.
        let spans =
            std::iter::once(error.span).chain(error.trace.iter().map(|point| point.span.into()));
        let span = spans.into_iter().find_map(|span| {
            let file = self.shelf.file(span.id()?.vpath().get_without_slash())?;
            Some(Span::new(file, self.range(span)?))
        });
        let mut said = error.message.to_string();
        for hint in &error.hints {
            said.push_str("; ");
            said.push_str(&hint.v);
        }
        let mut fault = self.fault_of(Text::new(
            format!("mẫu «{template}» không in được: {said}"),
            format!("the template `{template}` can't be typeset: {said}"),
        ));
        fault.span = span.or(fault.span);
        fault
    }

    /// Returns whether the template asked for the day, or for a theme file that is not near, even
    /// if the file does not exist.
    ///
    /// The memoisation in Typst does not hide such requests: Typst repeats them before it reuses a
    /// result.
    pub(super) fn has_looked_further(&self) -> bool {
        self.looked_further.load(Ordering::Relaxed)
    }

    fn note(&self, path: &str) {
        if !is_near(path) && !self.own.contains_key(path) {
            self.looked_further.store(true, Ordering::Relaxed);
        }
    }

    /// Returns a fault that points to the whole template.
    pub(super) fn fault_of(&self, text: Text) -> Box<Diagnostic> {
        Diagnostic::error("theme-template", self.shelf.file(self.template).map(Span::whole), text)
    }
}

impl World for TypstWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        static LIBRARY: LazyLock<LazyHash<Library>> =
            LazyLock::new(|| LazyHash::new(<Library as LibraryExt>::default()));
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shelf.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let path = inside(id)?;
        self.note(path);
        self.shelf
            .sources
            .get(path)
            .cloned()
            .ok_or_else(|| FileError::NotFound(PathBuf::from(path)))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = inside(id)?;
        self.note(path);
        let bytes = self.own.get(path).or_else(|| self.shelf.files.get(path));
        bytes.cloned().ok_or_else(|| FileError::NotFound(PathBuf::from(path)))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shelf.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.looked_further.store(true, Ordering::Relaxed);
        let (month, day) =
            (u8::try_from(self.today.month()).ok()?, u8::try_from(self.today.day()).ok()?);
        Datetime::from_ymd(i32::from(self.today.year()), month, day)
    }
}

/// Returns the path of a file of the theme or the sheet. Packages are refused, because nothing may
/// be fetched.
fn inside(id: FileId) -> FileResult<&'static str> {
    let rooted = id.get();
    match rooted.root() {
        VirtualRoot::Project => Ok(rooted.vpath().get_without_slash()),
        VirtualRoot::Package(_) => {
            Err(FileError::Other(Some("packages can't be used here".into())))
        }
    }
}

fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}
