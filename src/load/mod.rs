//! Turns bytes into typed values with spans.
//!
//! Knows YAML, Markdown, CSV, Excel and image headers. Reads one file at a time; `check` finds out
//! how files fit together.

mod address;
pub mod archive;
pub mod audio;
pub mod broadcasts;
mod built_in;
pub mod comment;
mod coverage;
mod file;
pub mod front_matter;
pub mod markdown;
pub mod metadata;
pub mod notes;
pub mod picture;
pub mod picture_trouble;
pub mod posts;
pub mod register;
pub mod shared;
pub mod strings;
pub mod svg;
pub mod table;
pub mod theme;
mod unused;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{self, Config, Overrides};
use crate::diag::{Diagnostics, Error, FileId, Span, Text};
use crate::files::overlay::{OverlayEntry, OverlayFolder, Shared};
use crate::files::{Folder, Sibling};
use crate::load::file::{
    EXPLAINERS, FACTS, NoText, Read, SCRIPTS, TextName, is_picture, is_recording, lexicon_language,
    name_text, read_layered, read_picture, read_recording, read_static, read_text, take_text,
};
use crate::load::shared::{SharedContent, SharedContentCache};
use crate::model::content::Content;
use crate::model::lang::Lang;
use crate::model::spanned::Spanned;
use crate::model::tables::column_key;
use crate::text::encoding::Decoded;
use crate::text::fold::nfc;

/// A campaign as read: configuration, content, and the mistakes in single files.
pub struct Loaded {
    /// The configuration; `None` if `site.yaml` can't be used.
    pub config: Option<Config>,
    /// The content.
    pub content: Content,
    /// Mistakes in single files.
    pub diags: Diagnostics,
}

/// Reads a campaign's folder. A shared folder is read once for all campaigns that use the same
/// `bases`.
///
/// # Errors
/// If the folder has no `site.yaml`, or the system can't read a file.
pub fn load(
    folder: &dyn Folder,
    overrides: &Overrides,
    bases: &SharedContentCache,
) -> Result<Loaded, Error> {
    if !folder.has("site.yaml") {
        if let Some(name) = unused::misnamed_settings(|name| folder.has(name)) {
            return Err(Error::plain(Text::new(
                format!(
                    "thư mục «{}» có tệp `{name}`, nhưng loa cần tên `site.yaml`: đổi tên tệp rồi chạy lại",
                    folder.shown()
                ),
                format!(
                    "the folder `{}` has a file `{name}`, but loa needs `site.yaml`: rename it and try again",
                    folder.shown()
                ),
            )));
        }
        return Err(Error::plain(Text::new(
            format!(
                "thư mục «{}» không có tệp site.yaml, nên không phải thư mục chiến dịch; hãy chọn đúng thư mục, hoặc \
                 tạo chiến dịch mới bằng `loa new campaign TÊN`",
                folder.shown()
            ),
            format!(
                "the folder `{}` has no site.yaml, so it is not a campaign; choose the right folder, or create a campaign \
                 with `loa new campaign NAME`",
                folder.shown()
            ),
        )));
    }
    let settings = read_text(folder, "site.yaml")?;
    let extends = settings.as_ref().ok().and_then(|decoded| config::ties(&decoded.text).extends);
    let (base, trouble) = match &extends {
        Some((name, range)) => match folder.sibling(name)? {
            Sibling::There(files) => (bases.over(Some(Shared { name: name.clone(), files })), None),
            no_base => (bases.over(None), Some((no_base, range.clone()))),
        },
        None => (bases.over(None), None),
    };
    let mut loading = Loading {
        folder: OverlayFolder::new(folder, base.shared().cloned()),
        content: Content { sources: base.sources().clone(), ..Content::default() },
        base: &base,
        diags: Diagnostics::default(),
    };
    let Some((file, text)) = loading.take_text("site.yaml", settings) else {
        return Ok(loading.without_config());
    };
    if let Some((no_base, range)) = trouble {
        report_no_base(&no_base, Span::new(file, range), &mut loading.diags);
        return Ok(loading.without_config());
    }
    loading.diags.extend(base.faults().clone());
    if base.shared().is_some() && base.settings().is_none() {
        // The shared `site.yaml` can't be read. Its missing keys would be reported for the wrong
        // file.
        return Ok(loading.without_config());
    }
    let config = config::resolve_over(&text, file, base.settings(), overrides, &mut loading.diags);
    if let Some(config) = &config {
        loading.explainers(config)?;
        loading.scripts(config)?;
        loading.registers()?;
        loading.tables(config)?;
        loading.pictures()?;
        loading.recordings()?;
        loading.statics()?;
        loading.content.unused_files =
            unused::find_unused(&loading.folder, &mut loading.content.sources)?;
        loading.diags.list.extend(loading.content.unused_files.values().cloned());
        loading.content.theme = theme::read_theme(
            &loading.folder,
            &config.theme,
            &base,
            &mut loading.content.sources,
            &mut loading.diags,
        )?;
        loading.content.strings =
            bases.strings.read(&loading.content.theme, config, &mut loading.diags);
        loading.check_theme(config);
    }
    loading.content.broken_files = loading.diags.files_with_errors();
    Ok(Loaded { config, content: loading.content, diags: loading.diags })
}

