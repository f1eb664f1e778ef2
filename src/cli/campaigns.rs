//! `loa build --campaigns`: builds every campaign in a folder in one run.
//!
//! Each campaign is published as `loa build` alone would publish it, and a campaign with errors
//! stops no other. Shared folders are read once. Campaigns are built in parallel, each on one
//! thread, and share no mutable state; as many are in memory as there are threads.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::cli::args::{BuildCommand, Shard};
use crate::cli::build::overrides;
use crate::cli::exit::{FAILED, FINE, PROBLEMS};
use crate::cli::quote::quote;
use crate::cli::terminal::Terminal;
use crate::config::Overrides;
use crate::diag::json::encode_json;
use crate::diag::{Diagnostic, Error, Severity, Sources, Text};
use crate::files::disk::{self, DiskFolder};
use crate::files::extended::SharedFolderCache;
use crate::pipeline::{
    self, BuildOrder, Built, Checked, NoProgress, RunProgress, SharedCaches, StagedBuild,
};

/// Builds the campaigns in a folder. At the end, lists those that were not built, and why.
///
/// # Errors
/// If the folder can't be read or has no campaign, or the report can't be written.
#[expect(clippy::disallowed_methods, reason = "only the terminal measures time, for the summary")]
pub fn build_campaigns(
    folder: &Path,
    options: &BuildCommand,
    terminal: &Terminal,
) -> Result<u8, Error> {
    let started = std::time::Instant::now();
    if let Some(path) = &options.report {
        refuse_foreign_file(path)?;
    }
    let found = find(folder)?;
    let names = part(&found.names, options.shard);
    if !options.build.quiet {
        announce(&found, names.len(), terminal);
    }
    let run = Run {
        folder,
        out: options.build.out.as_deref(),
        overrides: &overrides(&options.build.campaign),
        fresh: options.build.fresh,
        shared: SharedCaches::default(),
        library: Arc::default(),
        terminal,
        is_full: AtomicBool::new(false),
    };
    let progress = terminal.progress(options.build.quiet);
    progress.planned(names.len());
    let rows = run.build_all(&names, options.build.jobs, &progress);
    progress.finish();
    let seconds = started.elapsed().as_secs_f64();
    if let Some(path) = &options.report {
        write_report(path, &found, &rows, seconds)?;
    }
    tell_addresses(&found.at_one_address, terminal);
    tell_failures(folder, &rows, terminal);
    let count = |wanted: fn(&State) -> bool| rows.iter().filter(|row| wanted(&row.state)).count();
    let (made, unchanged) = (
        count(|state| matches!(state, State::Made)),
        count(|state| matches!(state, State::Unchanged)),
    );
    let warnings: usize = rows.iter().map(|row| row.warnings).sum();
    let failed = names.len() - made - unchanged;
    if rows.len() < names.len() {
        terminal.say(&Text::new(
            "Ổ đĩa đầy nên dừng lại. Dọn chỗ rồi chạy lại đúng lệnh này: những gì đã xong không phải làm lại",
            "The disk is full, so the run stops here. Free some space and run the same command again: finished campaigns are not built again",
        ));
    }
    if !options.build.quiet || failed > 0 {
        terminal.say(&Text::new(
            format!("Xong:    {made} chiến dịch làm mới, {unchanged} không đổi, {failed} chưa làm được; {warnings} lưu ý, {seconds:.1} giây"),
            format!("Done:    {made} campaigns built, {unchanged} unchanged, {failed} not built; {warnings} warnings, {seconds:.1} s"),
        ));
    }
    Ok(match (failed, count(|state| matches!(state, State::Failed(_)))) {
        (0, _) => FINE,
        (_, 0) => PROBLEMS,
        _ => FAILED,
    })
}

/// The campaigns in a folder.
struct Campaigns {
    /// The campaigns to publish.
    names: Vec<String>,
    /// The folders that others extend and that are not published themselves.
    shared: Vec<String>,
    /// Addresses that several campaigns have as `base_url`.
    at_one_address: Vec<(String, Vec<String>)>,
}

