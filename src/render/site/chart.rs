//! Progress charts: twenty dots, one sentence, and the figures.
//!
//! A chart never claims more than the figures: no dot if the count is zero, at least one dot if it
//! is not, and twenty dots only if all are done. Hamlets appear as text only, in the given order,
//! because the page must not rank them.

use std::fmt::Write as _;

use crate::model::lang::{Direction, Lang};
use crate::model::progress::{Report, Share};
use crate::model::strings::Arg;

use crate::model::value::InHundred;
use crate::render::renderer::Renderer;
use crate::render::site::markup::escape;

/// The number of dots that represent the whole.
const DOTS: i64 = 20;

/// Fewer reports than this make no history chart.
const FEWEST_REPORTS: usize = 3;

/// The most reports in a history chart; older reports are omitted.
const MOST_REPORTS: usize = 8;

/// Renders an indicator as dots, sentence and table. `number` makes the ids unique in the page.
pub fn render_chart(
    renderer: &Renderer<'_>,
    lang: &Lang,
    indicator: &str,
    number: usize,
) -> String {
    let progress = &renderer.site.progress;
    let words = Words { renderer, lang };
    let found = progress
        .latest
        .as_ref()
        .and_then(|report| Some((report, *report.totals.get(indicator)?)))
        .filter(|(_, share)| share.of > 0);
    let Some((report, share)) = found else {
        return format!("<p>{}</p>\n", words.get("chart-none", &[]));
    };
    let title = words.indicator(indicator);
    let mut out = String::from("<figure class=\"chart\">\n");
    out.push_str(&dots_svg(renderer, lang, &title, share, &format!("chart_{number}")));
    let history: Vec<&Report> = progress
        .history
        .iter()
        .filter(|report| {
            report.as_of.is_some() && report.totals.get(indicator).is_some_and(|share| share.of > 0)
        })
        .collect();
    if history.len() >= FEWEST_REPORTS {
        let newest = &history[history.len().saturating_sub(MOST_REPORTS)..];
        out.push_str(&words.history_svg(indicator, &title, newest, number));
    }
    let _ = write!(
        out,
        "<figcaption><strong>{}</strong> {}<br>\n{} <span class=\"src\">{}</span></figcaption>\n</figure>\n\
         <details><summary>{}</summary><table>{}<tbody>{}</tbody></table></details>\n",
        escape(&words.summary(&title, share)),
        escape(&sentence(renderer, lang, share)),
        escape(&as_of(renderer, lang, report)),
        words.source(report),
        words.get("chart-table", &[]),
        words.table_head(false),
        words.figures_row(share),
    );
    out
}

/// Renders all indicators as a table, with source and note, and the hamlets as text.
pub fn render_progress_table(renderer: &Renderer<'_>, lang: &Lang, number: usize) -> String {
    let words = Words { renderer, lang };
    let Some(report) = &renderer.site.progress.latest else {
        return format!("<p>{}</p>\n", words.get("chart-none", &[]));
    };
    let mut out = String::from("<div class=\"progress\">\n");
    out.push_str(&words.sample_mark(report));
    let _ = write!(
        out,
        "<section class=\"scroll\" tabindex=\"0\" aria-label=\"{}\"><table class=\"totals\"><caption><strong class=\"lead\">{}</strong><br>\n{}</caption>{}",
        words.get("progress-table-name", &[("n", Arg::Text(number.to_string()))]),
        escape(&as_of(renderer, lang, report)),
        words.local(&report.unit),
        words.table_head(true),
    );
    for (id, _) in &renderer.site.progress.indicators {
        let Some(share) = report.totals.get(id) else { continue };
        let title = escape(&words.indicator(id));
        let _ = writeln!(
            out,
            "<tbody><tr><th colspan=\"3\" scope=\"rowgroup\">{title}</th></tr>{}</tbody>",
            words.figures_row(*share),
        );
    }
    let _ = write!(out, "</table></section>\n<p class=\"src\">{}</p>\n", words.source(report));
    if !report.note.trim().is_empty() {
        let _ = writeln!(
            out,
            "<p class=\"src\">{} {}</p>",
            words.get("progress-note", &[]),
            words.local(&report.note)
        );
    }
    if !report.units.is_empty() {
        out.push_str(&words.hamlets(report));
    }
    out.push_str("</div>\n");
    out
}

