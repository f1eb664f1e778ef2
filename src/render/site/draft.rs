//! A page before it is finished: its view is made, its text isn't, and it is known by everything that it will be made
//! from. One that an earlier build published, made from the same, needn't be finished again.
//!
//! What templates see is in the key as it is. A text isn't made for the sake of its key; in its place stand the file's
//! fingerprint and what its references were found to mean, from which its tree follows, and what its HTML takes from
//! elsewhere: addresses, pictures, figures.

use jiff::civil::Date;
use serde::Serialize;

use crate::config::Config;
use crate::files::cache::{Key, KeyMaker};
use crate::model::site::{Figure, LinkTarget, Met, Page, Picture};
use crate::render::site::html::render_document;
use crate::render::site::view::PageView;
use crate::render::{Fault, Renderer};

/// A page that can be finished.
pub struct Draft<'r> {
    key: Option<Key>,
    finish: Box<dyn FnOnce() -> Result<String, Fault> + 'r>,
}

impl<'r> Draft<'r> {
    /// Returns the draft of a page that is made from nothing but its view.
    pub fn new(r: &'r Renderer<'_>, template: &'static str, view: impl Serialize + 'r) -> Draft<'r> {
        let key = r.cache.keeps_outputs().then(|| begin(r, template, &view).key());
        Draft { key, finish: Box::new(move || r.pages.render(template, &view, r.urls.standing())) }
    }

    /// Returns the draft of an explainer, whose text is put into the view at the end.
    pub fn of_page(r: &'r Renderer<'_>, page: &'r Page, view: PageView) -> Draft<'r> {
        let key = r.cache.keeps_outputs().then(|| with_text(begin(r, "page.html", &view), r, page).key());
        let finish = move || {
            let mut view = view;
            view.page.body_html = render_document(r, &r.body(page), &page.text_lang);
            r.pages.render("page.html", &view, r.urls.standing())
        };
        Draft { key, finish: Box::new(finish) }
    }

    /// Returns what the page will be made from; none where nobody keeps it.
    pub fn key(&self) -> Option<Key> {
        self.key
    }

    /// Makes the page.
    ///
    /// # Errors
    /// When the theme's template is wrong.
    pub fn finish(self) -> Result<String, Fault> {
        (self.finish)()
    }
}

fn begin(r: &Renderer<'_>, template: &str, view: &impl Serialize) -> KeyMaker {
    let view = serde_json::to_vec(view).expect("plain fields and text keys can be JSON");
    KeyMaker::new(template).with(r.grounds().all.as_bytes()).with(&view).with(&[u8::from(r.urls.is_alone())])
}

fn with_text(mut key: KeyMaker, r: &Renderer<'_>, page: &Page) -> KeyMaker {
    key = key.with(&page.mark).with(page.lang.as_str().as_bytes()).with(page.text_lang.as_str().as_bytes());
    for met in &page.met {
        key = match met {
            // Numbers of pages and pictures change when others come or go.
            Met::Link(Some(LinkTarget::Page(id, anchor))) => {
                key.with(r.urls.page(*id).as_bytes()).with(format!("{anchor:?}").as_bytes())
            }
            Met::Picture(Some(id)) => {
                let picture = &r.site.pictures[id.0];
                let about = (&picture.path, picture.kind, picture.width, picture.height, r.urls.picture(*id));
                key.with(&r.grounds().pictures[id.0]).with(format!("{about:?}").as_bytes())
            }
            other => key.with(format!("{other:?}").as_bytes()),
        };
    }
    for figure in &page.figures {
        key = key.with(match figure {
            Figure::Chart(_) | Figure::ProgressTable => r.grounds().progress.as_bytes(),
            Figure::FactRegister => r.grounds().facts.as_bytes(),
        });
    }
    key
}

/// Fingerprints of what many pages are made from.
pub struct Grounds {
    /// The theme, the settings, and which files are copied.
    all: Key,
    /// The figures behind charts and tables.
    progress: Key,
    /// The fact register.
    facts: Key,
    /// Each picture.
    pictures: Vec<[u8; 32]>,
}

impl Grounds {
    /// Takes the fingerprints.
    pub fn new(r: &Renderer<'_>) -> Grounds {
        let theme = &r.content.theme;
        let mut all = KeyMaker::new("grounds");
        for (path, file) in theme.under("site/").chain(theme.under("strings/")) {
            all = all.with(path.as_bytes()).with(&file.bytes);
            for file in theme.behind.get(path).into_iter().flatten() {
                all = all.with(&file.bytes);
            }
        }
        all = all.with(format!("{:?} {:?}", theme.colours, theme.leaves_out).as_bytes());
        // What depends on the day was judged before: facts are stated or not. Otherwise all pages would be another
        // day's each morning.
        let config = Config { today: Date::ZERO, ..r.config.clone() };
        all = all.with(format!("{config:?}").as_bytes());
        all = all.with(format!("{:?}", r.content.statics.keys()).as_bytes());
        let of = |name: &str, data: String| KeyMaker::new(name).with(data.as_bytes()).key();
        let mark = |picture: &Picture| *blake3::hash(&picture.bytes).as_bytes();
        Grounds {
            all: all.key(),
            progress: of("progress", format!("{:?}", r.site.progress)),
            facts: of("facts", format!("{:?}", r.site.facts)),
            pictures: r.site.pictures.iter().map(mark).collect(),
        }
    }
}
