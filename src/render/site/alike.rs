//! What all pages of a language show alike: made once, marked once, and turned into what templates see once.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use tera::Value;

use crate::model::lang::Lang;
use crate::render::Renderer;
use crate::render::site::frame;
use crate::render::site::view::{CallView, SiteView};
use crate::text::mark::{Mark, Marker};

/// A view that many pages share. The view itself is gone: hashing and templates take what was made of it.
#[derive(Clone, Debug)]
pub struct Shared<V>(Arc<Made>, PhantomData<V>);

#[derive(Debug)]
struct Made {
    value: Value,
    mark: Mark,
}

impl<V: Hash + Serialize> Shared<V> {
    /// Takes a view in.
    pub fn new(view: V) -> Shared<V> {
        let (value, mark) = (Value::from_serializable(&view), Marker::new("shared").with_value(&view).mark());
        Shared(Arc::new(Made { value, mark }), PhantomData)
    }
}

impl<V> Hash for Shared<V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.mark.hash(state);
    }
}

/// Tera knows its own values again and takes them over as they are.
impl<V> Serialize for Shared<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.value.serialize(serializer)
    }
}

/// What all pages of a language show alike.
#[derive(Clone, Debug)]
pub struct Alike {
    /// The campaign.
    pub site: Shared<SiteView>,
    /// Whom to call.
    pub calls: Shared<Vec<CallView>>,
}

impl Alike {
    /// Makes it for a language.
    pub fn new(r: &Renderer<'_>, lang: &Lang) -> Alike {
        Alike { site: Shared::new(frame::site(r, lang)), calls: Shared::new(frame::calls(r, lang)) }
    }

    /// Makes it for all languages.
    pub fn all(r: &Renderer<'_>) -> BTreeMap<Lang, Alike> {
        let languages = r.config.languages.iter().map(|settings| &settings.lang);
        languages.map(|lang| (lang.clone(), Alike::new(r, lang))).collect()
    }
}

#[cfg(test)]
mod tests {
    use tera::{Context, Tera};

    use super::Shared;
    use crate::render::site::view::LinkView;
    use crate::text::mark::Marker;

    fn link(title: &str) -> LinkView {
        LinkView { title: title.to_owned(), url: "/a/".to_owned() }
    }

    #[test]
    fn a_shared_view_is_to_templates_and_marks_what_it_is_alone() {
        let mut tera = Tera::new();
        tera.add_raw_template("a", "{{ link.title }} {{ link.url }}").unwrap();
        let mut context = Context::new();
        context.insert("link", &Shared::new(link("A & B")));
        assert_eq!(tera.render("a", &context).unwrap(), "A & B /a/");
        let mark = |title: &str| Marker::new("a").with_value(&Shared::new(link(title))).mark();
        assert_eq!(mark("A"), mark("A"));
        assert_ne!(mark("A"), mark("B"));
    }
}
