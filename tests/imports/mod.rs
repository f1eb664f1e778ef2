//! Which module uses which, read from the sources of one crate.

use std::collections::{BTreeMap, BTreeSet};

/// A path such as `check::rules::find`, in parts.
type Parts = Vec<String>;

/// The modules of one crate by name: `check::rules::missing_alt`.
pub(crate) struct Modules {
    code: BTreeMap<String, String>,
}

impl Modules {
    /// Takes files as (path below `src`, text without tests).
    pub(crate) fn new(files: impl IntoIterator<Item = (String, String)>) -> Modules {
        let code = files.into_iter().map(|(path, text)| {
            let name = path.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
            (name, without_comments(&text))
        });
        Modules { code: code.collect() }
    }

    /// Returns one circle of modules that use each other for each module at which one closes.
    pub(crate) fn circles(&self) -> Vec<Vec<String>> {
        let uses: BTreeMap<&str, BTreeSet<&str>> =
            self.code.keys().map(|name| (name.as_str(), self.used_by(name))).collect();
        let mut walk = Walk { uses: &uses, done: BTreeSet::new(), found: Vec::new() };
        for name in uses.keys() {
            walk.visit(name, &mut Vec::new());
        }
        walk.found
    }

    /// Returns the modules that a module uses. To import a module is no use of it; to call what is
    /// in it is.
    fn used_by(&self, name: &str) -> BTreeSet<&str> {
        let (imports, rest) = split_imports(&self.code[name]);
        let mut paths: Vec<Parts> = Vec::new();
        let mut in_scope: BTreeMap<String, Parts> = BTreeMap::new();
        for (path, alias) in imports {
            let Some(path) = absolute(name, path) else { continue };
            if self.code.contains_key(&path.join("::")) {
                in_scope.insert(alias, path);
            } else {
                paths.push(path);
            }
        }
        for path in paths_in(&rest) {
            let child = [name, &path[0]].join("::");
            if let Some(start) = in_scope.get(&path[0]) {
                paths.push(start.iter().chain(&path[1..]).cloned().collect());
            } else if self.code.contains_key(&child) {
                paths.push(name.split("::").map(str::to_owned).chain(path).collect());
            } else if let Some(path) = absolute(name, path) {
                paths.push(path);
            }
        }
        let used = paths.iter().filter_map(|path| self.module_of(path));
        used.filter(|used| *used != name).collect()
    }

    /// Returns the module in which an item is.
    fn module_of(&self, path: &[String]) -> Option<&str> {
        let names = (1..=path.len()).rev().map(|length| path[..length].join("::"));
        let known = names.filter_map(|name| self.code.get_key_value(&name)).next();
        known.map(|(name, _)| name.as_str())
    }
}

/// A walk along uses, depth first.
struct Walk<'a> {
    uses: &'a BTreeMap<&'a str, BTreeSet<&'a str>>,
    done: BTreeSet<&'a str>,
    found: Vec<Vec<String>>,
}

impl<'a> Walk<'a> {
    fn visit(&mut self, name: &'a str, way: &mut Vec<&'a str>) {
        if let Some(at) = way.iter().position(|passed| *passed == name) {
            let circle = way[at..].iter().chain([&name]);
            self.found.push(circle.map(|name| (*name).to_owned()).collect());
            return;
        }
        if self.done.contains(name) {
            return;
        }
        way.push(name);
        for used in self.uses.get(name).into_iter().flatten() {
            self.visit(used, way);
        }
        way.pop();
        self.done.insert(name);
    }
}

fn without_comments(text: &str) -> String {
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Takes `use …;` out of code. Returns each imported path with its name in the file.
fn split_imports(code: &str) -> (Vec<(Parts, String)>, String) {
    let (mut imports, mut rest) = (Vec::new(), String::new());
    let mut left = code;
    while let Some(at) = find_import(left) {
        rest.push_str(&left[..at]);
        let (tree, after) = left[at + 4..].split_once(';').unwrap_or((&left[at + 4..], ""));
        expand(tree.trim(), &[], &mut imports);
        left = after;
    }
    rest.push_str(left);
    (imports, rest)
}

fn find_import(code: &str) -> Option<usize> {
    code.match_indices("use ").map(|(at, _)| at).find(|at| {
        let line = code[..*at].rsplit('\n').next().unwrap_or_default().trim();
        line.is_empty() || line.starts_with("pub")
    })
}

/// Expands `a::{b, c as d}`.
fn expand(tree: &str, before: &[String], into: &mut Vec<(Parts, String)>) {
    let (path, group) = match tree.split_once('{') {
        Some((path, group)) => (path, group.rsplit_once('}').map(|(inside, _)| inside)),
        None => (tree, None),
    };
    let (path, alias) = path.split_once(" as ").map_or((path, None), |(path, to)| (path, Some(to)));
    let parts = path.split("::").map(str::trim).filter(|part| !part.is_empty() && *part != "self");
    let whole: Parts = before.iter().cloned().chain(parts.map(str::to_owned)).collect();
    if let Some(group) = group {
        for entry in entries(group) {
            expand(entry, &whole, into);
        }
    } else if let Some(last) = whole.last().cloned() {
        into.push((whole, alias.map_or(last, |alias| alias.trim().to_owned())));
    }
}

/// Splits a group at the commas outside of inner groups.
fn entries(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut entries) = (0, 0, Vec::new());
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                entries.push(group[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    entries.push(group[start..].trim());
    entries.retain(|entry| !entry.is_empty());
    entries
}

/// Returns the paths of two and more parts in code.
fn paths_in(code: &str) -> Vec<Parts> {
    let is_in_path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    code.split(|letter| !is_in_path(letter))
        .filter(|path| path.contains("::"))
        .map(|path| path.split("::").map(|part| part.trim_matches(':').to_owned()).collect())
        .filter(|path: &Parts| !path[0].is_empty())
        .collect()
}

/// Returns a path from the crate's root; `None` for paths of other crates and of local names.
fn absolute(module: &str, path: Parts) -> Option<Parts> {
    let (first, rest) = path.split_first()?;
    let mut start: Parts = module.split("::").map(str::to_owned).collect();
    match first.as_str() {
        "crate" => start.clear(),
        "super" => drop(start.pop()),
        _ => return None,
    }
    Some(start.into_iter().chain(rest.iter().cloned()).collect())
}

#[cfg(test)]
mod tests {
    use super::Modules;

    fn check(files: &[(&str, &str)], circles: &[&[&str]]) {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        assert_eq!(Modules::new(files).circles(), circles);
    }

    #[test]
    fn circles_are_found_through_imports_paths_and_parents() {
        check(
            &[("a.rs", "use crate::b::B;"), ("b.rs", "use crate::{\n    a::{A},\n};")],
            &[&["a", "b", "a"]],
        );
        check(
            &[("a.rs", "fn f() { crate::b::f() }"), ("b.rs", "fn f() { super::a::f() }")],
            &[&["a", "b", "a"]],
        );
        check(
            &[("a/mod.rs", "fn f() { b::f() }"), ("a/b.rs", "use crate::a::A;")],
            &[&["a", "a::b", "a"]],
        );
    }

    #[test]
    fn modules_that_hold_others_are_no_circle_by_themselves() {
        let declared = ("a/mod.rs", "pub mod b;\npub mod c;\nconst ALL: u8 = c::N;");
        check(&[declared, ("a/b.rs", "use crate::a;\nfn f() { a::c::f() }"), ("a/c.rs", "")], &[]);
        check(&[("a.rs", "// crate::b\nuse std::b;"), ("b.rs", "use crate::a::A;")], &[]);
    }
}
