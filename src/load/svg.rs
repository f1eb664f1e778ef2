//! SVG drawings: parsed as XML, checked against lists of what drawings need, and serialized again.
//!
//! We check values as the parser decodes them and write only checked values, so that no way of
//! writing hides anything. Comments and notes of drawing programs are left out.

use std::ops::Range;
use std::sync::Arc;

use roxmltree::{Attribute, Document, Error, NS_XML_URI, Node};

use crate::load::notes::Notes;
use crate::load::picture_trouble::PictureTrouble;
use crate::model::content::LARGEST_SIDE;
use crate::text::escape::push_escaped;

/// A drawing that loads and runs nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct CleanDrawing {
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// The published file.
    pub bytes: Arc<[u8]>,
    /// The words that the drawing shows, and its descriptions.
    pub notes: Notes,
}

/// Parses a drawing, without comments, metadata and notes of its program.
///
/// # Errors
/// If the drawing is not well-formed, or has an element, attribute or value that is not on the
/// lists.
pub fn read_drawing(bytes: &[u8]) -> Result<CleanDrawing, PictureTrouble> {
    let text = std::str::from_utf8(bytes).map_err(|_| PictureTrouble::Broken)?;
    let document = Document::parse(text).map_err(|error| syntax_trouble(&error, text))?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(PictureTrouble::NotAPicture);
    }
    let mut written = Parsed::default();
    written.push_element(root, 0)?;
    written.svg.push('\n');
    Ok(CleanDrawing {
        size: size(root),
        bytes: written.svg.into_bytes().into(),
        notes: written.notes,
    })
}

/// Returns whether the root element of a file is `svg`.
pub(crate) fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(end) = end_of_note(rest) {
        // The file ends in a comment or an instruction. [`read_drawing`] reports the error.
        let Some((_, after)) = rest.split_once(end) else { return text.contains("<svg") };
        rest = after.trim_start();
    }
    let tag = rest.strip_prefix("<!DOCTYPE").or_else(|| rest.strip_prefix('<')).unwrap_or_default();
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, '>' | '/' | '[');
    let name = tag.trim_start().split(ends).next().unwrap_or_default();
    name.rsplit(':').next().is_some_and(|local| local.eq_ignore_ascii_case("svg"))
}

fn end_of_note(text: &str) -> Option<&'static str> {
    let notes = [("<?", "?>"), ("<!--", "-->")];
    notes.iter().find(|(start, _)| text.starts_with(start)).map(|(_, end)| *end)
}

/// Returns all words of a drawing that is published unchanged: text, descriptions and comments. The
/// numbers of paths are left out, because they look like any other number.
pub(crate) fn words(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let Ok(document) = Document::parse(&text) else { return vec![text.into_owned()] };
    let mut words = Vec::new();
    for node in document.root().descendants() {
        let is_note = |attribute: &Attribute<'_, '_>| {
            attribute.namespace().is_some() || is_description(attribute.name())
        };
        words.extend(node.attributes().filter(is_note).map(|attribute| attribute.value().into()));
        words.extend(node.text().filter(|_| !node.is_element()).map(str::to_owned));
        words.extend(node.pi().and_then(|note| note.value).map(str::to_owned));
    }
    words
}

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// Namespaces of the private data of drawing programs, by their prefix.
const PROGRAMS: [&str; 10] = [
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns",
    "http://creativecommons.org/",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
    "http://www.serif.com/",
    "http://www.bohemiancoding.com/sketch/",
    "http://www.figma.com/",
    "http://ns.adobe.com/",
];

/// The elements that drawings need. None of them runs code, or refers to more than a part of the
/// same drawing.
const ELEMENTS: &str = "svg g defs symbol use title desc style path rect circle ellipse line \
    polyline polygon text tspan textPath linearGradient radialGradient stop clipPath mask marker \
    pattern";

const ATTRIBUTES: &str = include_str!("svg-attributes.txt");

/// CSS functions that load nothing. The address in `url` is checked too.
const FUNCTIONS: &str = "url rgb rgba hsl hsla calc var matrix rotate scale scalex scaley skewx skewy \
    translate translatex translatey not nth-child";

/// The part of a drawing that is serialized so far.
#[derive(Default)]
struct Parsed {
    svg: String,
    notes: Notes,
}

