//! Outputs that are rendered when a browser requests them.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::check::documents::DocumentStore;
use crate::diag::Diagnostic;
use crate::files::cache::MemoryCache;
use crate::pipeline::run::Campaign;
use crate::render::renderer::Renderer;

/// The reason why an output can't be rendered.
#[derive(Clone, Debug)]
pub enum PreviewError {
    /// A template or a picture is broken.
    Fault(Box<Diagnostic>),
    /// A bug of loa.
    Internal,
}

/// The outputs of a job, or the reason why there are none.
type Rendered = Result<Vec<Arc<[u8]>>, PreviewError>;

/// A checked campaign whose outputs are rendered one by one.
pub struct PreviewRenderer {
    campaign: Campaign,
    /// Typeset sheets and scaled pictures, kept from one version of the campaign to the next.
    artifacts: Arc<MemoryCache>,
    /// The job and the index of the output within it, by path.
    outputs: BTreeMap<String, (usize, usize)>,
    rendered: Mutex<BTreeMap<usize, Rendered>>,
}

impl PreviewRenderer {
    /// Creates the renderer of a campaign without errors.
    pub fn new(campaign: Campaign, artifacts: Arc<MemoryCache>) -> PreviewRenderer {
        let mut outputs = BTreeMap::new();
        for (number, job) in campaign.plan.jobs.iter().enumerate() {
            for (index, path) in job.outputs.iter().enumerate() {
                outputs.insert(path.as_str().to_owned(), (number, index));
            }
        }
        PreviewRenderer { campaign, artifacts, outputs, rendered: Mutex::default() }
    }

    /// Returns the paths of all outputs, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.outputs.keys().map(String::as_str)
    }

    /// Returns whether an output has this path.
    pub fn has(&self, path: &str) -> bool {
        self.outputs.contains_key(path)
    }

    /// Returns an output. `None` if no output has this path.
    ///
    /// # Errors
    ///
    /// Returns an error if a template or a picture is broken.
    pub fn render(&self, path: &str) -> Option<Result<Arc<[u8]>, PreviewError>> {
        let (job, index) = *self.outputs.get(path)?;
        if let Some(known) = self.lock().get(&job) {
            return Some(known.clone().map(|outputs| Arc::clone(&outputs[index])));
        }
        let documents = self.campaign.documents();
        let rendered = self.render_job(&self.renderer(&documents), job);
        Some(rendered.map(|outputs| Arc::clone(&outputs[index])))
    }

    /// Renders all outputs that were not requested yet, and passes each fault to `report`. Stops
    /// when `report` or `is_current` returns `false`.
    pub fn render_rest(
        &self,
        is_current: impl Fn() -> bool,
        report: impl Fn(&PreviewError) -> bool,
    ) {
        let documents = self.campaign.documents();
        let renderer = self.renderer(&documents);
        for job in 0..self.campaign.plan.jobs.len() {
            if !is_current() {
                return;
            }
            if self.lock().contains_key(&job) {
                continue;
            }
            if let Err(fault) = self.render_job(&renderer, job)
                && !report(&fault)
            {
                return;
            }
        }
        self.artifacts.end_round();
    }

    fn renderer<'a>(&'a self, documents: &'a DocumentStore<'a>) -> Renderer<'a> {
        self.campaign.renderer(documents).with_cache(&*self.artifacts)
    }

    fn render_job(&self, renderer: &Renderer<'_>, number: usize) -> Rendered {
        /// Enough for a commune. In a larger site only the pages that are open matter.
        const MOST_KEPT: usize = 1000;
        let job = &self.campaign.plan.jobs[number];
        // A bug of loa must not end the preview that an author works with.
        let rendered = match catch_unwind(AssertUnwindSafe(|| renderer.render(job))) {
            Ok(Ok(outputs)) => Ok(outputs.into_iter().map(Arc::from).collect()),
            Ok(Err(fault)) => Err(PreviewError::Fault(fault)),
            Err(_) => Err(PreviewError::Internal),
        };
        let mut kept = self.lock();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(number, Rendered::clone(&rendered));
        rendered
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<usize, Rendered>> {
        self.rendered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
