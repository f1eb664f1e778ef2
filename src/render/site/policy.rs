//! The content security policy: what a phone may run and load for a page, said in the page itself.
//!
//! Made from the finished page, so that it holds for every theme: what stands in the page's `<script>` and `<style>`
//! is allowed by its hash, files of our own host where the page names them, and nothing else. Whatever somebody managed
//! to slip in, handlers in attributes and addresses of other hosts included, stays dead.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::text::html::{Element, StartTag, elements};

/// Where a page is read, which decides where its pictures may come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery<'a> {
    /// On the campaign's host.
    Site,
    /// From a phone's memory, as one file: what it shows comes from this address.
    SingleFile(&'a str),
}

/// Puts the policy into a page, in front of everything that it judges.
pub fn with_policy(html: &str, delivery: Delivery<'_>) -> String {
    let elements = elements(html);
    let at = place(html, &elements);
    let policy = policy(&elements, delivery);
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
fn place(html: &str, elements: &[Element]) -> usize {
    const HARMLESS: [&str; 5] = ["html", "head", "meta", "title", "base"];
    let begun = elements
        .iter()
        .map(|element| &element.start)
        .take_while(|start| HARMLESS.contains(&start.name()));
    let head = begun.clone().find(|start| start.name() == "head");
    let encoding = begun.clone().find(|start| start.attribute("charset").is_some());
    let at = encoding.or(head).map_or(0, |start| start.end);
    at + usize::from(html[at..].starts_with('\n'))
}

fn policy(elements: &[Element], delivery: Delivery<'_>) -> String {
    let here = match delivery {
        Delivery::Site => "'self'",
        Delivery::SingleFile(base) => host(base),
    };
    let mut policy = "default-src 'none'".to_owned();
    for (name, sources) in
        [("script-src", scripts(elements, here)), ("style-src", styles(elements, here))]
    {
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
    let has = |is_such: fn(&StartTag) -> bool| elements.iter().any(|found| is_such(&found.start));
    // A file of its own fetches nothing that it doesn't show.
    policy.push_str(";img-src ");
    if delivery == Delivery::Site || has(|start| start.name() == "img") {
        policy.extend([here, " "]);
    }
    policy.push_str("data:");
    if has(has_sound) {
        policy.extend([";media-src ", here]);
    }
    if delivery == Delivery::Site {
        // Whoever rates a page for search machines asks for robots.txt from within it.
        policy.push_str(";connect-src 'self'");
        if has(|start| start.attribute("data-worker").is_some()) {
            policy.push_str(";worker-src 'self'");
        }
    }
    policy.push_str(";base-uri 'none';form-action 'none'");
    policy
}

/// Returns from where a page takes its scripts.
fn scripts(elements: &[Element], here: &str) -> Vec<String> {
    let scripts = elements.iter().filter(|element| element.start.name() == "script");
    once_each(scripts.map(|script| match script.start.attribute("src") {
        Some(_) => here.to_owned(),
        None => hash(&script.text),
    }))
}

/// Returns from where a page takes its styles.
fn styles(elements: &[Element], here: &str) -> Vec<String> {
    once_each(elements.iter().filter_map(|element| match element.start.name() {
        "style" => Some(hash(&element.text)),
        "link" => {
            element.start.attribute("rel").is_some_and(is_stylesheet).then(|| here.to_owned())
        }
        _ => None,
    }))
}

fn once_each(sources: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept = Vec::new();
    for source in sources {
        if !kept.contains(&source) {
            kept.push(source);
        }
    }
    kept
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

fn is_stylesheet(relation: &str) -> bool {
    relation.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("stylesheet"))
}

/// A link with `data-play` becomes a player.
fn has_sound(start: &StartTag) -> bool {
    matches!(start.name(), "audio" | "video") || start.attribute("data-play").is_some()
}

/// Scheme and host of an address; its path would have to match to the letter.
fn host(base: &str) -> &str {
    let rest = base.find("://").map_or(0, |at| at + 3);
    let end = base[rest..].find(|c: char| !c.is_ascii_alphanumeric() && !".-:[]".contains(c));
    end.map_or(base, |end| &base[..rest + end])
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
    fn tags_in_comments_and_text_allow_nothing() {
        let html = "<head><title><script>a</script></title></head><!-- <style>x</style> --><p title=\"<img>\">";
        let policy = with_policy(html, Delivery::SingleFile("https://mau.example"));
        assert!(policy.contains("content=\"default-src 'none';img-src data:;base-uri"), "{policy}");
    }

    #[test]
    fn a_policy_behind_the_head_would_not_count() {
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
