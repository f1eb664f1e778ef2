//! What templates see: plain words, ready addresses, finished pieces of HTML.
//!
//! Every field is a promise to theme writers, written down in `themes/que-huong/README.md`. Fields called
//! `…_html` are finished and safe; templates print them with `| safe`. All else is text and is escaped.

use serde::Serialize;

/// What a template is filled with: a page's own fields and those that every page has, side by side.
pub trait View: Serialize {
    /// Returns what every page has.
    fn frame(&self) -> &Frame;
}

/// What every page has; its fields stand at the top level beside `page`, `home`, `tag`.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// The language of this part of the site: `vi`.
    pub lang: String,
    /// Its direction: `ltr` or `rtl`.
    pub dir: &'static str,
    /// The style, for a `<style>` element.
    pub css_html: String,
    /// The script, for a `<script>` element: of its parts those that the page has something for.
    pub script_html: String,
    /// The local address of the service worker.
    pub worker: Option<String>,
    /// The campaign.
    pub site: SiteView,
    /// What stands in `<head>`.
    pub head: HeadView,
    /// This page in all languages of the site, the default one first; empty where there is only one.
    pub languages: Vec<LanguageView>,
    /// Offices whose telephone number is confirmed; without one, hotlines of the fact register that are sure.
    pub calls: Vec<CallView>,
}

/// The campaign.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Its name.
    pub title: String,
    /// One sentence about it; may be empty.
    pub description: String,
    /// Who runs it, by role; may be empty.
    pub publisher: String,
    /// Its Facebook page.
    pub facebook: Option<String>,
    /// The address of the first page in this language.
    pub home: String,
    /// The theme's mark as a drawing, if it has one.
    pub logo_html: Option<String>,
    /// The address of the list from A to Z in this language.
    pub search: Option<String>,
}

/// What stands in `<head>`.
#[derive(Clone, Debug, Serialize)]
pub struct HeadView {
    /// The page's name with the campaign's behind it.
    pub title: String,
    /// One sentence; may be empty.
    pub description: String,
    /// The absolute address under which the page should be known; none for the not-found page.
    pub canonical: Option<String>,
    /// The same page in languages that really have it, and `x-default`.
    pub alternates: Vec<AlternateView>,
    /// The absolute address of the language's Atom feed.
    pub feed: Option<String>,
    /// What networks show when the page is shared; none for the not-found page.
    pub og: Option<OgView>,
}

/// One language that really has the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AlternateView {
    /// Its tag, or `x-default`.
    pub lang: String,
    /// The absolute address.
    pub href: String,
}

/// Open Graph.
#[derive(Clone, Debug, Serialize)]
pub struct OgView {
    /// `article` or `website`.
    pub kind: &'static str,
    /// The page's name without the campaign's.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// The absolute address.
    pub url: String,
    /// `vi_VN`.
    pub locale: String,
    /// The campaign's name.
    pub site_name: String,
    /// The share picture.
    pub image: Option<OgImageView>,
}

/// A share picture.
#[derive(Clone, Debug, Serialize)]
pub struct OgImageView {
    /// The absolute address.
    pub url: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What it shows.
    pub alt: String,
}

/// This page in one language.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageView {
    /// The tag.
    pub lang: String,
    /// Its direction.
    pub dir: &'static str,
    /// Its name in itself.
    pub name: String,
    /// The local address.
    pub url: String,
    /// Whether it is the page that is being looked at.
    pub current: bool,
    /// Whether the text is really in that language.
    pub translated: bool,
}

/// A telephone number to tap.
#[derive(Clone, Debug, Serialize)]
pub struct CallView {
    /// The office or hotline.
    pub name: String,
    /// The number as it is written, its digits kept together.
    pub phone: String,
    /// `tel:…`
    pub href: String,
    /// When somebody answers, if that is known.
    pub hours: Option<String>,
}

/// A name with a local address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// The words.
    pub title: String,
    /// The local address.
    pub url: String,
}

/// For `page.html`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// What every page has.
    #[serde(skip)]
    pub frame: Frame,
    /// The explainer.
    pub page: ArticleView,
}

