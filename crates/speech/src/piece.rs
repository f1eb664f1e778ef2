//! The pieces of a text: spans, kinds, readings.

use std::ops::Range;

/// The kind of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PieceKind {
    /// Spoken as written.
    Plain,
    /// A whole number: "1.046", "thôn 2".
    Cardinal,
    /// An ordinal: "thứ 4", "lần thứ II".
    Ordinal,
    /// A number with decimals.
    Decimal,
    /// A fraction: "1/2".
    Fraction,
    /// A count out of a total: "1.046/2.163".
    Ratio,
    /// A percentage or per mille.
    Percent,
    /// From one value to another: "7-10", "2022–2025".
    Range,
    /// A day, month, quarter or year.
    Date,
    /// A time of day.
    Time,
    /// A duration: "30p".
    Duration,
    /// An amount of money.
    Money,
    /// A number with a unit of measure, or a unit alone.
    Measure,
    /// A telephone number or code, spoken digit by digit.
    Phone,
    /// A Roman numeral.
    Roman,
    /// The number of a law or official paper: "06/QĐ-TTg".
    Legal,
    /// A road, kilometre post or house number.
    Address,
    /// An abbreviation from the lexicon.
    Abbreviation,
    /// A mail address, web address or file name.
    Net,
    /// A foreign word or product name.
    Foreign,
    /// A sign that is spoken, turned into a pause, or dropped.
    Symbol,
    /// A word in capitals, as in headings.
    Heading,
    /// A reading marked in the text: `[1/2]{say="một phần hai"}`.
    Marked,
    /// An unknown abbreviation, code or word, which is spelled. Add it to the lexicon.
    Unknown,
}

/// A part of the written text and its reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The bytes of the written text. The pieces of a text are adjacent.
    pub span: Range<usize>,
    /// The kind of the text.
    pub kind: PieceKind,
    /// The reading: the text itself for [`PieceKind::Plain`], empty if the text is dropped.
    pub spoken: String,
    /// The name of the rule that was applied.
    pub rule: &'static str,
    /// The other reading, if the text is ambiguous.
    pub ambiguity: Option<Ambiguity>,
}

/// A second reading that the text allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambiguity {
    /// The reading that was not chosen.
    pub other: String,
}
