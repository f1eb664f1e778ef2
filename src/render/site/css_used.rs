//! Selects the style rules and script parts that a page uses. Most pages have no table and no search
//! field, and on 2G every kilobyte of style delays the page.
//!
//! A selector is removed if it names an element, class, id or attribute that occurs neither in the
//! tags of the page nor as a word in its scripts, which may create such elements. In doubt a rule is
//! kept. A part of a script names the words that it serves.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::selector::{Component, Selector};
use parcel_selectors::attr::AttrSelectorOperator;

use crate::render::site::style::{self, Mistake};
use crate::text::html::Element;

/// Elements of every page, even if the source does not contain them.
const IMPLIED: [&str; 4] = ["html", "head", "body", "tbody"];

/// The style of a theme.
pub struct Style {
    css: String,
    /// The names in the selectors.
    names: Names,
    /// The rules by the names that occur in a page. Most pages have the same names.
    rules: RwLock<BTreeMap<Names, Arc<str>>>,
}

/// Names in selectors, in lowercase: ignoring the case only keeps more rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Names {
    elements: BTreeSet<String>,
    /// Classes, ids, attributes and values of attributes.
    words: BTreeSet<String>,
}

impl Style {
    /// Parses a style whose colours are already inserted. Also returns its mistakes.
    pub fn new(css: String) -> (Style, Vec<Mistake>) {
        let mut names = Names::default();
        let (_, mistakes) = style::pack_with(&css, |rules| collect_names(rules, &mut names));
        (Style { css, names, rules: RwLock::default() }, mistakes)
    }

    /// Returns the minified rules that apply to a page.
    pub fn rules_for(&self, elements: &[Element]) -> Arc<str> {
        let used = self.names_used(elements);
        if let Some(css) = self.rules.read().unwrap_or_else(PoisonError::into_inner).get(&used) {
            return Arc::clone(css);
        }
        let (css, _) = style::pack_with(&self.css, |rules| keep_used(rules, &used));
        let css: Arc<str> = css.into();
        self.rules.write().unwrap_or_else(PoisonError::into_inner).insert(used, Arc::clone(&css));
        css
    }

    /// Returns the names of selectors that occur in a page.
    fn names_used(&self, elements: &[Element]) -> Names {
        let mut used = Names::default();
        let mut add_element = |name| add_known(&mut used.elements, &self.names.elements, name);
        let mut add_word = |word| add_known(&mut used.words, &self.names.words, word);
        IMPLIED.into_iter().for_each(&mut add_element);
        for Element { start, text } in elements {
            add_element(start.name());
            for (name, value) in start.attributes() {
                add_word(name);
                // A URL is one word: `/cards/a.png` is not the class `cards`.
                value.split_whitespace().for_each(&mut add_word);
            }
            if start.name() != "script" {
                continue;
            }
            if start.attribute("src").is_some() {
                // The file of the script is unknown here, and it may create any element.
                return self.names.clone();
            }
            for word in text.split(is_separator) {
                add_element(word);
                add_word(word);
            }
        }
        used
    }
}

/// Adds a word to `used` if it is one of the `known` names.
fn add_known(used: &mut BTreeSet<String>, known: &BTreeSet<String>, word: &str) {
    let name = if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        known.get(&word.to_ascii_lowercase())
    } else {
        known.get(word)
    };
    if let Some(name) = name
        && !used.contains(name)
    {
        used.insert(name.clone());
    }
}

/// The script of a theme, minified, in parts.
pub struct ScriptFile(Vec<Part>);

struct Part {
    /// Words, mostly names of attributes. Pages without any of them do not need this part.
    /// `None` if every page needs it.
    serves: Option<Vec<String>>,
    code: String,
}

/// Starts a part of a script: `// for data-play data-voice`. It ends at a line `// end`.
const PART_START: &str = "// for ";
const PART_END: &str = "// end";

impl ScriptFile {
    /// Splits a script into its parts.
    pub fn new(script: &str) -> ScriptFile {
        let mut parts = Vec::new();
        let mut part = Part { serves: None, code: String::new() };
        for line in script.lines() {
            let words = line.trim().strip_prefix(PART_START);
            if words.is_none() && line.trim() != PART_END {
                part.code.extend([line, "\n"]);
                continue;
            }
            let serves = words.map(|words| words.split_whitespace().map(str::to_owned).collect());
            parts.push(std::mem::replace(&mut part, Part { serves, code: String::new() }));
        }
        parts.push(part);
        for part in &mut parts {
            part.code = style::minify_script(&part.code);
        }
        parts.retain(|part| !part.code.is_empty());
        ScriptFile(parts)
    }

    /// Returns the parts that a page needs. A word counts anywhere in the page.
    pub fn parts_for(&self, html: &str) -> String {
        let mut needed = Vec::new();
        for part in &self.0 {
            let is_needed = match &part.serves {
                Some(words) => words.iter().any(|word| html.contains(word.as_str())),
                None => true,
            };
            if is_needed {
                needed.push(part.code.as_str());
            }
        }
        needed.join("\n")
    }
}

/// Returns whether a character separates names in a script. Letters of other scripts do not, but
/// selectors with them are always kept.
fn is_separator(letter: char) -> bool {
    letter.is_ascii() && !letter.is_ascii_alphanumeric() && !"-_".contains(letter)
}

