//! Forms of files that staff have and loa does not read.

use crate::diag::Text;

/// Endings of files, and what to do with such a file.
const FORMS: [(&[&str], &str, &str); 6] = [
    (
        &["heic", "heif", "avif", "bmp", "gif", "tif", "tiff"],
        "loa không dùng được dạng ảnh này: mở ảnh rồi lưu thành .jpg (ảnh chụp) hoặc .png",
        "loa can't use pictures of this kind: open it and save it as .jpg (photo) or .png",
    ),
    (
        &["wav", "m4a", "aac", "wma", "amr", "3gp", "flac"],
        "loa không dùng được dạng thu âm này: lưu lại thành .mp3, một kênh, 24–32 kbit/giây",
        "loa can't use recordings of this kind: save it as .mp3, mono, 24–32 kbit/s",
    ),
    (
        &["mp4", "mov", "avi", "mkv", "webm", "wmv", "mpg"],
        "loa không đăng phim: đưa phim lên trang Facebook hoặc Zalo rồi ghi địa chỉ vào bài",
        "loa does not publish videos: put it on Facebook or Zalo and write the address in the text",
    ),
    (
        &["doc", "docx", "odt", "rtf", "txt", "pdf"],
        "chép chữ trong tệp này sang một tệp .md; tệp để người dân tải về thì đặt trong `static/`",
        "copy its text into an .md file; a file for download belongs into `static/`",
    ),
    (
        &["csv", "tsv", "xls", "xlsx", "ods"],
        "bảng số liệu phải nằm trong `content/progress/`",
        "tables belong into `content/progress/`",
    ),
    (
        &["md", "markdown"],
        "mỗi bài một thư mục: `content/explainers/<tên bài>/vi.md`, bài đọc loa: `content/scripts/<tên bài>/vi.md`",
        "each text has a folder: `content/explainers/<name>/vi.md`, scripts: `content/scripts/<name>/vi.md`",
    ),
];

/// Returns what to do with a file of this ending, in small letters, if loa does not read it.
pub fn advise_form(ending: &str) -> Option<Text> {
    let (_, vi, en) = FORMS.iter().find(|(endings, ..)| endings.contains(&ending))?;
    Some(Text::new(*vi, *en))
}
