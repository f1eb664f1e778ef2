//! The frame of every page: the head, the language switch, telephone numbers.
//!
//! This module decides which languages of a page are real translations; the switch, `hreflang` and
//! the sitemap all use the result.

use crate::model::lang::Lang;
use crate::model::reference::PageId;
use crate::model::site::{FactStatus, Page};
use crate::model::value::Value;
use crate::render::renderer::Renderer;
use crate::render::site::markup::dial;
use crate::render::site::pictures;
use crate::render::site::theme::{SCRIPT_HERE, STYLE_HERE};
use crate::render::site::view::{
    AlternateView, CallView, Frame, HeadView, LanguageView, OgImageView, OgView, SiteView,
};

/// The address of a page in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The language of this part of the site.
    pub lang: Lang,
    /// The address from the root of the site.
    pub url: String,
    /// Whether the text is in this language.
    pub is_translation: bool,
}

/// The values of a page that the frame needs.
pub struct About {
    /// The title of the page.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// The type for Open Graph.
    pub kind: &'static str,
    /// The addresses of the page in all languages.
    pub addresses: Vec<Address>,
    /// The share picture.
    pub image: Option<OgImageView>,
}

/// The size in pixels of the share pictures that we draw.
const CARD_SIZE: (u32, u32) = (1200, 630);

/// Returns the frame of a page.
pub fn frame(renderer: &Renderer<'_>, lang: &Lang, mut about: About) -> Frame {
    if about.description.is_empty() {
        about.description = describe_campaign(renderer, lang);
    }
    let canonical = canonical(renderer, lang, &about.addresses);
    let campaign = renderer.format.words(&renderer.config.title, lang);
    let name = if about.title == campaign {
        about.title.clone()
    } else {
        format!("{} – {campaign}", about.title)
    };
    Frame {
        lang: lang.to_string(),
        dir: lang.direction().as_str(),
        css_html: STYLE_HERE.to_owned(),
        script_html: SCRIPT_HERE.to_owned(),
        worker: renderer.urls.worker().map(|address| renderer.urls.local(address)),
        head: HeadView {
            title: name,
            description: about.description.clone(),
            alternates: alternates(renderer, &about.addresses),
            feed: renderer.urls.feed(lang).map(|url| renderer.urls.absolute(url)),
            og: canonical.as_ref().map(|url| OgView {
                kind: about.kind,
                title: about.title,
                description: about.description,
                url: url.clone(),
                locale: locale(lang),
                site_name: campaign,
                image: about.image,
            }),
            canonical,
        },
        languages: languages(renderer, lang, &about.addresses),
        calls: calls(renderer, lang),
        site: site(renderer, lang),
    }
}

/// Returns the description of the campaign, or the titles of its first pages if it has none.
/// Search engines and social networks show a description with every link.
fn describe_campaign(renderer: &Renderer<'_>, lang: &Lang) -> String {
    const PAGES: usize = 3;
    let description = renderer.format.words(&renderer.config.description, lang);
    if !description.is_empty() {
        return description;
    }
    let mut titles: Vec<&str> = Vec::new();
    for id in renderer.lookup().pages(lang).iter().take(PAGES) {
        titles.push(&renderer.site.pages[id.0].title);
    }
    if titles.is_empty() {
        return renderer.format.words(&renderer.config.title, lang);
    }
    format!("{}.", titles.join("; ").trim_end_matches(['.', '?', '!']))
}

/// Returns the view of the campaign.
pub fn site(renderer: &Renderer<'_>, lang: &Lang) -> SiteView {
    SiteView {
        title: renderer.format.words(&renderer.config.title, lang),
        description: renderer.format.words(&renderer.config.description, lang),
        publisher: renderer.format.words(&renderer.config.publisher, lang),
        facebook: renderer.config.facebook.clone(),
        ask: renderer.format.words(&renderer.config.ask, lang),
        home: renderer.urls.local(renderer.urls.home(lang)),
        logo_html: renderer.pages.logo().map(str::to_owned),
        search: renderer.urls.search(lang).map(|address| renderer.urls.local(address)),
    }
}

