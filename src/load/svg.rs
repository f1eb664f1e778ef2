//! Just enough of SVG: how large a drawing shows, and whether any part of it runs or loads something.
//!
//! Not an XML parser. It passes over the tags once, and what it doesn't understand it refuses.

use std::borrow::Cow;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::load::beside::{Notes, picture_notes};
use crate::load::picture::PictureTrouble;
use crate::model::content::LARGEST_SIDE;

/// Returns whether the first element of a file is `svg`.
pub(crate) fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return false;
    }
    match (Tags { rest: text }).find(|part| !matches!(part, Ok(Part::Text(_) | Part::Note))) {
        Some(Ok(Part::Tag(tag))) => tag.local_name() == "svg",
        // What comes before the first element is wrong already; [`read_size`] says how.
        Some(Err(_)) => text.contains("<svg"),
        Some(Ok(Part::Text(_) | Part::Note | Part::End)) | None => false,
    }
}

/// Returns the width and height of a drawing in pixels, after passing over all of it.
///
/// # Errors
/// When it ends too early, or a part of it runs or loads something.
pub(crate) fn read_size(bytes: &[u8]) -> Result<(u32, u32), PictureTrouble> {
    let text = std::str::from_utf8(bytes).map_err(|_| PictureTrouble::Broken)?;
    let mut size = None;
    let mut depth: usize = 0;
    // What stands in an open style: comments within it split only what is written, not what is meant.
    let mut style: Option<String> = None;
    for part in (Tags { rest: text }) {
        match (part?, &mut style) {
            (Part::Text(css), Some(style)) => style.push_str(css.strip_prefix("<![CDATA[").unwrap_or(css)),
            // Browsers pass over elements in a style and join what stands around them; no drawing program writes such.
            (Part::Tag(tag), Some(_)) => return Err(PictureTrouble::ActiveSvg(format!("<{}>", tag.local_name()))),
            (Part::Text(_), None) | (Part::Note, _) => {}
            (Part::End, style) => {
                depth = depth.saturating_sub(1);
                if let Some(css) = style.take() {
                    check_css("style", &css)?;
                }
            }
            (Part::Tag(tag), style) => {
                check_tag(&tag)?;
                *style = (tag.local_name() == "style" && !tag.is_closed).then(String::new);
                size = size.or_else(|| Some(tag.size()));
                depth += usize::from(!tag.is_closed);
            }
        }
    }
    if depth > 0 {
        return Err(PictureTrouble::CutOff);
    }
    size.ok_or(PictureTrouble::NotAPicture)
}

/// Returns a drawing without what its program noted in it (authors, comments, paths of files on somebody's computer),
/// and the words that are left: those that show, and those of pictures inside.
pub fn clean(bytes: &[u8]) -> (Notes, Arc<[u8]>) {
    let (mut notes, mut out) = (Notes::default(), String::with_capacity(bytes.len()));
    let text = String::from_utf8_lossy(bytes);
    let mut tags = Tags { rest: &text };
    // How many elements are open; those below the first of a program's own are left out.
    let (mut depth, mut left_out, mut in_style): (usize, Option<usize>, bool) = (0, None, false);
    loop {
        let before = tags.rest;
        let Some(part) = tags.next() else { break };
        let written = &before[..before.len() - tags.rest.len()];
        match part {
            Ok(Part::Tag(tag)) => {
                if left_out.is_none() && is_programs_own(tag.name) {
                    left_out = Some(depth);
                }
                in_style = tag.local_name() == "style" && !tag.is_closed;
                if left_out.is_none() {
                    push_tag(&tag, &mut out, &mut notes);
                }
                if !tag.is_closed {
                    depth += 1;
                } else if left_out == Some(depth) {
                    left_out = None;
                }
            }
            Ok(Part::End) => {
                in_style = false;
                depth = depth.saturating_sub(1);
                match left_out {
                    Some(start) if start == depth => left_out = None,
                    Some(_) => {}
                    None => out.push_str(written),
                }
            }
            Ok(Part::Text(words)) if left_out.is_none() => {
                let is_said = !in_style && !words.trim().is_empty();
                notes.texts.extend(is_said.then(|| words.to_owned()));
                out.push_str(written);
            }
            Ok(Part::Text(_) | Part::Note) => {}
            // Whoever asks for this has read the whole drawing before.
            Err(_) => return (notes, bytes.into()),
        }
    }
    (notes, out.into_bytes().into())
}

