//! How text is read: dialect, conventions and lexicon.

use crate::lexicon::Lexicon;

/// A regional way of saying numbers in Vietnamese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// "nghìn, linh, hai mươi tư".
    North,
    /// "ngàn, lẻ, hai mươi bốn".
    South,
}

/// The conventions for readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Broadcasts: "một nghìn không trăm bốn mươi sáu"; "12/14" is a count out of a total.
    Broadcast,
    /// The test cases of NVIDIA NeMo for Vietnamese. Use it only to compare with NeMo.
    Nemo,
}

/// What the rules of a language need to know about a voice.
pub(crate) struct SpeechStyle {
    pub(crate) profile: Profile,
    pub(crate) dialect: Dialect,
    pub(crate) lexicon: Lexicon,
}

impl SpeechStyle {
    pub(crate) fn is_nemo(&self) -> bool {
        self.profile == Profile::Nemo
    }
}
