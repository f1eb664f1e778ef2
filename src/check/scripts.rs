//! Resolves scripts into spoken sentences with their duration.

use loa_speech::{Piece, PieceKind};

use crate::check::context::{Resolver, TextContext};
use crate::check::facts::ScriptFacts;
use crate::check::rules;
use crate::check::said::ValueSpeaker;
use crate::check::unspoken::{ScriptVoice, readings, tongue};
use crate::config::Config;
use crate::diag::Span;
use crate::model::content::Status;
use crate::model::content::{ScriptKind, ScriptSource};
use crate::model::lang::Lang;
use crate::model::reference::ResolvedValue;
use crate::model::site::{FactStatus, Page, Reading, Rewritten, Script, Sentence, Withheld};
use crate::model::tree::{Block, Document, Inline, Resolved};

/// Resolves all scripts. Withholds scripts that must not be read today.
pub fn resolve_scripts(
    resolver: &mut Resolver<'_, '_>,
    pages: &[Page],
) -> (Vec<Script>, Vec<Withheld>, Vec<ScriptFacts>) {
    let content = resolver.content;
    let mut scripts = Vec::new();
    let mut withheld = Vec::new();
    let mut facts = Vec::new();
    for source in &content.scripts {
        match resolve_script(resolver, source, pages, &mut facts) {
            Outcome::Printed(script) => scripts.push(*script),
            Outcome::Withheld(reason) => withheld.push(reason),
            Outcome::Wrong => {}
        }
    }
    (scripts, withheld, facts)
}

enum Outcome {
    Printed(Box<Script>),
    Withheld(Withheld),
    /// The mistakes are reported, and the build fails.
    Wrong,
}

fn resolve_script(
    resolver: &mut Resolver<'_, '_>,
    source: &ScriptSource,
    pages: &[Page],
    facts: &mut Vec<ScriptFacts>,
) -> Outcome {
    let config = resolver.config;
    let is_over = rules::script_over::check(source, config, resolver.diags);
    let status = rules::approval_outdated::check(source, config.today, resolver.diags);
    let mut setting = TextContext {
        lang: &source.lang,
        file: source.file,
        folder: format!("content/scripts/{}", source.id.value),
        is_spoken: true,
        report: true,
        anchors: Vec::new(),
        replaced: Vec::new(),
        facts: Vec::new(),
        shown: Vec::new(),
    };
    rules::check_markup(&source.body, true, &resolver.content.sources, resolver.diags);
    let body = resolver.document(source.body.clone(), &mut setting);
    let script = format!("{} ({})", source.id.value, source.lang);
    facts.push(ScriptFacts { script, facts: setting.facts.clone() });
    let explains = source.explains.as_ref().and_then(|at| {
        let page = resolver.index.page(&at.value, &source.lang);
        if page.is_none() {
            rules::broken_link::report_explains(at, resolver);
        }
        page.filter(|page| pages.get(page.0).is_some())
    });
    let uses_progress = mentions_progress(&source.body);
    let mut reasons = setting.replaced.clone();
    if uses_progress && resolver.progress.too_old_to_read {
        reasons.push("progress".to_owned());
    }
    // A draft is for review, so it may show unconfirmed facts, but never expired ones.
    let is_kept_back = if source.status.value == Status::Draft {
        reasons.iter().any(|name| resolver.facts.fact_status(name) == Some(FactStatus::Expired))
    } else {
        !reasons.is_empty()
    };
    if is_over || is_kept_back {
        if is_kept_back {
            rules::script_withheld::report(source, &reasons, resolver.facts, resolver.diags);
        }
        return Outcome::Withheld(Withheld {
            product: "script",
            id: source.id.value.clone(),
            lang: source.lang.clone(),
            facts: if is_over { vec!["not_after".to_owned()] } else { reasons },
            span: source.title.as_ref().map_or(source.id.span, |at| at.span),
        });
    }
    let tongue = tongue(resolver.content, config, &source.lang);
    let errors = resolver.diags.count(crate::diag::Severity::Error);
    let paragraphs = speak_script(resolver, source, &body, &tongue);
    if resolver.diags.count(crate::diag::Severity::Error) > errors {
        return Outcome::Wrong;
    }
    let pace = config.loudspeaker.pace_in(source.setting);
    let timed: Vec<String> = paragraphs.iter().map(|sentences| join_timed(sentences)).collect();
    let duration =
        loa_speech::estimate_duration(&pace, &timed.iter().map(String::as_str).collect::<Vec<_>>());
    Outcome::Printed(Box::new(Script {
        id: source.id.value.clone(),
        lang: source.lang.clone(),
        title: source.title.as_ref().map_or_else(|| source.id.value.clone(), |at| at.value.clone()),
        kind: source.kind,
        explains,
        not_after: source.not_after.as_ref().map(|at| at.value),
        repeat: source.repeat,
        setting: source.setting,
        station: station(config, &source.lang),
        status,
        approved: source.approved.as_ref().map(|at| at.value.clone()),
        sources: source.sources.clone(),
        seconds: u32::try_from(duration.as_millis().div_ceil(1000)).unwrap_or(u32::MAX),
        syllables: paragraphs.iter().flatten().map(|sentence| sentence.syllables).sum(),
        is_sample: uses_progress
            && resolver.progress.shown.latest.as_ref().is_some_and(|report| report.is_sample),
        keeps_digits: tongue.metadata.is_some(),
        paragraphs,
    }))
}

