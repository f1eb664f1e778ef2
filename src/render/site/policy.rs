//! The content security policy of a page: which code and files a browser may use for it.
//!
//! The policy is computed from the finished page, so it fits every theme: the page's own scripts and
//! styles are allowed by hash, files of the campaign's host if the page refers to them, and nothing
//! else. Code that an attacker manages to insert does not run, including event handlers in
//! attributes and files of other hosts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::text::html::{Element, StartTag};

/// Where a page is read from, which decides where its pictures may come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery<'a> {
    /// From the campaign's host.
    Site,
    /// From the memory of a phone, as a single file. Its pictures come from this address.
    SingleFile(&'a str),
    /// From a folder on disk, with its pictures beside it.
    Folder,
}

/// Inserts the policy into a page, before all elements that it restricts.
pub fn insert(html: &str, elements: &[Element], delivery: Delivery<'_>) -> String {
    let at = find_place(html, elements);
    let policy = policy(elements, delivery);
    [
        &html[..at],
        "<meta http-equiv=\"Content-Security-Policy\" content=\"",
        &policy,
        "\">\n",
        &html[at..],
    ]
    .concat()
}

/// Returns the offset after the declaration of the encoding, which browsers search only in the first
/// kilobyte; without a declaration, the start of the head.
fn find_place(html: &str, elements: &[Element]) -> usize {
    const HARMLESS: [&str; 5] = ["html", "head", "meta", "title", "base"];
    let mut at = 0;
    for Element { start, .. } in elements {
        if !HARMLESS.contains(&start.name()) {
            break;
        }
        if start.name() == "head" {
            at = start.end;
        }
        if start.attribute("charset").is_some() {
            at = start.end;
            break;
        }
    }
    at + usize::from(html[at..].starts_with('\n'))
}

fn policy(elements: &[Element], delivery: Delivery<'_>) -> String {
    let here = match delivery {
        Delivery::Site => "'self'",
        Delivery::SingleFile(base) => host(base),
        Delivery::Folder => "'self' file:",
    };
    let mut policy = "default-src 'none'".to_owned();
    push_sources(&mut policy, "script-src", &script_sources(elements, here));
    push_sources(&mut policy, "style-src", &style_sources(elements, here));
    let has = |is_such: fn(&StartTag) -> bool| elements.iter().any(|found| is_such(&found.start));
    policy.push_str(";img-src ");
    if delivery == Delivery::Site || has(|start| start.name() == "img") {
        policy.extend([here, " "]);
    }
    policy.push_str("data:");
    if has(has_sound) {
        policy.extend([";media-src ", here]);
    }
    if delivery == Delivery::Site {
        // Tools that rate a page for search engines request robots.txt from within the page.
        policy.push_str(";connect-src 'self'");
        if has(|start| start.attribute("data-worker").is_some()) {
            policy.push_str(";worker-src 'self'");
        }
    }
    policy.push_str(";base-uri 'none';form-action 'none'");
    policy
}

/// Appends a directive, unless it has no sources.
fn push_sources(policy: &mut String, directive: &str, sources: &[String]) {
    if sources.is_empty() {
        return;
    }
    policy.extend([";", directive]);
    for source in sources {
        policy.extend([" ", source]);
    }
    if sources.iter().any(|source| source.starts_with("'sha256-")) {
        // Phones from before 2015 do not know hashes and would show the page without its style.
        // Browsers that know hashes ignore this keyword beside a hash (CSP level 2).
        policy.push_str(" 'unsafe-inline'");
    }
}

/// Returns the sources of a page's scripts.
fn script_sources(elements: &[Element], here: &str) -> Vec<String> {
    let mut sources = Vec::new();
    for Element { start, text } in elements {
        if start.name() == "script" {
            let is_file = start.attribute("src").is_some();
            add_once(&mut sources, if is_file { here.to_owned() } else { hash(text) });
        }
    }
    sources
}

/// Returns the sources of a page's styles.
fn style_sources(elements: &[Element], here: &str) -> Vec<String> {
    let mut sources = Vec::new();
    for Element { start, text } in elements {
        if start.name() == "style" {
            add_once(&mut sources, hash(text));
        } else if start.name() == "link" && start.attribute("rel").is_some_and(is_stylesheet) {
            add_once(&mut sources, here.to_owned());
        }
    }
    sources
}

fn add_once(sources: &mut Vec<String>, source: String) {
    if !sources.contains(&source) {
        sources.push(source);
    }
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

fn is_stylesheet(relation: &str) -> bool {
    relation.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("stylesheet"))
}

/// Returns whether an element plays sound. A link with `data-play` becomes a player.
fn has_sound(start: &StartTag) -> bool {
    matches!(start.name(), "audio" | "video") || start.attribute("data-play").is_some()
}

/// Returns the scheme and host of an address. With a path, the policy would allow only that file.
fn host(base: &str) -> &str {
    let rest = base.find("://").map_or(0, |at| at + 3);
    let end = base[rest..].find(|c: char| !c.is_ascii_alphanumeric() && !".-:[]".contains(c));
    end.map_or(base, |end| &base[..rest + end])
}

#[cfg(test)]
mod tests {
    use super::{Delivery, insert};
    use crate::text::html::elements;

    fn with_policy(html: &str, delivery: Delivery<'_>) -> String {
        insert(html, &elements(html), delivery)
    }

    /// The hashes are those that browsers print for these bytes: `printf x | openssl dgst -sha256 -binary | base64`.
    #[test]
    fn scripts_and_styles_of_a_page_are_allowed_by_hash() {
        let html = "<html><head>\n<meta charset=\"utf-8\">\n<STYLE>x</STYLE></head><body><script data-worker=\"/sw.js\">x</script></body></html>";
        let expected = "<html><head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';\
            script-src 'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=' 'unsafe-inline';style-src 'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=' 'unsafe-inline';\
            img-src 'self' data:;connect-src 'self';worker-src 'self';base-uri 'none';form-action 'none'\">\n<STYLE>";
        let found = with_policy(html, Delivery::Site);
        assert!(found.starts_with(expected), "{found}");
    }

    #[test]
    fn files_are_allowed_only_from_the_campaigns_host() {
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
    fn tags_in_comments_and_text_allow_nothing() {
        let html = "<head><title><script>a</script></title></head><!-- <style>x</style> --><p title=\"<img>\">";
        let policy = with_policy(html, Delivery::SingleFile("https://mau.example"));
        assert!(policy.contains("content=\"default-src 'none';img-src data:;base-uri"), "{policy}");
    }

    #[test]
    fn the_policy_is_in_the_head() {
        let html = "<head><title>a</title></head><body><meta charset=\"utf-8\"><p>b";
        assert!(with_policy(html, Delivery::Site).starts_with("<head><meta http-equiv"));
        let html = "<head><base href=/><META CharSet=utf-8><title>a";
        assert!(
            with_policy(html, Delivery::Site)
                .starts_with("<head><base href=/><META CharSet=utf-8><meta http-equiv")
        );
    }

    #[test]
    fn a_page_without_a_head_gets_one_too() {
        assert!(with_policy("<p>Chào", Delivery::Site).starts_with("<meta http-equiv"));
        assert!(with_policy("<header>a</header>", Delivery::Site).starts_with("<meta http-equiv"));
        assert!(with_policy("<script>a", Delivery::Site).contains("script-src 'sha256-"));
    }
}
