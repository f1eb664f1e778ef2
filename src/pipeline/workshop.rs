//! Outputs that are made when somebody asks for them: the preview shows a saved file at once, however much a whole
//! build would make.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::check;
use crate::diag::{Diagnostic, Diagnostics};
use crate::files::cache::MemoryCache;
use crate::pipeline::Campaign;
use crate::render::{Fault, Renderer};

/// Why an output can't be made.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// The content or the theme is at fault; where, in what the content was read from.
    Content(Box<Diagnostic>),
    /// We are.
    Ours,
}

/// The outputs of a job, or why there are none.
type Made = Result<Vec<Arc<[u8]>>, Trouble>;

/// A judged campaign whose outputs are made one by one.
pub struct Workshop {
    /// The job and the place among its outputs, by path.
    outputs: BTreeMap<String, (usize, usize)>,
    orders: Mutex<Sender<Order>>,
}

struct Order {
    job: usize,
    answer: Sender<Made>,
}

impl Workshop {
    /// Opens a workshop; paper and pictures that the cache knows aren't made again. While nobody orders anything it tries everything that wasn't ordered yet, and says which
    /// faults it met; it stops when the workshop is dropped, or nobody listens.
    pub fn open(campaign: Campaign, cache: Arc<MemoryCache>) -> (Workshop, Receiver<Trouble>) {
        let mut outputs = BTreeMap::new();
        for (job, planned) in campaign.plan.jobs.iter().enumerate() {
            for (at, path) in planned.outputs.iter().enumerate() {
                outputs.insert(path.as_str().to_owned(), (job, at));
            }
        }
        let (orders, received) = mpsc::channel();
        let (tell, faults) = mpsc::channel();
        std::thread::spawn(move || work(&campaign, &cache, &received, &tell));
        (Workshop { outputs, orders: Mutex::new(orders) }, faults)
    }

    /// Returns the paths of all outputs.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.outputs.keys().map(String::as_str)
    }

    /// Returns whether there is such an output.
    pub fn has(&self, path: &str) -> bool {
        self.outputs.contains_key(path)
    }

    /// Makes an output. `None` when there is no such path.
    pub fn make(&self, path: &str) -> Option<Result<Arc<[u8]>, Trouble>> {
        let (job, at) = *self.outputs.get(path)?;
        let (answer, made) = mpsc::channel();
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner).clone();
        // The thread ends only with the workshop.
        let made =
            orders.send(Order { job, answer }).ok().and_then(|()| made.recv().ok()).unwrap_or(Err(Trouble::Ours));
        Some(made.and_then(|outputs| outputs.into_iter().nth(at).ok_or(Trouble::Ours)))
    }
}

fn work(campaign: &Campaign, cache: &MemoryCache, orders: &Receiver<Order>, tell: &Sender<Trouble>) {
    /// So long after the last order nobody is waiting for a page.
    const CALM: Duration = Duration::from_secs(1);
    let bodies = check::bodies(&campaign.content, &campaign.config);
    let renderer = campaign.renderer(&bodies).with_cache(cache);
    let mut shelf = Shelf { renderer, campaign, kept: BTreeMap::new() };
    let mut untried = 0..campaign.plan.jobs.len();
    loop {
        let patience = if untried.is_empty() { Duration::MAX } else { CALM };
        match orders.recv_timeout(patience) {
            Ok(order) => {
                // Whoever asked may be gone.
                let _ = order.answer.send(shelf.make(order.job));
            }
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                for job in untried.by_ref() {
                    if let Err(trouble) = shelf.make(job)
                        && tell.send(trouble).is_err()
                    {
                        return;
                    }
                    match orders.try_recv() {
                        Ok(order) => {
                            let _ = order.answer.send(shelf.make(order.job));
                            break;
                        }
                        Err(mpsc::TryRecvError::Disconnected) => return,
                        Err(mpsc::TryRecvError::Empty) => {}
                    }
                }
                if untried.is_empty() {
                    cache.end_round();
                }
            }
        }
    }
}

/// What was made lately.
struct Shelf<'a> {
    renderer: Renderer<'a>,
    campaign: &'a Campaign,
    kept: BTreeMap<usize, Made>,
}

impl Shelf<'_> {
    fn make(&mut self, job: usize) -> Made {
        /// Enough for a commune; of thousands of pages only what is looked at matters.
        const MOST: usize = 1000;
        if let Some(made) = self.kept.get(&job) {
            return made.clone();
        }
        if self.kept.len() >= MOST {
            self.kept.clear();
        }
        let planned = &self.campaign.plan.jobs[job];
        // A fault of ours must not end the preview that somebody is working with.
        let made = match catch_unwind(AssertUnwindSafe(|| self.renderer.render(planned))) {
            Ok(Ok(outputs)) => Ok(outputs.into_iter().map(Arc::from).collect()),
            Ok(Err(fault)) => Err(Trouble::Content(Box::new(told(fault)))),
            Err(_) => Err(Trouble::Ours),
        };
        self.kept.insert(job, Made::clone(&made));
        made
    }
}

fn told(fault: Fault) -> Diagnostic {
    let mut diags = Diagnostics::default();
    diags.error(fault.code, fault.place, fault.text).clone()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Trouble, Workshop};
    use crate::config::Overrides;
    use crate::files::memory::MemoryFolder;
    use crate::pipeline::judge;

    const SITE: &str = "title: Xã Mẫu\nbase_url: https://mau.example\nlanguages: { vi: { name: Tiếng Việt } }\ndefault_language: vi\nhandouts: { cards: off, leaflets: off, posters: off, codes: off }\n";

    fn open(files: &[(&str, &str)]) -> (Workshop, std::sync::mpsc::Receiver<Trouble>) {
        let page = ("content/explainers/a/vi.md", "---\ntitle: Bài A\nsummary: Một câu.\n---\nNội dung.\n");
        let all = [("site.yaml", SITE), page].into_iter().chain(files.iter().copied());
        let folder = MemoryFolder::new(all.map(|(path, text)| (path.to_owned(), text.as_bytes())));
        let today = "2026-11-24".parse().unwrap();
        let judged = judge(&folder, &Overrides { today, base_url: None, demo: false, strict: false }).unwrap();
        assert!(!judged.diags.has_errors(), "{:?}", judged.diags);
        Workshop::open(judged.campaign.unwrap(), std::sync::Arc::default())
    }

    #[test]
    fn what_is_asked_for_is_made_and_nothing_else_is_there() {
        let (workshop, faults) = open(&[]);
        let page = workshop.make("site/a/index.html").unwrap().unwrap();
        assert!(std::str::from_utf8(&page).unwrap().contains("Nội dung."));
        assert!(workshop.has("site/index.html") && workshop.paths().any(|path| path == "site/feed.xml"));
        assert!(workshop.make("site/b/index.html").is_none());
        drop(workshop);
        assert!(faults.recv().is_err(), "nothing was wrong, and nobody works on");
    }

    #[test]
    fn faults_are_found_where_nobody_looked_too() {
        let (workshop, faults) = open(&[
            ("themes/que-huong/site/tag.html", "x"),
            ("themes/que-huong/site/not-found.html", "{{ nothing.there }}"),
        ]);
        assert!(workshop.make("site/a/index.html").unwrap().is_ok());
        let trouble = faults.recv_timeout(Duration::from_secs(60)).unwrap();
        assert!(matches!(trouble, Trouble::Content(told) if told.code == "theme-template"));
        assert!(workshop.make("site/404.html").unwrap().is_err());
    }
}