impl Parsed {
    fn push_element(&mut self, element: Node<'_, '_>, depth: usize) -> Result<(), PictureTrouble> {
        const DEEPEST: usize = 100;
        let name = element.tag_name().name();
        let is_svg = element.tag_name().namespace().is_none_or(|space| space == SVG);
        if !is_svg || !is_listed(name, ELEMENTS) || depth > DEEPEST {
            return Err(not_allowed(format!("<{name}>"), start_of(element)));
        }
        self.svg.push('<');
        self.svg.push_str(name);
        if depth == 0 {
            self.push_namespaces(element);
        }
        for attribute in element.attributes() {
            self.push_attribute(element, &attribute)?;
        }
        if !element.has_children() {
            self.svg.push_str("/>");
            return Ok(());
        }
        self.svg.push('>');
        if name == "style" {
            self.push_style(element)?;
        } else {
            self.push_children(element, depth)?;
        }
        self.svg.push_str("</");
        self.svg.push_str(name);
        self.svg.push('>');
        Ok(())
    }

    fn push_namespaces(&mut self, root: Node<'_, '_>) {
        self.push_value("xmlns", SVG);
        // Old phones know only the former name of `href`.
        if root.descendants().any(|element| element.has_attribute((XLINK, "href"))) {
            self.push_value("xmlns:xlink", XLINK);
        }
    }

    fn push_children(&mut self, element: Node<'_, '_>, depth: usize) -> Result<(), PictureTrouble> {
        // Comments separate words only in the file.
        let mut words = String::new();
        for child in element.children() {
            if child.is_element() && !is_programs_own(child) {
                self.note(std::mem::take(&mut words));
                self.push_element(child, depth + 1)?;
            } else if child.is_text() {
                let text = child.text().unwrap_or_default();
                push_escaped(&mut self.svg, text);
                words.push_str(text);
            }
        }
        self.note(words);
        Ok(())
    }

    fn note(&mut self, words: String) {
        self.notes.texts.extend((!words.trim().is_empty()).then_some(words));
    }

    /// Adds a `<style>`. Browsers join the text around comments and elements in a style, so it is
    /// checked as a whole.
    fn push_style(&mut self, style: Node<'_, '_>) -> Result<(), PictureTrouble> {
        if let Some(child) = style.children().find(Node::is_element) {
            return Err(not_allowed(format!("<{}>", child.tag_name().name()), start_of(child)));
        }
        let css: String =
            style.children().filter(Node::is_text).filter_map(|it| it.text()).collect();
        if !loads_nothing(&css) {
            return Err(not_allowed("<style>".to_owned(), start_of(style)));
        }
        self.push_css_words(&css);
        push_escaped(&mut self.svg, &css);
        Ok(())
    }

    fn push_attribute(
        &mut self,
        element: Node<'_, '_>,
        attribute: &Attribute<'_, '_>,
    ) -> Result<(), PictureTrouble> {
        let (name, value) = (attribute.name(), attribute.value());
        let (is_fine, prefix) = match attribute.namespace() {
            None if name.starts_with("data-") => return Ok(()),
            None if is_description(name) || matches!(name, "id" | "class") => (true, ""),
            None if name == "href" => (stays_inside(value), ""),
            None => (is_listed(name, ATTRIBUTES) && loads_nothing(value), ""),
            Some(XLINK) if name == "href" => (stays_inside(value), "xlink:"),
            Some(NS_XML_URI) => (matches!(name, "space" | "lang"), "xml:"),
            Some(space) if space == XLINK || is_of_program(space) => return Ok(()),
            Some(_) => (false, ""),
        };
        if !is_fine {
            let part = format!("<{} {name}>", element.tag_name().name());
            return Err(not_allowed(part, attribute.range()));
        }
        if is_description(name) {
            self.notes.texts.push(value.to_owned());
        }
        self.push_css_words(value);
        self.push_value(&format!("{prefix}{name}"), value);
        Ok(())
    }

    fn push_value(&mut self, name: &str, value: &str) {
        self.svg.push(' ');
        self.svg.push_str(name);
        self.svg.push_str("=\"");
        push_escaped(&mut self.svg, value);
        self.svg.push('"');
    }

