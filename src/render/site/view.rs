//! The views of the site templates: plain text, complete addresses, finished HTML.
//!
//! Every field is a promise to theme writers, documented in `themes/que-huong/README.md`. Fields
//! with the suffix `_html` are finished and safe, and templates print them with `| safe`. All other
//! fields are text, and templates escape them.

use serde::Serialize;

/// The values of a template: the fields of the page, merged with the fields of the frame.
pub trait View: Serialize {
    /// Returns the frame of the page.
    fn frame(&self) -> &Frame;
}

/// The fields that every page has. They are at the top level, next to `page`, `home` or `tag`.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// The language of this part of the site: `vi`.
    pub lang: String,
    /// The text direction: `ltr` or `rtl`.
    pub dir: &'static str,
    /// The style, for a `<style>` element.
    pub css_html: String,
    /// The script, for a `<script>` element; only the parts that the page needs.
    pub script_html: String,
    /// The local address of the service worker.
    pub worker: Option<String>,
    /// The campaign.
    pub site: SiteView,
    /// The content of `<head>`.
    pub head: HeadView,
    /// This page in all languages of the site, the default language first; empty if there is only
    /// one language.
    pub languages: Vec<LanguageView>,
    /// Offices with a confirmed telephone number; if there are none, the valid hotlines of the fact
    /// register.
    pub calls: Vec<CallView>,
}

/// The campaign.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The name of the campaign.
    pub title: String,
    /// One sentence about the campaign; may be empty.
    pub description: String,
    /// The publisher, named by role; may be empty.
    pub publisher: String,
    /// The address of the Facebook page.
    pub facebook: Option<String>,
    /// Whom to ask about facts that are not certain: `hỏi trạm y tế xã`.
    pub ask: String,
    /// The address of the home page in this language.
    pub home: String,
    /// The logo of the theme as a drawing, if there is one.
    pub logo_html: Option<String>,
    /// The address of the list from A to Z in this language.
    pub search: Option<String>,
}

/// The content of `<head>`.
#[derive(Clone, Debug, Serialize)]
pub struct HeadView {
    /// The title of the page, followed by the name of the campaign.
    pub title: String,
    /// One sentence; may be empty.
    pub description: String,
    /// The canonical absolute address; none for the not-found page.
    pub canonical: Option<String>,
    /// The real translations of the page, and `x-default`.
    pub alternates: Vec<AlternateView>,
    /// The absolute address of the Atom feed in this language.
    pub feed: Option<String>,
    /// The preview in social networks; none for the not-found page.
    pub og: Option<OgView>,
}

/// A language with a real translation of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AlternateView {
    /// The tag of the language, or `x-default`.
    pub lang: String,
    /// The absolute address.
    pub href: String,
}

/// Open Graph.
#[derive(Clone, Debug, Serialize)]
pub struct OgView {
    /// `article` or `website`.
    pub kind: &'static str,
    /// The title of the page without the name of the campaign.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// The absolute address.
    pub url: String,
    /// `vi_VN`.
    pub locale: String,
    /// The name of the campaign.
    pub site_name: String,
    /// The share picture.
    pub image: Option<OgImageView>,
}

/// A share picture.
#[derive(Clone, Debug, Serialize)]
pub struct OgImageView {
    /// The absolute address.
    pub url: String,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// The alternative text.
    pub alt: String,
}

/// This page in one language.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageView {
    /// The tag of the language.
    pub lang: String,
    /// The text direction.
    pub dir: &'static str,
    /// The name of the language in the language itself.
    pub name: String,
    /// The local address.
    pub url: String,
    /// Whether this is the current page.
    pub current: bool,
    /// Whether the text is in this language.
    pub translated: bool,
}

/// A telephone number to tap.
#[derive(Clone, Debug, Serialize)]
pub struct CallView {
    /// The office or hotline.
    pub name: String,
    /// The number as written, with no-break spaces.
    pub phone: String,
    /// `tel:…`
    pub href: String,
    /// The hours of the telephone, if known.
    pub hours: Option<String>,
}

/// A name with a local address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// The text of the link.
    pub title: String,
    /// The local address.
    pub url: String,
}

