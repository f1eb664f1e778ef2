//! Makes the theme's hand-readable CSS and script small enough to stand in every page.
//!
//! Only comments and spaces go; nothing is rewritten, so that what the theme writer sees is what phones get.

use std::collections::BTreeMap;

/// Returns CSS without comments and without spaces that mean nothing.
pub fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut letters = css.chars().peekable();
    let mut pending_space = false;
    while let Some(letter) = letters.next() {
        if letter == '/' && letters.peek() == Some(&'*') {
            letters.next();
            skip_comment(&mut letters);
            pending_space = true;
        } else if letter.is_whitespace() {
            pending_space = true;
        } else {
            let joins =
                out.is_empty() || out.ends_with(['{', '}', ';', ',', ':']) || matches!(letter, '{' | '}' | ';' | ',');
            if pending_space && !joins {
                out.push(' ');
            }
            pending_space = false;
            if letter == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(letter);
            if letter == '"' || letter == '\'' {
                copy_string(letter, &mut letters, &mut out);
            }
        }
    }
    // The CSS stands inside <style>; nothing in it may end that element.
    out.replace("</", "<\\/")
}

/// Puts colours in for their names, `$accent`; returns names that aren't known with the byte they start at.
pub fn colour<'c>(css: &'c str, colours: &BTreeMap<String, String>) -> (String, Vec<(&'c str, usize)>) {
    let mut out = String::with_capacity(css.len());
    let mut unknown = Vec::new();
    let mut parts = css.split('$');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        match colours.get(name) {
            Some(colour) => out.push_str(short(colour)),
            // A sign of its own, as in `[href$=".mp3"]`, stays.
            None if name.is_empty() => out.push('$'),
            None => unknown.push((name, name.as_ptr() as usize - css.as_ptr() as usize)),
        }
        out.push_str(rest);
    }
    (out, unknown)
}

/// `#ffffff` is `#fff`.
fn short(colour: &str) -> &str {
    if colour.eq_ignore_ascii_case("#ffffff") { "#fff" } else { colour }
}

/// Returns a script without indentation, empty lines and lines that are only a comment.
pub fn minify_script(script: &str) -> String {
    let lines: Vec<&str> = script.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//")).collect();
    // Lines stay lines, so that nothing depends on semicolons. The script stands inside <script>; nothing in it may end that element.
    lines.join("\n").replace("</", "<\\/")
}

fn skip_comment(letters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    while let Some(letter) = letters.next() {
        if letter == '*' && letters.peek() == Some(&'/') {
            letters.next();
            return;
        }
    }
}

fn copy_string(quote: char, letters: &mut std::iter::Peekable<std::str::Chars<'_>>, out: &mut String) {
    while let Some(letter) = letters.next() {
        out.push(letter);
        if letter == '\\' {
            out.extend(letters.next());
        } else if letter == quote {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::render::site::style::minify;

    #[test]
    fn only_what_means_nothing_goes() {
        let check = |css, expected| assert_eq!(minify(css), expected);
        check("/* a */ body {\n  margin: 0 auto;\n  color: #111;\n}\n", "body{margin:0 auto;color:#111}");
        check("a :hover, b{x:y}", "a :hover,b{x:y}");
        check("@media (max-width: 30em) and (print) { a { b: c } }", "@media (max-width:30em) and (print){a{b:c}}");
        check("a:after { content: \" :  ; /* \\\" \" }", "a:after{content:\" :  ; /* \\\" \"}");
        check("a{}</style><script>", "a{}<\\/style><script>");
    }
}
