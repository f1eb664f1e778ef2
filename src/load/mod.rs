//! From bytes to typed values with places.
//!
//! Knows YAML, Markdown, CSV, Excel and image headers. Looks at one file at a time:
//! what files mean together, `check` judges.

pub mod audio;
pub mod beside;
pub mod broadcasts;
pub mod markdown;
pub mod matter;
pub mod picture;
pub mod posts;
pub mod register;
pub mod svg;
pub mod table;
pub mod theme;

use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{Config, Overrides, resolve};
use crate::diag::{Diagnostics, Failure, FileId, Place, Text};
use crate::files::Folder;
use crate::model::content::{At, AudioFile, Beside, Content, PictureFile, PictureKind};
use crate::model::lang::Lang;
use crate::text::encoding::{Decoded, Encoding, Unreadable, decode};
use crate::text::fold::nfc;

/// A campaign as read: settings, content and what was wrong with the files.
pub struct Loaded {
    /// The settings; `None` when `site.yaml` can't be used.
    pub config: Option<Config>,
    /// What was read.
    pub content: Content,
    /// Mistakes in single files.
    pub diags: Diagnostics,
}

/// Reads a campaign's folder.
///
/// # Errors
/// When the folder has no `site.yaml`, or the machine can't read a file.
pub fn load(folder: &dyn Folder, overrides: &Overrides) -> Result<Loaded, Failure> {
    let mut loading = Loading { folder, content: Content::default(), diags: Diagnostics::default() };
    if !folder.has("site.yaml") {
        return Err(Failure::plain(Text::new(
            format!("thư mục «{}» không có tệp site.yaml, nên không phải thư mục chiến dịch", folder.shown()),
            format!("the folder `{}` has no site.yaml, so it is not a campaign", folder.shown()),
        )));
    }
    let config =
        loading.text("site.yaml")?.and_then(|(file, text)| resolve(&text, file, overrides, &mut loading.diags));
    if let Some(config) = &config {
        // All of it at once: a folder that remembers needn't walk its parts again.
        folder.list("content")?;
        loading.explainers(config)?;
        loading.scripts(config)?;
        loading.registers()?;
        loading.tables()?;
        loading.pictures()?;
        loading.recordings()?;
        loading.statics()?;
        loading.content.theme =
            theme::read_theme(folder, &config.theme, &mut loading.content.sources, &mut loading.diags)?;
        loading.check_theme(config);
    }
    Ok(Loaded { config, content: loading.content, diags: loading.diags })
}

struct Loading<'a> {
    folder: &'a dyn Folder,
    content: Content,
    diags: Diagnostics,
}