    /// Collects the comments of CSS, which authors may write anything into. Lengths are left out,
    /// because they look like any other number.
    fn push_css_words(&mut self, css: &str) {
        let comments = css.split("/*").skip(1).filter_map(|rest| rest.split("*/").next());
        self.notes.texts.extend(comments.map(str::to_owned));
    }
}

fn is_listed(name: &str, list: &str) -> bool {
    list.split_whitespace().any(|listed| listed == name)
}

fn is_programs_own(element: Node<'_, '_>) -> bool {
    element.tag_name().name() == "metadata"
        || element.tag_name().namespace().is_some_and(is_of_program)
}

fn is_of_program(namespace: &str) -> bool {
    PROGRAMS.iter().any(|start| namespace.starts_with(start))
}

/// Returns whether an attribute holds words.
fn is_description(name: &str) -> bool {
    matches!(name, "title" | "aria-label" | "aria-description" | "aria-roledescription")
}

fn stays_inside(address: &str) -> bool {
    address.trim().starts_with('#')
}

/// Returns whether a style or the value of an attribute loads nothing.
fn loads_nothing(css: &str) -> bool {
    let css = css.to_ascii_lowercase();
    let is_rule_fine = |rule: &str| rule.starts_with("media");
    if css.contains('\\') || !css.split('@').skip(1).all(is_rule_fine) {
        return false;
    }
    css.match_indices('(').all(|(at, _)| {
        let (before, after) = (&css[..at], &css[at + 1..]);
        let ends = |letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '_';
        let name = before.rsplit(ends).next().unwrap_or_default();
        let address = after.trim_start_matches([' ', '"', '\'']);
        // Parentheses without a name call no function: `@media (…)`.
        (name.is_empty() || is_listed(name, FUNCTIONS)) && (name != "url" || stays_inside(address))
    })
}

fn not_allowed(part: String, range: Range<usize>) -> PictureTrouble {
    PictureTrouble::ForbiddenSvg(part, range)
}

/// Returns the range of the `<` and the name of an element.
fn start_of(element: Node<'_, '_>) -> Range<usize> {
    let start = element.range().start;
    start..start + 1 + element.tag_name().name().len()
}

fn syntax_trouble(error: &Error, text: &str) -> PictureTrouble {
    match error {
        Error::DtdDetected => {
            let start = text.find("<!DOCTYPE").unwrap_or_default();
            not_allowed("<!DOCTYPE>".to_owned(), start..start + "<!DOCTYPE".len())
        }
        Error::NoRootNode | Error::UnclosedRootNode | Error::UnexpectedEndOfStream => {
            PictureTrouble::CutOff
        }
        error => PictureTrouble::BrokenSvg(line_range(text, error.pos().row)),
    }
}

/// Returns the range of a line, counted from 1.
fn line_range(text: &str, number: u32) -> Range<usize> {
    let lines_before = text.split_inclusive('\n').take((number as usize).saturating_sub(1));
    let start = lines_before.map(str::len).sum();
    start..start + text[start..].lines().next().map_or(0, str::len)
}

/// Returns width and height in pixels: from `width` and `height`, else from `viewBox`, else a
/// square.
fn size(root: Node<'_, '_>) -> (u32, u32) {
    const UNSAID: f64 = 300.0;
    let view = root.attribute("viewBox").and_then(view_box);
    let width = root.attribute("width").and_then(length);
    let height = root.attribute("height").and_then(length);
    let (width, height) = match (width, height, view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((across, down))) => (width, width * down / across),
        (None, Some(height), Some((across, down))) => (height * across / down, height),
        (None, None, Some(view)) => view,
        (Some(side), None, None) | (None, Some(side), None) => (side, side),
        (None, None, None) => (UNSAID, UNSAID),
    };
    // Vector drawings have no pixels, so a huge one is scaled down instead of refused.
    let shrink = (f64::from(LARGEST_SIDE) / width.max(height)).min(1.0);
    (pixels(width * shrink), pixels(height * shrink))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range just before"
)]
fn pixels(length: f64) -> u32 {
    length.round().clamp(1.0, f64::from(LARGEST_SIDE)) as u32
}

