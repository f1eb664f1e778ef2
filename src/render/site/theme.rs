//! The compiled templates of the theme, the functions for templates, and the conversion of template
//! errors into messages.
//!
//! Content is never parsed as a template; it is only passed as values.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::diag::{Diagnostics, FileId, Severity, Span, Text};
use crate::model::content::ThemeFiles;
use crate::model::strings::{Arg, Strings};
use crate::render::site::css_used::{ScriptFile, Style};
use crate::render::site::policy::{self, Delivery};
use crate::render::site::view::{Frame, View};
use crate::render::site::{style, svg};
use crate::text::html::elements;

/// Templates, style and icons of a theme, shared by all threads.
pub struct SiteTheme {
    tera: Tera,
    style: Style,
    logo: Option<String>,
    script: ScriptFile,
    search_script: String,
    /// Icons by name.
    icons: BTreeMap<String, String>,
    files: BTreeMap<String, FileId>,
}

/// The templates that a theme must have.
pub const TEMPLATES: [&str; 5] =
    ["home.html", "page.html", "tag.html", "search.html", "not-found.html"];

/// The mark at which a template wants the style. The style is inserted after rendering, because the
/// rules depend on the finished page.
pub const STYLE_HERE: &str = "<!--style-->";

/// The mark at which a template wants the script.
pub const SCRIPT_HERE: &str = "<!--script-->";

impl SiteTheme {
    /// Compiles `site/*.html`, and reads `site/style.css` and `site/icons.svg`. Reports mistakes.
    pub fn load(
        theme: &ThemeFiles,
        strings: &Arc<Strings>,
        config: &Config,
        diags: &mut Diagnostics,
    ) -> SiteTheme {
        let mut tera = Tera::new();
        // Escape the output of every template, independent of its extension.
        tera.autoescape_on([""]);
        let words = Arc::clone(strings);
        tera.register_function("t", move |kwargs: Kwargs, state: &State| {
            phrase(&words, &kwargs, state)
        });
        tera.register_function("icon", |kwargs: Kwargs, _: &State| {
            Ok::<_, tera::Error>(Value::safe_string(&icon(kwargs.must_get::<&str>("name")?)))
        });

        let mut sources = Vec::new();
        let mut files = BTreeMap::new();
        for (path, file) in theme.under("site/") {
            let Some(name) = path.strip_prefix("site/").filter(|name| name.ends_with(".html"))
            else {
                continue;
            };
            let Some(text) = theme.text(path) else { continue };
            files.insert(name.to_owned(), file.file);
            sources.push((name, text));
        }
        for name in TEMPLATES {
            if !files.contains_key(name) {
                diags.error(
                    "theme-template",
                    Span::whole(config.file),
                    Text::new(
                        format!("giao diện «{}» thiếu mẫu `site/{name}`", config.theme),
                        format!("the theme `{}` lacks the template `site/{name}`", config.theme),
                    ),
                );
            }
        }
        let mut loaded = SiteTheme {
            tera,
            style: read_style(theme, diags),
            logo: read_logo(theme, diags),
            script: ScriptFile::new(theme.text("site/script.js").unwrap_or_default()),
            search_script: theme
                .text("site/search.js")
                .map(style::minify_script)
                .unwrap_or_default(),
            icons: theme.text("site/icons.svg").map(read_icons).unwrap_or_default(),
            files,
        };
        loaded.compile(&sources, diags);
        loaded
    }

    /// Returns the logo of the theme, if there is one.
    pub fn logo(&self) -> Option<&str> {
        self.logo.as_deref()
    }

    /// Returns the script of the list from A to Z.
    pub fn search_script(&self) -> &str {
        &self.search_script
    }

    /// Renders a template with a view.
    ///
    /// # Errors
    ///
    /// Returns a fault if the template uses a value that does not exist.
    pub fn render(
        &self,
        template: &str,
        view: &impl View,
        delivery: Delivery<'_>,
    ) -> Result<String, Box<Diagnostic>> {
        let html = context_of(view)
            .and_then(|context| self.tera.render(template, &context))
            .map_err(|error| self.fault(template, &error))?;
        let html = put_in(self.with_icons(Cow::Borrowed(&html)), SCRIPT_HERE, |html| {
            self.script.parts_for(html)
        });
        let mut elements = elements(&html);
        if !html.contains(STYLE_HERE) {
            return Ok(policy::insert(&html, &elements, delivery));
        }
        let css = self.style.rules_for(&elements);
        for element in elements.iter_mut().filter(|element| element.start.name() == "style") {
            element.text = element.text.replacen(STYLE_HERE, &css, 1);
        }
        let html = policy::insert(&html, &elements, delivery);
        Ok(html.replacen(STYLE_HERE, &css, 1))
    }

