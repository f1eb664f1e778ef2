//! Values as each language writes them: `1.046`, `48,4 %`, `23/11/2026`.

use fixed_decimal::Decimal as Fixed;
use jiff::civil::{Date, Weekday};

use crate::model::lang::{Lang, Localized};
use crate::model::value::{Decimal, Value};
use crate::render::renderer::Renderer;
use crate::render::strings::Arg;

impl Renderer<'_> {
    /// Writes a value.
    pub fn value(&self, value: &Value, lang: &Lang) -> String {
        match value {
            Value::Count(count) => self.count(*count, lang),
            Value::Decimal(decimal) => self.decimal(*decimal, lang),
            Value::Percent(decimal) => {
                // Everybody is 100 %, not 100,0 %; any other share shows how exact it is.
                let hundred = Decimal { units: 100, scale: 0 };
                let decimal =
                    if decimal.thousandths() == hundred.thousandths() { &hundred } else { decimal };
                self.strings.get(
                    lang,
                    "percent",
                    &[("number", Arg::Text(self.decimal(*decimal, lang)))],
                )
            }
            Value::Money(dong) => {
                self.strings.get(lang, "money", &[("number", Arg::Text(self.count(*dong, lang)))])
            }
            Value::Date(date) => self.date(*date, lang),
            Value::UnknownDate => self.strings.get(lang, "date-unknown", &[]),
            // Digits that belong together stay on one line.
            Value::Phone(phone) => phone.replace(' ', "\u{a0}"),
            Value::Text(text) => self.words(text, lang),
        }
    }

    /// Writes a whole number.
    pub fn count(&self, count: i64, lang: &Lang) -> String {
        self.number(Fixed::from(count), lang)
    }

    /// Writes a decimal number.
    pub fn decimal(&self, decimal: Decimal, lang: &Lang) -> String {
        let mut fixed = Fixed::from(decimal.units);
        fixed.multiply_pow10(-i16::from(decimal.scale));
        self.number(fixed, lang)
    }

    /// Writes a day in short form: `23/11/2026`.
    pub fn date(&self, date: Date, lang: &Lang) -> String {
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

    /// Writes words that staff gave by language.
    pub fn words(&self, text: &Localized, lang: &Lang) -> String {
        self.config.words(text, lang).to_owned()
    }

    /// Names a day of the week: `thứ Hai`.
    pub fn weekday(&self, day: Weekday, lang: &Lang) -> String {
        self.strings.get(lang, &format!("script-plan-day-{}", day.to_monday_one_offset()), &[])
    }

    /// CLDR's way where it knows the language, else the default language's.
    fn number(&self, number: Fixed, lang: &Lang) -> String {
        self.strings.number(&number, lang, &self.config.default_language)
    }
}
