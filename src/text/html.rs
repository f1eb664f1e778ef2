//! Reads the tags and the text of HTML with the tokenizer of the HTML standard, so the result agrees
//! with browsers.
//!
//! Builds no tree. Also reads XML whose tags look like tags of HTML; all names are in lowercase.

use std::cell::RefCell;
use std::collections::VecDeque;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// The language of a text with tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Scripts and styles contain text without tags.
    Html,
    /// Every element may contain others, and `<![CDATA[` starts text.
    Xml,
}

/// A tag or text between tags. Comments are skipped.
#[derive(Debug)]
pub enum MarkupToken {
    /// A start tag.
    Start(StartTag),
    /// An end tag.
    End {
        /// The name of the element, in lowercase.
        name: String,
        /// The byte offset after the tag.
        end: usize,
    },
    /// Text with resolved character references. Text between two tags may be several tokens.
    Text(StrTendril),
}

/// A start tag.
#[derive(Debug)]
pub struct StartTag {
    tag: Tag,
    /// The byte offset after the tag.
    pub end: usize,
}

impl StartTag {
    /// Returns the name of the element, in lowercase.
    pub fn name(&self) -> &str {
        &self.tag.name
    }

    /// Returns the attributes: names in lowercase, values with resolved references.
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

/// A start tag, with the text of a script or style.
#[derive(Debug)]
pub struct Element {
    /// The start tag.
    pub start: StartTag,
    /// The code that a browser runs or applies, and whose hash the policy names. Empty for other
    /// elements.
    pub text: String,
}

/// Returns the start tags of a page, in order.
pub fn elements(html: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut is_code = false;
    for token in read_tokens(html, Markup::Html) {
        match token {
            MarkupToken::Start(start) => {
                is_code = matches!(start.name(), "script" | "style");
                elements.push(Element { start, text: String::new() });
            }
            MarkupToken::Text(text) => {
                if is_code && let Some(element) = elements.last_mut() {
                    element.text.push_str(&text);
                }
            }
            MarkupToken::End { .. } => is_code = false,
        }
    }
    elements
}

/// Reads a text with tags, token by token.
pub fn read_tokens(text: &str, markup: Markup) -> MarkupTokens {
    let sink = Found { markup, tokens: RefCell::default() };
    MarkupTokens {
        tokenizer: Tokenizer::new(sink, TokenizerOpts::default()),
        input: BufferQueue::default(),
        rest: StrTendril::from(text),
        end: 0,
        is_done: false,
        found: VecDeque::new(),
    }
}

/// The tokens of a text with tags.
pub struct MarkupTokens {
    tokenizer: Tokenizer<Found>,
    input: BufferQueue,
    /// The text that the tokenizer has not read yet.
    rest: StrTendril,
    /// The byte offset after the text that the tokenizer has read.
    end: usize,
    is_done: bool,
    found: VecDeque<MarkupToken>,
}

impl MarkupTokens {
    /// Passes the text up to the next `>` to the tokenizer, which reports no offsets: a tag ends
    /// where the text passed so far ends. Returns `false` at the end of the text.
    fn feed(&mut self) -> bool {
        if self.is_done {
            return false;
        }
        if self.rest.is_empty() {
            self.tokenizer.end();
            self.is_done = true;
        } else {
            let length = self.rest.find('>').map_or(self.rest.len32(), |at| at as u32 + 1);
            self.input.push_back(self.rest.subtendril(0, length));
            self.rest.pop_front(length);
            self.end += length as usize;
            // The tokenizer stops early only if the sink requests it, and `Found` does not.
            let _ = self.tokenizer.feed(&self.input);
        }
        for token in self.tokenizer.sink.tokens.borrow_mut().drain(..) {
            self.found.extend(convert_token(token, self.end));
        }
        true
    }
}

impl Iterator for MarkupTokens {
    type Item = MarkupToken;

    fn next(&mut self) -> Option<MarkupToken> {
        while self.found.is_empty() && self.feed() {}
        self.found.pop_front()
    }
}

fn convert_token(token: Token, end: usize) -> Option<MarkupToken> {
    Some(match token {
        Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
            MarkupToken::Start(StartTag { tag, end })
        }
        Token::TagToken(tag) => MarkupToken::End { name: tag.name.to_string(), end },
        Token::CharacterTokens(text) => MarkupToken::Text(text),
        _ => return None,
    })
}

/// Collects the tokens.
struct Found {
    markup: Markup,
    tokens: RefCell<Vec<Token>>,
}

impl TokenSink for Found {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let next = match &token {
            Token::TagToken(tag) if self.markup == Markup::Html => state_after(tag),
            _ => TokenSinkResult::Continue,
        };
        self.tokens.borrow_mut().push(token);
        next
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.markup == Markup::Xml
    }
}

/// Returns the state of the tokenizer after a tag: some elements contain only text.
fn state_after(tag: &Tag) -> TokenSinkResult<()> {
    // Only elements of a drawing are self-closing; an empty title there must not hide the elements
    // after it.
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
    use super::{Markup, MarkupToken, elements, read_tokens};

    fn read(text: &str, markup: Markup) -> String {
        let mut out = String::new();
        for token in read_tokens(text, markup) {
            match token {
                MarkupToken::Start(start) => {
                    out += &format!("<{}@{}", start.name(), start.end);
                    start.attributes().for_each(|(name, value)| out += &format!(" {name}={value}"));
                    out += if start.is_self_closing() { "/>" } else { ">" };
                }
                MarkupToken::End { name, end } => out += &format!("</{name}@{end}>"),
                MarkupToken::Text(text) => out += &text,
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
