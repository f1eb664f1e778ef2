//! `site.yaml`: the options as typed (`options`) and the complete configuration of a run.
//!
//! Defaults are set in one function, [`resolve`]. The command line overrides `site.yaml`, which
//! overrides the default.

pub mod address;
pub mod options;
pub mod tables;
pub mod yaml;
mod yaml_fault;

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use crate::config::address::check_address;
use crate::diag::{Diagnostics, FileId, Severity, Sources, Span};
use crate::model::campaign::{
    Handouts, Indicator, LanguageSettings, Loudspeaker, Office, RawHtml, Station,
};
use crate::model::lang::{Lang, Localized};
use crate::model::tables::TableWords;

/// Complete configuration of one run.
#[derive(Clone, Debug)]
pub struct Config {
    /// The campaign's name.
    pub title: Localized,
    /// One sentence about the campaign.
    pub description: Localized,
    /// The published address, without a slash at the end.
    pub base_url: String,
    /// The language of the pages at the root.
    pub default_language: Lang,
    /// All languages, the default one first.
    pub languages: Vec<LanguageSettings>,
    /// The theme's folder name.
    pub theme: String,
    /// Who runs the campaign, by role.
    pub publisher: Localized,
    /// The campaign's Facebook page.
    pub facebook: Option<String>,
    /// Topics' names by id.
    pub topics: BTreeMap<String, Localized>,
    /// Offices by id.
    pub places: BTreeMap<String, Office>,
    /// Loudspeaker stations by id.
    pub stations: BTreeMap<String, Station>,
    /// Indicators by id, in the order written.
    pub indicators: Vec<(String, Indicator)>,
    /// Names of the hamlets; empty if `site.yaml` does not list them.
    pub units: Vec<String>,
    /// What pages say instead of an uncertain fact.
    pub ask: Localized,
    /// The words of progress tables.
    pub tables: TableWords,
    /// How the loudspeaker speaks.
    pub loudspeaker: Loudspeaker,
    /// How HTML in Markdown is handled.
    pub raw_html: RawHtml,
    /// Which kinds of cards and paper are rendered.
    pub handouts: Handouts,
    /// Severity by rule code; `None` switches it off.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// The day of this run.
    pub today: Date,
    /// Whether sample figures may be shown.
    pub demo: bool,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// `site.yaml`, for messages about the campaign as a whole.
    pub file: FileId,
    /// The path of the folder that the campaign extends, relative to the campaign's folder.
    pub extends: Option<String>,
    /// The `site.yaml` of that folder.
    pub shared_file: Option<FileId>,
}

/// Values from the command line that override `site.yaml`.
#[derive(Clone, Debug)]
pub struct Overrides {
    /// The day of this run.
    pub today: Date,
    /// The published address.
    pub base_url: Option<String>,
    /// Whether sample figures may be shown.
    pub demo: bool,
    /// Whether warnings count as errors.
    pub strict: bool,
}

impl Config {
    /// Returns the settings of a language of the site.
    pub fn language(&self, lang: &Lang) -> Option<&LanguageSettings> {
        self.languages.iter().find(|settings| settings.lang == *lang)
    }

    /// Returns whether `rules:` switches a code off.
    pub fn is_off(&self, code: &str) -> bool {
        self.rules.get(code) == Some(&None)
    }

    /// Returns the text in a language, or in the default language if it is missing.
    pub fn words<'a>(&self, text: &'a Localized, lang: &Lang) -> &'a str {
        text.get(lang, &self.default_language)
    }

    /// Returns the words for an uncertain value: `words`, or whom to ask if there are none.
    pub fn or_ask(&self, words: &Localized) -> Localized {
        if words.is_empty() { self.ask.clone() } else { words.clone() }
    }

    /// Returns the path prefix of a language: empty for the default one, `en/` for others.
    pub fn prefix(&self, lang: &Lang) -> String {
        if *lang == self.default_language { String::new() } else { format!("{lang}/") }
    }
}

/// The parsed `site.yaml` of a shared folder.
#[derive(Clone, Debug)]
pub struct SharedSettings {
    /// The file.
    pub file: FileId,
    /// The root of its YAML tree.
    pub root: yaml::Node,
}