/// Elements and attributes that drawing programs keep for themselves.
fn is_programs_own(name: &str) -> bool {
    const PROGRAMS: [&str; 7] = ["inkscape", "sodipodi", "rdf", "cc", "dc", "serif", "sketch"];
    let (space, local) = name.split_once(':').unwrap_or(("", name));
    PROGRAMS.contains(&space) || local == "metadata" || (space == "xmlns" && PROGRAMS.contains(&local))
}

fn push_tag(tag: &Tag<'_>, out: &mut String, notes: &mut Notes) {
    out.push('<');
    out.push_str(tag.name);
    for (name, value) in tag.attributes.iter().filter(|(name, _)| !is_programs_own(name)) {
        let quote = if value.contains('"') { '\'' } else { '"' };
        out.push_str(&format!(" {name}={quote}{value}{quote}"));
        if let Some((_, packed)) = value.split_once(";base64,") {
            let packed: String = packed.split_whitespace().collect();
            let inside = picture_notes(&STANDARD.decode(packed).unwrap_or_default());
            notes.tells_position |= inside.tells_position;
            notes.texts.extend(inside.texts);
        } else if matches!(local(name).as_str(), "label" | "aria-label" | "title" | "alt" | "desc") {
            notes.texts.push((*value).to_owned());
        }
    }
    out.push_str(if tag.is_closed { "/>" } else { ">" });
}

/// A piece of an SVG file.
enum Part<'a> {
    Tag(Tag<'a>),
    End,
    Text(&'a str),
    /// A comment, a declaration or an instruction to programs.
    Note,
}

/// A start tag.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    is_closed: bool,
}

impl Tag<'_> {
    /// The name in lower case and without namespace: `SVG:Script` is a `script`.
    fn local_name(&self) -> String {
        local(self.name)
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(written, _)| *written == name).map(|(_, value)| *value)
    }

    /// Width and height in pixels: from `width` and `height`, else from `viewBox`, else a square.
    fn size(&self) -> (u32, u32) {
        const UNSAID: f64 = 300.0;
        let view = self.attribute("viewBox").and_then(view_box);
        let width = self.attribute("width").and_then(length);
        let height = self.attribute("height").and_then(length);
        let (width, height) = match (width, height, view) {
            (Some(width), Some(height), _) => (width, height),
            (Some(width), None, Some((across, down))) => (width, width * down / across),
            (None, Some(height), Some((across, down))) => (height * across / down, height),
            (None, None, Some(view)) => view,
            (Some(side), None, None) | (None, Some(side), None) => (side, side),
            (None, None, None) => (UNSAID, UNSAID),
        };
        // Lines have no pixels, so a huge drawing isn't refused; only its shape counts.
        let shrink = (f64::from(LARGEST_SIDE) / width.max(height)).min(1.0);
        (pixels(width * shrink), pixels(height * shrink))
    }
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range just before")]
fn pixels(length: f64) -> u32 {
    length.round().clamp(1.0, f64::from(LARGEST_SIDE)) as u32
}

/// Reads `12`, `12.5px`, `210mm`; not `100%` or `2em`, which depend on what is around.
fn length(written: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 7] = [
        ("px", 1.0),
        ("pt", 96.0 / 72.0),
        ("pc", 16.0),
        ("mm", 96.0 / 25.4),
        ("cm", 96.0 / 2.54),
        ("in", 96.0),
        ("", 1.0),
    ];
    let written = written.trim();
    let (number, factor) = UNITS.iter().find_map(|(unit, factor)| Some((written.strip_suffix(unit)?, factor)))?;
    positive(number).map(|number| number * factor)
}

