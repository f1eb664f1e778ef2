//! The checked campaign: pages, scripts and pictures with every reference resolved.

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
use crate::model::reference::{Figure, PageId, PictureId, RecordingId};
use crate::model::tree::{Block, Document, Resolved, plain_text};
use crate::model::value::Value;

/// The checked campaign. No name needs to be looked up again.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// One page per explainer and language, fallbacks included, sorted by language and order.
    pub pages: Vec<Page>,
    /// Scripts that may be printed.
    pub scripts: Vec<Script>,
    /// The week's broadcasts, in the order typed.
    pub broadcasts: Vec<Airing>,
    /// The calendar of posts, sorted by day.
    pub posts: Vec<Post>,
    /// Scripts and cards that must not be published today, with the reason.
    pub withheld: Vec<Withheld>,
    /// All pictures, each once, sorted by path.
    pub pictures: Vec<Picture>,
    /// All recordings, sorted by path.
    pub recordings: Vec<Recording>,
    /// Progress.
    pub progress: Progress,
    /// The facts with their status today, for the register page and the staff checklist.
    pub facts: Vec<FactNow>,
    /// Tags by slug, each with its pages by language.
    pub tags: Vec<Tag>,
}

/// An explainer in one language, or a fallback for a missing translation.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The index of this page.
    pub id: PageId,
    /// The id of the explainer, the same in all languages.
    pub topic: String,
    /// The language of the part of the site.
    pub lang: Lang,
    /// The language of the text, which differs from `lang` if the translation is missing.
    pub text_lang: Lang,
    /// The last part of the address.
    pub slug: String,
    /// The title.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// The day it was written.
    pub date: Option<Date>,
    /// When the statements were last checked.
    pub verified_on: Option<Date>,
    /// The position among the explainers.
    pub order: i64,
    /// The slugs of the tags.
    pub tags: Vec<Arc<str>>,
    /// The picture and its alternative text.
    pub picture: Option<(PictureId, String)>,
    /// The recording of the text.
    pub audio: Option<AudioSource>,
    /// The numbers of the facts that the text uses.
    pub sources: Vec<String>,
    /// The languages in which this explainer has its own text.
    pub translations: Vec<Lang>,
    /// Facts about the text.
    pub text: PageText,
    /// Whether no fact of the page has expired, so that cards and paper, which can't be recalled,
    /// may be published.
    pub is_current: bool,
    /// Whether a share card is published.
    pub has_card: bool,
    /// Whether a leaflet is published.
    pub has_leaflet: bool,
    /// Whether a poster is published.
    pub has_poster: bool,
}

/// What `check` found in a page's text, title and summary.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageText {
    /// The headings outside of lists and alerts, in order.
    pub headings: Vec<Heading>,
    /// The charts and tables from data, each once, in order.
    pub figures: Vec<Figure>,
    /// The facts that are shown with their fallback words.
    pub replaced_facts: Vec<String>,
    /// The facts that the page uses, each once.
    pub facts: Vec<String>,
    /// The pictures, in order.
    pub pictures: Vec<PictureId>,
}

/// The texts of pages. They are parsed on request and not kept, because the trees of thousands of
/// pages need more memory than an office PC has.
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
    /// Returns the headings outside of lists and alerts.
    pub fn headings(&self) -> Vec<Heading> {
        let headings = self.blocks.iter().filter_map(|block| match block {
            Block::Heading { level, id, inlines, .. } => Some(Heading {
                level: *level,
                id: id.as_str().into(),
                title: plain_text(inlines).into(),
            }),
            _ => None,
        });
        headings.collect()
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
    /// The level, 1 to 6.
    pub level: u8,
    /// The anchor.
    pub id: Box<str>,
    /// The text without markup.
    pub title: Box<str>,
}

impl Page {
    /// Returns the pictures in the text and beside it.
    pub fn pictures(&self) -> impl Iterator<Item = PictureId> + '_ {
        self.text.pictures.iter().copied().chain(self.picture.as_ref().map(|(id, _)| *id))
    }

    /// Returns whether the text is a fallback for a missing translation.
    pub fn is_fallback(&self) -> bool {
        self.lang != self.text_lang
    }
}

