//! The parts that the preview adds to pages, and the pages of the preview itself.

use std::borrow::Cow;
use std::fmt::Write;

use crate::diag::{Text, Ui};
use crate::serve::address::encode;
use crate::serve::state::{Condition, State};
use crate::text::escape::escape;
use crate::text::html::{Markup, MarkupToken, read_tokens};

/// Reloads the page when a new version is shown. A hidden page closes the event stream, because
/// browsers allow only six connections per host.
pub(crate) const SCRIPT: &str = r#"(function () {
  var stamp = document.currentScript.dataset.stamp, line = null;
  function open() {
    if (line || document.hidden) return;
    line = new EventSource("/_loa/events?since=" + stamp);
    line.onmessage = function () { location.reload(); };
  }
  function close() { if (line) line.close(); line = null; }
  document.addEventListener("visibilitychange", function () { if (document.hidden) close(); else open(); });
  open();
})();
"#;

/// The style of the parts that the preview adds.
pub(crate) const STYLE: &str = "\
.loa-preview { position: fixed; z-index: 2147483647; inset: auto 0 0 0; max-height: 45vh; overflow: auto; margin: 0;
  padding: 12px 16px; background: #fff4f2; color: #3b0a04; border-top: 4px solid #b3261e; font: 16px/1.4 sans-serif; }
.loa-preview strong { display: block; }
.loa-preview pre, .loa-index pre { margin: 8px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.4 monospace; }
.loa-index { max-width: 46em; margin: 2em auto; padding: 0 1em; font: 18px/1.5 sans-serif; }
.loa-index img { display: block; width: 220px; height: auto; border: 1px solid #ccc; }
";

/// Inserts the reload script, and the messages of a failed build, before the end of the body.
///
/// Script and style are separate files, so that the preview also works on a site that forbids
/// inline scripts.
pub(crate) fn with_preview(page: &[u8], state: &State, ui: Ui) -> Vec<u8> {
    let mut added = String::new();
    let said = match state.condition {
        Condition::Good => None,
        Condition::Outdated => Some(Text::new(
            "Lần dựng mới nhất có lỗi; trang này là bản tốt gần nhất.",
            "The latest build has errors; this page is the last good version.",
        )),
        Condition::NothingYet => {
            Some(Text::new("Sửa các lỗi sau rồi bấm lưu.", "Fix these errors and save."))
        }
        Condition::Faulty => Some(Text::new(
            "Bản đang xem còn lỗi nên chưa xuất bản được.",
            "This version has errors and can't be published yet.",
        )),
    };
    if let Some(said) = said {
        let messages = escape(&state.messages.join("\n\n"));
        added.push_str("<link rel=\"stylesheet\" href=\"/_loa/preview.css\">");
        let said = said.get(ui);
        let _ = write!(
            added,
            "<div class=\"loa-preview\" role=\"alert\"><strong>{said}</strong><pre>{messages}</pre></div>"
        );
    }
    let _ = write!(
        added,
        "<script src=\"/_loa/preview.js\" data-stamp=\"{}\"></script>",
        escape(&state.stamp)
    );
    // A file in another encoding is not rendered by loa. Browsers also run scripts after its end.
    let Ok(page) = str::from_utf8(page) else { return [page, added.as_bytes()].concat() };
    let page = with_own_files_allowed(page);
    let (before, after) = page.split_at(end_of_body(&page));
    [before, &added, after].concat().into_bytes()
}

/// Returns where the last `</body>` begins, or where the page ends.
fn end_of_body(page: &str) -> usize {
    let ends = read_tokens(page, Markup::Html).filter_map(|token| match token {
        MarkupToken::End { name, end } if name == "body" => Some(end),
        _ => None,
    });
    ends.last().and_then(|end| page[..end].rfind("</")).unwrap_or(page.len())
}

/// Lets the page's security policy (`render/site/policy.rs`) load the preview's own files too.
fn with_own_files_allowed(page: &str) -> Cow<'_, str> {
    const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    let parts = page.split_once(POLICY).and_then(|(before, rest)| {
        let (policy, after) = rest.split_once('"')?;
        Some((before, policy, after))
    });
    let Some((before, policy, after)) = parts else { return Cow::Borrowed(page) };
    // The policy of a page already allows connections to its own host.
    let policy = policy
        .replace("script-src ", "script-src 'self' ")
        .replace("style-src ", "style-src 'self' ");
    Cow::Owned([before, POLICY, &policy, "\"", after].concat())
}