/// Returns the addresses of the home pages. A language is a translation only if one of its pages is
/// translated.
pub fn home_addresses(renderer: &Renderer<'_>) -> Vec<Address> {
    let lookup = renderer.lookup();
    let own_words =
        |lang: &Lang| lookup.pages(lang).iter().any(|id| !renderer.site.pages[id.0].is_fallback());
    renderer
        .config
        .languages
        .iter()
        .map(|settings| Address {
            lang: settings.lang.clone(),
            url: renderer.urls.home(&settings.lang).to_owned(),
            is_translation: settings.lang == renderer.config.default_language
                || own_words(&settings.lang),
        })
        .collect()
}

/// Returns the addresses of the lists from A to Z.
pub fn search_addresses(renderer: &Renderer<'_>) -> Vec<Address> {
    let with_search =
        |home: Address| Some(Address { url: renderer.urls.search(&home.lang)?.to_owned(), ..home });
    home_addresses(renderer).into_iter().filter_map(with_search).collect()
}

/// Returns the addresses of a page in all languages.
pub fn page_addresses(renderer: &Renderer<'_>, page: &Page) -> Vec<Address> {
    let lookup = renderer.lookup();
    let mut addresses = Vec::new();
    for settings in &renderer.config.languages {
        let Some(id) = lookup.page_in(page.id, &settings.lang) else { continue };
        addresses.push(Address {
            lang: settings.lang.clone(),
            url: renderer.urls.page(id).to_owned(),
            is_translation: !renderer.site.pages[id.0].is_fallback(),
        });
    }
    addresses
}

/// Returns the addresses of the list of a topic in all languages that have it.
pub fn tag_addresses(renderer: &Renderer<'_>, tag: usize) -> Vec<Address> {
    let pages = &renderer.site.tags[tag].pages;
    let own_words = |lang: &Lang| {
        pages
            .get(lang)
            .is_some_and(|ids| ids.iter().any(|id| !renderer.site.pages[id.0].is_fallback()))
    };
    let mut addresses = Vec::new();
    for settings in &renderer.config.languages {
        let Some(url) = renderer.urls.tag(tag, &settings.lang) else { continue };
        let is_translation =
            settings.lang == renderer.config.default_language || own_words(&settings.lang);
        addresses.push(Address {
            lang: settings.lang.clone(),
            url: url.to_owned(),
            is_translation,
        });
    }
    addresses
}

/// Returns the links between real translations, and `x-default` for other languages.
pub fn alternates(renderer: &Renderer<'_>, addresses: &[Address]) -> Vec<AlternateView> {
    let mut alternates: Vec<AlternateView> = translated(addresses)
        .map(|address| AlternateView {
            lang: address.lang.to_string(),
            href: renderer.urls.absolute(&address.url),
        })
        .collect();
    let default = translated(addresses)
        .find(|address| address.lang == renderer.config.default_language)
        .or_else(|| translated(addresses).next());
    if let Some(default) = default {
        alternates.push(AlternateView {
            lang: "x-default".to_owned(),
            href: renderer.urls.absolute(&default.url),
        });
    }
    alternates
}

/// Returns the share picture of a page: the card, or else the picture of the page.
pub fn page_image(renderer: &Renderer<'_>, id: PageId) -> Option<OgImageView> {
    let page = &renderer.site.pages[id.0];
    let original =
        || if page.is_fallback() { renderer.lookup().page_in(id, &page.text_lang) } else { None };
    let card = renderer.urls.card(id).or_else(|| renderer.urls.card(original()?));
    if let Some(card) = card {
        let (width, height) = CARD_SIZE;
        return Some(OgImageView {
            url: renderer.urls.absolute(card),
            width,
            height,
            alt: page.title.clone(),
        });
    }
    let own = page.picture.as_ref().and_then(|(picture, alt)| {
        let (url, width, height) = pictures::largest_for_sharing(renderer, *picture)?;
        Some(OgImageView { url, width, height, alt: alt.clone() })
    });
    own.or_else(|| any_card(renderer, &page.lang))
}

/// Returns the first card of the language, or else of the default language, for pages without a
/// picture. Social networks would show a grey box.
fn any_card(renderer: &Renderer<'_>, lang: &Lang) -> Option<OgImageView> {
    let lookup = renderer.lookup();
    let first = |lang| lookup.first_with_card(lang).filter(|id| renderer.urls.card(*id).is_some());
    page_image(renderer, first(lang).or_else(|| first(&renderer.config.default_language))?)
}

