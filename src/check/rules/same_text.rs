//! Texts that are the same where they should differ: a translation that is still its source, and
//! two pages with one title.

use std::collections::{BTreeMap, HashSet};

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::content::{Article, ScriptSource};
use crate::model::tree::{Block, Document, Parsed, plain_text};

/// The codes of this file.
pub const RULES: &[Rule] = &[
    Rule { code: "same-title", configurable: true, page: include_str!("same-title.md") },
    Rule {
        code: "untranslated-text",
        configurable: true,
        page: include_str!("untranslated-text.md"),
    },
];

/// Shorter pieces, such as names and addresses, are often the same in two languages.
const LEAST_WORDS: usize = 5;

/// Checks explainers and scripts.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    check_titles(context, diags);
    let default = &context.config.default_language;
    for versions in context.index.topics.values() {
        let Some(source) = versions.get(default) else { continue };
        for article in versions.iter().filter(|article| article.lang != *default) {
            let text = |article: &Article| &*context.content.sources.get(article.file).text;
            if have_common_line(text(article), text(source)) && is_untranslated(article, source) {
                let span = article.title.as_ref().map_or(Span::whole(article.file), |at| at.span);
                report_untranslated(span, source.file, diags);
            }
        }
    }
    let scripts = &context.content.scripts;
    for script in scripts.iter().filter(|script| script.lang != *default) {
        let mut sources = scripts.iter();
        let source =
            sources.find(|other| other.lang == *default && other.id.value == script.id.value);
        if let Some(source) = source
            && is_untranslated_script(script, source)
        {
            let span = script.title.as_ref().map_or(Span::whole(script.file), |at| at.span);
            report_untranslated(span, source.file, diags);
        }
    }
}

fn check_titles(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let mut first: BTreeMap<(&str, String), &Article> = BTreeMap::new();
    for article in context.index.topics.values().flat_map(|versions| versions.iter()) {
        let Some(title) = &article.title else { continue };
        let key = (article.lang.as_str(), title.value.trim().to_lowercase());
        let Some(other) = first.get(&key) else {
            first.insert(key, article);
            continue;
        };
        let place = other.title.as_ref().map_or(Span::whole(other.file), |at| at.span);
        diags
            .warning(
                "same-title",
                title.span,
                Text::new(
                    "hai bài cùng một tiêu đề, người đọc không biết chọn bài nào",
                    "two pages have the same title, so readers can't tell them apart",
                ),
            )
            .also(place, Text::new("bài kia ở đây", "the other page is here"))
            .hint(Text::new("đổi tiêu đề của một bài", "change one of the titles"));
    }
}

fn is_untranslated(article: &Article, source: &Article) -> bool {
    let title = |article: &Article| article.title.as_ref().map(|at| at.value.clone());
    are_same(title(article), title(source), &article.body.tree(), &source.body.tree())
}

fn is_untranslated_script(script: &ScriptSource, source: &ScriptSource) -> bool {
    let title = |script: &ScriptSource| script.title.as_ref().map(|at| at.value.clone());
    are_same(title(script), title(source), &script.body, &source.body)
}

/// Returns whether two files share a line of words. Most translations share none, and are not
/// parsed again.
fn have_common_line(text: &str, source: &str) -> bool {
    const SHORTEST: usize = 20;
    let is_long = |line: &&str| line.len() >= SHORTEST;
    let lines: HashSet<&str> = source.lines().map(str::trim).filter(is_long).collect();
    text.lines().any(|line| lines.contains(line.trim()))
}

/// Returns whether half of the long pieces of a text are also in its source.
fn are_same(
    title: Option<String>,
    source_title: Option<String>,
    text: &Document<Parsed>,
    source: &Document<Parsed>,
) -> bool {
    let own = long_pieces(title, text);
    let others = long_pieces(source_title, source);
    let same = own.iter().filter(|piece| others.contains(piece)).count();
    same > 0 && same * 2 >= own.len()
}

fn long_pieces(title: Option<String>, document: &Document<Parsed>) -> Vec<String> {
    let mut pieces: Vec<String> = title.into_iter().collect();
    push_pieces(&document.blocks, &mut pieces);
    pieces.retain(|piece| {
        let words = piece.split_whitespace();
        words.filter(|word| word.contains(char::is_alphabetic)).count() >= LEAST_WORDS
    });
    pieces
}

fn push_pieces(blocks: &[Block<Parsed>], pieces: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading { inlines, .. } | Block::Paragraph(inlines, _) => {
                pieces.push(plain_text(inlines).trim().to_owned());
            }
            Block::Quote(inner) | Block::Alert(_, inner) => push_pieces(inner, pieces),
            Block::List { entries, .. } => {
                for entry in entries {
                    push_pieces(&entry.blocks, pieces);
                }
            }
            _ => {}
        }
    }
}

fn report_untranslated(span: Span, source: crate::diag::FileId, diags: &mut Diagnostics) {
    diags
        .warning(
            "untranslated-text",
            span,
            Text::new(
                "bản dịch này còn giống hệt bản gốc, chưa dịch",
                "this translation is still the same as its source text",
            ),
        )
        .also(Span::whole(source), Text::new("bản gốc", "the source text"))
        .hint(Text::new(
            "dịch phần chữ; chưa dịch được thì xóa tệp này, trang sẽ hiện bản gốc kèm lời báo",
            "translate the words; until then remove this file, and the page shows the source with a notice",
        ));
}
