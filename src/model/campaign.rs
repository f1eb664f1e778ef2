//! The nouns of `site.yaml`: languages, places, stations, indicators, loudspeaker settings.

use std::collections::BTreeMap;

use jiff::civil::Date;
use loa_speech::Pace;

use crate::diag::Span;
use crate::model::lang::{Lang, Localized};

/// How certain a fact or a place is. The letters are those that staff type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Two sources or a printed legal text.
    A,
    /// One source.
    B,
    /// From memory, not looked up.
    M,
    /// Sources disagree.
    X,
    /// Must be confirmed locally.
    L,
}

impl Certainty {
    /// Parses the letter.
    pub fn parse(letter: &str) -> Option<Certainty> {
        Some(match letter.trim() {
            "A" | "a" => Certainty::A,
            "B" | "b" => Certainty::B,
            "M" | "m" => Certainty::M,
            "X" | "x" => Certainty::X,
            "L" | "l" => Certainty::L,
            _ => return None,
        })
    }

    /// Returns the letter.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::A => "A",
            Certainty::B => "B",
            Certainty::M => "M",
            Certainty::X => "X",
            Certainty::L => "L",
        }
    }

    /// Returns whether it may be stated as certain.
    pub fn is_confirmed(self) -> bool {
        matches!(self, Certainty::A | Certainty::B)
    }
}

/// An office that texts refer to.
#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    /// The name, which is always shown.
    pub name: Localized,
    /// The address.
    pub address: Option<Localized>,
    /// The official telephone number.
    pub phone: Option<String>,
    /// The official mail address.
    pub email: Option<String>,
    /// The opening hours.
    pub hours: Option<Localized>,
    /// The words that replace anything unknown or unconfirmed.
    pub ask: Localized,
    /// The certainty of everything but the name.
    pub certainty: Certainty,
    /// Where the place is declared.
    pub span: Span,
}

/// The kinds of cards and paper that the campaign wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handouts {
    /// Share pictures and post texts.
    pub cards: bool,
    /// Leaflets.
    pub leaflets: bool,
    /// Posters.
    pub posters: bool,
    /// Sheets of QR codes.
    pub codes: bool,
}

impl Default for Handouts {
    fn default() -> Handouts {
        Handouts { cards: true, leaflets: true, posters: true, codes: true }
    }
}

/// A loudspeaker station.
#[derive(Clone, Debug, PartialEq)]
pub struct Station {
    /// The name on script sheets.
    pub name: Localized,
    /// The longest slot, in minutes.
    pub limit: Option<u32>,
    /// How certain the station is.
    pub certainty: Certainty,
}

/// A share that the campaign counts, such as cards issued of people eligible.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// The column with the numerator.
    pub done: String,
    /// The column with the denominator.
    pub of: String,
    /// The name on pages.
    pub title: Localized,
    /// Where the indicator is declared.
    pub span: Span,
}

/// Where a script is read. The place decides the pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// Studio, meeting room.
    Indoor,
    /// Horns on poles: the echo needs time.
    Horn,
    /// A loudspeaker on a motorbike.
    Mobile,
}

impl Setting {
    /// All settings, in the order of `site.yaml`.
    pub const ALL: [Setting; 3] = [Setting::Indoor, Setting::Horn, Setting::Mobile];

    /// Returns the word that staff type.
    pub fn as_str(self) -> &'static str {
        match self {
            Setting::Indoor => "indoor",
            Setting::Horn => "horn",
            Setting::Mobile => "mobile",
        }
    }
}

/// How the loudspeaker speaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Loudspeaker {
    /// `nghìn` and `linh`, or `ngàn` and `lẻ`.
    pub dialect: loa_speech::Dialect,
    /// Syllables per minute, by setting.
    pub pace: BTreeMap<Setting, u32>,
    /// The pauses of the announcer.
    pub pause: Pauses,
    /// Words before every script.
    pub opening: Localized,
    /// Words after every script.
    pub closing: Localized,
    /// Sentences with more syllables get a warning.
    pub long_sentence: usize,
    /// Sentences with more syllables are an error.
    pub too_long_sentence: usize,
}

impl Loudspeaker {
    /// Returns the pace in a setting, with the pauses.
    pub fn pace_in(&self, setting: Setting) -> Pace {
        let rate = self.pace.get(&setting).copied().unwrap_or(160);
        let Pauses { comma, sentence, paragraph } = self.pause;
        Pace { syllables_per_minute: f64::from(rate), comma, sentence, paragraph }
    }
}

/// The pauses of the announcer, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pauses {
    /// At a comma.
    pub comma: u64,
    /// After a sentence.
    pub sentence: u64,
    /// After a paragraph.
    pub paragraph: u64,
}

impl Default for Pauses {
    fn default() -> Pauses {
        let Pace { comma, sentence, paragraph, .. } = Pace::default();
        Pauses { comma, sentence, paragraph }
    }
}

/// A day on which something was checked or ends.
pub type Day = Date;

/// A language of the site.
#[derive(Clone, Debug, PartialEq)]
pub struct LanguageSettings {
    /// The name in the language itself: `Tiếng Việt`.
    pub name: String,
    /// The language.
    pub lang: Lang,
}

/// How HTML in Markdown is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawHtml {
    /// HTML is shown as text.
    Escape,
    /// A few plain elements without attributes are kept (`check::markup`); other HTML is shown as
    /// text.
    Sanitise,
}
