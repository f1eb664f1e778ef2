//! Drawings that are small and harmless enough to stand inside the page, which saves a request.
//!
//! A drawing is taken apart and written anew from lists of what is allowed; anything else — scripts, links,
//! styles, ids that could clash — and it stays a file of its own, where it can do no harm.

use crate::render::site::markup::push_escaped;

/// Drawings above this many bytes stay files.
pub const MOST_BYTES: usize = 4096;

/// Returns the drawing's inside and its own attributes, or nothing if it must stay a file.
pub fn take_apart(bytes: &[u8]) -> Option<Drawing> {
    if bytes.len() > MOST_BYTES {
        return None;
    }
    let mut rest = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim();
    if let Some(after) = rest.strip_prefix("<?xml") {
        rest = after.split_once("?>")?.1.trim_start();
    }
    let mut drawing = Drawing { attributes: String::new(), inside: String::new() };
    let mut open: Vec<&str> = Vec::new();
    loop {
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->")?.1;
            continue;
        }
        let tag = rest.strip_prefix('<')?;
        let (inner, after) = split_tag(tag)?;
        if let Some(name) = inner.strip_prefix('/') {
            if open.pop()? != name.trim() {
                return None;
            }
            if open.is_empty() {
                return after.trim().is_empty().then_some(drawing);
            }
            drawing.inside.push_str("</");
            drawing.inside.push_str(name.trim());
            drawing.inside.push('>');
        } else {
            let closed = inner.ends_with('/');
            let inner = inner.trim_end_matches('/');
            let name_end = inner.find(char::is_whitespace).unwrap_or(inner.len());
            let (name, attributes) = inner.split_at(name_end);
            if open.is_empty() {
                if name != "svg" || closed {
                    return None;
                }
                push_attributes(attributes, &mut drawing.attributes)?;
            } else {
                if !ELEMENTS.contains(&name) {
                    return None;
                }
                drawing.inside.push('<');
                drawing.inside.push_str(name);
                push_attributes(attributes, &mut drawing.inside)?;
                drawing.inside.push_str(if closed { "/>" } else { ">" });
            }
            if !closed {
                open.push(name);
            }
        }
        let text_end = after.find('<')?;
        push_text(&after[..text_end], &mut drawing.inside)?;
        rest = &after[text_end..];
    }
}

/// A harmless drawing in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The attributes of its `<svg>`, with a space in front; without width and height.
    pub attributes: String,
    /// What stands in it.
    pub inside: String,
}

const ELEMENTS: [&str; 12] =
    ["g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "text", "tspan", "title", "desc"];

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

/// Attributes that mean nothing inside a page.
const DROPPED: [&str; 7] = ["version", "baseProfile", "role", "aria-hidden", "aria-label", "focusable", "xml:space"];

/// Splits at the `>` that ends a tag, quotes respected.
fn split_tag(tag: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    for (at, letter) in tag.char_indices() {
        match (quote, letter) {
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            (None, '>') => return Some((&tag[..at], &tag[at + 1..])),
            (None, '<') => return None,
            _ => {}
        }
    }
    None
}

fn push_attributes(attributes: &str, out: &mut String) -> Option<()> {
    let is_root = out.is_empty();
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let name = name.trim();
        let after = after.trim_start();
        let quote = after.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
        let (value, after) = after[1..].split_once(quote)?;
        rest = after.trim_start();
        let size_of_root = is_root && matches!(name, "width" | "height");
        if size_of_root || name.starts_with("xmlns") || DROPPED.contains(&name) {
            continue;
        }
        if !ATTRIBUTES.contains(&name) || value.contains(['&', '<']) || value.to_ascii_lowercase().contains("url(") {
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

/// Text of a drawing; entities could hide anything.
fn push_text(text: &str, out: &mut String) -> Option<()> {
    if text.contains('&') {
        return None;
    }
    if !text.trim().is_empty() {
        push_escaped(out, text);
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
        assert_eq!(drawing.inside, "<g stroke=\"#fff\"><path d=\"M0 0h1\"/><text x=\"1\">a ổ</text></g>");
    }

    #[test]
    fn anything_else_stays_a_file() {
        let refused = |inside: &str| {
            assert_eq!(take_apart(format!("<svg viewBox=\"0 0 1 1\">{inside}</svg>").as_bytes()), None, "{inside}");
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
        refused("<text>&lt;script></text>");
        refused("<![CDATA[<script>]]>");
        refused("<path d=M0/>");
        assert_eq!(take_apart(b"<svg onload='x()'><path/></svg>"), None);
        assert_eq!(take_apart(b"<svg><path/></svg><script>"), None);
        assert_eq!(take_apart(&vec![b' '; 5000]), None);
    }
}
