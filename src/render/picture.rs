//! Pictures for phones.
use crate::model::plan::Variant;
use crate::model::site::{PictureId, Site};
use crate::render::Fault;
pub fn render_picture(_site: &Site, _picture: PictureId, _variants: &[Variant]) -> Result<Vec<Vec<u8>>, Fault> { Ok(Vec::new()) }
