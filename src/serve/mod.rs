//! The preview on the desk: shows the last good build, rebuilds when a file is saved, reloads open pages.
//!
//! Serves from memory and never from disk, so no request can reach a file. Listens on this computer only, and
//! answers only to its own name. What a build is, the caller's closure knows.

mod answer;
mod pages;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use tokio::sync::watch::{self, Receiver, Sender};

use crate::diag::{Failure, Text, Ui};
use crate::files::watch::{Saved, Watch};
use crate::serve::answer::{Desk, Shown};

/// Where outputs are taken from, by path, such as `site/index.html`.
pub trait Shelf: Send + Sync {
    /// Returns all paths, in order.
    fn paths(&self) -> Vec<&str>;

    /// Returns whether there is such an output.
    fn has(&self, path: &str) -> bool;

    /// Returns an output, or what kept it from being made, as people are to read it.
    fn get(&self, path: &str) -> Option<Result<Arc<[u8]>, String>>;
}

impl Shelf for BTreeMap<String, Arc<[u8]>> {
    fn paths(&self) -> Vec<&str> {
        self.keys().map(String::as_str).collect()
    }

    fn has(&self, path: &str) -> bool {
        self.contains_key(path)
    }

    fn get(&self, path: &str) -> Option<Result<Arc<[u8]>, String>> {
        self.get(path).cloned().map(Ok)
    }
}

/// What a build gave.
#[derive(Clone)]
pub struct Preview {
    /// Its outputs. Not looked at when the build failed.
    pub shelf: Arc<dyn Shelf>,
    /// Differs when the outputs differ.
    pub mark: String,
    /// What was found, as people are to read it.
    pub messages: Vec<String>,
    /// Whether something keeps this build from being published.
    pub failed: bool,
    /// Whether there is more to be said about it: whoever asks again without having saved anything is told.
    pub is_glance: bool,
}

impl Preview {
    /// Returns a build that failed.
    pub fn failed(message: String) -> Preview {
        Preview {
            shelf: Arc::new(BTreeMap::new()),
            mark: String::new(),
            messages: vec![message],
            failed: true,
            is_glance: false,
        }
    }
}

/// A build, and what is found to be wrong with it while it is shown already.
pub type Building = (Preview, Option<mpsc::Receiver<String>>);

/// The port that is tried first.
pub const DEFAULT_PORT: u16 = 4000;

/// A preview that has its address but shows nothing yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    port: u16,
}

impl Server {
    /// Takes a port of this computer: the one asked for, else the next that is free.
    ///
    /// # Errors
    /// When none of them is free.
    pub fn bind(port: u16) -> Result<Server, Failure> {
        const TRIES: u16 = 20;
        let mut refusal = None;
        for port in port..=port.saturating_add(TRIES) {
            match take(port) {
                Ok(server) => return Ok(server),
                Err(error) => refusal = Some(error),
            }
        }
        let last = port.saturating_add(TRIES);
        let text = Text::new(
            format!(
                "không mở được trang xem trước: các cổng từ {port} đến {last} đều đang bận; hãy chọn cổng khác bằng `--port`"
            ),
            format!("can't open the preview: ports {port} to {last} are all taken; choose another one with `--port`"),
        );
        Err(Failure { text, cause: refusal })
    }

