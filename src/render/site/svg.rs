//! Inlines small and harmless drawings into the page, which saves a request.
//!
//! A drawing is parsed and rewritten from allow lists. If it contains anything else — scripts,
//! links, styles, ids that could clash — it stays a separate file, in which it can do no harm.

use roxmltree::{Document, NS_XML_URI, Node};

use crate::render::site::markup::push_escaped;

/// The size in bytes above which drawings stay files.
pub const MOST_BYTES: usize = 4096;

/// Returns the attributes and the content of a drawing. `None` if the drawing must stay a file.
pub fn take_apart(bytes: &[u8]) -> Option<Drawing> {
    if bytes.len() > MOST_BYTES {
        return None;
    }
    let document = Document::parse(std::str::from_utf8(bytes).ok()?).ok()?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || !root.has_children() {
        return None;
    }
    let mut drawing = Drawing { attributes: String::new(), inside: String::new() };
    push_attributes(root, &mut drawing.attributes)?;
    push_children(root, &mut drawing.inside)?;
    Some(drawing)
}

/// The parts of a harmless drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The attributes of the `<svg>`, with a leading space; without width and height.
    pub attributes: String,
    /// The content of the `<svg>`.
    pub inside: String,
}

const ELEMENTS: [&str; 12] = [
    "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "text", "tspan",
    "title", "desc",
];

const ATTRIBUTES: [&str; 47] = [
    "viewBox",
    "preserveAspectRatio",
    "d",
    "points",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "dx",
    "dy",
    "width",
    "height",
    "transform",
    "fill",
    "fill-opacity",
    "fill-rule",
    "clip-rule",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-dasharray",
    "stroke-dashoffset",
    "opacity",
    "color",
    "font-size",
    "font-weight",
    "font-family",
    "font-style",
    "text-anchor",
    "letter-spacing",
    "dominant-baseline",
    "vector-effect",
    "paint-order",
    "pathLength",
    "textLength",
    "lengthAdjust",
    "rotate",
];

/// Attributes that have no meaning in an inlined drawing.
const DROPPED: [&str; 6] =
    ["version", "baseProfile", "role", "aria-hidden", "aria-label", "focusable"];

fn push_children(element: Node<'_, '_>, out: &mut String) -> Option<()> {
    for child in element.children() {
        if child.is_element() {
            push_element(child, out)?;
        } else if child.is_text() {
            let text = child.text().filter(|text| !text.trim().is_empty());
            push_escaped(out, text.unwrap_or_default());
        }
    }
    Some(())
}

fn push_element(element: Node<'_, '_>, out: &mut String) -> Option<()> {
    let name = element.tag_name().name();
    if !ELEMENTS.contains(&name) {
        return None;
    }
    out.push('<');
    out.push_str(name);
    push_attributes(element, out)?;
    if !element.has_children() {
        out.push_str("/>");
        return Some(());
    }
    out.push('>');
    push_children(element, out)?;
    out.push_str("</");
    out.push_str(name);
    out.push('>');
    if name == "text" {
        // Text browsers and voices read all words of a drawing in one line.
        out.push(' ');
    }
    Some(())
}

fn push_attributes(element: Node<'_, '_>, out: &mut String) -> Option<()> {
    let is_root = element.tag_name().name() == "svg";
    for attribute in element.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        let is_size_of_root = is_root && matches!(name, "width" | "height");
        let is_xml = attribute.namespace() == Some(NS_XML_URI);
        if is_size_of_root || is_xml || DROPPED.contains(&name) {
            continue;
        }
        let is_plain = attribute.namespace().is_none() && ATTRIBUTES.contains(&name);
        if !is_plain || value.to_ascii_lowercase().contains("url(") {
            return None;
        }
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        push_escaped(out, value);
        out.push('"');
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use crate::render::site::svg::take_apart;

    #[test]
    fn plain_drawings_are_taken_in() {
        let drawing = take_apart(
            b"<?xml version='1.0'?>\n<!-- a --><svg xmlns=\"http://www.w3.org/2000/svg\" width='9' viewBox=\"0 0 96 96\" fill=\"none\">\n\
              <g stroke='#fff'><path d=\"M0 0h1\"/><text x=\"1\">a \xe1\xbb\x95</text></g></svg>\n",
        )
        .unwrap();
        assert_eq!(drawing.attributes, " viewBox=\"0 0 96 96\" fill=\"none\"");
        assert_eq!(
            drawing.inside,
            "<g stroke=\"#fff\"><path d=\"M0 0h1\"/><text x=\"1\">a ổ</text> </g>"
        );
    }

    #[test]
    fn anything_else_stays_a_file() {
        let refused = |inside: &str| {
            assert_eq!(
                take_apart(format!("<svg viewBox=\"0 0 1 1\">{inside}</svg>").as_bytes()),
                None,
                "{inside}"
            );
        };
        refused("<script>alert(1)</script>");
        refused("<foreignObject/>");
        refused("<path d='M0 0' onclick='x()'/>");
        refused("<a href='https://example.org'><path/></a>");
        refused("<path href='x'/>");
        refused("<path style='fill:red'/>");
        refused("<path fill='url(#a)'/>");
        refused("<path id='main'/>");
        refused("</svg><img src=x>");
        refused("<g>");
        refused("<path d=M0/>");
        // The parser decodes references and CDATA sections, and writing escapes the result.
        for words in ["<text>&lt;script></text>", "<text><![CDATA[<script>]]></text>"] {
            let drawing = take_apart(format!("<svg>{words}</svg>").as_bytes()).unwrap();
            assert_eq!(drawing.inside, "<text>&lt;script&gt;</text> ");
        }
        assert_eq!(take_apart(b"<svg onload='x()'><path/></svg>"), None);
        assert_eq!(take_apart(b"<svg><path/></svg><script>"), None);
        assert_eq!(take_apart(&vec![b' '; 5000]), None);
    }
}
