//! Values as each language writes them: `1.046`, `48,4%`, `23/11/2026`.
//!
//! Every channel writes a value here: titles, texts, charts, tables, cards, posts, feeds and the
//! margins of scripts.

use fixed_decimal::Decimal as Fixed;
use jiff::civil::{Date, Weekday};

use crate::model::lang::{Lang, Localized};
use crate::model::progress::Share;
use crate::model::strings::{Arg, Strings};
use crate::model::value::{Decimal, InHundred, Value};

/// Writes values with the theme's phrases.
#[derive(Clone, Copy, Debug)]
pub struct Formatter<'a> {
    strings: &'a Strings,
    default_language: &'a Lang,
}

impl<'a> Formatter<'a> {
    /// Creates the formatter of a site.
    pub fn new(strings: &'a Strings, default_language: &'a Lang) -> Formatter<'a> {
        Formatter { strings, default_language }
    }

    /// Writes a value.
    pub fn value(self, value: &Value, lang: &Lang) -> String {
        match value {
            Value::Count(count) => self.count(*count, lang),
            Value::Decimal(decimal) => self.decimal(*decimal, lang),
            Value::Percent(percent) => self.percent(*percent, lang),
            Value::InHundred(in_hundred) => self.in_hundred(*in_hundred, lang),
            Value::Money(dong) => self.money(*dong, lang),
            Value::Date(date) => self.date(*date, lang),
            Value::UnknownDate => self.strings.get(lang, "date-unknown", &[]),
            Value::Phone(phone) => self.phone(phone),
            Value::Text(text) => self.words(text, lang),
        }
    }

    /// Writes a whole number.
    pub fn count(self, count: i64, lang: &Lang) -> String {
        self.number(Fixed::from(count), lang)
    }

    /// Writes a decimal number with all its digits.
    pub fn decimal(self, decimal: Decimal, lang: &Lang) -> String {
        let mut fixed = Fixed::from(decimal.units);
        fixed.multiply_pow10(-i16::from(decimal.scale));
        self.number(fixed, lang)
    }

    /// Writes a percentage with all its digits: `48,4%`.
    pub fn percent(self, percent: Decimal, lang: &Lang) -> String {
        self.phrase("percent", "number", self.decimal(percent, lang), lang)
    }

    /// Writes a share in percent. Empty where the whole is nothing.
    pub fn share(self, share: Share, lang: &Lang) -> String {
        share.percent().map_or_else(String::new, |percent| self.percent(percent, lang))
    }

    /// Writes how many of a hundred: `48`, `chưa được 1`.
    pub fn in_hundred(self, in_hundred: InHundred, lang: &Lang) -> String {
        match in_hundred {
            InHundred::BelowOne => self.strings.get(lang, "below-one", &[]),
            InHundred::Nobody | InHundred::Count(_) | InHundred::Everybody => {
                self.count(in_hundred.floor(), lang)
            }
        }
    }

    /// Writes an amount of đồng: `30.000 đồng`.
    pub fn money(self, dong: i64, lang: &Lang) -> String {
        self.phrase("money", "number", self.count(dong, lang), lang)
    }

    /// Writes a day in short form: `23/11/2026`.
    pub fn date(self, date: Date, lang: &Lang) -> String {
        let month = self.strings.get(lang, &format!("month-{}", date.month()), &[]);
        self.strings.get(
            lang,
            "date",
            &[
                ("day", Arg::Text(date.day().to_string())),
                ("month", Arg::Text(date.month().to_string())),
                ("month-name", Arg::Text(month)),
                ("year", Arg::Text(date.year().to_string())),
            ],
        )
    }

    /// Names a day of the week: `thứ Hai`.
    pub fn weekday(self, day: Weekday, lang: &Lang) -> String {
        self.strings.get(lang, &format!("script-plan-day-{}", day.to_monday_one_offset()), &[])
    }

    /// Writes a telephone number. Its digits stay on one line.
    pub fn phone(self, phone: &str) -> String {
        phone.replace(' ', "\u{a0}")
    }

    /// Writes words that staff gave by language.
    pub fn words(self, text: &Localized, lang: &Lang) -> String {
        text.get(lang, self.default_language).to_owned()
    }

    fn phrase(self, key: &str, name: &str, text: String, lang: &Lang) -> String {
        self.strings.get(lang, key, &[(name, Arg::Text(text))])
    }

    /// CLDR's way where it knows the language, else the default language's.
    fn number(self, number: Fixed, lang: &Lang) -> String {
        self.strings.number(&number, lang, self.default_language)
    }
}
