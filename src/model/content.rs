//! The loaded content: articles, scripts, facts, tables and files as staff wrote them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::diag::{Diagnostic, FileId, Sources, Span, Text};
use crate::model::broadcast::Broadcast;
use crate::model::campaign::{Certainty, Setting};
use crate::model::format::Formatter;
use crate::model::lang::{Lang, Localized};
use crate::model::post::PostPlan;
use crate::model::spanned::Spanned;
use crate::model::strings::Strings;
use crate::model::tree::{Document, Parsed, anchors};
use crate::model::value::Value;

/// Everything that was read from the campaign's folder.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Explainers, one per topic and language, in path order.
    pub articles: Vec<Article>,
    /// Scripts, one per script and language, in path order.
    pub scripts: Vec<ScriptSource>,
    /// Progress tables in path order.
    pub tables: Vec<Table>,
    /// The fact register.
    pub facts: BTreeMap<String, Fact>,
    /// How words are spoken, by language.
    pub lexicons: BTreeMap<Lang, Vec<LexiconEntry>>,
    /// The week's broadcasts, in the order typed.
    pub broadcasts: Vec<Broadcast>,
    /// The file of the broadcasts.
    pub broadcasts_file: Option<FileId>,
    /// The calendar of posts.
    pub posts: PostPlan,
    /// Pictures, by path relative to the campaign.
    pub pictures: BTreeMap<String, PictureFile>,
    /// Recordings of explainers and scripts, by path relative to the campaign:
    /// `content/scripts/moi-hop/vi.mp3`.
    pub recordings: BTreeMap<String, AudioFile>,
    /// The metadata of files.
    pub metadata: Vec<FileMetadata>,
    /// Hidden sheets of workbooks and sheets without figures, with names for messages. They are not
    /// published.
    pub sheets: Vec<(Text, Table)>,
    /// Files to copy, by path below `static/`.
    pub statics: BTreeMap<String, Arc<[u8]>>,
    /// Files that nothing reads, with their diagnostics, by path.
    pub unused_files: BTreeMap<String, Diagnostic>,
    /// The theme's files.
    pub theme: ThemeFiles,
    /// The theme's phrases in all languages.
    pub strings: Arc<Strings>,
    /// Files with errors. What is missing because of them is not reported again where it is used.
    pub broken_files: BTreeSet<FileId>,
    /// The sources of all spans.
    pub sources: Sources,
}

impl Content {
    /// Returns whether a file has errors whose path, below the campaign or the shared folder, starts
    /// with this.
    pub fn has_errors_in(&self, path: &str) -> bool {
        self.broken_files.iter().any(|file| self.sources.get(*file).path.contains(path))
    }

    /// Returns the formatter of values. Languages without words of their own use those of the
    /// default language.
    pub fn formatter<'a>(&'a self, default_language: &'a Lang) -> Formatter<'a> {
        Formatter::new(&self.strings, default_language)
    }

    /// Returns the recordings of a script with their paths: `content/scripts/moi-hop/vi.mp3`.
    pub fn recordings_of(&self, script: &str, lang: &Lang) -> Vec<(&str, &AudioFile)> {
        let paths = ["mp3", "opus", "ogg"]
            .map(|ending| format!("content/scripts/{script}/{lang}.{ending}"));
        let found = paths.iter().filter_map(|path| self.recordings.get_key_value(path));
        found.map(|(path, file)| (path.as_str(), file)).collect()
    }
}

/// The metadata of a file, which a page does not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileMetadata {
    /// The file.
    pub file: FileId,
    /// The part of the file, as the start of a sentence: `thông tin kèm theo`.
    pub part: Text,
    /// The words, one text per field.
    pub texts: Vec<String>,
    /// The cells of tables, row by row.
    pub rows: Vec<Vec<String>>,
    /// Whether the file contains the position of a photo and is published unchanged.
    pub tells_position: bool,
}

/// Whether a text may be published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// No status: pages are published, scripts carry a draft mark.
    #[default]
    Unsaid,
    /// Not published.
    Draft,
    /// Approved by a person in charge.
    Approved,
}

