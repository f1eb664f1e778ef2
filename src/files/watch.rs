//! Noticing that somebody saved a file of the campaign.
//!
//! Says which files, where the system tells. What follows from that, others know.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::diag::{Failure, Text};
use crate::files::disk::{self, Found};

/// What was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// These files of the first folder that is watched, by their paths with `/` below it.
    Files(BTreeSet<String>),
    /// Nobody knows what, or something elsewhere.
    Anything,
}

impl Saved {
    /// Takes over what was saved besides.
    pub fn join(&mut self, other: Saved) {
        match (self, other) {
            (Saved::Files(files), Saved::Files(more)) => files.extend(more),
            (all, _) => *all = Saved::Anything,
        }
    }
}

/// A folder that is being watched until this is dropped.
pub struct Watch {
    changes: Receiver<Saved>,
    _watcher: Box<dyn Watcher + Send>,
}

/// Starts watching folders and all below, except the folders `ignored` and hidden files.
///
/// # Errors
/// When the system can't watch them.
pub fn watch(roots: &[PathBuf], ignored: &[PathBuf]) -> Result<Watch, Failure> {
    let failing = |root: &Path, cause| {
        let root = root.display();
        let text =
            Text::new(format!("không theo dõi được thư mục «{root}»"), format!("can't watch the folder `{root}`"));
        Failure { text, cause }
    };
    let real = |path: &PathBuf| disk::real(path).map_err(|cause| failing(path, Some(cause)));
    let below = roots.iter().map(real).collect::<Result<Vec<PathBuf>, Failure>>()?;
    for root in &below {
        if disk::find(root).map_err(|cause| failing(root, Some(cause)))? != Some(Found::Folder) {
            return Err(failing(root, None));
        }
    }
    let ignored = ignored.iter().map(real).collect::<Result<Vec<PathBuf>, Failure>>()?;

    let (sender, changes) = channel();
    let filter = Filter { roots: below.clone(), ignored };
    let tell = move |event: notify::Result<Event>| {
        // When the system lost count, something may have changed.
        if let Some(saved) = event.map_or(Some(Saved::Anything), |event| filter.saved(&event)) {
            // Nobody listens any more when the preview is ending.
            let _ = sender.send(saved);
        }
    };
    let watcher = start::<RecommendedWatcher>(tell.clone(), &below, Config::default()).or_else(|_| {
        // Some network drives can't tell of changes, and some systems allow too few watched folders: then look
        // every second.
        start::<PollWatcher>(tell, &below, Config::default().with_poll_interval(Duration::from_secs(1)))
    });
    match watcher {
        Ok(watcher) => Ok(Watch { changes, _watcher: watcher }),
        Err(error) => {
            Err(failing(below.first().map_or(Path::new("."), PathBuf::as_path), Some(std::io::Error::other(error))))
        }
    }
}

