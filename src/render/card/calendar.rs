//! Renders the calendar of posts for staff: an HTML page with a copy button for each text, and the
//! same rows as CSV for Excel.
//!
//! Staff open the page from the folder of the cards, because it shows the card pictures. It needs
//! no network.

use crate::model::lang::Lang;
use crate::model::post::{Post, zalo_text};
use crate::model::strings::Arg;
use crate::render::card::post::facebook_text;
use crate::render::renderer::Renderer;
use crate::render::site::markup::escape;
use crate::render::site::policy::{self, Delivery};
use crate::text::fold::slug;
use crate::text::html::elements;

/// Copies by selection, because pages opened from disk cannot use the clipboard API.
const SCRIPT: &str = "document.addEventListener('click',function(e){var b=e.target;if(b.tagName!=='BUTTON')return;\
    var t=document.getElementById(b.getAttribute('data-copy'));t.select();document.execCommand('copy');\
    b.textContent=b.getAttribute('data-done')})";

const STYLE: &str = "body{font:17px/1.5 sans-serif;max-width:60em;margin:1em auto;padding:0 1em;color:#1b1b1b}\
    h2{margin-top:2em;border-top:2px solid #0b5c5c;padding-top:.6em}textarea{width:100%;font:inherit;box-sizing:border-box}\
    img{max-width:24em;width:100%;border:1px solid #ccc}button{font:inherit;padding:.4em 1em;margin:.2em 0 1em}\
    label{font-weight:bold;display:block}@media print{button{display:none}}";

/// Renders the page and the table, in this order.
pub fn render_posts(renderer: &Renderer<'_>, lang: &Lang) -> Vec<Vec<u8>> {
    let rows: Vec<Row> = renderer
        .site
        .posts
        .iter()
        .filter(|post| post.lang == *lang)
        .map(|post| Row::new(renderer, post))
        .collect();
    vec![page(renderer, lang, &rows).into_bytes(), table(renderer, lang, &rows).into_bytes()]
}

/// A post with all values as text.
struct Row {
    week: String,
    day: String,
    date: String,
    time: String,
    title: String,
    facebook: String,
    zalo: String,
    card: String,
    link: String,
}

impl Row {
    fn new(renderer: &Renderer<'_>, post: &Post) -> Row {
        let page = &renderer.site.pages[post.page.0];
        let lang = &post.lang;
        let link = renderer.urls.absolute(renderer.urls.page(post.page));
        let facebook = facebook_text(renderer, post.page);
        let week = post.week.map(|week| Arg::Number(i64::from(week)));
        Row {
            week: week.map_or_else(String::new, |week| {
                renderer.strings.get(lang, "card-posts-week", &[("week", week)])
            }),
            day: renderer.format.weekday(post.weekday, lang),
            date: post.date.map_or_else(String::new, |date| renderer.format.date(date, lang)),
            time: post.time.map_or_else(String::new, |time| time.strftime("%H:%M").to_string()),
            title: page.title.clone(),
            facebook: if post.text.is_empty() {
                facebook
            } else {
                format!("{}\n\n{facebook}", post.text)
            },
            zalo: zalo_text(&post.text, &page.title, &page.summary, &link),
            card: format!("{}.{}.png", slug(&page.topic), page.lang),
            link,
        }
    }

    /// Returns the known parts of week, day, date and time, separated by commas.
    fn when(&self) -> String {
        let parts = [&self.week, &self.day, &self.date, &self.time];
        parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .cloned()
            .collect::<Vec<String>>()
            .join(", ")
    }
}

fn page(renderer: &Renderer<'_>, lang: &Lang, rows: &[Row]) -> String {
    let word = |key: &str| escape(&renderer.strings.get(lang, key, &[]));
    let (title, copy, copied) =
        (word("card-posts-title"), word("card-posts-copy"), word("card-posts-copied"));
    let campaign = escape(renderer.config.words(&renderer.config.title, lang));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\" dir=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title} – {campaign}</title>\
         <style>{STYLE}</style></head><body>\n<h1>{title} – {campaign}</h1>\n<p>{}</p>\n",
        lang.direction().as_str(),
        word("card-posts-how"),
    );
    for (at, row) in rows.iter().enumerate() {
        let text = |name: &str, words: &str, lines: usize| {
            format!(
                "<label for=\"{name}{at}\">{name}</label><textarea id=\"{name}{at}\" rows=\"{lines}\" readonly>{}</textarea>\
                 <button data-copy=\"{name}{at}\" data-done=\"{copied}\">{copy}</button>\n",
                escape(words)
            )
        };
        out.push_str(&format!(
            "<section><h2>{}</h2>\n<p><b>{}</b><br><a href=\"{}\">{}</a></p>\n<p><a href=\"{card}\"><img src=\"{card}\" alt=\"{}\"></a><br>{}: {card}</p>\n",
            escape(&row.when()),
            escape(&row.title),
            escape(&row.link),
            escape(&row.link),
            escape(&row.title),
            word("card-posts-card"),
            card = escape(&row.card),
        ));
        out.push_str(&text("Facebook", &row.facebook, row.facebook.lines().count() + 2));
        out.push_str(&text("Zalo", &row.zalo, row.zalo.lines().count() + 1));
        out.push_str("</section>\n");
    }
    out.push_str(&format!("<script>{SCRIPT}</script></body></html>\n"));
    policy::insert(&out, &elements(&out), Delivery::Folder)
}

/// Renders the posts as CSV. Without the byte order mark Excel decodes Vietnamese letters wrongly.
fn table(renderer: &Renderer<'_>, lang: &Lang, rows: &[Row]) -> String {
    let heads = ["week-head", "day", "date", "time", "page", "facebook", "zalo", "card", "link"];
    let head: Vec<String> = heads
        .iter()
        .map(|key| cell(&renderer.strings.get(lang, &format!("card-posts-{key}"), &[])))
        .collect();
    let mut out = format!("\u{feff}{}\r\n", head.join(","));
    for row in rows {
        let cells = [
            &row.week,
            &row.day,
            &row.date,
            &row.time,
            &row.title,
            &row.facebook,
            &row.zalo,
            &row.card,
            &row.link,
        ];
        out.push_str(&format!("{}\r\n", cells.map(|text| cell(text.trim_end())).join(",")));
    }
    out
}

/// Quotes a CSV cell. A text that Excel would run as a formula gets a leading apostrophe.
fn cell(text: &str) -> String {
    const FORMULAS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let guard =
        if text.trim_start_matches([' ', '\u{a0}']).starts_with(FORMULAS) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}
