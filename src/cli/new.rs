//! `loa new`: commented templates that build.

use std::path::Path;

use crate::cli::args::{NewArgs, NewWhat};
use crate::cli::exit::{FAILED, FINE, PROBLEMS};
use crate::cli::new_campaign::new_campaign;
use crate::cli::quote::quoted;
use crate::cli::terminal::Terminal;
use crate::cli::write_new::write_new;
use crate::config::Overrides;
use crate::diag::{Error, Text};
use crate::files::clock;
use crate::model::lang::Lang;
use crate::pipeline;
use crate::text::fold::{is_slug, slug};

/// Writes a template; never over a file that is there.
///
/// # Errors
/// When the machine won't write.
pub fn new(options: &NewArgs, terminal: &Terminal) -> Result<u8, Error> {
    if options.what == NewWhat::Campaign {
        return new_campaign(options, terminal);
    }
    if !options.root.join("site.yaml").is_file() {
        terminal.say(&Text::new(
            format!(
                "thư mục «{}» không có site.yaml: vào thư mục chiến dịch, hoặc thêm `--root`",
                options.root.display()
            ),
            format!(
                "the folder `{}` has no site.yaml: go to the campaign's folder, or add `--root`",
                options.root.display()
            ),
        ));
        return Ok(FAILED);
    }
    let lang = options.lang.clone().unwrap_or_else(|| "vi".to_owned());
    if Lang::new(&lang).is_none() {
        terminal.say(&Text::new(
            format!("«{lang}» không phải mã ngôn ngữ"),
            format!("`{lang}` is not a language tag"),
        ));
        return Ok(FAILED);
    }
    if options.what == NewWhat::Language {
        return explain_language(options, terminal);
    }
    let name = slug(&options.name);
    if !is_slug(&name) {
        terminal.say(&Text::new(
            format!("«{}» không làm tên thư mục được; đặt tên như `mat-the`", options.name),
            format!("`{}` can't be a folder name; use one such as `lost-card`", options.name),
        ));
        return Ok(FAILED);
    }
    let (folder, template) = match options.what {
        NewWhat::Script => ("scripts", templates(&lang).script),
        NewWhat::Explainer | NewWhat::Language | NewWhat::Campaign => {
            ("explainers", templates(&lang).explainer)
        }
    };
    let path = options.root.join("content").join(folder).join(&name).join(format!("{lang}.md"));
    let title = options.name.replace(['"', '\\'], "'");
    let mut text = template.replace("{title}", &title);
    if options.what == NewWhat::Explainer
        && let Some(fingerprint) = fingerprint_of_source(&options.root, &name, &lang)?
    {
        let key = format!("translates: {fingerprint}\nstatus: draft\n");
        text = text.replacen("status: draft\n", &key, 1);
    }
    write_new(&path, &text, terminal)
}

/// Returns the fingerprint of the text that a new explainer translates, if there is one.
fn fingerprint_of_source(root: &Path, name: &str, lang: &str) -> Result<Option<String>, Error> {
    let checked = pipeline::check_disk(root, &overrides())?;
    let Some(campaign) = &checked.campaign else { return Ok(None) };
    let source_lang = &campaign.config.default_language;
    if source_lang.as_str() == lang {
        return Ok(None);
    }
    let mut articles = campaign.content.articles.iter();
    let source =
        articles.find(|article| article.topic.value == name && article.lang == *source_lang);
    Ok(source.map(|source| source.body.fingerprint()))
}

/// Prints the lines of `languages` with one more language. Texts must come from people who speak
/// it, so no text is written.
fn explain_language(options: &NewArgs, terminal: &Terminal) -> Result<u8, Error> {
    let tag = &options.name;
    let Some(lang) = Lang::new(tag) else {
        terminal.say(&Text::new(
            format!("«{tag}» không phải mã ngôn ngữ (như `en`, `kpm`)"),
            format!("`{tag}` is not a language tag (such as `en`, `kpm`)"),
        ));
        return Ok(FAILED);
    };
    let checked = pipeline::check_disk(&options.root, &overrides())?;
    let Some(campaign) = &checked.campaign else {
        terminal.diagnostics(&checked.diags, &checked.sources, false);
        return Ok(PROBLEMS);
    };
    if campaign.config.language(&lang).is_some() {
        terminal.say(&Text::new(
            format!("site.yaml đã có ngôn ngữ `{tag}`"),
            format!("site.yaml has the language `{tag}` already"),
        ));
        return Ok(FAILED);
    }
    let mut lines = String::from("languages:\n");
    for settings in &campaign.config.languages {
        lines.push_str(&format!("  {}: {{ name: {} }}\n", settings.lang, quoted(&settings.name)));
    }
    let name = options.title.clone().unwrap_or_else(|| name_of(tag).to_owned());
    lines.push_str(&format!("  {tag}: {{ name: {} }}", quoted(&name)));
    terminal.say(&Text::new(
        format!("Trong site.yaml, thay dòng `languages` và các dòng thụt vào bên dưới nó bằng:\n\n{lines}\n\nRồi đặt bài viết vào content/explainers/<tên bài>/{tag}.md. Chữ phải do người nói ngôn ngữ đó viết; chưa có thì trang hiện tiếng Việt kèm lời báo."),
        format!("In site.yaml, replace the line `languages` and the indented lines below it by:\n\n{lines}\n\nThen put texts at content/explainers/<name>/{tag}.md. They must come from people who speak it; until then pages show the default language with a notice."),
    ));
    Ok(FINE)
}

/// Returns the name of a language in the language itself, or its tag if it is not known.
fn name_of(tag: &str) -> &str {
    match tag {
        "vi" => "Tiếng Việt",
        "en" => "English",
        other => other,
    }
}

fn overrides() -> Overrides {
    Overrides { today: clock::today(), base_url: None, demo: true, strict: false }
}

/// The templates by language: those in English stand in for any other language.
struct Templates {
    explainer: &'static str,
    script: &'static str,
}

const VIETNAMESE: Templates = Templates {
    explainer: include_str!("new/explainer.vi.md"),
    script: include_str!("new/script.vi.md"),
};

const ENGLISH: Templates = Templates {
    explainer: include_str!("new/explainer.en.md"),
    script: include_str!("new/script.en.md"),
};

fn templates(lang: &str) -> Templates {
    if lang == "vi" { VIETNAMESE } else { ENGLISH }
}
