//! Codes that are raised while files are read, planned, rendered and published: they need no check function.

use crate::check::rule::Rule;

/// The codes of `config`, `load`, `plan` and `render`.
pub const RULES: &[Rule] = &[
    Rule { code: "curly-quotes", configurable: true, page: include_str!("curly-quotes.md") },
    Rule { code: "cut-value", configurable: true, page: include_str!("cut-value.md") },
    Rule {
        code: "default-language-not-listed",
        configurable: false,
        page: include_str!("default-language-not-listed.md"),
    },
    Rule { code: "fact-value", configurable: false, page: include_str!("fact-value.md") },
    Rule { code: "misplaced-file", configurable: true, page: include_str!("misplaced-file.md") },
    Rule {
        code: "missing-approval",
        configurable: false,
        page: include_str!("missing-approval.md"),
    },
    Rule {
        code: "missing-front-matter",
        configurable: false,
        page: include_str!("missing-front-matter.md"),
    },
    Rule { code: "missing-key", configurable: false, page: include_str!("missing-key.md") },
    Rule { code: "missing-theme", configurable: false, page: include_str!("missing-theme.md") },
    Rule { code: "no-paper", configurable: false, page: include_str!("no-paper.md") },
    Rule { code: "old-encoding", configurable: true, page: include_str!("old-encoding.md") },
    Rule {
        code: "picture-unreadable",
        configurable: false,
        page: include_str!("picture-unreadable.md"),
    },
    Rule {
        code: "recording-unreadable",
        configurable: false,
        page: include_str!("recording-unreadable.md"),
    },
    Rule {
        code: "placeholder-address",
        configurable: true,
        page: include_str!("placeholder-address.md"),
    },
    Rule { code: "row-length", configurable: false, page: include_str!("row-length.md") },
    Rule { code: "table-empty", configurable: false, page: include_str!("table-empty.md") },
    Rule {
        code: "table-unreadable",
        configurable: false,
        page: include_str!("table-unreadable.md"),
    },
    Rule { code: "theme-string", configurable: false, page: include_str!("theme-string.md") },
    Rule { code: "theme-template", configurable: false, page: include_str!("theme-template.md") },
    Rule {
        code: "unclosed-comment",
        configurable: false,
        page: include_str!("unclosed-comment.md"),
    },
    Rule { code: "unknown-key", configurable: false, page: include_str!("unknown-key.md") },
    Rule { code: "unreadable-text", configurable: false, page: include_str!("unreadable-text.md") },
    Rule { code: "wrong-extends", configurable: false, page: include_str!("wrong-extends.md") },
    Rule { code: "wrong-value", configurable: false, page: include_str!("wrong-value.md") },
    Rule { code: "yaml-syntax", configurable: false, page: include_str!("yaml-syntax.md") },
];
