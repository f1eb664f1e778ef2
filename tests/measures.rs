//! Measures of the real campaign. `BLESS=1 cargo test --test measures` writes them into
//! `docs/CAMPAIGN.md`.

#![expect(clippy::disallowed_methods, reason = "BLESS writes the table")]

use std::fmt::Write as _;
use std::path::Path;

use loa::config::Overrides;
use loa::files::disk::DiskFolder;
use loa::model::format::Formatter;
use loa::model::lang::Lang;
use loa::model::reference::ResolvedValue;
use loa::model::site::{DocumentSource, FactStatus};
use loa::model::tree::{Block, Inline, Resolved};
use loa::pipeline::{self, Input, SharedCaches};

/// The longest sentence that a Vietnamese page may have, in syllables.
const LONGEST: usize = 20;

#[test]
fn sentences_are_short_and_the_measures_can_be_taken() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = DiskFolder::open(root).expect("the campaign's folder");
    let today = "2026-11-23".parse().expect("a day");
    let overrides = Overrides { today, base_url: None, demo: false, strict: false };
    let shared = SharedCaches::default();
    let judged =
        pipeline::prepare(&Input::new(&folder, &overrides, &shared)).expect("a readable campaign");
    let campaign = judged.campaign.expect("a campaign");
    let site = &campaign.site;
    let format = campaign.content.formatter(&campaign.config.default_language);
    let documents = campaign.documents();
    let loose =
        judged.diags.list.iter().filter(|diagnostic| diagnostic.code == "loose-number").count();
    let mut table = String::from(
        "# The campaign in numbers\n\nOn 2026-11-23. Taken again by `BLESS=1 cargo test --test measures`.\n\n\
         Vietnamese words are syllables; tables, charts and the frame of the page don't count.\n\n\
         | page | language | words | sentences | median | longest | values from register and tables |\n|---|---|---|---|---|---|---|\n",
    );
    let mut all_values = 0;
    for page in site.pages.iter().filter(|page| !page.is_fallback()) {
        let mut text = Text { format, lang: &page.lang, words: String::new(), values: 0 };
        text.blocks(&documents.document(page.id).blocks);
        let mut lengths: Vec<usize> = text
            .words
            .lines()
            .flat_map(|line| {
                loa_speech::split_sentences(line).into_iter().map(|range| count(&line[range]))
            })
            .filter(|length| *length > 0)
            .collect();
        lengths.sort_unstable();
        let longest = lengths.last().copied().unwrap_or(0);
        all_values += text.values;
        assert!(page.lang.as_str() != "vi" || longest <= LONGEST, "{}: {longest}", page.topic);
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} | {} | {longest} | {} |",
            page.topic,
            page.lang,
            count(&text.words),
            lengths.len(),
            lengths.get(lengths.len() / 2).copied().unwrap_or(0),
            text.values,
        );
    }
    let _ = write!(
        table,
        "\nNumbers typed into texts: {loose}; values called by name: {all_values}.\n\n| script | language | seconds, one reading | syllables |\n|---|---|---|---|\n"
    );
    for script in &site.scripts {
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} |",
            script.id, script.lang, script.seconds, script.syllables
        );
    }
    let named = |id: &String| site.pages.iter().any(|page| page.text.facts.contains(id));
    let open = site
        .facts
        .iter()
        .filter(|fact| fact.fact_status == FactStatus::Unconfirmed && named(&fact.id));
    let open: Vec<String> =
        open.map(|fact| format!("`{}` ({})", fact.id, fact.certainty.as_str())).collect();
    let _ = write!(
        table,
        "\nNot confirmed, and shown in careful words ({}): {}.\n",
        open.len(),
        open.join(", ")
    );
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(root.join("docs/CAMPAIGN.md"), table).expect("to write the table");
    }
}

fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// The words of a page, one paragraph per line.
struct Text<'a> {
    format: Formatter<'a>,
    lang: &'a Lang,
    words: String,
    values: usize,
}

impl Text<'_> {
    fn blocks(&mut self, blocks: &[Block<Resolved>]) {
        for block in blocks {
            match block {
                Block::Paragraph(inlines, _) | Block::Heading { inlines, .. } => {
                    self.inlines(inlines);
                    self.words.push('\n');
                }
                Block::List { entries, .. } => {
                    entries.iter().for_each(|entry| self.blocks(&entry.blocks))
                }
                Block::Quote(inner) | Block::Alert(_, inner) => self.blocks(inner),
                _ => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline<Resolved>]) {
        for inline in inlines {
            match inline {
                Inline::Text(text, _) | Inline::Code(text, _) => self.words.push_str(text),
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Struck(inner)
                | Inline::Link { inlines: inner, .. } => self.inlines(inner),
                Inline::Placeholder(slot, _) => {
                    self.values += 1;
                    match &**slot {
                        ResolvedValue::Value(value, _) => {
                            self.words.push_str(&self.format.value(value, self.lang));
                        }
                        ResolvedValue::Fallback(words, _) => {
                            self.words.push_str(&self.format.words(words, self.lang))
                        }
                    }
                }
                Inline::SoftBreak => self.words.push(' '),
                Inline::HardBreak => self.words.push('\n'),
                _ => {}
            }
        }
    }
}
