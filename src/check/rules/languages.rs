//! Words by language in `site.yaml` and in the register of facts: a language that the site doesn't
//! have, or lacks words for.

use crate::check::context::CheckContext;
use crate::check::rule::Rule;
use crate::config::yaml::{self, Node, NodeKind};
use crate::diag::{Diagnostics, Span, Text};
use crate::model::lang::Lang;
use crate::model::spanned::Spanned;
use crate::text::nearest::nearest;

/// The codes of this file.
pub const RULES: &[Rule] = &[
    Rule { code: "missing-words", configurable: true, page: include_str!("missing-words.md") },
    Rule {
        code: "unknown-language",
        configurable: true,
        page: include_str!("unknown-language.md"),
    },
];

/// Keys whose words only scripts use.
const SPOKEN: [&str; 3] = ["loudspeaker", "spoken", "stations"];

/// Checks `site.yaml` and the register of the campaign itself.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    let settings = &context.config.languages;
    let known: Vec<&Lang> = settings.iter().map(|settings| &settings.lang).collect();
    let has_texts =
        |lang: &&Lang| context.index.topics.values().any(|versions| versions.get(lang).is_some());
    let wanted = known.iter().copied().filter(has_texts).collect();
    let mut maps = LanguageMaps { known, wanted, diags };
    for file in context.content.sources.files() {
        let source = context.content.sources.get(file);
        if matches!(&*source.path, "site.yaml" | "content/facts.yaml") {
            // The loader has reported what is wrong with the file.
            let mut reported_before = Diagnostics::default();
            let span = Span::new(file, 0..source.text.len());
            if let Some(node) = yaml::parse(&source.text, span, &mut reported_before) {
                maps.visit(None, &node);
            }
        }
    }
}

struct LanguageMaps<'a> {
    known: Vec<&'a Lang>,
    /// The languages with texts of their own.
    wanted: Vec<&'a Lang>,
    diags: &'a mut Diagnostics,
}

impl LanguageMaps<'_> {
    fn visit(&mut self, key: Option<&Spanned<String>>, node: &Node) {
        match &node.kind {
            NodeKind::Map(entries) if self.is_by_language(entries) => {
                self.check_map(key.map_or(node.span, |key| key.span), entries);
            }
            NodeKind::Map(entries) => {
                for (key, node) in entries {
                    if !SPOKEN.contains(&key.value.as_str()) {
                        self.visit(Some(key), node);
                    }
                }
            }
            NodeKind::List(nodes) => nodes.iter().for_each(|node| self.visit(key, node)),
            NodeKind::Scalar(_) | NodeKind::Nothing => {}
        }
    }

    /// Returns whether a map has words by language: each key is a language tag, at least one is a
    /// language of the site, and each value is words.
    fn is_by_language(&self, entries: &[(Spanned<String>, Node)]) -> bool {
        let is_words = |(key, node): &(Spanned<String>, Node)| {
            Lang::new(&key.value).is_some() && matches!(node.kind, NodeKind::Scalar(_))
        };
        let is_known = |lang: &str| self.known.iter().any(|known| known.as_str() == lang);
        entries.iter().all(is_words) && entries.iter().any(|(key, _)| is_known(&key.value))
    }

    fn check_map(&mut self, span: Span, entries: &[(Spanned<String>, Node)]) {
        let typed: Vec<&str> = entries.iter().map(|(key, _)| key.value.as_str()).collect();
        let mut is_any_unknown = false;
        for (key, _) in entries {
            if !self.known.iter().any(|known| known.as_str() == key.value) {
                is_any_unknown = true;
                self.report_unknown(key);
            }
        }
        let missing: Vec<&str> = self
            .wanted
            .iter()
            .map(|lang| lang.as_str())
            .filter(|lang| !typed.contains(lang))
            .collect();
        // A misspelled language is probably the one that is missing.
        if !missing.is_empty() && !is_any_unknown {
            self.report_missing(span, &missing);
        }
    }

    fn report_unknown(&mut self, key: &Spanned<String>) {
        let lang = &key.value;
        let diagnostic = self.diags.error(
            "unknown-language",
            key.span,
            Text::new(
                format!("trang không có ngôn ngữ `{lang}`, nên chữ ghi ở đây không hiện ở đâu cả"),
                format!("the site has no language `{lang}`, so these words are not shown"),
            ),
        );
        match nearest(lang, self.known.iter().map(|lang| lang.as_str())) {
            Some(near) => {
                diagnostic.hint(Text::new(format!("viết `{near}:`"), format!("write `{near}:`")))
            }
            None => diagnostic.hint(Text::new(
                format!("thêm `{lang}` vào `languages` trong site.yaml, hoặc xóa chữ này"),
                format!("add `{lang}` to `languages` in site.yaml, or remove these words"),
            )),
        };
    }

    fn report_missing(&mut self, span: Span, missing: &[&str]) {
        let list = missing.join("`, `");
        self.diags
            .warning(
                "missing-words",
                span,
                Text::new(
                    format!("chưa có chữ bằng `{list}`: các trang đó hiện chữ của ngôn ngữ khác"),
                    format!("there are no words in `{list}`: those pages show another language"),
                ),
            )
            .hint(Text::new(
                format!("thêm `{}: …`", missing[0]),
                format!("add `{}: …`", missing[0]),
            ));
    }
}
