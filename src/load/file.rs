//! Reads one file of a campaign or of the folder that it extends: a text, picture, recording or
//! file of `static/`.

use std::sync::Arc;

use crate::diag::{Diagnostics, Error, FileId, Severity, Sources, Span, Text};
use crate::files::Folder;
use crate::files::overlay::{OverlayEntry, OverlayFolder};
use crate::load::archive::TooLarge;
use crate::load::notes::Notes;
use crate::load::picture_trouble::PictureTrouble;
use crate::load::{audio, metadata, picture, svg, table};
use crate::model::content::{AudioFile, FileMetadata, PictureFile, PictureKind};
use crate::model::lang::Lang;
use crate::text::encoding::{Decoded, Encoding, Unreadable, decode};
use crate::text::fold::nfc;

pub(super) const EXPLAINERS: &str = "content/explainers";
pub(super) const SCRIPTS: &str = "content/scripts";
pub(super) const FACTS: &str = "content/facts.yaml";

/// The result of reading a file, with its mistakes.
#[derive(Clone, Debug, Default)]
pub(super) struct Read<T> {
    pub(super) value: Option<T>,
    pub(super) diags: Diagnostics,
}

/// The kind of a file in a folder of texts, by its name.
pub(super) enum TextName {
    /// `<id>/<lang>.md`
    Text(String, Lang),
    /// Markdown with another name.
    Other,
    /// A Word document.
    Word,
    /// Something else.
    NoText,
}

pub(super) fn name_text(below: &str, path: &str) -> TextName {
    let rest = path[below.len()..].trim_start_matches('/');
    let (folder, file) = rest.split_once('/').unwrap_or(("", rest));
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    match ending.to_ascii_lowercase().as_str() {
        "md" | "markdown" => {}
        "doc" | "docx" => return TextName::Word,
        _ => return TextName::NoText,
    }
    match Lang::new(stem).filter(|_| !folder.is_empty()) {
        // macOS decomposes file names.
        Some(lang) => TextName::Text(nfc(folder).into_owned(), lang),
        None => TextName::Other,
    }
}

/// `content/lexicon.vi.yaml`
pub(super) fn lexicon_language(path: &str) -> Option<Lang> {
    path.strip_prefix("content/lexicon.")
        .and_then(|rest| rest.strip_suffix(".yaml"))
        .and_then(Lang::new)
}

pub(super) fn is_picture(path: &str) -> bool {
    let lower = path.to_lowercase();
    [".jpg", ".jpeg", ".jfif", ".png", ".webp", ".svg"].iter().any(|ending| lower.ends_with(ending))
}

pub(super) fn is_recording(path: &str) -> bool {
    let lower = path.to_lowercase();
    [".mp3", ".opus", ".ogg"].iter().any(|ending| lower.ends_with(ending))
}

pub(super) fn read_picture(
    path: &str,
    bytes: Arc<[u8]>,
    sources: &mut Sources,
) -> Read<(PictureFile, FileMetadata)> {
    let file = add_picture(path, &bytes, sources);
    let mut diags = Diagnostics::default();
    let value = match open_picture(bytes) {
        Ok(Opened { kind, size: (width, height), notes, bytes }) => {
            // The position is not published: only the pixels are.
            let part = Text::new("thông tin kèm theo", "the properties");
            let Notes { texts, rows, .. } = notes;
            let metadata = FileMetadata { file, part, texts, rows, tells_position: false };
            Some((PictureFile { file, bytes, kind, width, height }, metadata))
        }
        Err(trouble) => {
            report_picture(&trouble, file, &mut diags);
            None
        }
    };
    Read { value, diags }
}

/// Adds a picture to the sources. A drawing is added with its text, so that messages can show the
/// line.
fn add_picture(path: &str, bytes: &[u8], sources: &mut Sources) -> FileId {
    let is_drawing = path.to_lowercase().ends_with(".svg");
    let text = if is_drawing { String::from_utf8_lossy(bytes).into_owned() } else { String::new() };
    sources.add(path, text)
}

/// A usable picture.
struct Opened {
    kind: PictureKind,
    size: (u32, u32),
    notes: Notes,
    /// The cleaned drawing, or the bytes of another picture as found.
    bytes: Arc<[u8]>,
}

