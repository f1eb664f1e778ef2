//! Parses Markdown into a tree with spans.
//!
//! Knows CommonMark with tables, footnotes, strikethrough, task lists, heading anchors and alerts.
//! `check` resolves links and placeholders.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd,
};

use crate::diag::{FileId, Span};
use crate::load::address::find_addresses;
use crate::load::comment::{Shown, without_comments};
use crate::load::coverage::Coverage;
use crate::model::tree::{
    AlertKind, Alignment, Block, Document, Inline, ListEntry, Parsed, plain_text,
};
use crate::text::fold::slug;

/// The deepest nesting of quotes and lists. Deeper ones are parsed as if they were not nested.
const DEEPEST: usize = 48;

/// Parses the Markdown that starts at byte `base` of a file.
pub fn parse_markdown(text: &str, file: FileId, base: usize) -> Document<Parsed> {
    parse_shown(&Shown::of(text), file, base)
}

/// Parses the Markdown of a script, where indented paragraphs are paragraphs, not code.
pub fn parse_script(text: &str, file: FileId, base: usize) -> Document<Parsed> {
    parse_shown(&Shown::flush_left(text), file, base)
}

fn parse_shown(shown: &Shown<'_>, file: FileId, base: usize) -> Document<Parsed> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut builder = Builder {
        shown,
        file,
        base,
        stack: vec![Open::Root(Vec::new())],
        skipped: 0,
        ids: BTreeMap::new(),
        footnotes: Vec::new(),
        coverage: Coverage::default(),
        run: None,
    };
    let parser = Parser::new_ext(&shown.text, options);
    for (label, definition) in parser.reference_definitions().iter() {
        builder.coverage.define(label, definition.span.clone());
    }
    for (event, range) in parser.into_offset_iter() {
        builder.cover(&event, &range);
        builder.take(event, range);
    }
    builder.finish()
}

/// An element whose end has not been parsed yet.
enum Open {
    Root(Vec<Block<Parsed>>),
    Quote(Option<AlertKind>, Vec<Block<Parsed>>),
    List(Option<u64>, Vec<ListEntry<Parsed>>),
    /// `loose` collects text of the entry that is not in a paragraph.
    Entry {
        done: Option<bool>,
        blocks: Vec<Block<Parsed>>,
        loose: Vec<Inline<Parsed>>,
        span: Span,
    },
    Footnote(String, Vec<Block<Parsed>>),
    Paragraph(Vec<Inline<Parsed>>, Span),
    Heading {
        level: u8,
        inlines: Vec<Inline<Parsed>>,
        span: Span,
    },
    Table {
        alignments: Vec<Alignment>,
        head: Vec<Vec<Inline<Parsed>>>,
        rows: Vec<Vec<Vec<Inline<Parsed>>>>,
        span: Span,
    },
    Row(Vec<Vec<Inline<Parsed>>>),
    Inlines(Wrap, Vec<Inline<Parsed>>, Span),
    Code {
        text: String,
        is_fenced: bool,
        span: Span,
    },
    Html(String, Span),
}

/// The parent of a run of inlines.
enum Wrap {
    Cell,
    Emphasis,
    Strong,
    Struck,
    /// `8~10 giờ, 13~15 giờ`: single tildes are kept, because they mean "to".
    Range,
    Link(String),
    Picture(String),
}

/// A run of text.
struct Run<'t> {
    text: &'t str,
    range: Range<usize>,
    /// Whether nothing in the run was unescaped, so that offsets in the text are offsets in the
    /// file.
    exact: bool,
}

struct Builder<'a> {
    shown: &'a Shown<'a>,
    file: FileId,
    base: usize,
    stack: Vec<Open>,
    /// The number of open elements that were skipped because of their depth. Their ends are skipped
    /// too.
    skipped: usize,
    ids: BTreeMap<String, usize>,
    footnotes: Vec<(String, Vec<Block<Parsed>>)>,
    coverage: Coverage,
    /// Text that the next event may continue. pulldown-cmark's `TextMergeStream` moves each event
    /// several times.
    run: Option<(Cow<'a, str>, Range<usize>)>,
}

