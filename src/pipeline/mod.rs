//! The order of the stages. It alone knows it, and it alone decides whether a run is published.

mod workshop;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::check::pages::MOST_AT_ONCE;
use crate::check::private::Recognizer;
use crate::check::revise::Texts;
use crate::check::{self, Heads};
use crate::config::{self, Config, Overrides, Ties};
use crate::diag::{Diagnostics, Failure, Severity, Sources};
use crate::files::cache::{Cache, NoCache};
use crate::files::{Folder, Sink};
use crate::load;
use crate::model::campaign::Setting;
use crate::model::content::Content;
use crate::model::lang::Lang;
use crate::model::plan::{Job, OutputPath, Plan, Work};
use crate::model::site::{Bodies, Script, Site};
use crate::plan;
use crate::render::picture::Drawn;
use crate::render::{self, Fault, Renderer, Theme, Themes};
use crate::speech::Lexicon;
use crate::text::encoding::decode;

pub use crate::pipeline::workshop::{Trouble, Workshop};

/// A campaign after judging: what could be published, and what is wrong with it.
pub struct Judged {
    /// `None` when `site.yaml` can't be used.
    pub campaign: Option<Campaign>,
    /// Everything found, file by file.
    pub diags: Diagnostics,
    /// The texts behind the places.
    pub sources: Sources,
}

/// A campaign that was understood.
pub struct Campaign {
    /// The settings.
    pub config: Config,
    /// What was read.
    pub content: Arc<Content>,
    /// What it means.
    pub site: Site,
    /// What will be made of it.
    pub plan: Plan,
    theme: Theme,
    drawn: Arc<Drawn>,
    /// Pages of explainers and lists of them were made while they were judged.
    has_pages: bool,
}

impl Campaign {
    fn renderer<'a>(&'a self, bodies: &'a dyn Bodies) -> Renderer<'a> {
        Renderer::new(&self.site, bodies, &self.config, &self.content, &self.plan, &self.theme)
            .with_drawn(Arc::clone(&self.drawn))
    }
}

/// Hears how far a run has come.
pub trait Watch: Sync {
    /// So many pages are judged, and made on the way.
    fn reading(&self, pages: usize);
    /// The campaign was read and judged; so many jobs follow.
    fn planned(&self, jobs: usize);
    /// One page is judged, or one job done.
    fn job_done(&self);
    /// All is made; it is being put in its place.
    fn publishing(&self);
}

/// A watch that hears nothing.
pub struct Silent;

impl Watch for Silent {
    fn reading(&self, _pages: usize) {}
    fn planned(&self, _jobs: usize) {}
    fn job_done(&self) {}
    fn publishing(&self) {}
}

/// What came out of a run. Kept with the last build, to be told again when nothing changed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Pages in their own language, by language.
    pub pages: Vec<(String, usize)>,
    /// Scripts: name, language, seconds of one reading.
    pub scripts: Vec<(String, String, u32)>,
    /// Share cards.
    pub cards: usize,
    /// Leaflets.
    pub leaflets: usize,
    /// Posters.
    pub posters: usize,
    /// What was kept back: product, name.
    pub withheld: Vec<(String, String)>,
    /// Files made.
    pub files: usize,
}

/// What the campaigns of one run have in common, read and made ready once: the folder that they
/// extend, the theme, pictures.
///
/// Only ever what equal input gives: a campaign comes out the same with it and without.
#[derive(Default)]
pub struct Commons {
    bases: load::base::Bases,
    themes: Themes,
    drawn: Arc<Drawn>,
}

/// Reads and judges a campaign; writes nothing.
///
/// # Errors
/// When the machine can't read it.
pub fn judge(folder: &dyn Folder, overrides: &Overrides) -> Result<Judged, Failure> {
    judge_one_of_many(folder, overrides, &Commons::default())
}

/// Reads and judges a campaign that has something in common with others of this run; writes nothing.
///
/// # Errors
/// When the machine can't read it.
pub fn judge_one_of_many(folder: &dyn Folder, overrides: &Overrides, commons: &Commons) -> Result<Judged, Failure> {
    Ok(read(folder, overrides, commons)?.judge(commons))
}

