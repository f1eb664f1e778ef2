//! Hostile text stays text in every product and every format. The payloads are published lists
//! (`tests/hostile/payloads.txt`); they are put into every place where authors can type.

#![expect(clippy::disallowed_methods, reason = "the payloads are a file")]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use loa::config::Overrides;
use loa::files::disk::DiskFolder;
use loa::files::memory::MemoryFolder;
use loa::pipeline::{self, Input, PreviewRenderer, SharedCaches};
use sha2::{Digest, Sha256};

type Files = BTreeMap<String, Arc<[u8]>>;

/// Returns the payloads of the project, or those of a longer list: `LOA_PAYLOADS=list.txt cargo
/// test --test hostile payloads`.
fn payloads() -> Vec<String> {
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hostile/payloads.txt").to_owned();
    let path = std::env::var("LOA_PAYLOADS").unwrap_or(kept);
    std::fs::read_to_string(path).expect("the payloads").lines().map(str::to_owned).collect()
}

fn build(files: BTreeMap<String, Vec<u8>>) -> Files {
    let overrides = Overrides {
        today: "2026-11-23".parse().expect("a day"),
        base_url: None,
        demo: true,
        strict: false,
    };
    let (folder, shared) = (MemoryFolder::new(files), SharedCaches::default());
    let checked = pipeline::prepare(&Input::new(&folder, &overrides, &shared)).expect("memory");
    // Payloads also break links and placeholders, so only the preview renders such a campaign.
    let campaign = checked.campaign.unwrap_or_else(|| panic!("{:?}", checked.diags.list));
    let renderer = PreviewRenderer::new(campaign, Arc::default());
    let render =
        |path: &str| (path.to_owned(), renderer.render(path).expect("planned").expect("no fault"));
    renderer.paths().map(render).collect()
}

/// Creates a campaign with a payload in every place where authors can type, and texts that use its
/// values.
fn campaign(payload: &str, raw_html: &str) -> BTreeMap<String, Vec<u8>> {
    let quoted = serde_json::to_string(payload).expect("words are JSON");
    let cell = format!("\"{}\"", payload.replace('"', "\"\""));
    let site = format!(
        "title: {quoted}\ndescription: {quoted}\nbase_url: https://thu.example\ndefault_language: vi\n\
         languages: {{ vi: {{ name: {quoted} }}, en: {{ name: English }} }}\npublisher: {quoted}\n\
         markdown: {{ raw_html: {raw_html} }}\ntopics: {{ a: {quoted} }}\n\
         places: {{ xa: {{ name: {quoted}, address: {quoted}, hours: {quoted}, phone: {quoted}, certainty: A }} }}\n\
         stations: {{ xa: {{ name: {quoted}, certainty: A }} }}\n\
         indicators: {{ the: {{ done: cap, of: du, title: {quoted} }} }}\n"
    );
    let matter =
        format!("title: {quoted}\nsummary: {quoted}\nsources: [{quoted}]\ntopics: [a, {quoted}]\n");
    let body = format!(
        "{payload}\n\n# {payload}\n\n> {payload}\n\n- [ ] {payload}\n\n| a | {payload} |\n|---|---|\n| {payload} | b |\n\n\
         a {payload} b **{payload}** [{payload}](tel:113) [c]({payload}) ![{payload}](p.png) `{payload}`[^1]\n\n\
         [^1]: {payload}\n\n```\n{payload}\n```\n\n{{{{fact.f}}}} {{{{place.xa.name}}}} {{{{place.xa.address}}}} \
         {{{{place.xa.phone}}}} {{{{fact.g}}}}\n\n{{{{chart.the}}}}\n\n{{{{table.progress}}}}\n\n{{{{table.facts}}}}\n"
    );
    let script = format!(
        "---\ntitle: {quoted}\nopening: {quoted}\n---\n{payload}\n\n{{{{fact.f}}}} {{{{place.xa.name}}}}.\n"
    );
    let facts = format!(
        "f:\n  value: {quoted}\n  name: {quoted}\n  source: {quoted}\n  verified_on: 2026-11-20\n  certainty: A\n  \
         fallback: {quoted}\ng:\n  value: x\n  source: {quoted}\n  verified_on: 2026-11-20\n  certainty: L\n  fallback: {quoted}\n"
    );
    let table = format!(
        "ngay,don_vi,cap_don_vi,du,cap,nguon,ghi_chu,trang_thai\n\
         2026-11-20,{cell},thon,50,40,,,mau\n2026-11-20,{cell},xa,50,40,{cell},{cell},mau\n"
    );
    let broadcasts =
        "- script: b\n  station: xa\n  days: daily\n  times: [\"05:30\"]\n  until: 2026-12-31\n";
    let name: String =
        payload.chars().filter(|letter| !matches!(letter, '/' | '\\' | '\0')).collect();
    BTreeMap::from([
        ("site.yaml".to_owned(), site.into_bytes()),
        (
            "content/explainers/a/vi.md".to_owned(),
            format!("---\n{matter}picture: p.png\npicture_alt: {quoted}\n---\n{body}").into_bytes(),
        ),
        ("content/explainers/a/p.png".to_owned(), picture()),
        (
            format!("content/explainers/{name}/vi.md"),
            format!("---\ntitle: B\nsummary: C\n---\n![d]({name}.png)").into_bytes(),
        ),
        (format!("content/explainers/{name}/{name}.png"), picture()),
        ("content/scripts/b/vi.md".to_owned(), script.into_bytes()),
        ("content/facts.yaml".to_owned(), facts.into_bytes()),
        ("content/broadcasts.yaml".to_owned(), broadcasts.as_bytes().to_vec()),
        ("content/progress/a.csv".to_owned(), table.into_bytes()),
        (format!("static/{name}.txt"), b"a".to_vec()),
    ])
}

fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(640, 400)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("memory");
    bytes.into_inner()
}

#[test]
fn payloads_end_as_text_everywhere() {
    let payloads = payloads();
    assert!(payloads.len() >= 70);
    for (number, payload) in payloads.iter().enumerate() {
        // Typesetting takes most of the time, so each payload runs with one of the two settings.
        let raw_html = if number % 2 == 0 { "escape" } else { "sanitise" };
        let files = build(campaign(payload, raw_html));
        assert!(files.contains_key("site/a/index.html"), "{payload}: {:?}", files.keys());
        for (path, bytes) in &files {
            check_output(path, bytes, payload);
        }
    }
}

fn check_output(path: &str, bytes: &[u8], payload: &str) {
    let text = || std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} isn't UTF-8"));
    let at = format!("{path} with {payload}");
    assert!(!path.contains("..") && !path.starts_with('/'), "{at}");
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => check_page(text(), &at),
        "xml" | "ssml" | "svg" => {
            let document =
                roxmltree::Document::parse(text()).unwrap_or_else(|fault| panic!("{at}: {fault}"));
            let strange = document
                .descendants()
                .find(|node| matches!(node.tag_name().name(), "script" | "a"));
            assert!(strange.is_none(), "{at}");
        }
        "json" => {
            // First the shared pieces, then each page's address and pieces. A number refers to a
            // shared piece.
            let kept: Vec<Vec<serde_json::Value>> =
                serde_json::from_str(text()).unwrap_or_else(|fault| panic!("{at}: {fault}"));
            let (shared, pages) = kept.split_first().expect("what pages share");
            for page in pages {
                let piece = |piece: &serde_json::Value| match piece
                    .as_u64()
                    .and_then(|n| usize::try_from(n).ok())
                {
                    Some(n) => shared[n].as_str().expect("a shared piece").to_owned(),
                    None => piece.as_str().expect("a piece").to_owned(),
                };
                check_page(&page[1..].iter().map(piece).collect::<String>(), &at);
            }
        }
        "ics" => check_calendar(text(), &at),
        "txt" if path.starts_with("site/robots") => {
            assert_eq!(text().lines().count(), 3, "{at}: {}", text())
        }
        _ => {}
    }
}

/// Checks the lines of a calendar: the payload must not add an event or a property.
fn check_calendar(text: &str, at: &str) {
    assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), text.matches("\r\nUID:").count(), "{at}");
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{at}");
    for line in text.split("\r\n").filter(|line| !line.is_empty() && !line.starts_with([' ', '\t']))
    {
        let name: String = line.chars().take_while(|letter| !matches!(letter, ':' | ';')).collect();
        assert!(
            name.chars().all(|letter| letter.is_ascii_uppercase() || letter == '-'),
            "{at}: {line}"
        );
    }
}

/// Name, attributes, and the text inside.
type Element = (String, Vec<(String, String)>, String);

/// The elements of a page, with the text of scripts and styles.
struct Page {
    elements: RefCell<Vec<Element>>,
    is_inside: Cell<bool>,
}