impl<'a> Builder<'a> {
    fn lengthen_run(&mut self, piece: CowStr<'a>, range: Range<usize>) {
        match &mut self.run {
            Some((run, at)) => {
                run.to_mut().push_str(&piece);
                at.end = range.end;
            }
            None => self.run = Some((piece.into(), range)),
        }
    }

    fn end_run(&mut self) {
        if let Some((run, range)) = self.run.take() {
            self.text_run(&run, range);
        }
    }

    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        if !matches!(event, Event::Text(_)) {
            self.end_run();
        }
        let span = self.span(&range);
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(piece) => self.lengthen_run(piece, range),
            Event::Code(code) => self.inline(Inline::Code(code.into_string(), span)),
            Event::InlineHtml(html) => {
                let html = without_comments(&html);
                if !html.is_empty() {
                    self.inline(Inline::Html(html, span));
                }
            }
            Event::Html(html) => match self.stack.last_mut() {
                Some(Open::Html(text, _)) => text.push_str(&html),
                _ => self.block(Block::Html(html.into_string(), span)),
            },
            Event::FootnoteReference(label) => {
                self.inline(Inline::Footnote(label.to_lowercase(), span))
            }
            Event::SoftBreak => self.inline(Inline::SoftBreak),
            Event::HardBreak => self.inline(Inline::HardBreak),
            Event::Rule => self.block(Block::Rule),
            Event::TaskListMarker(checked) => {
                if let Some(Open::Entry { done, .. }) =
                    self.stack.iter_mut().rev().find(|open| matches!(open, Open::Entry { .. }))
                {
                    *done = Some(checked);
                }
            }
            Event::InlineMath(math) | Event::DisplayMath(math) => {
                self.inline(Inline::Text(math.into_string(), span));
            }
        }
    }

    /// Records which bytes an event accounts for.
    fn cover(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let (shown, coverage) = (self.shown, &mut self.coverage);
        let text = &shown.text;
        match event {
            Event::Start(
                Tag::Link { link_type, title, id, .. } | Tag::Image { link_type, title, id, .. },
            ) => {
                let label = is_reference(*link_type).then_some(id.as_ref());
                coverage.cover_link(range, label, title, text);
            }
            Event::Start(Tag::FootnoteDefinition(_) | Tag::BlockQuote(Some(_))) => {
                coverage.cover_to(range, text, "]");
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                coverage.cover_fence(range, info, text);
            }
            Event::Text(_)
            | Event::Code(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => coverage.cover(range),
            Event::Start(_) | Event::End(_) | Event::SoftBreak | Event::HardBreak | Event::Rule => {
            }
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let typed = self.shown.typed(range);
        Span::new(self.file, self.base + typed.start..self.base + typed.end)
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        let open = match tag {
            Tag::Paragraph => Open::Paragraph(Vec::new(), span),
            Tag::Heading { level, .. } => {
                Open::Heading { level: level as u8, inlines: Vec::new(), span }
            }
            Tag::BlockQuote(kind) => Open::Quote(kind.map(alert_kind), Vec::new()),
            Tag::CodeBlock(kind) => Open::Code {
                text: String::new(),
                is_fenced: matches!(kind, CodeBlockKind::Fenced(_)),
                span,
            },
            Tag::HtmlBlock => Open::Html(String::new(), span),
            Tag::List(start) => Open::List(start, Vec::new()),
            Tag::Item => Open::Entry { done: None, blocks: Vec::new(), loose: Vec::new(), span },
            Tag::FootnoteDefinition(label) => Open::Footnote(label.to_lowercase(), Vec::new()),
            Tag::Table(alignments) => Open::Table {
                alignments: alignments.into_iter().map(alignment).collect(),
                head: Vec::new(),
                rows: Vec::new(),
                span,
            },
            Tag::TableHead | Tag::TableRow => Open::Row(Vec::new()),
            Tag::TableCell => Open::Inlines(Wrap::Cell, Vec::new(), span),
            Tag::Emphasis => Open::Inlines(Wrap::Emphasis, Vec::new(), span),
            Tag::Strong => Open::Inlines(Wrap::Strong, Vec::new(), span),
            Tag::Strikethrough if self.is_range_sign(span) => {
                self.inline(Inline::Text("~".to_owned(), span));
                Open::Inlines(Wrap::Range, Vec::new(), span)
            }
            Tag::Strikethrough => Open::Inlines(Wrap::Struck, Vec::new(), span),
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                Open::Inlines(Wrap::Link(format!("mailto:{dest_url}")), Vec::new(), span)
            }
            Tag::Link { dest_url, .. } => {
                Open::Inlines(Wrap::Link(dest_url.into_string()), Vec::new(), span)
            }
            Tag::Image { dest_url, .. } => {
                Open::Inlines(Wrap::Picture(dest_url.into_string()), Vec::new(), span)
            }
            // Not enabled above; their text still arrives.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {
                self.skipped += 1;
                return;
            }
        };
        let nests = matches!(
            open,
            Open::Quote(..) | Open::List(..) | Open::Entry { .. } | Open::Inlines(..)
        );
        if nests && self.stack.len() >= DEEPEST {
            self.skipped += 1;
            return;
        }
        self.stack.push(open);
    }

    fn end(&mut self, tag: TagEnd) {
        let nests = matches!(
            tag,
            TagEnd::BlockQuote(_)
                | TagEnd::List(_)
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
                | TagEnd::DefinitionList
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition
                | TagEnd::Superscript
                | TagEnd::Subscript
                | TagEnd::MetadataBlock(_)
        );
        if nests && self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if self.stack.len() <= 1 {
            return;
        }
        let Some(open) = self.stack.pop() else { return };
        match open {
            Open::Root(_) => self.stack.push(open),
            Open::Paragraph(inlines, span) => {
                let block = figure_of(&inlines).map_or_else(
                    || Block::Paragraph(inlines, span),
                    |name| Block::Figure(name, span),
                );
                self.block(block);
            }
            Open::Heading { level, mut inlines, span } => {
                let id = take_anchor(&mut inlines);
                let id = self.unique_id(id.unwrap_or_else(|| slug(&plain_text(&inlines))));
                self.block(Block::Heading { level, id, inlines, span });
            }
            Open::Quote(None, blocks) => self.block(Block::Quote(blocks)),
            Open::Quote(Some(kind), blocks) => self.block(Block::Alert(kind, blocks)),
            Open::Code { text, is_fenced, span } => {
                self.block(Block::Code { text, is_fenced, span })
            }
            Open::Html(html, span) => {
                let html = without_comments(&html);
                if html.trim().is_empty() {
                    self.end_loose_text();
                } else {
                    self.block(Block::Html(html, span));
                }
            }
            Open::List(start, entries) => self.block(Block::List { start, entries }),
            Open::Entry { done, mut blocks, loose, span } => {
                flush(&mut blocks, loose, span);
                if let Some(Open::List(_, entries)) = self.stack.last_mut() {
                    entries.push(ListEntry { done, blocks });
                }
            }
            Open::Footnote(label, blocks) => self.footnotes.push((label, blocks)),
            Open::Table { alignments, head, rows, span } => {
                self.block(Block::Table { alignments, head, rows, span });
            }
            Open::Row(cells) => {
                if let Some(Open::Table { head, rows, .. }) = self.stack.last_mut() {
                    match tag {
                        TagEnd::TableHead => *head = cells,
                        _ => rows.push(cells),
                    }
                }
            }
            Open::Inlines(wrap, inlines, span) => match wrap {
                Wrap::Cell => {
                    if let Some(Open::Row(cells)) = self.stack.last_mut() {
                        cells.push(inlines);
                    }
                }
                Wrap::Emphasis => self.inline(Inline::Emphasis(inlines)),
                Wrap::Strong => self.inline(Inline::Strong(inlines)),
                Wrap::Struck => self.inline(Inline::Struck(inlines)),
                Wrap::Range => {
                    for inline in inlines {
                        self.inline(inline);
                    }
                    self.inline(Inline::Text("~".to_owned(), span));
                }
                Wrap::Link(to) => self.inline(Inline::Link { to, inlines, span }),
                Wrap::Picture(picture) => {
                    let alt = plain_text(&inlines);
                    self.inline(Inline::Picture { picture, alt, span });
                }
            },
        }
    }

    fn block(&mut self, block: Block<Parsed>) {
        match self.stack.last_mut() {
            Some(Open::Root(blocks) | Open::Quote(_, blocks) | Open::Footnote(_, blocks)) => {
                blocks.push(block)
            }
            Some(Open::Entry { blocks, loose, span, .. }) => {
                flush(blocks, std::mem::take(loose), *span);
                blocks.push(block);
            }
            // Blocks occur nowhere else, except in a list that was cut off by the depth limit.
            _ => {
                if let Some(Open::Root(blocks)) = self.stack.first_mut() {
                    blocks.push(block);
                }
            }
        }
    }

    /// Ends the text of a list entry, so that a comment in it doesn't join the words around it.
    fn end_loose_text(&mut self) {
        if let Some(Open::Entry { blocks, loose, span, .. }) = self.stack.last_mut() {
            flush(blocks, std::mem::take(loose), *span);
        }
    }

    fn inline(&mut self, inline: Inline<Parsed>) {
        match self.stack.last_mut() {
            Some(
                Open::Paragraph(inlines, _)
                | Open::Heading { inlines, .. }
                | Open::Inlines(_, inlines, _),
            ) => {
                inlines.push(inline);
            }
            Some(Open::Entry { loose, .. }) => loose.push(inline),
            Some(Open::Root(blocks) | Open::Quote(_, blocks) | Open::Footnote(_, blocks)) => {
                let span = Span::whole(self.file);
                match blocks.last_mut() {
                    Some(Block::Paragraph(inlines, at)) if *at == span => inlines.push(inline),
                    _ => blocks.push(Block::Paragraph(vec![inline], span)),
                }
            }
            _ => {}
        }
    }

    /// Splits a run of text into words, placeholders and readings.
    fn text_run(&mut self, text: &str, range: Range<usize>) {
        if let Some(Open::Code { text: code, .. } | Open::Html(code, _)) = self.stack.last_mut() {
            code.push_str(text);
            return;
        }
        let run = Run { text, exact: self.shown.text.get(range.clone()) == Some(text), range };
        let mut done = 0;
        for mark in marks(text) {
            let at = mark.range();
            self.words(&run, done..at.start);
            done = at.end;
            let span = self.part(&run, at);
            self.inline(match mark {
                Mark::Placeholder(_, name) => Inline::Placeholder(name, span),
                Mark::Reading { written, said, .. } => Inline::Reading { written, said, span },
            });
        }
        self.words(&run, done..text.len());
    }

    /// Adds a part of a run without placeholders and readings. Web addresses become links.
    fn words(&mut self, run: &Run<'_>, part: Range<usize>) {
        let is_in_link = self
            .stack
            .iter()
            .any(|open| matches!(open, Open::Inlines(Wrap::Link(_) | Wrap::Picture(_), ..)));
        let words = &run.text[part.clone()];
        let addresses = if is_in_link { Vec::new() } else { find_addresses(words) };
        let mut done = part.start;
        for address in addresses {
            let at = part.start + address.start..part.start + address.end;
            self.plain(run, done..at.start);
            done = at.end;
            let typed = &run.text[at.clone()];
            let span = self.part(run, at);
            let scheme = if typed.contains("://") { "" } else { "https://" };
            let inlines = vec![Inline::Text(typed.to_owned(), span)];
            self.inline(Inline::Link { to: format!("{scheme}{typed}"), inlines, span });
        }
        self.plain(run, done..part.end);
    }

    fn plain(&mut self, run: &Run<'_>, part: Range<usize>) {
        if !part.is_empty() {
            let span = self.part(run, part.clone());
            self.inline(Inline::Text(run.text[part].to_owned(), span));
        }
    }

    /// Returns whether struck text is only enclosed by single tildes.
    fn is_range_sign(&self, span: Span) -> bool {
        let start = span.range().start.saturating_sub(self.base);
        !self.shown.typed_text().get(start..).is_some_and(|text| text.starts_with("~~"))
    }

    /// Returns the span of a part of a run.
    fn part(&self, run: &Run<'_>, part: Range<usize>) -> Span {
        if run.exact {
            self.span(&(run.range.start + part.start..run.range.start + part.end))
        } else {
            self.span(&run.range)
        }
    }

    fn unique_id(&mut self, id: String) -> String {
        let id = if id.is_empty() { "muc".to_owned() } else { id };
        let uses = self.ids.entry(id.clone()).or_insert(0);
        *uses += 1;
        if *uses == 1 {
            return id;
        }
        let numbered = format!("{id}-{uses}");
        self.unique_id(numbered)
    }

    fn finish(mut self) -> Document<Parsed> {
        self.end_run();
        while self.stack.len() > 1 {
            self.skipped = 0;
            self.end(TagEnd::Paragraph);
        }
        let blocks = match self.stack.pop() {
            Some(Open::Root(blocks)) => blocks,
            _ => Vec::new(),
        };
        let gaps = std::mem::take(&mut self.coverage).find_gaps(&self.shown.text);
        let left_out = gaps.iter().map(|gap| self.span(gap)).collect();
        Document { blocks, footnotes: self.footnotes, left_out }
    }
}