/// Who approved a text, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// A role, never a name.
    pub by: String,
    /// The day.
    pub on: Date,
    /// The fingerprint of the approved text, as typed.
    pub text: Option<String>,
}

/// An explainer in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The name of the folder, the same in all languages.
    pub topic: Spanned<String>,
    /// The language, from the file name.
    pub lang: Lang,
    /// The file.
    pub file: FileId,
    /// The title.
    pub title: Option<Spanned<String>>,
    /// One sentence that answers the question in the title.
    pub summary: Option<Spanned<String>>,
    /// The day it was written.
    pub date: Option<Date>,
    /// The slug, if it differs from the folder's name.
    pub slug: Option<Spanned<String>>,
    /// The position among the explainers.
    pub order: Option<i64>,
    /// The topics.
    pub tags: Vec<Spanned<String>>,
    /// The picture, as typed.
    pub picture: Option<Spanned<String>>,
    /// What the picture shows.
    pub picture_alt: Option<Spanned<String>>,
    /// The recording, as typed.
    pub audio: Option<Spanned<String>>,
    /// Whether a share card is rendered; `None` means the campaign's default.
    pub card: Option<bool>,
    /// Whether a leaflet is rendered; `None` means the campaign's default.
    pub leaflet: Option<bool>,
    /// Whether a poster is rendered.
    pub poster: bool,
    /// Draft or approved.
    pub status: Spanned<Status>,
    /// The approval.
    pub approved: Option<Spanned<Approval>>,
    /// When the text must be reviewed.
    pub review_by: Option<Spanned<Date>>,
    /// When the statements were last checked.
    pub verified_on: Option<Spanned<Date>>,
    /// The fingerprint of the text that this one translates.
    pub translates: Option<Spanned<String>>,
    /// The numbers of the facts that the text uses.
    pub sources: Vec<String>,
    /// The text.
    pub body: MarkdownBody,
}

/// The text of an explainer. It is parsed on request, because the trees of thousands of texts take
/// ten times the memory of the texts.
#[derive(Clone)]
pub struct MarkdownBody {
    text: Arc<str>,
    file: FileId,
    /// The byte offset of the text, after the front matter.
    start: usize,
    parse: Parse,
    anchors: OnceLock<Vec<String>>,
    /// The parsed tree, for a text that many campaigns share.
    kept: Option<Arc<Document<Parsed>>>,
}

/// Parses the Markdown that starts at a byte of a file.
pub type Parse = fn(&str, FileId, usize) -> Document<Parsed>;

impl MarkdownBody {
    /// Creates a body that starts at a byte of a file's text.
    pub fn new(text: Arc<str>, file: FileId, start: usize, parse: Parse) -> MarkdownBody {
        MarkdownBody { text, file, start, parse, anchors: OnceLock::new(), kept: None }
    }

    /// Parses the text.
    pub fn tree(&self) -> Cow<'_, Document<Parsed>> {
        match &self.kept {
            Some(tree) => Cow::Borrowed(tree),
            None => Cow::Owned((self.parse)(&self.text[self.start..], self.file, self.start)),
        }
    }

    /// Returns the short fingerprint of the file's text, which a translation names in `translates`.
    ///
    /// It starts with a letter, because digits alone would look like an identity number.
    pub fn fingerprint(&self) -> String {
        format!("v{}", &blake3::hash(self.text.trim().as_bytes()).to_hex()[..8])
    }

    /// Parses the text once and keeps the tree, for a text that many campaigns share.
    pub fn keep(&mut self) {
        let tree = Arc::new(self.tree().into_owned());
        let _ = self.anchors.set(anchors(&tree));
        self.kept = Some(tree);
    }

    /// Returns the anchors of the text.
    pub fn anchors(&self) -> &[String] {
        self.anchors.get_or_init(|| anchors(&self.tree()))
    }
}

impl fmt::Debug for MarkdownBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tree().fmt(f)
    }
}

