//! Reads `tables:` of `site.yaml` and the built-in `defaults.yaml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::config::yaml::{self, Fields, Node, NodeKind};
use crate::diag::{Diagnostics, Sources, Span};
use crate::model::lang::Localized;
use crate::model::tables::{Column, TableWords, column_key};
use crate::text::fold::fold;

/// Values that a campaign may replace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Defaults {
    /// What pages say instead of an uncertain fact.
    pub ask: Localized,
    /// The words of progress tables.
    pub tables: TableWords,
}

/// The values used if `site.yaml` has none.
pub static DEFAULTS: LazyLock<Defaults> =
    LazyLock::new(|| read_defaults(&mut Diagnostics::default()));

fn read_defaults(diags: &mut Diagnostics) -> Defaults {
    let text = include_str!("defaults.yaml");
    let file = Sources::default().add("", "");
    let mut defaults = Defaults::default();
    let Some(root) = yaml::parse(text, Span::new(file, 0..text.len()), diags) else {
        return defaults;
    };
    let mut fields = Fields::of(&root, diags);
    if let Some(node) = fields.take(&["ask"]) {
        defaults.ask = yaml::localized(node, diags);
    }
    if let Some(node) = fields.take(&["tables"]) {
        read_tables(node, &mut defaults.tables, diags);
    }
    fields.finish(diags);
    defaults
}

/// Reads `tables:`; keys that are missing keep their value.
pub fn read_tables(node: &Node, tables: &mut TableWords, diags: &mut Diagnostics) {
    let mut fields = Fields::of(node, diags);
    if let Some(node) = fields.take(&["columns", "cot"]) {
        read_columns(node, &mut tables.columns, diags);
    }
    let lists: [(&'static [&'static str], &mut Vec<String>); 5] = [
        (&["total_levels", "cap_tong"], &mut tables.total_levels),
        (&["total_units", "don_vi_tong"], &mut tables.total_units),
        (&["counts", "so_dem"], &mut tables.counts),
        (&["may_fall", "co_the_giam"], &mut tables.may_fall),
        (&["corrected", "dieu_chinh"], &mut tables.corrected),
    ];
    for (names, list) in lists {
        if let Some(node) = fields.take(names) {
            *list = words(node, diags);
        }
    }
    for columns in [&mut tables.counts, &mut tables.may_fall] {
        columns.iter_mut().for_each(|name| *name = column_key(name));
    }
    for patterns in [&mut tables.total_units, &mut tables.corrected] {
        patterns.iter_mut().for_each(|word| *word = fold(word));
    }
    if let Some(node) = fields.take(&["at_most", "khong_qua"]) {
        let pairs = entries(node, diags);
        tables.at_most = pairs
            .into_iter()
            .flat_map(|(of, most)| most.into_iter().map(move |most| (of.clone(), most)))
            .collect();
    }
    if let Some(node) = fields.take(&["sums", "tong_cua"]) {
        tables.sums = entries(node, diags);
    }
    fields.finish(diags);
}

fn read_columns(node: &Node, columns: &mut BTreeMap<Column, Vec<String>>, diags: &mut Diagnostics) {
    let mut fields = Fields::of(node, diags);
    for (key, column) in Column::KEYS {
        if let Some(node) = fields.take(key) {
            let mut names = words(node, diags);
            names.iter_mut().for_each(|name| *name = column_key(name));
            columns.insert(column, names);
        }
    }
    fields.finish(diags);
}

fn entries(node: &Node, diags: &mut Diagnostics) -> Vec<(String, Vec<String>)> {
    if matches!(node.kind, NodeKind::Nothing) {
        return Vec::new();
    }
    let entries = yaml::entries(node, diags);
    entries
        .into_iter()
        .map(|(key, value)| {
            let columns = words(value, diags).iter().map(|name| column_key(name)).collect();
            (column_key(&key.value), columns)
        })
        .collect()
}

/// Reads one word or a list of words, lowercased.
fn words(node: &Node, diags: &mut Diagnostics) -> Vec<String> {
    let words = yaml::list(node, diags);
    let words = words.into_iter().filter_map(|node| yaml::text(node, diags));
    words.map(|at| at.value.to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::read_defaults;
    use crate::diag::Diagnostics;
    use crate::model::tables::Column;

    #[test]
    fn the_defaults_are_complete_and_without_mistakes() {
        let mut diags = Diagnostics::default();
        let defaults = read_defaults(&mut diags);
        assert_eq!(diags.list, []);
        for (key, column) in Column::KEYS {
            assert!(!defaults.tables.names(column).is_empty(), "{key:?}");
        }
        assert!(!defaults.ask.is_empty());
    }
}
