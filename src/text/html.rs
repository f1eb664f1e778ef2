//! Reads tags and text of HTML, with the tokenizer of the HTML standard: browsers find the same tags.
//!
//! Builds no tree. XML is read too, as far as its tags look like those of HTML; names come in small letters.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::str::SplitInclusive;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Scripts and styles hold text without tags.
    Html,
    /// Every element may hold others, and `<![CDATA[` begins text.
    Xml,
}

/// A part of a marked-up text. Comments are left out.
#[derive(Debug)]
pub enum Piece {
    /// A start tag.
    Start(StartTag),
    /// An end tag.
    End {
        /// The element's name, in small letters.
        name: String,
        /// The byte behind the tag.
        end: usize,
    },
    /// Text, its character references resolved. Text between two tags may come in several pieces.
    Text(StrTendril),
}

/// A start tag.
#[derive(Debug)]
pub struct StartTag {
    tag: Tag,
    /// The byte behind the tag.
    pub end: usize,
}

impl StartTag {
    /// Returns the element's name, in small letters.
    pub fn name(&self) -> &str {
        &self.tag.name
    }

    /// Returns the attributes: names in small letters, values with their references resolved.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tag.attrs.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// Returns the value of an attribute.
    pub fn attribute(&self, wanted: &str) -> Option<&str> {
        self.attributes().find(|(name, _)| *name == wanted).map(|(_, value)| value)
    }

    /// Returns whether the tag ends in `/>`.
    pub fn is_self_closing(&self) -> bool {
        self.tag.self_closing
    }
}

/// A start tag, and the text of a script or style.
#[derive(Debug)]
pub struct Element {
    /// The start tag.
    pub start: StartTag,
    /// What browsers run or apply, and hash; empty for other elements.
    pub text: String,
}

/// Returns the start tags of a page, in order.
pub fn elements(html: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut is_inside = false;
    for piece in pieces(html, Markup::Html) {
        match piece {
            Piece::Start(start) => {
                is_inside = matches!(start.name(), "script" | "style");
                elements.push(Element { start, text: String::new() });
            }
            Piece::Text(text) if is_inside => {
                elements.last_mut().into_iter().for_each(|element| element.text.push_str(&text));
            }
            Piece::Text(_) => {}
            Piece::End { .. } => is_inside = false,
        }
    }
    elements
}

/// Reads a marked-up text piece by piece.
pub fn pieces(text: &str, markup: Markup) -> Pieces<'_> {
    let sink = Found { markup, pieces: RefCell::default() };
    Pieces {
        tokenizer: Some(Tokenizer::new(sink, TokenizerOpts::default())),
        input: BufferQueue::default(),
        rest: text.split_inclusive('>'),
        end: 0,
        found: VecDeque::new(),
    }
}

/// The pieces of a marked-up text.
pub struct Pieces<'t> {
    /// `None` behind the text's end.
    tokenizer: Option<Tokenizer<Found>>,
    input: BufferQueue,
    /// The tokenizer tells no places. A tag ends in `>`, so it is found where the text up to there was read.
    rest: SplitInclusive<'t, char>,
    /// The byte behind what was read.
    end: usize,
    found: VecDeque<Piece>,
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        while self.found.is_empty() {
            let tokenizer = self.tokenizer.as_ref()?;
            let next = self.rest.next();
            match next {
                Some(text) => {
                    self.input.push_back(StrTendril::from(text));
                    // It stops early only where the sink asks for that.
                    let _ = tokenizer.feed(&self.input);
                    self.end += text.len();
                }
                None => tokenizer.end(),
            }
            let tokens = tokenizer.sink.pieces.take();
            self.found = tokens.into_iter().filter_map(|token| piece(token, self.end)).collect();
            if next.is_none() {
                self.tokenizer = None;
            }
        }
        self.found.pop_front()
    }
}

fn piece(token: Token, end: usize) -> Option<Piece> {
    Some(match token {
        Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
            Piece::Start(StartTag { tag, end })
        }
        Token::TagToken(tag) => Piece::End { name: tag.name.to_string(), end },
        Token::CharacterTokens(text) => Piece::Text(text),
        _ => return None,
    })
}

/// Keeps what the tokenizer finds.
struct Found {
    markup: Markup,
    pieces: RefCell<Vec<Token>>,
}

impl TokenSink for Found {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let next = match &token {
            Token::TagToken(tag) if self.markup == Markup::Html => state_behind(tag),
            _ => TokenSinkResult::Continue,
        };
        self.pieces.borrow_mut().push(token);
        next
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.markup == Markup::Xml
    }
}

/// Returns how the tokenizer goes on behind a tag: some elements hold text only.
fn state_behind(tag: &Tag) -> TokenSinkResult<()> {
    // Only a drawing's elements close themselves: an empty title there must not hide what follows.
    if tag.kind == TagKind::EndTag || tag.self_closing {
        return TokenSinkResult::Continue;
    }
    match &*tag.name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        "plaintext" => TokenSinkResult::Plaintext,
        _ => TokenSinkResult::Continue,
    }
}

#[cfg(test)]
mod tests {
    use super::{Markup, Piece, elements, pieces};

    fn read(text: &str, markup: Markup) -> String {
        let mut out = String::new();
        for piece in pieces(text, markup) {
            match piece {
                Piece::Start(start) => {
                    out += &format!("<{}@{}", start.name(), start.end);
                    start.attributes().for_each(|(name, value)| out += &format!(" {name}={value}"));
                    out += if start.is_self_closing() { "/>" } else { ">" };
                }
                Piece::End { name, end } => out += &format!("</{name}@{end}>"),
                Piece::Text(text) => out += &text,
            }
        }
        out
    }

    #[test]
    fn tags_are_found_as_browsers_find_them() {
        let check = |text: &str, expected: &str| {
            assert_eq!(read(text, Markup::Html), expected, "{text}");
        };
        check("ổ<P A='>' b>&lt;b></p >", "ổ<p@14 a=> b=><b></p@25>");
        check("<!-- <b> --><i/>a < b", "<i@16/>a < b");
        check("<title><b></title><b", "<title@7><b></title@18>");
        check("<svg><title/><b>", "<svg@5><title@13/><b@16>");
        check("<script>if(a<b>c)'<p>'</script><p>", "<script@8>if(a<b>c)'<p>'</script@31><p@34>");
    }

    #[test]
    fn xml_holds_elements_everywhere() {
        let text = "<?xml version=\"1.0\"?><w:Style><x:t r='A1'>a&#48;<![CDATA[<b>]]></x:t>";
        let expected = "<w:style@30><x:t@42 r=A1>a0<b></x:t@69>";
        assert_eq!(read(text, Markup::Xml), expected);
    }

    #[test]
    fn scripts_and_styles_come_with_their_text() {
        let html = "<style>p>a{}</style>b<SCRIPT>x<!--<p>\r\ny</SCRIPT ><p>c<script>d";
        let found: Vec<(String, String)> = elements(html)
            .into_iter()
            .map(|element| (element.start.name().to_owned(), element.text))
            .collect();
        let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        assert_eq!(
            found,
            [
                pair("style", "p>a{}"),
                pair("script", "x<!--<p>\ny"),
                pair("p", ""),
                pair("script", "d")
            ]
        );
    }
}
