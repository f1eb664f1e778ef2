//! What was loaded: articles, scripts, facts, tables and files as staff wrote them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::diag::{FileId, Sources, Span, Text};
use crate::model::broadcast::Broadcast;
use crate::model::campaign::{Certainty, Setting};
use crate::model::lang::{Lang, Localized};
use crate::model::post::PostPlan;
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
    /// How words are said, by language.
    pub lexicons: BTreeMap<Lang, Vec<LexiconEntry>>,
    /// The week's broadcasts, in the order written.
    pub broadcasts: Vec<Broadcast>,
    /// The file in which they stand.
    pub broadcasts_file: Option<FileId>,
    /// The calendar of posts.
    pub posts: PostPlan,
    /// Pictures by path below the campaign.
    pub pictures: BTreeMap<String, PictureFile>,
    /// Recordings of explainers and scripts by path below the campaign: `content/scripts/moi-hop/vi.mp3`.
    pub recordings: BTreeMap<String, AudioFile>,
    /// What travels in files beside what they show.
    pub metadata: Vec<FileMetadata>,
    /// Sheets of workbooks without figures and hidden ones, with what to call them. Nothing of them is published.
    pub sheets: Vec<(Text, Table)>,
    /// Files copied as they are, by path below `static/`.
    pub statics: BTreeMap<String, Arc<[u8]>>,
    /// The theme's files (built-in ones overlaid by the campaign's).
    pub theme: ThemeFiles,
    /// The texts behind all places.
    pub sources: Sources,
}

impl Content {
    /// Returns the recorded readings of a script: `content/scripts/moi-hop/vi.mp3`.
    pub fn recordings_of(&self, script: &str, lang: &Lang) -> Vec<(&str, &AudioFile)> {
        let paths = ["mp3", "opus", "ogg"]
            .map(|ending| format!("content/scripts/{script}/{lang}.{ending}"));
        let found = paths.iter().filter_map(|path| self.recordings.get_key_value(path));
        found.map(|(path, file)| (path.as_str(), file)).collect()
    }
}

/// What travels in a file beside what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileMetadata {
    /// The file.
    pub file: FileId,
    /// What part of it, as the beginning of a sentence: `thông tin kèm theo`.
    pub part: Text,
    /// Its words.
    pub texts: Vec<String>,
    /// The cells of its tables, row by row.
    pub rows: Vec<Vec<String>>,
    /// It says where a picture was taken, and is published as it is.
    pub tells_position: bool,
}

/// A value with the place it was typed at.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// Whether a text may go out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Nothing was said: pages go out, scripts carry a draft mark.
    #[default]
    Unsaid,
    /// Not to be published.
    Draft,
    /// Signed by somebody in charge.
    Approved,
}

/// Who approved, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// A role, never a name.
    pub by: String,
    /// The day.
    pub on: Date,
    /// The fingerprint of the text that was approved, as typed.
    pub text: Option<String>,
}

/// An explainer in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The folder's name, the same in all languages.
    pub topic: Spanned<String>,
    /// The language, from the file's name.
    pub lang: Lang,
    /// The file.
    pub file: FileId,
    /// What the front matter says.
    pub title: Option<Spanned<String>>,
    /// One sentence that answers the title's question.
    pub summary: Option<Spanned<String>>,
    /// The day it was written.
    pub date: Option<Date>,
    /// The address, where it isn't the folder's name.
    pub slug: Option<Spanned<String>>,
    /// Where it stands among others.
    pub order: Option<i64>,
    /// Topics it belongs to.
    pub tags: Vec<Spanned<String>>,
    /// Its picture as written.
    pub picture: Option<Spanned<String>>,
    /// What the picture shows.
    pub picture_alt: Option<Spanned<String>>,
    /// Recorded audio as written.
    pub audio: Option<Spanned<String>>,
    /// Whether it gets a share card; `None` takes the campaign's way.
    pub card: Option<bool>,
    /// Whether it gets a leaflet; `None` takes the campaign's way.
    pub leaflet: Option<bool>,
    /// Whether it gets a poster.
    pub poster: bool,
    /// Draft or approved.
    pub status: Spanned<Status>,
    /// Who approved it.
    pub approved: Option<Spanned<Approval>>,
    /// When it must be looked at again.
    pub review_by: Option<Spanned<Date>>,
    /// When its statements were last checked.
    pub verified_on: Option<Spanned<Date>>,
    /// Fingerprint of the source text it follows.
    pub translates: Option<Spanned<String>>,
    /// Fact numbers it rests on.
    pub sources: Vec<String>,
    /// The text.
    pub body: MarkdownBody,
}

