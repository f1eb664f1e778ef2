//! A link to a missing page, anchor or file, or with a scheme that is not allowed.

use std::borrow::Cow;

use crate::check::context::{Resolver, TextContext};
use crate::check::rule::Rule;
use crate::diag::{Span, Text};
use crate::model::reference::LinkTarget;
use crate::model::spanned::Spanned;
use crate::text::nearest::nearest;

/// The codes of this file.
pub const RULES: &[Rule] = &[
    Rule { code: "broken-anchor", configurable: true, page: include_str!("broken-anchor.md") },
    Rule { code: "broken-link", configurable: true, page: include_str!("broken-link.md") },
];

/// Finds out where a link leads; reports it when nowhere.
///
/// `kich-hoat`, `kich-hoat#sau-buoc` and `../kich-hoat/vi.md` name an explainer, `/kich-hoat/` is
/// an address, and `#sau-buoc` is a heading of the same text.
pub fn resolve(
    to: &str,
    span: Span,
    at: &TextContext<'_>,
    resolver: &mut Resolver<'_, '_>,
) -> Option<LinkTarget> {
    if let Some(scheme) = scheme(to) {
        return outside(to, &scheme, span, resolver);
    }
    let (path, anchor) =
        to.split_once('#').map_or((to, None), |(path, anchor)| (path, Some(anchor)));
    if path.is_empty() {
        let anchor = anchor.unwrap_or_default();
        if anchor.is_empty() || at.anchors.iter().any(|known| known == anchor) {
            return Some(LinkTarget::Anchor(anchor.to_owned()));
        }
        report_anchor(anchor, &at.anchors, span, resolver);
        return None;
    }
    if let Some(path) = path.strip_prefix('/') {
        let mut languages = resolver.config.languages.iter().map(|settings| &settings.lang);
        if let Some(lang) = languages.find(|lang| path == resolver.config.prefix(lang)) {
            return Some(LinkTarget::Home(lang.clone()));
        }
        if resolver.has_static(path) {
            return Some(LinkTarget::Static(path.to_owned()));
        }
    }
    let Some(topic) = topic_of(path, at, resolver) else {
        report(to, path, span, resolver);
        return None;
    };
    let page = resolver.index.page(topic, at.lang);
    let anchor = anchor.filter(|anchor| !anchor.is_empty());
    if let Some(anchor) = anchor {
        let anchors = page.map_or(&[][..], |page| resolver.anchors_of(page));
        if !anchors.iter().any(|known| known == anchor) {
            report_anchor(anchor, anchors, span, resolver);
        }
    }
    Some(LinkTarget::Page(page?, anchor.map(str::to_owned)))
}

/// Reports that `explains` of a script names no explainer.
pub fn report_explains(at: &Spanned<String>, resolver: &mut Resolver<'_, '_>) {
    report(&at.value, &at.value, at.span, resolver);
}

/// Returns the explainer of a path: by folder, by file, or by address in any language.
fn topic_of<'t>(
    path: &'t str,
    at: &TextContext<'_>,
    resolver: &Resolver<'t, '_>,
) -> Option<&'t str> {
    let index = resolver.index;
    let trimmed = path.trim_matches('/');
    if index.is_topic(trimmed) {
        return Some(trimmed);
    }
    if let Some(file) = path.strip_suffix(".md") {
        return file.rsplit('/').nth(1).filter(|folder| index.is_topic(folder));
    }
    let own = format!("{}{trimmed}", resolver.config.prefix(at.lang));
    index.topic_at(trimmed).or_else(|| index.topic_at(&own))
}

