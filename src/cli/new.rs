//! `loa new`: commented templates that build.

use std::path::{Path, PathBuf};

use crate::cli::args::{NewArgs, NewWhat};
use crate::cli::exit::{FAILED, FINE};
use crate::cli::terminal::Terminal;
use crate::diag::{Error, Text};
use crate::files::disk;
use crate::model::lang::Lang;
use crate::text::fold::{is_slug, slug};

/// Writes a template; never over a file that is there.
///
/// # Errors
/// When the machine won't write.
pub fn new(options: &NewArgs, terminal: &Terminal) -> Result<u8, Error> {
    if options.what == NewWhat::Campaign {
        return new_campaign(Path::new(&options.name), terminal);
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
        return Ok(explain_language(&options.name, terminal));
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
    write(&path, &template.replace("{title}", &title), terminal)
}

fn write(path: &Path, text: &str, terminal: &Terminal) -> Result<u8, Error> {
    match disk::write_new(path, text.as_bytes()) {
        Ok(()) => {
            terminal.say(&Text::new(
                format!("Đã mở tệp mới: {}", path.display()),
                format!("New file: {}", path.display()),
            ));
            Ok(FINE)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            terminal.say(&Text::new(
                format!("đã có tệp «{}»; không ghi đè", path.display()),
                format!("`{}` is there already; it is left as it is", path.display()),
            ));
            Ok(FAILED)
        }
        Err(cause) => Err(Error::io(
            Text::new(
                format!("không ghi được «{}»", path.display()),
                format!("can't write `{}`", path.display()),
            ),
            cause,
        )),
    }
}

fn new_campaign(root: &Path, terminal: &Terminal) -> Result<u8, Error> {
    let files: [(PathBuf, String); 3] = [
        (root.join("site.yaml"), CAMPAIGN.to_owned()),
        (
            root.join("content/explainers/bai-dau-tien/vi.md"),
            VIETNAMESE.explainer.replace("{title}", "Bài đầu tiên"),
        ),
        (
            root.join("content/scripts/thong-bao/vi.md"),
            VIETNAMESE.script.replace("{title}", "Thông báo"),
        ),
    ];
    for (path, text) in &files {
        let code = write(path, text, terminal)?;
        if code != FINE {
            return Ok(code);
        }
    }
    let folder = quote_argument(&root.display().to_string());
    terminal.say(&Text::new(
        format!("Xong. Chạy: loa build {folder}"),
        format!("Done. Run: loa build {folder}"),
    ));
    Ok(FINE)
}

/// Returns an argument as it must be typed in a terminal.
fn quote_argument(argument: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "/\\._-:".contains(letter);
    if argument.chars().all(is_plain) { argument.to_owned() } else { format!("\"{argument}\"") }
}

/// A language is a line in `site.yaml` and texts by people who speak it: neither is ours to write.
fn explain_language(tag: &str, terminal: &Terminal) -> u8 {
    if Lang::new(tag).is_none() {
        terminal.say(&Text::new(
            format!("«{tag}» không phải mã ngôn ngữ (như `en`, `kpm`)"),
            format!("`{tag}` is not a language tag (such as `en`, `kpm`)"),
        ));
        return FAILED;
    }
    terminal.say(&Text::new(
        format!("Trong site.yaml, thêm dưới dòng của ngôn ngữ cuối cùng trong `languages` một dòng, thụt vào bằng dòng đó:\n\n  {tag}: {{ name: <tên ngôn ngữ> }}\n\nRồi đặt bài viết vào content/explainers/<tên bài>/{tag}.md. Chữ phải do người nói ngôn ngữ đó viết; chưa có thì trang hiện tiếng Việt kèm lời báo."),
        format!("In site.yaml, add a line below the last language under `languages`, indented like that one:\n\n  {tag}: {{ name: <the language's name> }}\n\nThen put texts at content/explainers/<name>/{tag}.md. They must come from people who speak it; until then pages show the default language with a notice."),
    ));
    FINE
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

const CAMPAIGN: &str = include_str!("new/site.yaml");
