//! `loa new campaign`: asks a few questions and writes a campaign with a commented sample of every
//! file.

use std::io::{IsTerminal as _, stdin};
use std::path::Path;

use crate::cli::args::NewArgs;
use crate::cli::exit::{FAILED, FINE};
use crate::cli::quote::{quote, quoted};
use crate::cli::terminal::Terminal;
use crate::cli::write_new::write_new;
use crate::diag::{Error, Text};
use crate::files::clock;
use crate::text::fold::slug;

/// The address until staff have one. `loa check` warns about it.
const PLACEHOLDER: &str = "https://trang-cua-xa.example";

/// The files of a new campaign.
const FILES: [(&str, &str); 8] = [
    ("site.yaml", include_str!("new/campaign/site.yaml")),
    ("content/facts.yaml", include_str!("new/campaign/facts.yaml")),
    ("content/lexicon.vi.yaml", include_str!("new/campaign/lexicon.vi.yaml")),
    ("content/broadcasts.yaml", include_str!("new/campaign/broadcasts.yaml")),
    ("content/posts.yaml", include_str!("new/campaign/posts.yaml")),
    ("content/explainers/bai-dau-tien/vi.md", include_str!("new/campaign/explainer.vi.md")),
    ("content/explainers/bai-dau-tien/hinh.svg", include_str!("new/campaign/hinh.svg")),
    ("content/scripts/thong-bao/vi.md", include_str!("new/campaign/script.vi.md")),
];

/// What staff say about their campaign.
struct Answers {
    title: String,
    office: String,
    address: String,
}

/// Writes a campaign into a folder.
///
/// # Errors
/// If the system refuses to write.
pub fn new_campaign(options: &NewArgs, terminal: &Terminal) -> Result<u8, Error> {
    let root = Path::new(&options.name);
    if root.join("site.yaml").exists() {
        terminal.say(&Text::new(
            format!("trong «{}» đã có một chiến dịch; không ghi đè", options.name),
            format!("`{}` holds a campaign already; it is left as it is", options.name),
        ));
        return Ok(FAILED);
    }
    let answers = answers(options, root, terminal);
    for (path, template) in FILES {
        let code = write_new(&root.join(path), &fill(template, &answers), terminal)?;
        if code != FINE {
            return Ok(code);
        }
    }
    let typed = quote(&options.name);
    terminal.say(&Text::new(
        format!(
            "Xong. Xem và sửa:\n  loa serve {typed}\nBài mẫu `bai-dau-tien` còn dòng `status: draft`: bỏ dòng đó thì bài lên trang."
        ),
        format!(
            "Done. To see and edit it:\n  loa serve {typed}\nThe sample `bai-dau-tien` has the line `status: draft`: without it the text is published."
        ),
    ));
    Ok(FINE)
}

/// Returns the options. Asks for missing ones if a person sits at the terminal.
fn answers(options: &NewArgs, root: &Path, terminal: &Terminal) -> Answers {
    let folder = root.file_name().map(|name| name.to_string_lossy().into_owned());
    let ask = |given: &Option<String>, question: Text, otherwise: &str| match given {
        Some(given) => one_line(given),
        None => ask(&question, otherwise, terminal),
    };
    Answers {
        title: ask(
            &options.title,
            Text::new("Tên chiến dịch", "The name of the campaign"),
            &folder.unwrap_or_else(|| "Chiến dịch của xã".to_owned()),
        ),
        office: ask(
            &options.office,
            Text::new("Nơi bà con đến hỏi", "The office that people ask"),
            "trụ sở xã",
        ),
        address: ask(
            &options.address,
            Text::new("Địa chỉ trang sẽ đăng", "The address of the site"),
            PLACEHOLDER,
        ),
    }
}

/// Asks on a terminal; Enter chooses the default. Without a terminal the default is taken.
fn ask(question: &Text, otherwise: &str, terminal: &Terminal) -> String {
    if !stdin().is_terminal() {
        return otherwise.to_owned();
    }
    terminal.line(&format!("{} [{otherwise}]:", question.get(terminal.ui)));
    let mut typed = String::new();
    let was_read = stdin().read_line(&mut typed).is_ok();
    let typed = one_line(&typed);
    if was_read && !typed.is_empty() { typed } else { otherwise.to_owned() }
}

fn one_line(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fills the marks of a template. Values are quoted YAML.
fn fill(template: &str, answers: &Answers) -> String {
    let ask = format!("hỏi {}", answers.office);
    let key = match slug(&answers.office) {
        key if key.is_empty() => "noi-hoi".to_owned(),
        key => key,
    };
    template
        .replace("{title}", &quoted(&answers.title))
        .replace("{address}", &quoted(&answers.address))
        .replace("{office_key}", &key)
        .replace("{office}", &quoted(&answers.office))
        .replace("{ask}", &quoted(&ask))
        .replace("{today}", &clock::today().to_string())
}
