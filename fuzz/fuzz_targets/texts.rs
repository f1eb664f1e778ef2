//! One text of a campaign, read by everything that reads texts: YAML, front matter, Markdown, tables, registers.
//! Nothing panics; every place lies on letters of the text; a cell's place holds the cell; every message can be drawn.
#![no_main]

use libfuzzer_sys::fuzz_target;
use loa::config::{Overrides, resolve};
use loa::diag::draw::draw;
use loa::diag::{Diagnostics, Place, Sources, Ui};
use loa::load::{broadcasts, markdown, matter, register, table};
use loa::model::content::At;
use loa::model::lang::Lang;
use loa::text::encoding::decode;

fuzz_target!(|input: (u8, &str)| {
    let (reader, text) = input;
    // Readers only ever see decoded text.
    let Ok(decoded) = decode(text.as_bytes()) else { return };
    let text = decoded.text.as_str();
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let file = sources.add("a.md", text);
    let lang = Lang::new("vi").expect("a tag");
    let name = At { value: "a".to_owned(), place: Place::whole(file) };
    match reader % 8 {
        0 => {
            matter::read_article(name, lang, file, text, &mut diags);
        }
        1 => {
            matter::read_script(name, lang, file, text, &mut diags);
        }
        2 => {
            markdown::parse_markdown(text, file, 0);
        }
        3 => {
            if let Some(table) = table::read_csv(text, file, &mut diags) {
                for cell in table.columns.iter().chain(table.rows.iter().flat_map(|row| &row.cells)) {
                    let _ = &text[cell.place.range()];
                }
            }
        }
        4 => {
            register::read_facts(text, file, &mut diags);
        }
        5 => {
            register::read_lexicon(text, file, &mut diags);
        }
        6 => {
            broadcasts::read_broadcasts(text, file, &mut diags);
        }
        _ => {
            let overrides =
                Overrides { today: jiff::civil::date(2026, 11, 23), base_url: None, demo: false, strict: false };
            resolve(text, file, &overrides, &mut diags);
        }
    }
    diags.sort(&sources);
    for diagnostic in &diags.list {
        if let Some(place) = diagnostic.place {
            let _ = &text[place.range()];
        }
        let _ = draw(diagnostic, &sources, Ui::Vi, false);
    }
});
