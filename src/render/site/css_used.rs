//! Of a theme's style, the rules that can speak of what stands in a page: most pages hold no table and no search field,
//! and on 2G every kilobyte of style is waited for.
//!
//! A selector is left out when it names an element, class, id or attribute that neither stands in the page's tags nor
//! is spelled in its scripts, which may put such elements there. In doubt a rule stays. A script's parts say by themselves
//! which word they serve.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::selector::{Component, Selector};
use parcel_selectors::attr::AttrSelectorOperator;

use crate::render::site::style::{self, Mistake};
use crate::text::html::elements;

/// Elements that browsers put in though nobody wrote them, and that any page has.
const ALWAYS: [&str; 4] = ["html", "head", "body", "tbody"];

/// A theme's style, to be fitted to pages.
pub struct Style {
    css: String,
    /// Elements that selectors name.
    elements: Names,
    /// Classes, ids, attributes and their values that selectors name.
    words: Names,
    /// By which of the names a page holds: few pages differ in that.
    fitted: RwLock<BTreeMap<Held, Arc<str>>>,
}

/// For each name whether a page holds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Held {
    elements: Vec<bool>,
    words: Vec<bool>,
}

impl Style {
    /// Takes a style in, colours already put in; mistakes in it are returned.
    pub fn new(css: String) -> (Style, Vec<Mistake>) {
        let mut found = BTreeSet::new();
        let (_, mistakes) = style::pack_with(&css, |rules| collect_names(rules, &mut found));
        let (elements, words): (Vec<Name>, Vec<Name>) =
            found.into_iter().partition(|name| name.is_element);
        let (elements, words) = (Names::new(elements), Names::new(words));
        (Style { css, elements, words, fitted: RwLock::default() }, mistakes)
    }

    /// Returns the rules that a page can use, packed.
    pub fn fitting(&self, html: &str) -> Arc<str> {
        let held = self.held(html);
        if let Some(css) = self.fitted.read().unwrap_or_else(PoisonError::into_inner).get(&held) {
            return Arc::clone(css);
        }
        let is_held = |name: &Name| {
            let (names, held) = if name.is_element {
                (&self.elements, &held.elements)
            } else {
                (&self.words, &held.words)
            };
            names.find(&name.letters).is_some_and(|at| held[at])
        };
        let (css, _) = style::pack_with(&self.css, |rules| keep_fitting(rules, &is_held));
        let css: Arc<str> = css.into();
        self.fitted.write().unwrap_or_else(PoisonError::into_inner).insert(held, Arc::clone(&css));
        css
    }

    fn held(&self, html: &str) -> Held {
        let mut held = Held { elements: self.elements.none(), words: self.words.none() };
        for name in ALWAYS {
            self.elements.mark(name, &mut held.elements);
        }
        for element in elements(html) {
            let start = &element.start;
            self.elements.mark(start.name(), &mut held.elements);
            for (name, value) in start.attributes() {
                self.words.mark(name, &mut held.words);
                // Addresses stay whole: a card's picture below `/cards/` is no list of cards.
                value.split_whitespace().for_each(|word| self.words.mark(word, &mut held.words));
            }
            if start.name() != "script" {
                continue;
            }
            if start.attribute("src").is_some() {
                // Nobody knows here what a script in a file of its own puts into the page.
                return Held { elements: self.elements.all(), words: self.words.all() };
            }
            for word in element.text.split(is_sign) {
                self.elements.mark(word, &mut held.elements);
                self.words.mark(word, &mut held.words);
            }
        }
        held
    }
}

/// A theme's script in parts, packed.
pub struct ScriptFile(Vec<Part>);

struct Part {
    /// Words, names of attributes mostly: without one of them this part has nothing to do in a page.
    serves: Option<Vec<String>>,
    lines: String,
}

/// Begins a part of a script: `// for data-play data-voice`; it reaches to a line `// end`.
const SERVES: &str = "// for ";
const SERVED: &str = "// end";

impl ScriptFile {
    /// Takes a script in.
    pub fn new(script: &str) -> ScriptFile {
        let mut parts = vec![Part { serves: None, lines: String::new() }];
        for line in script.lines() {
            let serves = line
                .trim()
                .strip_prefix(SERVES)
                .map(|words| Some(words.split_whitespace().map(str::to_owned).collect()));
            match serves.or_else(|| (line.trim() == SERVED).then_some(None)) {
                Some(serves) => parts.push(Part { serves, lines: String::new() }),
                None => parts.last_mut().expect("the first").lines.extend([line, "\n"]),
            }
        }
        let packed = |part: Part| Part { lines: style::minify_script(&part.lines), ..part };
        ScriptFile(parts.into_iter().map(packed).filter(|part| !part.lines.is_empty()).collect())
    }

