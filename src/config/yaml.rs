//! YAML as a tree with spans, and readers that report every mistake, not only the first.
//!
//! We use the parser under serde-saphyr, because a derive would stop at the first wrong key and
//! lose leading zeros of telephone numbers. Scalars stay text as typed. Anchors, aliases and tags
//! are refused: no staff text needs them, and they make a small file expand without limit.

use std::borrow::Cow;

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle};

use crate::config::yaml_fault::{self, Fault};
use crate::diag::{Diagnostics, Span, Text};
use crate::model::calendar;
use crate::model::lang::{Lang, Localized};
use crate::model::spanned::Spanned;
use crate::text::fold::nfc;
use crate::text::nearest::nearest;

/// A YAML node.
#[derive(Clone, Debug)]
pub struct Node {
    /// The kind and value.
    pub kind: NodeKind,
    /// Where the node is in its source.
    pub span: Span,
}

/// The kinds of nodes.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// `key:` without a value.
    Nothing,
    /// A text, number, date or word, as typed.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the order typed.
    Map(Vec<(Spanned<String>, Node)>),
}

/// The deepest nesting. No campaign needs more.
const DEEPEST: usize = 32;

/// Parses YAML at `span` of a source. Reports mistakes; returns `None` if they leave no tree.
///
/// An empty text is an empty map.
pub fn parse(text: &str, span: Span, diags: &mut Diagnostics) -> Option<Node> {
    let mut builder = Builder { text, span, stack: Vec::new(), root: None };
    for event in Parser::new_from_str(text) {
        let step = match event {
            Ok((event, marks)) => {
                let start = marks.start.byte_offset().unwrap_or(0).min(text.len());
                let end = marks.end.byte_offset().unwrap_or(start).clamp(start, text.len());
                if let Event::Scalar(value, ScalarStyle::Plain, ..) = &event {
                    yaml_fault::check_plain(value, text, start..end, span, diags);
                }
                builder.take(event, span.part(start..end))
            }
            Err(error) => {
                let offset = error.marker().byte_offset().unwrap_or(0).min(text.len());
                Err(yaml_fault::explain(text, span, offset, &error.to_string()))
            }
        };
        if let Err((at, message, hint)) = step {
            let diagnostic = diags.error("yaml-syntax", at, message);
            if let Some(hint) = hint {
                diagnostic.hint(hint);
            }
            return None;
        }
    }
    Some(builder.root.unwrap_or(Node { kind: NodeKind::Map(Vec::new()), span }))
}

/// A list or map whose end has not been parsed yet.
enum Open {
    List(Vec<Node>, Span),
    Map(Vec<(Spanned<String>, Node)>, Option<Spanned<String>>, Span),
}

struct Builder<'a> {
    text: &'a str,
    span: Span,
    stack: Vec<Open>,
    root: Option<Node>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Fault> {
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                self.refuse_extras(anchor, tag.is_some(), span)?;
                let is_plain = matches!(style, ScalarStyle::Plain);
                let kind = if is_plain && (value.is_empty() || value == "~" || value == "null") {
                    NodeKind::Nothing
                } else {
                    NodeKind::Scalar(match value {
                        // A slice of the source, which is already NFC.
                        Cow::Borrowed(value) => value.to_owned(),
                        Cow::Owned(value) => nfc(&value).into_owned(),
                    })
                };
                self.put(Node { kind, span })
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_extras(anchor, tag.is_some(), span)?;
                self.open(Open::List(Vec::new(), span), span)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_extras(anchor, tag.is_some(), span)?;
                self.open(Open::Map(Vec::new(), None, span), span)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let node = match self.stack.pop() {
                    Some(Open::List(nodes, start)) => {
                        Node { kind: NodeKind::List(nodes), span: start }
                    }
                    Some(Open::Map(entries, _, start)) => {
                        Node { kind: NodeKind::Map(entries), span: start }
                    }
                    None => return Ok(()),
                };
                self.put(node)
            }
            Event::Alias(_) => Err((
                span,
                Text::new(
                    "không dùng được ký hiệu `*` của YAML ở đây",
                    "YAML aliases (`*name`) are not allowed here",
                ),
                Some(Text::new("đặt cả đoạn chữ trong ngoặc kép", "put the text in double quotes")),
            )),
            _ => Ok(()),
        }
    }

    fn refuse_extras(&self, anchor: usize, has_tag: bool, span: Span) -> Result<(), Fault> {
        if anchor == 0 && !has_tag {
            return Ok(());
        }
        Err((
            span,
            Text::new(
                "không dùng được ký hiệu `&` hay `!` của YAML ở đây",
                "YAML anchors (`&`) and tags (`!`) are not allowed here",
            ),
            Some(Text::new("đặt cả đoạn chữ trong ngoặc kép", "put the text in double quotes")),
        ))
    }

    fn open(&mut self, open: Open, span: Span) -> Result<(), Fault> {
        if self.stack.len() >= DEEPEST {
            return Err((
                span,
                Text::new("YAML lồng nhau quá sâu", "YAML is nested too deeply"),
                None,
            ));
        }
        self.stack.push(open);
        Ok(())
    }

    fn put(&mut self, node: Node) -> Result<(), Fault> {
        match self.stack.last_mut() {
            None => {
                if self.root.is_some() {
                    return Err((
                        node.span,
                        Text::new("chỉ được một phần YAML", "only one YAML document is allowed"),
                        None,
                    ));
                }
                self.root = Some(node);
            }
            Some(Open::List(nodes, _)) => nodes.push(node),
            Some(Open::Map(entries, pending, _)) => match pending.take() {
                Some(key) => entries.push((key, node)),
                None => {
                    let NodeKind::Scalar(name) = node.kind else {
                        return Err((
                            node.span,
                            Text::new("tên khóa phải là chữ", "a key must be a word"),
                            None,
                        ));
                    };
                    if let Some((first, _)) = entries.iter().find(|(key, _)| key.value == name) {
                        let line = self.text[..(first.span.start - self.span.start) as usize]
                            .matches('\n')
                            .count()
                            + 1;
                        return Err((
                            node.span,
                            Text::new(
                                format!("khóa `{name}` viết hai lần"),
                                format!("the key `{name}` is written twice"),
                            ),
                            Some(Text::new(
                                format!("bỏ một trong hai (lần đầu ở dòng {line} của phần này)"),
                                format!(
                                    "remove one of them (the first is on line {line} of this part)"
                                ),
                            )),
                        ));
                    }
                    *pending = Some(Spanned { value: name, span: node.span });
                }
            },
        }
        Ok(())
    }
}

