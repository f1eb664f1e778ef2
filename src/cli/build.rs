//! `loa build`, `loa check` and `loa serve`.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::cli::args::{BuildArgs, CampaignArgs, CheckArgs, Format, RollbackArgs, ServeArgs};
use crate::cli::out::Terminal;
use crate::cli::{FINE, PROBLEMS};
use crate::config::Overrides;
use crate::diag::{Diagnostic, Diagnostics, Failure, Severity, Sources, Text, Ui};
use crate::files::cache::{Cache, MemoryCache, NoCache};
use crate::files::disk::{DiskFolder, program_mark};
use crate::files::watch::Saved;
use crate::files::witness::{Seen, Witness};
use crate::files::{self, Folder, Sink, clock};
use crate::pipeline::{self, Campaign, Commons, Judged, Silent, Summary, Trouble, Unjudged, Watch, Workshop};
use crate::publish::{self, Complete, DiskCache, Made, Origins, Publication, Recalled, Store, Use};
use crate::serve::{Preview, Server, Shelf};
use crate::text::mark::Marker;

/// Makes everything and publishes it as a whole, or nothing.
///
/// # Errors
/// When the machine won't.
pub fn build(options: &BuildArgs, terminal: &Terminal) -> Result<u8, Failure> {
    make_and_publish(options, terminal, None)
}

/// The same, with something more to be published.
///
/// # Errors
/// When the machine won't, or what makes the rest can't.
pub fn build_with(
    options: &BuildArgs,
    terminal: &Terminal,
    more: impl FnOnce(&Campaign, &dyn Sink) -> Result<(), Failure>,
) -> Result<u8, Failure> {
    make_and_publish(options, terminal, Some(Box::new(more)))
}

/// Makes what is published beside everything else.
pub type More<'a> = Box<dyn FnOnce(&Campaign, &dyn Sink) -> Result<(), Failure> + 'a>;

/// What a build told, to be told again when nothing changed.
#[derive(Serialize, Deserialize)]
pub struct Told {
    /// What was found, as it was shown.
    pub messages: Vec<String>,
    /// What was made.
    pub summary: Summary,
    /// How many warnings there were.
    pub warnings: usize,
}

/// What became of a campaign.
pub enum Built {
    /// All of it was there, made from the same.
    Unchanged(Told),
    /// Everything is made, and only has to be put in its place.
    Ready(Box<Ready>),
    /// The content is wrong; nothing will be published.
    Refused(Box<Judged>),
}

/// A campaign that is made and isn't published yet.
pub struct Ready {
    complete: Complete,
    store: Store,
    cache: Option<DiskCache>,
    asked: Option<String>,
    seen: Seen,
    made: Made,
    told: Told,
}

impl Ready {
    /// Publishes several campaigns: the disk is waited for once for all of them. In their order.
    pub fn publish_all(several: Vec<Ready>) -> Vec<Result<Told, Failure>> {
        let complete: Vec<&Complete> = several.iter().map(|ready| &ready.complete).collect();
        let lasts = Complete::make_last(&complete);
        let publish = |ready: Ready| match &lasts {
            Ok(()) => ready.publish(),
            Err(failure) => {
                let cause = failure.cause.as_ref().map(|cause| cause.kind().into());
                Err(Failure { text: failure.text.clone(), cause })
            }
        };
        let targets: Vec<PathBuf> = several.iter().map(|ready| ready.complete.target().to_owned()).collect();
        let told = several.into_iter().map(publish).collect();
        Complete::settle(&targets.iter().map(PathBuf::as_path).collect::<Vec<_>>());
        told
    }

    fn publish(self) -> Result<Told, Failure> {
        let Ready { complete, store, cache, asked, seen, made, told } = self;
        let (_, published) = complete.swap(&store)?;
        if let Some(cache) = &cache {
            cache.prune();
        }
        if let Some(asked) = asked {
            publish::remember(&store, &asked, &seen, &published, &made, &told);
        }
        Ok(told)
    }
}

/// What is to be built, and what from.
pub struct Order<'a> {
    /// The campaign's folder.
    pub root: &'a Path,
    /// The same, opened.
    pub folder: DiskFolder,
    /// Where it is published.
    pub out: &'a Path,
    /// What was typed over `site.yaml`.
    pub overrides: &'a Overrides,
    /// Make it though nothing changed.
    pub fresh: bool,
    /// What it has in common with others of this run.
    pub commons: &'a Commons,
}