    /// Returns the address to type into a browser, without `/` at the end.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Builds, shows, and builds again whenever a watched file is saved; `rebuild` hears what was saved, and nothing at
    /// first. `watch` starts the watching, which takes its time in large folders; meanwhile the first page is made. Returns
    /// only when the system takes the port away.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn run(
        self,
        ui: Ui,
        watch: impl FnOnce() -> Option<Watch> + Send + 'static,
        rebuild: impl Fn(Option<&Saved>) -> Building + Send + Sync + 'static,
    ) -> Result<(), Failure> {
        /// Small folders are watched before anything is read.
        const SOON: Duration = Duration::from_millis(50);
        /// Within so long whoever starts a preview has opened its first page.
        const CALM: Duration = Duration::from_millis(500);
        let failing = |cause| Failure::io(Text::new("không chạy được trang xem trước", "can't run the preview"), cause);
        let (sender, receiver) = watch::channel(Arc::new(Shown::default()));
        let (sender, rebuild) = (Arc::new(sender), Arc::new(rebuild));
        let ((watching, is_watching), (first, first_shown)) = (mpsc::channel(), mpsc::channel());
        let (later_sender, later_rebuild) = (Arc::clone(&sender), Arc::clone(&rebuild));
        std::thread::spawn(move || {
            let watch = watch();
            // Nobody waits for this any more in a large folder.
            let _ = watching.send(());
            let Ok((is_glance, may_have_missed)) = first_shown.recv() else { return };
            if is_glance {
                // The page comes first.
                std::thread::sleep(CALM);
            }
            if is_glance || (may_have_missed && watch.is_some()) {
                watch.iter().for_each(Watch::forget);
                show(&later_sender, build(&*later_rebuild, Some(&Saved::Anything)));
            }
            if let Some(watch) = watch {
                keep_building(&watch, &later_sender, &*later_rebuild);
            }
        });
        let may_have_missed = is_watching.recv_timeout(SOON).is_err();
        let building = build(&*rebuild, None);
        let is_glance = building.0.is_glance;
        show(&sender, building);
        let _ = first.send((is_glance, may_have_missed));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failing)?;
        let live = Live { desk: Desk { port: self.port, ui }, shown: receiver };
        let router = Router::new().fallback(handle).with_state(live);
        runtime.block_on(async {
            self.listener.set_nonblocking(true).map_err(failing)?;
            let listener = tokio::net::TcpListener::from_std(self.listener).map_err(failing)?;
            axum::serve(listener, router).await.map_err(failing)
        })
    }
}

fn take(port: u16) -> std::io::Result<Server> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    let port = listener.local_addr()?.port();
    Ok(Server { listener, port })
}

fn keep_building(watch: &Watch, sender: &Arc<Sender<Arc<Shown>>>, rebuild: &impl Fn(Option<&Saved>) -> Building) {
    while let Some(mut saved) = watch.wait() {
        let mut building = build(rebuild, Some(&saved));
        // What looks wrong may be a file that is half written: faults are shown when all has come to rest.
        while building.0.failed
            && let Some(more) = watch.goes_on()
        {
            saved.join(more);
            building = build(rebuild, Some(&saved));
        }
        show(sender, building);
    }
}

/// Shows a build, and what is found to be wrong with it later as long as nothing else is shown.
fn show(sender: &Arc<Sender<Arc<Shown>>>, (preview, later): Building) {
    let next = Arc::new(sender.borrow().after(preview));
    let mut mine = next.stamp.clone();
    sender.send_replace(next);
    let Some(later) = later else { return };
    let sender = Arc::clone(sender);
    std::thread::spawn(move || {
        for message in later {
            let is_shown = sender.send_if_modified(|shown| {
                let is_mine = shown.stamp == mine;
                if is_mine {
                    *shown = Arc::new(shown.with(message));
                    mine.clone_from(&shown.stamp);
                }
                is_mine
            });
            if !is_shown {
                return;
            }
        }
    });
}

/// Builds. A fault of ours must not end the preview that somebody is working with.
fn build(rebuild: &impl Fn(Option<&Saved>) -> Building, saved: Option<&Saved>) -> Building {
    catch_unwind(AssertUnwindSafe(|| rebuild(saved)))
        .unwrap_or_else(|_| (Preview::failed("loa gặp lỗi bên trong / loa met an internal error".to_owned()), None))
}

/// What every request needs.
#[derive(Clone)]
struct Live {
    desk: Desk,
    shown: Receiver<Arc<Shown>>,
}

async fn handle(State(live): State<Live>, request: Request) -> Response<Body> {
    let (head, _body) = request.into_parts();
    let shown = live.shown.borrow().clone();
    let asked = match live.desk.asks_for_events(&head) {
        Some(stamp) => stamp,
        None => return live.desk.answer(&shown, &head).map(Body::from),
    };
    let stamp = next_stamp(live.shown, &asked).await;
    answer::event(stamp.as_deref()).map(Body::from)
}