/// Reads the entries of a map and tracks which keys were taken.
pub struct Fields<'a> {
    entries: Vec<(&'a Spanned<String>, &'a Node)>,
    taken: Vec<&'static [&'static str]>,
    /// Where the map is.
    pub span: Span,
}

impl<'a> Fields<'a> {
    /// Starts to read a map. A node of another kind is reported and read as an empty map.
    pub fn of(node: &'a Node, diags: &mut Diagnostics) -> Fields<'a> {
        Fields { entries: entries(node, diags), taken: Vec::new(), span: node.span }
    }

    /// Takes the value of a key that has several names, the English one first.
    pub fn take(&mut self, names: &'static [&'static str]) -> Option<&'a Node> {
        self.taken.push(names);
        let at = self.entries.iter().position(|(key, _)| names.contains(&key.value.as_str()))?;
        let (_, node) = self.entries.remove(at);
        if matches!(node.kind, NodeKind::Nothing) { None } else { Some(node) }
    }

    /// Reports the keys that were not taken as unknown, with the nearest known key.
    pub fn finish(self, diags: &mut Diagnostics) {
        let known: Vec<&str> = self.taken.iter().flat_map(|names| names.iter().copied()).collect();
        for (key, _) in self.entries {
            let name = &key.value;
            if known.contains(&name.as_str()) {
                diags.error(
                    "unknown-key",
                    key.span,
                    Text::new(
                        format!("`{name}` đã được ghi bằng tên khác ở trên"),
                        format!("`{name}` is already given under its other name"),
                    ),
                );
                continue;
            }
            let diagnostic = diags.error(
                "unknown-key",
                key.span,
                Text::new(
                    format!("không có khóa nào tên `{name}`"),
                    format!("there is no key `{name}`"),
                ),
            );
            match nearest(name, known.iter().copied()) {
                Some(near) => diagnostic.hint(Text::new(
                    format!("có phải là `{near}`?"),
                    format!("did you mean `{near}`?"),
                )),
                None => diagnostic.hint(Text::new(
                    format!("các khóa dùng được: {}", first_names(&self.taken)),
                    format!("known keys: {}", first_names(&self.taken)),
                )),
            };
        }
    }
}

