//! Recordings on pages: how long they take and what they cost, before anybody taps.

use crate::model::lang::Lang;
use crate::model::site::{Heard, Page};
use crate::model::value::Decimal;
use crate::render::Renderer;
use crate::render::site::frame::language_name;
use crate::render::site::view::ListenView;
use crate::render::strings::Arg;

/// Returns what a page offers to hear.
pub fn listen(r: &Renderer<'_>, page: &Page, heard: &Heard) -> Option<ListenView> {
    // What a plain link opens must play everywhere; the smaller kind is for the player.
    let plain = heard.mp3.or(heard.opus)?;
    let recording = &r.site.recordings[plain.0];
    let opus = heard.opus.filter(|opus| *opus != plain);
    Some(ListenView {
        url: r.urls.local(r.urls.recording(plain)?),
        opus: opus.and_then(|opus| r.urls.recording(opus)).map(|url| r.urls.local(url)),
        time: recording.seconds.map(|seconds| time(r, seconds, &page.lang)),
        size: size(r, recording.bytes.len(), &page.lang),
        lang: heard.lang.to_string(),
        language: (heard.lang != page.text_lang || page.is_fallback())
            .then(|| language_name(r, &heard.lang, &page.lang)),
        instead_of_text: page.is_fallback() && heard.lang == page.lang,
    })
}

fn time(r: &Renderer<'_>, seconds: u32, lang: &Lang) -> String {
    let (minutes, rest) = (seconds / 60, seconds % 60);
    let key = match (minutes, rest) {
        (0, _) => "script-seconds",
        (_, 0) => "script-minutes",
        _ => "script-minutes-seconds",
    };
    let args = [("minutes", Arg::Number(minutes.into())), ("seconds", Arg::Number(rest.into()))];
    r.strings.get(lang, key, &args)
}

/// Rounded up: nobody pays more than was said.
fn size(r: &Renderer<'_>, bytes: usize, lang: &Lang) -> String {
    let tenths = i64::try_from(bytes.div_ceil(100_000)).unwrap_or(i64::MAX);
    if tenths >= 10 {
        return format!("{}\u{a0}MB", r.decimal(Decimal { units: tenths, scale: 1 }, lang));
    }
    let kilobytes = i64::try_from(bytes.div_ceil(1000)).unwrap_or(i64::MAX);
    format!("{}\u{a0}kB", r.count(kilobytes, lang))
}