impl Loading<'_> {
    /// Reads a text file; one that is no text is reported.
    fn text(&mut self, path: &str) -> Result<Option<(FileId, Arc<str>)>, Failure> {
        let read = read_text(self.folder, path)?;
        Ok(self.take_text(path, read))
    }

    /// Takes a text among the sources; one that is no text is reported.
    fn take_text(&mut self, path: &str, read: Result<Decoded, NoText>) -> Option<(FileId, Arc<str>)> {
        let sources = &mut self.content.sources;
        match read {
            Ok(decoded) => {
                let text: Arc<str> = decoded.text.into();
                let file = sources.add(path, text.clone());
                if decoded.encoding == Encoding::Windows1258 {
                    self.diags
                        .add(
                            "old-encoding",
                            crate::diag::Severity::Info,
                            Place::whole(file),
                            Text::new(
                                "tệp lưu theo bảng mã Windows-1258; đã đọc được",
                                "the file is in Windows-1258; it was read all the same",
                            ),
                        )
                        .hint(Text::new("lần sau nên lưu dạng UTF-8", "better save it as UTF-8 next time"));
                }
                Some((file, text))
            }
            Err(NoText { line, trouble }) => {
                let file = sources.add(path, "");
                let text = if trouble.binary {
                    Text::new("tệp này không phải tệp chữ", "this is not a text file")
                } else {
                    Text::new(
                        format!("dòng {line}: chữ lưu theo bảng mã không đọc được (TCVN3, VNI?)"),
                        format!("line {line}: the letters are in an encoding that can't be read (TCVN3, VNI?)"),
                    )
                };
                self.diags.error("unreadable-text", Place::whole(file), text).hint(Text::new(
                    "mở bằng Word hoặc Notepad, chuyển sang Unicode, rồi lưu dạng UTF-8",
                    "open it in Word or Notepad, convert to Unicode and save as UTF-8",
                ));
                None
            }
        }
    }

    /// `content/explainers/<topic>/<lang>.md`
    fn explainers(&mut self, config: &Config) -> Result<(), Failure> {
        let texts = self.texts("content/explainers", config)?;
        for (article, diags) in parsed(texts, matter::read_article) {
            self.content.articles.push(article);
            self.diags.extend(diags);
        }
        Ok(())
    }

    /// `content/scripts/<id>/<lang>.md`
    fn scripts(&mut self, config: &Config) -> Result<(), Failure> {
        let texts = self.texts("content/scripts", config)?;
        for (script, diags) in parsed(texts, matter::read_script) {
            self.content.scripts.push(script);
            self.diags.extend(diags);
        }
        Ok(())
    }

    /// Reads `<below>/<id>/<lang>.md`, many at once; takes them among the sources in the order of their paths.
    fn texts(&mut self, below: &str, config: &Config) -> Result<Vec<Found>, Failure> {
        let paths = self.by_language(below, config)?;
        let folder = self.folder;
        let read: Vec<_> = paths.par_iter().map(|(_, _, path)| read_text(folder, path)).collect();
        let mut texts = Vec::with_capacity(paths.len());
        for ((id, lang, path), read) in paths.into_iter().zip(read) {
            if let Some((file, text)) = self.take_text(&path, read?) {
                texts.push(Found { id: At { value: id, place: Place::whole(file) }, lang, file, text });
            }
        }
        Ok(texts)
    }

    /// Finds `<below>/<id>/<lang>.md`; Markdown files that are none of these are reported.
    fn by_language(&mut self, below: &str, config: &Config) -> Result<Vec<(String, Lang, String)>, Failure> {
        let mut found = Vec::new();
        for entry in self.folder.list(below)? {
            let rest = entry.path[below.len()..].trim_start_matches('/');
            let (folder, file) = rest.split_once('/').unwrap_or(("", rest));
            let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
            match ending.to_ascii_lowercase().as_str() {
                "md" | "markdown" => {}
                "doc" | "docx" => {
                    self.misplaced(
                        &entry.path,
                        Text::new(
                            "tệp Word không đọc được; chép chữ sang tệp .md",
                            "Word files can't be read; copy the text into an .md file",
                        ),
                    );
                    continue;
                }
                _ => continue,
            }
            // A Mac writes names in another form than everybody else.
            let id = nfc(folder).into_owned();
            let lang = Lang::new(stem).filter(|_| !folder.is_empty());
            match lang.filter(|lang| config.language(lang).is_some()) {
                Some(lang) => found.push((id, lang, entry.path)),
                None => self.misplaced(
                    &entry.path,
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
            }
        }
        Ok(found)
    }

    fn misplaced(&mut self, path: &str, hint: Text) {
        let file = self.content.sources.add(path, "");
        self.diags
            .warning(
                "misplaced-file",
                Place::whole(file),
                Text::new(
                    "tệp này không được dùng: sai chỗ, sai tên hoặc sai loại",
                    "this file is not used: wrong place, name or type",
                ),
            )
            .hint(hint);
    }

    fn registers(&mut self) -> Result<(), Failure> {
        if self.folder.has("content/facts.yaml")
            && let Some((file, text)) = self.text("content/facts.yaml")?
        {
            self.content.facts = register::read_facts(&text, file, &mut self.diags);
        }
        if self.folder.has("content/broadcasts.yaml")
            && let Some((file, text)) = self.text("content/broadcasts.yaml")?
        {
            self.content.broadcasts = broadcasts::read_broadcasts(&text, file, &mut self.diags);
            self.content.broadcasts_file = Some(file);
        }
        if self.folder.has("content/posts.yaml")
            && let Some((file, text)) = self.text("content/posts.yaml")?
        {
            self.content.posts = posts::read_posts(&text, file, &mut self.diags);
        }
        for entry in self.folder.list("content")? {
            let name = entry.path.strip_prefix("content/lexicon.").and_then(|rest| rest.strip_suffix(".yaml"));
            let Some(lang) = name.and_then(Lang::new) else { continue };
            if let Some((file, text)) = self.text(&entry.path)? {
                let entries = register::read_lexicon(&text, file, &mut self.diags);
                self.content.lexicons.insert(lang, entries);
            }
        }
        Ok(())
    }

    fn tables(&mut self) -> Result<(), Failure> {
        for entry in self.folder.list("content/progress")? {
            let lower = entry.path.to_lowercase();
            let extension = lower.rsplit('.').next().unwrap_or_default();
            let table = match extension {
                "csv" | "tsv" | "txt" => match self.text(&entry.path)? {
                    Some((file, text)) => table::read_csv(&text, file, &mut self.diags),
                    None => None,
                },
                "xlsx" | "xls" | "ods" => {
                    let bytes = self.folder.read(&entry.path)?;
                    let sources = &mut self.content.sources;
                    let (table, sheets) = table::read_workbook(&bytes, &entry.path, sources, &mut self.diags);
                    let file = table.as_ref().map_or_else(|| sources.add(entry.path.as_str(), ""), |table| table.file);
                    self.content.sheets.extend(sheets);
                    // One that unpacks too large was reported above.
                    self.content.beside.extend(beside::read_workbook(file, &bytes).unwrap_or_default());
                    table
                }
                _ => {
                    self.misplaced(
                        &entry.path,
                        Text::new("bảng số liệu phải là .csv hoặc .xlsx", "tables must be .csv or .xlsx"),
                    );
                    None
                }
            };
            self.content.tables.extend(table);
        }
        Ok(())
    }

    fn pictures(&mut self) -> Result<(), Failure> {
        for entry in self.folder.list("content")? {
            let lower = entry.path.to_lowercase();
            let is_picture = [".jpg", ".jpeg", ".png", ".webp", ".svg"].iter().any(|ending| lower.ends_with(ending));
            if !is_picture {
                continue;
            }
            let bytes = self.folder.read(&entry.path)?;
            let text =
                if lower.ends_with(".svg") { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() };
            let file = self.content.sources.add(entry.path.as_str(), text);
            match picture::read_header(&bytes) {
                Ok((kind, width, height)) => {
                    let (notes, bytes) = match kind {
                        PictureKind::Svg => svg::clean(&bytes),
                        PictureKind::Jpeg | PictureKind::Png | PictureKind::Webp => {
                            // Where it was taken goes no further: pixels are all that is published of it.
                            let notes = beside::picture_notes(&bytes);
                            (beside::Notes { tells_position: false, ..notes }, bytes)
                        }
                    };
                    let part = Text::new("thông tin kèm theo", "the properties");
                    self.content.beside.push(Beside {
                        file,
                        part,
                        texts: notes.texts,
                        tells_position: notes.tells_position,
                    });
                    self.content
                        .pictures
                        .insert(nfc(&entry.path).into_owned(), PictureFile { file, bytes, kind, width, height });
                }
                Err(trouble) => {
                    self.diags.error("picture-unreadable", Place::whole(file), trouble.text()).hint(trouble.hint());
                }
            }
        }
        Ok(())
    }

    /// What a person recorded, beside explainers and beside scripts.
    fn recordings(&mut self) -> Result<(), Failure> {
        let explainers = self.folder.list("content/explainers")?;
        for entry in explainers.into_iter().chain(self.folder.list("content/scripts")?) {
            let lower = entry.path.to_lowercase();
            if ![".mp3", ".opus", ".ogg"].iter().any(|ending| lower.ends_with(ending)) {
                continue;
            }
            let bytes = self.folder.read(&entry.path)?;
            let file = self.content.sources.add(entry.path.as_str(), "");
            match audio::read_audio(&bytes) {
                Some(header) => {
                    let sound = header.sound.into();
                    let recording = AudioFile { file, bytes: sound, kind: header.kind, seconds: header.seconds };
                    self.content.recordings.insert(entry.path, recording);
                }
                None => {
                    self.diags
                        .error(
                            "recording-unreadable",
                            Place::whole(file),
                            Text::new(
                                "tệp thu âm này không phải MP3 hay Opus, hoặc bị hỏng",
                                "this recording is neither MP3 nor Opus, or it is broken",
                            ),
                        )
                        .hint(Text::new(
                            "nghe thử; nghe được thì lưu lại dạng MP3, một kênh, 24–32 kbit/giây",
                            "try to play it; if it plays, save it again as MP3, mono, 24–32 kbit/s",
                        ));
                }
            }
        }
        Ok(())
    }

    fn statics(&mut self) -> Result<(), Failure> {
        for entry in self.folder.list("static")? {
            let path = entry.path["static/".len()..].to_owned();
            let bytes = self.folder.read(&entry.path)?;
            let file = self.content.sources.add(entry.path.as_str(), "");
            // A drawing is published as it is, so what it may hold is judged here too.
            if path.to_lowercase().ends_with(".svg")
                && let Err(trouble) = picture::read_header(&bytes)
            {
                self.diags.error("picture-unreadable", Place::whole(file), trouble.text()).hint(trouble.hint());
                continue;
            }
            match beside::read_static(file, &bytes) {
                Ok(found) => self.content.beside.extend(found),
                Err(beside::TooLarge) => {
                    self.diags
                        .error("private-data", Place::whole(file), table::unpacks_too_large())
                        .hint(table::smaller());
                    continue;
                }
            }
            self.content.statics.insert(path, bytes);
        }
        Ok(())
    }

    /// A theme that isn't built in must have a folder.
    fn check_theme(&mut self, config: &Config) {
        let is_there = config.theme == crate::config::DEFAULT_THEME
            || self.folder.list(&format!("themes/{}", config.theme)).is_ok_and(|files| !files.is_empty());
        if !is_there {
            self.diags
                .error(
                    "missing-theme",
                    Place::whole(config.file),
                    Text::new(
                        format!("không có thư mục `themes/{}`", config.theme),
                        format!("there is no folder `themes/{}`", config.theme),
                    ),
                )
                .hint(Text::new(
                    format!("ghi `theme: {}` để dùng giao diện có sẵn", crate::config::DEFAULT_THEME),
                    format!("write `theme: {}` for the built-in one", crate::config::DEFAULT_THEME),
                ));
        }
    }
}

