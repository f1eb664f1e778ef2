//! What keeps a job from being done.

use crate::diag::{Span, Text};

/// A job that could not be done: a template of the theme is wrong, or a picture is broken.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Names the fault, like a diagnostic's code.
    pub code: &'static str,
    /// Where in the theme or the content, if that is known.
    pub span: Option<Span>,
    /// What is wrong.
    pub text: Text,
}
