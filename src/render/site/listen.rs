//! Recordings on pages, with the duration and the size, so that readers know the cost before they
//! tap.

use crate::model::lang::Lang;
use crate::model::site::{AudioSource, Page};
use crate::model::strings::Arg;
use crate::model::value::Decimal;
use crate::render::renderer::Renderer;
use crate::render::site::frame::language_name;
use crate::render::site::view::ListenView;

/// Returns the recording of a page for readers.
pub fn listen(renderer: &Renderer<'_>, page: &Page, audio: &AudioSource) -> Option<ListenView> {
    // A plain link must play on every phone, so it prefers MP3. The smaller Opus file is for the
    // player.
    let plain = audio.mp3.or(audio.opus)?;
    let recording = &renderer.site.recordings[plain.0];
    let opus = audio.opus.filter(|opus| *opus != plain);
    Some(ListenView {
        url: renderer.urls.local(renderer.urls.recording(plain)?),
        opus: opus
            .and_then(|opus| renderer.urls.recording(opus))
            .map(|url| renderer.urls.local(url)),
        time: recording.seconds.map(|seconds| time(renderer, seconds, &page.lang)),
        size: size(renderer, recording.bytes.len(), &page.lang),
        lang: audio.lang.to_string(),
        language: (audio.lang != page.text_lang || page.is_fallback())
            .then(|| language_name(renderer, &audio.lang, &page.lang)),
        instead_of_text: page.is_fallback() && audio.lang == page.lang,
    })
}

fn time(renderer: &Renderer<'_>, seconds: u32, lang: &Lang) -> String {
    let (minutes, rest) = (seconds / 60, seconds % 60);
    let key = match (minutes, rest) {
        (0, _) => "script-seconds",
        (_, 0) => "script-minutes",
        _ => "script-minutes-seconds",
    };
    let args = [("minutes", Arg::Number(minutes.into())), ("seconds", Arg::Number(rest.into()))];
    renderer.strings.get(lang, key, &args)
}

/// Returns the size in words, rounded up, so that a download never costs more than the page says.
fn size(renderer: &Renderer<'_>, bytes: usize, lang: &Lang) -> String {
    let tenths = i64::try_from(bytes.div_ceil(100_000)).unwrap_or(i64::MAX);
    if tenths >= 10 {
        return format!(
            "{}\u{a0}MB",
            renderer.format.decimal(Decimal { units: tenths, scale: 1 }, lang)
        );
    }
    let kilobytes = i64::try_from(bytes.div_ceil(1000)).unwrap_or(i64::MAX);
    format!("{}\u{a0}kB", renderer.format.count(kilobytes, lang))
}