/// The text of an explainer, whose tree is made when it is needed: those of thousands of texts together take ten times
/// the room of what was typed.
#[derive(Clone)]
pub struct MarkdownBody {
    text: Arc<str>,
    file: FileId,
    /// Where the text starts, behind the front matter.
    start: usize,
    parse: Parse,
    anchors: OnceLock<Vec<String>>,
    /// The tree, of a text that many campaigns read.
    kept: Option<Arc<Document<Parsed>>>,
}

/// Makes the tree of the Markdown that starts at a byte of a file.
pub type Parse = fn(&str, FileId, usize) -> Document<Parsed>;

impl MarkdownBody {
    /// Returns the body that starts at a byte of a file's text.
    pub fn new(text: Arc<str>, file: FileId, start: usize, parse: Parse) -> MarkdownBody {
        MarkdownBody { text, file, start, parse, anchors: OnceLock::new(), kept: None }
    }

    /// Makes the tree.
    pub fn tree(&self) -> Cow<'_, Document<Parsed>> {
        match &self.kept {
            Some(tree) => Cow::Borrowed(tree),
            None => Cow::Owned((self.parse)(&self.text[self.start..], self.file, self.start)),
        }
    }

    /// Returns the short fingerprint of the file's text that a translation names in `translates`.
    ///
    /// Starts with a letter: one of digits alone would look like an identity number.
    pub fn fingerprint(&self) -> String {
        format!("v{}", &blake3::hash(self.text.trim().as_bytes()).to_hex()[..8])
    }

    /// Makes the tree and what follows from it once for all who ask: for a text that many campaigns read.
    pub fn keep(&mut self) {
        let tree = Arc::new(self.tree().into_owned());
        let _ = self.anchors.set(anchors(&tree));
        self.kept = Some(tree);
    }

    /// Returns the anchors that links may lead to.
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
    /// The folder's name.
    pub id: Spanned<String>,
    /// The language.
    pub lang: Lang,
    /// The file.
    pub file: FileId,
    /// The title, printed and not read.
    pub title: Option<Spanned<String>>,
    /// What it is for.
    pub kind: ScriptKind,
    /// The explainer it goes with.
    pub explains: Option<Spanned<String>>,
    /// Not to be read after this day.
    pub not_after: Option<Spanned<Date>>,
    /// How often it is read.
    pub repeat: u32,
    /// Where it is read.
    pub setting: Setting,
    /// Said first; `None` takes the campaign's, `Some("")` none.
    pub opening: Option<Spanned<String>>,
    /// Said last; `None` takes the campaign's, `Some("")` none.
    pub closing: Option<Spanned<String>>,
    /// Draft or approved.
    pub status: Spanned<Status>,
    /// Who approved it.
    pub approved: Option<Spanned<Approval>>,
    /// When it must be looked at again.
    pub review_by: Option<Spanned<Date>>,
    /// Fact numbers it rests on.
    pub sources: Vec<String>,
    /// The fingerprint of title and text, which an approval names.
    pub fingerprint: String,
    /// The text.
    pub body: Document<Parsed>,
}

/// What a script is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptKind {
    /// Every day.
    Daily,
    /// Figures.
    Progress,
    /// A warning.
    Warning,
    /// An invitation.
    Invitation,
    /// A loop for a motorbike or market.
    Loop,
    /// Two voices.
    Dialogue,
    /// Corrects a wrong announcement.
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
    /// What it is called, for buttons and lists; may be empty.
    pub name: Localized,
    /// The typed value.
    pub value: Value,
    /// Where it is from.
    pub source: Option<String>,
    /// How sure.
    pub certainty: Certainty,
    /// When it was last looked up.
    pub verified_on: Option<Date>,
    /// The last day it holds.
    pub valid_until: Option<Date>,
    /// The words in its place when it is unsure or over.
    pub fallback: Localized,
    /// How its text is said, where that can't be derived.
    pub spoken: Localized,
    /// Where it was declared.
    pub span: Span,
}