/// Returns the list of the outputs outside the site.
pub(crate) fn index(state: &State, ui: Ui) -> String {
    let say = |vi: &str, en: &str| Text::new(vi, en).get(ui).to_owned();
    let mut body = format!("<h1>{}</h1>", say("Xem trước", "Preview"));
    let _ = write!(body, "<p><a href=\"/\">{}</a></p>", say("Trang web", "The site"));
    let products = [
        ("script/", say("Bài đọc loa", "Loudspeaker scripts")),
        ("card/", say("Ảnh và bài đăng chia sẻ", "Share cards and posts")),
    ];
    for (folder, title) in products {
        let keys: Vec<&str> =
            state.outputs.paths().into_iter().filter(|key| key.starts_with(folder)).collect();
        if keys.is_empty() {
            continue;
        }
        let _ = write!(body, "<h2>{title}</h2><ul>");
        for key in keys {
            let (address, name) = (encode(key), escape(&key[folder.len()..]));
            let is_picture = [".png", ".jpg", ".webp"].iter().any(|ending| key.ends_with(ending));
            let picture = if is_picture {
                format!("<img src=\"/{address}\" alt=\"\" loading=\"lazy\">")
            } else {
                String::new()
            };
            let _ = write!(body, "<li><a href=\"/{address}\">{picture}{name}</a></li>");
        }
        body.push_str("</ul>");
    }
    // Every page already shows the messages of a failed build.
    if state.condition == Condition::Good && !state.messages.is_empty() {
        let _ = write!(
            body,
            "<h2>{}</h2><pre>{}</pre>",
            say("Cần xem lại", "Worth a look"),
            escape(&state.messages.join("\n\n"))
        );
    }
    let page = frame(&say("Xem trước", "Preview"), &body, ui);
    String::from_utf8_lossy(&with_preview(page.as_bytes(), state, ui)).into_owned()
}

/// Returns the page that replaces a page with a fault.
pub(crate) fn not_made(ui: Ui) -> String {
    let title = Text::new("Chưa làm được trang này", "This page can't be made");
    frame(title.get(ui), &format!("<h1>{}</h1>", title.get(ui)), ui)
}

/// Returns the page for the time before the first version without errors.
pub(crate) fn nothing_yet(ui: Ui) -> String {
    let title = Text::new("Chưa có bản nào để xem", "There is nothing to preview yet");
    let text = Text::new(
        "Nội dung còn lỗi. Sửa xong, bấm lưu: trang này tự tải lại.",
        "The content has errors. Fix them and save: this page reloads by itself.",
    );
    frame(title.get(ui), &format!("<h1>{}</h1><p>{}</p>", title.get(ui), text.get(ui)), ui)
}

/// Returns the 404 page for a site that has none.
pub(crate) fn not_found(ui: Ui) -> String {
    let title = Text::new("Không có trang này", "There is no such page");
    let back = Text::new("Về danh sách xem trước", "To the preview list");
    let title = title.get(ui);
    frame(title, &format!("<h1>{title}</h1><p><a href=\"/_loa/\">{}</a></p>", back.get(ui)), ui)
}

fn frame(title: &str, body: &str, ui: Ui) -> String {
    let lang = match ui {
        Ui::Vi => "vi",
        Ui::En => "en",
    };
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"/_loa/preview.css\"></head><body class=\"loa-index\">{body}</body></html>"
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::{index, with_preview};
    use crate::diag::Ui;
    use crate::serve::state::{State, Version};

    fn good(files: &[&str]) -> State {
        let files: BTreeMap<String, Arc<[u8]>> =
            files.iter().map(|path| ((*path).to_owned(), Arc::from(&b""[..]))).collect();
        let messages = vec!["<i>".to_owned()];
        let version =
            Version { outputs: Some(Arc::new(files)), fingerprint: String::new(), messages };
        State::default().after_version(version)
    }

    #[test]
    fn added_before_the_last_end_of_body_or_at_the_end() {
        let check = |page: &str, start: &str, end: &str| {
            let out = String::from_utf8(with_preview(page.as_bytes(), &good(&[]), Ui::Vi)).unwrap();
            assert!(
                out.starts_with(start) && out.ends_with(end) && out.contains("/_loa/preview.js"),
                "{out}"
            );
        };
        check("<body>a</body>", "<body>a<script", "</script></body>");
        check(
            "<body>&lt;/body> </body >a</BoDy></html>",
            "<body>&lt;/body> </body >a<script",
            "</BoDy></html>",
        );
        check("a", "a<script", "</script>");
        check("", "<script", "</script>");
    }

    #[test]
    fn the_pages_policy_lets_the_preview_in() {
        let page = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';script-src 'sha256-a';style-src 'sha256-b';connect-src 'self'\"><p>script-src a";
        let shown = with_preview(page.as_bytes(), &good(&[]), Ui::En);
        let wanted = "content=\"default-src 'none';script-src 'self' 'sha256-a';style-src 'self' 'sha256-b';connect-src 'self'\"><p>script-src a<script";
        assert!(
            String::from_utf8_lossy(&shown).contains(wanted),
            "{}",
            String::from_utf8_lossy(&shown)
        );
    }

    #[test]
    fn list_escapes_names_and_messages() {
        let page = index(&good(&["card/<b>&\".png", "site/x.html"]), Ui::En);
        assert!(
            page.contains("href=\"/card/%3Cb%3E%26%22.png\"")
                && page.contains("&lt;b&gt;&amp;&quot;.png")
        );
        assert!(
            page.contains("&lt;i&gt;")
                && !page.contains("site/x.html")
                && page.contains("The site")
        );
    }
}
