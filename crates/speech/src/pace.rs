//! How long a spoken text takes: syllables at the speaker's rate, plus pauses.
//!
//! The default rate, 150 syllables per minute, is slow enough for a horn loudspeaker with an echo.
//! [`calibrate`] computes the rate of a speaker from timed readings.

use std::time::Duration;

use crate::validate::count_syllables;
use crate::word::is_letter_or_digit;

/// The speed of a speaker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Syllables per minute, without pauses.
    pub syllables_per_minute: f64,
    /// The pause at a comma, in milliseconds.
    pub comma: u64,
    /// The pause after a sentence, in milliseconds.
    pub sentence: u64,
    /// The pause after a paragraph, in milliseconds.
    pub paragraph: u64,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace { syllables_per_minute: 150.0, comma: 250, sentence: 600, paragraph: 1000 }
    }
}

/// A timed reading.
#[derive(Clone, Debug, PartialEq)]
pub struct PaceSample<'a> {
    /// The paragraphs, as spoken.
    pub paragraphs: Vec<&'a str>,
    /// The time that the reading took.
    pub seconds: f64,
}

/// Estimates how long it takes to read paragraphs. No pause follows the last one.
///
/// ```
/// use loa_speech::{Pace, estimate_duration};
///
/// let pace = Pace { syllables_per_minute: 120.0, ..Pace::default() };
/// let duration = estimate_duration(&pace, &["Mời bà con đến nhận thẻ."]);
/// assert_eq!(duration.as_secs(), 3);
/// ```
pub fn estimate_duration(pace: &Pace, paragraphs: &[&str]) -> Duration {
    let count = Count::of(paragraphs);
    let speech = count.syllables as f64 * 60_000.0 / pace.syllables_per_minute.max(1.0);
    Duration::from_millis((speech.round() as u64).saturating_add(count.pauses(pace)))
}

/// Returns the pace that matches timed readings. The pauses are taken from `start`.
///
/// Returns `None` without syllables, and if the pauses alone take longer than the readings.
pub fn calibrate(start: &Pace, samples: &[PaceSample]) -> Option<Pace> {
    let mut syllables = 0;
    let mut milliseconds = 0.0;
    for sample in samples {
        let count = Count::of(&sample.paragraphs);
        syllables += count.syllables;
        milliseconds += sample.seconds * 1000.0 - count.pauses(start) as f64;
    }
    let rate = syllables as f64 * 60_000.0 / milliseconds;
    (syllables > 0 && rate.is_finite() && rate > 0.0)
        .then_some(Pace { syllables_per_minute: rate, ..*start })
}

/// The parts of a text that take time.
struct Count {
    syllables: usize,
    commas: usize,
    sentences: usize,
    paragraphs: usize,
}

impl Count {
    fn of(paragraphs: &[&str]) -> Count {
        let spoken: Vec<&&str> =
            paragraphs.iter().filter(|text| text.contains(is_letter_or_digit)).collect();
        let mut count = Count {
            syllables: 0,
            commas: 0,
            sentences: 0,
            paragraphs: spoken.len().saturating_sub(1),
        };
        for text in spoken {
            count.syllables += count_syllables(text);
            count.commas += count_inner_marks(text, &[',', ';', ':', '–', '—']);
            count.sentences += count_inner_marks(text, &['.', '!', '?', '…']);
        }
        count
    }

    fn pauses(&self, pace: &Pace) -> u64 {
        let all = [
            (self.commas, pace.comma),
            (self.sentences, pace.sentence),
            (self.paragraphs, pace.paragraph),
        ];
        all.iter().fold(0, |sum, (count, pause)| {
            sum.saturating_add((*count as u64).saturating_mul(*pause))
        })
    }
}

/// Counts the groups of marks inside a text. The group at its end is not counted: the pause after a
/// paragraph replaces it.
fn count_inner_marks(text: &str, marks: &[char]) -> usize {
    let body = text.trim_end_matches(|c: char| !is_letter_or_digit(c));
    body.split(|c: char| is_letter_or_digit(c)).filter(|gap| gap.contains(marks)).count()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Pace, PaceSample, calibrate, estimate_duration};

    #[test]
    fn time_is_syllables_and_pauses() {
        let pace = Pace { syllables_per_minute: 60.0, comma: 10, sentence: 100, paragraph: 1000 };
        assert_eq!(
            estimate_duration(&pace, &["Một, hai. Ba.", "", "Bốn!"]),
            Duration::from_millis(4000 + 10 + 100 + 1000)
        );
    }

    #[test]
    fn calibration_inverts_duration() {
        let pace = Pace { syllables_per_minute: 187.0, ..Pace::default() };
        let paragraphs =
            vec!["Kính thưa bà con, đây là đài truyền thanh.", "Xin mời nghe. Cảm ơn."];
        let seconds = estimate_duration(&pace, &paragraphs).as_secs_f64();
        let found = calibrate(&Pace::default(), &[PaceSample { paragraphs, seconds }])
            .map(|pace| pace.syllables_per_minute.round());
        assert_eq!(found, Some(187.0));
        assert_eq!(calibrate(&Pace::default(), &[]), None);
    }
}
