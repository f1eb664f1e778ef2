//! A lower bound for the time of a build: reads, renders and writes the pages of a corpus with the
//! crates of loa, on one thread. It checks nothing, resolves no pictures, keeps no record, and
//! leaves half a site behind if it fails. The difference to the time of loa is the price of all
//! other work. `benches/compare` runs it.
//!
//! `cargo build --release --example bare`, then `bare CAMPAIGN DEST` with a campaign from
//! `benches/lay-out-corpus`.

#![expect(clippy::disallowed_methods, reason = "nothing of loa is in between")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, html};
use serde::{Deserialize, Serialize};
use tera::{Context, Kwargs, State, Tera, TeraResult};
use walkdir::WalkDir;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Outcome<T> = Result<T, Box<dyn Error>>;
type Phrases = BTreeMap<String, BTreeMap<String, String>>;

#[derive(Deserialize)]
struct Settings {
    title: BTreeMap<String, String>,
    base_url: String,
    default_language: String,
    languages: BTreeMap<String, Language>,
    theme: String,
    topics: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Deserialize)]
struct Language {
    name: String,
}

#[derive(Deserialize)]
struct Head {
    title: String,
    summary: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    topics: Vec<String>,
    #[serde(default)]
    order: u32,
}

struct Text {
    slug: String,
    lang: String,
    head: Head,
    body: String,
}

#[derive(Serialize)]
struct Card {
    title: String,
    summary: String,
    url: String,
}

#[derive(Serialize)]
struct Topic {
    title: String,
    url: String,
}

#[derive(Serialize)]
struct Page {
    title: String,
    date: String,
    topics: Vec<Topic>,
    body_html: String,
}

#[derive(Serialize)]
struct Cards {
    title: String,
    cards: Vec<Card>,
}

#[derive(Serialize)]
struct Heading {
    title: String,
    description: String,
    canonical: String,
    alternates: Vec<Alternate>,
    feed: String,
}

#[derive(Serialize)]
struct Alternate {
    lang: String,
    href: String,
}

#[derive(Serialize)]
struct LanguageLink {
    lang: String,
    url: String,
    name: String,
}

#[derive(Serialize)]
struct SiteView {
    title: String,
    home: String,
    search: String,
}

fn main() -> Outcome<()> {
    let [campaign, dest] = std::env::args_os()
        .skip(1)
        .collect::<Vec<_>>()
        .try_into()
        .map_err(|_| "bare CAMPAIGN DEST")?;
    let (campaign, dest) = (Path::new(&campaign), Path::new(&dest));
    let settings: Settings =
        serde_yaml::from_str(&fs::read_to_string(campaign.join("site.yaml"))?)?;
    let theme = campaign.join("themes").join(&settings.theme);
    let site = Bare { tera: templates(&theme)?, settings: &settings, dest };

    let mut texts = texts(campaign, &settings)?;
    texts.sort_by(|a, b| (a.head.order, &a.slug).cmp(&(b.head.order, &b.slug)));
    for lang in settings.languages.keys() {
        let home = home(&settings, lang);
        let card = |text: &Text| Card {
            title: text.head.title.clone(),
            summary: text.head.summary.clone(),
            url: format!("{home}{}/", text.slug),
        };
        let of_lang = || texts.iter().filter(|text| text.lang == *lang);
        let title = &settings.title[lang];
        let cards: Vec<Card> = of_lang().map(card).collect();
        site.make(
            "home.html",
            lang,
            "",
            title,
            "",
            "home",
            &Cards { title: title.clone(), cards },
        )?;
        site.make("search.html", lang, "a-z/", title, "", "search", &())?;
        for (topic, titles) in &settings.topics {
            let cards =
                of_lang().filter(|text| text.head.topics.contains(topic)).map(card).collect();
            let view = Cards { title: titles[lang].clone(), cards };
            site.make(
                "tag.html",
                lang,
                &format!("topics/{topic}/"),
                &titles[lang],
                "",
                "tag",
                &view,
            )?;
        }
        site.make_lists(lang, of_lang())?;
    }
    for text in texts {
        let home = home(&settings, &text.lang);
        let topic = |topic: &String| Topic {
            title: settings.topics[topic][&text.lang].clone(),
            url: format!("{home}topics/{topic}/"),
        };
        let view = Page {
            topics: text.head.topics.iter().map(topic).collect(),
            title: text.head.title,
            date: text.head.date.unwrap_or_default(),
            body_html: text.body,
        };
        let title = view.title.clone();
        site.make(
            "page.html",
            &text.lang,
            &format!("{}/", text.slug),
            &title,
            &text.head.summary,
            "page",
            &view,
        )?;
    }
    fs::create_dir_all(dest.join("pictures"))?;
    for picture in fs::read_dir(campaign.join("content/pictures"))? {
        let picture = picture?;
        fs::copy(picture.path(), dest.join("pictures").join(picture.file_name()))?;
    }
    fs::copy(campaign.join("static/style.css"), dest.join("style.css"))?;
    Ok(())
}

/// Returns the address of the home page in a language.
fn home(settings: &Settings, lang: &str) -> String {
    if lang == settings.default_language { "/".to_owned() } else { format!("/{lang}/") }
}

