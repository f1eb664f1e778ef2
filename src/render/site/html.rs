//! Renders the text of a page: from the checked tree to HTML.
//!
//! `inline` renders the parts of a line, `chart` the charts, and `pictures` the pictures. All text
//! is escaped here; raw HTML is shown as text, unless `check` sanitised it.

use std::collections::BTreeMap;

use crate::model::lang::Lang;
use crate::model::reference::Figure;
use crate::model::strings::Arg;
use crate::model::tree::{AlertKind, Alignment, Block, Document, Inline, ListEntry, Resolved};
use crate::render::renderer::Renderer;
use crate::render::site::markup::{escape, push_escaped};
use crate::render::site::{chart, register, theme};

/// Renders a text as HTML, with figures and dates in the format of the language.
pub fn render_document(
    renderer: &Renderer<'_>,
    document: &Document<Resolved>,
    lang: &Lang,
) -> String {
    let mut writer = Writer {
        renderer,
        lang,
        document,
        out: String::new(),
        notes: Vec::new(),
        references: BTreeMap::new(),
        tables: 0,
        charts: 0,
        in_link: false,
        beside_words: false,
    };
    writer.blocks(&document.blocks);
    writer.footnotes();
    writer.out
}

/// Writes a tree and numbers footnotes, tables and charts.
pub struct Writer<'a> {
    pub(super) renderer: &'a Renderer<'a>,
    pub(super) lang: &'a Lang,
    document: &'a Document<Resolved>,
    pub(super) out: String,
    /// Labels of footnotes in the order of their first reference.
    notes: Vec<&'a str>,
    /// The number of references to each footnote.
    references: BTreeMap<&'a str, usize>,
    tables: usize,
    charts: usize,
    /// HTML does not allow a link inside a link.
    pub(super) in_link: bool,
    /// Whether the current inline shares the line with words.
    pub(super) beside_words: bool,
}

impl<'a> Writer<'a> {
    fn blocks(&mut self, blocks: &'a [Block<Resolved>]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block<Resolved>) {
        match block {
            Block::Heading { level, id, inlines, .. } => {
                // The title of the page is the only first-level heading.
                let level = (*level).clamp(2, 6);
                let level = ["2", "3", "4", "5", "6"][usize::from(level) - 2];
                self.out.extend(["<h", level, " id=\""]);
                push_escaped(&mut self.out, id);
                self.out.push_str("\">");
                self.inlines(inlines);
                self.out.extend(["</h", level, ">\n"]);
            }
            Block::Paragraph(inlines, _) => {
                self.out.push_str("<p>");
                self.inlines(inlines);
                self.out.push_str("</p>\n");
            }
            Block::List { start, entries } => self.list(*start, entries),
            Block::Quote(blocks) => {
                self.out.push_str("<blockquote>\n");
                self.blocks(blocks);
                self.out.push_str("</blockquote>\n");
            }
            Block::Alert(kind, blocks) => self.alert(*kind, blocks),
            Block::Code { text, .. } => {
                self.open_region("code-name");
                self.out.push_str("<pre><code>");
                push_escaped(&mut self.out, text);
                self.out.push_str("</code></pre></section>\n");
            }
            Block::Table { alignments, head, rows, .. } => self.table(alignments, head, rows),
            Block::Rule => self.out.push_str("<hr>\n"),
            Block::Html(text, _) => {
                self.out.push_str("<p class=\"raw\">");
                push_escaped(&mut self.out, text.trim_end());
                self.out.push_str("</p>\n");
            }
            Block::Markup(clean) => {
                self.out.push_str(clean.trim_end());
                self.out.push('\n');
            }
            Block::Figure(figure, _) => {
                self.charts += 1;
                let html = match figure {
                    Figure::Chart(indicator) => {
                        chart::render_chart(self.renderer, self.lang, indicator, self.charts)
                    }
                    Figure::ProgressTable => {
                        chart::render_progress_table(self.renderer, self.lang, self.charts)
                    }
                    Figure::FactRegister => register::render_register(self.renderer, self.lang),
                };
                self.out.push_str(&html);
            }
        }
    }

    fn list(&mut self, start: Option<u64>, entries: &'a [ListEntry<Resolved>]) {
        let end = match start {
            None if entries.iter().any(|entry| entry.done.is_some()) => {
                self.out.push_str("<ul class=\"tasks\">\n");
                "</ul>\n"
            }
            None => {
                self.out.push_str("<ul>\n");
                "</ul>\n"
            }
            Some(1) => {
                self.out.push_str("<ol>\n");
                "</ol>\n"
            }
            Some(first) => {
                self.out.push_str(&format!("<ol start=\"{first}\">\n"));
                "</ol>\n"
            }
        };
        for entry in entries {
            self.out.push_str("<li>");
            if let Some(done) = entry.done {
                self.out.push_str(&theme::icon(if done { "done" } else { "open" }));
                let word = self.word(if done { "task-done" } else { "task-open" }, &[]);
                self.out.push_str(&format!("<span class=\"vh\">{}</span> ", escape(&word)));
            }
            self.entry(&entry.blocks);
            self.out.push_str("</li>\n");
        }
        self.out.push_str(end);
    }

