//! Paths of pictures and recordings as texts write them.

use crate::text::fold::nfc;

/// Returns the path that a text in `folder` means: `/pictures/a.jpg` is in `content/pictures/`,
/// `a.jpg` is next to the text, `../b/a.jpg` in the folder of another text. Editors write spaces as
/// `%20`.
pub fn resolve(written: &str, folder: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(written).decode_utf8();
    let decoded = decoded.unwrap_or(written.into());
    let written = nfc(&decoded).replace('\\', "/");
    let (base, rest) = match written.strip_prefix('/') {
        Some(rest) => ("content", rest),
        None => (folder, written.as_str()),
    };
    let mut parts: Vec<&str> = base.split('/').collect();
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