fn report_no_base(found: &Sibling, span: Span, diags: &mut Diagnostics) {
    let text = match found {
        Sibling::NoSettings => Text::new(
            "thư mục dùng chung này không có tệp site.yaml, nên không phải thư mục chiến dịch",
            "the folder to extend has no site.yaml, so it is not a campaign",
        ),
        Sibling::Within => Text::new(
            "thư mục dùng chung phải nằm ngoài thư mục chiến dịch này",
            "the folder to extend must be outside this campaign's folder",
        ),
        Sibling::Link => Text::new(
            "đường đi tới thư mục dùng chung có một liên kết (lối tắt), loa không đi theo",
            "a link is in the path of the folder to extend, and loa doesn't follow links",
        ),
        Sibling::NoFolder | Sibling::There(_) => {
            Text::new("không có thư mục dùng chung ở đây", "the folder to extend doesn't exist")
        }
    };
    diags.error("wrong-extends", span, text).hint(Text::new(
        "ghi đường đi từ thư mục chiến dịch này, như `extends: ../common`",
        "write the path from this campaign's folder, such as `extends: ../common`",
    ));
}

struct Loading<'a> {
    folder: OverlayFolder<'a>,
    base: &'a SharedContent,
    content: Content,
    diags: Diagnostics,
}