/// A loudspeaker script that may be printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    /// The name of the folder.
    pub id: String,
    /// The language.
    pub lang: Lang,
    /// The title, printed but not read aloud.
    pub title: String,
    /// The purpose of the script.
    pub kind: ScriptKind,
    /// The page on the same subject.
    pub explains: Option<PageId>,
    /// The last day on which the script may be read.
    pub not_after: Option<Date>,
    /// How often the script is read in one broadcast.
    pub repeat: u32,
    /// Where the script is read.
    pub setting: Setting,
    /// The station's name.
    pub station: String,
    /// Draft or approved.
    pub status: Status,
    /// The approval.
    pub approved: Option<Approval>,
    /// The numbers of the facts that the script uses.
    pub sources: Vec<String>,
    /// The spoken sentences by paragraph, opening and closing included.
    pub paragraphs: Vec<Vec<Sentence>>,
    /// The duration of one reading, in seconds.
    pub seconds: u32,
    /// The syllables of one reading.
    pub syllables: usize,
    /// Whether the figures in it are samples.
    pub is_sample: bool,
    /// Whether figures stay as digits, with a Vietnamese reading beside them, because the language
    /// has no number words here.
    pub keeps_digits: bool,
}

impl Script {
    /// Returns the duration of all readings together, in seconds.
    pub fn total_seconds(&self) -> u32 {
        self.seconds.saturating_mul(self.repeat)
    }
}

/// A spoken sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// The speaker in a dialogue: `Hỏi`, `Đáp`.
    pub voice: Option<String>,
    /// The spoken words.
    pub spoken: String,
    /// The figures in the sentence, as written.
    pub figures: Vec<String>,
    /// In languages without number words, the figures that stay in the line and their Vietnamese
    /// readings.
    pub readings: Vec<Reading>,
    /// The words that replace something written differently, in order and without overlap.
    pub rewritten: Vec<Rewritten>,
    /// The number of syllables.
    pub syllables: usize,
}

/// A figure and its Vietnamese reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The figure as written: `1.046`.
    pub written: String,
    /// The reading.
    pub said: String,
}

/// Spoken words and their written form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// The bytes of [`Sentence::spoken`].
    pub range: Range<usize>,
    /// The written form: `VNeID`.
    pub written: String,
}

/// An output that is withheld.
#[derive(Clone, Debug, PartialEq)]
pub struct Withheld {
    /// `script` or `card`.
    pub product: &'static str,
    /// The id of the script or page.
    pub id: String,
    /// The language.
    pub lang: Lang,
    /// The facts that are the reason.
    pub facts: Vec<String>,
    /// Where the text is.
    pub span: Span,
}

/// A picture that is used.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The path relative to the campaign.
    pub path: String,
    /// The bytes, as found.
    pub bytes: Arc<[u8]>,
    /// The format.
    pub kind: PictureKind,
    /// The width as displayed.
    pub width: u32,
    /// The height as displayed.
    pub height: u32,
    /// Whether a page shows the picture.
    pub is_used: bool,
}

/// A recording that is used.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// The path relative to the campaign.
    pub path: String,
    /// The sound.
    pub bytes: Arc<[u8]>,
    /// The format.
    pub kind: AudioKind,
    /// The length, if it is known.
    pub seconds: Option<u32>,
    /// Whether a page offers the recording.
    pub is_used: bool,
}

/// A recording of a page, in at least one of the two formats.
#[derive(Clone, Debug, PartialEq)]
pub struct AudioSource {
    /// The spoken language: that of the page, even if the text is a fallback, or else that of the
    /// text.
    pub lang: Lang,
    /// For every phone.
    pub mp3: Option<RecordingId>,
    /// A smaller file, for newer phones.
    pub opus: Option<RecordingId>,
}

/// A fact with its status today.
#[derive(Clone, Debug, PartialEq)]
pub struct FactNow {
    /// The id.
    pub id: String,
    /// The name; may be empty.
    pub name: Localized,
    /// The value.
    pub value: Value,
    /// The source.
    pub source: String,
    /// The certainty.
    pub certainty: Certainty,
    /// When the fact was last checked.
    pub verified_on: Option<Date>,
    /// The last day on which the fact holds.
    pub valid_until: Option<Date>,
    /// Whether the fact may be stated today.
    pub fact_status: FactStatus,
}

/// Whether a fact may be stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactStatus {
    /// It may be stated.
    Sure,
    /// Not confirmed.
    Unconfirmed,
    /// The last day of the fact is over.
    Expired,
}

/// A tag with the pages that carry it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// The last part of the address, the same in all languages.
    pub slug: String,
    /// The name.
    pub title: Localized,
    /// The pages by language, in order.
    pub pages: BTreeMap<Lang, Vec<PageId>>,
}
