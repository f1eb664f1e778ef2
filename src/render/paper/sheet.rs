//! One sheet of paper or card to be set.

use std::sync::Arc;

use jiff::civil::Date;

/// What is to be set: a template and all it may look at.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The template's path in the theme: `script/sheet.typ`.
    pub template: &'static str,
    /// What the template reads as `json("/data.json")`.
    pub data: serde_json::Value,
    /// Pictures by the path under which the template finds them: `/qr.svg`.
    pub files: Vec<(&'static str, Arc<[u8]>)>,
    /// What the template gets when it asks for the day.
    pub today: Date,
}