impl Loading<'_> {
    /// Returns what was read without a configuration.
    fn without_config(self) -> Loaded {
        Loaded { config: None, content: self.content, diags: self.diags }
    }

    /// Reads a text file. Reports a file that is not text.
    fn text(&mut self, file: &OverlayEntry) -> Result<Option<(FileId, Arc<str>)>, Error> {
        let read = read_layered(&self.folder, file)?;
        Ok(self.take_text(&self.folder.shown(file), read))
    }

    /// Adds a text to the sources. Reports a file that is not text.
    fn take_text(
        &mut self,
        path: &str,
        read: Result<Decoded, NoText>,
    ) -> Option<(FileId, Arc<str>)> {
        take_text(path, read, &mut self.content.sources, &mut self.diags)
    }

    /// `content/explainers/<topic>/<lang>.md`
    fn explainers(&mut self, config: &Config) -> Result<(), Error> {
        let texts = self.texts(EXPLAINERS, config)?;
        self.content.articles =
            parsed(texts, self.base.articles(), front_matter::read_article, &mut self.diags);
        Ok(())
    }

    /// `content/scripts/<id>/<lang>.md`
    fn scripts(&mut self, config: &Config) -> Result<(), Error> {
        let texts = self.texts(SCRIPTS, config)?;
        self.content.scripts =
            parsed(texts, self.base.scripts(), front_matter::read_script, &mut self.diags);
        Ok(())
    }

    /// Reads `<below>/<id>/<lang>.md` in parallel. Adds the texts to the sources in the order of
    /// their paths.
    fn texts(&mut self, below: &str, config: &Config) -> Result<Vec<Found>, Error> {
        let files = self.by_language(below, config)?;
        let folder = &self.folder;
        let is_own = |(_, _, file): &&(String, Lang, OverlayEntry)| !file.is_shared;
        let own: Vec<_> = files.iter().filter(is_own).collect();
        let read: Vec<_> = own.par_iter().map(|(_, _, file)| read_layered(folder, file)).collect();
        let mut read = read.into_iter();
        let mut texts = Vec::new();
        for (id, lang, file) in files {
            if file.is_shared {
                texts.push(Found::Shared(file.path));
            } else if let Some(read) = read.next()
                && let Some((file, text)) = self.take_text(&file.path, read?)
            {
                texts.push(Found::Own {
                    id: Spanned { value: id, span: Span::whole(file) },
                    lang,
                    file,
                    text,
                });
            }
        }
        Ok(texts)
    }

    /// Finds `<below>/<id>/<lang>.md`. Reports other Markdown files.
    fn by_language(
        &mut self,
        below: &str,
        config: &Config,
    ) -> Result<Vec<(String, Lang, OverlayEntry)>, Error> {
        let mut found = Vec::new();
        for file in self.folder.list(below)? {
            match name_text(below, &file.path) {
                TextName::Text(id, lang) if config.language(&lang).is_some() => found.push((id, lang, file)),
                TextName::Text(..) | TextName::Other => self.misplaced(
                    &file,
                    Text::new(
                        format!(
                            "đặt tệp thành `{below}/<tên bài>/<mã ngôn ngữ>.md`; các ngôn ngữ trong site.yaml: {}",
                            language_list(config)
                        ),
                        format!(
                            "put it at `{below}/<name>/<language>.md`; languages in site.yaml: {}",
                            language_list(config)
                        ),
                    ),
                ),
                TextName::Word => self.misplaced(
                    &file,
                    Text::new(
                        "tệp Word không đọc được; chép chữ sang tệp .md",
                        "Word files can't be read; copy the text into an .md file",
                    ),
                ),
                TextName::NoText => {}
            }
        }
        Ok(found)
    }

    fn misplaced(&mut self, file: &OverlayEntry, hint: Text) {
        let file = self.content.sources.add(self.folder.shown(file), "");
        self.diags
            .warning(
                "misplaced-file",
                Span::whole(file),
                Text::new(
                    "tệp này không được dùng: sai chỗ, sai tên hoặc sai loại",
                    "this file is not used: wrong place, name or type",
                ),
            )
            .hint(hint);
    }

    /// Reads facts and lexicons, which are merged entry by entry, and the plans of broadcasts and
    /// posts, which are not merged.
    fn registers(&mut self) -> Result<(), Error> {
        self.content.facts = self.base.facts().clone();
        if let Some(file) = self.folder.find_own(FACTS)
            && let Some((file, text)) = self.text(&file)?
        {
            self.content.facts.extend(register::read_facts(&text, file, &mut self.diags));
        }
        if let Some(file) = self.folder.find("content/broadcasts.yaml")
            && let Some((file, text)) = self.text(&file)?
        {
            self.content.broadcasts = broadcasts::read_broadcasts(&text, file, &mut self.diags);
            self.content.broadcasts_file = Some(file);
        }
        if let Some(file) = self.folder.find("content/posts.yaml")
            && let Some((file, text)) = self.text(&file)?
        {
            self.content.posts = posts::read_posts(&text, file, &mut self.diags);
        }
        self.content.lexicons = self.base.lexicons().clone();
        for file in self.folder.list("content")? {
            let Some(lang) = lexicon_language(&file.path).filter(|_| !file.is_shared) else {
                continue;
            };
            if let Some((file, text)) = self.text(&file)? {
                let own = register::read_lexicon(&text, file, &mut self.diags);
                let entries = self.content.lexicons.entry(lang).or_default();
                entries.retain(|entry| !own.iter().any(|own| own.written == entry.written));
                entries.extend(own);
            }
        }
        Ok(())
    }

    fn tables(&mut self, config: &Config) -> Result<(), Error> {
        let mut counts = Vec::new();
        for (_, indicator) in &config.indicators {
            counts.extend([column_key(&indicator.done), column_key(&indicator.of)]);
        }
        let columns = table::FigureColumns { words: &config.tables, counts };
        for entry in self.folder.list("content/progress")? {
            let lower = entry.path.to_lowercase();
            let extension = lower.rsplit('.').next().unwrap_or_default();
            match extension {
                "csv" | "tsv" | "txt" => {
                    if let Some((file, text)) = self.text(&entry)? {
                        self.content.tables.extend(table::read_csv(
                            &text,
                            file,
                            &columns,
                            &mut self.diags,
                        ));
                    }
                }
                "xlsx" | "xls" | "ods" => self.workbook(&entry, &columns)?,
                _ => self.misplaced(
                    &entry,
                    Text::new(
                        "bảng số liệu phải là .csv hoặc .xlsx",
                        "tables must be .csv or .xlsx",
                    ),
                ),
            }
        }
        Ok(())
    }

    fn workbook(
        &mut self,
        entry: &OverlayEntry,
        columns: &table::FigureColumns<'_>,
    ) -> Result<(), Error> {
        let bytes = self.folder.read(entry)?;
        let path = self.folder.shown(entry);
        let sources = &mut self.content.sources;
        let book = table::read_workbook(&bytes, &path, columns, sources, &mut self.diags);
        let file = book.names.first().map_or_else(|| sources.add(path, ""), |name| name.file);
        // `read_workbook` above has reported a file that unpacks to too much.
        let mut metadata = metadata::read_workbook(file, &bytes).unwrap_or_default();
        let is_name = |text: &String| book.names.iter().any(|name| name.texts.contains(text));
        metadata.iter_mut().for_each(|part| part.texts.retain(|text| !is_name(text)));
        self.content.metadata.extend(book.names.iter().cloned().chain(metadata));
        self.content.tables.extend(book.tables);
        self.content.sheets.extend(book.sheets);
        Ok(())
    }

    fn pictures(&mut self) -> Result<(), Error> {
        for entry in self.folder.list("content")? {
            if !is_picture(&entry.path) {
                continue;
            }
            let read = match self.base.picture(&entry) {
                Some(known) => known.clone(),
                None => {
                    read_picture(&entry.path, self.folder.read(&entry)?, &mut self.content.sources)
                }
            };
            self.diags.extend(read.diags);
            if let Some((picture, metadata)) = read.value {
                self.content.metadata.push(metadata);
                self.content.pictures.insert(nfc(&entry.path).into_owned(), picture);
            }
        }
        Ok(())
    }

    /// Reads the recordings beside explainers and scripts.
    fn recordings(&mut self) -> Result<(), Error> {
        let explainers = self.folder.list(EXPLAINERS)?;
        for entry in explainers.into_iter().chain(self.folder.list(SCRIPTS)?) {
            if !is_recording(&entry.path) {
                continue;
            }
            let read = match self.base.recording(&entry) {
                Some(known) => known.clone(),
                None => read_recording(
                    &entry.path,
                    &self.folder.read(&entry)?,
                    &mut self.content.sources,
                ),
            };
            self.diags.extend(read.diags);
            if let Some(recording) = read.value {
                self.content.recordings.insert(entry.path, recording);
            }
        }
        Ok(())
    }

    fn statics(&mut self) -> Result<(), Error> {
        for entry in self.folder.list("static")? {
            let read = match self.base.copied(&entry) {
                Some(known) => known.clone(),
                None => {
                    read_static(&entry.path, self.folder.read(&entry)?, &mut self.content.sources)
                }
            };
            self.diags.extend(read.diags);
            if let Some((bytes, metadata)) = read.value {
                self.content.metadata.extend(metadata);
                self.content.statics.insert(entry.path["static/".len()..].to_owned(), bytes);
            }
        }
        Ok(())
    }

    /// Reports a theme that is not built in and has no folder.
    fn check_theme(&mut self, config: &Config) {
        let is_there = config.theme == crate::config::DEFAULT_THEME
            || self
                .folder
                .list(&format!("themes/{}", config.theme))
                .is_ok_and(|files| !files.is_empty());
        if !is_there {
            self.diags
                .error(
                    "missing-theme",
                    Span::whole(config.file),
                    Text::new(
                        format!("không có thư mục `themes/{}`", config.theme),
                        format!("there is no folder `themes/{}`", config.theme),
                    ),
                )
                .hint(Text::new(
                    format!(
                        "ghi `theme: {}` để dùng giao diện có sẵn",
                        crate::config::DEFAULT_THEME
                    ),
                    format!("write `theme: {}` for the built-in one", crate::config::DEFAULT_THEME),
                ));
        }
    }
}

