//! What the templates of leaflets and posters see. Every field is a promise to theme writers.
//!
//! Paper shows the page's own words in short: whole lists or none, and no sentence that only points to another page.

use std::collections::BTreeMap;

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

/// Messages that one side of paper holds besides what stands at a glance. Six, since steps stay together.
const MOST_MESSAGES: usize = 6;

/// A part with more bytes fits on no sheet, not even a poster. To find that out by setting megabytes takes a minute and all
/// memory there is.
const MOST_BYTES: usize = 20_000;

/// Marks the words of a link to a page while sentences are looked at; stands in no text that people write.
const LINK: (char, char) = ('\u{e000}', '\u{e001}');

/// A leaflet or a poster.
#[derive(Debug, Serialize)]
pub struct HandoutView {
    /// The language of the text, without region: `vi`.
    pub lang: String,
    /// The page's title.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// The campaign's name.
    pub campaign: String,
    /// Who runs it; may be empty.
    pub publisher: String,
    /// Host and path, to be typed.
    pub address: String,
    /// The page's picture.
    pub picture: Option<PictureView>,
    /// The square code's file.
    pub qr: &'static str,
    /// What to bring, where, how long, what it costs: the page's first list, where its entries have labels.
    pub glance: Vec<HandoutEntryView>,
    /// Whole parts of the page, at most six messages together.
    pub sections: Vec<SectionView>,
    /// The page's first warning.
    pub warning: Option<WarningView>,
    /// Confirmed telephone numbers.
    pub calls: Vec<HandoutCallView>,
    /// Whom to ask: "If you are not sure, ask …"; may be empty.
    pub ask: String,
    /// The day the text was checked; may be empty.
    pub checked: String,
    /// After which day it may be wrong; may be empty.
    pub until: String,
    /// So many of them on a sheet.
    pub copies: u8,
    /// The theme's words by key, without `card-`.
    pub words: BTreeMap<&'static str, String>,
}

/// An entry of a list.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct HandoutEntryView {
    /// The bold words at its start; may be empty.
    pub label: String,
    /// The rest; may be empty where there is a label.
    pub text: String,
}

/// A part of the page.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct SectionView {
    /// Its heading; may be empty.
    pub title: String,
    /// Its text before a list, or all of it; may be empty.
    pub text: String,
    /// Steps, to be numbered.
    pub numbered: bool,
    /// Its messages; may be none where there is a text.
    pub entries: Vec<HandoutEntryView>,
    /// How much it matters: 1 is left out last.
    pub rank: usize,
}

impl SectionView {
    /// Returns how many bytes its words have.
    fn bytes(&self) -> usize {
        self.title.len() + self.text.len() + bytes_of(&self.entries)
    }

    /// Returns how many messages it holds; a text is one.
    fn messages(&self) -> usize {
        if self.entries.is_empty() {
            usize::from(!self.text.is_empty())
        } else {
            self.entries.len()
        }
    }
}

/// Returns how many bytes the words of a list have.
fn bytes_of(entries: &[HandoutEntryView]) -> usize {
    entries.iter().map(|entry| entry.label.len() + entry.text.len()).sum()
}

/// A warning.
#[derive(Debug, Serialize)]
pub struct WarningView {
    /// The theme's word for it.
    pub title: String,
    /// What it says.
    pub text: String,
}

/// An office's number.
#[derive(Debug, Serialize)]
pub struct HandoutCallView {
    /// Whose.
    pub name: String,
    /// As written.
    pub phone: String,
    /// When somebody answers; may be empty.
    pub hours: String,
}

const WORDS: [&str; 1] = ["card-scan"];

impl HandoutView {
    /// Sets out so many copies of a page's handout.
    pub fn new(renderer: &Renderer<'_>, id: PageId, copies: u8) -> HandoutView {
        let page = &renderer.site.pages[id.0];
        let (config, lang) = (renderer.config, &page.text_lang);
        let words = Words { renderer, lang };
        let body = renderer.document(page);
        let (glance, sections) = words.parts(&body.blocks);
        HandoutView {
            lang: lang.without_region().to_owned(),
            title: page.title.clone(),
            summary: if page.summary.len() <= MOST_BYTES {
                page.summary.clone()
            } else {
                String::new()
            },
            campaign: config.words(&config.title, lang).to_owned(),
            publisher: config.words(&config.publisher, lang).to_owned(),
            address: short_address(&renderer.urls.absolute(renderer.urls.page(id))).to_owned(),
            picture: picture(renderer, page),
            qr: QR_PATH,
            glance,
            sections,
            warning: words.warning(&body.blocks),
            calls: calls(renderer, lang)
                .into_iter()
                .map(|call| HandoutCallView {
                    name: capital(&call.name),
                    phone: call.phone,
                    hours: call.hours.unwrap_or_default(),
                })
                .collect(),
            ask: config.places.values().next().map_or_else(String::new, |office| {
                let ask = renderer.format.words(&office.ask, lang);
                if ask.is_empty() {
                    ask
                } else {
                    renderer.strings.get(lang, "card-ask", &[("ask", Arg::Text(ask))])
                }
            }),
            checked: page
                .verified_on
                .map_or_else(String::new, |day| words.day("card-checked", day)),
            until: last_day(renderer, page)
                .map_or_else(String::new, |day| words.day("card-until", day)),
            copies,
            words: renderer.strings.without_prefix(lang, "card-", &WORDS),
        }
    }