/// Reads a campaign; judges and writes nothing.
///
/// # Errors
/// When the machine can't read it.
pub fn read(folder: &dyn Folder, overrides: &Overrides, commons: &Commons) -> Result<Unjudged, Failure> {
    let loaded = load::load_with(folder, overrides, &commons.bases)?;
    Ok(Unjudged {
        config: loaded.config,
        content: Arc::new(loaded.content),
        diags: loaded.diags,
        today: overrides.today,
    })
}

/// A campaign that was read.
pub struct Unjudged {
    config: Option<Config>,
    content: Arc<Content>,
    diags: Diagnostics,
    today: Date,
}

/// Reads texts and makes their pages on the way.
type MakePages<'a> = dyn Fn(&Heads<'_>, &Config, &Theme) -> check::Read + 'a;

impl Unjudged {
    /// Returns whether it can't be published, whatever judging would find.
    pub fn is_hopeless(&self) -> bool {
        self.config.as_ref().is_none_or(|config| {
            let mut diags = self.diags.clone();
            check::apply_severities(&mut diags, config);
            diags.has_errors()
        })
    }

    /// Returns the way to the folder that it extends, if it does.
    pub fn extends(&self) -> Option<&str> {
        self.config.as_ref()?.extends.as_deref()
    }

    /// Returns how many texts there are.
    pub fn texts(&self) -> usize {
        self.content.articles.len()
    }

    /// Returns the campaign as its front matter tells it, to look at a page before thousands of texts were judged. Nothing
    /// where something is wrong already: then it is for judging to say what.
    pub fn glance(&self, commons: &Commons) -> Option<Campaign> {
        let (config, mut diags) = (self.config.clone()?, self.diags.clone());
        let theme = commons.themes.ready(&self.content.theme, &config, &mut diags);
        let (site, found) = check::glance(&self.content, &config);
        diags.extend(found);
        let campaign = self.put_together(config, site, theme, commons, &mut diags);
        (!diags.has_errors()).then_some(campaign)
    }

    /// Judges it.
    pub fn judge(self, commons: &Commons) -> Judged {
        self.judge_reading(commons, None)
    }

    /// Judges it, and makes lists and explainers' pages on the way, each of these while the tree of its text is there, which
    /// would have to be made once more otherwise. None is made where something is known to be wrong, or where texts could
    /// change what other pages show.
    ///
    /// # Errors
    /// When a page can't be stored.
    pub fn judge_and_make_pages(
        self,
        commons: &Commons,
        cache: &dyn Cache,
        sink: &dyn Sink,
        watch: &dyn Watch,
    ) -> Result<Judged, Failure> {
        let (content, making) = (Arc::clone(&self.content), Making::new(sink));
        let make = |heads: &Heads<'_>, config: &Config, theme: &Theme| {
            let plan = plan::plan(heads.site(), config, &content);
            let jobs = plan.jobs_of_pages();
            watch.reading(jobs.len());
            let renderer = Renderer::new(heads.site(), heads, config, &content, &plan, theme)
                .with_drawn(Arc::clone(&commons.drawn))
                .with_cache(cache);
            // Lists of thousands of pages take memory: before texts pile up.
            for settings in &config.languages {
                let for_lists = renderer.for_lists();
                let is_list = |job: &&Job| job.work.list() == Some(&settings.lang);
                let lists: Vec<&Job> = plan.jobs.iter().filter(is_list).collect();
                lists.par_iter().for_each(|job| making.put(job, || for_lists.render(job)));
            }
            heads.read_texts(&|page, text, body| {
                for job in jobs.get(&page.id).into_iter().flatten() {
                    making.put(job, || renderer.render_read(job, text, body));
                }
                watch.job_done();
            })
        };
        let mut judged = self.judge_reading(commons, Some(&make));
        match making.into_faults() {
            Ok(faults) => judged.diags.extend(faults),
            // Where the content is wrong, that is what staff can mend; nothing is published anyway.
            Err(_) if judged.diags.has_errors() => {}
            Err(failure) => return Err(failure),
        }
        judged.diags.sort(&judged.sources);
        Ok(judged)
    }

    fn judge_reading(mut self, commons: &Commons, make: Option<&MakePages<'_>>) -> Judged {
        let mut diags = std::mem::take(&mut self.diags);
        // Without settings no number is an office's.
        let recognizer = self.config.as_ref().map_or_else(
            || Recognizer { official: Vec::new(), this_year: self.today.year() },
            |config| check::privacy::recognizer(&self.content, config),
        );
        let campaign = self.config.take().map(|config| {
            // A theme that can't be read is found here too, so that `check` says all that `build` would.
            let theme = commons.themes.ready(&self.content.theme, &config, &mut diags);
            let mut has_pages = false;
            let (site, found) = check::check_reading(&self.content, &config, |heads| {
                match make.filter(|_| !diags.has_errors() && !heads.has_errors() && heads.are_final()) {
                    Some(make) => {
                        has_pages = true;
                        make(heads, &config, &theme)
                    }
                    None => heads.read_texts(&|_, _, _| {}),
                }
            });
            diags.extend(found);
            Campaign { has_pages, ..self.put_together(config, site, theme, commons, &mut diags) }
        });
        let mut sources = self.content.sources.clone();
        check::privacy::keep_quiet(&mut diags, &mut sources, &recognizer);
        diags.sort(&sources);
        Judged { campaign, diags, sources }
    }

    fn put_together(
        &self,
        config: Config,
        site: Site,
        theme: Theme,
        commons: &Commons,
        diags: &mut Diagnostics,
    ) -> Campaign {
        let (content, drawn) = (Arc::clone(&self.content), Arc::clone(&commons.drawn));
        let mut plan = plan::plan(&site, &config, &content);
        plan.sort();
        plan::report_clashes(&plan, &config, diags);
        check::apply_severities(diags, &config);
        Campaign { config, content, site, plan, theme, drawn, has_pages: false }
    }
}

