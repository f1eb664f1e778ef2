//! Outputs that are made when somebody asks for them: the preview shows a saved file at once, however much a whole
//! build would make.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::check::revise::Texts;
use crate::diag::{Diagnostic, Diagnostics};
use crate::files::cache::MemoryCache;
use crate::load;
use crate::model::content::{Article, Content};
use crate::model::plan::{Plan, Work};
use crate::model::site::{Page, Site};
use crate::pipeline::Campaign;
use crate::render::{Addresses, Fault, Renderer};

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

enum Order {
    /// Make the outputs of a job.
    Make { job: usize, answer: Sender<Made> },
    /// Take over a text that was saved again, if it can be judged alone; tell of faults there from then on.
    Revise { path: String, bytes: Arc<[u8]>, answer: Sender<bool>, tell: Sender<Trouble> },
}

impl Workshop {
    /// Opens a workshop; paper and pictures that the cache knows aren't made again. While nobody orders anything it tries
    /// everything that wasn't ordered yet, and says which faults it met; it stops when the workshop is dropped, or nobody
    /// listens.
    pub fn open(campaign: Campaign, cache: Arc<MemoryCache>) -> (Workshop, Receiver<Trouble>) {
        let all = (0..campaign.plan.jobs.len()).collect();
        Workshop::open_trying(all, campaign, cache)
    }

    /// Opens a workshop that makes nothing but what is ordered: for a campaign that wasn't judged yet.
    pub fn open_for_orders(campaign: Campaign, cache: Arc<MemoryCache>) -> Workshop {
        Workshop::open_trying(VecDeque::new(), campaign, cache).0
    }

    fn open_trying(
        untried: VecDeque<usize>,
        campaign: Campaign,
        cache: Arc<MemoryCache>,
    ) -> (Workshop, Receiver<Trouble>) {
        let mut outputs = BTreeMap::new();
        for (job, planned) in campaign.plan.jobs.iter().enumerate() {
            for (at, path) in planned.outputs.iter().enumerate() {
                outputs.insert(path.as_str().to_owned(), (job, at));
            }
        }
        let (orders, received) = mpsc::channel();
        let (tell, faults) = mpsc::channel();
        std::thread::spawn(move || work(campaign, &cache, untried, &received, tell));
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
        self.order(Order::Make { job, answer });
        // The thread ends only with the workshop.
        let made = made.recv().unwrap_or(Err(Trouble::Ours));
        Some(made.and_then(|outputs| outputs.into_iter().nth(at).ok_or(Trouble::Ours)))
    }

    /// Takes over an explainer that was saved again, where nothing but words of its own pages is different and nothing is
    /// wrong with them; otherwise everything has to be judged anew. Returns which faults its pages have when they are made.
    pub fn revise(&self, path: &str, bytes: Arc<[u8]>) -> Option<Receiver<Trouble>> {
        let ((answer, answered), (tell, faults)) = (mpsc::channel(), mpsc::channel());
        self.order(Order::Revise { path: path.to_owned(), bytes, answer, tell });
        answered.recv().is_ok_and(|is_done| is_done).then_some(faults)
    }

    fn order(&self, order: Order) {
        // Whoever waits for an answer notices when there is nobody to give it.
        let _ = self.orders.lock().unwrap_or_else(PoisonError::into_inner).send(order);
    }
}

fn work(
    campaign: Campaign,
    cache: &MemoryCache,
    mut untried: VecDeque<usize>,
    orders: &Receiver<Order>,
    mut tell: Sender<Trouble>,
) {
    let Campaign { config, content, mut site, plan, theme, drawn, has_pages: _ } = campaign;
    let mut texts = Texts::new(&content, &config);
    let mut addresses = Addresses::new(&plan, &config);
    let mut is_first_round = true;
    loop {
        let renderer = Renderer::at(addresses, &site, &texts, &config, &content, &theme);
        let renderer = renderer.with_drawn(Arc::clone(&drawn)).with_cache(cache);
        let mut shelf = Shelf { renderer, plan: &plan, kept: BTreeMap::new() };
        let all_tried = || {
            // What a text that was saved again needs isn't all that will be asked for again.
            if std::mem::take(&mut is_first_round) {
                cache.end_round();
            }
        };
        let Some((path, bytes, answer, told)) = shelf.serve(orders, &mut untried, &tell, all_tried) else { return };
        addresses = shelf.renderer.addresses();
        let pages = revise(&mut texts, &content, &site, &path, &bytes);
        if let Some(pages) = &pages {
            for page in pages {
                site.pages[page.id.0].clone_from(page);
            }
            untried.extend((0..plan.jobs.len()).filter(|at| concerns(&plan.jobs[*at].work, pages)));
            tell = told;
        }
        // Whoever asked may be gone.
        let _ = answer.send(pages.is_some());
    }
}