/// Returns the text of a paragraph for the calculation of its duration. Includes the readings of
/// figures that stay in the line.
fn join_timed(sentences: &[Sentence]) -> String {
    let said = |sentence: &Sentence| {
        let readings = sentence.readings.iter().map(|reading| reading.said.replace(',', ""));
        readings.chain([sentence.spoken.clone()]).collect::<Vec<String>>().join(" ")
    };
    sentences.iter().map(said).collect::<Vec<String>>().join(" ")
}

/// Returns the name of the station. If there is none, staff fill in the line by hand.
fn station(config: &Config, lang: &Lang) -> String {
    config
        .stations
        .values()
        .next()
        .map_or_else(String::new, |station| config.words(&station.name, lang).to_owned())
}

fn mentions_progress(document: &Document<crate::model::tree::Parsed>) -> bool {
    // Only spoken text counts, so a table or a chart in a script does not.
    fn in_inlines(inlines: &[Inline<crate::model::tree::Parsed>]) -> bool {
        inlines.iter().any(|inline| match inline {
            Inline::Placeholder(name, _) => name.starts_with("progress."),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Struck(inner)
            | Inline::Link { inlines: inner, .. } => in_inlines(inner),
            _ => false,
        })
    }
    fn in_blocks(blocks: &[Block<crate::model::tree::Parsed>]) -> bool {
        blocks.iter().any(|block| match block {
            Block::Paragraph(inlines, _) | Block::Heading { inlines, .. } => in_inlines(inlines),
            Block::Quote(inner) | Block::Alert(_, inner) => in_blocks(inner),
            Block::List { entries, .. } => entries.iter().any(|entry| in_blocks(&entry.blocks)),
            _ => false,
        })
    }
    in_blocks(&document.blocks)
}

fn speak_script(
    resolver: &mut Resolver<'_, '_>,
    source: &ScriptSource,
    body: &Document<Resolved>,
    tongue: &ScriptVoice,
) -> Vec<Vec<Sentence>> {
    let config = resolver.config;
    let formula = |own: &Option<crate::model::spanned::Spanned<String>>,
                   common: &crate::model::lang::Localized| match own {
        Some(at) => (at.value.clone(), at.span),
        // A reading must not mix two languages, so such a script has no common opening or closing
        // unless `site.yaml` has one in its language.
        None if tongue.metadata.is_some() => (
            common.by_lang.get(&source.lang).cloned().unwrap_or_default(),
            Span::whole(config.file),
        ),
        None => (config.words(common, &source.lang).to_owned(), Span::whole(config.file)),
    };
    let (opening, opening_place) = formula(&source.opening, &config.loudspeaker.opening);
    let (closing, closing_place) = formula(&source.closing, &config.loudspeaker.closing);
    let mut lines = Vec::new();
    let speaker = ValueSpeaker { format: resolver.format(), today: config.today };
    collect_lines(&body.blocks, source, tongue, speaker, &mut lines);
    let mut paragraphs =
        speak_lines(resolver, source, &[Line::new(opening, opening_place)], tongue);
    let own = speak_lines(resolver, source, &lines, tongue);
    let has_unread = rules::unread_text::check(&source.body, resolver.diags);
    if own.is_empty() && !has_unread {
        rules::empty_script::report(source, resolver.diags);
    }
    paragraphs.extend(own);
    paragraphs.extend(speak_lines(resolver, source, &[Line::new(closing, closing_place)], tongue));
    paragraphs
}