/// A text of an explainer or script.
enum Found {
    /// A text of the campaign.
    Own { id: Spanned<String>, lang: Lang, file: FileId, text: Arc<str> },
    /// A text of the shared folder, which is already parsed.
    Shared(String),
}

/// Parses texts in parallel and returns them in their order.
fn parsed<T: Clone + Send + Sync>(
    texts: Vec<Found>,
    known: &BTreeMap<String, Read<T>>,
    read: impl Fn(Spanned<String>, Lang, FileId, &Arc<str>, &mut Diagnostics) -> T + Sync,
    diags: &mut Diagnostics,
) -> Vec<T> {
    let parse = |found| match found {
        Found::Own { id, lang, file, text } => {
            let mut diags = Diagnostics::default();
            let value = read(id, lang, file, &text, &mut diags);
            (Some(value), diags)
        }
        Found::Shared(path) => {
            let Read { value, diags } = known[&path].clone();
            (value, diags)
        }
    };
    // Avoids another move of thousands of parsed texts.
    let (mut values, mut found) = (Vec::new(), Vec::new());
    texts.into_par_iter().map(parse).unzip_into_vecs(&mut values, &mut found);
    found.into_iter().for_each(|found| diags.extend(found));
    #[expect(
        clippy::filter_map_identity,
        reason = "stays where it is, which `flatten` takes room for once more"
    )]
    let values = values.into_iter().filter_map(|value| value).collect();
    values
}

fn language_list(config: &Config) -> String {
    config
        .languages
        .iter()
        .map(|settings| format!("`{}`", settings.lang))
        .collect::<Vec<_>>()
        .join(", ")
}
