//! Content that many campaigns share: the built-in theme and the shared folder, read and parsed
//! once.
//!
//! Its sources come first among the sources of each campaign that extends it, so that spans in
//! shared content are valid in all campaigns.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::config::SharedSettings;
use crate::config::yaml;
use crate::diag::{Diagnostics, FileId, Sources, Span, Text};
use crate::files::overlay::{OverlayEntry, Shared};
use crate::load::built_in::{add, read_built_in};
use crate::load::file::{
    Copied, EXPLAINERS, FACTS, Read, SCRIPTS, TextName, decoded, is_picture, is_recording,
    lexicon_language, name_text, read_picture, read_recording, read_static, take_text,
};
use crate::load::strings::StringsCache;
use crate::load::{front_matter, register};
use crate::model::content::{
    Article, AudioFile, Fact, FileMetadata, LexiconEntry, PictureFile, ScriptSource, ThemeFile,
};
use crate::model::lang::Lang;
use crate::model::spanned::Spanned;

/// The shared contents that were read in this run.
#[derive(Default)]
pub struct SharedContentCache {
    /// Phrases of themes.
    pub(super) strings: StringsCache,
    made: Mutex<Vec<Arc<SharedContent>>>,
}

impl SharedContentCache {
    /// Returns the content below a campaign. Reads it the first time.
    pub(crate) fn over(&self, shared: Option<Shared>) -> Arc<SharedContent> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(base) = made.iter().find(|base| base.is_of(shared.as_ref())) {
            return Arc::clone(base);
        }
        let base = Arc::new(SharedContent::read(shared));
        made.push(Arc::clone(&base));
        base
    }
}

/// The built-in theme and the content of a shared folder, if any.
#[derive(Default)]
pub struct SharedContent {
    shared: Option<Shared>,
    sources: Sources,
    built_in: BTreeMap<String, ThemeFile>,
    theme_files: BTreeMap<String, ThemeFile>,
    settings: Option<SharedSettings>,
    /// Mistakes in the shared settings and registers, the same for every campaign.
    faults: Diagnostics,
    articles: BTreeMap<String, Read<Article>>,
    scripts: BTreeMap<String, Read<ScriptSource>>,
    pictures: BTreeMap<String, Read<(PictureFile, FileMetadata)>>,
    recordings: BTreeMap<String, Read<AudioFile>>,
    copied: BTreeMap<String, Read<Copied>>,
    facts: BTreeMap<String, Fact>,
    lexicons: BTreeMap<Lang, Vec<LexiconEntry>>,
}

impl SharedContent {
    /// Reads the built-in theme, and the shared folder if there is one.
    fn read(shared: Option<Shared>) -> SharedContent {
        let mut base = SharedContent::default();
        base.built_in = read_built_in(&mut base.sources);
        if let Some(shared) = &shared {
            base.read_shared(shared);
        }
        base.shared = shared;
        base
    }

    fn is_of(&self, shared: Option<&Shared>) -> bool {
        match (&self.shared, shared) {
            (None, None) => true,
            (Some(own), Some(other)) => {
                own.name == other.name && own.files.mark() == other.files.mark()
            }
            (None, Some(_)) | (Some(_), None) => false,
        }
    }

