//! The view of the leaflet and poster templates. Every field is a promise to theme writers.
//!
//! Paper shows a short form of the page: lists are complete or omitted, and sentences that only
//! point to another page are omitted.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::lang::Lang;
use crate::model::reference::{LinkTarget, PageId};
use crate::model::site::{FactStatus, Page};
use crate::model::strings::Arg;
use crate::model::tree::{AlertKind, Block, Inline, ListEntry, Resolved};
use crate::render::card::post::{push_written, written};
use crate::render::card::view::{PictureView, QR_PATH, picture, short_address};
use crate::render::renderer::Renderer;
use crate::render::site::frame::calls;

/// The most messages in the sections of one sheet; the glance list does not count. Six, because
/// numbered steps are not split.
const MOST_MESSAGES: usize = 6;

/// The size in bytes above which a part is omitted, because it fits on no sheet. Typesetting
/// megabytes of text would take a minute and use up the memory.
const MOST_BYTES: usize = 20_000;

/// Private-use characters that mark the text of a link to a page while sentences are examined.
const LINK: (char, char) = ('\u{e000}', '\u{e001}');

/// A leaflet or a poster.
#[derive(Debug, Serialize)]
pub struct HandoutView {
    /// The language of the text, without region: `vi`.
    pub lang: String,
    /// The title of the page.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// The name of the campaign.
    pub campaign: String,
    /// The publisher; may be empty.
    pub publisher: String,
    /// Host and path, for people who type the address.
    pub address: String,
    /// The picture of the page.
    pub picture: Option<PictureView>,
    /// The path of the QR code for templates.
    pub qr: &'static str,
    /// The first list of the page if its entries have labels: what to bring, where, how long, the
    /// price.
    pub glance: Vec<HandoutEntryView>,
    /// Whole sections of the page with at most six messages together.
    pub sections: Vec<SectionView>,
    /// The first warning of the page.
    pub warning: Option<WarningView>,
    /// Confirmed telephone numbers.
    pub calls: Vec<HandoutCallView>,
    /// Where to ask: "If you are not sure, ask …"; may be empty.
    pub ask: String,
    /// The day the text was checked; may be empty.
    pub checked: String,
    /// The last day on which the facts in the text are valid; may be empty.
    pub until: String,
    /// The number of copies on a sheet.
    pub copies: u8,
    /// The words of the theme by key, without `card-`.
    pub words: BTreeMap<&'static str, String>,
}

/// An entry of a list.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct HandoutEntryView {
    /// The bold words at the start; may be empty.
    pub label: String,
    /// The rest of the text; may be empty if there is a label.
    pub text: String,
}

/// A section of the page.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct SectionView {
    /// The heading; may be empty.
    pub title: String,
    /// The text before a list, or the whole text; may be empty.
    pub text: String,
    /// Whether the entries are steps with numbers.
    pub numbered: bool,
    /// The messages; may be empty if there is a text.
    pub entries: Vec<HandoutEntryView>,
    /// The order of importance: the section with rank 1 is dropped last.
    pub rank: usize,
}

impl SectionView {
    /// Returns the length of the words in bytes.
    fn bytes(&self) -> usize {
        self.title.len() + self.text.len() + bytes_of(&self.entries)
    }

    /// Returns the number of messages. A text counts as one.
    fn messages(&self) -> usize {
        if self.entries.is_empty() {
            usize::from(!self.text.is_empty())
        } else {
            self.entries.len()
        }
    }
}

/// Returns the length of the words of a list in bytes.
fn bytes_of(entries: &[HandoutEntryView]) -> usize {
    entries.iter().map(|entry| entry.label.len() + entry.text.len()).sum()
}

/// A warning.
#[derive(Debug, Serialize)]
pub struct WarningView {
    /// The word of the theme for this kind of warning.
    pub title: String,
    /// The text of the warning.
    pub text: String,
}

/// The telephone number of an office.
#[derive(Debug, Serialize)]
pub struct HandoutCallView {
    /// The name of the office.
    pub name: String,
    /// The number as written.
    pub phone: String,
    /// The hours of the telephone; may be empty.
    pub hours: String,
}

const WORDS: [&str; 1] = ["card-scan"];

impl HandoutView {
    /// Builds the view of a handout with `copies` copies of a page.
    pub fn new(renderer: &Renderer<'_>, id: PageId, copies: u8) -> HandoutView {
        let page = &renderer.site.pages[id.0];
        let (config, lang) = (renderer.config, &page.text_lang);
        let words = Words { renderer, lang };
        let body = renderer.document(page);
        let (glance, sections) = words.parts(&body.blocks);
        let fits = page.summary.len() <= MOST_BYTES;
        HandoutView {
            lang: lang.without_region().to_owned(),
            title: page.title.clone(),
            summary: if fits { page.summary.clone() } else { String::new() },
            campaign: config.words(&config.title, lang).to_owned(),
            publisher: config.words(&config.publisher, lang).to_owned(),
            address: short_address(&renderer.urls.absolute(renderer.urls.page(id))).to_owned(),
            picture: picture(renderer, page),
            qr: QR_PATH,
            glance,
            sections,
            warning: words.warning(&body.blocks),
            calls: words.calls(),
            ask: words.ask(),
            checked: words.day("card-checked", page.verified_on),
            until: words.day("card-until", last_day(renderer, page)),
            copies,
            words: renderer.strings.without_prefix(lang, "card-", &WORDS),
        }
    }

