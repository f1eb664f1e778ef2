//! The campaign as `site.yaml` names it: languages, places, indicators, how loudspeakers speak.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diag::Span;
use crate::model::lang::{Lang, Localized};
use crate::speech::Pace;

/// How sure a fact or a place is. The letters are those that staff type.
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
    /// Reads the letter.
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

    /// Returns whether it may be said as certain.
    pub fn is_confirmed(self) -> bool {
        matches!(self, Certainty::A | Certainty::B)
    }
}

/// An office that content refers to.
#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    /// What it is called; always shown.
    pub name: Localized,
    /// Where it is.
    pub address: Option<Localized>,
    /// Its official number.
    pub phone: Option<String>,
    /// Its official mail address.
    pub email: Option<String>,
    /// When it is open.
    pub hours: Option<Localized>,
    /// What stands for anything unknown or unconfirmed.
    pub ask: Localized,
    /// How sure all but the name is.
    pub certainty: Certainty,
    /// Where it was declared.
    pub span: Span,
}

/// Which kinds of cards and paper the campaign wants at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handouts {
    /// Share pictures and post texts.
    pub cards: bool,
    /// Leaflets.
    pub leaflets: bool,
    /// Posters.
    pub posters: bool,
    /// Sheets of square codes.
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
    /// What it is called on the script sheet.
    pub name: Localized,
    /// How many minutes one slot may take.
    pub limit: Option<u32>,
    /// How sure.
    pub certainty: Certainty,
}

/// A share that the campaign counts: so many done of so many.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// The column of what is done.
    pub done: String,
    /// The column of what there is to do.
    pub of: String,
    /// What people call it.
    pub title: Localized,
    /// Where it was declared.
    pub span: Span,
}

/// Where a script is read, which sets its pace.
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
    /// All of them, in the order of `site.yaml`.
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
    pub dialect: crate::speech::Dialect,
    /// Syllables a minute by setting.
    pub pace: BTreeMap<Setting, u32>,
    /// How long the speaker waits.
    pub pause: Pauses,
    /// Said before every script.
    pub opening: Localized,
    /// Said after every script.
    pub closing: Localized,
    /// Sentences longer than this are warned about.
    pub long_sentence: usize,
    /// Sentences longer than this are an error.
    pub too_long_sentence: usize,
}

impl Loudspeaker {
    /// Returns how fast a script is read, pauses included.
    pub fn pace_in(&self, setting: Setting) -> Pace {
        let rate = self.pace.get(&setting).copied().unwrap_or(160);
        let Pauses { comma, sentence, paragraph } = self.pause;
        Pace { syllables_per_minute: f64::from(rate), comma, sentence, paragraph }
    }
}

/// How long the speaker waits, in milliseconds.
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
    /// Its name in itself: `Tiếng Việt`.
    pub name: String,
    /// The tag.
    pub lang: Lang,
}