impl PartialEq for MarkdownBody {
    fn eq(&self, other: &MarkdownBody) -> bool {
        (self.file, self.start, &self.text) == (other.file, other.start, &other.text)
    }
}

/// A loudspeaker script in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptSource {
    /// The name of the folder.
    pub id: Spanned<String>,
    /// The language.
    pub lang: Lang,
    /// The file.
    pub file: FileId,
    /// The title, printed but not read aloud.
    pub title: Option<Spanned<String>>,
    /// The purpose of the script.
    pub kind: ScriptKind,
    /// The explainer on the same subject.
    pub explains: Option<Spanned<String>>,
    /// The last day on which the script may be read.
    pub not_after: Option<Spanned<Date>>,
    /// How often the script is read in one broadcast.
    pub repeat: u32,
    /// Where the script is read.
    pub setting: Setting,
    /// Words before the text; `None` means the campaign's, `Some("")` means none.
    pub opening: Option<Spanned<String>>,
    /// Words after the text; `None` means the campaign's, `Some("")` means none.
    pub closing: Option<Spanned<String>>,
    /// Draft or approved.
    pub status: Spanned<Status>,
    /// The approval.
    pub approved: Option<Spanned<Approval>>,
    /// When the script must be reviewed.
    pub review_by: Option<Spanned<Date>>,
    /// The numbers of the facts that the script uses.
    pub sources: Vec<String>,
    /// The fingerprint of title and text, which an approval names.
    pub fingerprint: String,
    /// The text.
    pub body: Document<Parsed>,
}

/// The purpose of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptKind {
    /// A daily announcement.
    Daily,
    /// A report of figures.
    Progress,
    /// A warning.
    Warning,
    /// An invitation.
    Invitation,
    /// A loop for a motorbike or a market.
    Loop,
    /// A dialogue of two voices.
    Dialogue,
    /// A correction of a wrong announcement.
    Correction,
}

impl ScriptKind {
    /// All kinds.
    pub const ALL: [ScriptKind; 7] = [
        ScriptKind::Daily,
        ScriptKind::Progress,
        ScriptKind::Warning,
        ScriptKind::Invitation,
        ScriptKind::Loop,
        ScriptKind::Dialogue,
        ScriptKind::Correction,
    ];

    /// Returns the word that staff type.
    pub fn as_str(self) -> &'static str {
        match self {
            ScriptKind::Daily => "daily",
            ScriptKind::Progress => "progress",
            ScriptKind::Warning => "warning",
            ScriptKind::Invitation => "invitation",
            ScriptKind::Loop => "loop",
            ScriptKind::Dialogue => "dialogue",
            ScriptKind::Correction => "correction",
        }
    }
}

/// One entry of the fact register.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The name for buttons and lists; may be empty.
    pub name: Localized,
    /// The typed value.
    pub value: Value,
    /// The source.
    pub source: Option<String>,
    /// The certainty.
    pub certainty: Certainty,
    /// When the fact was last checked.
    pub verified_on: Option<Date>,
    /// The last day on which the fact holds.
    pub valid_until: Option<Date>,
    /// The words that replace the value if the fact is uncertain or expired.
    pub fallback: Localized,
    /// The spoken form, if it can't be derived from the value.
    pub spoken: Localized,
    /// Where the fact is declared.
    pub span: Span,
}

/// How a word is spoken.
#[derive(Clone, Debug, PartialEq)]
pub struct LexiconEntry {
    /// The written form.
    pub written: String,
    /// The spoken form.
    pub said: String,
    /// Where the entry is.
    pub span: Span,
}

/// A progress table as in its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The file.
    pub file: FileId,
    /// The row number of the column names, as in Excel.
    pub head: usize,
    /// The column names, as typed.
    pub columns: Vec<Spanned<String>>,
    /// The rows, each with as many cells as `columns`.
    pub rows: Vec<TableRow>,
    /// The day that the lines above the table name.
    pub as_of: Option<Spanned<Date>>,
    /// Cells after the last column or above the table. Only messages show them.
    pub surplus: Vec<Spanned<String>>,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// The row number, as in Excel.
    pub number: usize,
    /// The cells.
    pub cells: Vec<Spanned<String>>,
}