/// Makes a campaign, ready to be published as a whole, or nothing of it; says nothing itself.
///
/// # Errors
/// When the machine won't, or what makes the rest can't.
pub fn make_campaign(
    order: &Order<'_>,
    terminal: &Terminal,
    watch: &dyn Watch,
    more: Option<More<'_>>,
) -> Result<Built, Failure> {
    let Order { root, folder: disk, out, overrides, .. } = order;
    publish::check_target_apart(root, out)?;
    let store = Store::of(root, out)?;
    // Machine voices may be installed or gone, so what is made with them is never taken for unchanged.
    let program = program_mark();
    let asked = program.as_ref().filter(|_| more.is_none());
    let asked = asked.map(|program| format!("{program} {overrides:?} {:?}", terminal.looks()));
    let origins = match asked.as_ref().filter(|_| !order.fresh) {
        Some(asked) => match publish::recall::<Told>(&store, asked, disk) {
            Recalled::Same(told) => return Ok(Built::Unchanged(told)),
            Recalled::Other(origins) => origins,
        },
        None => Origins::new(),
    };
    let folder = Witness::new(disk);
    let unjudged = pipeline::read(&folder, overrides, order.commons)?;
    let seen = folder.into_seen();
    if unjudged.is_hopeless() {
        return Ok(Built::Refused(Box::new(unjudged.judge(order.commons))));
    }
    if let Some(shared) = unjudged.extends() {
        publish::check_target_apart(&root.join(shared), out)?;
    }
    let publication = Publication::begin(out)?;
    let way = if order.fresh { Use::Keep } else { Use::Both };
    let cache = program.as_ref().map(|program| DiskCache::open(root, program, way)).transpose()?;
    let known = publication.known(cache.as_ref(), program.as_deref(), origins);
    let mut judged = unjudged.judge_and_make_pages(order.commons, &known, &publication, watch)?;
    if judged.diags.has_errors() {
        return Ok(Built::Refused(Box::new(judged)));
    }
    let summary = pipeline::make_with(&mut judged, &known, &publication, watch)?;
    let made = known.into_made();
    if judged.diags.has_errors() {
        return Ok(Built::Refused(Box::new(judged)));
    }
    if let (Some(campaign), Some(more)) = (&judged.campaign, more) {
        more(campaign, &publication)?;
    }
    let warnings = judged.diags.count(Severity::Warning);
    let told = Told { messages: terminal.drawn(&judged.diags, &judged.sources, false), summary, warnings };
    // The lists of what was written take the room of thousands of texts.
    drop(judged);
    let complete = publication.complete()?;
    Ok(Built::Ready(Box::new(Ready { complete, store, cache, asked, seen, made, told })))
}