fn speak_lines(
    resolver: &mut Resolver<'_, '_>,
    source: &ScriptSource,
    lines: &[Line],
    tongue: &ScriptVoice,
) -> Vec<Vec<Sentence>> {
    let mut paragraphs = Vec::new();
    for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
        let sentences = speak_line(resolver, source, line, tongue);
        if !sentences.is_empty() {
            paragraphs.push(sentences);
        }
    }
    paragraphs
}

/// A paragraph of a script as one text, with values as marked readings.
struct Line {
    text: String,
    span: Span,
    /// Figures from values that keep their written form, with their readings.
    known: Vec<Reading>,
}

impl Line {
    fn new(text: String, span: Span) -> Line {
        Line { text, span, known: Vec::new() }
    }
}

fn collect_lines(
    blocks: &[Block<Resolved>],
    source: &ScriptSource,
    tongue: &ScriptVoice,
    speaker: ValueSpeaker<'_>,
    lines: &mut Vec<Line>,
) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines, span) | Block::Heading { inlines, span, .. } => {
                let mut line = Line::new(String::new(), *span);
                push_inlines(inlines, source, tongue, speaker, &mut line);
                for part in
                    line.text.split('\u{2028}').flat_map(|part| voices_apart(part, source.kind))
                {
                    lines.push(Line { text: part, span: *span, known: line.known.clone() });
                }
            }
            Block::Quote(inner) | Block::Alert(_, inner) => {
                collect_lines(inner, source, tongue, speaker, lines)
            }
            Block::List { entries, .. } => {
                for entry in entries {
                    collect_lines(&entry.blocks, source, tongue, speaker, lines);
                }
            }
            // `unread-text` reports all of these except the thematic break, which has no words.
            Block::Table { .. }
            | Block::Code { .. }
            | Block::Rule
            | Block::Html(..)
            | Block::Markup(_)
            | Block::Figure(..) => {}
        }
    }
}

/// Splits a dialogue into turns. Each turn is a paragraph, even without a blank line before it.
fn voices_apart(text: &str, kind: ScriptKind) -> Vec<String> {
    if kind != ScriptKind::Dialogue {
        return vec![text.replace('\n', " ")];
    }
    let mut turns: Vec<String> = Vec::new();
    for line in text.lines() {
        match turns.last_mut() {
            Some(turn) if voice_label(line).is_none() => {
                turn.push(' ');
                turn.push_str(line.trim());
            }
            _ => turns.push(line.trim().to_owned()),
        }
    }
    turns
}

/// Splits off the speaker: `Hỏi: Có mất tiền không?` is spoken by `Hỏi`.
fn voice_label(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = text.split_once(':')?;
    let is_label = (1..=3).contains(&label.split_whitespace().count())
        && label.chars().all(|c| c.is_alphanumeric() || c == ' ');
    is_label.then_some((label.trim(), rest.trim()))
}

fn push_inlines(
    inlines: &[Inline<Resolved>],
    source: &ScriptSource,
    tongue: &ScriptVoice,
    speaker: ValueSpeaker<'_>,
    line: &mut Line,
) {
    for inline in inlines {
        match inline {
            Inline::Text(text, _) | Inline::Code(text, _) => line.text.push_str(text),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Link { inlines: inner, .. } => {
                push_inlines(inner, source, tongue, speaker, line);
            }
            // Struck text is not read. `unread-text` reports the others; the words between tags are
            // kept.
            Inline::Struck(_)
            | Inline::Footnote(..)
            | Inline::Picture { .. }
            | Inline::Html(..)
            | Inline::Markup(_) => {}
            Inline::SoftBreak => line.text.push('\n'),
            Inline::HardBreak => line.text.push('\u{2028}'),
            Inline::Reading { written, said, .. } => push_marked(written, said, &mut line.text),
            Inline::Placeholder(slot, _) => push_slot(slot, source, tongue, speaker, line),
        }
    }
}

