//! The theme that every binary carries.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::Sources;
use crate::model::content::ThemeFile;

/// The built-in theme.
#[derive(rust_embed::RustEmbed)]
#[folder = "themes/que-huong"]
struct BuiltIn;

/// Adds a theme file to the sources.
pub(super) fn add(shown: &str, bytes: Arc<[u8]>, sources: &mut Sources) -> ThemeFile {
    let file = sources.add(shown, std::str::from_utf8(&bytes).unwrap_or_default());
    ThemeFile { file, bytes }
}

/// Reads the built-in theme.
pub(super) fn read_built_in(sources: &mut Sources) -> BTreeMap<String, ThemeFile> {
    let found = BuiltIn::iter().filter_map(|path| Some((BuiltIn::get(&path)?, path)));
    let added = found.map(|(file, path)| {
        let file = add(&format!("<loa>/themes/{path}"), file.data.into(), sources);
        (path.into_owned(), file)
    });
    added.collect()
}
