//! How a value stands in a script: its written form for the margin and its spoken form for the line.

use loa_speech::Voice;

use crate::config::Config;
use crate::model::lang::Lang;
use crate::model::reference::ResolvedValue;
use crate::model::value::{Decimal, Value};

/// Returns a value as the announcer's margin shows it.
pub fn written(value: &Value, lang: &Lang, config: &Config) -> String {
    match value {
        Value::Count(count) => grouped(*count, lang),
        Value::Decimal(decimal) => decimal_text(*decimal, lang),
        Value::Percent(decimal) => format!("{}%", decimal_text(*decimal, lang)),
        Value::Money(dong) => format!("{} đ", grouped(*dong, lang)),
        Value::Date(date) => format!("{}/{}/{}", date.day(), date.month(), date.year()),
        Value::UnknownDate => unknown_date(lang).to_owned(),
        Value::Phone(phone) => phone.clone(),
        Value::Text(text) => config.words(text, lang).to_owned(),
    }
}

/// Returns what is said for a placeholder, or `None` where the words are to be read as text.
pub fn spoken(said: &ResolvedValue, voice: &Voice, lang: &Lang, config: &Config) -> Option<String> {
    let ResolvedValue::Value(value, spoken) = said else { return None };
    if let Some(spoken) = spoken {
        return Some(config.words(spoken, lang).to_owned());
    }
    let value = match value.to_spoken()? {
        // Nobody says the year of a day in this year.
        loa_speech::SpokenValue::Date { year: Some(year), month, day: Some(day) }
            if year == i32::from(config.today.year()) =>
        {
            loa_speech::SpokenValue::Date { year: None, month, day: Some(day) }
        }
        other => other,
    };
    Some(loa_speech::speak_value(voice, &value))
}

/// Returns the words for a day that nobody knows.
pub fn unknown_date(lang: &Lang) -> &'static str {
    if lang.as_str() == "en" { "date unknown" } else { "chưa rõ ngày" }
}

fn grouped(count: i64, lang: &Lang) -> String {
    let digits = count.unsigned_abs().to_string();
    let separator = if lang.as_str() == "en" { ',' } else { '.' };
    let mut text = String::new();
    if count < 0 {
        text.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

fn decimal_text(decimal: Decimal, lang: &Lang) -> String {
    let scale = usize::from(decimal.scale);
    let digits = format!("{:0width$}", decimal.units.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let sign = if decimal.units < 0 { "-" } else { "" };
    let comma = if lang.as_str() == "en" { "." } else { "," };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{comma}{part}") }
}

#[cfg(test)]
mod tests {
    use super::{decimal_text, grouped};
    use crate::model::lang::Lang;
    use crate::model::value::Decimal;

    #[test]
    fn margin_figures_are_written_as_the_language_does() {
        let vi = Lang::new("vi").expect("a tag");
        let en = Lang::new("en").expect("a tag");
        assert_eq!(grouped(1_046, &vi), "1.046");
        assert_eq!(grouped(1_250_000, &en), "1,250,000");
        assert_eq!(grouped(109, &vi), "109");
        assert_eq!(decimal_text(Decimal { units: 484, scale: 1 }, &vi), "48,4");
        assert_eq!(decimal_text(Decimal { units: 5, scale: 1 }, &vi), "0,5");
    }
}
