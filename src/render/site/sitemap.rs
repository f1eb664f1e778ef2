//! Sitemaps and robots.txt.
use crate::model::lang::Lang;
use crate::render::Renderer;
pub fn render_sitemap(_r: &Renderer<'_>, _lang: &Lang) -> String { String::new() }
pub fn render_sitemap_index(_r: &Renderer<'_>) -> String { String::new() }
pub fn render_robots(_r: &Renderer<'_>) -> String { String::new() }