impl Watch {
    /// Waits until something has changed and been quiet for a moment. Returns what; nothing when the watching has ended.
    pub fn wait(&self) -> Option<Saved> {
        // One step of writing tells of itself several times.
        const QUIET: Duration = Duration::from_millis(10);
        // A file that never comes to rest must not keep the preview from ever being made.
        const MOST_ROUNDS: u32 = 200;
        let mut saved = self.changes.recv().ok()?;
        for _ in 0..MOST_ROUNDS {
            match self.changes.recv_timeout(QUIET) {
                Ok(more) => saved.join(more),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(saved)
    }
}

impl Watch {
    /// Forgets what was told until now, for somebody who is about to look at everything anyway. Of thousands of files that
    /// are only read, the system tells so much that it loses count.
    pub fn forget(&self) {
        while self.changes.try_recv().is_ok() {}
    }

    /// Returns what changes within the time that editors and Excel need to write one file in several steps; waits until
    /// it has been quiet then.
    pub fn goes_on(&self) -> Option<Saved> {
        const STEPS: Duration = Duration::from_millis(150);
        let mut saved: Option<Saved> = None;
        while let Ok(more) = self.changes.recv_timeout(STEPS) {
            match &mut saved {
                Some(saved) => saved.join(more),
                None => saved = Some(more),
            }
        }
        saved
    }
}

fn start<W: Watcher + Send + 'static>(
    tell: impl Fn(notify::Result<Event>) + Send + 'static,
    roots: &[PathBuf],
    config: Config,
) -> notify::Result<Box<dyn Watcher + Send>> {
    let mut watcher = W::new(tell, config)?;
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
    fn saved(&self, event: &Event) -> Option<Saved> {
        // Builds open every file themselves.
        if matches!(event.kind, EventKind::Access(_)) {
            return None;
        }
        if event.need_rescan() {
            return Some(Saved::Anything);
        }
        let sources: Vec<&PathBuf> = event.paths.iter().filter(|path| self.is_source(path)).collect();
        if sources.is_empty() {
            return None;
        }
        let files: Option<BTreeSet<String>> = sources.into_iter().map(|path| self.below_first(path)).collect();
        Some(files.map_or(Saved::Anything, Saved::Files))
    }

    /// Returns a path below the first folder, unless another one is nearer.
    fn below_first(&self, path: &Path) -> Option<String> {
        let (first, others) = self.roots.split_first()?;
        let is_elsewhere = others.iter().any(|root| root.starts_with(first) && path.starts_with(root));
        let below = path.strip_prefix(first).ok().filter(|_| !is_elsewhere)?.to_str()?;
        Some(disk::with_slashes(below))
    }

    /// Hidden files are editors' and systems' own; Office's `~$` files are locks.
    fn is_source(&self, path: &Path) -> bool {
        // A folder may lie in the other: the nearer one says what is hidden within it.
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

    use super::{Event, Filter, Saved, watch};

    #[test]
    fn only_sources_count() {
        let filter = Filter { roots: vec!["/c".into(), "/.d".into()], ignored: vec!["/c/public".into()] };
        let check = |path: &str, expected| assert_eq!(filter.is_source(Path::new(path)), expected, "{path}");
        check("/c/site.yaml", true);
        check("/c/content/a/vi.md", true);
        check("/c/publicity.md", true);
        check("/c/public/site/index.html", false);
        check("/c/.public.loa-new/site/index.html", false);
        check("/c/.git/index", false);
        check("/.d/content/facts.yaml", true);
        check("/.d/.loa/public.last.json", false);
        check("/c/content/progress/~$tien-do.xlsx", false);
        let opened = Event::new(EventKind::Access(AccessKind::Read)).add_path("/c/site.yaml".into());
        assert_eq!(filter.saved(&opened), None);
        let saved = |path: &str| filter.saved(&Event::new(EventKind::Create(CreateKind::File)).add_path(path.into()));
        assert_eq!(saved("/c/content/a/vi.md"), Some(Saved::Files(["content/a/vi.md".to_owned()].into())));
        assert_eq!(saved("/.d/site.yaml"), Some(Saved::Anything), "only the first folder's files are told");
        assert_eq!(saved("/c/public/site/index.html"), None);
    }

    #[test]
    fn saving_a_file_is_noticed_and_writing_outputs_is_not() {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir_all(place.path().join("public")).unwrap();
        fs::create_dir_all(place.path().join("content")).unwrap();
        let watching = watch(&[place.path().to_owned()], &[place.path().join("public")]).unwrap();
        fs::write(place.path().join("public/index.html"), "x").unwrap();
        fs::write(place.path().join(".hidden"), "x").unwrap();
        assert!(watching.changes.recv_timeout(Duration::from_millis(300)).is_err());
        fs::write(place.path().join("content/a.md"), "x").unwrap();
        fs::write(place.path().join("content/a.md"), "xy").unwrap();
        assert_eq!(watching.wait(), Some(Saved::Files(["content/a.md".to_owned()].into())));
        assert!(watching.changes.try_recv().is_err(), "one save is told once");
    }

    #[test]
    fn folder_that_is_not_there_is_a_failure() {
        assert!(watch(&["/không/có/đâu".into()], &[]).is_err());
    }
}
