//! The theme: built-in files, overlaid by the campaign's own.

use crate::diag::{Failure, Sources};
use crate::files::Folder;
use crate::model::content::{ThemeFile, ThemeFiles};

/// The theme that every binary carries.
#[derive(rust_embed::RustEmbed)]
#[folder = "themes/que-huong"]
struct BuiltIn;

/// Reads the theme. A file in `themes/<name>/` replaces the built-in one of the same path.
///
/// # Errors
/// When a file of the theme can't be read.
pub fn read_theme(folder: &dyn Folder, name: &str, sources: &mut Sources) -> Result<ThemeFiles, Failure> {
    let mut theme = ThemeFiles::default();
    for path in BuiltIn::iter() {
        if let Some(file) = BuiltIn::get(&path) {
            put(&mut theme, &path, format!("<loa>/themes/{path}"), file.data.into(), sources);
        }
    }
    let below = format!("themes/{name}");
    for entry in folder.list(&below)? {
        let Some(path) = entry.path.strip_prefix(&below).and_then(|rest| rest.strip_prefix('/')) else { continue };
        let bytes = folder.read(&entry.path)?;
        let is_built_in = theme.files.get(path).is_some_and(|file| file.bytes == bytes);
        if !is_built_in {
            put(&mut theme, path, entry.path.clone(), bytes, sources);
        }
    }
    Ok(theme)
}

fn put(theme: &mut ThemeFiles, path: &str, shown: String, bytes: std::sync::Arc<[u8]>, sources: &mut Sources) {
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    let file = sources.add(shown, text);
    theme.files.insert(path.to_owned(), ThemeFile { file, bytes });
}
