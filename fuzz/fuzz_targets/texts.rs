//! Parses one text with each parser of texts: YAML, front matter, Markdown, tables and registers, the
//! search for private numbers, and the sanitiser of HTML. Spans are on character boundaries, the
//! span of a cell contains the cell, and every message can be drawn.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use loa::check::clues::Clues;
use loa::check::{digits, markup};
use loa::config::tables::DEFAULTS;
use loa::config::{Overrides, resolve};
use loa::diag::draw::draw;
use loa::diag::{Diagnostics, FileId, Span, Sources, Ui};
use loa::load::{broadcasts, markdown, front_matter, posts, register, table};
use loa::model::spanned::Spanned;
use loa::model::lang::Lang;
use loa::text::encoding::decode;
use loa::text::{fold, nearest};
use loa_speech::{count_syllables, is_vietnamese_syllable};

fuzz_target!(|input: (u8, &str)| {
    let (reader, text) = input;
    // The parsers get decoded text only.
    let Ok(decoded) = decode(text.as_bytes()) else { return };
    let text = decoded.text;
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let file = sources.add("a.md", &*text);
    read(reader, &text, file, &mut diags);
    diags.sort(&sources);
    for diagnostic in &diags.list {
        if let Some(place) = diagnostic.span {
            let _ = &text[place.range()];
        }
        let _ = draw(diagnostic, &sources, Ui::Vi, false);
    }
});

fn read(reader: u8, text: &Arc<str>, file: FileId, diags: &mut Diagnostics) {
    let lang = Lang::new("vi").expect("a tag");
    let name = Spanned { value: "a".to_owned(), span: Span::whole(file) };
    match reader % 12 {
        0 => {
            // The tree is built on request.
            let _ = front_matter::read_article(name, lang, file, text, diags).body.anchors();
        }
        1 => {
            front_matter::read_script(name, lang, file, text, diags);
        }
        2 => {
            markdown::parse_markdown(text, file, 0);
        }
        3 => read_table(text, file, diags),
        4 => {
            register::read_facts(text, file, diags);
        }
        5 => {
            register::read_lexicon(text, file, diags);
        }
        6 => {
            broadcasts::read_broadcasts(text, file, diags);
        }
        7 => {
            let overrides =
                Overrides { today: jiff::civil::date(2026, 11, 23), base_url: None, demo: false, strict: false };
            resolve(text, file, &overrides, diags);
        }
        8 => {
            posts::read_posts(text, file, diags);
        }
        9 => {
            for group in digits::runs(text, &Clues::find(text).zeros, 1).iter().flat_map(|run| &run.groups) {
                let _ = &text[group.range.clone()];
                assert!(!group.digits.is_empty() && group.digits.bytes().all(|digit| digit.is_ascii_digit()));
            }
        }
        10 => keep_html(text),
        _ => {
            let slug = fold::slug(text);
            assert!(slug.is_empty() || fold::is_slug(&slug), "{slug:?}");
            assert_eq!(fold::fold(&fold::fold(text)), fold::fold(text));
            for word in text.split_whitespace() {
                let _ = (is_vietnamese_syllable(word), count_syllables(word));
                let _ = nearest::nearest(word, ["title", "summary", "tóm_tắt"]);
            }
        }
    }
}

fn read_table(text: &str, file: FileId, diags: &mut Diagnostics) {
    let columns = table::FigureColumns { words: &DEFAULTS.tables, counts: Vec::new() };
    let Some(table) = table::read_csv(text, file, &columns, diags) else { return };
    for cell in table.columns.iter().chain(table.rows.iter().flat_map(|row| &row.cells)) {
        let place = &text[cell.span.range()];
        // A missing cell at the end of a short row has the span of the row.
        if !cell.value.is_empty() && !text.contains('"') {
            assert_eq!(place.trim(), cell.value);
        }
    }
}

/// Sanitised HTML has elements without attributes, and sanitising it again changes nothing.
fn keep_html(text: &str) {
    let Some(clean) = markup::clean_block(text) else { return };
    for tag in clean.split('<').skip(1) {
        let name = tag.split('>').next().expect("a piece");
        assert!(name.trim_start_matches('/').bytes().all(|letter| letter.is_ascii_lowercase()), "{clean:?}");
    }
    assert_eq!(markup::clean_block(&clean).as_deref(), Some(clean.as_str()));
}