    /// Converts the view into the values of the templates.
    pub fn into_value(self) -> serde_json::Value {
        serde_json::to_value(self).expect("plain fields and text keys can be JSON")
    }
}

/// Returns the earliest `valid_until` of the facts on the page. Printed paper cannot be updated, so
/// it shows this day.
fn last_day(renderer: &Renderer<'_>, page: &Page) -> Option<Date> {
    let mut last_days = Vec::new();
    for fact in &renderer.site.facts {
        if page.text.facts.contains(&fact.id) && fact.fact_status == FactStatus::Sure {
            last_days.extend(fact.valid_until);
        }
    }
    last_days.into_iter().min()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    first.to_uppercase().chain(letters).collect()
}

/// Converts the text of a page for paper.
struct Words<'a> {
    renderer: &'a Renderer<'a>,
    lang: &'a Lang,
}

impl Words<'_> {
    fn get(&self, key: &str) -> String {
        self.renderer.strings.get(self.lang, key, &[])
    }

    /// Returns a phrase with a day; empty without a day.
    fn day(&self, key: &str, day: Option<Date>) -> String {
        let Some(day) = day else { return String::new() };
        let date = self.renderer.format.date(day, self.lang);
        self.renderer.strings.get(self.lang, key, &[("date", Arg::Text(date))])
    }

    fn calls(&self) -> Vec<HandoutCallView> {
        let mut views = Vec::new();
        for call in calls(self.renderer, self.lang) {
            let hours = call.hours.unwrap_or_default();
            views.push(HandoutCallView { name: capital(&call.name), phone: call.phone, hours });
        }
        views
    }

    /// Returns "If you are not sure, ask …" with the words of the first office.
    fn ask(&self) -> String {
        let Some(office) = self.renderer.config.places.values().next() else {
            return String::new();
        };
        let ask = self.renderer.format.words(&office.ask, self.lang);
        if ask.is_empty() {
            return ask;
        }
        self.renderer.strings.get(self.lang, "card-ask", &[("ask", Arg::Text(ask))])
    }

    /// Splits a page into the glance list and the sections. Sections past the limit for messages
    /// are dropped.
    fn parts(&self, blocks: &[Block<Resolved>]) -> (Vec<HandoutEntryView>, Vec<SectionView>) {
        let mut glance = Vec::new();
        let mut sections = vec![SectionView::default()];
        for block in blocks {
            match block {
                Block::Heading { inlines, .. } => {
                    let title = written(self.renderer, inlines, self.lang);
                    sections.push(SectionView { title, ..SectionView::default() });
                }
                Block::List { start, entries } => {
                    let numbered = start.is_some();
                    let entries: Vec<_> =
                        entries.iter().filter_map(|entry| self.entry(entry)).collect();
                    let is_at_start = sections == [SectionView::default()] && glance.is_empty();
                    let has_labels = entries.iter().all(|entry| !entry.label.is_empty());
                    if is_at_start && has_labels && !numbered {
                        glance = entries;
                    } else {
                        add_list(&mut sections, numbered, entries);
                    }
                }
                Block::Paragraph(inlines, _) => add_text(&mut sections, self.sentences(inlines)),
                // Tables are omitted, together with the text that introduces them.
                Block::Table { .. } => {
                    if let Some(section) = sections.last_mut() {
                        section.text.clear();
                    }
                }
                // The view has a field for warnings.
                Block::Quote(_) | Block::Alert(..) | Block::Code { .. } | Block::Rule => {}
                Block::Html(..) | Block::Markup(_) | Block::Figure(..) => {}
            }
        }
        if bytes_of(&glance) > MOST_BYTES {
            glance.clear();
        }
        keep_most_important(&mut sections);
        (glance, sections)
    }

    /// Returns the first warning of the page, unless it is too long.
    fn warning(&self, blocks: &[Block<Resolved>]) -> Option<WarningView> {
        for block in blocks {
            let Block::Alert(kind @ (AlertKind::Warning | AlertKind::Caution), inner) = block
            else {
                continue;
            };
            let texts: Vec<String> = inner.iter().filter_map(|block| self.block(block)).collect();
            let text = texts.join(" ");
            if text.len() > MOST_BYTES {
                return None;
            }
            if !text.is_empty() {
                let title = self.get(&format!("alert-{}", kind.as_str()));
                return Some(WarningView { title, text });
            }
        }
        None
    }

    fn block(&self, block: &Block<Resolved>) -> Option<String> {
        let Block::Paragraph(inlines, _) = block else { return None };
        Some(self.sentences(inlines)).filter(|text| !text.is_empty())
    }

    /// Returns an entry of a list. `None` if only the label would be left because the rest points
    /// to another page.
    fn entry(&self, entry: &ListEntry<Resolved>) -> Option<HandoutEntryView> {
        let Some(Block::Paragraph(inlines, _)) = entry.blocks.first() else { return None };
        let (label, rest) = match inlines.first() {
            Some(Inline::Strong(inner)) => {
                (written(self.renderer, inner, self.lang), &inlines[1..])
            }
            _ => (String::new(), &inlines[..]),
        };
        let mut texts = vec![self.sentences(rest)];
        texts.extend(entry.blocks[1..].iter().filter_map(|block| self.block(block)));
        let text = texts.join(" ").trim().to_owned();
        let had_text = !written(self.renderer, rest, self.lang).is_empty();
        (!text.is_empty() || (!label.is_empty() && !had_text))
            .then_some(HandoutEntryView { label, text })
    }

    /// Returns the sentences that do more than point to another page.
    fn sentences(&self, inlines: &[Inline<Resolved>]) -> String {
        let mut marked = String::new();
        for inline in inlines {
            match inline {
                Inline::Link { to, inlines, .. }
                    if matches!(**to, LinkTarget::Page(..) | LinkTarget::Anchor(_)) =>
                {
                    marked.push(LINK.0);
                    push_written(self.renderer, inlines, self.lang, &mut marked);
                    marked.push(LINK.1);
                }
                other => {
                    push_written(self.renderer, std::slice::from_ref(other), self.lang, &mut marked)
                }
            }
        }
        let pointing = self.get("card-see");
        let mut kept = Vec::new();
        for range in loa_speech::split_sentences(&marked) {
            let sentence = marked[range].trim();
            if !only_points(sentence, &pointing) {
                kept.push(sentence);
            }
        }
        let kept = kept.join(" ").replace([LINK.0, LINK.1], "");
        kept.split_whitespace().collect::<Vec<&str>>().join(" ")
    }
}