/// The view of `page.html`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The frame of the page.
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
    /// Whether the picture is a small drawing with room beside it.
    pub picture_is_small: bool,
    /// The recording of the text.
    pub listen: Option<ListenView>,
    /// The language of title, summary and text.
    pub text_lang: String,
    /// The direction of title, summary and text.
    pub text_dir: &'static str,
    /// The name of the language of the text for readers of this page; only if the text is not in
    /// the language of the page.
    pub fallback: Option<String>,
    /// The number of unconfirmed facts that are replaced by careful words.
    pub replaced_facts: usize,
    /// The day of the text, in the language of the page.
    pub date: Option<String>,
    /// The day of the last check, in the language of the page.
    pub verified_on: Option<String>,
    /// The sources of the text.
    pub sources: Vec<String>,
    /// The topics of the page.
    pub topics: Vec<LinkView>,
    /// The previous page.
    pub previous: Option<LinkView>,
    /// The next page.
    pub next: Option<LinkView>,
    /// The local address of the page as a single file; none in the single file itself.
    pub file: Option<String>,
    /// Ways to share the page.
    pub share: ShareView,
}

/// A recording.
#[derive(Clone, Debug, Serialize)]
pub struct ListenView {
    /// The local address; an MP3 if there is one.
    pub url: String,
    /// The local address of the Opus file, if there are both.
    pub opus: Option<String>,
    /// `1 phút 10 giây`, if the duration is known.
    pub time: Option<String>,
    /// `210 kB`
    pub size: String,
    /// The spoken language.
    pub lang: String,
    /// The name of the spoken language for readers of this page; only if the page is in another
    /// language.
    pub language: Option<String>,
    /// Whether the recording is in the language of the page although the text is not.
    pub instead_of_text: bool,
}

/// Ways to share a page without a script.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView {
    /// The address of the share page of Facebook.
    pub facebook: String,
    /// An `sms:` address that opens a message with title and address.
    pub sms: String,
    /// Title and address, for the clipboard.
    pub text: String,
    /// The absolute address alone.
    pub url: String,
}

/// The view of `home.html`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The frame of the page.
    #[serde(skip)]
    pub frame: Frame,
    /// The home page.
    pub home: StartView,
}

impl View for HomeView {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

/// The home page of a language.
#[derive(Clone, Debug, Serialize)]
pub struct StartView {
    /// One per explainer, in order.
    pub cards: Vec<CardView>,
    /// The progress of the campaign, if figures may be shown.
    pub progress: Option<ProgressView>,
    /// All topics.
    pub topics: Vec<LinkView>,
}

/// An explainer in a list.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// An id that is unique in the list, for anchors.
    pub id: String,
    /// The title.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// The local address.
    pub url: String,
    /// The recording of the text.
    pub listen: Option<ListenView>,
    /// A small drawing or thumbnail as decoration; never a separate file.
    pub pictogram_html: Option<String>,
    /// The language of title and summary if it is not the language of the page.
    pub text_lang: Option<String>,
    /// The direction of title and summary.
    pub text_dir: &'static str,
}

/// The progress of the campaign.
#[derive(Clone, Debug, Serialize)]
pub struct ProgressView {
    /// Whether the figures are samples.
    pub is_sample: bool,
    /// `Tính đến 23/11/2026`, or a note that the day is unknown.
    pub as_of: String,
    /// The indicators in order.
    pub indicators: Vec<IndicatorView>,
}

/// One indicator.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorView {
    /// The name of the counted quantity.
    pub title: String,
    /// `1.046`
    pub done: String,
    /// `2.163`
    pub of: String,
    /// `48,4%`; empty where nothing is to be done.
    pub percent: String,
    /// `Cứ 100 người thì 48 người.`
    pub sentence: String,
    /// The drawing with twenty dots.
    pub chart_html: String,
}

/// The view of `tag.html`.
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    /// The frame of the page.
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
    /// The name of the topic.
    pub title: String,
    /// The pages of the topic in order.
    pub cards: Vec<CardView>,
}

/// The view of `not-found.html`.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// The frame of the page.
    #[serde(skip)]
    pub frame: Frame,
    /// All explainers, so that readers can continue.
    pub links: Vec<LinkView>,
}

impl View for NotFoundView {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

/// The view of `search.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// The frame of the page.
    #[serde(skip)]
    pub frame: Frame,
    /// All explainers from A to Z.
    pub entries: Vec<EntryView>,
    /// The script that filters the list, for a `<script>` element.
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
    /// The headings of the page.
    pub headings: Vec<LinkView>,
    /// The folded words for the search, without duplicates.
    pub words: String,
    /// The language of title and headings if it is not the language of the page.
    pub text_lang: Option<String>,
    /// The direction of title and headings.
    pub text_dir: &'static str,
}