fn first_names(taken: &[&'static [&'static str]]) -> String {
    taken
        .iter()
        .filter_map(|names| names.first())
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Reports a node of the wrong kind.
pub fn wrong_kind(node: &Node, wanted: &Text, diags: &mut Diagnostics) {
    let (vi, en) = match &node.kind {
        NodeKind::Nothing => ("để trống", "empty"),
        NodeKind::Scalar(_) => ("một đoạn chữ", "a single text"),
        NodeKind::List(_) => ("một danh sách", "a list"),
        NodeKind::Map(_) => ("các dòng `khóa: giá trị`", "lines of `key: value`"),
    };
    diags.error(
        "wrong-value",
        node.span,
        Text::new(
            format!("chỗ này cần {}, đang là {vi}", wanted.vi),
            format!("this needs {}, but is {en}", wanted.en),
        ),
    );
}

/// Reads a text.
pub fn text(node: &Node, diags: &mut Diagnostics) -> Option<Spanned<String>> {
    match &node.kind {
        NodeKind::Scalar(value) => {
            Some(Spanned { value: value.trim().to_owned(), span: node.span })
        }
        _ => {
            wrong_kind(node, &Text::new("một đoạn chữ", "a text"), diags);
            None
        }
    }
}

/// Reads a text and parses it. Reports `wanted` if `parse` returns `None`.
pub fn parsed<T>(
    node: &Node,
    wanted: &Text,
    diags: &mut Diagnostics,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Option<Spanned<T>> {
    let typed = text(node, diags)?;
    match parse(&typed.value) {
        Some(value) => Some(Spanned { value, span: node.span }),
        None => {
            diags.error(
                "wrong-value",
                node.span,
                Text::new(
                    format!("«{}» không dùng được: cần {}", typed.value, wanted.vi),
                    format!("`{}` does not fit: this needs {}", typed.value, wanted.en),
                ),
            );
            None
        }
    }
}

/// Reads one of a fixed set of words.
pub fn word<T: Copy>(
    node: &Node,
    words: &[(&'static str, T)],
    diags: &mut Diagnostics,
) -> Option<Spanned<T>> {
    let list = words.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    parsed(
        node,
        &Text::new(format!("một trong {list}"), format!("one of {list}")),
        diags,
        |typed| words.iter().find(|(word, _)| *word == typed).map(|(_, value)| *value),
    )
}

/// Reads yes or no in the words of staff: `true`, `có`, `off`, `không`.
pub fn choice(node: &Node, diags: &mut Diagnostics) -> Option<bool> {
    let wanted = Text::new("`true` (có) hoặc `false` (không)", "`true` or `false`");
    parsed(node, &wanted, diags, |typed| match crate::text::fold::fold(typed).as_str() {
        "true" | "on" | "yes" | "co" => Some(true),
        "false" | "off" | "no" | "khong" => Some(false),
        _ => None,
    })
    .map(|at| at.value)
}

/// Reads a day as `2026-11-23` or `23/11/2026`.
pub fn day(node: &Node, diags: &mut Diagnostics) -> Option<Spanned<jiff::civil::Date>> {
    let wanted = Text::new(
        "một ngày như 2026-11-23 hoặc 23/11/2026",
        "a day such as 2026-11-23 or 23/11/2026",
    );
    let NodeKind::Scalar(typed) = &node.kind else {
        return parsed(node, &wanted, diags, parse_day);
    };
    match explain_day(typed) {
        Some(explanation) => {
            diags.error("wrong-value", node.span, explanation);
            None
        }
        None => parsed(node, &wanted, diags, parse_day),
    }
}

/// Returns why a day that is written correctly does not exist.
pub fn explain_day(typed: &str) -> Option<Text> {
    let (year, month, day) = split_day(typed)?;
    calendar::explain_impossible(day, month, Some(year))
}

/// Parses a day as `2026-11-23` or `23/11/2026`.
pub fn parse_day(typed: &str) -> Option<jiff::civil::Date> {
    let (year, month, day) = split_day(typed)?;
    jiff::civil::Date::new(year, month, day).ok()
}

/// Returns year, month and day of a text in the form of a day.
fn split_day(typed: &str) -> Option<(i16, i8, i8)> {
    let parts: Vec<&str> = typed.trim().split(['-', '/', '.']).collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// Reads a whole number.
pub fn number(node: &Node, diags: &mut Diagnostics) -> Option<Spanned<i64>> {
    let wanted = Text::new(
        "một số nguyên viết bằng chữ số, như 20000",
        "a whole number in digits, such as 20000",
    );
    parsed(node, &wanted, diags, |typed| typed.parse().ok())
}

/// Reads a text or a map of texts by language.
pub fn localized(node: &Node, diags: &mut Diagnostics) -> Localized {
    let NodeKind::Map(entries) = &node.kind else {
        return text(node, diags).map_or_else(Localized::default, |at| Localized::plain(at.value));
    };
    let mut localized = Localized::default();
    for (key, value) in entries {
        let Some(lang) = Lang::new(&key.value) else {
            diags.error(
                "unknown-key",
                key.span,
                Text::new(
                    format!("`{}` không phải mã ngôn ngữ (như `vi`, `en`)", key.value),
                    format!("`{}` is not a language tag (such as `vi`, `en`)", key.value),
                ),
            );
            continue;
        };
        if let Some(text) = text(value, diags) {
            localized.by_lang.insert(lang, text.value);
        }
    }
    localized
}

/// Reads a list; a single text counts as a list of one.
pub fn list<'a>(node: &'a Node, diags: &mut Diagnostics) -> Vec<&'a Node> {
    match &node.kind {
        NodeKind::List(nodes) => nodes.iter().collect(),
        NodeKind::Scalar(_) => vec![node],
        NodeKind::Nothing => Vec::new(),
        NodeKind::Map(_) => {
            wrong_kind(node, &Text::new("một danh sách", "a list"), diags);
            Vec::new()
        }
    }
}

/// Reads a map whose keys staff choose, in the order typed.
pub fn entries<'a>(
    node: &'a Node,
    diags: &mut Diagnostics,
) -> Vec<(&'a Spanned<String>, &'a Node)> {
    match &node.kind {
        NodeKind::Map(entries) => entries.iter().map(|(key, value)| (key, value)).collect(),
        NodeKind::Nothing => Vec::new(),
        NodeKind::Scalar(_) | NodeKind::List(_) => {
            wrong_kind(
                node,
                &Text::new("các dòng `khóa: giá trị`", "lines of `key: value`"),
                diags,
            );
            Vec::new()
        }
    }
}