    /// Returns the parts that a page has something for. Words count wherever they stand: in doubt a part stays.
    pub fn fitting(&self, html: &str) -> String {
        let holds = |word: &String| html.contains(word.as_str());
        let serves =
            |part: &&Part| part.serves.as_ref().is_none_or(|words| words.iter().any(holds));
        self.0.iter().filter(serves).map(|part| part.lines.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// What no name holds. Letters of other alphabets are none: names with them aren't looked for.
fn is_sign(letter: char) -> bool {
    letter.is_ascii() && !letter.is_ascii_alphanumeric() && !"-_".contains(letter)
}

/// Names in small letters, sorted.
struct Names(Vec<String>);

impl Names {
    fn new(names: Vec<Name>) -> Names {
        Names(names.into_iter().map(|name| name.letters).collect())
    }

    fn none(&self) -> Vec<bool> {
        vec![false; self.0.len()]
    }

    fn all(&self) -> Vec<bool> {
        vec![true; self.0.len()]
    }

    fn find(&self, name: &str) -> Option<usize> {
        let small = || name.bytes().map(|byte| byte.to_ascii_lowercase());
        self.0.binary_search_by(|known| known.bytes().cmp(small())).ok()
    }

    fn mark(&self, word: &str, held: &mut [bool]) {
        if let Some(at) = self.find(word) {
            held[at] = true;
        }
    }
}

/// What a selector names, in small letters: capitals only make more rules stay.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    letters: String,
    is_element: bool,
}

fn collect_names(rules: &mut CssRuleList<'_>, found: &mut BTreeSet<Name>) {
    for rule in &mut rules.0 {
        match rule {
            CssRule::Style(rule) => {
                found.extend(rule.selectors.0.iter().flat_map(names));
            }
            CssRule::Media(media) => collect_names(&mut media.rules, found),
            _ => {}
        }
    }
}

fn keep_fitting(rules: &mut CssRuleList<'_>, is_held: &impl Fn(&Name) -> bool) {
    rules.0.retain_mut(|rule| match rule {
        CssRule::Style(rule) => {
            rule.selectors.0.retain(|selector| names(selector).iter().all(is_held));
            !rule.selectors.0.is_empty()
        }
        CssRule::Media(media) => {
            keep_fitting(&mut media.rules, is_held);
            !media.rules.0.is_empty()
        }
        _ => true,
    });
}

/// Everything that a page must hold for a selector to speak of it.
fn names(selector: &Selector<'_>) -> Vec<Name> {
    let mut names = Vec::new();
    let mut name = |letters: &str, is_element| {
        if !letters.is_empty() && letters.is_ascii() && !letters.contains(is_sign) {
            names.push(Name { letters: letters.to_ascii_lowercase(), is_element });
        }
    };
    for component in selector.iter_raw_match_order() {
        match component {
            Component::LocalName(element) => name(&element.lower_name, true),
            Component::Class(word) | Component::ID(word) => name(word, false),
            Component::AttributeInNoNamespaceExists { local_name_lower, .. } => {
                name(local_name_lower, false)
            }
            Component::AttributeInNoNamespace { local_name, operator, value, .. } => {
                name(local_name, false);
                if *operator == AttrSelectorOperator::Equal {
                    name(value, false);
                }
            }
            // What stands within `:not()` and its kin may be missing.
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{ScriptFile, Style};

    fn fitted(css: &str, html: &str) -> String {
        Style::new(css.to_owned()).0.fitting(html).to_string()
    }

    #[test]
    fn rules_that_speak_of_nothing_in_the_page_are_left_out() {
        let check =
            |css, html, expected| assert_eq!(fitted(css, html), expected, "{css} for {html}");
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
    fn parts_of_a_script_that_serve_nothing_are_left_out() {
        let script = ScriptFile::new(
            "// all\na()\n  // for data-play\n  b()\n// twice\nb2()\n// end\nc()\n// for x-y x-z\nd()\n",
        );
        assert_eq!(script.fitting("<p>"), "a()\nc()");
        assert_eq!(script.fitting("<p data-play=\"\">"), "a()\nb()\nb2()\nc()");
        assert_eq!(script.fitting("<p data-play x-y>"), "a()\nb()\nb2()\nc()\nd()");
    }

    #[test]
    fn in_doubt_a_rule_stays() {
        let check =
            |css, html, expected| assert_eq!(fitted(css, html), expected, "{css} for {html}");
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