/// Waits until something other than `known` is shown. Gives up after a while, since a closed page is noticed only
/// when something is sent; the browser asks again by itself.
async fn next_stamp(mut shown: Receiver<Arc<Shown>>, known: &str) -> Option<String> {
    const LONGEST: Duration = Duration::from_secs(20);
    let changed = async {
        let next = shown.wait_for(|shown| shown.stamp != known).await.map(|shown| shown.stamp.clone());
        match next {
            Ok(stamp) => stamp,
            // Nothing is watched, so nothing will change.
            Err(_) => std::future::pending().await,
        }
    };
    tokio::time::timeout(LONGEST, changed).await.ok()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "these tests need a real disk")]
mod tests {
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::sync::Arc;

    use super::{Preview, Server};
    use crate::diag::Ui;
    use crate::files::watch::watch;

    fn get(port: u16, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    fn stamp(page: &str) -> &str {
        page.split("data-stamp=\"").nth(1).unwrap().split('"').next().unwrap()
    }

    #[test]
    fn saved_file_is_built_shown_and_told_to_open_pages() {
        let place = tempfile::tempdir().unwrap();
        let source = place.path().join("a.md");
        fs::write(&source, "một").unwrap();
        let watch = watch(&[place.path().to_owned()], &[]).unwrap();
        let server = Server::bind(0).unwrap();
        let port = server.port;
        assert_eq!(server.address(), format!("http://127.0.0.1:{port}"));
        let read = source.clone();
        std::thread::spawn(move || {
            server.run(
                Ui::Vi,
                || Some(watch),
                move |_| {
                    let text = fs::read_to_string(&read).unwrap();
                    assert_ne!(text, "hoảng");
                    let page: Arc<[u8]> = format!("<body>{text}</body>").into_bytes().into();
                    let failed = text == "hỏng";
                    let files = std::collections::BTreeMap::from([("site/index.html".to_owned(), page)]);
                    let shelf: Arc<dyn super::Shelf> = Arc::new(files);
                    (Preview { shelf, mark: text.clone(), messages: vec![text], failed, is_glance: false }, None)
                },
            )
        });
        let first = get(port, "/");
        assert!(first.starts_with("HTTP/1.1 200") && first.contains("<body>một"), "{first}");
        let mut known = stamp(&first).to_owned();
        for (saved, shown, message) in [
            ("hai", "<body>hai", ""),
            ("hỏng", "<body>hai", "hỏng"),
            ("hoảng", "<body>hai", "loa"),
            ("ba", "<body>ba", ""),
        ] {
            fs::write(&source, saved).unwrap();
            let event = get(port, &format!("/_loa/events?since={known}"));
            assert!(event.contains("text/event-stream") && event.contains("data: "), "{event}");
            let page = get(port, "/");
            assert!(page.contains(shown) && page.contains(message), "{saved}: {page}");
            assert_eq!(page.contains("role=\"alert\""), !message.is_empty());
            known = stamp(&page).to_owned();
        }
    }

    #[test]
    fn what_was_shown_at_a_glance_is_judged_though_nobody_saves_anything() {
        let server = Server::bind(0).unwrap();
        let port = server.port;
        std::thread::spawn(move || {
            // Not even where nothing can be watched.
            server.run(
                Ui::Vi,
                || None,
                |saved| {
                    let is_glance = saved.is_none();
                    let (mark, text) = if is_glance { ("glance", "thoáng qua") } else { ("judged", "đã xem") };
                    let page: Arc<[u8]> = format!("<body>{text}</body>").into_bytes().into();
                    let files = std::collections::BTreeMap::from([("site/index.html".to_owned(), page)]);
                    let shelf: Arc<dyn super::Shelf> = Arc::new(files);
                    (Preview { shelf, mark: mark.to_owned(), messages: Vec::new(), failed: false, is_glance }, None)
                },
            )
        });
        let first = get(port, "/");
        assert!(first.contains("<body>thoáng qua"), "{first}");
        let event = get(port, &format!("/_loa/events?since={}", stamp(&first)));
        assert!(event.contains("data: "), "{event}");
        assert!(get(port, "/").contains("<body>đã xem"));
    }

    #[test]
    fn next_port_is_taken_when_one_is_busy() {
        let first = Server::bind(0).unwrap();
        let second = Server::bind(first.port).unwrap();
        assert_ne!(first.port, second.port);
    }
}
