//! Answers requests: a pure function of the state and the request.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, Response, StatusCode};

use crate::diag::Ui;
use crate::serve::address::decode;
use crate::serve::pages;
use crate::serve::state::{Condition, State};

/// The address of the event stream that open pages listen to.
const EVENTS: &str = "/_loa/events";

/// Answers requests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Handler {
    /// The port of the server.
    pub(crate) port: u16,
    /// The language of the pages of the preview.
    pub(crate) ui: Ui,
}

impl Handler {
    /// Returns the stamp of an open page if the request is for the event stream and is allowed.
    pub(crate) fn asks_for_events(self, head: &Parts) -> Option<String> {
        let is_meant = head.uri.path() == EVENTS && self.refusal(head).is_none();
        if !is_meant {
            return None;
        }
        // After the first answer the browser sends the last event id.
        let seen = head.headers.get("last-event-id").and_then(|value| value.to_str().ok());
        let since = head.uri.query().and_then(|query| query.strip_prefix("since="));
        Some(seen.or(since).unwrap_or_default().to_owned())
    }

    /// Answers every other request.
    pub(crate) fn answer(self, state: &State, head: &Parts) -> Response<Bytes> {
        if let Some(status) = self.refusal(head) {
            return respond(status, "text/plain; charset=utf-8", status.as_str().to_owned());
        }
        match head.uri.path() {
            "/_loa/" => {
                respond(StatusCode::OK, "text/html; charset=utf-8", pages::index(state, self.ui))
            }
            "/_loa/preview.js" => {
                respond(StatusCode::OK, "text/javascript; charset=utf-8", pages::SCRIPT)
            }
            "/_loa/preview.css" => respond(StatusCode::OK, "text/css; charset=utf-8", pages::STYLE),
            path => self.answer_from_outputs(state, path),
        }
    }

    fn answer_from_outputs(self, state: &State, path: &str) -> Response<Bytes> {
        let Some(asked) = decode(path) else { return self.not_found(state, "") };
        match find(state, &asked) {
            Target::File(key, rendered) => self.send(state, StatusCode::OK, &key, rendered),
            Target::Folder => {
                let mut response = respond(StatusCode::FOUND, "text/plain; charset=utf-8", "");
                if let Ok(span) = HeaderValue::try_from(format!("{path}/")) {
                    response.headers_mut().insert(header::LOCATION, span);
                }
                response
            }
            Target::Nothing => self.not_found(state, &asked),
        }
    }

    fn send(
        self,
        state: &State,
        status: StatusCode,
        key: &str,
        rendered: Rendered,
    ) -> Response<Bytes> {
        let kind = content_type(key);
        let bytes = match rendered {
            Ok(bytes) => bytes,
            Err(message) => {
                let page = pages::not_made(self.ui);
                let page =
                    pages::with_preview(page.as_bytes(), &state.after_fault(message), self.ui);
                return respond(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "text/html; charset=utf-8",
                    page,
                );
            }
        };
        if kind.starts_with("text/html") {
            respond(status, &kind, pages::with_preview(&bytes, state, self.ui))
        } else {
            respond(status, &kind, Bytes::from_owner(bytes))
        }
    }

    /// Returns the 404 page of the site in the language of the address, or else a page of the
    /// preview. The page never repeats the address.
    fn not_found(self, state: &State, asked: &str) -> Response<Bytes> {
        let lang = asked.split('/').next().unwrap_or_default();
        let own = [format!("site/{lang}/404.html"), "site/404.html".to_owned()];
        for key in &own {
            if let Some(rendered) = state.outputs.get(key) {
                return self.send(state, StatusCode::NOT_FOUND, key, rendered);
            }
        }
        let (status, page) = match state.condition {
            Condition::NothingYet => (StatusCode::SERVICE_UNAVAILABLE, pages::nothing_yet(self.ui)),
            Condition::Good | Condition::Outdated | Condition::Faulty => {
                (StatusCode::NOT_FOUND, pages::not_found(self.ui))
            }
        };
        respond(
            status,
            "text/html; charset=utf-8",
            pages::with_preview(page.as_bytes(), state, self.ui),
        )
    }