/// Finds the folders with a `site.yaml`.
fn find(folder: &Path) -> Result<Campaigns, Error> {
    let shown = folder.display();
    let mut names = disk::folders_in(folder).map_err(|cause| {
        let text = Text::new(
            format!("không xem được thư mục «{shown}»"),
            format!("can't look into the folder `{shown}`"),
        );
        Error::io(text, cause)
    })?;
    let mut shared = BTreeSet::new();
    let mut extended = BTreeSet::new();
    let mut homeless = BTreeSet::new();
    let mut addresses: BTreeMap<String, Vec<String>> = BTreeMap::new();
    names.retain(|name| {
        let root = folder.join(name);
        let Ok(campaign) = DiskFolder::open(&root) else { return false };
        let ties = pipeline::read_extends(&campaign);
        if ties.is_shared {
            shared.insert(name.clone());
        }
        // Most campaigns have the same `extends`.
        extended.extend(ties.extends.map(|(way, _)| way));
        if ties.base_url.is_none() {
            homeless.insert(name.clone());
        }
        if let Some(address) = ties.base_url.filter(|_| !ties.is_shared) {
            addresses
                .entry(address.trim_end_matches('/').to_owned())
                .or_default()
                .push(name.clone());
        }
        disk::find(&root.join("site.yaml")).is_ok_and(|found| found.is_some())
    });
    let real = |path: PathBuf| disk::real(&path).ok();
    // A path such as `../common` means the same folder for all campaigns, because their folders are
    // siblings.
    let beside = names.first().map(|name| folder.join(name)).unwrap_or_default();
    let extended: BTreeSet<PathBuf> =
        extended.iter().filter_map(|way| real(beside.join(way))).collect();
    // A folder that others extend is still published if it has an address.
    let is_extended =
        |name: &&String| real(folder.join(name)).is_some_and(|path| extended.contains(&path));
    shared
        .extend(names.iter().filter(|name| homeless.contains(*name)).filter(is_extended).cloned());
    names.retain(|name| !shared.contains(name));
    if names.is_empty() {
        return Err(Error::plain(Text::new(
            format!(
                "trong «{shown}» không có chiến dịch nào: mỗi chiến dịch là một thư mục con có tệp site.yaml"
            ),
            format!(
                "there is no campaign in `{shown}`: a campaign is a folder in it with a site.yaml"
            ),
        )));
    }
    addresses.values_mut().for_each(|of| of.retain(|name| !shared.contains(name)));
    addresses.retain(|_, of| of.len() > 1);
    Ok(Campaigns {
        names,
        shared: shared.into_iter().collect(),
        at_one_address: addresses.into_iter().collect(),
    })
}

fn part(names: &[String], shard: Option<Shard>) -> Vec<&str> {
    let is_wanted = |at| shard.is_none_or(|shard| shard.holds(at));
    names
        .iter()
        .enumerate()
        .filter(|(at, _)| is_wanted(*at))
        .map(|(_, name)| name.as_str())
        .collect()
}

fn announce(found: &Campaigns, wanted: usize, terminal: &Terminal) {
    let all = found.names.len();
    let (vi, en) = match found.shared.is_empty() {
        true => (String::new(), String::new()),
        false => {
            let shared = found.shared.join(", ");
            (format!("; thư mục dùng chung: {shared}"), format!("; shared: {shared}"))
        }
    };
    terminal.say(&Text::new(
        format!("Chiến dịch: {wanted} trong số {all}{vi}"),
        format!("Campaigns: {wanted} of {all}{en}"),
    ));
}

/// The result of one campaign.
struct Row {
    name: String,
    state: State,
    warnings: usize,
    files: usize,
    seconds: f64,
}

