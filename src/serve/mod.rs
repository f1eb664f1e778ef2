//! stub
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use crate::diag::Failure;
pub struct Preview { pub files: BTreeMap<String, Arc<[u8]>>, pub messages: Vec<String>, pub failed: bool }
pub fn serve(_root: &Path, _port: u16, _rebuild: Box<dyn Fn() -> Preview + Send + Sync>, _ready: &dyn Fn(&str)) -> Result<(), Failure> { Ok(()) }
