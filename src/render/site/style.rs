//! Minifies the CSS and the script of the theme, because every page contains them.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use lightningcss::rules::CssRuleList;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};

/// A mistake in CSS, with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 0.
    pub line: usize,
    /// The message of the CSS parser.
    pub text: String,
}

/// Returns minified CSS with the prefixes that phones of 2013 need (`-webkit-user-select` for
/// `user-select`). Omits rules that can't be parsed and returns their mistakes. Calls `change` with
/// the other rules before minification.
pub fn pack_with(css: &str, change: impl FnOnce(&mut CssRuleList<'_>)) -> (String, Vec<Mistake>) {
    let found = Arc::new(RwLock::new(Vec::new()));
    let options: ParserOptions<'_> = ParserOptions {
        error_recovery: true,
        warnings: Some(Arc::clone(&found)),
        ..ParserOptions::default()
    };
    let packed = pack(css, options, change);
    let mut mistakes: Vec<Mistake> =
        found.read().unwrap_or_else(PoisonError::into_inner).iter().map(mistake).collect();
    // The CSS is inlined in `<style>`, so it must not contain an end tag.
    let css = match packed {
        Ok(css) => css.replace("</", "<\\/"),
        Err(error) => {
            mistakes.push(error);
            String::new()
        }
    };
    (css, mistakes)
}

fn pack<'c>(
    css: &'c str,
    options: ParserOptions<'c>,
    change: impl FnOnce(&mut CssRuleList<'_>),
) -> Result<String, Mistake> {
    let mut sheet = StyleSheet::parse(css, options).map_err(|error| mistake(&error))?;
    change(&mut sheet.rules);
    let targets = Targets::from(oldest());
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|error| mistake(&error))?;
    let printed =
        sheet.to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() });
    printed.map(|printed| printed.code).map_err(|error| mistake(&error))
}

fn mistake<T: std::fmt::Display>(error: &lightningcss::error::Error<T>) -> Mistake {
    let line = error.loc.as_ref().map_or(0, |span| usize::try_from(span.line).unwrap_or_default());
    Mistake { line, text: error.kind.to_string() }
}

/// The oldest supported browsers; versions are encoded as major × 65,536. Android 4.4 has Chrome
/// 30. iPhones older than 2015 would need a second syntax for flexible boxes, which would make all
/// pages larger; on these phones the boxes are stacked, as without a style.
fn oldest() -> Browsers {
    Browsers {
        android: Some(4 << 16 | 4 << 8),
        chrome: Some(30 << 16),
        ios_saf: Some(9 << 16),
        ..Browsers::default()
    }
}

/// Replaces the names of colours, such as `$accent`. Returns unknown names with their byte offsets.
pub fn colour<'c>(
    css: &'c str,
    colours: &BTreeMap<String, String>,
) -> (String, Vec<(&'c str, usize)>) {
    let mut out = String::new();
    let mut unknown = Vec::new();
    let mut parts = css.split('$');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        match colours.get(name) {
            Some(colour) => out.push_str(short(colour)),
            // A `$` without a name, as in `[href$=".mp3"]`, is kept.
            None if name.is_empty() => out.push('$'),
            None => unknown.push((name, name.as_ptr() as usize - css.as_ptr() as usize)),
        }
        out.push_str(rest);
    }
    (out, unknown)
}

/// Shortens `#ffffff` to `#fff`.
fn short(colour: &str) -> &str {
    if colour.eq_ignore_ascii_case("#ffffff") { "#fff" } else { colour }
}

/// Returns a script without indentation, empty lines and lines that are only a comment.
pub fn minify_script(script: &str) -> String {
    let lines: Vec<&str> =
        script.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//")).collect();
    // Line breaks are kept, so that the script does not depend on semicolons. The script is inlined
    // in `<script>`, so it must not contain an end tag.
    lines.join("\n").replace("</", "<\\/")
}

#[cfg(test)]
mod tests {
    use crate::render::site::style::{Mistake, pack_with};

    fn minify(css: &str) -> (String, Vec<Mistake>) {
        pack_with(css, |_| ())
    }

    #[test]
    fn css_is_packed_and_helps_old_phones() {
        let check =
            |css, expected: &str| assert_eq!(minify(css), (expected.to_owned(), Vec::new()));
        check(
            "/* a */ body {\n  margin: 0 auto;\n  color: #111;\n}\n",
            "body{color:#111;margin:0 auto}",
        );
        check("ul :hover, b { top: 0 }", "ul :hover,b{top:0}");
        check(
            "@media (max-width: 30em) and (print) { a { top: 0 } }",
            "@media (max-width:30em) and (print){a{top:0}}",
        );
        check("p { user-select: all }", "p{-webkit-user-select:all;user-select:all}");
        check("p { display: flex }", "p{display:flex}");
        check(
            "a:after { content: \"</style><script>\" }",
            "a:after{content:\"<\\/style><script>\"}",
        );
    }

    #[test]
    fn mistakes_are_told_with_their_line_and_cost_only_their_rule() {
        let (css, mistakes) = minify("p { top: 0 }\n} b { top: 1px }\ni { top: 2px }");
        assert_eq!(mistakes.iter().map(|mistake| mistake.line).collect::<Vec<_>>(), [1]);
        assert!(css.starts_with("p{top:0}") && css.ends_with("i{top:2px}"), "{css}");
    }
}
