//! The order of the stages: load, check, plan, render. [`run`] is the only function that knows it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::check;
use crate::check::documents::DocumentStore;
use crate::check::private::Recognizer;
use crate::config::{self, Config, Extends, Overrides};
use crate::diag::{Diagnostics, Error, Sources};
use crate::files::cache::{Cache, NoCache};
use crate::files::memory::MemoryFolder;
use crate::files::{Folder, Sink};
use crate::load;
use crate::model::content::Content;
use crate::model::plan::{Job, Plan, Work};
use crate::model::site::{DocumentSource, Site};
use crate::plan;
use crate::render::picture::ImageCache;
use crate::render::renderer::Renderer;
use crate::render::theme::{Theme, ThemeCache};
use crate::text::encoding::decode;
use loa_speech::Lexicon;

/// The most jobs that a thread takes at once. With more, threads would wait for the last batch.
const MOST_AT_ONCE: usize = 16;

/// Everything that a run depends on.
pub struct Input<'a> {
    /// The campaign's folder.
    pub folder: &'a dyn Folder,
    /// Options that override `site.yaml`, and the day.
    pub overrides: &'a Overrides,
    /// What the campaigns of one process share.
    pub shared: &'a SharedCaches,
    /// Artifacts of earlier runs.
    pub cache: &'a dyn Cache,
    /// Receives the progress of the run.
    pub progress: &'a dyn RunProgress,
}

impl<'a> Input<'a> {
    /// Returns the input of a run without cache and progress reports.
    pub fn new(
        folder: &'a dyn Folder,
        overrides: &'a Overrides,
        shared: &'a SharedCaches,
    ) -> Input<'a> {
        Input { folder, overrides, shared, cache: &NoCache, progress: &NoProgress }
    }
}

/// Inputs that several campaigns share and that are parsed once: the folder that they extend, the
/// theme, pictures.
///
/// The caches only save time. They change no output.
#[derive(Default)]
pub struct SharedCaches {
    content: load::shared::SharedContentCache,
    themes: ThemeCache,
    images: Arc<ImageCache>,
}

/// A campaign after the first three stages.
pub struct Checked {
    /// `None` when `site.yaml` can't be used.
    pub campaign: Option<Campaign>,
    /// The report, ordered by file.
    pub diags: Diagnostics,
    /// The texts that the spans of the report point into, with private values masked.
    pub sources: Sources,
    recognizer: Recognizer,
}

impl Checked {
    /// Masks private values in the report and orders it by file.
    fn finish_report(&mut self) {
        check::privacy::mask_private(&mut self.diags, &mut self.sources, &self.recognizer);
        self.diags.sort(&self.sources);
    }
}

/// A loaded, resolved and planned campaign.
pub struct Campaign {
    /// The settings.
    pub config: Config,
    /// The loaded files.
    pub content: Arc<Content>,
    /// Pages and scripts with resolved references.
    pub site: Site,
    /// All outputs.
    pub plan: Plan,
    theme: Theme,
    images: Arc<ImageCache>,
}

impl Campaign {
    /// Returns the texts of its pages.
    pub fn documents(&self) -> DocumentStore<'_> {
        DocumentStore::new(&self.content, &self.config)
    }

    /// Returns a renderer of its outputs.
    pub fn renderer<'a>(&'a self, documents: &'a dyn DocumentSource) -> Renderer<'a> {
        Renderer::new(&self.site, documents, &self.config, &self.content, &self.plan, &self.theme)
            .with_images(Arc::clone(&self.images))
    }
}

/// A complete run.
pub struct Finished<S> {
    /// The campaign and its report, with the faults of templates and pictures.
    pub checked: Checked,
    /// The filled sink and a summary; `None` when the report holds an error.
    pub output: Option<(S, Summary)>,
}

/// Receives the progress of a run.
pub trait RunProgress: Sync {
    /// Receives the number of jobs in the plan.
    fn planned(&self, jobs: usize);
    /// One job is done.
    fn job_done(&self);
    /// All outputs are rendered and will be published.
    fn publishing(&self);
}

/// Ignores progress.
pub struct NoProgress;

impl RunProgress for NoProgress {
    fn planned(&self, _jobs: usize) {}
    fn job_done(&self) {}
    fn publishing(&self) {}
}

/// Counts of the outputs of a run. The build record keeps it for a build in which nothing changed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Translated pages by language.
    pub pages: Vec<(String, usize)>,
    /// Scripts: name, language, seconds of one reading.
    pub scripts: Vec<(String, String, u32)>,
    /// Share cards.
    pub cards: usize,
    /// Leaflets.
    pub leaflets: usize,
    /// Posters.
    pub posters: usize,
    /// Withheld outputs: product, name.
    pub withheld: Vec<(String, String)>,
    /// Files.
    pub files: usize,
}

/// Loads, checks, plans and renders a campaign, and writes the outputs into the sink that
/// `open_sink` returns.
///
/// `open_sink` is called once, after planning, and only if the report holds no error. A disk build
/// passes the staging folder of `publish`, which [`StagedBuild::publish_all`] swaps in afterwards;
/// a check passes [`Discard`]; tests pass a folder in memory.
///
/// # Errors
/// When a file can't be read or an output can't be written. Authors' mistakes are in the report
/// instead.
pub fn run<S: Sink>(
    input: &Input<'_>,
    open_sink: impl FnOnce(&Campaign) -> Result<S, Error>,
) -> Result<Finished<S>, Error> {
    let mut checked = prepare(input)?;
    let publishable = checked.campaign.as_ref().filter(|_| !checked.diags.has_errors());
    let Some(campaign) = publishable else { return Ok(Finished { checked, output: None }) };
    let sink = open_sink(campaign)?;
    let (files, faults) = render(campaign, input, &sink)?;
    let summary = summarize(campaign, files);
    let is_complete = faults.list.is_empty();
    checked.diags.extend(faults);
    checked.finish_report();
    Ok(Finished { checked, output: is_complete.then_some((sink, summary)) })
}

