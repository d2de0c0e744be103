//! Problems of the user's text: what is wrong, where, and how to repair it.

pub mod catalog;
pub mod edits;
mod fix;
mod levels;
mod located;
mod nearest;
mod repair;
mod rewrite;
pub(crate) mod suppression;

use crate::source::Span;

pub use fix::{Edit, Fix};
pub(crate) use fix::{apply, ordered};
pub use levels::{Level, Levels};
pub use located::{Located, LocatedEdit, LocatedFix, LocatedRelated};
pub use nearest::Vocabulary;
pub use repair::{Repaired, Scope, repair};
pub use rewrite::Rewrite;

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

impl Diagnostic {
    /// The meaning is unclear, or a reference cannot be resolved.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message.into())
    }

    /// It runs, but probably not as intended.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message.into())
    }

    /// An improvement.
    pub fn hint(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Hint, code, span, message.into())
    }

    fn new(severity: Severity, code: &'static str, span: Span, message: String) -> Self {
        Self {
            code,
            severity,
            message,
            span,
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Adds another place that belongs to it.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related {
            message: message.into(),
            span,
        });
        self
    }

    /// What it is about, whatever it calls the things: two that agree in it are one problem.
    fn about(&self) -> About {
        let edits = self.fixes.iter().map(|fix| fix.edits.clone());
        About {
            span: self.span,
            severity: self.severity,
            code: self.code,
            related: self.related.iter().map(|it| it.span).collect(),
            edits: edits.collect(),
        }
    }

    /// Adds a repair, behind those it has. One without edits, or whose edits overlap, is left out.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fixes.extend(fix.into().filter(Fix::is_possible));
        self
    }
}

/// The places and the code of a problem, in the order in which problems are told.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct About {
    span: Span,
    severity: Severity,
    code: &'static str,
    related: Vec<Span>,
    edits: Vec<Vec<Edit>>,
}

/// Sorts by place and drops repetitions: a problem inside an anchor is met once per alias, each time
/// perhaps told of another stage or service.
pub fn tidy(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by_cached_key(Diagnostic::about);
    diagnostics.dedup_by_key(|it| it.about());
}
