//! The site: views and templates.
pub mod feed;
pub mod sitemap;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::content::ThemeFiles;
use crate::model::lang::Lang;
use crate::model::site::PageId;
use crate::render::{Fault, Renderer};
pub struct SiteTheme {}
impl SiteTheme { pub fn load(_theme: &ThemeFiles, _config: &Config, _diags: &mut Diagnostics) -> SiteTheme { SiteTheme {} } }
pub fn render_home(_r: &Renderer<'_>, _lang: &Lang) -> Result<String, Fault> { Ok(String::new()) }
pub fn render_page(_r: &Renderer<'_>, _page: PageId) -> Result<String, Fault> { Ok(String::new()) }
pub fn render_tag(_r: &Renderer<'_>, _tag: usize, _lang: &Lang) -> Result<String, Fault> { Ok(String::new()) }
pub fn render_not_found(_r: &Renderer<'_>, _lang: &Lang) -> Result<String, Fault> { Ok(String::new()) }