/// A picture with the facts from its header. Pixels are decoded when it is rendered.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureFile {
    /// The file.
    pub file: FileId,
    /// The bytes, as found.
    pub bytes: Arc<[u8]>,
    /// The format.
    pub kind: PictureKind,
    /// The width as displayed, after orientation.
    pub width: u32,
    /// The height as displayed, after orientation.
    pub height: u32,
}

/// The picture formats that phones can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureKind {
    /// A photo.
    Jpeg,
    /// A drawing or screenshot.
    Png,
    /// A photo or a drawing.
    Webp,
    /// A vector drawing.
    Svg,
}

/// A recording with the facts from its header, without tags.
#[derive(Clone, Debug, PartialEq)]
pub struct AudioFile {
    /// The file.
    pub file: FileId,
    /// The sound.
    pub bytes: Arc<[u8]>,
    /// The format.
    pub kind: AudioKind,
    /// The length, if the header contains it.
    pub seconds: Option<u32>,
}

/// The audio formats that phones can play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AudioKind {
    /// For every phone.
    Mp3,
    /// Half the size, for newer phones.
    Opus,
}

/// The largest width or height of a picture, in pixels. Larger ones are refused.
pub const LARGEST_SIDE: u32 = 12_000;

/// The largest decoded size of a picture, in bytes. Larger ones are refused.
pub const LARGEST_OPENED: u64 = 256 << 20;

/// The files of a theme by path: `site/page.html`.
#[derive(Clone, Debug, Default)]
pub struct ThemeFiles {
    /// Files by path.
    pub files: BTreeMap<String, ThemeFile>,
    /// The files that were replaced, the built-in ones first. Words and settings that the last file
    /// lacks are taken from them.
    pub behind: BTreeMap<String, Vec<ThemeFile>>,
    /// Colours by name, such as `#0b5c5c`. The campaign's replace the built-in ones.
    pub colours: BTreeMap<String, String>,
    /// Outputs that the theme does not make.
    pub leaves_out: BTreeSet<Extra>,
}

/// Outputs that a theme may leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extra {
    /// Each explainer as a single file.
    Files,
    /// The A–Z lists.
    Search,
    /// The pages for addresses that do not exist.
    NotFound,
    /// The service worker and the pages that it keeps.
    Worker,
    /// Share cards.
    Cards,
}

impl Extra {
    /// All variants, with the words that theme authors type.
    pub const WORDS: [(&'static str, Extra); 5] = [
        ("files", Extra::Files),
        ("search", Extra::Search),
        ("not-found", Extra::NotFound),
        ("worker", Extra::Worker),
        ("cards", Extra::Cards),
    ];
}

/// A file of a theme.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// The id in the sources, for messages.
    pub file: FileId,
    /// The bytes.
    pub bytes: Arc<[u8]>,
}

impl ThemeFiles {
    /// Returns whether both values have the same files, compared by their ids in the sources.
    pub fn is_same(&self, other: &ThemeFiles) -> bool {
        let same =
            |(a, b): (&ThemeFile, &ThemeFile)| a.file == b.file && Arc::ptr_eq(&a.bytes, &b.bytes);
        self.files.keys().eq(other.files.keys())
            && self.files.values().zip(other.files.values()).all(same)
            && self.behind.keys().eq(other.behind.keys())
            && self
                .behind
                .values()
                .zip(other.behind.values())
                .all(|(a, b)| a.len() == b.len() && a.iter().zip(b).all(same))
    }

    /// Returns a text file of the theme.
    pub fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(&self.files.get(path)?.bytes).ok()
    }

    /// Returns the files below a folder.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a ThemeFile)> {
        self.files
            .iter()
            .filter(move |(path, _)| path.starts_with(folder))
            .map(|(path, file)| (path.as_str(), file))
    }
}
