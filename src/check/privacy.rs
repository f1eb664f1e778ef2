//! Private data anywhere in the campaign's texts. What it looks like, the rule `private-data` knows.

use crate::check::rules::private_data;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::content::Content;
use crate::model::value::Value;

/// Looks through every text and table of the campaign.
pub fn check_texts(content: &Content, config: &Config, diags: &mut Diagnostics) {
    let official = official_numbers(content, config);
    let mut files: Vec<_> = content.articles.iter().map(|article| article.file).collect();
    files.extend(content.scripts.iter().map(|script| script.file));
    files.push(config.file);
    for file in files {
        private_data::check_text(file, &content.sources.get(file).text, &official, diags);
    }
    for fact in content.facts.values() {
        let value = match &fact.value {
            Value::Text(text) => Some(text),
            _ => None,
        };
        // Pages show the source too, and the fallback wording where the value isn't sure.
        let texts = value.into_iter().chain([&fact.fallback, &fact.spoken]);
        let words = texts.flat_map(|text| text.by_lang.values().chain(&text.plain)).chain(&fact.source);
        private_data::check_words(words, fact.place, &official, diags);
    }
    for entry in content.lexicons.values().flatten() {
        private_data::check_words([&entry.written, &entry.said].into_iter(), entry.place, &official, diags);
    }
    for table in &content.tables {
        private_data::check_table(table, &official, diags);
    }
    for path in content.pictures.keys().chain(content.statics.keys()) {
        private_data::check_path(path, content, &official, diags);
    }
}

/// Numbers of offices and facts are public.
fn official_numbers(content: &Content, config: &Config) -> Vec<String> {
    let offices = config.places.values().filter_map(|office| office.phone.as_deref());
    let facts = content.facts.values().filter_map(|fact| match &fact.value {
        Value::Phone(phone) => Some(phone.as_str()),
        _ => None,
    });
    offices.chain(facts).map(|phone| phone.chars().filter(char::is_ascii_digit).collect()).collect()
}
