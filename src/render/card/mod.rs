//! Share cards.
#[cfg(test)]
pub(crate) mod testing;
use crate::model::site::PageId;
use crate::render::{Fault, Renderer};
pub fn render_card(_r: &Renderer<'_>, _page: PageId) -> Result<Vec<Vec<u8>>, Fault> { Ok(Vec::new()) }
