//! Script sheets.
use crate::render::{Fault, Renderer};
pub fn render_script(_r: &Renderer<'_>, _script: usize) -> Result<Vec<Vec<u8>>, Fault> { Ok(Vec::new()) }
