//! A page before it is finished: its view is made, its text isn't, and it is known by everything that it will be made
//! from. One that an earlier build published, made from the same, needn't be finished again.
//!
//! What templates see is in its mark as it is. A text isn't made for the sake of the mark; in its place stand the file's
//! own and what its references were found to mean, from which its tree follows, and what its HTML takes from
//! elsewhere: addresses, pictures, figures.

use std::borrow::Cow;
use std::hash::Hash;

use jiff::civil::Date;

use crate::config::Config;
use crate::model::site::{Figure, LinkTarget, Met, Page, PageText, Picture};
use crate::model::tree::{Document, Meant};
use crate::render::site::html::render_document;
use crate::render::site::view::{PageView, View};
use crate::render::{Fault, Renderer};
use crate::text::mark::{Mark, Marker};

/// A page that can be finished.
pub struct Draft<'r> {
    from: Option<Mark>,
    finish: Box<dyn FnOnce() -> Result<String, Fault> + 'r>,
}

impl<'r> Draft<'r> {
    /// Returns the draft of a page that is made from nothing but its view.
    pub fn new(r: &'r Renderer<'_>, template: &'static str, view: impl View + 'r) -> Draft<'r> {
        let from = r.cache.keeps_outputs().then(|| begin(r, template, &view).mark());
        Draft { from, finish: Box::new(move || r.pages.render(template, &view, r.urls.standing())) }
    }

    /// Returns the draft of an explainer, whose tree is put into the view at the end.
    pub fn of_page(
        r: &'r Renderer<'_>,
        page: &'r Page,
        text: &PageText,
        view: PageView,
        body: impl FnOnce() -> Cow<'r, Document<Meant>> + 'r,
    ) -> Draft<'r> {
        let from = r.cache.keeps_outputs().then(|| with_text(begin(r, "page.html", &view), r, page, text).mark());
        let finish = move || {
            let mut view = view;
            view.page.body_html = render_document(r, &body(), &page.text_lang);
            r.pages.render("page.html", &view, r.urls.standing())
        };
        Draft { from, finish: Box::new(finish) }
    }

    /// Returns the mark of all that the page will be made from; none where nobody keeps it.
    pub fn from(&self) -> Option<Mark> {
        self.from
    }

    /// Makes the page.
    ///
    /// # Errors
    /// When the theme's template is wrong.
    pub fn finish(self) -> Result<String, Fault> {
        (self.finish)()
    }
}

fn begin(r: &Renderer<'_>, template: &str, view: &impl Hash) -> Marker {
    Marker::new(template).with(&r.grounds().all.to_bytes()).with(&[u8::from(r.urls.is_alone())]).with_value(view)
}

fn with_text(mut from: Marker, r: &Renderer<'_>, page: &Page, text: &PageText) -> Marker {
    from =
        from.with(&page.mark.to_bytes()).with(page.lang.as_str().as_bytes()).with(page.text_lang.as_str().as_bytes());
    for met in &text.met {
        from = match met {
            // Numbers of pages and pictures change when others come or go.
            Met::Link(Some(LinkTarget::Page(id, anchor))) => from.with_value(&("page", r.urls.page(*id), anchor)),
            Met::Picture(Some(id)) => {
                let picture = &r.site.pictures[id.0];
                let about = (&picture.path, picture.kind, picture.width, picture.height, r.urls.picture(*id));
                from.with_value(&("picture", &r.grounds().pictures[id.0], about))
            }
            other => from.with_value(other),
        };
    }
    for figure in &text.figures {
        from = from.with(&match figure {
            Figure::Chart(_) | Figure::ProgressTable => r.grounds().progress.to_bytes(),
            Figure::FactRegister => r.grounds().facts.to_bytes(),
        });
    }
    from
}

/// Marks of what many pages are made from.
pub struct Grounds {
    /// The theme, the settings, and which files are copied.
    all: Mark,
    /// The figures behind charts and tables.
    progress: Mark,
    /// The fact register.
    facts: Mark,
    /// Each picture.
    pictures: Vec<Mark>,
}

impl Grounds {
    /// Takes the marks.
    pub fn new(r: &Renderer<'_>) -> Grounds {
        let theme = &r.content.theme;
        let mut all = Marker::new("grounds");
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
        let of = |name: &str, data: String| Marker::new(name).with(data.as_bytes()).mark();
        let mark = |picture: &Picture| Mark::of(&picture.bytes);
        Grounds {
            all: all.mark(),
            progress: of("progress", format!("{:?}", r.site.progress)),
            facts: of("facts", format!("{:?}", r.site.facts)),
            pictures: r.site.pictures.iter().map(mark).collect(),
        }
    }
}