    /// Refuses requests from other sites: through a foreign host name that resolves to this
    /// computer, or through a script that sends requests from the reader's browser.
    fn refusal(self, head: &Parts) -> Option<StatusCode> {
        if head.method != Method::GET && head.method != Method::HEAD {
            return Some(StatusCode::METHOD_NOT_ALLOWED);
        }
        let own_host = |host: &str| {
            let port = format!(":{}", self.port);
            host.strip_suffix(&port)
                .is_some_and(|name| matches!(name, "localhost" | "127.0.0.1" | "[::1]"))
        };
        let own_origin = |origin: &str| origin.strip_prefix("http://").is_some_and(own_host);
        let is_asked_for_itself = only(&head.headers, header::HOST).is_some_and(own_host);
        let comes_from_itself = !head.headers.contains_key(header::ORIGIN)
            || only(&head.headers, header::ORIGIN).is_some_and(own_origin);
        // Links from other sites are allowed, but the event stream is only for our own pages.
        let site = only(&head.headers, HeaderName::from_static("sec-fetch-site"));
        let spies = head.uri.path() == EVENTS
            && site.is_some_and(|site| site != "same-origin" && site != "none");
        let is_welcome = is_asked_for_itself && comes_from_itself && !spies;
        if is_welcome { None } else { Some(StatusCode::FORBIDDEN) }
    }
}

/// Returns the value of a header that occurs exactly once.
fn only(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?.to_str().ok()?;
    if values.next().is_some() { None } else { Some(first) }
}

/// The bytes of an output, or the message of the fault that prevents it.
type Rendered = Result<Arc<[u8]>, String>;

/// The result of a lookup.
enum Target {
    File(String, Rendered),
    /// An address without the final `/`, with which relative links of the page would break.
    Folder,
    Nothing,
}

/// Looks up an address: first in the site, then among scripts and cards.
fn find(state: &State, asked: &str) -> Target {
    let page = if asked.is_empty() || asked.ends_with('/') { "index.html" } else { "" };
    let key = format!("site/{asked}{page}");
    if let Some(rendered) = state.outputs.get(&key) {
        return Target::File(key, rendered);
    }
    if matches!(asked.split('/').next(), Some("script" | "card"))
        && let Some(rendered) = state.outputs.get(asked)
    {
        return Target::File(asked.to_owned(), rendered);
    }
    let is_folder = page.is_empty() && state.outputs.has(&format!("site/{asked}/index.html"));
    if is_folder { Target::Folder } else { Target::Nothing }
}

/// Returns the type of a file by its ending. Text is UTF-8, which is also the default of XML.
fn content_type(key: &str) -> String {
    let kind = mime_guess::from_path(key).first_raw().unwrap_or("application/octet-stream");
    match kind {
        // Browsers would save it instead of showing it.
        "text/markdown" => "text/plain; charset=utf-8".to_owned(),
        text if text.starts_with("text/") => format!("{text}; charset=utf-8"),
        other => other.to_owned(),
    }
}

/// Sends the stamp of the shown version to an open page, or an empty event after which the page
/// connects again.
pub(crate) fn event(stamp: Option<&str>) -> Response<Bytes> {
    let news = match stamp {
        Some(stamp) => format!("id: {stamp}\ndata: {stamp}\n\n"),
        None => ":\n\n".to_owned(),
    };
    respond(StatusCode::OK, "text/event-stream", format!("retry: 500\n{news}"))
}

