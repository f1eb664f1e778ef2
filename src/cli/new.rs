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
        NewWhat::Script => ("scripts", script_template(&lang)),
        NewWhat::Explainer | NewWhat::Language | NewWhat::Campaign => {
            ("explainers", explainer_template(&lang))
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
            explainer_template("vi").replace("{title}", "Bài đầu tiên"),
        ),
        (
            root.join("content/scripts/thong-bao/vi.md"),
            script_template("vi").replace("{title}", "Thông báo"),
        ),
    ];
    for (path, text) in &files {
        let code = write(path, text, terminal)?;
        if code != FINE {
            return Ok(code);
        }
    }
    terminal.say(&Text::new(
        format!("Xong. Chạy: loa build {}", root.display()),
        format!("Done. Run: loa build {}", root.display()),
    ));
    Ok(FINE)
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
        format!("Thêm vào `languages` trong site.yaml một dòng: `{tag}: {{ name: <tên ngôn ngữ> }}`.\nRồi đặt bài viết vào content/explainers/<tên bài>/{tag}.md. Chữ phải do người nói ngôn ngữ đó viết; chưa có thì trang hiện tiếng Việt kèm lời báo."),
        format!("Add a line under `languages` in site.yaml: `{tag}: {{ name: <the language's name> }}`.\nThen put texts at content/explainers/<name>/{tag}.md. They must come from people who speak it; until then pages show the default language with a notice."),
    ));
    FINE
}

fn explainer_template(lang: &str) -> &'static str {
    if lang == "vi" {
        "---\n# Tiêu đề: câu hỏi hay việc mà bà con tìm.\ntitle: \"{title}\"\n# Tóm tắt: một câu trả lời ngắn; hiện dưới tiêu đề và trên ảnh chia sẻ.\nsummary: \"Một câu trả lời ngắn.\"\n# Bỏ dòng dưới khi bài đã xong; còn dòng này thì bài không lên trang.\nstatus: draft\n# order: 50                      # chỗ đứng trong danh sách\n# picture: hinh.svg              # ảnh đặt cạnh tệp này\n# picture_alt: Trong ảnh có gì\n# poster: true                   # in thêm áp phích khổ A3\n# leaflet: false                 # không cần tờ rơi\n# card: false                    # không cần ảnh chia sẻ\n---\n\n<!-- Viết câu ngắn. Số liệu và dữ kiện gọi bằng tên, như {{place.police.name}}: chương trình tự điền. -->\n\n- **Mang gì:**\n- **Đi đâu:**\n- **Mất bao lâu:**\n- **Mất tiền không:**\n\n## Làm thế nào\n\n1. Việc thứ nhất.\n2. Việc thứ hai.\n"
    } else {
        "---\n# The title: the question or task that people look for.\ntitle: \"{title}\"\n# The summary: one short answer, shown under the title and on the share card.\nsummary: \"One short answer.\"\n# Remove the next line when the text is finished; with it the page is left out.\nstatus: draft\n# order: 50\n# picture: picture.svg\n# picture_alt: What the picture shows\n# poster: true    # an A3 poster too\n# leaflet: false  # no leaflet\n# card: false     # no share card\n---\n\n- **Bring:**\n- **Go to:**\n- **How long:**\n- **Cost:**\n\n## How\n\n1. First.\n2. Second.\n"
    }
}

fn script_template(lang: &str) -> &'static str {
    if lang == "vi" {
        "---\n# Tên bài đọc: in trên giấy, không đọc lên.\ntitle: \"{title}\"\n# daily (hằng ngày), progress (số liệu), warning (cảnh báo), invitation (mời), loop (loa kéo), dialogue (hỏi đáp), correction (đính chính)\nkind: daily\n# Nơi đọc: horn (loa trên cột), indoor (trong nhà), mobile (loa kéo)\nsetting: horn\nrepeat: 2\n# Còn `draft` thì giấy in có dấu BẢN NHÁP. Duyệt rồi thì ghi:\n# status: approved\n# approved: { by: chức vụ người duyệt, on: 2026-11-23, text: mã mà `loa check` đưa ra }\nstatus: draft\n# not_after: 2026-11-30          # không đọc sau ngày này\n---\n\n<!-- Lời chào đầu và lời cảm ơn cuối đã có sẵn trong site.yaml. Mỗi đoạn là một lần nghỉ. Câu dưới 15 tiếng. -->\n\nĐây là thông báo của xã.\n\nBà con cần hỏi gì thì đến công an xã.\n"
    } else {
        "---\n# The title is printed, not read.\ntitle: \"{title}\"\nkind: daily\nsetting: horn\nrepeat: 2\n# `draft` prints the draft mark. When approved, write:\n# status: approved\n# approved: { by: role, on: 2026-11-23, text: the code that `loa check` gives }\nstatus: draft\n# not_after: 2026-11-30\n---\n\nThis is a notice from the commune.\n\nAsk the commune police if you need help.\n"
    }
}

const CAMPAIGN: &str = "# Chiến dịch. Bốn dòng đầu là bắt buộc.\ntitle: { vi: Chiến dịch của xã }\nbase_url: https://trang-cua-xa.example   # địa chỉ sẽ đăng\ndefault_language: vi\nlanguages: { vi: { name: Tiếng Việt } }\nplaces:\n  police:\n    name: { vi: công an xã }\n    ask: { vi: hỏi công an xã }\n    certainty: L   # đổi thành A khi đã xác nhận địa chỉ, điện thoại, giờ làm việc\nloudspeaker:\n  opening: { vi: Kính thưa bà con. }\n  closing: { vi: Cảm ơn bà con đã lắng nghe. }\n";