/// Returns the share picture of a list: the card of the first page that has one.
pub fn list_image(renderer: &Renderer<'_>, lang: &Lang, pages: &[PageId]) -> Option<OgImageView> {
    match pages.iter().find(|id| renderer.urls.card(**id).is_some()) {
        Some(first) => page_image(renderer, *first),
        None => any_card(renderer, lang),
    }
}

/// Returns the name of a language in the language of the readers. If the theme has no phrase for
/// it, returns the name from the settings.
pub fn language_name(renderer: &Renderer<'_>, lang: &Lang, readers: &Lang) -> String {
    let key = format!("language-{lang}");
    if renderer.strings.has(&key) {
        return renderer.strings.get(readers, &key, &[]);
    }
    renderer
        .config
        .language(lang)
        .map_or_else(|| lang.to_string(), |settings| settings.name.clone())
}

/// Returns the canonical address. A page that replaces a missing translation points to the page
/// with the original text.
fn canonical(renderer: &Renderer<'_>, lang: &Lang, addresses: &[Address]) -> Option<String> {
    let own = addresses.iter().find(|address| address.lang == *lang)?;
    let best = if own.is_translation {
        own
    } else {
        translated(addresses)
            .find(|address| address.lang == renderer.config.default_language)
            .or_else(|| translated(addresses).next())
            .unwrap_or(own)
    };
    Some(renderer.urls.absolute(&best.url))
}

fn languages(renderer: &Renderer<'_>, lang: &Lang, addresses: &[Address]) -> Vec<LanguageView> {
    if renderer.config.languages.len() < 2 {
        return Vec::new();
    }
    renderer
        .config
        .languages
        .iter()
        .map(|settings| {
            let address = addresses.iter().find(|address| address.lang == settings.lang);
            let url =
                address.map_or_else(|| renderer.urls.home(&settings.lang), |address| &address.url);
            LanguageView {
                lang: settings.lang.to_string(),
                dir: settings.lang.direction().as_str(),
                name: settings.name.clone(),
                url: renderer.urls.local(url),
                current: settings.lang == *lang,
                translated: address.is_some_and(|address| address.is_translation),
            }
        })
        .collect()
}

/// Returns the telephone links. Only confirmed numbers become links.
pub fn calls(renderer: &Renderer<'_>, lang: &Lang) -> Vec<CallView> {
    let mut calls = Vec::new();
    for office in renderer.config.places.values().filter(|office| office.certainty.is_confirmed()) {
        let Some(phone) = &office.phone else { continue };
        calls.push(CallView {
            name: renderer.format.words(&office.name, lang),
            phone: phone.replace(' ', "\u{a0}"),
            href: format!("tel:{}", dial(phone)),
            hours: office.hours.as_ref().map(|hours| renderer.format.words(hours, lang)),
        });
    }
    if calls.is_empty() {
        calls.extend(hotlines(renderer, lang));
    }
    calls
}

/// Returns the numbers of the fact register that are valid today and have a name.
fn hotlines(renderer: &Renderer<'_>, lang: &Lang) -> Vec<CallView> {
    let sure = renderer
        .site
        .facts
        .iter()
        .filter(|fact| fact.fact_status == FactStatus::Sure && !fact.name.is_empty());
    sure.filter_map(|fact| {
        let Value::Phone(phone) = &fact.value else { return None };
        Some(CallView {
            name: renderer.format.words(&fact.name, lang),
            phone: phone.replace(' ', "\u{a0}"),
            href: format!("tel:{}", dial(phone)),
            hours: None,
        })
    })
    .collect()
}

/// Open Graph expects a language with a country.
fn locale(lang: &Lang) -> String {
    match lang.as_str() {
        "vi" => "vi_VN".to_owned(),
        "en" => "en_GB".to_owned(),
        "ar" => "ar_AR".to_owned(),
        other => other.replace('-', "_"),
    }
}

/// Returns the addresses that are real translations, for `hreflang`.
fn translated(addresses: &[Address]) -> impl Iterator<Item = &Address> {
    addresses.iter().filter(|address| address.is_translation)
}
