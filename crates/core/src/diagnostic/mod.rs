//! Problems of the user's text: what is wrong, where, and how to repair it.

use crate::source::Span;

/// How bad a problem is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The meaning is unclear, or a reference cannot be resolved.
    Error,
    /// It runs, but probably not as intended.
    Warning,
    /// An improvement.
    Hint,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable kebab-case name of the rule, such as `unknown-reference`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence that names the thing and says what is allowed.
    pub message: String,
    /// Where it is, in bytes.
    pub span: Span,
    /// Other places that belong to it, such as the first of two equal keys.
    pub related: Vec<Related>,
    /// Repairs to choose from, the best first.
    pub fixes: Vec<Fix>,
}

/// Another place that belongs to a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Where it is, in bytes.
    pub span: Span,
}

/// A repair made of text edits on the user's own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What a button that applies it says, in the imperative.
    pub title: String,
    /// Whether it keeps the meaning that the author surely had.
    pub safe: bool,
    /// Non-overlapping edits in ascending order, all against the same original text.
    pub edits: Vec<Edit>,
}

/// Replaces a range of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}