enum State {
    Made,
    Unchanged,
    /// The content has errors.
    Refused(CampaignErrors),
    /// The system refused something.
    Failed(Text),
}

/// The errors of a campaign.
struct CampaignErrors {
    /// The first error, with its place.
    first: Text,
    /// All diagnostics as JSON.
    all: serde_json::Value,
}

/// What all campaigns of a run have in common.
struct Run<'a> {
    folder: &'a Path,
    out: Option<&'a Path>,
    overrides: &'a Overrides,
    fresh: bool,
    shared: SharedCaches,
    library: Arc<SharedFolderCache>,
    terminal: &'a Terminal,
    /// Whether the disk is full. The campaigns that follow would fail too.
    is_full: AtomicBool,
}

impl Run<'_> {
    /// Builds all campaigns, `jobs` at once. Returns the results in the order of their names.
    fn build_all(
        &self,
        names: &[&str],
        jobs: Option<usize>,
        progress: &dyn RunProgress,
    ) -> Vec<Row> {
        // The number of finished campaigns that may wait to be published: enough to make syncs
        // rare, few enough that an interrupted run loses little.
        const WAITING: usize = 64;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let jobs = jobs.unwrap_or(cores).max(1);
        let workers = jobs.min(names.len()).max(1);
        let next = AtomicUsize::new(0);
        let (sender, made) = sync_channel(WAITING);
        let work = |sender: SyncSender<Made>| {
            while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
                if self.is_full.load(Ordering::Relaxed) {
                    break;
                }
                // The receiver is gone only if the run is being aborted.
                let _ = sender.send(self.make(name));
            }
        };
        let mut rows = std::thread::scope(|scope| {
            for _ in 0..workers {
                let sender = sender.clone();
                scope.spawn(|| match desk(jobs.div_ceil(workers)) {
                    Some(desk) => desk.install(|| work(sender)),
                    None => work(sender),
                });
            }
            drop(sender);
            self.publish_as_they_come(&made, WAITING, progress)
        });
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        rows
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "only the terminal measures time, for the report"
    )]
    fn make(&self, name: &str) -> Made {
        let started = std::time::Instant::now();
        // A bug that one campaign triggers must not stop the others.
        let built = catch_unwind(AssertUnwindSafe(|| self.build(name))).unwrap_or_else(|_| {
            Err(Error::plain(Text::new("loa gặp lỗi bên trong", "loa met an internal error")))
        });
        let (name, seconds) = (name.to_owned(), started.elapsed().as_secs_f64());
        let (state, warnings, files) = match built {
            Ok(Built::Staged(campaign)) => return Made::Ready(Waiting { name, campaign, seconds }),
            Ok(Built::Unchanged(told)) => (State::Unchanged, told.warnings, told.summary.files),
            Ok(Built::Refused(judged)) => {
                (State::Refused(campaign_errors(&judged)), judged.diags.count(Severity::Warning), 0)
            }
            Err(failure) => (self.failed(failure), 0, 0),
        };
        Made::Done(Row { name, state, warnings, files, seconds })
    }

    /// Publishes campaigns while others are being built, all those that are waiting at once.
    fn publish_as_they_come(
        &self,
        made: &Receiver<Made>,
        most: usize,
        progress: &dyn RunProgress,
    ) -> Vec<Row> {
        let mut rows = Vec::new();
        while let Ok(first) = made.recv() {
            let (mut ready, mut waiting) = (Vec::new(), Vec::new());
            for made in std::iter::once(first).chain(made.try_iter().take(most)) {
                match made {
                    Made::Done(row) => {
                        rows.push(row);
                        progress.job_done();
                    }
                    Made::Ready(Waiting { name, campaign, seconds }) => {
                        ready.push(*campaign);
                        waiting.push((name, seconds));
                    }
                }
            }
            for (told, (name, seconds)) in StagedBuild::publish_all(ready).into_iter().zip(waiting)
            {
                let (state, warnings, files) = match told {
                    Ok(told) => (State::Made, told.warnings, told.summary.files),
                    Err(failure) => (self.failed(failure), 0, 0),
                };
                rows.push(Row { name, state, warnings, files, seconds });
                progress.job_done();
            }
        }
        rows
    }

    fn failed(&self, failure: Error) -> State {
        if failure
            .cause
            .as_ref()
            .is_some_and(|cause| cause.kind() == std::io::ErrorKind::StorageFull)
        {
            self.is_full.store(true, Ordering::Relaxed);
        }
        State::Failed(said(failure))
    }

    fn build(&self, name: &str) -> Result<Built, Error> {
        let root = self.folder.join(name);
        let out = self.out.map_or_else(|| root.join("public"), |out| out.join(name));
        let order = BuildOrder {
            root: &root,
            folder: DiskFolder::open_with(&root, &self.library)?,
            out: &out,
            overrides: self.overrides,
            fresh: self.fresh,
            shared: &self.shared,
            progress: &NoProgress,
            draw: &|diags, sources| self.terminal.drawn(diags, sources, false),
            style: format!("{:?}", self.terminal.looks()),
        };
        pipeline::build(&order, None)
    }
}