/// Returns what a campaign's `site.yaml` says about other folders; nothing where it can't be read.
pub fn ties(folder: &dyn Folder) -> Ties {
    let text = folder.read("site.yaml").ok().and_then(|bytes| decode(&bytes).ok());
    text.map_or_else(Ties::default, |decoded| config::ties(&decoded.text))
}

/// Reads a lexicon on its own, for trying how sentences are said.
pub fn read_lexicon(path: &str, text: &str) -> (Lexicon, Diagnostics, Sources) {
    let (mut sources, mut diags, mut lexicon) = (Sources::default(), Diagnostics::default(), Lexicon::empty());
    let file = sources.add(path, text);
    for entry in load::register::read_lexicon(text, file, &mut diags) {
        lexicon.insert(&entry.written, &entry.said);
    }
    (lexicon, diags, sources)
}

/// A script for a machine to read aloud, for trying how it sounds.
pub struct AudioDraft {
    /// The name of its files: `moi-hop.vi`.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// Where it is read.
    pub setting: Setting,
    /// What is said, with the notice that it is a machine's voice.
    pub ssml: String,
    /// A person has recorded it.
    pub is_recorded: bool,
    /// Its language has no number words here.
    pub keeps_digits: bool,
}

/// Returns what a machine would read of each script, in the order of the scripts.
pub fn audio_drafts(campaign: &Campaign) -> Vec<AudioDraft> {
    let Campaign { config, content, site, plan, .. } = campaign;
    let bodies = Texts::new(content, config);
    let renderer = campaign.renderer(&bodies);
    let scripts = plan.jobs.iter().filter_map(|job| match job.work {
        Work::Script(at) => Some((&site.scripts[at], job.outputs.first()?)),
        _ => None,
    });
    let draft = |(script, sheet): (&Script, &OutputPath)| AudioDraft {
        name: sheet.as_str().trim_start_matches("script/").trim_end_matches(".pdf").to_owned(),
        lang: script.lang.clone(),
        setting: script.setting,
        ssml: render::script::encode_draft(&renderer, script),
        is_recorded: !content.recordings_of(&script.id, &script.lang).is_empty(),
        keeps_digits: script.keeps_digits,
    };
    scripts.map(draft).collect()
}