/// Takes an anchor such as `{#mang-gi}` from the end of a heading. Other words in braces stay.
fn take_anchor(inlines: &mut [Inline<Parsed>]) -> Option<String> {
    let Some(Inline::Text(text, _)) = inlines.last_mut() else { return None };
    let (words, anchor) = text.trim_end().strip_suffix('}')?.rsplit_once("{#")?;
    let is_anchor = !anchor.is_empty()
        && anchor.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if !is_anchor {
        return None;
    }
    let anchor = anchor.to_owned();
    *text = words.trim_end().to_owned();
    Some(anchor)
}

fn flush(blocks: &mut Vec<Block<Parsed>>, loose: Vec<Inline<Parsed>>, span: Span) {
    if !loose.is_empty() {
        blocks.push(Block::Paragraph(loose, span));
    }
}

fn is_reference(kind: LinkType) -> bool {
    matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
}

fn alert_kind(kind: BlockQuoteKind) -> AlertKind {
    match kind {
        BlockQuoteKind::Note => AlertKind::Note,
        BlockQuoteKind::Tip => AlertKind::Tip,
        BlockQuoteKind::Important => AlertKind::Important,
        BlockQuoteKind::Warning => AlertKind::Warning,
        BlockQuoteKind::Caution => AlertKind::Caution,
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Start,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::End,
    }
}