fn view_box(written: &str) -> Option<(f64, f64)> {
    let numbers: Vec<&str> = written.split([' ', ',', '\t', '\n', '\r']).filter(|part| !part.is_empty()).collect();
    match numbers[..] {
        [_, _, width, height] => Some((positive(width)?, positive(height)?)),
        _ => None,
    }
}

fn positive(number: &str) -> Option<f64> {
    number.trim().parse().ok().filter(|number: &f64| number.is_normal() && *number > 0.0)
}

/// Elements that run, load or embed something else, or change attributes over time.
const ACTIVE: [&str; 14] = [
    "animate",
    "animatemotion",
    "animatetransform",
    "audio",
    "embed",
    "foreignobject",
    "handler",
    "iframe",
    "listener",
    "mpath",
    "object",
    "script",
    "set",
    "video",
];

fn check_tag(tag: &Tag) -> Result<(), PictureTrouble> {
    let name = tag.local_name();
    if ACTIVE.contains(&name.as_str()) {
        return Err(PictureTrouble::ActiveSvg(format!("<{name}>")));
    }
    for (attribute, value) in &tag.attributes {
        let is_namespace = attribute.starts_with("xmlns");
        let attribute = local(attribute);
        // Elements of web pages do more than draw: they lead on, load, send.
        if is_namespace && meant(value).trim() == "http://www.w3.org/1999/xhtml" {
            return Err(PictureTrouble::ActiveSvg(format!("<{name} {attribute}>")));
        }
        let loads = matches!(attribute.as_str(), "href" | "src" | "base") && !stays_inside(value);
        if attribute.starts_with("on") || loads {
            return Err(PictureTrouble::ActiveSvg(format!("<{name} {attribute}>")));
        }
        check_css(&attribute, value)?;
    }
    Ok(())
}

/// Returns whether an address points into the drawing itself or holds a picture.
fn stays_inside(address: &str) -> bool {
    const PICTURES: [&str; 4] = ["data:image/png;", "data:image/jpeg;", "data:image/webp;", "data:image/gif;"];
    let address = address.trim().to_ascii_lowercase();
    address.is_empty() || address.starts_with('#') || PICTURES.iter().any(|start| address.starts_with(start))
}

/// Refuses styles that load something, and ways of writing that could hide it.
fn check_css(attribute: &str, written: &str) -> Result<(), PictureTrouble> {
    let css = meant(written).to_ascii_lowercase();
    let mut addresses = css.split("url(").skip(1).map(|rest| rest.trim_start_matches([' ', '"', '\'']));
    let is_styled = css.contains('(') || css.contains('@');
    let hides = is_styled && (css.contains('\\') || written.contains("&#"));
    // These load an address that stands in quotes alone.
    let loads = css.contains("@import") || css.contains("image-set(");
    if hides || loads || addresses.any(|address| !stays_inside(address)) {
        return Err(PictureTrouble::ActiveSvg(attribute.to_owned()));
    }
    Ok(())
}

