//! The preview as an author uses it: edit, break and fix a file, and read the page each time.

#![expect(clippy::disallowed_methods, reason = "this test runs the program on a real disk")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const SITE: &str = "title: Thử\nbase_url: https://thu.example\ndefault_language: vi\n\
    languages: { vi: { name: Tiếng Việt } }\n\
    handouts: { cards: off, leaflets: off, posters: off, codes: off }\n";

/// A running preview, stopped when dropped.
struct Preview {
    process: Child,
    host: String,
}

impl Preview {
    fn start(root: &Path) -> Preview {
        let mut process = Command::new(env!("CARGO_BIN_EXE_loa"))
            .args(["--ui", "en", "serve", "--port", "0"])
            .arg(root)
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("loa starts");
        let stderr = BufReader::new(process.stderr.take().expect("a pipe"));
        let host = stderr
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, rest) = line.split_once("http://")?;
                rest.split_once('/').map(|(host, _)| host.to_owned())
            })
            .expect("the preview prints its address");
        Preview { process, host }
    }

    fn get(&self, path: &str) -> String {
        let deadline = Instant::now() + Duration::from_secs(60);
        let mut stream = loop {
            match TcpStream::connect(&self.host) {
                Ok(stream) => break stream,
                Err(error) => assert!(Instant::now() < deadline, "no connection: {error}"),
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host)
            .expect("sent");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("an answer");
        text
    }

    /// Waits until the page's stamp differs, as an open browser page does.
    fn wait_for_change(&self, page: &str) -> String {
        let event = self.get(&format!("/_loa/events?since={}", stamp(page)));
        assert!(event.contains("data: "), "the preview reports no change: {event}");
        self.get("/a/")
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Otherwise any page in the browser could use up the preview's connections.
#[test]
fn connection_without_a_complete_request_is_closed() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "site.yaml", SITE);
    write(folder.path(), "content/explainers/a/vi.md", "---\ntitle: A\nsummary: S\n---\nB\n");
    let preview = Preview::start(folder.path());
    let mut stream = TcpStream::connect(&preview.host).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
    write!(stream, "GET / HTTP/1.1\r\nHost: 127").expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("closed before the timeout");
    assert!(!answer.contains("200 OK"), "{answer}");
    assert!(preview.get("/a/").contains("200 OK"));
}

fn stamp(page: &str) -> &str {
    page.split("data-stamp=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a stamp")
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

fn page(body: &str) -> String {
    format!("---\ntitle: Bài A\nsummary: Một câu.\n---\n{body}\n")
}

fn check(page: &str, status: &str, has: &[&str], lacks: &[&str]) {
    assert!(page.starts_with(&format!("HTTP/1.1 {status}")), "{page}");
    for wanted in has {
        assert!(page.contains(wanted), "missing {wanted}: {page}");
    }
    for unwanted in lacks {
        assert!(!page.contains(unwanted), "unwanted {unwanted}: {page}");
    }
}

#[test]
fn edits_mistakes_and_fixes_are_shown() {
    let place = tempfile::tempdir().expect("a folder");
    let root = place.path();
    write(root, "site.yaml", SITE);
    write(root, "content/explainers/a/vi.md", &page("Lời thứ nhất."));
    let preview = Preview::start(root);
    let first = preview.get("/a/");
    check(&first, "200", &["Lời thứ nhất."], &["role=\"alert\""]);

    write(root, "content/explainers/a/vi.md", &page("Lời thứ hai."));
    let second = preview.wait_for_change(&first);
    check(&second, "200", &["Lời thứ hai."], &["Lời thứ nhất.", "role=\"alert\""]);

    write(root, "content/explainers/a/vi.md", &page("Xem [bài kia](khong-co)."));
    let broken = preview.wait_for_change(&second);
    check(
        &broken,
        "200",
        &["Lời thứ hai.", "role=\"alert\"", "last good version", "broken-link"],
        &[],
    );

    write(root, "content/explainers/a/vi.md", &page("Lời thứ ba."));
    let fixed = preview.wait_for_change(&broken);
    check(&fixed, "200", &["Lời thứ ba."], &["role=\"alert\""]);

    // No requested page uses this template, so the background thread finds the mistake.
    write(root, "themes/que-huong/site/not-found.html", "{{ nothing.there }}");
    let faulty = preview.wait_for_change(&fixed);
    let faulty =
        if faulty.contains("role=\"alert\"") { faulty } else { preview.wait_for_change(&faulty) };
    check(&faulty, "200", &["Lời thứ ba.", "theme-template", "can't be published yet"], &[]);
}

#[test]
fn a_campaign_with_errors_has_nothing_to_show_until_they_are_fixed() {
    let place = tempfile::tempdir().expect("a folder");
    let root = place.path();
    write(root, "site.yaml", SITE);
    write(root, "content/explainers/a/vi.md", &page("Xem [bài kia](khong-co)."));
    let preview = Preview::start(root);
    let broken = preview.get("/a/");
    check(
        &broken,
        "503",
        &["There is nothing to preview yet", "broken-link"],
        &["last good version"],
    );
    write(root, "content/explainers/a/vi.md", &page("Lời đúng."));
    check(&preview.wait_for_change(&broken), "200", &["Lời đúng."], &["role=\"alert\""]);
}
