//! Encodes messages as JSON, for other programs.

use serde_json::{Value, json};

use crate::diag::{Diagnostic, Diagnostics, Severity, Sources, Span};

/// Returns the messages as a JSON list.
pub fn encode_json(diags: &Diagnostics, sources: &Sources) -> Value {
    let mut list = Vec::new();
    for diagnostic in &diags.list {
        let mut hints = Vec::new();
        for hint in &diagnostic.hints {
            hints.push(json!({ "vi": hint.vi, "en": hint.en }));
        }
        list.push(json!({
            "code": diagnostic.code,
            "severity": severity(diagnostic.severity),
            "vi": diagnostic.text.vi,
            "en": diagnostic.text.en,
            "place": diagnostic.span.map(|span| place(span, diagnostic, sources)),
            "hints": hints,
        }));
    }
    Value::Array(list)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn place(span: Span, diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let source = sources.get(span.file);
    let (line, column) = sources.line_column(span);
    let mut place = json!({ "file": &*source.path, "line": line, "column": column });
    if let Some(sheet) = &source.sheet
        && !diagnostic.hidden
    {
        place["sheet"] = (*sheet.name).into();
    }
    place
}