fn open_picture(bytes: Arc<[u8]>) -> Result<Opened, PictureTrouble> {
    let (kind, width, height) = picture::read_header(&bytes)?;
    let (notes, bytes) = match kind {
        PictureKind::Svg => {
            let drawing = svg::read_drawing(&bytes)?;
            (drawing.notes, drawing.bytes)
        }
        PictureKind::Jpeg | PictureKind::Png | PictureKind::Webp => {
            (metadata::picture_notes(&bytes), bytes)
        }
    };
    Ok(Opened { kind, size: (width, height), notes, bytes })
}

fn report_picture(trouble: &PictureTrouble, file: FileId, diags: &mut Diagnostics) {
    let span = trouble.range().map_or(Span::whole(file), |range| Span::new(file, range));
    diags.error("picture-unreadable", span, trouble.text()).hint(trouble.hint());
}

pub(super) fn read_recording(path: &str, bytes: &[u8], sources: &mut Sources) -> Read<AudioFile> {
    let file = sources.add(path, "");
    let mut diags = Diagnostics::default();
    let value = audio::read_audio(bytes).map(|header| {
        let sound = header.sound.into();
        AudioFile { file, bytes: sound, kind: header.kind, seconds: header.seconds }
    });
    if value.is_none() {
        diags
            .error(
                "recording-unreadable",
                Span::whole(file),
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
    Read { value, diags }
}

/// A file that is published unchanged, with its metadata.
pub(super) type Copied = (Arc<[u8]>, Vec<FileMetadata>);

pub(super) fn read_static(path: &str, bytes: Arc<[u8]>, sources: &mut Sources) -> Read<Copied> {
    let file = add_picture(path, &bytes, sources);
    let mut diags = Diagnostics::default();
    // A browser that opens a drawing by its address runs the scripts in it.
    let bytes = if path.to_lowercase().ends_with(".svg") {
        match open_picture(bytes) {
            Ok(opened) => opened.bytes,
            Err(trouble) => {
                report_picture(&trouble, file, &mut diags);
                return Read { value: None, diags };
            }
        }
    } else {
        bytes
    };
    let value = match metadata::read_static(file, &bytes) {
        Ok(found) => Some((bytes, found.into_iter().collect())),
        Err(TooLarge) => {
            diags
                .error("private-data", Span::whole(file), table::unpacks_too_large())
                .hint(table::smaller());
            None
        }
    };
    Read { value, diags }
}

/// A file that is not text, and the first line that shows it.
pub(super) struct NoText {
    line: usize,
    trouble: Unreadable,
}

pub(super) fn read_text(folder: &dyn Folder, path: &str) -> Result<Result<Decoded, NoText>, Error> {
    Ok(decoded(&folder.read(path)?))
}

pub(super) fn read_layered(
    folder: &OverlayFolder<'_>,
    file: &OverlayEntry,
) -> Result<Result<Decoded, NoText>, Error> {
    Ok(decoded(&folder.read(file)?))
}

pub(super) fn decoded(bytes: &[u8]) -> Result<Decoded, NoText> {
    decode(bytes).map_err(|trouble| {
        let line = bytes[..trouble.at].iter().filter(|byte| **byte == b'\n').count() + 1;
        NoText { line, trouble }
    })
}

/// Adds a text to the sources. Reports a file that is not text.
pub(super) fn take_text(
    path: &str,
    read: Result<Decoded, NoText>,
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> Option<(FileId, Arc<str>)> {
    match read {
        Ok(decoded) => {
            let text = decoded.text;
            let file = sources.add(path, text.clone());
            if decoded.encoding == Encoding::Windows1258 {
                diags
                    .add(
                        "old-encoding",
                        Severity::Info,
                        Span::whole(file),
                        Text::new(
                            "tệp lưu theo bảng mã Windows-1258; đã đọc được",
                            "the file is in Windows-1258; it was read anyway",
                        ),
                    )
                    .hint(Text::new("lần sau nên lưu dạng UTF-8", "save it as UTF-8 next time"));
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
                    format!(
                        "line {line}: the letters are in an encoding that can't be read (TCVN3, VNI?)"
                    ),
                )
            };
            diags.error("unreadable-text", Span::whole(file), text).hint(Text::new(
                "mở bằng Word hoặc Notepad, chuyển sang Unicode, rồi lưu dạng UTF-8",
                "open it in Word or Notepad, convert to Unicode and save as UTF-8",
            ));
            None
        }
    }
}
