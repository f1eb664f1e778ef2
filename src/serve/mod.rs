//! The preview: shows the last good version of the campaign, checks the campaign again when a file
//! is saved, and reloads open pages.
//!
//! The server listens on the loopback interface and answers only requests for its own host name.
//! Outputs are served from memory, so no request can reach a file.

mod address;
mod answer;
mod pages;
mod state;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State as AxumState};
use axum::http::Response;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use tokio::sync::watch::{self, Receiver, Sender};

use crate::config::Overrides;
use crate::diag::draw::draw;
use crate::diag::{Error, Severity, Sources, Text, Ui};
use crate::files::cache::{MemoryCache, NoCache};
use crate::files::disk::DiskFolder;
use crate::files::recording::RecordingFolder;
use crate::files::watch::FileWatcher;
use crate::pipeline::{
    self, Checked, Input, NoProgress, PreviewError, PreviewRenderer, SharedCaches,
};
use crate::publish;
use crate::serve::answer::Handler;
use crate::serve::state::{OutputSource, State, Version};

/// The port that is tried first.
pub const DEFAULT_PORT: u16 = 4000;

/// What is previewed, and how.
pub struct PreviewOptions {
    /// The campaign's folder.
    pub root: PathBuf,
    /// Returns the options that override `site.yaml`, and the day.
    pub overrides: Box<dyn Fn() -> Overrides + Send + Sync>,
    /// The language of messages.
    pub ui: Ui,
    /// Receives the error if the folder can't be watched. The preview keeps the shown version.
    pub warn: Box<dyn Fn(&Error) + Send + Sync>,
}

/// A bound port. Nothing is shown yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    port: u16,
}

impl Server {
    /// Binds a port of the loopback interface: the requested one, or else the next free one.
    ///
    /// # Errors
    ///
    /// Returns an error if none of the ports is free.
    pub fn bind(port: u16) -> Result<Server, Error> {
        const TRIES: u16 = 20;
        let last = port.saturating_add(TRIES);
        let mut refusal = None;
        for port in port..=last {
            match bind_one(port) {
                Ok(server) => return Ok(server),
                Err(error) => refusal = Some(error),
            }
        }
        let text = Text::new(
            format!(
                "không mở được trang xem trước: các cổng từ {port} đến {last} đều đang bận; hãy chọn cổng khác bằng \
                 `--port`"
            ),
            format!(
                "can't open the preview: ports {port} to {last} are in use; choose another one with `--port`"
            ),
        );
        Err(Error { text, cause: refusal })
    }

    /// Returns the address for the browser, without `/` at the end.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Shows the campaign, and checks it again whenever a file is saved. Returns only when the
    /// system closes the port.
    ///
    /// # Errors
    ///
    /// Returns an error if the server can't run.
    pub fn run(self, options: PreviewOptions) -> Result<(), Error> {
        let failing = |cause| {
            Error::io(Text::new("không chạy được trang xem trước", "can't run the preview"), cause)
        };
        let (sender, receiver) = watch::channel(Arc::new(State::default()));
        let handler = Handler { port: self.port, ui: options.ui };
        let (checked_once, first_check) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let sender = Arc::new(sender);
            let preview = Preview { options, artifacts: Arc::default() };
            // Start watching first, so that no change is missed during the first check.
            let watcher = preview.watch();
            preview.show_version(&sender, preview.check());
            let _ = checked_once.send(());
            match watcher {
                Ok(watcher) => preview.follow(&watcher, &sender),
                Err(failure) => (preview.options.warn)(&failure),
            }
            // Open pages wait for events: the sender must live as long as they do.
            std::thread::park();
        });
        // Browsers open the address immediately. They get the first version instead of an empty
        // page.
        let _ = first_check.recv();
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failing)?;
        let router = Router::new().fallback(handle).with_state(Live { handler, state: receiver });
        runtime.block_on(async {
            self.listener.set_nonblocking(true).map_err(failing)?;
            let listener = tokio::net::TcpListener::from_std(self.listener).map_err(failing)?;
            serve_connections(listener, router).await;
            Ok(())
        })
    }
}

