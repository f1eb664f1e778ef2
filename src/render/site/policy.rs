//! The content security policy: what a phone may run and load for a page, said in the page itself.
//!
//! Made from the finished page, so that it holds for every theme: what stands in the page's `<script>` and `<style>`
//! is allowed by its hash, files of our own host where the page names them, and nothing else. Whatever somebody managed
//! to slip in, handlers in attributes and addresses of other hosts included, stays dead.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use memchr::memchr_iter;
use sha2::{Digest, Sha256};

use crate::text::bytes::Words;

/// Where a page is read, which decides where its pictures may come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery<'a> {
    /// On the campaign's host.
    Site,
    /// From a phone's memory, as one file: what it shows comes from this address.
    SingleFile(&'a str),
}

/// Most policies have fewer bytes; a longer one grows.
const USUAL: usize = 512;

/// Puts the policy into a page, in front of everything that it judges.
pub fn with_policy(html: &str, delivery: Delivery<'_>) -> String {
    let at = span(html);
    let policy = policy(html, delivery);
    [
        &html[..at],
        "<meta http-equiv=\"Content-Security-Policy\" content=\"",
        &policy,
        "\">\n",
        &html[at..],
    ]
    .concat()
}

/// Behind the letters' encoding, which browsers look for in the first kilobyte only; else right at the head's start.
fn span(html: &str) -> usize {
    let behind = |at: usize| Some(at + html[at..].find('>')? + 1);
    let head = find(html, &["<head"], 0).and_then(|(at, _)| behind(at)).unwrap_or(0);
    let at = match find(html, &["<meta charset", "<script", "<style", "<link", "</head"], head) {
        Some((at, 0)) => behind(at).unwrap_or(head),
        _ => head,
    };
    at + usize::from(html[at..].starts_with('\n'))
}

fn policy(html: &str, delivery: Delivery<'_>) -> String {
    let here = match delivery {
        Delivery::Site => "'self'",
        Delivery::SingleFile(base) => host(base),
    };
    let (mut scripts, mut styles) = (Vec::new(), Vec::new());
    let signs = look(html);
    for element in signs.elements {
        let hash = || format!("'sha256-{}'", STANDARD.encode(Sha256::digest(element.inside)));
        let (allowed, source) = match element.name {
            "script" if element.attribute("src").is_some() => (&mut scripts, here.to_owned()),
            "script" => (&mut scripts, hash()),
            "style" => (&mut styles, hash()),
            _ if element.attribute("rel").is_some_and(is_stylesheet) => {
                (&mut styles, here.to_owned())
            }
            _ => continue,
        };
        if !allowed.contains(&source) {
            allowed.push(source);
        }
    }
    let mut policy = String::with_capacity(USUAL);
    policy.push_str("default-src 'none'");
    for (name, sources) in [("script-src", scripts), ("style-src", styles)] {
        if !sources.is_empty() {
            policy.extend([";", name]);
            policy.extend(sources.iter().flat_map(|source| [" ", source]));
            if sources.iter().any(|source| source.starts_with("'sha256-")) {
                // Phones from before 2015 know no hashes and would show the page without its style. Whoever knows
                // hashes leaves this word out of account beside one (CSP level 2).
                policy.push_str(" 'unsafe-inline'");
            }
        }
    }
    // A file of its own fetches nothing that it doesn't show.
    policy.push_str(";img-src ");
    if delivery == Delivery::Site || signs.has_pictures {
        policy.extend([here, " "]);
    }
    policy.push_str("data:");
    if signs.has_sound {
        policy.extend([";media-src ", here]);
    }
    if delivery == Delivery::Site {
        // Whoever rates a page for search machines asks for robots.txt from within it.
        policy.push_str(";connect-src 'self'");
        if signs.has_worker {
            policy.push_str(";worker-src 'self'");
        }
    }
    policy.push_str(";base-uri 'none';form-action 'none'");
    policy
}

/// Scheme and host of an address; its path would have to match to the letter.
fn host(base: &str) -> &str {
    let rest = base.find("://").map_or(0, |at| at + 3);
    let end = base[rest..].find(|c: char| !c.is_ascii_alphanumeric() && !".-:[]".contains(c));
    end.map_or(base, |end| &base[..rest + end])
}

/// An element that the policy speaks of.
struct Element<'h> {
    name: &'static str,
    attributes: &'h str,
    inside: &'h str,
}

fn is_stylesheet(relation: &str) -> bool {
    relation.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("stylesheet"))
}

impl Element<'_> {
    /// The value of an attribute, quoted or not. Words within the values of others don't count.
    fn attribute(&self, wanted: &str) -> Option<&str> {
        let mut rest = self.attributes.trim_start();
        while !rest.is_empty() {
            let end =
                rest.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(rest.len());
            let name = &rest[..end];
            rest = rest[end..].trim_start();
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=').map(str::trim_start) {
                let quote = after.chars().next().filter(|letter| matches!(letter, '"' | '\''));
                let inside = quote.map_or(after, |_| &after[1..]);
                let ends = |c: char| quote.map_or(c.is_ascii_whitespace(), |quote| c == quote);
                let length = inside.find(ends).unwrap_or(inside.len());
                value = &inside[..length];
                rest = &inside[length..];
                rest =
                    quote.and_then(|quote| rest.strip_prefix(quote)).unwrap_or(rest).trim_start();
            }
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
        }
        None
    }
}