/// Returns the placeholder of a paragraph that contains only a chart or table placeholder.
fn figure_of(inlines: &[Inline<Parsed>]) -> Option<String> {
    let [Inline::Placeholder(name, _)] = inlines else { return None };
    (name.starts_with("chart.") || name.starts_with("table.")).then(|| name.clone())
}

/// A placeholder or a reading in a text.
enum Mark {
    Placeholder(Range<usize>, String),
    Reading { range: Range<usize>, written: String, said: String },
}

impl Mark {
    fn range(&self) -> Range<usize> {
        match self {
            Mark::Placeholder(range, _) | Mark::Reading { range, .. } => range.clone(),
        }
    }
}

/// Finds `{{name}}` and `[written]{doc="said"}` (also `{say="…"}`), in order.
fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find(['{', '[']) {
        let at = from + found;
        let mark =
            if text[at..].starts_with("{{") { slot_at(text, at) } else { reading_at(text, at) };
        match mark {
            Some(mark) => {
                from = mark.range().end;
                marks.push(mark);
            }
            None => from = at + 1,
        }
    }
    marks
}

fn slot_at(text: &str, at: usize) -> Option<Mark> {
    let rest = &text[at + 2..];
    let inner = &rest[..rest.find(['{', '\n']).unwrap_or(rest.len())];
    let end = inner.find("}}")?;
    let name = inner[..end].trim();
    let is_short = !name.is_empty() && name.len() <= 100;
    is_short.then(|| Mark::Placeholder(at..at + 2 + end + 2, name.to_owned()))
}

