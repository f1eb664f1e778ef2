//! Resolves placeholders in a title, a text, a script and the value of a fact. Every placeholder
//! without a value is reported, every message can be drawn, and no value makes a link lead to a
//! forbidden address.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use loa::config::Overrides;
use loa::diag::Ui;
use loa::diag::draw::draw;
use loa::files::memory::MemoryFolder;
use loa::model::reference::{LinkTarget, PageId};
use loa::model::site::DocumentSource;
use loa::model::tree::{Block, Inline, Resolved};
use loa::pipeline::{self, Input, SharedCaches};

const SITE: &str = "title: Thử\nbase_url: https://thu.example\ndefault_language: vi\n\
    languages: { vi: { name: Tiếng Việt }, en: { name: English } }\n\
    markdown: { raw_html: sanitise }\n\
    places: { xa: { name: Công an xã, phone: \"1900 0368\", address: Thôn 1, hours: 7h-17h, email: xa@thu.example } }\n\
    indicators: { the: { done: cap, of: du, title: Đã cấp } }\n";
const TABLE: &str = "ngay,don_vi,cap_don_vi,du,cap,trang_thai\n2026-11-20,Xã,xa,2163,1046,mau\n";

/// The theme is loaded once.
static SHARED: LazyLock<SharedCaches> = LazyLock::new(SharedCaches::default);

/// Separates the body, the title, the script and the value of the fact.
const BETWEEN: &str = "\n====\n";

fuzz_target!(|input: &str| {
    let mut parts = input.split(BETWEEN);
    let mut part = || parts.next().unwrap_or_default();
    let (body, title, script, value) = (part(), part(), part(), part());
    let quoted = |text: &str| serde_json::to_string(text).expect("words are JSON");
    let page = format!("---\ntitle: {}\nsummary: S {}\n---\n{}\n", quoted(title), quoted(title), body);
    let script = format!("---\ntitle: A\nstatus: approved\napproved: {{ by: x, on: 2026-01-01 }}\n---\n{}\n", script);
    let certainty = if input.len() % 2 == 0 { "A" } else { "C" };
    let rest = format!("source: S\n  verified_on: 2026-11-01\n  certainty: {certainty}\n  fallback: hỏi xã");
    let facts = format!(
        "a:\n  value: {}\n  {rest}\nb:\n  count: 1046\n  {rest}\nc:\n  phone: \"1900 0368\"\n  {rest}\nd:\n  date: 2026-11-30\n  {rest}\n",
        quoted(value)
    );
    let files: Vec<(&str, Arc<[u8]>)> = vec![
        ("site.yaml", SITE.as_bytes().into()),
        ("content/explainers/a/vi.md", page.as_bytes().into()),
        ("content/scripts/a/vi.md", script.as_bytes().into()),
        ("content/facts.yaml", facts.as_bytes().into()),
        ("content/progress/a.csv", TABLE.as_bytes().into()),
    ];
    let overrides = Overrides { today: jiff::civil::date(2026, 11, 23), base_url: None, demo: true, strict: false };
    let folder = MemoryFolder::new(files);
    let judged = pipeline::prepare(&Input::new(&folder, &overrides, &SHARED)).expect("memory");
    for diagnostic in &judged.diags.list {
        let _ = draw(diagnostic, &judged.sources, Ui::Vi, false);
    }
    let Some(campaign) = &judged.campaign else { return };
    // Placeholders on a line with private data are not reported.
    let is_reported = judged.diags.list.iter().any(|found| matches!(found.code, "unknown-placeholder" | "private-data"));
    let documents = campaign.documents();
    for page in 0..campaign.site.pages.len() {
        let body = documents.document(PageId(page));
        walk(&body.blocks, is_reported);
        body.footnotes.iter().for_each(|(_, blocks)| walk(blocks, is_reported));
    }
});

fn walk(blocks: &[Block<Resolved>], is_reported: bool) {
    for block in blocks {
        match block {
            Block::Heading { inlines, .. } | Block::Paragraph(inlines, _) => walk_line(inlines, is_reported),
            Block::List { entries, .. } => entries.iter().for_each(|entry| walk(&entry.blocks, is_reported)),
            Block::Quote(inner) | Block::Alert(_, inner) => walk(inner, is_reported),
            Block::Table { head, rows, .. } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| walk_line(cell, is_reported));
            }
            Block::Code { .. } | Block::Rule | Block::Html(..) | Block::Markup(_) | Block::Figure(..) => {}
        }
    }
}

fn walk_line(inlines: &[Inline<Resolved>], is_reported: bool) {
    for inline in inlines {
        match inline {
            Inline::Text(text, _) => {
                let name = text.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
                let is_slot = name.is_some_and(|name| {
                    !name.trim().is_empty() && name.len() <= 100 && !name.contains(['{', '}', '\n'])
                });
                assert!(is_reported || !is_slot, "the placeholder {text} has no value and is not reported");
            }
            Inline::Link { to, inlines, .. } => {
                if let LinkTarget::Outside(address) = &**to {
                    let clean: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
                    let scheme = clean.split(':').next().unwrap_or_default().to_ascii_lowercase();
                    assert!(["http", "https", "mailto", "tel", "sms"].contains(&scheme.as_str()), "{address}");
                }
                walk_line(inlines, is_reported);
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => walk_line(inner, is_reported),
            _ => {}
        }
    }
}
