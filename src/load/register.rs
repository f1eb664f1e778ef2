//! The fact register and the lexicons: small YAML files that staff keep.

use std::collections::BTreeMap;

use crate::config::yaml::{self, Fields, Node};
use crate::diag::{Diagnostics, FileId, Span, Text};
use crate::model::campaign::Certainty;
use crate::model::content::{Fact, LexiconEntry};
use crate::model::lang::Localized;
use crate::model::spanned::Spanned;
use crate::model::value::{Decimal, Value};

/// Reads `content/facts.yaml`.
pub fn read_facts(text: &str, file: FileId, diags: &mut Diagnostics) -> BTreeMap<String, Fact> {
    let mut facts = BTreeMap::new();
    let Some(root) = yaml::parse(text, Span::new(file, 0..text.len()), diags) else { return facts };
    for (id, node) in yaml::entries(&root, diags) {
        if let Some(fact) = read_fact(id, node, diags) {
            facts.insert(id.value.clone(), fact);
        }
    }
    facts
}

fn read_fact(id: &Spanned<String>, node: &Node, diags: &mut Diagnostics) -> Option<Fact> {
    let mut fields = Fields::of(node, diags);
    let values = read_values(&mut fields, diags);
    let certainty_wanted =
        Text::new("một trong các chữ A, B, M, X, L", "one of the letters A, B, M, X, L");
    let certainty = fields
        .take(&["certainty", "do_chac"])
        .and_then(|node| yaml::parsed(node, &certainty_wanted, diags, Certainty::parse));
    let mut take_day =
        |names| fields.take(names).and_then(|node| yaml::day(node, diags)).map(|at| at.value);
    let verified_on = take_day(&["verified_on", "kiem_tra_ngay"]);
    let valid_until = take_day(&["valid_until", "het_han"]);
    let source = fields
        .take(&["source", "nguon"])
        .and_then(|node| yaml::text(node, diags))
        .map(|at| at.value);
    let mut take_words = |names| {
        fields.take(names).map_or_else(Localized::default, |node| yaml::localized(node, diags))
    };
    let name = take_words(&["name", "ten"]);
    let fallback = take_words(&["fallback", "thay_bang"]);
    let spoken = take_words(&["spoken", "doc_la"]);
    let _ = fields.take(&["note", "ghi_chu"]);
    fields.finish(diags);
    // A value that can't be read was reported.
    let mut values = values?;
    if values.len() != 1 {
        report_values(id, values.len(), diags);
        return None;
    }
    let value = values.remove(0);
    Some(Fact {
        name,
        value,
        source,
        // A fact without a certainty is unconfirmed.
        certainty: certainty.map_or(Certainty::L, |at| at.value),
        verified_on,
        valid_until,
        fallback,
        spoken,
        span: id.span,
    })
}

/// Reads the values of a fact, of which there should be one. Returns `None` if a value can't be read.
fn read_values(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Vec<Value>> {
    let mut values = Vec::new();
    if let Some(node) = fields.take(&["count", "so_luong"]) {
        values.push(yaml::number(node, diags).map(|at| Value::Count(at.value)));
    }
    if let Some(node) = fields.take(&["decimal", "so_thap_phan"]) {
        values.push(decimal(node, diags).map(Value::Decimal));
    }
    if let Some(node) = fields.take(&["percent", "phan_tram"]) {
        values.push(decimal(node, diags).map(Value::Percent));
    }
    if let Some(node) = fields.take(&["money", "tien"]) {
        values.push(yaml::number(node, diags).map(|at| Value::Money(at.value)));
    }
    if let Some(node) = fields.take(&["date", "ngay"]) {
        values.push(yaml::day(node, diags).map(|at| Value::Date(at.value)));
    }
    if let Some(node) = fields.take(&["phone", "dien_thoai"]) {
        values.push(yaml::text(node, diags).map(|at| Value::Phone(at.value)));
    }
    if let Some(node) = fields.take(&["text", "chu"]) {
        values.push(Some(Value::Text(yaml::localized(node, diags))));
    }
    values.into_iter().collect()
}

fn report_values(id: &Spanned<String>, count: usize, diags: &mut Diagnostics) {
    diags
        .error(
            "fact-value",
            id.span,
            Text::new(
                format!("dữ kiện `{}` phải có đúng một giá trị, đang có {count}", id.value),
                format!("the fact `{}` needs exactly one value, but has {count}", id.value),
            ),
        )
        .hint(Text::new(
            "ghi một trong: `count`, `decimal`, `percent`, `money`, `date`, `phone`, `text`",
            "give one of: `count`, `decimal`, `percent`, `money`, `date`, `phone`, `text`",
        ));
}

fn decimal(node: &Node, diags: &mut Diagnostics) -> Option<Decimal> {
    let wanted = Text::new("một số như 48,36", "a number such as 48.36");
    yaml::parsed(node, &wanted, diags, Decimal::parse).map(|at| at.value)
}

/// Reads `content/lexicon.<lang>.yaml`: `VNeID: vi en e i đi`, or with `say` and `note`.
pub fn read_lexicon(text: &str, file: FileId, diags: &mut Diagnostics) -> Vec<LexiconEntry> {
    let Some(root) = yaml::parse(text, Span::new(file, 0..text.len()), diags) else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    for (written, node) in yaml::entries(&root, diags) {
        let said = if matches!(node.kind, yaml::NodeKind::Map(_)) {
            let mut fields = Fields::of(node, diags);
            let said = fields.take(&["say", "doc_la"]).and_then(|node| yaml::text(node, diags));
            let _ = fields.take(&["note", "ghi_chu"]);
            let _ = fields.take(&["certainty", "do_chac"]);
            fields.finish(diags);
            said
        } else {
            yaml::text(node, diags)
        };
        if let Some(said) = said {
            entries.push(LexiconEntry {
                written: written.value.clone(),
                said: said.value,
                span: written.span,
            });
        }
    }
    entries
}