/// A campaign whose build has ended.
enum Made {
    /// Nothing to publish.
    Done(Row),
    /// To be published.
    Ready(Waiting),
}

/// A finished campaign that waits to be published.
struct Waiting {
    name: String,
    campaign: Box<StagedBuild>,
    seconds: f64,
}

/// Returns a thread pool for one campaign. In a common pool, a campaign that waits would start
/// another one inside itself.
fn desk(threads: usize) -> Option<rayon::ThreadPool> {
    // The stack size of the main thread, on which a single build runs.
    const STACK: usize = 8 * 1024 * 1024;
    rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build().ok()
}

fn campaign_errors(judged: &Checked) -> CampaignErrors {
    let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
    let first = judged
        .diags
        .list
        .iter()
        .find(is_error)
        .map(|diagnostic| with_place(diagnostic, &judged.sources));
    CampaignErrors {
        first: first
            .unwrap_or_else(|| Text::new("không dùng được site.yaml", "site.yaml can't be used")),
        all: encode_json(&judged.diags, &judged.sources),
    }
}

fn with_place(diagnostic: &Diagnostic, sources: &Sources) -> Text {
    let Some(span) = diagnostic.span else { return diagnostic.text.clone() };
    let (path, (line, _)) =
        (sources.get(span.file).shown(diagnostic.hidden), sources.line_column(span));
    let at = |text: &str| format!("{path}:{line}: {text} [{}]", diagnostic.code);
    Text::new(at(&diagnostic.text.vi), at(&diagnostic.text.en))
}

fn said(failure: Error) -> Text {
    match failure.cause {
        Some(cause) => Text::new(
            format!("{}: {cause}", failure.text.vi),
            format!("{}: {cause}", failure.text.en),
        ),
        None => failure.text,
    }
}

/// Reports campaigns with the same address. A campaign that was copied from another often keeps the
/// address, and its QR codes then lead to the other site.
fn tell_addresses(at_one_address: &[(String, Vec<String>)], terminal: &Terminal) {
    for (address, names) in at_one_address {
        let names = some_of(names);
        terminal.say(&Text::new(
            format!("Lưu ý: cùng ghi một địa chỉ `base_url: {address}`: {}", names.vi),
            format!("Note: the same address `base_url: {address}` is in {}", names.en),
        ));
    }
}

/// Returns the first few names, and the number of the others.
fn some_of<S: AsRef<str>>(names: &[S]) -> Text {
    const MOST: usize = 10;
    let shown = names.iter().take(MOST).map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST) {
        0 => Text::new(shown.clone(), shown),
        more => Text::new(
            format!("{shown} và {more} chiến dịch nữa"),
            format!("{shown} and {more} more"),
        ),
    }
}

