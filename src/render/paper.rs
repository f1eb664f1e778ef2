//! Typst.
use crate::model::content::ThemeFiles;
pub struct Press {}
impl Press { pub fn load(_theme: &ThemeFiles) -> Press { Press {} } }