impl TokenSink for &Page {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(Tag { kind: TagKind::StartTag, name, attrs, .. }) => {
                let attributes = attrs
                    .iter()
                    .map(|attr| (attr.name.local.to_string(), attr.value.to_string()))
                    .collect();
                self.elements.borrow_mut().push((name.to_string(), attributes, String::new()));
                self.is_inside.set(matches!(&*name, "script" | "style"));
                match &*name {
                    "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" => return TokenSinkResult::RawData(RawKind::Rawtext),
                    "title" | "textarea" => return TokenSinkResult::RawData(RawKind::Rcdata),
                    "plaintext" => panic!("<plaintext>"),
                    _ => {}
                }
            }
            Token::TagToken(_) => self.is_inside.set(false),
            Token::CharacterTokens(text) if self.is_inside.get() => {
                if let Some((_, _, inside)) = self.elements.borrow_mut().last_mut() {
                    inside.push_str(&text);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Checks that only the theme's parts of a page run, load or link elsewhere.
fn check_page(html: &str, at: &str) {
    const ELEMENTS: &str = "html head meta title link style body header div a nav ul ol li main h1 h2 h3 h4 h5 h6 p br hr \
        section article aside footer span strong em del b i u s ins sub sup small mark kbd q wbr dl dt dd details summary \
        blockquote pre code table caption thead tbody tfoot tr th td figure figcaption picture source img svg symbol use path rect \
        circle line polyline polygon ellipse text tspan g defs title desc clippath pattern button input script";
    let known: Vec<&str> = ELEMENTS.split_whitespace().collect();
    let page = Page { elements: RefCell::default(), is_inside: Cell::new(false) };
    let tokenizer = Tokenizer::new(&page, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(html.into());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let elements = page.elements.borrow();
    let attribute = |attributes: &[(String, String)], name: &str| {
        attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    };
    let policies: Vec<String> = elements
        .iter()
        .filter(|(name, attributes, _)| {
            name == "meta" && attribute(attributes, "http-equiv").is_some()
        })
        .map(|(_, attributes, _)| attribute(attributes, "content").unwrap_or_default())
        .collect();
    let [policy] = &policies[..] else { panic!("{at}: {policies:?}") };
    // Single files name the host they come from.
    let policy = &policy.replace("-src https://thu.example", "-src 'self'");
    // Beside a hash, only browsers that ignore hashes obey it. Alone it would allow everything.
    let policy = &policy.replace("=' 'unsafe-inline'", "='");
    assert!(policy.starts_with("default-src 'none';"), "{at}: {policy}");
    assert!(
        !policy.contains("unsafe") && !policy.contains('*') && !policy.contains("://"),
        "{at}: {policy}"
    );
    let scripts = elements.iter().filter(|(name, ..)| name == "script").count();
    assert!(scripts <= 1, "{at}: {scripts} scripts");
    for (name, attributes, inside) in elements.iter() {
        assert!(known.contains(&name.as_str()), "{at}: <{name}>");
        if name == "script" || name == "style" {
            let hash = STANDARD.encode(Sha256::digest(inside));
            assert!(
                policy.contains(&format!("{name}-src 'sha256-{hash}'")),
                "{at}: <{name}> isn't allowed: {policy}"
            );
            assert!(!inside.contains("alert(1)"), "{at}: {inside}");
        }
        for (attribute, value) in attributes {
            assert!(!attribute.starts_with("on"), "{at}: <{name} {attribute}>");
            assert!(
                attribute != "style" && attribute != "srcdoc" && attribute != "formaction",
                "{at}: <{name} {attribute}>"
            );
            let value = value.trim();
            let scheme = value
                .split(['/', '?', '#'])
                .next()
                .unwrap_or_default()
                .split_once(':')
                .map(|(scheme, _)| scheme);
            match attribute.as_str() {
                "href" | "xlink:href" if name == "use" => {
                    assert!(value.starts_with('#'), "{at}: {value}")
                }
                "href" if name == "link" => {
                    assert!(
                        value == "data:," || value.starts_with("https://thu.example"),
                        "{at}: {value}"
                    )
                }
                "href" => assert!(
                    scheme.is_none_or(
                        |scheme| ["http", "https", "tel", "sms", "mailto"].contains(&scheme)
                    ),
                    "{at}: <{name} {attribute}=\"{value}\">"
                ),
                "src" | "srcset" | "poster" | "data-play" | "data-worker" => {
                    // Single files contain their pictures as base64, which can't end the attribute.
                    let picture = ["data:image/jpeg;base64,", "data:image/png;base64,"];
                    let is_picture = name == "img"
                        && picture.iter().filter_map(|start| value.strip_prefix(start)).any(
                            |bytes| {
                                bytes
                                    .chars()
                                    .all(|c| c.is_ascii_alphanumeric() || "+/=".contains(c))
                            },
                        );
                    let is_ours = is_picture
                        || value.starts_with("https://thu.example/")
                        || (value.starts_with('/') && !value.starts_with("//"));
                    assert!(value.is_empty() || is_ours, "{at}: {attribute}={value}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn scripts_and_styles_of_another_theme_are_allowed_as_they_stand() {
    let lost = "<!DOCTYPE html>\n<html lang=\"vi\"><head><style>b{color:red}</style><script>own(1)</script></head>\
        <body><h1>{{ site.title }}</h1></body></html>";
    let mut files = campaign("<b>a</b>", "escape");
    files.insert("themes/que-huong/site/not-found.html".to_owned(), lost.as_bytes().to_vec());
    let built = build(files);
    let page = std::str::from_utf8(&built["site/404.html"]).expect("UTF-8");
    assert!(page.contains("own(1)"), "{page}");
    check_page(page, "site/404.html of another theme");
}

#[test]
fn the_policy_allows_what_stands_in_every_page_of_the_demo_and_nothing_else() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/demo");
    let folder = DiskFolder::open(&root).expect("the demo");
    let overrides = Overrides {
        today: "2026-11-23".parse().expect("a day"),
        base_url: Some("https://thu.example".to_owned()),
        demo: true,
        strict: false,
    };
    let (sink, _) =
        pipeline::run_in_memory(&folder, &overrides).expect("the demo").output.expect("no errors");
    let pages = sink.into_files().into_iter().filter(|(path, _)| path.ends_with(".html"));
    let mut seen = 0;
    for (path, bytes) in pages {
        let html = std::str::from_utf8(&bytes).expect("UTF-8");
        check_page(html, &path);
        seen += 1;
    }
    assert!(seen > 20);
}