/// How one word is said.
#[derive(Clone, Debug, PartialEq)]
pub struct LexiconEntry {
    /// As written.
    pub written: String,
    /// As said.
    pub said: String,
    /// Where.
    pub span: Span,
}

/// A progress table as it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The file.
    pub file: FileId,
    /// The row of the column names, as Excel counts.
    pub head: usize,
    /// Column names as typed.
    pub columns: Vec<Spanned<String>>,
    /// Rows of cells, each as long as `columns`.
    pub rows: Vec<TableRow>,
    /// Cells behind the last column. No one reads them, but messages show their lines.
    pub surplus: Vec<Spanned<String>>,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// Its number as Excel counts, the header being 1.
    pub number: usize,
    /// Its cells.
    pub cells: Vec<Spanned<String>>,
}

/// A picture by its header; pixels are read when it is rendered.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureFile {
    /// The file.
    pub file: FileId,
    /// The bytes as found.
    pub bytes: Arc<[u8]>,
    /// What it is.
    pub kind: PictureKind,
    /// Width as shown, after orientation.
    pub width: u32,
    /// Height as shown.
    pub height: u32,
}

/// The kinds of pictures that phones can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureKind {
    /// A photo.
    Jpeg,
    /// A drawing or screenshot.
    Png,
    /// Either.
    Webp,
    /// Lines and shapes.
    Svg,
}

/// A recording by its header; only the sound, without what the recorder wrote beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct AudioFile {
    /// The file.
    pub file: FileId,
    /// The sound.
    pub bytes: Arc<[u8]>,
    /// What it is.
    pub kind: AudioKind,
    /// How long it takes, where the header tells.
    pub seconds: Option<u32>,
}

/// The kinds of recordings that phones can play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AudioKind {
    /// Every phone plays it.
    Mp3,
    /// Half the size, for newer phones.
    Opus,
}

/// A picture wider or higher than this, in pixels, is refused.
pub const LARGEST_SIDE: u32 = 12_000;

/// A picture that takes more memory than this when opened, in bytes, is refused.
pub const LARGEST_OPENED: u64 = 256 << 20;

/// The files of a theme by path: `site/page.html`.
#[derive(Clone, Debug, Default)]
pub struct ThemeFiles {
    /// Bytes by path.
    pub files: BTreeMap<String, ThemeFile>,
    /// Files that others replaced, the built-in ones first: what the last one doesn't say is taken from them where that
    /// has a meaning.
    pub behind: BTreeMap<String, Vec<ThemeFile>>,
    /// Colours by name, the campaign's over the built-in ones: `#0b5c5c`.
    pub colours: BTreeMap<String, String>,
    /// What this theme doesn't make.
    pub leaves_out: BTreeSet<Extra>,
}

/// What a theme may leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extra {
    /// Each explainer as one file that stands alone.
    Files,
    /// The lists from A to Z.
    Search,
    /// The pages for addresses that don't exist.
    NotFound,
    /// The service worker and the pages it keeps.
    Worker,
    /// Share cards.
    Cards,
}

impl Extra {
    /// All of them, with the words that theme writers type.
    pub const WORDS: [(&'static str, Extra); 5] = [
        ("files", Extra::Files),
        ("search", Extra::Search),
        ("not-found", Extra::NotFound),
        ("worker", Extra::Worker),
        ("cards", Extra::Cards),
    ];
}

/// One file of a theme.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Its place among the sources, for messages.
    pub file: FileId,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

impl ThemeFiles {
    /// Returns whether both are the same files in memory, known by the same places among their sources.
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

    /// Returns the files whose path starts with a folder.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a ThemeFile)> {
        self.files
            .iter()
            .filter(move |(path, _)| path.starts_with(folder))
            .map(|(path, file)| (path.as_str(), file))
    }
}