/// Serves all connections. Closes those whose request is not complete in time.
async fn serve_connections(listener: tokio::net::TcpListener, router: Router) {
    const LONGEST_HEAD: Duration = Duration::from_secs(5);
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(LONGEST_HEAD);
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many files are open, or the client is already gone.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let (builder, service) = (builder.clone(), TowerToHyperService::new(router.clone()));
        tokio::spawn(async move {
            // An error means that the browser closed the connection.
            let _ = builder.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

fn bind_one(port: u16) -> std::io::Result<Server> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    let port = listener.local_addr()?.port();
    Ok(Server { listener, port })
}

/// A previewed campaign.
struct Preview {
    options: PreviewOptions,
    /// Typeset sheets and scaled pictures of the last versions.
    artifacts: Arc<MemoryCache>,
}

/// A version, with its renderer when it has no errors.
type CheckedVersion = (Version, Option<Arc<PreviewOutputs>>);

impl Preview {
    /// Watches the campaign's folder and the one that it extends.
    fn watch(&self) -> Result<FileWatcher, Error> {
        let root = &self.options.root;
        let extended = pipeline::read_extends(&DiskFolder::open(root)?).extends;
        let extended = extended.map(|(path, _)| root.join(path)).filter(|path| path.is_dir());
        let roots: Vec<PathBuf> = std::iter::once(root.clone()).chain(extended).collect();
        let ignored: Vec<PathBuf> = roots
            .iter()
            .flat_map(|root| [root.join("public"), root.join(publish::STORE)])
            .collect();
        FileWatcher::start(&roots, &ignored)
    }

    /// Checks the campaign again after every change.
    fn follow(&self, watcher: &FileWatcher, sender: &Arc<Sender<Arc<State>>>) {
        while watcher.wait() {
            let mut version = self.check();
            // A half-written file may cause errors, so wait until the files are stable.
            while version.0.outputs.is_none() && watcher.changes_again() {
                version = self.check();
            }
            self.show_version(sender, version);
        }
    }

    /// Checks the campaign. A bug of loa must not end the preview that an author works with.
    fn check(&self) -> CheckedVersion {
        catch_unwind(AssertUnwindSafe(|| self.load_version())).unwrap_or_else(|_| {
            let message = internal_error().get(self.options.ui).to_owned();
            (Version { outputs: None, fingerprint: String::new(), messages: vec![message] }, None)
        })
    }

    fn load_version(&self) -> CheckedVersion {
        let ui = self.options.ui;
        let overrides = (self.options.overrides)();
        let prepared = DiskFolder::open(&self.options.root).and_then(|folder| {
            let recording = RecordingFolder::new(&folder);
            let shared = SharedCaches::default();
            let input = Input {
                folder: &recording,
                overrides: &overrides,
                shared: &shared,
                cache: &NoCache,
                progress: &NoProgress,
            };
            let checked = pipeline::prepare(&input)?;
            Ok((checked, recording.into_log().fingerprint()))
        });
        let (checked, inputs) = match prepared {
            Ok(prepared) => prepared,
            Err(failure) => {
                let messages = vec![failure.text.get(ui).to_owned()];
                return (Version { outputs: None, fingerprint: String::new(), messages }, None);
            }
        };
        let has_errors = checked.diags.has_errors();
        let Checked { campaign, diags, sources, .. } = checked;
        let notable = diags.list.iter().filter(|diagnostic| diagnostic.severity != Severity::Info);
        let messages = notable.map(|diagnostic| draw(diagnostic, &sources, ui, false)).collect();
        let outputs = campaign.filter(|_| !has_errors).map(|campaign| {
            let renderer = PreviewRenderer::new(campaign, Arc::clone(&self.artifacts));
            Arc::new(PreviewOutputs { renderer, sources, ui })
        });
        let source = outputs.clone().map(|outputs| outputs as Arc<dyn OutputSource>);
        let fingerprint = format!("{inputs} {overrides:?}");
        (Version { outputs: source, fingerprint, messages }, outputs)
    }

    /// Shows a version. In the background, renders the other outputs to find faults in pages that
    /// were not requested yet.
    fn show_version(&self, sender: &Arc<Sender<Arc<State>>>, (version, outputs): CheckedVersion) {
        let next = Arc::new(sender.borrow().after_version(version));
        let shown = next.outputs.clone();
        sender.send_replace(next);
        let Some(outputs) = outputs else { return };
        let sender = Arc::clone(sender);
        std::thread::spawn(move || {
            let is_current = || Arc::ptr_eq(&sender.borrow().outputs, &shown);
            outputs.renderer.render_rest(is_current, |error| {
                let message = outputs.draw(error);
                sender.send_if_modified(|state| {
                    let is_current = Arc::ptr_eq(&state.outputs, &shown);
                    if is_current {
                        *state = Arc::new(state.after_fault(message));
                    }
                    is_current
                })
            });
        });
    }
}

/// The outputs of a checked version, rendered when they are requested.
struct PreviewOutputs {
    renderer: PreviewRenderer,
    sources: Sources,
    ui: Ui,
}

impl PreviewOutputs {
    fn draw(&self, error: &PreviewError) -> String {
        match error {
            PreviewError::Fault(diagnostic) => draw(diagnostic, &self.sources, self.ui, false),
            PreviewError::Internal => internal_error().get(self.ui).to_owned(),
        }
    }
}

impl OutputSource for PreviewOutputs {
    fn paths(&self) -> Vec<&str> {
        self.renderer.paths().collect()
    }

    fn has(&self, path: &str) -> bool {
        self.renderer.has(path)
    }

    fn get(&self, path: &str) -> Option<Result<Arc<[u8]>, String>> {
        Some(self.renderer.render(path)?.map_err(|error| self.draw(&error)))
    }
}

fn internal_error() -> Text {
    Text::new("loa gặp lỗi bên trong", "loa met an internal error")
}

/// The data that every request needs.
#[derive(Clone)]
struct Live {
    handler: Handler,
    state: Receiver<Arc<State>>,
}

async fn handle(AxumState(live): AxumState<Live>, request: Request) -> Response<Body> {
    let (head, _body) = request.into_parts();
    let state = live.state.borrow().clone();
    let known_stamp = match live.handler.asks_for_events(&head) {
        Some(stamp) => stamp,
        None => return live.handler.answer(&state, &head).map(Body::from),
    };
    let stamp = next_stamp(live.state, &known_stamp).await;
    answer::event(stamp.as_deref()).map(Body::from)
}

/// Waits until the stamp differs from `known`. Gives up after a while, because the server detects a
/// closed page only when it sends something. The browser then connects again.
async fn next_stamp(mut state: Receiver<Arc<State>>, known: &str) -> Option<String> {
    const LONGEST: Duration = Duration::from_secs(20);
    let changed = async {
        let next =
            state.wait_for(|state| state.stamp != known).await.map(|state| state.stamp.clone());
        match next {
            Ok(stamp) => stamp,
            // The sender is gone, so nothing will change.
            Err(_) => std::future::pending().await,
        }
    };
    tokio::time::timeout(LONGEST, changed).await.ok()
}

#[cfg(test)]
mod tests {
    use super::Server;

    #[test]
    fn next_port_is_taken_when_one_is_busy() {
        let first = Server::bind(0).unwrap();
        let second = Server::bind(first.port).unwrap();
        assert_ne!(first.port, second.port);
        assert_eq!(first.address(), format!("http://127.0.0.1:{}", first.port));
    }
}