/// Renders only the drawing of an indicator. `id` must be unique in the page.
pub fn dots_svg(
    renderer: &Renderer<'_>,
    lang: &Lang,
    title: &str,
    share: Share,
    id: &str,
) -> String {
    let words = Words { renderer, lang };
    let full = share.dots(DOTS);
    // The mark is part of the drawing, so that it goes along when somebody copies that.
    let sample = renderer.site.progress.latest.as_ref().is_some_and(|report| report.is_sample);
    let (height, mark) = if sample {
        (116, drawn_words(112, 18, &words.get("sample-mark", &[])))
    } else {
        (96, String::new())
    };
    format!(
        "<svg class=\"dots\" viewBox=\"0 0 320 {height}\" width=\"240\" height=\"{}\" role=\"img\" aria-labelledby=\"{id}_t {id}_d\">\
         <title id=\"{id}_t\">{}</title><desc id=\"{id}_d\">{}</desc>{}{}{}{mark}</svg>\n",
        shown(height),
        escape(&words.summary(title, share)),
        words.get("chart-dots", &[("n", Arg::Number(full)), ("of", Arg::Number(DOTS))]),
        dots_path(0..full, "fill=\"currentColor\""),
        dots_path(full..DOTS, "fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\""),
        drawn_words(90, 22, &escape(&words.of_all(share))),
    )
}

/// Returns the height for a width of 240 pixels, which phones use if the style is missing.
fn shown(height: usize) -> usize {
    height * 3 / 4
}

fn drawn_words(y: u32, size: u32, escaped: &str) -> String {
    format!(
        "<text x=\"160\" y=\"{y}\" font-size=\"{size}\" font-weight=\"bold\" text-anchor=\"middle\" fill=\"currentColor\">{escaped}</text>"
    )
}

/// Returns the plain comparison: `Cứ 100 người thì 48 người.`
pub fn sentence(renderer: &Renderer<'_>, lang: &Lang, share: Share) -> String {
    let in_hundred = share.in_hundred();
    let key = match in_hundred {
        _ if share.of <= 0 => "in-hundred-unknown",
        InHundred::Nobody => "in-hundred-none",
        InHundred::BelowOne => "in-hundred-few",
        InHundred::Count(_) => "in-hundred",
        InHundred::Everybody => "in-hundred-all",
    };
    renderer.strings.get(lang, key, &[("n", Arg::Number(in_hundred.floor()))])
}

/// Returns a sentence with the date of a report, or a note that the date is unknown.
pub fn as_of(renderer: &Renderer<'_>, lang: &Lang, report: &Report) -> String {
    match report.as_of {
        Some(date) => renderer.strings.get(
            lang,
            "progress-as-of",
            &[("date", Arg::Text(renderer.format.date(date, lang)))],
        ),
        None => renderer.strings.get(lang, "progress-as-of-unknown", &[]),
    }
}

/// Circles in two rows of ten as one path.
fn dots_path(which: std::ops::Range<i64>, paint: &str) -> String {
    if which.is_empty() {
        return String::new();
    }
    let first = which.start;
    // The relative steps are identical, so they compress to almost nothing.
    let circles: String = which
        .map(|dot| match dot % 10 {
            column if dot == first || column == 0 => {
                format!("M{} {}a11 11 0 1 0 .1 0z", 16 + column * 32, 5 + dot / 10 * 32)
            }
            _ => "m32 0a11 11 0 1 0 .1 0z".to_owned(),
        })
        .collect();
    format!("<path d=\"{circles}\" {paint}/>")
}

/// Phrases about figures in one language.
struct Words<'a> {
    renderer: &'a Renderer<'a>,
    lang: &'a Lang,
}

