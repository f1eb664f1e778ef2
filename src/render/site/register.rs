//! The fact register for readers: each value with its source, the day of the check and the last
//! day.
//!
//! A value that is not valid today is listed without the value.

use std::fmt::Write as _;

use crate::model::lang::Lang;
use crate::model::site::{FactNow, FactStatus};
use crate::model::strings::Arg;
use crate::render::renderer::Renderer;
use crate::render::site::markup::escape;

/// Renders the register inside `<details>`, because it is long and few readers need it.
pub fn render_register(renderer: &Renderer<'_>, lang: &Lang) -> String {
    let facts = &renderer.site.facts;
    let count = i64::try_from(facts.len()).unwrap_or(i64::MAX);
    let title = renderer.strings.get(lang, "register-title", &[("n", Arg::Number(count))]);
    let mut out =
        format!("<details class=\"register\"><summary>{}</summary>\n<dl>\n", escape(&title));
    for fact in facts {
        let _ = writeln!(
            out,
            "<dt>{}</dt>\n<dd>{}</dd>",
            escape(&value(renderer, lang, fact)),
            escape(&basis(renderer, lang, fact))
        );
    }
    out.push_str("</dl></details>\n");
    out
}

fn value(renderer: &Renderer<'_>, lang: &Lang, fact: &FactNow) -> String {
    let value = match fact.fact_status {
        FactStatus::Sure => renderer.format.value(&fact.value, lang),
        FactStatus::Unconfirmed => renderer.strings.get(lang, "register-unconfirmed", &[]),
        FactStatus::Expired => renderer.strings.get(lang, "register-expired", &[]),
    };
    // Facts that have a name of their own are called by it.
    let name = renderer.format.words(&fact.name, lang);
    format!("{}: {value}", if name.is_empty() { &fact.id } else { &name })
}

fn basis(renderer: &Renderer<'_>, lang: &Lang, fact: &FactNow) -> String {
    let day = |key: &str, day: Option<jiff::civil::Date>| {
        day.map(|day| {
            renderer.strings.get(lang, key, &[("date", Arg::Text(renderer.format.date(day, lang)))])
        })
    };
    let source = (!fact.source.is_empty()).then(|| fact.source.clone());
    [source, day("register-verified", fact.verified_on), day("register-until", fact.valid_until)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}
