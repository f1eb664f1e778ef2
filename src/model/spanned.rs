//! A value with its place in a source file.

use crate::diag::Span;

/// A value with the span of its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub span: Span,
}
