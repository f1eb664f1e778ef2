//! Searches all texts of the campaign for private data. The rule `private-data` knows the patterns.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use crate::check::private::{self, Recognizer};
use crate::check::rules::private_data;
use crate::config::Config;
use crate::config::yaml::{self, Node, NodeKind};
use crate::diag::{Diagnostics, FileId, Source, Sources, Span, escape_controls};
use crate::model::content::Content;
use crate::model::value::Value;

/// Searches every text and table of the campaign.
pub fn check_texts(content: &Content, config: &Config, diags: &mut Diagnostics) {
    let recognizer = &recognizer(content, config);
    // Includes files that could not be parsed, because messages name them and show their lines.
    let is_text = |file: &FileId| {
        let path = &content.sources.get(*file).path;
        [".md", ".yaml", ".yml"].iter().any(|ending| path.ends_with(ending))
    };
    let files: Vec<FileId> = content.sources.files().filter(is_text).collect();
    let look = |file: FileId| {
        let mut found = Diagnostics::default();
        let source = content.sources.get(file);
        if source.path.ends_with("content/facts.yaml") {
            private_data::check_facts(file, &source.text, recognizer, &mut found);
        } else {
            private_data::check_text(file, &source.text, recognizer, &mut found);
            check_escaped(file, source, recognizer, &mut found);
        }
        found
    };
    let found: Vec<Diagnostics> = files.into_par_iter().map(look).collect();
    found.into_iter().for_each(|found| diags.extend(found));
    for fact in content.facts.values() {
        let value = match &fact.value {
            Value::Text(text) => Some(text),
            _ => None,
        };
        // Checks values after YAML escapes and folded lines are resolved, as pages show them.
        // Matches in the file itself are already reported.
        let is_in_file =
            |words: &&String| content.sources.get(fact.span.file).text.contains(words.as_str());
        let texts = value.into_iter().chain([&fact.name, &fact.fallback, &fact.spoken]);
        let words =
            texts.flat_map(|text| text.by_lang.values().chain(&text.plain)).chain(&fact.source);
        let words = words.filter(|words| !is_in_file(words));
        private_data::check_words(words, fact.span, recognizer, diags);
    }
    for table in &content.tables {
        private_data::check_table(table, None, recognizer, diags);
    }
    for (sheet, table) in &content.sheets {
        private_data::check_table(table, Some(sheet), recognizer, diags);
    }
    for metadata in &content.metadata {
        private_data::check_metadata(metadata, recognizer, diags);
    }
    let ours = |file: FileId| content.sources.get(file).path.as_ref();
    let texts =
        content.articles.iter().map(|it| it.file).chain(content.scripts.iter().map(|it| it.file));
    let tables = content.tables.iter().map(|table| table.file);
    let files =
        content.pictures.keys().chain(content.recordings.keys()).chain(content.statics.keys());
    for path in files.map(String::as_str).chain(texts.chain(tables).map(ours)) {
        private_data::check_path(path, recognizer, diags);
    }
}

/// Checks the values of YAML with escapes, such as `"0900\u00300"`, as pages show them.
fn check_escaped(file: FileId, source: &Source, recognizer: &Recognizer, diags: &mut Diagnostics) {
    let mut yaml = source.text.as_ref();
    let mut start = 0;
    if source.path.ends_with(".md") {
        const FENCE: &str = "---\n";
        let front_matter = yaml.strip_prefix(FENCE).and_then(|rest| rest.split_once("\n---"));
        yaml = front_matter.map_or("", |(yaml, _)| yaml);
        start = FENCE.len();
    }
    if !yaml.contains('\\') {
        return;
    }
    // Mistakes in the YAML are reported when it is loaded.
    let mut ignored = Diagnostics::default();
    let span = Span::new(file, start..start + yaml.len());
    if let Some(node) = yaml::parse(yaml, span, &mut ignored) {
        check_node(&node, yaml, recognizer, diags);
    }
}

fn check_node(node: &Node, source: &str, recognizer: &Recognizer, diags: &mut Diagnostics) {
    match &node.kind {
        NodeKind::Nothing => {}
        NodeKind::Scalar(value) => {
            if !source.contains(value.as_str()) {
                private_data::check_words([value].into_iter(), node.span, recognizer, diags);
            }
        }
        NodeKind::List(nodes) => {
            nodes.iter().for_each(|node| check_node(node, source, recognizer, diags));
        }
        NodeKind::Map(entries) => {
            entries.iter().for_each(|(_, node)| check_node(node, source, recognizer, diags));
        }
    }
}