/// Makes every output of a judged campaign and hands it to `sink` as it is ready. Faults of templates and pictures
/// are added to what was found.
///
/// # Errors
/// When an output can't be stored.
pub fn make(judged: &mut Judged, sink: &dyn Sink, watch: &dyn Watch) -> Result<Summary, Failure> {
    make_with(judged, &NoCache, sink, watch)
}

/// The same; paper and pictures that the cache knows aren't made again, and pages that were made while they were judged
/// aren't either.
///
/// # Errors
/// When an output can't be stored.
pub fn make_with(
    judged: &mut Judged,
    cache: &dyn Cache,
    sink: &dyn Sink,
    watch: &dyn Watch,
) -> Result<Summary, Failure> {
    let Some(campaign) = &judged.campaign else { return Ok(Summary::default()) };
    let bodies = Texts::new(&campaign.content, &campaign.config);
    let renderer = campaign.renderer(&bodies).with_cache(cache);
    let is_made = |job: &&Job| campaign.has_pages && job.work.is_made_on_the_way();
    let (made, jobs): (Vec<&Job>, Vec<&Job>) = campaign.plan.jobs.iter().partition(is_made);
    watch.planned(jobs.len());
    let making = Making::new(sink);
    jobs.par_iter().with_max_len(MOST_AT_ONCE).for_each(|job| {
        making.put(job, || renderer.render(job));
        watch.job_done();
    });
    drop(renderer);
    let files = made.len() + making.files.load(Ordering::Relaxed);
    let faults = making.into_faults()?;
    let summary = summary(campaign, files);
    judged.diags.extend(faults);
    judged.diags.sort(&judged.sources);
    Ok(summary)
}

/// Outputs on their way to where they are kept.
struct Making<'a> {
    sink: &'a dyn Sink,
    files: AtomicUsize,
    faults: Mutex<Diagnostics>,
    /// After the first one nothing more is made.
    failure: OnceLock<Failure>,
}

impl Making<'_> {
    fn new(sink: &dyn Sink) -> Making<'_> {
        Making { sink, files: AtomicUsize::new(0), faults: Mutex::default(), failure: OnceLock::new() }
    }

    /// Makes the outputs of a job and hands them on.
    fn put(&self, job: &Job, render: impl FnOnce() -> Result<Vec<Vec<u8>>, Fault>) {
        if self.failure.get().is_some() {
            return;
        }
        match render() {
            Ok(outputs) => {
                for (path, bytes) in job.outputs.iter().zip(&outputs) {
                    match self.sink.put(path.as_str(), bytes) {
                        Ok(()) => drop(self.files.fetch_add(1, Ordering::Relaxed)),
                        // Another thread's may have come first.
                        Err(failure) => drop(self.failure.set(failure)),
                    }
                }
            }
            Err(fault) => {
                let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
                faults.add(fault.code, Severity::Error, fault.place, fault.text);
            }
        }
    }

    fn into_faults(self) -> Result<Diagnostics, Failure> {
        match self.failure.into_inner() {
            Some(failure) => Err(failure),
            None => Ok(self.faults.into_inner().unwrap_or_else(PoisonError::into_inner)),
        }
    }
}

fn summary(campaign: &Campaign, files: usize) -> Summary {
    let site = &campaign.site;
    let count = |wanted: fn(&Work) -> bool| campaign.plan.jobs.iter().filter(|job| wanted(&job.work)).count();
    let counts = plan::languages(site);
    let pages = campaign
        .config
        .languages
        .iter()
        .map(|settings| (settings.name.clone(), counts.get(&settings.lang).copied().unwrap_or(0)));
    Summary {
        pages: pages.collect(),
        scripts: site
            .scripts
            .iter()
            .map(|script| (script.id.clone(), script.lang.to_string(), script.seconds))
            .collect(),
        cards: count(|work| matches!(work, Work::Card(_))),
        leaflets: count(|work| matches!(work, Work::Leaflet(_))),
        posters: count(|work| matches!(work, Work::Poster(_))),
        withheld: site
            .withheld
            .iter()
            .map(|held| (held.product.to_owned(), format!("{}.{}", held.id, held.lang)))
            .collect(),
        files,
    }
}