impl Words<'_> {
    /// Returns an escaped phrase.
    fn get(&self, key: &str, args: &[(&str, Arg)]) -> String {
        escape(&self.renderer.strings.get(self.lang, key, args))
    }

    fn indicator(&self, id: &str) -> String {
        let known = self.renderer.site.progress.indicators.iter().find(|(known, _)| known == id);
        known
            .map(|(_, title)| self.renderer.format.words(title, self.lang))
            .unwrap_or_else(|| id.to_owned())
    }

    fn count(&self, count: i64) -> String {
        self.renderer.format.count(count, self.lang)
    }

    fn percent(&self, share: Share) -> String {
        self.renderer.format.share(share, self.lang)
    }

    /// `Đã cấp thẻ: 1.046 trên 2.163 người, đạt 48,4%.`
    fn summary(&self, title: &str, share: Share) -> String {
        self.renderer.strings.get(
            self.lang,
            "chart-title",
            &[
                ("title", Arg::Text(title.to_owned())),
                ("done", Arg::Text(self.count(share.done))),
                ("of", Arg::Text(self.count(share.of))),
                ("percent", Arg::Text(self.percent(share))),
            ],
        )
    }

    fn of_all(&self, share: Share) -> String {
        self.renderer.strings.get(
            self.lang,
            "chart-label",
            &[
                ("done", Arg::Text(self.count(share.done))),
                ("of", Arg::Text(self.count(share.of))),
                ("percent", Arg::Text(self.percent(share))),
            ],
        )
    }

    fn sample_mark(&self, report: &Report) -> String {
        if report.is_sample {
            format!("<p class=\"sample\">{}</p>\n", self.get("sample", &[]))
        } else {
            String::new()
        }
    }

    fn source(&self, report: &Report) -> String {
        if report.source.trim().is_empty() {
            return String::new();
        }
        format!("{} {}", self.get("progress-source", &[]), self.local(&report.source))
    }

    /// Marks up text from the table, which is in the default language, with its language if the
    /// page has another one.
    fn local(&self, text: &str) -> String {
        let own = &self.renderer.config.default_language;
        if own == self.lang {
            return escape(text);
        }
        let dir = if own.direction() == self.lang.direction() {
            String::new()
        } else {
            format!(" dir=\"{}\"", Direction::as_str(own.direction()))
        };
        format!("<span lang=\"{own}\"{dir}>{}</span>", escape(text))
    }

    /// Returns the head of a table. `scoped` is for tables with row headings.
    fn table_head(&self, scoped: bool) -> String {
        let scope = if scoped { " scope=\"col\"" } else { "" };
        format!(
            "<thead><tr><th{scope} class=\"num\">{}</th><th{scope} class=\"num\">{}</th><th{scope} class=\"num\">{}</th></tr></thead>\n",
            self.get("column-done", &[]),
            self.get("column-of", &[]),
            self.get("column-percent", &[]),
        )
    }

    fn figures_row(&self, share: Share) -> String {
        let cell = |text: String| format!("<td class=\"num\">{}</td>", escape(&text));
        format!(
            "<tr>{}{}{}</tr>",
            cell(self.count(share.done)),
            cell(self.count(share.of)),
            cell(self.percent(share)),
        )
    }

    fn hamlets(&self, report: &Report) -> String {
        let mut out = format!(
            "<p><strong>{}</strong></p>\n<ul class=\"hamlets\">\n",
            self.get("hamlets-title", &[])
        );
        for row in &report.units {
            let _ = write!(out, "<li><strong>{}</strong>", self.local(&row.unit));
            for (id, _) in &self.renderer.site.progress.indicators {
                let Some(band) = row.bands.get(id) else { continue };
                let _ = write!(
                    out,
                    "<br>\n{}: {}",
                    escape(&self.indicator(id)),
                    self.get(&format!("band-{}", band.as_str()), &[])
                );
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
        out
    }

    /// Draws one bar per report, with the date and the share as text above it.
    fn history_svg(
        &self,
        indicator: &str,
        title: &str,
        reports: &[&Report],
        number: usize,
    ) -> String {
        let mut rows = String::new();
        let mut spoken = Vec::new();
        for (row, report) in reports.iter().enumerate() {
            let (Some(date), Some(share)) = (report.as_of, report.totals.get(indicator)) else {
                continue;
            };
            let date = self.renderer.format.date(date, self.lang);
            let percent = self.percent(*share);
            // A bar of nobody has no width; a bar of somebody can be seen.
            let width = if share.done <= 0 {
                0
            } else {
                (share.done.min(share.of) * 316 / share.of).max(3)
            };
            let (line, bar) = (row * 46 + 18, row * 46 + 24);
            let _ = write!(
                rows,
                "<text x=\"0\" y=\"{line}\" font-size=\"18\">{}</text><text x=\"320\" y=\"{line}\" font-size=\"18\" text-anchor=\"end\">{}</text>\
                 <path d=\"M1 {bar}h318v14h-318z\" fill=\"none\" stroke=\"currentColor\"/><path d=\"M2 {bar}h{width}v14h-{width}z\"/>",
                escape(&date),
                escape(&percent),
            );
            spoken.push(format!("{date}: {percent}"));
        }
        let height = reports.len() * 46;
        format!(
            "<svg class=\"dots\" viewBox=\"0 0 320 {height}\" width=\"240\" height=\"{}\" role=\"img\" direction=\"ltr\" fill=\"currentColor\" \
             aria-labelledby=\"history_{number}_t history_{number}_d\"><title id=\"history_{number}_t\">{}</title>\
             <desc id=\"history_{number}_d\">{}</desc>{rows}</svg>\n",
            shown(height),
            self.get("history-title", &[("title", Arg::Text(title.to_owned()))]),
            escape(&spoken.join("; ")),
        )
    }
}