    /// Writes a list entry. A single paragraph, even with lists below it, needs no `<p>`.
    fn entry(&mut self, blocks: &'a [Block<Resolved>]) {
        match blocks {
            [Block::Paragraph(inlines, _), lists @ ..]
                if lists.iter().all(|block| matches!(block, Block::List { .. })) =>
            {
                self.inlines(inlines);
                self.blocks(lists);
            }
            _ => self.blocks(blocks),
        }
    }

    fn alert(&mut self, kind: AlertKind, blocks: &'a [Block<Resolved>]) {
        let kind = kind.as_str();
        let word = self.word(&format!("alert-{kind}"), &[]);
        self.out.push_str(&format!(
            "<div class=\"alert alert-{kind}\" role=\"note\">\n<p class=\"alert-title\">{}{}</p>\n",
            theme::icon(kind),
            escape(&word),
        ));
        self.blocks(blocks);
        self.out.push_str("</div>\n");
    }

    /// Writes a table in a container that scrolls, so that the page does not scroll sideways. The
    /// container can get the keyboard focus.
    fn table(
        &mut self,
        alignments: &[Alignment],
        head: &'a [Vec<Inline<Resolved>>],
        rows: &'a [Vec<Vec<Inline<Resolved>>>],
    ) {
        let class = |column: usize| match alignments.get(column) {
            Some(Alignment::Center) => " class=\"mid\"",
            Some(Alignment::End) => " class=\"num\"",
            Some(Alignment::Start) | None => "",
        };
        self.open_region("table-name");
        self.out.push_str("<table>\n");
        if head.iter().any(|cell| !cell.is_empty()) {
            self.out.push_str("<thead><tr>");
            for (column, cell) in head.iter().enumerate() {
                self.out.extend(["<th scope=\"col\"", class(column), ">"]);
                self.inlines(cell);
                self.out.push_str("</th>");
            }
            self.out.push_str("</tr></thead>\n");
        }
        self.out.push_str("<tbody>\n");
        for row in rows {
            self.out.push_str("<tr>");
            for (column, cell) in row.iter().enumerate() {
                self.out.extend(["<td", class(column), ">"]);
                self.inlines(cell);
                self.out.push_str("</td>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table></section>\n");
    }

    fn open_region(&mut self, name: &str) {
        self.tables += 1;
        let number = i64::try_from(self.tables).unwrap_or(i64::MAX);
        let name = self.word(name, &[("n", Arg::Number(number))]);
        self.out.push_str(&format!(
            "<section class=\"scroll\" tabindex=\"0\" aria-label=\"{}\">",
            escape(&name)
        ));
    }

    /// Writes a reference. Footnotes are numbered by their first reference.
    pub(super) fn footnote_reference(&mut self, label: &'a str) {
        if !self.document.footnotes.iter().any(|(known, _)| known == label) {
            self.out.push_str(&format!("[{}]", escape(label)));
            return;
        }
        let number = self.notes.iter().position(|known| *known == label).unwrap_or_else(|| {
            self.notes.push(label);
            self.notes.len() - 1
        }) + 1;
        let times = self.references.entry(label).or_insert(0);
        *times += 1;
        let again = if *times == 1 { String::new() } else { format!("_{times}") };
        let name = self.word("footnote-reference", &[("n", Arg::Text(number.to_string()))]);
        self.out.push_str(&format!(
            "<sup><a id=\"fnref_{number}{again}\" href=\"#fn_{number}\" aria-label=\"{}\">{number}</a></sup>",
            escape(&name),
        ));
    }

    /// Writes the footnotes that have references, including references inside footnotes.
    fn footnotes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        let name = self.word("footnotes", &[]);
        self.out.push_str(&format!(
            "<section class=\"notes\" aria-label=\"{}\">\n<ol>\n",
            escape(&name)
        ));
        let document = self.document;
        let mut next = 0;
        while let Some(label) = self.notes.get(next).copied() {
            next += 1;
            let blocks = document
                .footnotes
                .iter()
                .find(|(known, _)| known == label)
                .map_or(&[][..], |(_, blocks)| blocks);
            let back = self.word("footnote-back", &[("n", Arg::Text(next.to_string()))]);
            self.out.push_str(&format!("<li id=\"fn_{next}\">"));
            self.entry(blocks);
            self.out.push_str(&format!(
                " <a class=\"back\" href=\"#fnref_{next}\" aria-label=\"{}\">↩</a></li>\n",
                escape(&back)
            ));
        }
        self.out.push_str("</ol></section>\n");
    }

    pub(super) fn word(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.renderer.strings.get(self.lang, key, args)
    }
}