    fn read_shared(&mut self, shared: &Shared) {
        let shown = |path: &str| format!("{}/{path}", shared.name);
        let below = |folder: &'static str| {
            let prefix = format!("{folder}/");
            shared.files.files().iter().filter(move |(path, _)| path.starts_with(&prefix))
        };
        self.read_registers(shared);
        self.articles = self.read_texts(shared, EXPLAINERS, |id, lang, file, text, diags| {
            let mut article = front_matter::read_article(id, lang, file, text, diags);
            article.body.keep();
            article
        });
        self.scripts = self.read_texts(shared, SCRIPTS, front_matter::read_script);
        for (path, bytes) in below("content") {
            if is_picture(path) {
                let read = read_picture(&shown(path), bytes.clone(), &mut self.sources);
                self.pictures.insert(path.clone(), read);
            } else if is_recording(path) {
                self.recordings
                    .insert(path.clone(), read_recording(&shown(path), bytes, &mut self.sources));
            }
        }
        for (path, bytes) in below("static") {
            self.copied
                .insert(path.clone(), read_static(&shown(path), bytes.clone(), &mut self.sources));
        }
        for (path, bytes) in below("themes") {
            let file = add(&shown(path), bytes.clone(), &mut self.sources);
            self.theme_files.insert(path.clone(), file);
        }
    }

    fn read_registers(&mut self, shared: &Shared) {
        if let Some((file, text)) = self.take(shared, "site.yaml")
            && let Some(root) = yaml::parse(&text, Span::new(file, 0..text.len()), &mut self.faults)
        {
            report_chain(&root, &mut self.faults);
            self.settings = Some(SharedSettings { file, root });
        }
        if let Some((file, text)) = self.take(shared, FACTS) {
            self.facts = register::read_facts(&text, file, &mut self.faults);
        }
        for path in shared.files.files().keys() {
            let Some(lang) = lexicon_language(path) else { continue };
            if let Some((file, text)) = self.take(shared, path) {
                let entries = register::read_lexicon(&text, file, &mut self.faults);
                self.lexicons.insert(lang, entries);
            }
        }
    }

    /// Adds a text of the shared folder to the sources.
    fn take(&mut self, shared: &Shared, path: &str) -> Option<(FileId, Arc<str>)> {
        let bytes = shared.files.get(path)?;
        take_text(
            &format!("{}/{path}", shared.name),
            decoded(bytes),
            &mut self.sources,
            &mut self.faults,
        )
    }

    /// Reads `<below>/<id>/<lang>.md` in all languages.
    fn read_texts<T: Send>(
        &mut self,
        shared: &Shared,
        below: &str,
        read: impl Fn(Spanned<String>, Lang, FileId, &Arc<str>, &mut Diagnostics) -> T + Sync,
    ) -> BTreeMap<String, Read<T>> {
        let prefix = format!("{below}/");
        let mut texts = Vec::new();
        for (path, bytes) in
            shared.files.files().iter().filter(|(path, _)| path.starts_with(&prefix))
        {
            let TextName::Text(id, lang) = name_text(below, path) else { continue };
            let mut diags = Diagnostics::default();
            let shown = format!("{}/{path}", shared.name);
            let text = take_text(&shown, decoded(bytes), &mut self.sources, &mut diags);
            texts.push((path.clone(), id, lang, text, diags));
        }
        let parse = |(path, id, lang, text, mut diags): (
            _,
            _,
            _,
            Option<(FileId, Arc<str>)>,
            Diagnostics,
        )| {
            let value = text.map(|(file, text)| {
                let id = Spanned { value: id, span: Span::whole(file) };
                read(id, lang, file, &text, &mut diags)
            });
            (path, Read { value, diags })
        };
        texts.into_par_iter().map(parse).collect()
    }

    /// The shared folder.
    pub(crate) fn shared(&self) -> Option<&Shared> {
        self.shared.as_ref()
    }

    /// The sources of everything in this value.
    pub(crate) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The shared settings.
    pub(crate) fn settings(&self) -> Option<&SharedSettings> {
        self.settings.as_ref()
    }

    /// The mistakes that every campaign has.
    pub(crate) fn faults(&self) -> &Diagnostics {
        &self.faults
    }

    /// The files of the built-in theme by path.
    pub(crate) fn built_in(&self) -> &BTreeMap<String, ThemeFile> {
        &self.built_in
    }

    /// A theme file of the shared folder.
    pub(crate) fn theme_file(&self, file: &OverlayEntry) -> Option<&ThemeFile> {
        self.theme_files.get(&file.path).filter(|_| file.is_shared)
    }

    /// The shared explainers by path.
    pub(super) fn articles(&self) -> &BTreeMap<String, Read<Article>> {
        &self.articles
    }

    /// The shared scripts by path.
    pub(super) fn scripts(&self) -> &BTreeMap<String, Read<ScriptSource>> {
        &self.scripts
    }

    /// The shared facts.
    pub(crate) fn facts(&self) -> &BTreeMap<String, Fact> {
        &self.facts
    }

    /// The shared lexicons.
    pub(crate) fn lexicons(&self) -> &BTreeMap<Lang, Vec<LexiconEntry>> {
        &self.lexicons
    }

    /// A shared picture.
    pub(super) fn picture(
        &self,
        file: &OverlayEntry,
    ) -> Option<&Read<(PictureFile, FileMetadata)>> {
        self.pictures.get(&file.path).filter(|_| file.is_shared)
    }

    /// A shared recording.
    pub(super) fn recording(&self, file: &OverlayEntry) -> Option<&Read<AudioFile>> {
        self.recordings.get(&file.path).filter(|_| file.is_shared)
    }

    /// A shared file that is published unchanged.
    pub(super) fn copied(&self, file: &OverlayEntry) -> Option<&Read<Copied>> {
        self.copied.get(&file.path).filter(|_| file.is_shared)
    }
}

/// Reports a shared folder that extends another one. With one step, an author looks for a text in
/// at most one other folder.
fn report_chain(root: &yaml::Node, diags: &mut Diagnostics) {
    let yaml::NodeKind::Map(entries) = &root.kind else { return };
    let Some((key, _)) =
        entries.iter().find(|(key, _)| matches!(key.value.as_str(), "extends" | "dung_chung"))
    else {
        return;
    };
    diags
        .error(
            "wrong-extends",
            key.span,
            Text::new(
                "thư mục dùng chung lại dùng chung một thư mục khác; chỉ được một bậc",
                "the shared folder extends another one; only one level is allowed",
            ),
        )
        .hint(Text::new(
            "bỏ dòng này, rồi chép những gì cần dùng vào thư mục dùng chung",
            "remove this line and copy the needed files into the shared folder",
        ));
}