/// Adds a list to the last section, or to a new section if the last one has a list.
fn add_list(sections: &mut Vec<SectionView>, numbered: bool, entries: Vec<HandoutEntryView>) {
    match sections.last_mut() {
        Some(section) if section.entries.is_empty() => {
            section.numbered = numbered;
            section.entries = entries;
        }
        _ => sections.push(SectionView { numbered, entries, ..SectionView::default() }),
    }
}

/// Adds a text to the last section, or to a new section if the last one has a list.
fn add_text(sections: &mut Vec<SectionView>, text: String) {
    if text.is_empty() {
        return;
    }
    match sections.last_mut() {
        Some(section) if section.entries.is_empty() => {
            if !section.text.is_empty() {
                section.text.push(' ');
            }
            section.text.push_str(&text);
        }
        _ => sections.push(SectionView { text, ..SectionView::default() }),
    }
}

/// Ranks the sections by importance and drops those past the limit for messages.
fn keep_most_important(sections: &mut Vec<SectionView>) {
    sections.retain(|section| section.messages() > 0 && section.bytes() <= MOST_BYTES);
    // Steps are useful only as a whole, lists say more than texts, and earlier sections matter
    // more.
    let mut order: Vec<usize> = (0..sections.len()).collect();
    order.sort_by_key(|at| (!sections[*at].numbered, sections[*at].entries.is_empty()));
    let (mut messages, mut kept) = (0, 0);
    for at in order {
        let section = &mut sections[at];
        if messages + section.messages() <= MOST_MESSAGES {
            messages += section.messages();
            kept += 1;
            section.rank = kept;
        }
    }
    sections.retain(|section| section.rank > 0);
}

/// Returns whether a sentence ends with a link to a page after one of the words for "see".
fn only_points(sentence: &str, pointing: &str) -> bool {
    let sentence = sentence.trim_end_matches(['.', '!', '?', ' ']);
    let Some(link) = sentence.strip_suffix(LINK.1) else { return false };
    let Some(start) = link.rfind(LINK.0) else { return false };
    let before = link[..start].trim_end().to_lowercase();
    for word in pointing.split(',') {
        let word = word.trim();
        if !word.is_empty()
            && let Some(rest) = before.strip_suffix(word)
            && (rest.is_empty() || rest.ends_with([' ', '\u{a0}', ':', ',']))
        {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::only_points;

    #[test]
    fn sentences_that_only_point_elsewhere_are_known() {
        let check = |sentence: &str, expected| {
            assert_eq!(only_points(sentence, "xem, xem thêm"), expected, "{sentence}")
        };
        check("Xem \u{e000}ba không\u{e001}.", true);
        check("Muốn làm thì xem \u{e000}đăng ký\u{e001}.", true);
        check("Xem thêm \u{e000}Coi chừng lừa đảo\u{e001}", true);
        check("Phải \u{e000}mở tài khoản\u{e001}.", false);
        check("Xem \u{e000}bảng\u{e001} rồi hỏi.", false);
        check("Rồi \u{e000}mở\u{e001} để dùng.", false);
        check("Cúp máy.", false);
    }
}