/// Reads all texts and renders their Markdown.
fn texts(campaign: &Path, settings: &Settings) -> Outcome<Vec<Text>> {
    let mut texts = Vec::new();
    for entry in WalkDir::new(campaign.join("content/explainers")) {
        let entry = entry?;
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let file = fs::read(path)?;
        let file = simdutf8::basic::from_utf8(&file)?;
        let (head, body) = file
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
            .ok_or("no front matter")?;
        let part = |part: Option<&std::ffi::OsStr>| {
            part.and_then(|part| part.to_str()).unwrap_or_default().to_owned()
        };
        let lang = part(path.file_stem());
        let home = home(settings, &lang);
        let linked = Parser::new_ext(body, Options::ENABLE_TABLES).map(|event| match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = CowStr::from(format!("{home}{dest_url}/"));
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            event => event,
        });
        let mut rendered = String::with_capacity(body.len() * 2);
        html::push_html(&mut rendered, linked);
        texts.push(Text {
            slug: part(path.parent().and_then(Path::file_name)),
            lang,
            head: serde_yaml::from_str(head)?,
            body: rendered,
        });
    }
    Ok(texts)
}

/// Loads the templates of the theme, and the phrases for `t`.
fn templates(theme: &Path) -> Outcome<Tera> {
    let mut tera = Tera::new();
    tera.autoescape_on([".html"]);
    let mut phrases = Phrases::new();
    for file in fs::read_dir(theme.join("strings"))? {
        let path = file?.path();
        let lines = fs::read_to_string(&path)?;
        let lines = lines.lines().filter_map(|line| line.split_once(" = "));
        let lang = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        phrases
            .insert(lang, lines.map(|(key, phrase)| (key.to_owned(), phrase.to_owned())).collect());
    }
    let phrases = Arc::new(phrases);
    tera.register_function("t", move |kwargs: Kwargs, state: &State| -> TeraResult<String> {
        let lang = state.get::<String>("lang")?.unwrap_or_default();
        Ok(phrases[&lang][kwargs.must_get::<&str>("key")?].clone())
    });
    let mut sources = Vec::new();
    for name in ["base.html", "page.html", "tag.html", "search.html", "home.html"] {
        sources.push((name, fs::read_to_string(theme.join("site").join(name))?));
    }
    tera.add_raw_templates(sources)?;
    Ok(tera)
}

struct Bare<'a> {
    tera: Tera,
    settings: &'a Settings,
    dest: &'a Path,
}

impl Bare<'_> {
    /// Writes one page. `name` is the name of `view` in the template.
    #[expect(clippy::too_many_arguments, reason = "there is nothing between this and a page")]
    fn make(
        &self,
        template: &str,
        lang: &str,
        path: &str,
        title: &str,
        description: &str,
        name: &'static str,
        view: &impl Serialize,
    ) -> Outcome<()> {
        let Settings { base_url, languages, .. } = self.settings;
        let home = home(self.settings, lang);
        let site_title = &self.settings.title[lang];
        let address = |lang: &str| format!("{}{path}", self::home(self.settings, lang));
        let head = Heading {
            title: format!("{title} – {site_title}"),
            description: description.to_owned(),
            canonical: format!("{base_url}{home}{path}"),
            alternates: languages
                .keys()
                .map(|lang| Alternate {
                    lang: lang.clone(),
                    href: format!("{base_url}{}", address(lang)),
                })
                .collect(),
            feed: format!("{base_url}{home}feed.xml"),
        };
        let links: Vec<LanguageLink> = languages
            .iter()
            .map(|(lang, language)| LanguageLink {
                lang: lang.clone(),
                url: address(lang),
                name: language.name.clone(),
            })
            .collect();
        let mut context = Context::new();
        context.insert("lang", lang);
        context.insert("head", &head);
        context.insert("languages", &links);
        context.insert(
            "site",
            &SiteView {
                title: site_title.clone(),
                search: format!("{home}a-z/"),
                home: home.clone(),
            },
        );
        context.insert(name, view);
        // `render` of Tera validates the page as UTF-8 once more.
        let mut page = Vec::with_capacity(8 << 10);
        self.tera.render_to(template, &context, &mut page)?;
        let folder = self.dest.join(&home[1..]).join(path);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("index.html"), page)?;
        Ok(())
    }

    /// Writes the feed and the sitemap of a language.
    fn make_lists<'t>(&self, lang: &str, texts: impl Iterator<Item = &'t Text>) -> Outcome<()> {
        let Settings { base_url, title, .. } = self.settings;
        let home = home(self.settings, lang);
        let mut feed =
            format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>{}</title>\n", title[lang]);
        let mut map = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
        for (at, Text { slug, head, .. }) in texts.enumerate() {
            writeln!(map, "<url><loc>{base_url}{home}{slug}/</loc></url>")?;
            if at < 20 {
                let Head { title, summary, .. } = head;
                writeln!(
                    feed,
                    "<entry><title>{title}</title><link href=\"{base_url}{home}{slug}/\"/><summary>{summary}</summary></entry>"
                )?;
            }
        }
        let folder = self.dest.join(&home[1..]);
        fs::write(folder.join("feed.xml"), feed + "</feed>\n")?;
        fs::write(folder.join("sitemap.xml"), map + "</urlset>\n")?;
        Ok(())
    }
}