    /// Compiles the templates. Each file is parsed alone first, so that one run reports all syntax
    /// errors; references between templates follow.
    fn compile(&mut self, sources: &[(&str, &str)], diags: &mut Diagnostics) {
        let mut well_formed = true;
        for (name, text) in sources {
            let Err(error) = Tera::new().add_raw_template(name, text) else { continue };
            if matches!(error.kind(), ErrorKind::SyntaxError(_)) {
                well_formed = false;
                self.report(name, &error, diags);
            }
        }
        if well_formed && let Err(error) = self.tera.add_raw_templates(sources.iter().copied()) {
            let text = error.to_string();
            let mut mistakes =
                text.split("\n\n").filter_map(|report| read_report(report, sources)).peekable();
            if mistakes.peek().is_none() {
                let first = sources.first().map_or("page.html", |(name, _)| *name);
                self.report(first, &error, diags);
            }
            for (name, message, at) in mistakes {
                SiteTheme::report_fault(&self.fault_at(name, message, at..at), diags);
            }
        }
    }

    fn report(&self, template: &str, error: &tera::Error, diags: &mut Diagnostics) {
        SiteTheme::report_fault(&self.fault(template, error), diags);
    }

    fn report_fault(fault: &Diagnostic, diags: &mut Diagnostics) {
        diags.error(fault.code, fault.span, fault.text.clone()).hint(Text::new(
            "so với mẫu có sẵn; `themes/que-huong/README.md` ghi mẫu được dùng những gì",
            "compare with the built-in template; `themes/que-huong/README.md` says what templates may use",
        ));
    }

    fn fault(&self, template: &str, error: &tera::Error) -> Box<Diagnostic> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                self.fault_at(report.filename(), report.message(), report.span().range.clone())
            }
            _ => self.fault_at(template, &error.to_string(), 0..0),
        }
    }

    fn fault_at(&self, name: &str, message: &str, range: Range<usize>) -> Box<Diagnostic> {
        Diagnostic::error(
            "theme-template",
            self.files.get(name).map(|file| Span::new(*file, range)),
            Text::new(
                format!("mẫu giao diện `site/{name}` có chỗ sai: {message}"),
                format!("the template `site/{name}` is wrong: {message}"),
            ),
        )
    }

    /// Replaces the marks of icons with the icons.
    fn with_icons<'h>(&self, html: Cow<'h, str>) -> Cow<'h, str> {
        if !html.contains(ICON) {
            return html;
        }
        let mut parts = html.split(ICON);
        let mut out = String::new();
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (name, rest) = part.split_once(ICON_END).unwrap_or(("", part));
            if let Some(icon) = self.icons.get(name) {
                out.push_str(icon);
            }
            out.push_str(rest);
        }
        Cow::Owned(out)
    }
}

/// Replaces the first `mark` of a page with text that is computed from the page.
fn put_in<'h, P: AsRef<str>>(
    html: Cow<'h, str>,
    mark: &str,
    piece: impl FnOnce(&str) -> P,
) -> Cow<'h, str> {
    let Some((before, after)) = html.split_once(mark) else { return html };
    Cow::Owned([before, piece(&html).as_ref(), after].concat())
}

/// Merges the fields of the page with the fields of the frame.
fn context_of(view: &impl View) -> TeraResult<Context> {
    let mut context = Context::from_serialize(view)?;
    let Frame { lang, dir, css_html, script_html, worker, site, head, languages, calls } =
        view.frame();
    context.insert("lang", lang);
    context.insert("dir", dir);
    context.insert("css_html", css_html);
    context.insert("script_html", script_html);
    context.insert("worker", worker);
    context.insert("site", site);
    context.insert("head", head);
    context.insert("languages", languages);
    context.insert("calls", calls);
    Ok(context)
}