fn collect_names(rules: &mut CssRuleList<'_>, found: &mut Names) {
    for rule in &mut rules.0 {
        match rule {
            CssRule::Style(rule) => {
                for selector in &rule.selectors.0 {
                    let names = names(selector);
                    found.elements.extend(names.elements);
                    found.words.extend(names.words);
                }
            }
            CssRule::Media(media) => collect_names(&mut media.rules, found),
            _ => {}
        }
    }
}

fn keep_used(rules: &mut CssRuleList<'_>, used: &Names) {
    rules.0.retain_mut(|rule| match rule {
        CssRule::Style(rule) => {
            rule.selectors.0.retain(|selector| {
                let names = names(selector);
                names.elements.is_subset(&used.elements) && names.words.is_subset(&used.words)
            });
            !rule.selectors.0.is_empty()
        }
        CssRule::Media(media) => {
            keep_used(&mut media.rules, used);
            !media.rules.0.is_empty()
        }
        _ => true,
    });
}

/// Returns the names that must all occur in a page for a selector to match.
fn names(selector: &Selector<'_>) -> Names {
    let mut names = Names::default();
    for component in selector.iter_raw_match_order() {
        match component {
            Component::LocalName(element) => add(&mut names.elements, &element.lower_name),
            Component::Class(word) | Component::ID(word) => add(&mut names.words, word),
            Component::AttributeInNoNamespaceExists { local_name_lower, .. } => {
                add(&mut names.words, local_name_lower);
            }
            Component::AttributeInNoNamespace { local_name, operator, value, .. } => {
                add(&mut names.words, local_name);
                if *operator == AttrSelectorOperator::Equal {
                    add(&mut names.words, value);
                }
            }
            // Names within `:not()` and similar functions may be missing.
            _ => {}
        }
    }
    names
}

/// Adds a name, unless it has letters that a script might separate or write differently.
fn add(names: &mut BTreeSet<String>, name: &str) {
    if !name.is_empty() && name.is_ascii() && !name.contains(is_separator) {
        names.insert(name.to_ascii_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::{ScriptFile, Style};
    use crate::text::html::elements;

    fn rules(css: &str, html: &str) -> String {
        Style::new(css.to_owned()).0.rules_for(&elements(html)).to_string()
    }

    #[test]
    fn rules_that_match_nothing_in_the_page_are_removed() {
        let check =
            |css, html, expected| assert_eq!(rules(css, html), expected, "{css} for {html}");
        check("p, td { top: 0 }", "<p>a</p>", "p{top:0}");
        check("table td { top: 0 }", "<p>table td</p>", "");
        check("@media print { td { top: 0 } }", "<p>", "");
        check("@media print { td { top: 0 } }", "<TABLE><tr><TD>", "@media print{td{top:0}}");
        check("tbody, body { top: 0 }", "<table>", "tbody,body{top:0}");
        check(".a .b { top: 0 } .c { top: 0 }", "<p class='b x'><i class=\"a\">", ".a .b{top:0}");
        check("img, .img { top: 0 }", "<svg role=\"img\">", ".img{top:0}");
        check("#find { top: 0 } #none { top: 0 }", "<p id=find>", "#find{top:0}");
        check("[dir=rtl] p { top: 0 } [dir] p { left: 0 }", "<p dir=\"ltr\">", "[dir] p{left:0}");
        check("[dir=rtl] p { top: 0 }", "<html dir=\"rtl\"><p>", "[dir=rtl] p{top:0}");
        check("[href$='.mp3'] { top: 0 }", "<a href=\"/b.mp3\">", "[href$=\\.mp3]{top:0}");
        check(".cards { top: 0 }", "<a href=\"/c#cards\"><img src=\"/cards/a.png\">", "");
        check("[hidden] { top: 0 }", "<br hidden/>", "[hidden]{top:0}");
    }

    #[test]
    fn parts_of_a_script_that_serve_nothing_are_removed() {
        let script = ScriptFile::new(
            "// all\na()\n  // for data-play\n  b()\n// twice\nb2()\n// end\nc()\n// for x-y x-z\nd()\n",
        );
        assert_eq!(script.parts_for("<p>"), "a()\nc()");
        assert_eq!(script.parts_for("<p data-play=\"\">"), "a()\nb()\nb2()\nc()");
        assert_eq!(script.parts_for("<p data-play x-y>"), "a()\nb()\nb2()\nc()\nd()");
    }

    #[test]
    fn in_doubt_a_rule_is_kept() {
        let check =
            |css, html, expected| assert_eq!(rules(css, html), expected, "{css} for {html}");
        check(":not(.x), * { top: 0 }", "<p>", ":not(.x),*{top:0}");
        check("p:is(.a, .b) { top: 0 }", "<p>", "p:-webkit-any(.a,.b){top:0}p:is(.a,.b){top:0}");
        check("@page { margin: 0 }", "<p>", "@page{margin:0}");
        check(".ổ { top: 0 }", "<p>", ".ổ{top:0}");
        check(
            "audio, .on { top: 0 }",
            "<p><script>d.body.append(new Audio);p.className='on x'</script>",
            "audio,.on{top:0}",
        );
        check("td { top: 0 }", "<p><script src=/a.js></script>", "td{top:0}");
    }
}
