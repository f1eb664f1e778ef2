//! Of a theme's style, the rules that can speak of what stands in a page: most pages hold no table and no search field,
//! and on 2G every kilobyte of style is waited for.
//!
//! A selector is left out when it names an element, class, id or attribute that neither stands in the page's tags nor
//! is spelled in its scripts, which may put such elements there. In doubt a rule stays.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::selector::{Component, Selector};
use parcel_selectors::attr::AttrSelectorOperator;

use crate::render::site::style::{self, Mistake};

/// Elements that browsers put in though nobody wrote them, and that any page has.
const ALWAYS: [&str; 4] = ["html", "head", "body", "tbody"];

/// A theme's style, to be fitted to pages.
pub struct Style {
    css: String,
    /// What selectors name, small letters only, sorted.
    names: Vec<String>,
    /// Names by first letter and length: most words of a page are none, which is seen at once.
    first_letters: [u32; 256],
    /// By which of the names a page holds: few pages differ in that.
    fitted: RwLock<BTreeMap<Vec<bool>, Arc<str>>>,
}

impl Style {
    /// Takes a style in, colours already put in; mistakes in it are returned.
    pub fn new(css: String) -> (Style, Vec<Mistake>) {
        let mut found = BTreeSet::new();
        let (_, mistakes) = style::pack_with(&css, |rules| collect_names(rules, &mut found));
        let mut first_letters = [0; 256];
        for name in &found {
            first_letters[usize::from(name.as_bytes()[0])] |= length_bit(name);
        }
        let names = found.into_iter().collect();
        (Style { css, names, first_letters, fitted: RwLock::default() }, mistakes)
    }

    /// Returns the rules that a page can use, packed.
    pub fn fitting(&self, html: &str) -> Arc<str> {
        let held = self.held(html);
        if let Some(css) = self.fitted.read().unwrap_or_else(PoisonError::into_inner).get(&held) {
            return Arc::clone(css);
        }
        let is_held = |name: &str| self.names.binary_search_by(|known| known.as_str().cmp(name)).is_ok_and(|at| held[at]);
        let (css, _) = style::pack_with(&self.css, |rules| keep_fitting(rules, &is_held));
        let css: Arc<str> = css.into();
        self.fitted.write().unwrap_or_else(PoisonError::into_inner).insert(held, Arc::clone(&css));
        css
    }

    /// Returns for each name whether a page holds it.
    fn held(&self, html: &str) -> Vec<bool> {
        let mut held: Vec<bool> = self.names.iter().map(|name| ALWAYS.contains(&name.as_str())).collect();
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            rest = &rest[start + 1..];
            let end = rest.find('>').unwrap_or(rest.len());
            let (tag, after) = rest.split_at(end);
            self.mark(tag, &mut held);
            rest = after;
            for (name, close) in [("script", "</script"), ("style", "</style")] {
                let Some(attributes) = strip_name(tag, name) else { continue };
                let inside = &rest[..rest.find(close).unwrap_or(rest.len())];
                if name == "script" {
                    if attributes.contains("src") {
                        // Nobody knows here what a script of its own file puts into the page.
                        return vec![true; self.names.len()];
                    }
                    self.mark(inside, &mut held);
                }
                rest = &rest[inside.len()..];
            }
        }
        held
    }

    fn mark(&self, text: &str, held: &mut [bool]) {
        for word in text.split(|letter: char| letter.is_ascii() && !letter.is_ascii_alphanumeric() && !"-_".contains(letter)) {
            let Some(first) = word.bytes().next() else { continue };
            if self.first_letters[usize::from(first.to_ascii_lowercase())] & length_bit(word) == 0 {
                continue;
            }
            if let Ok(at) = self.names.binary_search(&word.to_ascii_lowercase()) {
                held[at] = true;
            }
        }
    }
}

fn length_bit(word: &str) -> u32 {
    1 << word.len().min(31)
}

/// The attributes of a tag of this name.
fn strip_name<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (start, attributes) = tag.split_at_checked(name.len())?;
    let ends = attributes.bytes().next().is_none_or(|next| !next.is_ascii_alphanumeric());
    (ends && start.eq_ignore_ascii_case(name)).then_some(attributes)
}

fn collect_names(rules: &mut CssRuleList<'_>, found: &mut BTreeSet<String>) {
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

fn keep_fitting(rules: &mut CssRuleList<'_>, is_held: &impl Fn(&str) -> bool) {
    rules.0.retain_mut(|rule| match rule {
        CssRule::Style(rule) => {
            rule.selectors.0.retain(|selector| names(selector).iter().all(|name| is_held(name)));
            !rule.selectors.0.is_empty()
        }
        CssRule::Media(media) => {
            keep_fitting(&mut media.rules, is_held);
            !media.rules.0.is_empty()
        }
        _ => true,
    });
}

/// Everything that a page must hold for a selector to speak of it, in small letters: capitals only make more rules stay.
fn names(selector: &Selector<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for component in selector.iter_raw_match_order() {
        match component {
            Component::LocalName(name) => names.push(name.lower_name.to_ascii_lowercase()),
            Component::Class(name) | Component::ID(name) => names.push(name.to_ascii_lowercase()),
            Component::AttributeInNoNamespaceExists { local_name_lower, .. } => {
                names.push(local_name_lower.to_ascii_lowercase());
            }
            Component::AttributeInNoNamespace { local_name, operator, value, .. } => {
                names.push(local_name.to_ascii_lowercase());
                let is_word = value.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-_".contains(&letter));
                if *operator == AttrSelectorOperator::Equal && is_word && !value.is_empty() {
                    names.push(value.to_ascii_lowercase());
                }
            }
            // What stands within `:not()` and its kin may be missing.
            _ => {}
        }
    }
    // Names in other alphabets, or with signs, aren't looked for.
    names.retain(|name| name.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-_".contains(&letter)));
    names
}