fn push_slot(
    slot: &ResolvedValue,
    source: &ScriptSource,
    tongue: &ScriptVoice,
    speaker: ValueSpeaker<'_>,
    line: &mut Line,
) {
    let value = match slot {
        ResolvedValue::Value(value, _) => value,
        ResolvedValue::Fallback(words, _) => {
            return line.text.push_str(&speaker.format.words(words, &source.lang));
        }
    };
    let written = speaker.format.value(value, &source.lang);
    if let Some(voice) = &tongue.metadata {
        line.text.push_str(&written);
        if let Some(said) = speaker.spoken(slot, voice, &Lang::vietnamese()) {
            line.known.push(Reading { written, said });
        }
        return;
    }
    match speaker.spoken(slot, &tongue.voice, &source.lang) {
        Some(spoken) => push_marked(
            &written,
            without_repeated_word(&spoken, &line.text.clone()),
            &mut line.text,
        ),
        None => line.text.push_str(&written),
    }
}

/// Removes a repeated word: a spoken date starts with `ngày`, which the text before it may already
/// contain.
fn without_repeated_word<'a>(spoken: &'a str, before: &str) -> &'a str {
    let Some((first, rest)) = spoken.split_once(' ') else { return spoken };
    let said_before =
        before.split_whitespace().next_back().is_some_and(|word| word.to_lowercase() == first);
    if said_before && matches!(first, "ngày" | "tháng" | "năm") { rest } else { spoken }
}

fn push_marked(written: &str, said: &str, out: &mut String) {
    let clean = |text: &str| text.replace(['[', ']', '{', '}', '"', '\n'], " ");
    out.push_str(&format!("[{}]{{doc=\"{}\"}}", clean(written), clean(said)));
}

fn speak_line(
    resolver: &mut Resolver<'_, '_>,
    source: &ScriptSource,
    line: &Line,
    tongue: &ScriptVoice,
) -> Vec<Sentence> {
    let (label, text) = match voice_label(&line.text) {
        Some((label, rest)) if source.kind == ScriptKind::Dialogue => {
            (Some(label.to_owned()), rest)
        }
        _ => (None, line.text.as_str()),
    };
    let mut sentences = Vec::new();
    for range in loa_speech::split_sentences(text) {
        let written = text[range].trim();
        let span = narrowed(line.span, written, resolver);
        let pieces = loa_speech::speak(&tongue.voice, written);
        let spoken = loa_speech::join_pieces(&pieces, written);
        if spoken.trim().is_empty() {
            continue;
        }
        let mut sentence = Sentence {
            voice: label.clone(),
            syllables: loa_speech::count_syllables(&spoken),
            figures: Vec::new(),
            readings: Vec::new(),
            rewritten: Vec::new(),
            spoken,
        };
        if let Some(voice) = &tongue.metadata {
            // We cannot check the words of this language; the local speaker does.
            sentence.readings = readings(&sentence.spoken, &line.known, voice);
            sentence.syllables += sentence
                .readings
                .iter()
                .map(|reading| loa_speech::count_syllables(&reading.said))
                .sum::<usize>();
        } else {
            rules::unspeakable_script::check(
                &pieces,
                written,
                &sentence.spoken,
                source,
                span,
                resolver.diags,
            );
            rules::doubtful_reading::check(&pieces, written, span, resolver.diags);
            let rewritten = pieces.iter().filter(|piece| piece.kind != PieceKind::Plain);
            sentence.figures =
                rewritten.filter_map(|piece| figure(&written[piece.span.clone()])).collect();
            sentence.rewritten = rewritten_words(&pieces, written, &sentence.spoken);
        }
        let config = resolver.config;
        rules::long_sentence::check(
            &sentence.spoken,
            sentence.syllables,
            source,
            span,
            config,
            resolver.diags,
        );
        sentences.push(sentence);
    }
    sentences
}

