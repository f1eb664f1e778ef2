//! Atom feeds.
use crate::model::lang::Lang;
use crate::render::Renderer;
pub fn render_feed(_r: &Renderer<'_>, _lang: &Lang) -> String { String::new() }