/// What was saved, and whom to tell whether it was taken over and what is wrong with it.
type Revision = (String, Arc<[u8]>, Sender<bool>, Sender<Trouble>);

fn revise(texts: &mut Texts<'_>, content: &Content, site: &Site, path: &str, bytes: &[u8]) -> Option<Vec<Page>> {
    let is_at = |article: &&Article| *content.sources.get(article.file).path == *path;
    let file = content.articles.iter().find(is_at)?.file;
    let (article, text) = load::reread_article(bytes, texts.article(file)?)?;
    texts.revise(article, &text, &site.pages)
}

/// Whether an output shows the words of a page, so that it may have a fault now.
fn concerns(work: &Work, pages: &[Page]) -> bool {
    match work {
        Work::Page(id) | Work::Alone(id) | Work::Card(id) | Work::Leaflet(id) | Work::Poster(id) => {
            pages.iter().any(|page| page.id == *id)
        }
        _ => false,
    }
}

/// What was made lately.
struct Shelf<'a> {
    renderer: Renderer<'a>,
    plan: &'a Plan,
    kept: BTreeMap<usize, Made>,
}

impl Shelf<'_> {
    /// Answers orders until a text was saved, which is returned, or nobody is there any more.
    fn serve(
        &mut self,
        orders: &Receiver<Order>,
        untried: &mut VecDeque<usize>,
        tell: &Sender<Trouble>,
        mut all_tried: impl FnMut(),
    ) -> Option<Revision> {
        /// So long after the last order nobody is waiting for a page.
        const CALM: Duration = Duration::from_secs(1);
        loop {
            let patience = if untried.is_empty() { Duration::MAX } else { CALM };
            let mut next = match orders.recv_timeout(patience) {
                Ok(order) => Some(order),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => None,
            };
            while next.is_none()
                && let Some(job) = untried.pop_front()
            {
                if let Err(trouble) = self.make(job)
                    && tell.send(trouble).is_err()
                {
                    // Nobody listens: something else is shown by now, which tells for itself.
                    untried.clear();
                }
                if untried.is_empty() {
                    all_tried();
                }
                next = match orders.try_recv() {
                    Ok(order) => Some(order),
                    Err(mpsc::TryRecvError::Disconnected) => return None,
                    Err(mpsc::TryRecvError::Empty) => None,
                };
            }
            match next {
                Some(Order::Make { job, answer }) => drop(answer.send(self.make(job))),
                Some(Order::Revise { path, bytes, answer, tell }) => return Some((path, bytes, answer, tell)),
                None => {}
            }
        }
    }

    fn make(&mut self, job: usize) -> Made {
        /// Enough for a commune; of thousands of pages only what is looked at matters.
        const MOST: usize = 1000;
        if let Some(made) = self.kept.get(&job) {
            return made.clone();
        }
        if self.kept.len() >= MOST {
            self.kept.clear();
        }
        let planned = &self.plan.jobs[job];
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
    use crate::pipeline::{Commons, Unjudged};

    const SITE: &str = "title: Xã Mẫu\nbase_url: https://mau.example\nlanguages: { vi: { name: Tiếng Việt } }\ndefault_language: vi\nhandouts: { cards: off, leaflets: off, posters: off, codes: off }\n";

    fn read(files: &[(&str, &str)]) -> Unjudged {
        let page = ("content/explainers/a/vi.md", "---\ntitle: Bài A\nsummary: Một câu.\n---\nNội dung.\n");
        let all = [("site.yaml", SITE), page].into_iter().chain(files.iter().copied());
        let folder = MemoryFolder::new(all.map(|(path, text)| (path.to_owned(), text.as_bytes())));
        let overrides = Overrides { today: "2026-11-24".parse().unwrap(), base_url: None, demo: false, strict: false };
        crate::pipeline::read(&folder, &overrides, &Commons::default()).unwrap()
    }

    fn open(files: &[(&str, &str)]) -> (Workshop, std::sync::mpsc::Receiver<Trouble>) {
        let judged = read(files).judge(&Commons::default());
        assert!(!judged.diags.has_errors(), "{:?}", judged.diags);
        Workshop::open(judged.campaign.unwrap(), std::sync::Arc::default())
    }

    #[test]
    fn pages_are_shown_before_they_are_judged() {
        let files =
            [("content/explainers/a/vi.md", A), ("content/explainers/b/vi.md", B), ("content/pictures/p.svg", DRAWING)];
        let glance = read(&files).glance(&Commons::default()).unwrap();
        let glance = Workshop::open_for_orders(glance, std::sync::Arc::default());
        let (judged, _) = open(&files);
        assert!(glance.paths().eq(judged.paths()));
        for output in ["site/a/index.html", "site/b/index.html", "site/index.html"] {
            assert_eq!(glance.make(output).unwrap().unwrap(), judged.make(output).unwrap().unwrap(), "{output}");
        }
    }

    #[test]
    fn where_something_is_wrong_already_there_is_nothing_to_glance_at() {
        let glance = |path, text| read(&[(path, text)]).glance(&Commons::default());
        let private = "---\ntitle: Bài B\nsummary: Một câu.\n---\nGọi 0900 000 000.\n";
        assert!(glance("content/explainers/b/vi.md", private).is_some(), "nobody looked into the text yet");
        let same_address = "---\ntitle: Bài B\nsummary: Một câu.\nslug: a\n---\nNội dung.\n";
        assert!(glance("content/explainers/b/vi.md", same_address).is_none());
        assert!(glance("content/explainers/b/vi.md", "---\ntitle: [\n---\n").is_none());
        assert!(glance("themes/que-huong/site/page.html", "{% if %}").is_none());
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

    const A: &str = "---\ntitle: Bài A\nsummary: Một câu.\n---\nXem [bài B](b#muc).\n\n![Hình](/pictures/p.svg)\n";
    const B: &str = "---\ntitle: Bài B\nsummary: Một câu.\n---\n## Mục\n\nNội dung.\n";
    const DRAWING: &str = "<svg viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>";

    /// A workshop of two pages, of which `b` shows in English too, and one after a text was saved again.
    fn revised(path: &str, text: &str) -> (Workshop, Option<Workshop>) {
        let site = SITE.replace("vi: { name: Tiếng Việt }", "vi: { name: Tiếng Việt }, en: { name: English }");
        let page_a = ("content/explainers/a/vi.md", A);
        let page_b = ("content/explainers/b/vi.md", B);
        let rest = [("site.yaml", &*site), ("content/pictures/p.svg", DRAWING), ("content/pictures/q.svg", DRAWING)];
        let before = open(&[&[page_a, page_b], &rest[..]].concat()).0;
        let is_revised = before.revise(path, text.as_bytes().into()).is_some();
        let after = [page_a, page_b].map(|(known, old)| (known, if known == path { text } else { old }));
        (before, is_revised.then(|| open(&[&after, &rest[..]].concat()).0))
    }

    #[test]
    fn words_that_were_saved_again_are_shown_as_by_judging_everything() {
        for (path, before, words) in [
            ("content/explainers/b/vi.md", B, "## Mục\n\nNội dung khác.\n\n| a | b |\n|---|---|\n| c | d |\n"),
            ("content/explainers/b/vi.md", B, "Đầu bài.\n\n## Mục\n\nXem [A](a) và [trang đầu](/).\n"),
            ("content/explainers/a/vi.md", A, "![Hình](/pictures/p.svg)\n\nThôi xem [B](/b/).\n"),
            ("content/explainers/a/vi.md", A, "![Hình](/pictures/p.svg)\n"),
        ] {
            let head = before.rsplit_once("---\n").unwrap().0;
            let (shown, wanted) = revised(path, &format!("{head}---\n{words}"));
            let wanted = wanted.unwrap_or_else(|| panic!("{words} concerns nobody else"));
            assert!(shown.paths().eq(wanted.paths()));
            for output in wanted.paths() {
                assert_eq!(
                    shown.make(output).unwrap().unwrap(),
                    wanted.make(output).unwrap().unwrap(),
                    "{output}: {words}"
                );
            }
        }
    }

    #[test]
    fn what_may_matter_elsewhere_is_not_judged_alone() {
        let check = |path: &str, text: &str| assert!(revised(path, text).1.is_none(), "{text}");
        let b = |from: &str, to: &str| check("content/explainers/b/vi.md", &B.replace(from, to));
        b("Bài B", "Bài C");
        b("## Mục", "## Khác");
        b("Nội dung", "Nội dung {{fact.nothing}}");
        b("Nội dung", "Nội dung [C](c)");
        b("Nội dung", "Gọi 0900 000 000");
        b("Nội dung", "Có 5 người");
        b("Nội dung.", "![Hình](/pictures/q.svg)");
        b("---\n## Mục", "## Mục");
        check("content/explainers/c/vi.md", B);
        check("site.yaml", SITE);
    }

    #[test]
    fn a_text_may_be_saved_many_times() {
        let (workshop, _) = revised("content/explainers/b/vi.md", B);
        for word in ["một", "hai", "ba"] {
            let text = B.replace("Nội dung", word);
            assert!(workshop.revise("content/explainers/b/vi.md", text.as_bytes().into()).is_some());
            for output in ["site/b/index.html", "site/en/b/index.html", "site/kept.json"] {
                let made = workshop.make(output).unwrap().unwrap();
                assert!(std::str::from_utf8(&made).unwrap().contains(word), "{output}");
            }
        }
        assert!(workshop.revise("content/explainers/b/vi.md", B.replace("Bài B", "Bài C").as_bytes().into()).is_none());
    }
}