impl View for PageView {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

/// An explainer.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleView {
    /// The title.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// The text.
    pub body_html: String,
    /// The picture.
    pub picture_html: Option<String>,
    /// Whether the picture is a small drawing that leaves room beside it.
    pub picture_is_small: bool,
    /// The same in somebody's voice.
    pub listen: Option<ListenView>,
    /// The language of title, summary and text.
    pub text_lang: String,
    /// Its direction.
    pub text_dir: &'static str,
    /// Where the text is in another language than the site part: what readers of this page call that language.
    pub fallback: Option<String>,
    /// How many facts are shown in careful words because they aren't confirmed.
    pub replaced_facts: usize,
    /// The day it was written, in words of the page's language.
    pub date: Option<String>,
    /// The day it was last checked, in words of the page's language.
    pub verified_on: Option<String>,
    /// What it rests on.
    pub sources: Vec<String>,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// The one before.
    pub previous: Option<LinkView>,
    /// The one after.
    pub next: Option<LinkView>,
    /// The local address of the page as one file that stands alone; none in that file itself.
    pub file: Option<String>,
    /// Ways to pass it on.
    pub share: ShareView,
}

/// A recording.
#[derive(Clone, Debug, Serialize)]
pub struct ListenView {
    /// The local address; an MP3 where there is one.
    pub url: String,
    /// The local address of the same as Opus, where there are both.
    pub opus: Option<String>,
    /// `1 phút 10 giây`, where that is known.
    pub time: Option<String>,
    /// `210 kB`
    pub size: String,
    /// The language that is spoken.
    pub lang: String,
    /// What readers of this page call it, where the text is in another.
    pub language: Option<String>,
    /// Whether the page's language is spoken though its text is a stand-in.
    pub instead_of_text: bool,
}

/// Ways to pass a page on that need no script.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView {
    /// Facebook's share page.
    pub facebook: String,
    /// Opens a message with title and address in it.
    pub sms: String,
    /// Title and address, to be copied.
    pub text: String,
    /// The absolute address alone.
    pub url: String,
}

/// For `home.html`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// What every page has.
    #[serde(skip)]
    pub frame: Frame,
    /// The first page.
    pub home: StartView,
}

impl View for HomeView {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

/// A language's first page.
#[derive(Clone, Debug, Serialize)]
pub struct StartView {
    /// One per explainer, in order.
    pub cards: Vec<CardView>,
    /// How far the campaign is, if figures may be shown.
    pub progress: Option<ProgressView>,
    /// All topics.
    pub topics: Vec<LinkView>,
}

/// An explainer in a list.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// Unique in its list, for anchors.
    pub id: String,
    /// The title.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// The local address.
    pub url: String,
    /// The same in somebody's voice.
    pub listen: Option<ListenView>,
    /// A small drawing, as decoration; never a file of its own.
    pub pictogram_html: Option<String>,
    /// The language of title and summary where it isn't the page's.
    pub text_lang: Option<String>,
    /// The direction of title and summary.
    pub text_dir: &'static str,
}

/// How far the campaign is.
#[derive(Clone, Debug, Serialize)]
pub struct ProgressView {
    /// Whether the figures are invented for trying out.
    pub is_sample: bool,
    /// `Tính đến 23/11/2026`, or that nobody knows the day.
    pub as_of: String,
    /// The indicators in order.
    pub indicators: Vec<IndicatorView>,
}

/// One indicator.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorView {
    /// What is counted.
    pub title: String,
    /// `1.046`
    pub done: String,
    /// `2.163`
    pub of: String,
    /// `48,4%`; empty where nothing is to be done.
    pub percent: String,
    /// `Cứ 100 người thì 48 người.`
    pub sentence: String,
    /// The drawing of twenty dots.
    pub chart_html: String,
}

/// For `tag.html`.
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    /// What every page has.
    #[serde(skip)]
    pub frame: Frame,
    /// The topic.
    pub tag: TopicView,
}

impl View for TagView {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

/// A topic with its pages.
#[derive(Clone, Debug, Serialize)]
pub struct TopicView {
    /// Its name.
    pub title: String,
    /// Its pages in order.
    pub cards: Vec<CardView>,
}

/// For `not-found.html`.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// What every page has.
    #[serde(skip)]
    pub frame: Frame,
    /// All explainers, to go on from.
    pub links: Vec<LinkView>,
}

impl View for NotFoundView {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

/// For `search.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// What every page has.
    #[serde(skip)]
    pub frame: Frame,
    /// All explainers from A to Z.
    pub entries: Vec<EntryView>,
    /// The script that narrows the list, for a `<script>` element.
    pub search_script_html: String,
}

impl View for SearchView {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

/// An explainer in the list from A to Z.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// The title.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// The local address.
    pub url: String,
    /// Its headings.
    pub headings: Vec<LinkView>,
    /// The words by which it is found: without marks, each once.
    pub words: String,
    /// The language of title and headings where it isn't the page's.
    pub text_lang: Option<String>,
    /// The direction of title and headings.
    pub text_dir: &'static str,
}
