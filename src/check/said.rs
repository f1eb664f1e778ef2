//! How the values of a script are said.

use jiff::civil::Date;
use loa_speech::Voice;

use crate::model::format::Formatter;
use crate::model::lang::Lang;
use crate::model::reference::ResolvedValue;
use crate::model::value::{InHundred, Value};

/// Says values today.
#[derive(Clone, Copy)]
pub struct ValueSpeaker<'a> {
    /// Writes what the margin shows.
    pub format: Formatter<'a>,
    /// The day of the run.
    pub today: Date,
}

impl ValueSpeaker<'_> {
    /// Returns what is said for a placeholder, or `None` where its words are read as text.
    pub fn spoken(&self, said: &ResolvedValue, voice: &Voice, lang: &Lang) -> Option<String> {
        let ResolvedValue::Value(value, spoken) = said else { return None };
        if let Some(spoken) = spoken {
            return Some(self.format.words(spoken, lang));
        }
        if let Value::InHundred(InHundred::BelowOne) = value {
            let written = self.format.value(value, lang);
            return Some(loa_speech::join_pieces(&loa_speech::speak(voice, &written), &written));
        }
        let value = match value.to_spoken()? {
            // Nobody says the year of a day in this year.
            loa_speech::SpokenValue::Date { year: Some(year), month, day: Some(day) }
                if year == i32::from(self.today.year()) =>
            {
                loa_speech::SpokenValue::Date { year: None, month, day: Some(day) }
            }
            other => other,
        };
        Some(loa_speech::speak_value(voice, &value))
    }
}
