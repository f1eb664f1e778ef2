//! Private data anywhere in the campaign's texts. What it looks like, the rule `private-data` knows.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::check::rules::private_data;
use crate::config::Config;
use crate::diag::{Diagnostics, FileId, Place, Sources};
use crate::model::content::Content;
use crate::model::value::Value;

/// Looks through every text and table of the campaign.
pub fn check_texts(content: &Content, config: &Config, diags: &mut Diagnostics) {
    let official = official_numbers(content, config);
    let mut files: Vec<_> = content.articles.iter().map(|article| article.file).collect();
    files.extend(content.scripts.iter().map(|script| script.file));
    files.extend(content.broadcasts_file);
    files.extend(content.posts.file);
    files.push(config.file);
    files.extend(config.shared_file);
    let look = |file: FileId| {
        let mut found = Diagnostics::default();
        private_data::check_text(file, &content.sources.get(file).text, &official, &mut found);
        found
    };
    let found: Vec<Diagnostics> = files.into_par_iter().map(look).collect();
    found.into_iter().for_each(|found| diags.extend(found));
    for fact in content.facts.values() {
        let value = match &fact.value {
            Value::Text(text) => Some(text),
            _ => None,
        };
        // Pages show the source too, and the fallback wording where the value isn't sure.
        let texts = value.into_iter().chain([&fact.name, &fact.fallback, &fact.spoken]);
        let words = texts.flat_map(|text| text.by_lang.values().chain(&text.plain)).chain(&fact.source);
        private_data::check_words(words, fact.place, &official, diags);
    }
    for entry in content.lexicons.values().flatten() {
        private_data::check_words([&entry.written, &entry.said].into_iter(), entry.place, &official, diags);
    }
    for table in &content.tables {
        private_data::check_table(table, None, &official, diags);
    }
    for (sheet, table) in &content.sheets {
        private_data::check_table(table, Some(sheet), &official, diags);
    }
    for beside in &content.beside {
        private_data::check_beside(beside, &official, diags);
    }
    let ours = |file: FileId| content.sources.get(file).path.as_ref();
    let texts = content.articles.iter().map(|it| it.file).chain(content.scripts.iter().map(|it| it.file));
    let tables = content.tables.iter().map(|table| table.file);
    let files = content.pictures.keys().chain(content.recordings.keys()).chain(content.statics.keys());
    for path in files.map(String::as_str).chain(texts.chain(tables).map(ours)) {
        private_data::check_path(path, &official, diags);
    }
}

/// Keeps other messages from showing what `private-data` must not: in a file that holds private data no line is drawn,
/// and nothing else is said about the lines that hold it — it comes back when they are clean.
pub fn keep_quiet(diags: &mut Diagnostics, sources: &Sources) {
    let line_of = |place: Place| (place.file, sources.line_column(place).0);
    let private: BTreeSet<_> = diags
        .list
        .iter()
        .filter(|diagnostic| diagnostic.code == "private-data")
        .filter_map(|diagnostic| diagnostic.place.map(line_of))
        .collect();
    if private.is_empty() {
        return;
    }
    // The names of a sheet's columns may stand on any line.
    let is_table_head = |file, line| {
        let source = sources.get(file);
        source.sheet.is_some() || (line == 1 && !source.path.ends_with(".md"))
    };
    diags.list.retain_mut(|diagnostic| {
        let places = || diagnostic.place.into_iter().chain(diagnostic.also.iter().map(|(place, _)| *place));
        let in_private_file = places().any(|place| private.iter().any(|(file, _)| *file == place.file));
        let on_private_line = places().any(|place| {
            let (file, line) = line_of(place);
            // A column about people makes every row of its table private.
            private.contains(&(file, line))
                || private.iter().any(|(of, head)| *of == file && is_table_head(file, *head))
        });
        diagnostic.hidden |= in_private_file;
        diagnostic.code == "private-data" || !on_private_line
    });
}

/// Numbers and mail addresses of offices, and facts that are numbers, are public.
pub fn official_numbers(content: &Content, config: &Config) -> Vec<String> {
    let offices = config.places.values().filter_map(|office| office.phone.as_deref());
    let mails = config.places.values().filter_map(|office| office.email.as_deref()).map(str::to_lowercase);
    let facts = content.facts.values().filter_map(|fact| match &fact.value {
        Value::Phone(phone) => Some(phone.as_str()),
        _ => None,
    });
    let numbers = offices.chain(facts).map(|phone| phone.chars().filter(char::is_ascii_digit).collect());
    numbers.chain(mails).collect()
}