/// Parses `12`, `12.5px`, `210mm`; not `100%` or `2em`, which depend on the parent.
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
    let (number, factor) =
        UNITS.iter().find_map(|(unit, factor)| Some((written.strip_suffix(unit)?, factor)))?;
    positive(number).map(|number| number * factor)
}

fn view_box(written: &str) -> Option<(f64, f64)> {
    let numbers: Vec<&str> =
        written.split([' ', ',', '\t', '\n', '\r']).filter(|part| !part.is_empty()).collect();
    match numbers[..] {
        [_, _, width, height] => Some((positive(width)?, positive(height)?)),
        _ => None,
    }
}

fn positive(number: &str) -> Option<f64> {
    number.trim().parse().ok().filter(|number: &f64| number.is_normal() && *number > 0.0)
}

#[cfg(test)]
mod tests {
    use super::{is_svg, read_drawing};
    use crate::load::picture_trouble::PictureTrouble;

    fn written(drawing: &str) -> String {
        let drawing = read_drawing(drawing.as_bytes()).unwrap();
        String::from_utf8(drawing.bytes.to_vec()).unwrap()
    }

    #[test]
    fn sizes_come_from_the_root_element() {
        let check = |attributes: &str, expected| {
            let drawing = format!(
                "\u{feff}<?xml version=\"1.0\"?>\n<!-- <svg width='1'> -->\n<svg {attributes}><g/></svg>\n"
            );
            assert!(is_svg(drawing.as_bytes()));
            assert_eq!(read_drawing(drawing.as_bytes()).unwrap().size, expected, "{attributes}");
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
        assert!(!is_svg(b"<!-- <svg> --><html/>"));
        assert!(!is_svg("xin chào <svg/>".as_bytes()));
        assert!(!is_svg(b"\xFF\xFE<\0s\0v\0g\0"));
    }

    #[test]
    fn what_is_not_listed_is_refused() {
        let check = |inside: &str, part: &str, line: usize| {
            let drawing = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>\n{inside}</svg>"
            );
            let Err(PictureTrouble::ForbiddenSvg(found, range)) = read_drawing(drawing.as_bytes())
            else {
                panic!("{inside}: {:?}", read_drawing(drawing.as_bytes()));
            };
            let found_line = drawing[..range.start].matches('\n').count() + 1;
            assert_eq!((found.as_str(), found_line), (part, line), "{inside}");
        };
        check("<script>alert(1)</script>", "<script>", 2);
        check("<sCript/>", "<sCript>", 2);
        check("\n\n<g onload='alert(1)'/>", "<g onload>", 4);
        check("<foreignObject/>", "<foreignObject>", 2);
        check("<image xlink:href='https://x.example/p.gif'/>", "<image>", 2);
        check("<image href='data:image/png;base64,AAAA'/>", "<image>", 2);
        check("<use href='other.svg#a'/>", "<use href>", 2);
        check("<use xlink:href='&#000000000000000104;ttp://x.example/'/>", "<use href>", 2);
        check("<use href='data:image/svg+xml,x'/>", "<use href>", 2);
        check("<a href='#a'/>", "<a>", 2);
        check("<g xml:base='https://x.example/'/>", "<g base>", 2);
        check("<animate attributeName='href'/>", "<animate>", 2);
        check("<g style='fill:\\75rl(https://x.example/)'/>", "<g style>", 2);
        check("<g fill='url( \"//x.example/\")'/>", "<g fill>", 2);
        check("<g fill='url&#000000000000000040;https://x.example/)'/>", "<g fill>", 2);
        check(
            "<g style='mask-image:-webkit-image-set(\"https://x.example/\" 1x)'/>",
            "<g style>",
            2,
        );
        check("<g style='fill:src(\"https://x.example/\")'/>", "<g style>", 2);
        check("<g x='1' contentScriptType='a'/>", "<g contentScriptType>", 2);
        // Elements and attributes of other namespaces, with the namespace written in any way.
        let page = "xmlns:h='&#000000000000104;ttp://www.w3.org/1999/xhtml'";
        check(&format!("<h:meta {page} content='0;url=//x.example'/>"), "<meta>", 2);
        check(&format!("<h:g {page} />"), "<g>", 2);
        check(&format!("<g {page} h:style='x'/>"), "<g style>", 2);
        let check_css = |css: &str| check(&format!("<style>{css}</style>"), "<style>", 2);
        check_css("@import 'https://x.example/a.css';");
        check_css("@im<!-- -->port 'https://x.example/a.css';");
        check_css("@im<![CDATA[port 'https://x.example/a.css';]]>");
        check_css("&#000000000000000064;import 'https://x.example/a.css';");
        check_css("<![CDATA[g{fill:url(https://x.example/)}]]>");
        check_css("@font-face{}");
        check("<style>a{}<g/>@import 'https://x.example/a.css';</style>", "<g>", 2);
        check(&format!("{}{}", "<g>".repeat(200), "</g>".repeat(200)), "<g>", 2);
    }