/// Parses an error that Tera returns only as text: `error: Unknown filter …`, with
/// `--> page.html:3:5` below it.
fn read_report<'t>(
    report: &'t str,
    sources: &[(&'t str, &str)],
) -> Option<(&'t str, &'t str, usize)> {
    let (message, rest) = report.strip_prefix("error: ")?.split_once("\n")?;
    let mut span = rest.trim_start().strip_prefix("--> ")?.lines().next()?.rsplitn(3, ':');
    let column: usize = span.next()?.parse().ok()?;
    let line: usize = span.next()?.parse().ok()?;
    let name = span.next()?;
    let (name, text) = sources.iter().find(|(known, _)| *known == name)?;
    let before: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let within: usize =
        text.get(before..)?.chars().take(column.checked_sub(1)?).map(char::len_utf8).sum();
    Some((name, message, before + within))
}

/// The start of the mark around the name of an icon. Typed text is escaped and sanitised HTML has
/// no comments, so content cannot contain the mark.
const ICON: &str = "<!--icon ";
const ICON_END: &str = "-->";

/// Returns the mark for an icon of the theme, which is replaced in the finished page. Icons are
/// always beside words, never alone.
pub fn icon(name: &str) -> String {
    let name: String =
        name.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    [ICON, &name, ICON_END].concat()
}

/// Implements `t(key="share", n=3)`: a phrase of the theme in the language of the page, or in
/// `lang` if given.
fn phrase(strings: &Strings, kwargs: &Kwargs, state: &State) -> TeraResult<String> {
    let key = kwargs.must_get::<&str>("key")?;
    let tag = match kwargs.get::<Value>("lang")? {
        Some(tag) => Some(tag),
        None => state.get::<Value>("lang")?,
    };
    let tag = tag.as_ref().and_then(Value::as_str);
    let put_in = || {
        kwargs
            .iter()
            .filter_map(|(name, value)| Some((name.as_str()?, value)))
            .filter(|(name, _)| !matches!(*name, "key" | "lang"))
    };
    if let Some(phrase) =
        tag.and_then(|tag| strings.ready(tag, key)).filter(|_| put_in().next().is_none())
    {
        return Ok(phrase.to_owned());
    }
    let lang = tag
        .and_then(|tag| strings.lang(tag))
        .ok_or_else(|| tera::Error::message("`t` needs the language, `lang`"))?;
    if !strings.has(key) {
        return Err(tera::Error::message(format!("no `strings/*.ftl` has the key `{key}`")));
    }
    let mut args = Vec::new();
    for (name, value) in put_in() {
        let number = value.as_i128().and_then(|number| i64::try_from(number).ok());
        let arg = match (number, value.as_str()) {
            (Some(number), _) => Arg::Number(number),
            (None, Some(text)) => Arg::Text(text.to_owned()),
            (None, None) => {
                return Err(tera::Error::message(format!(
                    "`{name}` must be words or a whole number"
                )));
            }
        };
        args.push((name, arg));
    }
    Ok(strings.get(&lang, key, &args))
}

/// Converts the `<symbol id="i-NAME" …>…</symbol>` elements of the icon file into drawings. They
/// are inlined at each use: most icons are used once, and a repeated drawing compresses as well as
/// a reference. The width keeps icons small without a style.
fn read_icons(file: &str) -> BTreeMap<String, String> {
    let mut icons = BTreeMap::new();
    for part in file.split("<symbol id=\"i-").skip(1) {
        let Some((name, _)) = part.split_once('"') else { continue };
        let Some((symbol, _)) = part[name.len() + 1..].split_once("</symbol>") else { continue };
        icons.insert(
            name.to_owned(),
            format!(
                "<svg class=\"i\" width=\"24\" height=\"24\" aria-hidden=\"true\"{symbol}</svg>"
            ),
        );
    }
    icons
}

/// Reads the style and replaces the names of colours.
fn read_style(theme: &ThemeFiles, diags: &mut Diagnostics) -> Style {
    let css = theme.text("site/style.css").unwrap_or_default();
    let (css, unknown) = style::colour(css, &theme.colours);
    for (name, at) in unknown {
        let span =
            theme.files.get("site/style.css").map(|file| Span::new(file.file, at..at + name.len()));
        diags.add(
            "theme-template",
            Severity::Error,
            span,
            Text::new(
                format!("`theme.yaml` không có màu «{name}»"),
                format!("`theme.yaml` has no colour `{name}`"),
            ),
        );
    }
    let (style, mistakes) = Style::new(css);
    for mistake in mistakes {
        // The replacement of colours keeps line breaks, so line numbers match the file of the
        // theme.
        let span = theme.files.get("site/style.css").map(|file| {
            let text = theme.text("site/style.css").unwrap_or_default();
            let start: usize = text.split_inclusive('\n').take(mistake.line).map(str::len).sum();
            let length = text[start..].lines().next().map_or(0, str::len);
            Span::new(file.file, start..start + length)
        });
        diags.add(
            "theme-template",
            Severity::Error,
            span,
            Text::new(
                format!("`site/style.css` có chỗ sai: {}", mistake.text),
                format!("`site/style.css` is wrong: {}", mistake.text),
            ),
        );
    }
    style
}

/// Reads `site/logo.svg`. Every page contains the logo, so it must be small and plain.
fn read_logo(theme: &ThemeFiles, diags: &mut Diagnostics) -> Option<String> {
    let file = theme.files.get("site/logo.svg")?;
    let Some(drawing) = svg::take_apart(&file.bytes) else {
        diags
            .error(
                "theme-template",
                Span::whole(file.file),
                Text::new(
                    "hình `site/logo.svg` quá lớn hoặc có phần lạ",
                    "`site/logo.svg` is too large or holds more than shapes",
                ),
            )
            .hint(Text::new(
                "dùng hình nhỏ chỉ có nét vẽ, có `viewBox`, dưới 4 kB",
                "use a small drawing of shapes only, with a `viewBox`, below 4 kB",
            ));
        return None;
    };
    Some(format!(
        "<svg class=\"logo\" width=\"32\" height=\"32\" aria-hidden=\"true\" focusable=\"false\"{}>{}</svg>",
        drawing.attributes, drawing.inside
    ))
}