/// Runs the pipeline into a folder in memory.
///
/// # Errors
/// When a file can't be read.
pub fn run_in_memory(
    folder: &dyn Folder,
    overrides: &Overrides,
) -> Result<Finished<MemoryFolder>, Error> {
    let shared = SharedCaches::default();
    run(&Input::new(folder, overrides, &shared), |_| Ok(MemoryFolder::default()))
}

/// Loads, checks and plans a campaign: the stages of [`run`] that write nothing.
///
/// # Errors
/// When a file can't be read.
pub fn prepare(input: &Input<'_>) -> Result<Checked, Error> {
    let loaded = load::load(input.folder, input.overrides, &input.shared.content)?;
    let (content, mut diags) = (Arc::new(loaded.content), loaded.diags);
    let campaign = loaded.config.map(|config| {
        let theme = input.shared.themes.get_or_compile(&content, &config, &mut diags);
        let (site, found) = check::check(&content, &config);
        diags.extend(found);
        let plan = plan::plan(&site, &config, &content, &mut diags);
        check::apply_severities(&mut diags, &config);
        let content = Arc::clone(&content);
        Campaign { config, content, site, plan, theme, images: Arc::clone(&input.shared.images) }
    });
    // Without settings, no telephone number is known to belong to an office.
    let recognizer = match &campaign {
        Some(campaign) => check::privacy::recognizer(&content, &campaign.config),
        None => Recognizer { this_year: input.overrides.today.year(), ..Recognizer::default() },
    };
    let mut checked = Checked { campaign, diags, sources: content.sources.clone(), recognizer };
    checked.finish_report();
    Ok(checked)
}

/// Returns which folders the `site.yaml` of a campaign extends; none if the file can't be read.
pub fn read_extends(folder: &dyn Folder) -> Extends {
    let Ok(bytes) = folder.read("site.yaml") else { return Extends::default() };
    match decode(&bytes) {
        Ok(decoded) => config::ties(&decoded.text),
        Err(_) => Extends::default(),
    }
}

/// Reads a single lexicon, for `loa speak`.
pub fn read_lexicon(path: &str, text: &str) -> (Lexicon, Diagnostics, Sources) {
    let mut sources = Sources::default();
    let mut diags = Diagnostics::default();
    let mut lexicon = Lexicon::new();
    let file = sources.add(path, text);
    for entry in load::register::read_lexicon(text, file, &mut diags) {
        lexicon.insert(&entry.written, &entry.said);
    }
    (lexicon, diags, sources)
}

/// Renders all jobs of the plan in parallel. Returns the number of files, and the faults of
/// templates and pictures.
fn render(
    campaign: &Campaign,
    input: &Input<'_>,
    sink: &dyn Sink,
) -> Result<(usize, Diagnostics), Error> {
    let documents = campaign.documents();
    let renderer = campaign.renderer(&documents).with_cache(input.cache);
    let files = AtomicUsize::new(0);
    let faults = Mutex::new(Diagnostics::default());
    let failure = OnceLock::new();
    input.progress.planned(campaign.plan.jobs.len());
    campaign.plan.jobs.par_iter().with_max_len(MOST_AT_ONCE).for_each(|job| {
        // After the first failure no other output is written.
        if failure.get().is_some() {
            return;
        }
        match renderer.render(job) {
            Ok(outputs) => match store(job, &outputs, sink) {
                Ok(()) => drop(files.fetch_add(outputs.len(), Ordering::Relaxed)),
                Err(error) => drop(failure.set(error)),
            },
            Err(fault) => {
                faults.lock().unwrap_or_else(PoisonError::into_inner).list.push(*fault);
            }
        }
        input.progress.job_done();
    });
    drop(renderer);
    match failure.into_inner() {
        Some(failure) => Err(failure),
        None => {
            Ok((files.into_inner(), faults.into_inner().unwrap_or_else(PoisonError::into_inner)))
        }
    }
}

fn store(job: &Job, outputs: &[Vec<u8>], sink: &dyn Sink) -> Result<(), Error> {
    for (path, bytes) in job.outputs.iter().zip(outputs) {
        sink.put(path.as_str(), bytes)?;
    }
    Ok(())
}

/// Drops outputs. A check renders them only to find the faults of templates and pictures.
pub struct Discard;

impl Sink for Discard {
    fn put(&self, _path: &str, _bytes: &[u8]) -> Result<(), Error> {
        Ok(())
    }
}

fn summarize(campaign: &Campaign, files: usize) -> Summary {
    let Campaign { config, site, plan, .. } = campaign;
    let count =
        |wanted: fn(&Work) -> bool| plan.jobs.iter().filter(|job| wanted(&job.work)).count();
    let by_language = plan::languages(site);
    let mut pages = Vec::new();
    for settings in &config.languages {
        let count = by_language.get(&settings.lang).copied().unwrap_or(0);
        pages.push((settings.name.clone(), count));
    }
    let mut scripts = Vec::new();
    for script in &site.scripts {
        scripts.push((script.id.clone(), script.lang.to_string(), script.seconds));
    }
    let mut withheld = Vec::new();
    for held in &site.withheld {
        withheld.push((held.product.to_owned(), format!("{}.{}", held.id, held.lang)));
    }
    Summary {
        pages,
        scripts,
        cards: count(|work| matches!(work, Work::Card(_))),
        leaflets: count(|work| matches!(work, Work::Leaflet(_))),
        posters: count(|work| matches!(work, Work::Poster(_))),
        withheld,
        files,
    }
}