/// Returns the scheme of an address, such as `https`, even if case or control characters disguise
/// it.
fn scheme(to: &str) -> Option<String> {
    let is_seen = |c: &char| !c.is_whitespace() && !c.is_control();
    let is_clean = to.chars().all(|c| is_seen(&c));
    let clean =
        if is_clean { Cow::Borrowed(to) } else { Cow::Owned(to.chars().filter(is_seen).collect()) };
    if clean.starts_with("//") {
        return Some("//".to_owned());
    }
    let (scheme, _) = clean.split_once(':')?;
    let is_scheme = !scheme.is_empty()
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

fn outside(
    to: &str,
    scheme: &str,
    span: Span,
    resolver: &mut Resolver<'_, '_>,
) -> Option<LinkTarget> {
    if matches!(scheme, "https" | "http" | "mailto" | "tel" | "sms") {
        return Some(LinkTarget::Outside(to.trim().to_owned()));
    }
    resolver
        .diags
        .error(
            "broken-link",
            span,
            Text::new(
                "loại địa chỉ này không được phép đặt trong liên kết",
                "this kind of address is not allowed in a link",
            ),
        )
        .hint(Text::new(
            "chỉ dùng `https:`, `http:`, `tel:`, `sms:`, `mailto:`, hoặc tên một bài",
            "use `https:`, `http:`, `tel:`, `sms:`, `mailto:` or the name of a page",
        ));
    None
}

fn report(to: &str, path: &str, span: Span, resolver: &mut Resolver<'_, '_>) {
    let diagnostic = resolver.diags.error(
        "broken-link",
        span,
        Text::new(
            format!("liên kết «{to}» không dẫn đến bài nào"),
            format!("the link `{to}` leads to no page"),
        ),
    );
    if let Some(address) = complete(to) {
        diagnostic.hint(Text::new(
            format!("đây là địa chỉ bên ngoài thì viết đủ: `{address}`"),
            format!("for an address outside the site write `{address}`"),
        ));
        return;
    }
    match nearest(path.trim_matches('/'), resolver.index.topics.keys().copied()) {
        Some(near) => diagnostic
            .hint(Text::new(format!("có phải là `{near}`?"), format!("did you mean `{near}`?"))),
        None => diagnostic.hint(Text::new(
            "viết tên thư mục của bài: `[Mở tài khoản](kich-hoat)`",
            "write the folder name of the page: `[Activate](kich-hoat)`",
        )),
    };
}

/// Returns a link with its scheme, if it was only left out: `www.example.org`, `a@example.org`,
/// `0900000000`.
fn complete(to: &str) -> Option<String> {
    let host = to.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains('@') {
        return Some(format!("mailto:{to}"));
    }
    let digits = to.chars().filter(char::is_ascii_digit).count();
    let is_number = to.chars().all(|c| c.is_ascii_digit() || "+-. ".contains(c));
    if is_number && (3..=15).contains(&digits) {
        let dialled: String = to.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        return Some(format!("tel:{dialled}"));
    }
    let (_, ending) = host.rsplit_once('.')?;
    let is_file = ["md", "html", "htm", "pdf", "doc", "docx", "xls", "xlsx", "jpg", "png"]
        .contains(&ending.to_ascii_lowercase().as_str());
    let is_host = (2..=6).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !host.starts_with('.');
    (is_host && !is_file).then(|| format!("https://{to}"))
}

fn report_anchor(anchor: &str, known: &[String], span: Span, resolver: &mut Resolver<'_, '_>) {
    let diagnostic = resolver.diags.error(
        "broken-anchor",
        span,
        Text::new(
            format!("bài đó không có mục «#{anchor}»"),
            format!("that page has no heading `#{anchor}`"),
        ),
    );
    match nearest(anchor, known.iter().map(String::as_str)) {
        Some(near) => {
            diagnostic.hint(Text::new(
                format!("có phải là `#{near}`?"),
                format!("did you mean `#{near}`?"),
            ));
        }
        None if known.is_empty() => {}
        None => {
            let list = known.iter().map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(", ");
            diagnostic.hint(Text::new(
                format!("các mục có trong bài: {list}"),
                format!("its headings: {list}"),
            ));
        }
    }
}