/// A text of an explainer or script.
struct Found {
    id: At<String>,
    lang: Lang,
    file: FileId,
    text: Arc<str>,
}

/// Reads texts by what reads one of them, many at once; in their order, with what is wrong with each.
fn parsed<T: Send>(
    texts: Vec<Found>,
    read: impl Fn(At<String>, Lang, FileId, &Arc<str>, &mut Diagnostics) -> T + Sync,
) -> Vec<(T, Diagnostics)> {
    let parse = |Found { id, lang, file, text }| {
        let mut diags = Diagnostics::default();
        let read = read(id, lang, file, &text, &mut diags);
        (read, diags)
    };
    texts.into_par_iter().map(parse).collect()
}

/// A file that is no text, and the line on which that shows.
struct NoText {
    line: usize,
    trouble: Unreadable,
}

fn read_text(folder: &dyn Folder, path: &str) -> Result<Result<Decoded, NoText>, Failure> {
    let bytes = folder.read(path)?;
    Ok(decode(&bytes).map_err(|trouble| {
        let line = bytes[..trouble.at].iter().filter(|byte| **byte == b'\n').count() + 1;
        NoText { line, trouble }
    }))
}

fn language_list(config: &Config) -> String {
    config.languages.iter().map(|settings| format!("`{}`", settings.lang)).collect::<Vec<_>>().join(", ")
}