    #[test]
    fn document_types_are_refused() {
        let check = |before: &str| {
            let drawing = format!("<!-- a -->\n{before}<svg>&x;</svg>");
            assert!(is_svg(drawing.as_bytes()));
            let start = "<!-- a -->\n".len();
            let expected = PictureTrouble::ForbiddenSvg("<!DOCTYPE>".to_owned(), start..start + 9);
            assert_eq!(read_drawing(drawing.as_bytes()), Err(expected), "{before}");
        };
        check("<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>");
        check("<!DOCTYPE svg SYSTEM 'x>' [<!ENTITY x \"&#60;script>alert(1)&#60;/script>\">]>");
    }

    #[test]
    fn mistakes_are_found_on_their_line() {
        let drawing = "<svg>\n<g>\n<path d=M0/>\n</g></svg>";
        let line = "<svg>\n<g>\n".len();
        let expected = PictureTrouble::BrokenSvg(line..line + "<path d=M0/>".len());
        assert_eq!(read_drawing(drawing.as_bytes()), Err(expected));
    }

    #[test]
    fn encodings_are_not_taken_over() {
        let drawing = "<?xml version='1.0' encoding='ISO-2022-JP'?><svg width='4' height='2'/>";
        assert_eq!(
            written(drawing),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"2\"/>\n"
        );
    }

    #[test]
    fn plain_drawings_pass_as_they_are() {
        let drawing = r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10"><style>.a{fill:url(#x)} @media (max-width: 9px) {g{fill:rgb(1,2,3)}}</style>
<defs><linearGradient id="x"><stop offset="0"/></linearGradient></defs><use xlink:href="#x"/><text>5 &lt; 6 (a)</text>
<rect style="fill:url(#x)" transform="rotate(45) translate(1 2)" clip-path="url( #x )"/></svg>
"##;
        assert_eq!(written(drawing), drawing);
    }

    #[test]
    fn what_programs_note_is_left_out() {
        let drawing = "<?xml version='1.0'?><?a b?><!-- Người vẽ -->\
            <svg xmlns='http://www.w3.org/2000/svg' xmlns:s='http://www.w3.org/2000/svg' \
            xmlns:i='http://www.inkscape.org/namespaces/inkscape' xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
            i:export-filename='C:\\Users\\a.png' viewBox='0 0 4 2'><metadata><r:RDF>Ai đó</r:RDF></metadata>\
            <i:grid/><s:style><![CDATA[g>a{fill:red}/* Ai */]]></s:style>\
            <g aria-label='5 \"a\"' i:label='Ai' data-name='Ai'><text>5 &lt; 6<!-- Ai --></text></g></svg>";
        let expected = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\">\
            <style>g&gt;a{fill:red}/* Ai */</style>\
            <g aria-label=\"5 &quot;a&quot;\"><text>5 &lt; 6</text></g></svg>\n";
        assert_eq!(written(drawing), expected);
        let notes = read_drawing(drawing.as_bytes()).unwrap().notes;
        assert_eq!(notes.texts, [" Ai ", "5 \"a\"", "5 < 6"]);
        assert_eq!(written(expected), expected);
    }

    #[test]
    fn cut_drawings_never_panic_and_never_pass() {
        let drawing =
            r#"<svg viewBox="0 0 4 2"><!-- â --><g fill="red"><path d="M0 0"/></g></svg>"#;
        for end in 0..drawing.len() {
            assert!(read_drawing(&drawing.as_bytes()[..end]).is_err(), "cut at {end}");
        }
        assert_eq!(read_drawing(drawing.as_bytes()).unwrap().size, (4, 2));
    }
}
