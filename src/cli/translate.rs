//! `loa translate`: lists what a language still lacks, and writes files to translate.
//!
//! It translates nothing: the words of a language come from its speakers.

use std::path::Path;

use crate::cli::args::{TranslateArgs, TranslateWhat};
use crate::cli::build::overrides;
use crate::cli::exit::{FAILED, FINE};
use crate::cli::terminal::Terminal;
use crate::diag::{Error, Text};
use crate::files::disk::{self, DiskFolder};
use crate::model::content::Content;
use crate::model::lang::Lang;
use crate::pipeline::{self, Campaign, Input, SharedCaches};

/// Lists texts that are missing or outdated in a language. With `export`, writes them as files to
/// translate.
///
/// # Errors
/// If a file can't be read or written.
pub fn translate(options: &TranslateArgs, terminal: &Terminal) -> Result<u8, Error> {
    let folder = DiskFolder::open(&options.campaign.root)?;
    let shared = SharedCaches::default();
    let judged = pipeline::prepare(&Input::new(&folder, &overrides(&options.campaign), &shared))?;
    let Some(campaign) = &judged.campaign else {
        terminal.diagnostics(&judged.diags, &judged.sources, false);
        return Ok(FAILED);
    };
    let Some(lang) = Lang::new(&options.lang) else {
        terminal.say(&Text::new(
            format!("«{}» không phải mã ngôn ngữ (như `en`, `kpm`)", options.lang),
            format!("`{}` is not a language tag (such as `en`, `kpm`)", options.lang),
        ));
        return Ok(FAILED);
    };
    let work = worklist(campaign, &lang);
    let list: String = work
        .iter()
        .map(|task| format!("{}\n", task.line(&lang, &campaign.content).get(terminal.ui)))
        .collect();
    // A reader that closes the pipe early needs no more output.
    let _ = terminal.data(&list);
    terminal.say(&Text::new(
        format!("Còn {} bài cần dịch hoặc xem lại cho `{lang}`.", work.len()),
        format!("{} texts to translate or revise for `{lang}`.", work.len()),
    ));
    match options.what {
        TranslateWhat::Status => Ok(FINE),
        TranslateWhat::Export => export(&work, campaign, &lang, &options.out, terminal),
    }
}

/// A text that a language lacks, or has in an older version.
struct Task {
    /// The folder below `content/`: `explainers/lua-dao`.
    folder: String,
    /// The file to translate.
    source: crate::diag::FileId,
    /// The fingerprint of the source, for `translates`.
    fingerprint: String,
    is_outdated: bool,
}

impl Task {
    /// Returns what to do, with a path in the source's folder: a text that the shared folder lacks
    /// is best added there, for all campaigns.
    fn line(&self, lang: &Lang, content: &Content) -> Text {
        let path = &content.sources.get(self.source).path;
        let (folder, _) = path.rsplit_once('/').unwrap_or(("content", path));
        let fingerprint = &self.fingerprint;
        if self.is_outdated {
            Text::new(
                format!(
                    "xem lại  {folder}/{lang}.md  (bản gốc đã đổi; xong thì ghi `translates: {fingerprint}`)"
                ),
                format!(
                    "revise   {folder}/{lang}.md  (its source changed; then write `translates: {fingerprint}`)"
                ),
            )
        } else {
            Text::new(
                format!("chưa có  {folder}/{lang}.md"),
                format!("missing  {folder}/{lang}.md"),
            )
        }
    }
}

/// Returns the texts to translate: explainers, then scripts, sorted by path.
fn worklist(campaign: &Campaign, lang: &Lang) -> Vec<Task> {
    let content = &campaign.content;
    let source_lang = &campaign.config.default_language;
    let mut work = Vec::new();
    for source in content.articles.iter().filter(|article| article.lang == *source_lang) {
        let own = content
            .articles
            .iter()
            .find(|article| article.topic.value == source.topic.value && article.lang == *lang);
        let followed = own.and_then(|own| own.translates.as_ref());
        let is_outdated =
            followed.is_some_and(|followed| followed.value != source.body.fingerprint());
        if own.is_none() || is_outdated {
            work.push(Task {
                folder: format!("explainers/{}", source.topic.value),
                source: source.file,
                fingerprint: source.body.fingerprint(),
                is_outdated,
            });
        }
    }
    for source in content.scripts.iter().filter(|script| script.lang == *source_lang) {
        if !content
            .scripts
            .iter()
            .any(|script| script.id.value == source.id.value && script.lang == *lang)
        {
            work.push(Task {
                folder: format!("scripts/{}", source.id.value),
                source: source.file,
                fingerprint: String::new(),
                is_outdated: false,
            });
        }
    }
    work
}

/// Writes each missing text as a file in which only the words need translation: the keys are kept
/// and `translates` is filled in.
fn export(
    work: &[Task],
    campaign: &Campaign,
    lang: &Lang,
    out: &Path,
    terminal: &Terminal,
) -> Result<u8, Error> {
    let mut written = 0;
    for task in work.iter().filter(|task| !task.is_outdated) {
        let path = out.join(&task.folder).join(format!("{lang}.md"));
        match disk::write_new(&path, to_translate(task, &campaign.content).as_bytes()) {
            Ok(()) => written += 1,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                terminal.say(&Text::new(
                    format!("đã có «{}»; giữ nguyên", path.display()),
                    format!("`{}` exists already and was not changed", path.display()),
                ))
            }
            Err(cause) => {
                let text = Text::new(
                    format!("không ghi được «{}»", path.display()),
                    format!("can't write `{}`", path.display()),
                );
                return Err(Error::io(text, cause));
            }
        }
    }
    terminal.say(&Text::new(
        format!("Đã để {written} tệp trong «{}». Dịch xong thì chép các thư mục đó vào `content/`.", out.display()),
        format!(
            "Wrote {written} files into `{}`. Translate them, then copy the folders into `content/`.",
            out.display()
        ),
    ));
    Ok(FINE)
}

fn to_translate(task: &Task, content: &Content) -> String {
    let text = &content.sources.get(task.source).text;
    if task.fingerprint.is_empty() {
        return text.to_string();
    }
    match text.split_once('\n') {
        Some((first, rest)) if first.trim_end() == "---" => {
            format!("---\ntranslates: {}\n{rest}", task.fingerprint)
        }
        _ => text.to_string(),
    }
}