fn respond(status: StatusCode, kind: &str, body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(kind) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
    response
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use axum::body::Bytes;
    use axum::http::{Request, Response};

    use super::Handler;
    use crate::diag::Ui;
    use crate::serve::state::{State, Version};

    const HANDLER: Handler = Handler { port: 4000, ui: Ui::Vi };

    fn version(files: &[(&str, &str)]) -> Version {
        let fingerprint = format!("{files:?}");
        let files: BTreeMap<String, Arc<[u8]>> =
            files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().into())).collect();
        Version { outputs: Some(Arc::new(files)), fingerprint, messages: Vec::new() }
    }

    fn shown() -> State {
        State::default().after_version(version(&[
            ("site/index.html", "<html><body>Trang đầu</BODY></html>"),
            ("site/kich-hoat/index.html", "<body>Kích hoạt</body>"),
            ("site/404.html", "<body>Không có</body>"),
            ("site/en/404.html", "<body>Not there</body>"),
            ("site/style.css", "a{}"),
            ("site/ảnh 1.jpg", "jpeg"),
            ("script/loa/vi.pdf", "%PDF"),
            ("script/loa/vi.ssml", "<speak/>"),
            ("card/kich-hoat.png", "png"),
            ("card/kich-hoat.md", "# Kích hoạt"),
            ("site/sw.js", "self"),
            ("site/feed.atom", "<feed/>"),
            ("site/kept.json", "[]"),
            ("site/loa.opus", "opus"),
            ("site/lich.ics", "BEGIN"),
            ("site/khong-ten", "?"),
            (".loa-manifest.json", "{}"),
        ]))
    }

    fn ask(state: &State, method: &str, path: &str, headers: &[(&str, &str)]) -> Response<Bytes> {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        HANDLER.answer(state, &request.body(()).unwrap().into_parts().0)
    }

    fn get(path: &str) -> Response<Bytes> {
        ask(&shown(), "GET", path, &[("host", "127.0.0.1:4000")])
    }

    fn body(response: &Response<Bytes>) -> &str {
        std::str::from_utf8(response.body()).unwrap()
    }

    #[test]
    fn outputs_are_found_with_their_types() {
        let check = |path: &str, part: &str, kind: &str| {
            let response = get(path);
            assert_eq!(response.status(), 200, "{path}");
            assert!(body(&response).contains(part), "{path}");
            assert_eq!(response.headers()["content-type"], kind, "{path}");
            assert_eq!(response.headers()["cache-control"], "no-store");
            assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        };
        check("/", "Trang đầu", "text/html; charset=utf-8");
        check("/?utm=1", "Trang đầu", "text/html; charset=utf-8");
        check("/kich-hoat/", "Kích hoạt", "text/html; charset=utf-8");
        check("/style.css", "a{}", "text/css; charset=utf-8");
        check("/%E1%BA%A3nh%201.jpg", "jpeg", "image/jpeg");
        check("/script/loa/vi.pdf", "%PDF", "application/pdf");
        check("/card/kich-hoat.png", "png", "image/png");
        check("/card/kich-hoat.md", "#", "text/plain; charset=utf-8");
        check("/script/loa/vi.ssml", "<speak", "application/ssml+xml");
        check("/sw.js", "self", "text/javascript; charset=utf-8");
        check("/feed.atom", "<feed", "application/atom+xml");
        check("/kept.json", "[]", "application/json");
        check("/loa.opus", "opus", "audio/ogg");
        check("/lich.ics", "BEGIN", "text/calendar; charset=utf-8");
        check("/khong-ten", "?", "application/octet-stream");
        check("/_loa/", "/script/loa/vi.pdf", "text/html; charset=utf-8");
        let folder = get("/kich-hoat");
        assert_eq!(
            (folder.status().as_u16(), folder.headers()["location"].to_str().unwrap()),
            (302, "/kich-hoat/")
        );
    }

    #[test]
    fn nothing_but_outputs_is_reached() {
        for path in [
            "/../etc/passwd",
            "/..%2f..%2fetc/passwd",
            "/%2e%2e/.loa-manifest.json",
            "/.loa-manifest.json",
            "//etc/passwd",
            "/site/index.html",
            "/script/../.loa-manifest.json",
            "/card/..%5c..%5csite",
            "/%00",
            "/%ff%fe",
            "/%zz",
            "/%2",
            "/%e1%ba",
            "/kich-hoat/../index.html",
            "/script/",
            "/_loa/../site.yaml",
            "/_loa",
        ] {
            let response = get(path);
            assert_eq!(response.status(), 404, "{path}");
            assert!(body(&response).contains("Không có"), "{path}");
        }
        assert!(body(&get("/en/x/")).contains("Not there"));
    }

    #[test]
    fn missing_page_does_not_repeat_the_address() {
        let bare = State::default().after_version(version(&[("site/a.txt", "")]));
        let response = ask(
            &bare,
            "GET",
            "/%3Cscript%3Ealert(1)%3C/script%3E?x=alert(1)",
            &[("host", "localhost:4000")],
        );
        assert_eq!(response.status(), 404);
        assert!(!body(&response).contains("alert"));
    }

    #[test]
    fn only_its_own_name_is_answered() {
        let status = |host: &str| ask(&shown(), "GET", "/", &[("host", host)]).status().as_u16();
        for host in ["127.0.0.1:4000", "localhost:4000", "[::1]:4000"] {
            assert_eq!(status(host), 200, "{host}");
        }
        for host in [
            "evil.example:4000",
            "evil.example",
            "127.0.0.1",
            "127.0.0.1:80",
            "0.0.0.0:4000",
            "127.0.0.1.evil.example:4000",
            "localhost.evil.example:4000",
            "evil.localhost:4000",
            "[::ffff:127.0.0.1.evil]:4000",
            "",
            "a b:4000",
            "user@localhost:4000",
        ] {
            assert_eq!(status(host), 403, "{host}");
        }
        assert_eq!(ask(&shown(), "GET", "/", &[]).status(), 403);
        let twice = [("host", "localhost:4000"), ("host", "evil.example")];
        assert_eq!(ask(&shown(), "GET", "/", &twice).status(), 403);
    }

    #[test]
    fn other_sites_are_refused_and_nothing_can_be_sent() {
        let from = |origin: &str| {
            ask(&shown(), "GET", "/", &[("host", "localhost:4000"), ("origin", origin)])
                .status()
                .as_u16()
        };
        assert_eq!((from("http://localhost:4000"), from("http://127.0.0.1:4000")), (200, 200));
        for origin in [
            "http://evil.example",
            "null",
            "https://localhost:4000",
            "http://localhost:4001",
            "http://[::1",
        ] {
            assert_eq!(from(origin), 403, "{origin}");
        }
        for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND"] {
            assert_eq!(
                ask(&shown(), method, "/", &[("host", "localhost:4000")]).status(),
                405,
                "{method}"
            );
        }
    }

    #[test]
    fn news_are_for_own_pages_only() {
        let asks = |path: &str, headers: &[(&str, &str)]| {
            let mut request = Request::builder().uri(path).header("host", "localhost:4000");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            HANDLER.asks_for_events(&request.body(()).unwrap().into_parts().0)
        };
        assert_eq!(asks("/_loa/events?since=abc", &[]), Some("abc".to_owned()));
        assert_eq!(
            asks("/_loa/events?since=abc", &[("last-event-id", "def")]),
            Some("def".to_owned())
        );
        assert_eq!(asks("/_loa/events", &[("sec-fetch-site", "same-origin")]), Some(String::new()));
        assert_eq!(asks("/_loa/events", &[("sec-fetch-site", "cross-site")]), None);
        assert_eq!(asks("/_loa/events", &[("origin", "http://evil.example")]), None);
        assert_eq!(asks("/events", &[]), None);
        // Refused, not served as a page.
        let head = [("host", "localhost:4000"), ("sec-fetch-site", "cross-site")];
        assert_eq!(ask(&shown(), "GET", "/_loa/events", &head).status(), 403);
    }

    #[test]
    fn pages_get_the_reload_script_and_nothing_else_does() {
        let home = get("/");
        assert!(
            body(&home).contains("/_loa/preview.js") && body(&home).ends_with("</BODY></html>")
        );
        assert!(!body(&home).contains("role=\"alert\""));
        assert!(!body(&get("/style.css")).contains("_loa"));
        assert!(!body(&get("/script/loa/vi.pdf")).contains("_loa"));
    }

    #[test]
    fn failed_build_keeps_the_last_good_one_and_says_why() {
        let broken = Version {
            outputs: None,
            fingerprint: String::new(),
            messages: vec!["content/a.md:3: <script>alert(7)</script> & </body>".to_owned()],
        };
        let good = shown();
        let after = good.after_version(broken.clone());
        assert_ne!(after.stamp, good.stamp);
        let response = ask(&after, "GET", "/", &[("host", "localhost:4000")]);
        let page = body(&response);
        assert!(page.contains("Trang đầu") && page.contains("role=\"alert\""));
        assert!(
            page.contains("&lt;script&gt;alert(7)&lt;/script&gt; &amp; &lt;/body&gt;")
                && !page.contains("<script>alert")
        );
        assert_eq!(after.after_version(version(&[("site/index.html", "mới")])).messages.len(), 0);
        // There is no good version yet, and the page says so.
        let response =
            ask(&State::default().after_version(broken), "GET", "/", &[("host", "localhost:4000")]);
        assert_eq!(response.status(), 503);
        assert!(
            body(&response).contains("Chưa có bản nào")
                && body(&response).contains("content/a.md:3")
                && body(&response).contains("preview.js")
        );
    }
}