/// Removes private data from messages. If a file contains private data, no message shows its lines,
/// and other messages about the private lines are dropped; they return when the lines are clean.
/// The texts of messages and the names of files are masked too, and control characters are escaped
/// for terminals.
pub fn mask_private(diags: &mut Diagnostics, sources: &mut Sources, recognizer: &Recognizer) {
    drop_beside_private(diags, sources);
    // Thousands of diagnostics may repeat a message or point into one long line: each text is
    // searched once.
    let mut masked: HashMap<String, String> = HashMap::new();
    let mut mask = |text: &mut String| {
        let known = masked.entry(text.clone());
        let known =
            known.or_insert_with_key(|text| escape_controls(&recognizer.mask(text)).into_owned());
        text.clone_from(known);
    };
    // The address of a line is its key: hashing a long line for each diagnostic is slow too.
    let mut searched: HashMap<(*const u8, usize), bool> = HashMap::new();
    let mut is_private = |span: Span| {
        let lines = sources.lines_of(span);
        let key = (lines.as_ptr(), lines.len());
        *searched.entry(key).or_insert_with(|| !recognizer.find(lines).is_empty())
    };
    for diagnostic in &mut diags.list {
        let also = diagnostic.also.iter().map(|(span, _)| *span);
        diagnostic.hidden |= diagnostic.span.into_iter().chain(also).any(&mut is_private);
        let also = diagnostic.also.iter_mut().map(|(_, text)| text);
        for text in also.chain(&mut diagnostic.hints).chain([&mut diagnostic.text]) {
            mask(&mut text.vi);
            mask(&mut text.en);
        }
    }
    sources.rename(|path| escape_controls(&recognizer.mask(path)).into_owned());
}

fn drop_beside_private(diags: &mut Diagnostics, sources: &Sources) {
    let line_of = |span: Span| (span.file, sources.line_column(span).0);
    let private: BTreeSet<_> = diags
        .list
        .iter()
        .filter(|diagnostic| diagnostic.code == "private-data")
        .filter_map(|diagnostic| diagnostic.span.map(line_of))
        .collect();
    if private.is_empty() {
        return;
    }
    // The names of the columns of a sheet may be on any line.
    let is_table_head = |file, line| {
        let source = sources.get(file);
        source.sheet.is_some() || (line == 1 && !source.path.ends_with(".md"))
    };
    diags.list.retain_mut(|diagnostic| {
        let places =
            || diagnostic.span.into_iter().chain(diagnostic.also.iter().map(|(span, _)| *span));
        let in_private_file =
            places().any(|span| private.iter().any(|(file, _)| *file == span.file));
        let on_private_line = places().any(|span| {
            let (file, line) = line_of(span);
            // A column about people makes all rows of the table private.
            private.contains(&(file, line))
                || private.iter().any(|(of, head)| *of == file && is_table_head(file, *head))
        });
        diagnostic.hidden |= in_private_file;
        diagnostic.code == "private-data" || !on_private_line
    });
}

/// Returns the recognizer for a campaign.
pub fn recognizer(content: &Content, config: &Config) -> Recognizer {
    Recognizer {
        official: official_numbers(content, config),
        official_codes: official_codes(content),
        this_year: config.today.year(),
    }
}

/// Returns the facts that are only a code, such as the account of a fund.
fn official_codes(content: &Content) -> Vec<String> {
    let mut codes = Vec::new();
    for fact in content.facts.values() {
        let Value::Text(text) = &fact.value else { continue };
        for value in text.by_lang.values().chain(&text.plain) {
            if !value.contains(char::is_lowercase) {
                codes.push(private::compact(value));
            }
        }
    }
    codes
}

/// Returns the public numbers: telephone numbers and mail addresses of offices, and facts that are
/// numbers.
fn official_numbers(content: &Content, config: &Config) -> Vec<String> {
    let offices = config.places.values().filter_map(|office| office.phone.as_deref());
    let mails =
        config.places.values().filter_map(|office| office.email.as_deref()).map(str::to_lowercase);
    let facts = content.facts.values().filter_map(|fact| match &fact.value {
        Value::Phone(phone) => Some(phone.as_str()),
        _ => None,
    });
    let numbers =
        offices.chain(facts).map(|phone| phone.chars().filter(char::is_ascii_digit).collect());
    numbers.chain(mails).collect()
}
