//! Notices that a file of the campaign was saved.

use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::diag::{Error, Text};
use crate::files::disk::{self, FileKind};

/// Watches folders until it is dropped.
pub struct FileWatcher {
    changes: Receiver<()>,
    _watcher: Box<dyn Watcher + Send>,
}

impl FileWatcher {
    /// Starts to watch folders recursively, except the folders `ignored` and hidden files.
    ///
    /// # Errors
    /// If the system can't watch them.
    pub fn start(roots: &[PathBuf], ignored: &[PathBuf]) -> Result<FileWatcher, Error> {
        let real =
            |path: &PathBuf| disk::real(path).map_err(|cause| cannot_watch(path, Some(cause)));
        let roots = roots.iter().map(real).collect::<Result<Vec<PathBuf>, Error>>()?;
        for root in &roots {
            if disk::find(root).map_err(|cause| cannot_watch(root, Some(cause)))?
                != Some(FileKind::Folder)
            {
                return Err(cannot_watch(root, None));
            }
        }
        let ignored = ignored.iter().map(real).collect::<Result<Vec<PathBuf>, Error>>()?;
        let (sender, changes) = channel();
        let filter = Filter { roots: roots.clone(), ignored };
        let notice = move |event: notify::Result<Event>| {
            // After an error events may be missing, so it counts as a change.
            if event.map_or(true, |event| filter.is_change(&event)) {
                // The receiver is gone when the preview ends.
                let _ = sender.send(());
            }
        };
        let watcher = start::<RecommendedWatcher>(notice.clone(), &roots, Config::default())
            .or_else(|_| {
                // Some network drives report no changes, and some systems limit the number of
                // watched folders: poll then.
                start::<PollWatcher>(
                    notice,
                    &roots,
                    Config::default().with_poll_interval(Duration::from_secs(1)),
                )
            });
        match watcher {
            Ok(watcher) => Ok(FileWatcher { changes, _watcher: watcher }),
            Err(error) => {
                let root = roots.first().map_or(Path::new("."), PathBuf::as_path);
                Err(cannot_watch(root, Some(std::io::Error::other(error))))
            }
        }
    }

    /// Waits until a file has changed and no further event has come for a moment. Returns `false`
    /// if watching has ended.
    pub fn wait(&self) -> bool {
        // Writing one file raises several events.
        const QUIET: Duration = Duration::from_millis(10);
        // A file that changes all the time must not block the preview.
        const MOST_EVENTS: u32 = 200;
        if self.changes.recv().is_err() {
            return false;
        }
        for _ in 0..MOST_EVENTS {
            match self.changes.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        true
    }

    /// Returns whether a file changes again within the time that editors and Excel need to write
    /// one file in several steps. Waits until the events have stopped.
    pub fn changes_again(&self) -> bool {
        const STEPS: Duration = Duration::from_millis(150);
        let mut has_changed = false;
        while self.changes.recv_timeout(STEPS).is_ok() {
            has_changed = true;
        }
        has_changed
    }
}

fn cannot_watch(root: &Path, cause: Option<std::io::Error>) -> Error {
    let root = root.display();
    let text = Text::new(
        format!("không theo dõi được thư mục «{root}»"),
        format!("can't watch the folder `{root}`"),
    );
    Error { text, cause }
}

fn start<W: Watcher + Send + 'static>(
    notice: impl Fn(notify::Result<Event>) + Send + 'static,
    roots: &[PathBuf],
    config: Config,
) -> notify::Result<Box<dyn Watcher + Send>> {
    let mut watcher = W::new(notice, config)?;
    for root in roots {
        watcher.watch(root, RecursiveMode::Recursive)?;
    }
    Ok(Box::new(watcher))
}

#[derive(Clone)]
struct Filter {
    roots: Vec<PathBuf>,
    ignored: Vec<PathBuf>,
}

impl Filter {
    fn is_change(&self, event: &Event) -> bool {
        // Builds open every file themselves.
        let is_access = matches!(event.kind, EventKind::Access(_));
        !is_access && (event.need_rescan() || event.paths.iter().any(|path| self.is_source(path)))
    }

    /// Hidden files belong to editors and the system; `~$` files are locks of Office.
    fn is_source(&self, path: &Path) -> bool {
        // One root may lie in the other. Hidden names count from the nearer root.
        let roots = self.roots.iter().filter_map(|root| path.strip_prefix(root).ok());
        let below = roots.min_by_key(|below| below.components().count()).unwrap_or(path);
        let is_hidden = below.components().any(|part| match part {
            Component::Normal(name) => name.to_string_lossy().starts_with(['.', '~']),
            _ => false,
        });
        !is_hidden && !self.ignored.iter().any(|ignored| path.starts_with(ignored))
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "these tests need a real disk")]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::time::Duration;

    use notify::event::{AccessKind, CreateKind, EventKind};

    use super::{Event, FileWatcher, Filter};

    #[test]
    fn only_sources_count() {
        let filter =
            Filter { roots: vec!["/c".into(), "/.d".into()], ignored: vec!["/c/public".into()] };
        let check = |path: &str, expected| {
            assert_eq!(filter.is_source(Path::new(path)), expected, "{path}")
        };
        check("/c/site.yaml", true);
        check("/c/content/a/vi.md", true);
        check("/c/publicity.md", true);
        check("/c/public/site/index.html", false);
        check("/c/.public.loa-new/site/index.html", false);
        check("/c/.git/index", false);
        check("/.d/content/facts.yaml", true);
        check("/.d/.loa/public.last.json", false);
        check("/c/content/progress/~$tien-do.xlsx", false);
        let opened =
            Event::new(EventKind::Access(AccessKind::Read)).add_path("/c/site.yaml".into());
        assert!(!filter.is_change(&opened));
        let created =
            |path: &str| Event::new(EventKind::Create(CreateKind::File)).add_path(path.into());
        assert!(filter.is_change(&created("/c/content/a/vi.md")));
        assert!(!filter.is_change(&created("/c/public/site/index.html")));
    }

    #[test]
    fn saving_a_file_is_noticed_and_writing_outputs_is_not() {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir_all(place.path().join("public")).unwrap();
        fs::create_dir_all(place.path().join("content")).unwrap();
        let watching =
            FileWatcher::start(&[place.path().to_owned()], &[place.path().join("public")]).unwrap();
        fs::write(place.path().join("public/index.html"), "x").unwrap();
        fs::write(place.path().join(".hidden"), "x").unwrap();
        assert!(watching.changes.recv_timeout(Duration::from_millis(300)).is_err());
        fs::write(place.path().join("content/a.md"), "x").unwrap();
        fs::write(place.path().join("content/a.md"), "xy").unwrap();
        assert!(watching.wait());
        assert!(watching.changes.try_recv().is_err(), "one save is one change");
    }

    #[test]
    fn folder_that_is_not_there_is_a_failure() {
        assert!(FileWatcher::start(&["/không/có/đâu".into()], &[]).is_err());
    }
}
