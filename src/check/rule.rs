//! What a rule is: a code, its page, and whether a campaign may change it.

/// One code that messages carry and `loa explain` knows.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Names the fault: `missing-alt`.
    pub code: &'static str,
    /// Whether `rules:` of `site.yaml` may change the severity. Fixed: what leaves nothing to
    /// publish (syntax, two pages at one address, a script that can't be read aloud) and privacy.
    pub configurable: bool,
    /// The page in Markdown: Vietnamese, English, samples.
    pub page: &'static str,
}