/// What a page holds that the policy speaks of.
#[derive(Default)]
struct Signs<'h> {
    elements: Vec<Element<'h>>,
    has_pictures: bool,
    has_sound: bool,
    has_worker: bool,
}

/// Looks through a page once. Words that somebody typed hold no `<`, so every tag is a template's; one inside a comment is
/// allowed for nothing, which does no harm.
fn look(html: &str) -> Signs<'_> {
    const NAMES: [(&str, &str); 3] = [("script", "</script"), ("style", "</style"), ("link", "")];
    const TAGS: [&str; 3] = ["<script", "<style", "<link"];
    /// Tags may be in capitals. Few others begin like those of `TAGS`; beginnings this short are found at once.
    const BEGINNINGS: [&str; 17] = [
        "<img",
        "<audio",
        "<video",
        "data-play",
        "data-worker",
        "<sc",
        "<sC",
        "<Sc",
        "<SC",
        "<st",
        "<sT",
        "<St",
        "<ST",
        "<li",
        "<lI",
        "<Li",
        "<LI",
    ];
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&BEGINNINGS));
    let mut signs = Signs::default();
    let mut done = 0;
    for (which, start) in WORDS.find_in(html.as_bytes()) {
        match BEGINNINGS[which] {
            "<img" => signs.has_pictures = true,
            "<audio" | "<video" | "data-play" => signs.has_sound = true,
            "data-worker" => signs.has_worker = true,
            // What stands in a script isn't a tag.
            _ if start < done => {}
            _ => {
                let Some(tag) = tag_at(html, &TAGS, start) else { continue };
                let (name, end) = NAMES[tag];
                let Some(open) = html[start..].find('>').map(|open| start + open) else { continue };
                done = if end.is_empty() {
                    open + 1
                } else {
                    find(html, &[end], open).map_or(html.len(), |(at, _)| at)
                };
                let attributes = &html[start + 1 + name.len()..open];
                signs.elements.push(Element { name, attributes, inside: &html[open + 1..done] });
            }
        }
    }
    signs
}

/// Finds the first of some tags' beginnings, in capitals or not; says where and which.
fn find(html: &str, wanted: &[&str], from: usize) -> Option<(usize, usize)> {
    let mut tags = memchr_iter(b'<', &html.as_bytes()[from..]).map(|at| from + at);
    tags.find_map(|at| Some((at, tag_at(html, wanted, at)?)))
}

/// Returns which of some tags begins here, in capitals or not.
fn tag_at(html: &str, wanted: &[&str], at: usize) -> Option<usize> {
    let here = &html.as_bytes()[at..];
    wanted.iter().position(|tag| {
        let is_here =
            here.get(..tag.len()).is_some_and(|piece| piece.eq_ignore_ascii_case(tag.as_bytes()));
        is_here
            && (tag.ends_with("charset")
                || !here.get(tag.len()).is_some_and(u8::is_ascii_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::{Delivery, with_policy};

    /// The hashes are those that browsers print for these bytes: `printf x | openssl dgst -sha256 -binary | base64`.
    #[test]
    fn what_stands_in_the_page_is_allowed_by_its_hash() {
        let html = "<html><head>\n<meta charset=\"utf-8\">\n<STYLE>x</STYLE></head><body><script data-worker=\"/sw.js\">x</script></body></html>";
        let expected = "<html><head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';\
            script-src 'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=' 'unsafe-inline';style-src 'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=' 'unsafe-inline';\
            img-src 'self' data:;connect-src 'self';worker-src 'self';base-uri 'none';form-action 'none'\">\n<STYLE>";
        let found = with_policy(html, Delivery::Site);
        assert!(found.starts_with(expected), "{found}");
    }

    #[test]
    fn a_page_that_names_files_may_load_them_from_our_host_only() {
        let html = "<head><link rel=\"stylesheet\" href=\"/a.css\"><link rel=canonical href=x></head><script src=\"/a.js\"></script><img><p data-play>";
        let policy = with_policy(html, Delivery::Site);
        assert!(
            policy.contains(
                ";script-src 'self';style-src 'self';img-src 'self' data:;media-src 'self';"
            ),
            "{policy}"
        );
        let single_file =
            with_policy(html, Delivery::SingleFile("https://mau.example/sub;script-src *"));
        assert!(
            single_file.contains(
                "img-src https://mau.example data:;media-src https://mau.example;base-uri"
            ),
            "{single_file}"
        );
        assert!(!single_file.contains("'self'"), "{single_file}");
        assert!(
            with_policy("<p>", Delivery::SingleFile("https://mau.example"))
                .contains(";img-src data:;")
        );
    }

    #[test]
    fn words_in_other_attributes_allow_nothing() {
        let html = "<link rel='alternate' title=\"rel=stylesheet &lt;link rel=stylesheet\" href=/a><script data-x='src=a' async>x</script>";
        let policy = with_policy(html, Delivery::Site);
        assert!(
            policy.contains("default-src 'none';script-src 'sha256-")
                && !policy.contains("style-src"),
            "{policy}"
        );
        assert!(
            with_policy("<link href=/a.css REL=\"preload StyleSheet\">", Delivery::Site)
                .contains("style-src 'self'")
        );
    }

    #[test]
    fn a_page_without_a_head_gets_one_too() {
        assert!(with_policy("<p>Chào", Delivery::Site).starts_with("<meta http-equiv"));
        assert!(with_policy("<header>a</header>", Delivery::Site).starts_with("<meta http-equiv"));
        assert!(with_policy("<script>a", Delivery::Site).contains("script-src 'sha256-"));
    }
}
