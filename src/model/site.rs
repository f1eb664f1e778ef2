//! What was found to be meant: pages, scripts, pictures with every reference resolved.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diag::Span;
use crate::model::broadcast::Airing;
use crate::model::campaign::{Certainty, Setting};
use crate::model::content::{Approval, AudioKind, PictureKind, ScriptKind, Status};
use crate::model::lang::{Lang, Localized};
use crate::model::post::Post;
use crate::model::progress::Progress;
use crate::model::tree::{Block, Document, Resolved, plain_text};
use crate::model::value::Value;

/// The campaign after checking: nothing in it needs to be looked up again.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// One page per explainer and language, fallbacks included; by language, then order.
    pub pages: Vec<Page>,
    /// Scripts that may be printed.
    pub scripts: Vec<Script>,
    /// The week's broadcasts, in the order written.
    pub broadcasts: Vec<Airing>,
    /// The calendar of posts, by day.
    pub posts: Vec<Post>,
    /// Scripts and cards that must not go out today, and why.
    pub withheld: Vec<Withheld>,
    /// All pictures, each once, in the order of their paths.
    pub pictures: Vec<Picture>,
    /// All recordings, in the order of their paths.
    pub recordings: Vec<Recording>,
    /// Progress.
    pub progress: Progress,
    /// The fact register as it stands today, for the page that prints it and the staff checklist.
    pub facts: Vec<FactNow>,
    /// Tags by slug and language, each with the pages that carry it.
    pub tags: Vec<Tag>,
}

/// Index into [`Site::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub usize);

/// Index into [`Site::pictures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureId(pub usize);

/// Index into [`Site::recordings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordingId(pub usize);

/// An explainer in one language, or its stand-in where no translation exists.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its number.
    pub id: PageId,
    /// The explainer, the same in all languages.
    pub topic: String,
    /// The language of the site part it stands in.
    pub lang: Lang,
    /// The language its text is in: another one where the translation is missing.
    pub text_lang: Lang,
    /// The last part of its address.
    pub slug: String,
    /// The title.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// The day it was written.
    pub date: Option<Date>,
    /// When its statements were last checked.
    pub verified_on: Option<Date>,
    /// Its place among others.
    pub order: i64,
    /// Slugs of its tags.
    pub tags: Vec<Arc<str>>,
    /// Its picture and what that shows.
    pub picture: Option<(PictureId, String)>,
    /// The same in somebody's voice.
    pub audio: Option<AudioSource>,
    /// Fact numbers it rests on.
    pub sources: Vec<String>,
    /// Languages that have this explainer in their own words.
    pub translations: Vec<Lang>,
    /// What was found in its text.
    pub text: PageText,
    /// Whether it stands on nothing that is over, so that what can't be called back may go out: cards and paper.
    pub is_current: bool,
    /// Whether a share card goes out.
    pub has_card: bool,
    /// Whether a leaflet goes out.
    pub has_leaflet: bool,
    /// Whether a poster goes out.
    pub has_poster: bool,
}

/// What was found in a page's text, title and summary included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageText {
    /// Its headings that stand in no list or box, in order.
    pub headings: Vec<Heading>,
    /// Its charts and tables from data, each once, in order.
    pub figures: Vec<Figure>,
    /// Facts on it that are shown in their fallback wording.
    pub replaced_facts: Vec<String>,
    /// Facts that it names, stated or not, each once.
    pub facts: Vec<String>,
    /// Pictures in it, in order.
    pub pictures: Vec<PictureId>,
}

/// The texts of pages. A document is parsed whenever it is asked for and not kept: the trees of thousands of pages
/// need more memory than an office PC has.
pub trait DocumentSource: Sync {
    /// Returns the text of a page.
    fn document(&self, page: PageId) -> Cow<'_, Document<Resolved>>;
}

#[cfg(test)]
impl DocumentSource for Vec<Document<Resolved>> {
    fn document(&self, page: PageId) -> Cow<'_, Document<Resolved>> {
        self.get(page.0).map_or_else(Cow::default, Cow::Borrowed)
    }
}

impl Document<Resolved> {
    /// Returns the headings that stand in no list or box.
    pub fn headings(&self) -> Vec<Heading> {
        let headings = self.blocks.iter().filter_map(|block| match block {
            Block::Heading { level, id, inlines, .. } => Some(Heading {
                level: *level,
                id: id.as_str().into(),
                title: plain_text(inlines).into(),
            }),
            _ => None,
        });
        let mut headings: Vec<Heading> = headings.collect();
        headings.shrink_to_fit();
        headings
    }

    /// Returns the charts and tables from data, each once.
    pub fn figures(&self) -> Vec<Figure> {
        fn collect(blocks: &[Block<Resolved>], into: &mut Vec<Figure>) {
            for block in blocks {
                match block {
                    Block::Figure(figure, _) if !into.contains(figure) => into.push(figure.clone()),
                    Block::Quote(inner) | Block::Alert(_, inner) => collect(inner, into),
                    Block::List { entries, .. } => {
                        entries.iter().for_each(|entry| collect(&entry.blocks, into))
                    }
                    Block::Heading { .. }
                    | Block::Paragraph(..)
                    | Block::Code { .. }
                    | Block::Table { .. }
                    | Block::Rule
                    | Block::Html(..)
                    | Block::Markup(_)
                    | Block::Figure(..) => {}
                }
            }
        }
        let mut figures = Vec::new();
        collect(&self.blocks, &mut figures);
        figures
    }
}

/// A heading of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The anchor.
    pub id: Box<str>,
    /// Its bare text.
    pub title: Box<str>,
}