/// The keys of `site.yaml` that concern other folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extends {
    /// The folder that the campaign extends, and the range of that value in the text.
    pub extends: Option<(String, Range<usize>)>,
    /// Whether the folder is only extended by others and not published itself.
    pub is_shared: bool,
    /// The published address.
    pub base_url: Option<String>,
}

/// Returns the keys of `site.yaml` that concern other folders. Mistakes are ignored here;
/// [`resolve`] reports them.
pub fn ties(text: &str) -> Extends {
    let (file, mut unheard) = (Sources::default().add("", ""), Diagnostics::default());
    let root = yaml::parse(text, Span::new(file, 0..text.len()), &mut unheard);
    let options = root.map(|root| options::read(&root, &mut unheard));
    options.map_or_else(Extends::default, |options| Extends {
        extends: options.extends.map(|at| (at.value, at.span.range())),
        is_shared: options.shared,
        base_url: options.base_url.map(|at| at.value),
    })
}

/// Parses `site.yaml` and fills in defaults. Returns `None` if a required key is missing.
pub fn resolve(
    text: &str,
    file: FileId,
    overrides: &Overrides,
    diags: &mut Diagnostics,
) -> Option<Config> {
    resolve_over(text, file, None, overrides, diags)
}

/// Parses `site.yaml`, merges it over the shared settings, and fills in defaults.
pub fn resolve_over(
    text: &str,
    file: FileId,
    shared: Option<&SharedSettings>,
    overrides: &Overrides,
    diags: &mut Diagnostics,
) -> Option<Config> {
    let own = yaml::parse(text, Span::new(file, 0..text.len()), diags)?;
    let root = match shared {
        Some(shared) => options::lay_over(own, shared.root.clone()),
        None => own,
    };
    let options = options::read(&root, diags);
    let mut complete = true;
    let mut need = |missing: bool, key: &str| {
        if missing {
            complete = false;
            diags
                .error(
                    "missing-key",
                    Span::whole(file),
                    crate::diag::Text::new(
                        format!("`site.yaml` thiếu `{key}`"),
                        format!("`site.yaml` lacks `{key}`"),
                    ),
                )
                .hint(options::example_of(key));
        }
    };
    need(options.title.is_empty(), "title");
    need(options.base_url.is_none() && overrides.base_url.is_none(), "base_url");
    need(options.default_language.is_none(), "default_language");
    need(options.languages.is_empty(), "languages");
    if !complete {
        return None;
    }
    let default_language = options.default_language?;
    let mut languages = options.languages;
    if !languages.iter().any(|settings| settings.lang == default_language.value) {
        diags.error(
            "default-language-not-listed",
            default_language.span,
            crate::diag::Text::new(
                format!("ngôn ngữ chính «{}» không có trong `languages`", default_language.value),
                format!(
                    "the default language `{}` is not among `languages`",
                    default_language.value
                ),
            ),
        );
        return None;
    }
    languages.sort_by_key(|settings| settings.lang != default_language.value);
    if let Some(address) = &options.base_url
        && overrides.base_url.is_none()
        && !overrides.demo
    {
        check_address(address, diags);
    }
    let base_url =
        overrides.base_url.clone().or(options.base_url.map(|at| at.value)).unwrap_or_default();
    Some(Config {
        title: options.title,
        description: options.description,
        base_url: base_url.trim_end_matches('/').to_owned(),
        default_language: default_language.value,
        languages,
        theme: options.theme.unwrap_or_else(|| DEFAULT_THEME.to_owned()),
        publisher: options.publisher,
        facebook: options.facebook,
        topics: options.topics,
        places: options.places,
        stations: options.stations,
        indicators: options.indicators,
        units: options.units,
        ask: options.ask,
        tables: options.tables,
        loudspeaker: options.loudspeaker,
        raw_html: options.raw_html.unwrap_or(RawHtml::Escape),
        handouts: options.handouts,
        rules: options.rules,
        today: overrides.today,
        demo: overrides.demo,
        strict: overrides.strict,
        file,
        extends: options.extends.map(|at| at.value),
        shared_file: shared.map(|shared| shared.file),
    })
}

/// The name of the built-in theme.
pub const DEFAULT_THEME: &str = "que-huong";