/// Returns what is written with its numbered references read, as `&#40;`; those by name hide nothing that matters here.
fn meant(written: &str) -> Cow<'_, str> {
    const LONGEST: usize = 12;
    if !written.contains("&#") {
        return Cow::Borrowed(written);
    }
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find("&#") {
        out.push_str(&rest[..at]);
        rest = &rest[at + 2..];
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        let letter = end.map(|end| (&rest[..end], &rest[end + 1..])).and_then(|(number, after)| {
            let code = match number.strip_prefix('x') {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            Some((code.ok().and_then(char::from_u32)?, after))
        });
        match letter {
            Some((letter, after)) => {
                out.push(letter);
                rest = after;
            }
            // No reference, and no XML either: it stays what it is, and hides.
            None => out.push_str("&#"),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Returns whether a drawing says of itself that it is in letters that are read here as they are meant. In other
/// encodings, signs that look like quotes and brackets are parts of letters.
fn is_read_as_meant(instruction: &str) -> bool {
    let Some((_, behind)) = instruction.split_once("encoding") else { return true };
    let name = behind.trim_start_matches(['=', ' ', '\t', '\r', '\n', '"', '\'']).to_ascii_lowercase();
    ["utf-8", "us-ascii", "iso-8859-", "windows-125"].iter().any(|known| name.starts_with(known))
}

/// Walks over the parts of an SVG file.
struct Tags<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tags<'a> {
    type Item = Result<Part<'a>, PictureTrouble>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.rest.find('<').unwrap_or(self.rest.len());
        if start > 0 {
            let text = &self.rest[..start];
            self.rest = &self.rest[start..];
            return Some(Ok(Part::Text(text)));
        }
        if self.rest.is_empty() {
            return None;
        }
        let part = self.take_markup();
        if part.is_err() {
            self.rest = "";
        }
        Some(part)
    }
}

impl<'a> Tags<'a> {
    /// Takes what begins with `<`.
    fn take_markup(&mut self) -> Result<Part<'a>, PictureTrouble> {
        if self.rest.starts_with("<!--") {
            return self.take_until("-->").map(|_| Part::Note);
        }
        if self.rest.starts_with("<![CDATA[") {
            return self.take_until("]]>").map(Part::Text);
        }
        if self.rest.starts_with("<?") {
            let instruction = self.take_until("?>")?;
            if instruction.contains("stylesheet") {
                return Err(PictureTrouble::ActiveSvg("<?xml-stylesheet>".to_owned()));
            }
            return if is_read_as_meant(instruction) { Ok(Part::Note) } else { Err(PictureTrouble::Broken) };
        }
        if self.rest.starts_with("<!") {
            return self.take_declaration();
        }
        if self.rest.starts_with("</") {
            return self.take_until(">").map(|_| Part::End);
        }
        self.take_tag().map(Part::Tag)
    }

    /// Takes `<!DOCTYPE …>`. Declared entities can hold anything, and drawing programs don't need them: where anything
    /// is declared in it, or elsewhere, that is refused.
    fn take_declaration(&mut self) -> Result<Part<'a>, PictureTrouble> {
        let refused = || Err(PictureTrouble::ActiveSvg("<!ENTITY>".to_owned()));
        if !self.rest.starts_with("<!DOCTYPE") {
            return refused();
        }
        let mut quote = None;
        for (at, letter) in self.rest.char_indices() {
            match (quote, letter) {
                (None, '"' | '\'') => quote = Some(letter),
                (Some(open), _) if open == letter => quote = None,
                (None, '[') => return refused(),
                (None, '>') => {
                    self.rest = &self.rest[at + 1..];
                    return Ok(Part::Note);
                }
                _ => {}
            }
        }
        Err(PictureTrouble::CutOff)
    }

    fn take_until(&mut self, end: &str) -> Result<&'a str, PictureTrouble> {
        let length = self.rest.find(end).ok_or(PictureTrouble::CutOff)?;
        let taken = &self.rest[..length];
        self.rest = &self.rest[length + end.len()..];
        Ok(taken)
    }

    fn take_tag(&mut self) -> Result<Tag<'a>, PictureTrouble> {
        self.rest = &self.rest[1..];
        let mut tag = Tag { name: self.take_name()?, attributes: Vec::new(), is_closed: false };
        loop {
            self.rest = self.rest.trim_start();
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                return Ok(tag);
            }
            if let Some(rest) = self.rest.strip_prefix("/>") {
                self.rest = rest;
                tag.is_closed = true;
                return Ok(tag);
            }
            let name = self.take_name()?;
            self.rest = self.rest.trim_start().strip_prefix('=').ok_or(PictureTrouble::Broken)?.trim_start();
            let quote = match self.rest.as_bytes().first() {
                Some(b'"') => "\"",
                Some(b'\'') => "'",
                Some(_) => return Err(PictureTrouble::Broken),
                None => return Err(PictureTrouble::CutOff),
            };
            self.rest = &self.rest[1..];
            tag.attributes.push((name, self.take_until(quote)?));
        }
    }

    fn take_name(&mut self) -> Result<&'a str, PictureTrouble> {
        let ends = |letter: char| letter.is_whitespace() || matches!(letter, '>' | '/' | '=' | '<' | '"' | '\'');
        let length = self.rest.find(ends).ok_or(PictureTrouble::CutOff)?;
        let (name, rest) = self.rest.split_at(length);
        self.rest = rest;
        if name.is_empty() { Err(PictureTrouble::Broken) } else { Ok(name) }
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, is_svg, read_size};
    use crate::load::picture::PictureTrouble;

    #[test]
    fn sizes_come_from_the_root_element() {
        let check = |attributes: &str, expected| {
            let drawing =
                format!("\u{feff}<?xml version=\"1.0\"?>\n<!-- <svg width='1'> -->\n<svg {attributes}><g/></svg>\n");
            assert!(is_svg(drawing.as_bytes()));
            assert_eq!(read_size(drawing.as_bytes()), Ok(expected), "{attributes}");
        };
        check(r#"width="64" height="48""#, (64, 48));
        check(r#"width="64.4px" height='48' viewBox="0 0 1 1""#, (64, 48));
        check(r#"width="210mm" height="297mm""#, (794, 1123));
        check(r#"viewBox="0 0 120 80""#, (120, 80));
        check(r#"viewBox="-5,-5,120,80" width="100%" height="100%""#, (120, 80));
        check(r#"viewBox="0 0 120 80" width="60""#, (60, 40));
        check(r#"viewBox="0 0 21000 29700""#, (8485, 12_000));
        check(r#"width="-3" height="NaN""#, (300, 300));
        check(r#"width="inf" height="1e300""#, (12_000, 12_000));
        check("", (300, 300));
    }

    #[test]
    fn other_xml_is_no_drawing() {
        assert!(!is_svg(b"<html><svg></svg></html>"));
        assert!(!is_svg("xin chào <svg/>".as_bytes()));
        assert!(!is_svg(b"\xFF\xFE<\0s\0v\0g\0"));
    }

    #[test]
    fn parts_that_run_or_load_are_refused() {
        let check = |inside: &str| {
            let drawing = format!("<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>");
            let found = read_size(drawing.as_bytes());
            assert!(matches!(found, Err(PictureTrouble::ActiveSvg(_))), "{inside}: {found:?}");
        };
        check("<script>alert(1)</script>");
        check("<SVG:sCript/>");
        check("<g onload='alert(1)'/>");
        check("<foreignObject/>");
        check("<image xlink:href='https://x.example/p.gif'/>");
        check("<use href='other.svg#a'/>");
        check("<a href=' javascript:alert(1)'/>");
        check("<a href='&#106;avascript:alert(1)'/>");
        check("<style>@import 'https://x.example/a.css';</style>");
        check("<style><![CDATA[g{fill:url(https://x.example/)}]]></style>");
        check("<g style='fill:\\75rl(https://x.example/)'/>");
        check("<g fill='url( \"//x.example/\")'/>");
        check("<animate attributeName='href'/>");
        check("<?xml-stylesheet href='https://x.example/a.css'?>");
        // What comments, elements and references split or hide is one to a browser.
        check("<style>@im<!-- -->port 'https://x.example/a.css';</style>");
        check("<style>@im<![CDATA[port 'https://x.example/a.css';]]></style>");
        check("<style>a{}<g/>@import 'https://x.example/a.css';</style>");
        check("<style>&#64;import 'https://x.example/a.css';</style>");
        check("<g fill='url&#x28;https://x.example/)'/>");
        check("<g style='mask-image:-webkit-image-set(\"https://x.example/\" 1x)'/>");
        check(
            "<m:meta xmlns:m='http://www.w3.org/1999&#47;xhtml' http-equiv='refresh' content='0;url=https://x.example/'/>",
        );
        let entity = "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg/>";
        assert!(is_svg(entity.as_bytes()));
        assert!(matches!(read_size(entity.as_bytes()), Err(PictureTrouble::ActiveSvg(_))));
        // The declaration goes on behind a bracket in quotes.
        let entity = "<!DOCTYPE svg SYSTEM 'x>' [<!ENTITY x \"&#60;script>alert(1)&#60;/script>\">]><svg>&x;</svg>";
        assert!(is_svg(entity.as_bytes()));
        assert!(matches!(read_size(entity.as_bytes()), Err(PictureTrouble::ActiveSvg(_))));
    }

    #[test]
    fn letters_are_read_as_browsers_read_them() {
        let check = |encoding: &str, expected| {
            let drawing =
                format!("<?xml version='1.0' encoding={encoding} standalone='no'?><svg width='4' height='2'/>");
            assert!(is_svg(drawing.as_bytes()));
            assert_eq!(read_size(drawing.as_bytes()), expected, "{encoding}");
        };
        check("'UTF-8'", Ok((4, 2)));
        check("\"iso-8859-1\"", Ok((4, 2)));
        check("'ISO-2022-JP'", Err(PictureTrouble::Broken));
        check("'UTF-7'", Err(PictureTrouble::Broken));
    }

    #[test]
    fn plain_drawings_pass() {
        let drawing = r##"<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
            <svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><style>.a{fill:url(#x)}</style>
            <defs><linearGradient id="x"/></defs><use href="#x"/><text>5 &lt; 6 (a)</text>
            <image href="data:image/png;base64,AAAA"/><rect style="fill:url('#x')" transform="rotate(45)"/></svg>"##;
        assert_eq!(read_size(drawing.as_bytes()), Ok((10, 10)));
    }

    #[test]
    fn what_programs_note_is_left_out() {
        let drawing = "<?xml version='1.0'?><!-- Người vẽ --><svg xmlns='http://www.w3.org/2000/svg' xmlns:inkscape='http://x' \
            inkscape:export-filename='C:\\Users\\a.png' viewBox='0 0 4 2'><metadata><rdf:RDF><dc:creator>Ai đó</dc:creator></rdf:RDF>\
            </metadata><sodipodi:namedview><inkscape:grid/></sodipodi:namedview><sodipodi:x/><style><![CDATA[g>a{fill:red}]]></style>\
            <g title='5 \"a\"' inkscape:label='Ai'><text>5 &lt; 6</text></g></svg>\n";
        let (notes, clean) = clean(drawing.as_bytes());
        let expected = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\"><style><![CDATA[g>a{fill:red}]]></style>\
            <g title='5 \"a\"'><text>5 &lt; 6</text></g></svg>\n";
        assert_eq!(std::str::from_utf8(&clean).unwrap(), expected);
        assert_eq!(notes.texts, ["5 \"a\"", "5 &lt; 6"]);
        assert_eq!(read_size(&clean), Ok((4, 2)));
    }

    #[test]
    fn cut_drawings_never_panic_and_never_pass() {
        let drawing = r#"<svg viewBox="0 0 4 2"><!-- â --><g fill="red"><path d="M0 0"/></g></svg>"#;
        for end in 0..drawing.len() {
            assert!(read_size(&drawing.as_bytes()[..end]).is_err(), "cut at {end}");
        }
        assert_eq!(read_size(drawing.as_bytes()), Ok((4, 2)));
    }
}