#[expect(clippy::disallowed_methods, reason = "only the terminal measures time, for the summary")]
fn make_and_publish(options: &BuildArgs, terminal: &Terminal, more: Option<More<'_>>) -> Result<u8, Failure> {
    let started = std::time::Instant::now();
    if let Some(jobs) = options.jobs {
        // Fails only if the pool was made before, which nothing does.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    }
    let root = &options.campaign.root;
    let out = options.out.clone().unwrap_or_else(|| root.join("public"));
    let (overrides, commons) = (overrides(&options.campaign), Commons::default());
    let order = Order {
        root,
        folder: DiskFolder::open(root)?,
        out: &out,
        overrides: &overrides,
        fresh: options.fresh,
        commons: &commons,
    };
    let progress = terminal.progress(options.quiet);
    let made = make_campaign(&order, terminal, &progress, more);
    progress.finish();
    let told = match made? {
        Built::Refused(judged) => return Ok(refuse(&judged, &out, terminal)),
        Built::Ready(ready) => {
            progress.publishing();
            let told = Ready::publish_all(vec![*ready]).pop().expect("one campaign gives one answer")?;
            progress.finish();
            terminal.lines(&told.messages);
            told
        }
        Built::Unchanged(told) => {
            terminal.lines(&told.messages);
            if !options.quiet {
                terminal
                    .say(&Text::new("Không có gì thay đổi từ lần trước", "Nothing has changed since the last build"));
            }
            told
        }
    };
    if !options.quiet {
        report(&told.summary, told.warnings, &out, started.elapsed().as_secs_f64(), terminal);
    }
    Ok(FINE)
}

/// Returns the output folder, apart from what it is made from, and what the campaign keeps for it.
fn output(root: &Path, typed: Option<&Path>) -> Result<(PathBuf, Store), Failure> {
    let out = typed.map_or_else(|| root.join("public"), Path::to_owned);
    publish::check_target_apart(root, &out)?;
    let store = Store::of(root, &out)?;
    Ok((out, store))
}

/// Puts the version that was published before in the place of the present one.
///
/// # Errors
/// When there is none, or the machine won't.
pub fn rollback(options: &RollbackArgs, terminal: &Terminal) -> Result<u8, Failure> {
    let (out, store) = output(&options.root, options.out.as_deref())?;
    let files = publish::rollback(&store)?;
    terminal.say(&Text::new(
        format!(
            "Đã trả lại bản trước: {files} tệp trong «{}». Bản vừa thay ra vẫn còn: chạy `loa rollback` lần nữa để lấy lại.",
            out.display()
        ),
        format!(
            "The earlier version is back: {files} files in `{}`. The one it replaced is kept: run `loa rollback` again for it.",
            out.display()
        ),
    ));
    terminal.say(&Text::new(
        "Sửa nội dung rồi hãy chạy `loa build`: lệnh đó xuất bản lại những gì đang có trong thư mục chiến dịch",
        "Mend the content before `loa build`: it publishes again what the campaign's folder holds",
    ));
    Ok(FINE)
}

/// Says what is wrong and writes nothing.
///
/// # Errors
/// When the machine won't.
pub fn check(options: &CheckArgs, terminal: &Terminal) -> Result<u8, Failure> {
    let folder = DiskFolder::open(&options.campaign.root)?;
    let mut judged = pipeline::judge(&folder, &overrides(&options.campaign))?;
    if !judged.diags.has_errors() {
        // Templates and pictures show their faults only when they are made.
        let cache = program_mark().map(|program| DiskCache::open(&options.campaign.root, &program, Use::Find));
        pipeline::make_with(&mut judged, known(cache.transpose()?.as_ref()), &Nowhere, &Silent)?;
    }
    match options.format {
        Format::Human => {
            terminal.diagnostics(&judged.diags, &judged.sources, true);
            if judged.diags.count(Severity::Error) + judged.diags.count(Severity::Warning) == 0 {
                terminal.say(&Text::new("Không thấy gì sai", "Nothing is wrong"));
            }
        }
        Format::Json => {
            let json = json(&judged.diags, &judged.sources);
            // A reader that stopped listening has what it wanted.
            let _ = terminal.data(&format!("{json}\n"));
        }
    }
    Ok(if judged.diags.has_errors() { PROBLEMS } else { FINE })
}

/// Shows the campaign on this computer.
///
/// # Errors
/// When the machine won't.
pub fn serve(options: &ServeArgs, terminal: &Terminal) -> Result<u8, Failure> {
    let root = options.campaign.root.clone();
    let server = Server::bind(options.port)?;
    let address = server.address();
    let mut campaign = options.campaign.clone();
    // Addresses with the published site's host or folder would lead away from the preview.
    campaign.base_url.get_or_insert_with(|| address.clone());
    let ui = terminal.ui;
    // Whoever changes the folder that is extended wants to see that too.
    let shared = pipeline::ties(&DiskFolder::open(&root)?).extends.map(|(way, _)| root.join(way));
    let roots: Vec<PathBuf> = std::iter::once(root.clone()).chain(shared.filter(|way| way.is_dir())).collect();
    let ignored: Vec<PathBuf> =
        roots.iter().flat_map(|root| [root.join("public"), root.join(publish::STORE)]).collect();
    terminal.say(&Text::new(
        format!("Xem trang tại {address}/ (bấm Ctrl+C để dừng)"),
        format!("The site is shown at {address}/ (Ctrl+C to stop)"),
    ));
    let cache = Arc::<MemoryCache>::default();
    let last = Mutex::new(None::<(Preview, Arc<OnDemand>)>);
    let watch = move || match files::watch::watch(&roots, &ignored) {
        Ok(watch) => Some(watch),
        Err(failure) => {
            // What is shown stays as it is; whoever saves a file has to start the preview again.
            Terminal::new(ui).failure(&failure);
            None
        }
    };
    server.run(ui, watch, move |saved| {
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        // Asked before anything takes its time: what is saved meanwhile is told of by itself.
        let is_as_seen =
            saved == Some(&Saved::Anything) && last.as_ref().is_some_and(|(_, made)| made.is_as_seen(&campaign));
        // What was only glanced at is judged now, unless all of it has to be read anew.
        let unjudged = last.as_ref().filter(|_| is_as_seen || matches!(saved, Some(Saved::Files(_))));
        if let Some((unjudged, seen)) = unjudged.and_then(|(_, made)| made.take_unjudged()) {
            let (preview, shelf, later) = open(unjudged.judge(&Commons::default()), seen, &cache, ui);
            *last = shelf.map(|shelf| (preview.clone(), shelf));
            if is_as_seen {
                return (preview, later);
            }
        }
        if let (Some(saved), Some((shown, made))) = (saved, &mut *last) {
            if is_as_seen {
                return (shown.clone(), None);
            }
            if let Some((preview, later)) = revised(shown, made, saved, &campaign.root) {
                shown.mark.clone_from(&preview.mark);
                return (preview, Some(later));
            }
        }
        let (preview, shelf, later) = preview(&campaign, &cache, ui, saved.is_none());
        *last = shelf.map(|shelf| (preview.clone(), shelf));
        (preview, later)
    })?;
    Ok(FINE)
}

/// Judges a text alone that was saved, where that is enough; nothing where everything has to be judged.
fn revised(shown: &Preview, made: &OnDemand, saved: &Saved, root: &Path) -> Option<(Preview, Receiver<String>)> {
    let Saved::Files(paths) = saved else { return None };
    // A fault that was told may be elsewhere: then it is for judging everything to find it again.
    if made.drawing.has_told.load(Ordering::Relaxed) {
        return None;
    }
    let folder = DiskFolder::open(root).ok()?;
    // Some editors write beside the file and rename: what is gone again by now, and never was read, is none of ours.
    let mut paths = paths.iter().filter(|path| folder.has(path) || made.drawing.sources.has(path));
    let (Some(path), None) = (paths.next(), paths.next()) else { return None };
    let bytes = folder.read(path).ok()?;
    let mark = Marker::new("revised").with(shown.mark.as_bytes()).with(path.as_bytes()).with(&bytes).mark().to_string();
    let troubles = made.workshop.revise(path, bytes)?;
    *made.seen.lock().unwrap_or_else(PoisonError::into_inner) = None;
    Some((Preview { mark, ..shown.clone() }, made.drawing.tell(troubles)))
}

/// So many texts are judged only after the first page was shown.
const MANY: usize = 5000;

/// What is shown, what makes it, and what is found later to be wrong with it.
type Opened = (Preview, Option<Arc<OnDemand>>, Option<Receiver<String>>);

/// Reads the campaign for the preview, which makes each page when it is looked at, and judges it, or not yet.
fn preview(campaign: &CampaignArgs, cache: &Arc<MemoryCache>, ui: Ui, may_glance: bool) -> Opened {
    let (overrides, commons) = (overrides(campaign), Commons::default());
    let read = DiskFolder::open(&campaign.root).and_then(|folder| {
        let witness = Witness::new(&folder);
        let unjudged = pipeline::read(&witness, &overrides, &commons)?;
        Ok((unjudged, (format!("{overrides:?}"), witness.into_seen())))
    });
    let (unjudged, seen) = match read {
        Ok(read) => read,
        Err(failure) => return (Preview::failed(failure.text.get(ui).to_owned()), None, None),
    };
    if may_glance
        && unjudged.texts() >= MANY
        && let Some(campaign) = unjudged.glance(&commons)
    {
        return open_glance(campaign, unjudged, seen, cache, ui);
    }
    open(unjudged.judge(&commons), seen, cache, ui)
}

/// Shows a campaign that wasn't judged yet.
fn open_glance(campaign: Campaign, unjudged: Unjudged, seen: AskedAndSeen, cache: &Arc<MemoryCache>, ui: Ui) -> Opened {
    let drawing = Drawing { sources: campaign.content.sources.clone(), ui, has_told: Arc::default() };
    let workshop = Workshop::open_for_orders(campaign, Arc::clone(cache));
    let (preview, shelf) = put_on_shelf(workshop, drawing, seen, Some(unjudged), Vec::new());
    (preview, Some(shelf), None)
}

/// Shows a campaign that was judged.
fn open(judged: Judged, seen: AskedAndSeen, cache: &Arc<MemoryCache>, ui: Ui) -> Opened {
    let failed = judged.diags.has_errors();
    let Judged { campaign, diags, sources } = judged;
    let drawing = Drawing { sources, ui, has_told: Arc::default() };
    let shown = diags.list.iter().filter(|diagnostic| diagnostic.severity != Severity::Info);
    let messages = shown.map(|diagnostic| drawing.draw(diagnostic)).collect();
    let Some(campaign) = campaign.filter(|_| !failed) else {
        return (Preview { messages, ..Preview::failed(String::new()) }, None, None);
    };
    let (workshop, troubles) = Workshop::open(campaign, Arc::clone(cache));
    let later = drawing.tell(troubles);
    let (preview, shelf) = put_on_shelf(workshop, drawing, seen, None, messages);
    (preview, Some(shelf), Some(later))
}

/// Shows what a workshop makes.
fn put_on_shelf(
    workshop: Workshop,
    drawing: Drawing,
    seen: AskedAndSeen,
    unjudged: Option<Unjudged>,
    messages: Vec<String>,
) -> (Preview, Arc<OnDemand>) {
    let (is_glance, mark) = (unjudged.is_some(), seen.1.mark());
    // Judging shows facts in their careful words on more pages, so these have to be looked at once more then.
    let mark = if is_glance { format!("glance {mark}") } else { mark.to_string() };
    let shelf = Arc::new(OnDemand { workshop, drawing, seen: Mutex::new(Some(seen)), unjudged: Mutex::new(unjudged) });
    let shown = Arc::clone(&shelf) as Arc<dyn Shelf>;
    (Preview { shelf: shown, mark, messages, failed: false, is_glance }, shelf)
}

/// Messages as the preview shows them.
#[derive(Clone)]
struct Drawing {
    sources: Sources,
    ui: Ui,
    /// Whether a fault was met while outputs were made.
    has_told: Arc<AtomicBool>,
}

impl Drawing {
    fn draw(&self, diagnostic: &Diagnostic) -> String {
        crate::diag::draw::draw(diagnostic, &self.sources, self.ui, false)
    }

    /// Draws what is found later, as it comes.
    fn tell(&self, troubles: Receiver<Trouble>) -> Receiver<String> {
        let (tell, later) = mpsc::channel();
        let told = self.clone();
        std::thread::spawn(move || {
            troubles.into_iter().try_for_each(|trouble| {
                told.has_told.store(true, Ordering::Relaxed);
                tell.send(told.draw_trouble(&trouble))
            })
        });
        later
    }

    fn draw_trouble(&self, trouble: &Trouble) -> String {
        match trouble {
            Trouble::Content(told) => self.draw(told),
            Trouble::Ours => Text::new("loa gặp lỗi bên trong", "loa met an internal error").get(self.ui).to_owned(),
        }
    }
}

/// The preview's outputs, made when they are asked for.
struct OnDemand {
    workshop: Workshop,
    drawing: Drawing,
    /// What the campaign was judged for and from, as long as nothing was taken over since.
    seen: Mutex<Option<AskedAndSeen>>,
    /// The campaign, if it is still to be judged.
    unjudged: Mutex<Option<Unjudged>>,
}

/// What was asked for, and what was learnt from the folder.
type AskedAndSeen = (String, Seen);

impl OnDemand {
    /// Takes what is still to be judged, with what it was read for and from.
    fn take_unjudged(&self) -> Option<(Unjudged, AskedAndSeen)> {
        let unjudged = self.unjudged.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        Some((unjudged, self.seen.lock().unwrap_or_else(PoisonError::into_inner).take()?))
    }

    /// Whether judging everything again would find what it found: many small saves, or a large folder whose watching
    /// began later than the reading, needn't mean that anything is different.
    fn is_as_seen(&self, campaign: &CampaignArgs) -> bool {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = format!("{:?}", overrides(campaign));
        let folder = DiskFolder::open(&campaign.root);
        seen.as_ref()
            .zip(folder.ok())
            .is_some_and(|((for_this, seen), folder)| *for_this == asked && seen.holds(&folder))
    }
}

impl Shelf for OnDemand {
    fn paths(&self) -> Vec<&str> {
        self.workshop.paths().collect()
    }

    fn has(&self, path: &str) -> bool {
        self.workshop.has(path)
    }

    fn get(&self, path: &str) -> Option<Result<Arc<[u8]>, String>> {
        Some(self.workshop.make(path)?.map_err(|trouble| self.drawing.draw_trouble(&trouble)))
    }
}

/// A program that can't be told from others finds nothing that was made before.
fn known(cache: Option<&DiskCache>) -> &dyn Cache {
    cache.map_or(&NoCache, |cache| cache)
}

/// Forgets what it is given.
struct Nowhere;

impl crate::files::Sink for Nowhere {
    fn put(&self, _path: &str, _bytes: &[u8]) -> Result<(), Failure> {
        Ok(())
    }
}

/// Returns what the command line says over `site.yaml`.
pub fn overrides(campaign: &CampaignArgs) -> Overrides {
    Overrides {
        today: campaign.today.unwrap_or_else(clock::today),
        base_url: campaign.base_url.clone(),
        demo: campaign.demo,
        strict: campaign.strict,
    }
}

fn refuse(judged: &Judged, out: &Path, terminal: &Terminal) -> u8 {
    terminal.diagnostics(&judged.diags, &judged.sources, false);
    terminal.say(&Text::new(
        format!("Chưa làm được: sửa các lỗi trên rồi chạy lại. «{}» vẫn giữ nguyên như trước.", out.display()),
        format!("Not built: mend the errors above and run again. `{}` is as it was.", out.display()),
    ));
    PROBLEMS
}

fn report(summary: &Summary, warnings: usize, out: &Path, seconds: f64, terminal: &Terminal) {
    let pages = |ui: Ui| {
        let word = |count: usize| match (ui, count) {
            (Ui::Vi, _) => "trang",
            (Ui::En, 1) => "page",
            (Ui::En, _) => "pages",
        };
        summary
            .pages
            .iter()
            .map(|(language, count)| format!("{language} {count} {}", word(*count)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let both = |vi: String, en: String| terminal.say(&Text::new(vi, en));
    both(format!("Trang:   {}", pages(Ui::Vi)), format!("Site:    {}", pages(Ui::En)));
    for (name, lang, length) in &summary.scripts {
        let (minutes, rest) = (length / 60, length % 60);
        both(
            format!("Bài đọc: {name} ({lang}), {minutes} phút {rest:02} giây"),
            format!("Script:  {name} ({lang}), {minutes} min {rest:02} s"),
        );
    }
    let (cards, leaflets, posters) = (summary.cards, summary.leaflets, summary.posters);
    both(
        format!("Thẻ:     {cards} thẻ chia sẻ, {leaflets} tờ rơi, {posters} áp phích"),
        format!("Cards:   {cards} share cards, {leaflets} leaflets, {posters} posters"),
    );
    for (product, name) in &summary.withheld {
        let product_vi = if product == "script" { "bài đọc" } else { "thẻ" };
        both(format!("Giữ lại: {product_vi} {name}"), format!("Kept:    {product} {name}"));
    }
    both(
        format!("Xong:    {} tệp, {warnings} lưu ý, {seconds:.1} giây", summary.files),
        format!("Done:    {} files, {warnings} warnings, {seconds:.1} s", summary.files),
    );
    let open = |below: &str| shown(&out.join(below));
    both(
        format!(
            "Mở xem:  {}  (trang)\n         {}  (bài đọc)\n         {}  (thẻ)",
            open("site/index.html"),
            open("script"),
            open("card")
        ),
        format!(
            "Open:    {}  (site)\n         {}  (scripts)\n         {}  (cards)",
            open("site/index.html"),
            open("script"),
            open("card")
        ),
    );
}

fn shown(path: &Path) -> String {
    let clean: PathBuf = path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect();
    clean.display().to_string()
}

/// Returns what was found, for programs.
pub fn json(diags: &Diagnostics, sources: &Sources) -> serde_json::Value {
    let severity = |severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let list = diags.list.iter().map(|diagnostic| {
        let place = diagnostic.place.map(|place| {
            let ((line, column), source) = (sources.line_column(place), sources.get(place.file));
            let mut shown = serde_json::json!({ "file": &*source.path, "line": line, "column": column });
            if let Some(sheet) = source.sheet.as_ref().filter(|_| !diagnostic.hidden) {
                shown["sheet"] = (*sheet.name).into();
            }
            shown
        });
        serde_json::json!({
            "code": diagnostic.code,
            "severity": severity(diagnostic.severity),
            "vi": diagnostic.text.vi,
            "en": diagnostic.text.en,
            "place": place,
            "hints": diagnostic.hints.iter().map(|hint| serde_json::json!({ "vi": hint.vi, "en": hint.en })).collect::<Vec<_>>(),
        })
    });
    serde_json::Value::Array(list.collect())
}
