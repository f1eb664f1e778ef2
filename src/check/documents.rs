//! The texts of pages, parsed and resolved on demand.
//!
//! Texts are parsed a second time in order to limit memory: the trees of thousands of pages take
//! ten times the memory of their Markdown.

use std::borrow::Cow;

use crate::check::context::ResolveContext;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::content::Content;
use crate::model::reference::PageId;
use crate::model::site::DocumentSource;
use crate::model::tree::{Document, Resolved};

/// The texts of a checked campaign.
pub struct DocumentStore<'a> {
    context: ResolveContext<'a>,
}

impl<'a> DocumentStore<'a> {
    /// Creates the store of a checked campaign. Mistakes are not reported again.
    pub fn new(content: &'a Content, config: &'a Config) -> DocumentStore<'a> {
        let mut reported_before = Diagnostics::default();
        DocumentStore { context: ResolveContext::new(content, config, &mut reported_before) }
    }
}

impl DocumentSource for DocumentStore<'_> {
    fn document(&self, page: PageId) -> Cow<'_, Document<Resolved>> {
        let slot = self.context.index.slots[page.0];
        let mut reported_before = Diagnostics::default();
        let mut resolver = self.context.resolver(&mut reported_before);
        let written = slot.article.body.tree().into_owned();
        Cow::Owned(resolver.document(written, &mut slot.setting()))
    }
}
