//! Typed values: what a placeholder stands for before anybody writes, says or draws it.

use jiff::civil::Date;

use crate::model::lang::Localized;

/// A value with its type, so that page, script and card can't disagree.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// How many.
    Count(i64),
    /// A number with decimals.
    Decimal(Decimal),
    /// A share of something, in percent.
    Percent(Decimal),
    /// How many of a hundred people.
    InHundred(InHundred),
    /// Vietnamese đồng.
    Money(i64),
    /// A day.
    Date(Date),
    /// The day that nobody knows: an as-of date that staff left open.
    UnknownDate,
    /// An official telephone number, as it is written.
    Phone(String),
    /// Words.
    Text(Localized),
}

impl Value {
    /// Returns the value for [`loa_speech::speak_value`]; words are spoken as text instead.
    pub fn to_spoken(&self) -> Option<loa_speech::SpokenValue> {
        Some(match self {
            Value::Count(count) => loa_speech::SpokenValue::Count(*count),
            Value::Decimal(decimal) => {
                loa_speech::SpokenValue::Decimal { units: decimal.units, places: decimal.scale }
            }
            Value::Percent(decimal) => {
                loa_speech::SpokenValue::Percent { units: decimal.units, places: decimal.scale }
            }
            Value::Money(dong) => loa_speech::SpokenValue::MoneyVnd(*dong),
            Value::Date(date) => loa_speech::SpokenValue::Date {
                year: Some(i32::from(date.year())),
                month: u8::try_from(date.month()).unwrap_or(1),
                day: u8::try_from(date.day()).ok(),
            },
            Value::Phone(phone) => loa_speech::SpokenValue::Phone(phone.clone()),
            // These are read as the text that the formatter writes.
            Value::InHundred(InHundred::BelowOne) | Value::UnknownDate | Value::Text(_) => {
                return None;
            }
            Value::InHundred(in_hundred) => loa_speech::SpokenValue::Count(in_hundred.floor()),
        })
    }
}

/// An exact decimal: `48.36` is 4836 units at scale 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// The digits as one number.
    pub units: i64,
    /// How many of them stand after the comma.
    pub scale: u8,
}

impl Decimal {
    /// Reads `48.36` or `48,36` (no grouping).
    pub fn parse(text: &str) -> Option<Decimal> {
        let text = text.trim();
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let digits_only = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        let unsigned = whole.strip_prefix('-').unwrap_or(whole);
        if unsigned.is_empty() || !digits_only(unsigned) || !digits_only(part) || part.len() > 6 {
            return None;
        }
        let units: i64 = format!("{whole}{part}").parse().ok()?;
        Some(Decimal { units, scale: u8::try_from(part.len()).ok()? })
    }

    /// Returns the value in thousandths, for comparing decimals of different scale.
    pub fn thousandths(self) -> i64 {
        match self.scale {
            0..=3 => self.units * 10_i64.pow(3 - u32::from(self.scale)),
            more => self.units / 10_i64.pow(u32::from(more) - 3),
        }
    }
}

/// How many of a hundred people, rounded down so that nothing is claimed too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InHundred {
    /// Nobody.
    Nobody,
    /// Somebody, but less than one of a hundred.
    BelowOne,
    /// 1 to 99.
    Count(i64),
    /// Everybody.
    Everybody,
}

impl InHundred {
    /// Returns the whole number below.
    pub fn floor(self) -> i64 {
        match self {
            InHundred::Nobody | InHundred::BelowOne => 0,
            InHundred::Count(count) => count,
            InHundred::Everybody => 100,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn decimals_are_exact() {
        assert_eq!(Decimal::parse("48,36"), Some(Decimal { units: 4836, scale: 2 }));
        assert_eq!(Decimal::parse("48.3").map(Decimal::thousandths), Some(48300));
        assert_eq!(Decimal::parse("1.046,5"), None);
        assert_eq!(Decimal::parse("-"), None);
    }
}