/// Finds spoken words with another written form. Omits pieces that only join or normalise words.
fn rewritten_words(pieces: &[Piece], written: &str, spoken: &str) -> Vec<Rewritten> {
    let mut found = Vec::new();
    let mut from = 0;
    for piece in pieces {
        let is_said_as_written =
            matches!(piece.kind, PieceKind::Plain | PieceKind::Symbol | PieceKind::Heading);
        if is_said_as_written {
            // Skip words that are spoken as written, even if they sound like a later piece: "một
            // trăm người thì 100 người".
            let words = piece.spoken.trim();
            let at = spoken[from..].find(words).filter(|_| words.contains(char::is_alphanumeric));
            from += at.map_or(0, |at| at + words.len());
            continue;
        }
        let source = unmarked(&written[piece.span.clone()]);
        let says_more = source.contains(char::is_alphanumeric)
            && source.to_lowercase() != piece.spoken.to_lowercase();
        if piece.spoken.is_empty() || !says_more {
            continue;
        }
        // The words are capitalised at the start of a sentence.
        let capital: String = piece
            .spoken
            .chars()
            .take(1)
            .flat_map(char::to_uppercase)
            .chain(piece.spoken.chars().skip(1))
            .collect();
        let at = [piece.spoken.as_str(), &capital]
            .iter()
            .filter_map(|words| spoken[from..].find(words))
            .min();
        let Some(start) = at.map(|at| from + at) else { continue };
        let range = start..start + piece.spoken.len();
        if spoken.get(range.clone()).is_some() {
            from = range.end;
            found.push(Rewritten { range, written: source.trim().to_owned() });
        }
    }
    found
}

/// Returns the span of one sentence in its paragraph, if the file contains its words unchanged.
fn narrowed(paragraph: Span, written: &str, resolver: &Resolver<'_, '_>) -> Span {
    let text = &resolver.content.sources.get(paragraph.file).text;
    let Some(whole) = text.get(paragraph.range()) else { return paragraph };
    // Up to the first value, the resolved text equals the typed text.
    let start = written
        .split("]{doc=")
        .next()
        .and_then(|head| head.split('[').next())
        .unwrap_or_default()
        .trim();
    match whole.find(start).filter(|_| !start.is_empty()) {
        Some(at) => {
            let end = whole[at + start.len()..]
                .find(['.', '!', '?', '\n'])
                .map_or(whole.len(), |stop| at + start.len() + stop + 1);
            let own_end = if start.ends_with(['.', '!', '?']) { at + start.len() } else { end };
            paragraph.part(at..own_end.min(whole.len()))
        }
        None => paragraph,
    }
}

/// Returns the written form of a piece for the margin, if it contains digits.
fn figure(written: &str) -> Option<String> {
    let inner = unmarked(written);
    inner.chars().any(|c| c.is_ascii_digit()).then(|| inner.trim().to_owned())
}

/// Returns the written form inside a marked reading.
fn unmarked(written: &str) -> &str {
    written
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]{"))
        .map_or(written, |(inner, _)| inner)
}

#[cfg(test)]
mod tests {
    use loa_speech::{Dialect, Lexicon, Profile, Voice, join_pieces, speak};

    use super::rewritten_words;

    #[test]
    fn words_are_found_where_they_stand_for_what_is_written() {
        let voice = Voice::new("vi", Profile::Broadcast, Dialect::North, Lexicon::new())
            .expect("Vietnamese");
        let check = |written: &str, expected: &[(&str, usize)]| {
            let pieces = speak(&voice, written);
            let spoken = join_pieces(&pieces, written);
            let found = rewritten_words(&pieces, written, &spoken);
            let found: Vec<(&str, usize)> = found
                .iter()
                .map(|words| {
                    (words.written.as_str(), spoken[..words.range.start].matches(' ').count())
                })
                .collect();
            assert_eq!(found, expected, "{spoken}");
        };
        check("Cứ một trăm người thì 100 người có thẻ.", &[("100", 5)]);
        check("15 người, trong đó 15 người già.", &[("15", 0), ("15", 5)]);
        check("Không có gì lạ.", &[]);
    }
}
