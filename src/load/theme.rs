//! The theme: the built-in files, replaced by those of the shared folder and of the campaign.

use crate::config::yaml::{self, Fields};
use crate::diag::{Diagnostics, Error, Sources, Span, Text};
use crate::files::overlay::OverlayFolder;
use crate::load::built_in::add;
use crate::load::shared::SharedContent;
use crate::model::content::{Extra, ThemeFile, ThemeFiles};

/// Reads the theme. A file in `themes/<name>/` replaces the built-in file with the same path; words
/// and colours are inherited one by one.
///
/// # Errors
/// If a file of the theme can't be read.
pub fn read_theme(
    folder: &OverlayFolder<'_>,
    name: &str,
    base: &SharedContent,
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> Result<ThemeFiles, Error> {
    let mut theme = ThemeFiles { files: base.built_in().clone(), ..ThemeFiles::default() };
    let below = format!("themes/{name}");
    for entry in folder.list_both(&below)? {
        let Some(path) = entry.path.strip_prefix(&below).and_then(|rest| rest.strip_prefix('/'))
        else {
            continue;
        };
        let bytes = folder.read(&entry)?;
        let says_the_same = theme.files.get(path).is_some_and(|file| file.bytes == bytes);
        if !says_the_same {
            let file = match base.theme_file(&entry) {
                Some(known) => known.clone(),
                None => add(&folder.shown(&entry), bytes, sources),
            };
            if let Some(replaced) = theme.files.insert(path.to_owned(), file) {
                theme.behind.entry(path.to_owned()).or_default().push(replaced);
            }
        }
    }
    let behind = theme.behind.get(SETTINGS).into_iter().flatten();
    let settings: Vec<ThemeFile> = behind.chain(theme.files.get(SETTINGS)).cloned().collect();
    for file in settings {
        let (colours, leaves_out) = read_settings(&file, diags);
        theme.colours.extend(colours);
        theme.leaves_out.extend(leaves_out);
    }
    Ok(theme)
}

/// The file with the theme's name, its colours, and the outputs that it leaves out.
const SETTINGS: &str = "theme.yaml";

fn read_settings(file: &ThemeFile, diags: &mut Diagnostics) -> (Vec<(String, String)>, Vec<Extra>) {
    let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
    let Some(root) = yaml::parse(text, Span::new(file.file, 0..text.len()), diags) else {
        return (Vec::new(), Vec::new());
    };
    let mut fields = Fields::of(&root, diags);
    let wanted = Text::new("một màu như \"#0b5c5c\"", "a colour such as \"#0b5c5c\"");
    let is_colour = |typed: &str| {
        let digits = typed.strip_prefix('#')?;
        (matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .then(|| typed.to_owned())
    };
    let mut colours = Vec::new();
    if let Some(node) = fields.take(&["colours", "colors", "mau"]) {
        for (name, value) in yaml::entries(node, diags) {
            if let Some(colour) = yaml::parsed(value, &wanted, diags, is_colour) {
                colours.push((name.value.clone(), colour.value));
            }
        }
    }
    let leaves_out = fields.take(&["leaves_out", "bo_qua"]).map_or_else(Vec::new, |node| {
        let words = yaml::list(node, diags);
        words
            .into_iter()
            .filter_map(|node| Some(yaml::word(node, &Extra::WORDS, diags)?.value))
            .collect()
    });
    for names in [
        &["name", "ten"],
        &["version", "phien_ban"],
        &["author", "nguoi_lam"],
        &["description", "mo_ta"],
    ] {
        let _ = fields.take(names);
    }
    fields.finish(diags);
    (colours, leaves_out)
}