/// Prints each reason once, with the campaigns that it stopped: a mistake in a shared folder
/// affects all of them.
fn tell_failures(folder: &Path, rows: &[Row], terminal: &Terminal) {
    const MOST_REASONS: usize = 50;
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in rows {
        let text = match &row.state {
            State::Refused(campaign_errors) => &campaign_errors.first,
            State::Failed(text) => text,
            State::Made | State::Unchanged => continue,
        };
        reasons.entry(text.get(terminal.ui)).or_default().push(&row.name);
    }
    let Some(first) = reasons.values().next().and_then(|names| names.first()) else { return };
    let example = folder.join(first);
    terminal.say(&Text::new(
        "Chưa làm được (bản đã xuất bản trước vẫn giữ nguyên):",
        "Not built (the published version is unchanged):",
    ));
    for (reason, names) in reasons.iter().take(MOST_REASONS) {
        let Text { vi, en } = some_of(names);
        terminal
            .say(&Text::new(format!("  {vi}\n      {reason}"), format!("  {en}\n      {reason}")));
    }
    if reasons.len() > MOST_REASONS {
        let more = reasons.len() - MOST_REASONS;
        terminal.say(&Text::new(
            format!("  … và {more} lỗi khác"),
            format!("  … and {more} other reasons"),
        ));
    }
    terminal.say(&Text::new(
        format!(
            "Xem đủ các lỗi của một chiến dịch: loa check {}",
            quote(&example.to_string_lossy())
        ),
        format!("To see all errors of a campaign: loa check {}", quote(&example.to_string_lossy())),
    ));
}

/// Refuses a path of a report where a file is that loa didn't write, such as a text or a device.
fn refuse_foreign_file(path: &Path) -> Result<(), Error> {
    let is_report = |bytes: &[u8]| {
        let parsed: Option<serde_json::Value> = serde_json::from_slice(bytes).ok();
        parsed.is_some_and(|report| report["campaigns"].is_array())
    };
    let may_be_written = match path.metadata() {
        Err(_) => true,
        Ok(metadata) if metadata.is_file() => {
            disk::read(path).is_ok_and(|bytes| bytes.is_empty() || is_report(&bytes))
        }
        Ok(_) => false,
    };
    if may_be_written {
        return Ok(());
    }
    let shown = path.display();
    Err(Error::plain(Text::new(
        format!(
            "`--report` không ghi đè «{shown}»: đó không phải tệp kết quả của loa. Chọn tên khác"
        ),
        format!("`--report` doesn't replace `{shown}`: loa didn't write it. Choose another name"),
    )))
}

fn write_report(path: &Path, found: &Campaigns, rows: &[Row], seconds: f64) -> Result<(), Error> {
    let rows = rows.iter().map(|row| {
        let (state, messages) = match &row.state {
            State::Made => ("made", serde_json::Value::Null),
            State::Unchanged => ("unchanged", serde_json::Value::Null),
            State::Refused(campaign_errors) => ("refused", campaign_errors.all.clone()),
            State::Failed(text) => {
                ("failed", serde_json::json!([{ "vi": text.vi, "en": text.en }]))
            }
        };
        let mut row = serde_json::json!({
            "name": row.name,
            "state": state,
            "files": row.files,
            "warnings": row.warnings,
            "seconds": (row.seconds * 1000.0).round() / 1000.0,
        });
        if !messages.is_null() {
            row["messages"] = messages;
        }
        row
    });
    let report = serde_json::json!({
        "seconds": (seconds * 1000.0).round() / 1000.0,
        "shared": found.shared,
        "campaigns": rows.collect::<Vec<_>>(),
    });
    let text = format!("{report:#}\n");
    disk::replace(path, text.as_bytes()).map_err(|cause| {
        let shown = path.display();
        Error::io(
            Text::new(format!("không ghi được tệp «{shown}»"), format!("can't write `{shown}`")),
            cause,
        )
    })
}