impl Page {
    /// Returns the pictures that it shows, in its text and beside it.
    pub fn pictures(&self) -> impl Iterator<Item = PictureId> + '_ {
        self.text.pictures.iter().copied().chain(self.picture.as_ref().map(|(id, _)| *id))
    }

    /// Returns whether the text stands in for a missing translation.
    pub fn is_fallback(&self) -> bool {
        self.lang != self.text_lang
    }
}

/// A loudspeaker script that may be printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    /// Its folder's name.
    pub id: String,
    /// Its language.
    pub lang: Lang,
    /// Printed, not read.
    pub title: String,
    /// What it is for.
    pub kind: ScriptKind,
    /// The page it goes with.
    pub explains: Option<PageId>,
    /// Not to be read after this day.
    pub not_after: Option<Date>,
    /// How often it is read.
    pub repeat: u32,
    /// Where it is read.
    pub setting: Setting,
    /// The station.
    pub station: String,
    /// Draft or approved.
    pub status: Status,
    /// Who approved it.
    pub approved: Option<Approval>,
    /// Fact numbers it rests on.
    pub sources: Vec<String>,
    /// What is said, opening and closing included.
    pub paragraphs: Vec<Vec<Sentence>>,
    /// How long one reading takes, in seconds.
    pub seconds: u32,
    /// Syllables of one reading.
    pub syllables: usize,
    /// Figures in it are samples.
    pub is_sample: bool,
    /// Its language has no number words here: figures stay, with a Vietnamese reading beside them.
    pub keeps_digits: bool,
}

impl Script {
    /// Returns how long all its readings take together, in seconds.
    pub fn total_seconds(&self) -> u32 {
        self.seconds.saturating_mul(self.repeat)
    }
}

/// One sentence as it is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Who speaks, in dialogues: `Hỏi`, `Đáp`.
    pub voice: Option<String>,
    /// As said.
    pub spoken: String,
    /// The figures that stand in it, as they are written.
    pub figures: Vec<String>,
    /// In languages without number words: the figures that stay in the line, and how they are said in Vietnamese.
    pub readings: Vec<Reading>,
    /// Which of its words stand for something that is written otherwise, in order and apart from each other.
    pub rewritten: Vec<Rewritten>,
    /// Syllables.
    pub syllables: usize,
}

/// A figure and how it is said in Vietnamese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// As it stands in the line: `1.046`.
    pub written: String,
    /// As it is said.
    pub said: String,
}

/// Spoken words and what is written for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// The bytes of [`Sentence::spoken`].
    pub range: Range<usize>,
    /// As written: `VNeID`.
    pub written: String,
}

/// Something that was kept back.
#[derive(Clone, Debug, PartialEq)]
pub struct Withheld {
    /// `script` or `card`.
    pub product: &'static str,
    /// Its name.
    pub id: String,
    /// Its language.
    pub lang: Lang,
    /// The facts that keep it back.
    pub facts: Vec<String>,
    /// Where it is written.
    pub span: Span,
}

/// A picture that is used.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its path below the campaign.
    pub path: String,
    /// Its bytes as found.
    pub bytes: Arc<[u8]>,
    /// What it is.
    pub kind: PictureKind,
    /// Width as shown.
    pub width: u32,
    /// Height as shown.
    pub height: u32,
    /// A page shows it.
    pub is_used: bool,
}

/// A recording that is used.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// Its path below the campaign.
    pub path: String,
    /// The sound.
    pub bytes: Arc<[u8]>,
    /// What it is.
    pub kind: AudioKind,
    /// How long it takes, where that is known.
    pub seconds: Option<u32>,
    /// A page offers it.
    pub is_used: bool,
}

/// What a page says in somebody's voice; one of the two kinds at least.
#[derive(Clone, Debug, PartialEq)]
pub struct AudioSource {
    /// The language that is spoken: the page's, even where its text is a stand-in, or the text's.
    pub lang: Lang,
    /// For every phone.
    pub mp3: Option<RecordingId>,
    /// The same, smaller, for newer phones.
    pub opus: Option<RecordingId>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkTarget {
    /// A page, with an anchor if one was named.
    Page(PageId, Option<String>),
    /// The home page of a language.
    Home(Lang),
    /// A place on the same page.
    Anchor(String),
    /// Anything else that may be linked: web, mail, phone.
    Outside(String),
    /// A file below `static/`.
    Static(String),
}

/// What a placeholder says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ResolvedValue {
    /// The value itself.
    Value(Value, Option<Localized>),
    /// Words in place of a value that is unsure or over, and which value.
    Fallback(Localized, String),
}

/// A picture or table from data.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// One indicator as a chart.
    Chart(String),
    /// All indicators as a table.
    ProgressTable,
    /// The fact register with its sources.
    FactRegister,
}

/// A fact as it stands today.
#[derive(Clone, Debug, PartialEq)]
pub struct FactNow {
    /// Its id.
    pub id: String,
    /// What it is called; may be empty.
    pub name: Localized,
    /// Its value.
    pub value: Value,
    /// Where it is from.
    pub source: String,
    /// How sure.
    pub certainty: Certainty,
    /// When it was looked up.
    pub verified_on: Option<Date>,
    /// The last day it holds.
    pub valid_until: Option<Date>,
    /// Whether it may be stated today.
    pub fact_status: FactStatus,
}

/// Whether a fact may be stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactStatus {
    /// Yes.
    Sure,
    /// Not confirmed.
    Unconfirmed,
    /// Its time is over.
    Expired,
}

/// A tag with the pages that carry it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// The last part of its address, the same in all languages.
    pub slug: String,
    /// Its name.
    pub title: Localized,
    /// Pages by language, in order.
    pub pages: BTreeMap<Lang, Vec<PageId>>,
}
