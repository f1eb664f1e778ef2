//! Values whose type is known, so that no rule has to guess.

/// A value of a known type, for [`speak_value`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpokenValue {
    /// A count.
    Count(i64),
    /// A decimal: `units` divided by 10 to the power of `places`.
    Decimal {
        /// The digits without the decimal mark.
        units: i64,
        /// The number of decimals.
        places: u8,
    },
    /// A percentage: `units` divided by 10 to the power of `places`.
    Percent {
        /// The digits without the decimal mark.
        units: i64,
        /// The number of decimals.
        places: u8,
    },
    /// An amount in đồng.
    MoneyVnd(i64),
    /// A date. Day or year may be missing.
    Date {
        /// The year.
        year: Option<i32>,
        /// The month, 1 to 12.
        month: u8,
        /// The day.
        day: Option<u8>,
    },
    /// A telephone number with any separators.
    Phone(String),
}