fn reading_at(text: &str, at: usize) -> Option<Mark> {
    let inner = text.get(at..)?.strip_prefix('[')?;
    let close = inner.find(']')?;
    let written = &inner[..close];
    let rest = inner[close + 1..].strip_prefix('{')?;
    let rest_at = at + 1 + close + 2;
    let value = rest.strip_prefix("doc=").or_else(|| rest.strip_prefix("say="))?;
    let quote = value.chars().next().filter(|c| ['"', '“', '”', '\''].contains(c))?;
    let said_start = quote.len_utf8();
    let said_end = value[said_start..].find(['"', '”', '“', '\''])? + said_start;
    let after = value[said_end..].chars().next().map_or(0, char::len_utf8) + said_end;
    let closing = value[after..].strip_prefix('}')?;
    let end = rest_at + (rest.len() - closing.len());
    Some(Mark::Reading {
        range: at..end,
        written: written.to_owned(),
        said: value[said_start..said_end].trim().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::parse_markdown;
    use crate::diag::{Sources, Span};
    use crate::model::tree::{AlertKind, Block, Document, Inline, Parsed};

    fn parse(text: &str) -> Document<Parsed> {
        let mut sources = Sources::default();
        let file = sources.add("a.md", text);
        parse_markdown(text, file, 0)
    }

    fn inlines(text: &str) -> Vec<Inline<Parsed>> {
        match parse(text).blocks.swap_remove(0) {
            Block::Paragraph(inlines, _) => inlines,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn placeholders_keep_their_place() {
        let text = "Đã cấp {{ progress.eid.done }} tài khoản";
        let inlines = inlines(text);
        let Inline::Placeholder(name, span) = &inlines[1] else { panic!("{inlines:?}") };
        assert_eq!(name, "progress.eid.done");
        assert_eq!(&text[span.range()], "{{ progress.eid.done }}");
    }

    #[test]
    fn readings_are_taken_off_the_text() {
        let inlines = inlines("Ăn [1/2]{doc=\"một phần hai\"} trái");
        assert!(
            matches!(&inlines[1], Inline::Reading { written, said, .. } if written == "1/2" && said == "một phần hai"),
            "{inlines:?}"
        );
        assert!(matches!(&inlines[2], Inline::Text(text, _) if text == " trái"));
    }

    #[test]
    fn a_lone_chart_placeholder_is_a_figure() {
        assert!(
            matches!(&parse("{{chart.eid}}").blocks[..], [Block::Figure(name, _)] if name == "chart.eid")
        );
        assert!(matches!(&parse("xem {{chart.eid}}").blocks[..], [Block::Paragraph(..)]));
    }

    #[test]
    fn same_headings_get_different_anchors() {
        let ids: Vec<String> = parse("# Mang gì\n# Mang gì\n# Mang gì 2\n# Mang gì\n")
            .blocks
            .into_iter()
            .filter_map(|block| match block {
                Block::Heading { id, .. } => Some(id),
                _ => None,
            })
            .collect();
        let mut unique = ids.clone();
        unique.sort();
        unique.dedup();
        assert_eq!((ids[0].as_str(), ids[1].as_str(), unique.len()), ("mang-gi", "mang-gi-2", 4));
    }

    #[test]
    fn alerts_lists_and_comments_are_understood() {
        let document =
            parse("> [!WARNING]\n> Coi chừng\n\n- [x] xong\n- còn\n\n<!-- ghi chú -->\n");
        assert!(matches!(&document.blocks[0], Block::Alert(AlertKind::Warning, _)));
        let Block::List { entries, .. } = &document.blocks[1] else { panic!() };
        assert_eq!((entries[0].done, entries[1].done), (Some(true), None));
        assert_eq!(document.blocks.len(), 2);
    }

    #[test]
    fn deep_nesting_stays_shallow() {
        fn depth(blocks: &[Block<Parsed>]) -> usize {
            blocks
                .iter()
                .map(|block| match block {
                    Block::Quote(inner) => 1 + depth(inner),
                    Block::List { entries, .. } => {
                        1 + entries.iter().map(|entry| depth(&entry.blocks)).max().unwrap_or(0)
                    }
                    _ => 0,
                })
                .max()
                .unwrap_or(0)
        }
        for text in [
            ">".repeat(5000) + " x",
            "- ".repeat(3000) + "x",
            "*".repeat(4000) + "x" + &"*".repeat(4000),
        ] {
            assert!(depth(&parse(&text).blocks) <= 60);
        }
    }

    #[test]
    fn whole_file_places_are_only_for_stray_text() {
        let Block::Paragraph(_, span) = &parse("một câu").blocks[0] else { panic!() };
        assert_ne!(*span, Span::whole(span.file));
    }
}