    /// Turns the view into the templates' values.
    pub fn into_value(self) -> serde_json::Value {
        serde_json::to_value(self).expect("plain fields and text keys can be JSON")
    }
}

/// Paper can't be called back: it says how long what stands on it holds.
fn last_day(renderer: &Renderer<'_>, page: &Page) -> Option<jiff::civil::Date> {
    let named = renderer.site.facts.iter().filter(|fact| page.text.facts.contains(&fact.id));
    named
        .filter(|fact| fact.fact_status == FactStatus::Sure)
        .filter_map(|fact| fact.valid_until)
        .min()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The words of a page as paper shows them.
struct Words<'a> {
    renderer: &'a Renderer<'a>,
    lang: &'a Lang,
}

impl Words<'_> {
    fn get(&self, key: &str) -> String {
        self.renderer.strings.get(self.lang, key, &[])
    }

    fn day(&self, key: &str, day: jiff::civil::Date) -> String {
        self.renderer.strings.get(
            self.lang,
            key,
            &[("date", Arg::Text(self.renderer.format.date(day, self.lang)))],
        )
    }

    /// Takes a page apart: what stands at a glance, and its parts as far as there is room for messages.
    fn parts(&self, blocks: &[Block<Resolved>]) -> (Vec<HandoutEntryView>, Vec<SectionView>) {
        let mut glance = Vec::new();
        let mut sections = vec![SectionView::default()];
        for block in blocks {
            let Some(section) = sections.last_mut() else { continue };
            match block {
                Block::Heading { inlines, .. } => {
                    let title = written(self.renderer, inlines, self.lang);
                    sections.push(SectionView { title, ..SectionView::default() });
                }
                Block::List { start, entries } => {
                    let (numbered, entries) =
                        (start.is_some(), entries.iter().filter_map(|entry| self.entry(entry)));
                    let entries: Vec<HandoutEntryView> = entries.collect();
                    let has_labels =
                        !numbered && entries.iter().all(|entry| !entry.label.is_empty());
                    if sections.len() == 1
                        && sections[0] == SectionView::default()
                        && glance.is_empty()
                        && has_labels
                    {
                        glance = entries;
                    } else if let Some(section) =
                        sections.last_mut().filter(|section| section.entries.is_empty())
                    {
                        (section.numbered, section.entries) = (numbered, entries);
                    } else {
                        sections.push(SectionView { numbered, entries, ..SectionView::default() });
                    }
                }
                Block::Paragraph(inlines, _) => {
                    let text = self.sentences(inlines);
                    if text.is_empty() {
                        continue;
                    }
                    if !section.entries.is_empty() {
                        sections.push(SectionView { text, ..SectionView::default() });
                    } else if section.text.is_empty() {
                        section.text = text;
                    } else {
                        section.text.push(' ');
                        section.text.push_str(&text);
                    }
                }
                // Tables are for reading at home, and what leads up to one stays with it. Warnings have their place.
                Block::Table { .. } => section.text.clear(),
                Block::Quote(_)
                | Block::Alert(..)
                | Block::Code { .. }
                | Block::Rule
                | Block::Html(..)
                | Block::Markup(_)
                | Block::Figure(..) => {}
            }
        }
        if bytes_of(&glance) > MOST_BYTES {
            glance.clear();
        }
        sections.retain(|section| section.messages() > 0 && section.bytes() <= MOST_BYTES);
        // Steps lead somewhere only when they are whole, lists say more than texts, and what stands first matters more.
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
        (glance, sections)
    }

    fn warning(&self, blocks: &[Block<Resolved>]) -> Option<WarningView> {
        let first = blocks.iter().find_map(|block| {
            let Block::Alert(kind @ (AlertKind::Warning | AlertKind::Caution), inner) = block
            else {
                return None;
            };
            let text = inner
                .iter()
                .filter_map(|block| self.block(block))
                .collect::<Vec<String>>()
                .join(" ");
            (!text.is_empty())
                .then(|| WarningView { title: self.get(&format!("alert-{}", kind.as_str())), text })
        });
        first.filter(|warning| warning.text.len() <= MOST_BYTES)
    }

    fn block(&self, block: &Block<Resolved>) -> Option<String> {
        let Block::Paragraph(inlines, _) = block else { return None };
        Some(self.sentences(inlines)).filter(|text| !text.is_empty())
    }

    /// An entry whose label would stand alone because what follows only points elsewhere is left out.
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

    /// Returns the sentences, without those that only point to another page.
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
        let kept = loa_speech::split_sentences(&marked)
            .into_iter()
            .map(|range| marked[range].trim())
            .filter(|sentence| !only_points(sentence, &pointing));
        let kept = kept.collect::<Vec<&str>>().join(" ").replace([LINK.0, LINK.1], "");
        kept.split_whitespace().collect::<Vec<&str>>().join(" ")
    }
}

/// Returns whether a sentence ends with a link to a page behind one of the words for "see".
fn only_points(sentence: &str, pointing: &str) -> bool {
    let sentence = sentence.trim_end_matches(['.', '!', '?', ' ']);
    let Some(before) =
        sentence.strip_suffix(LINK.1).and_then(|rest| rest.rfind(LINK.0).map(|at| &rest[..at]))
    else {
        return false;
    };
    let before = before.trim_end().to_lowercase();
    let ends_with = |word: &str| {
        before
            .strip_suffix(word)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '\u{a0}', ':', ',']))
    };
    pointing.split(',').map(str::trim).any(|word| !word.is_empty() && ends_with(word))
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
