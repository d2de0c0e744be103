//! Problems as the outside sees them: the `check` JSON contract (documented in `docs/json.md`).

use super::{Diagnostic, Severity};
use crate::source::{LineIndex, Span};
use serde::{Deserialize, Serialize};

/// A problem with its place as byte offsets and as line and column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located {
    /// Stable kebab-case name of the rule.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, and what is allowed.
    pub message: String,
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
    /// 1-based line of `start`.
    pub line: usize,
    /// 1-based column of `start` in Unicode scalar values.
    pub column: usize,
    /// Other places that belong to it.
    pub related: Vec<LocatedRelated>,
    /// Repairs to choose from, the best first.
    pub fixes: Vec<LocatedFix>,
}

/// Another place that belongs to a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocatedRelated {
    /// What is there.
    pub message: String,
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
    /// 1-based line of `start`.
    pub line: usize,
    /// 1-based column of `start` in Unicode scalar values.
    pub column: usize,
}

/// A repair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocatedFix {
    /// What it does, in the imperative.
    pub title: String,
    /// Whether it keeps the meaning that the author surely had.
    pub safe: bool,
    /// Non-overlapping edits in ascending order, all against the checked text.
    pub edits: Vec<LocatedEdit>,
}

/// Replaces a byte range of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocatedEdit {
    /// Offset of the first replaced byte.
    pub start: usize,
    /// Offset just past the last replaced byte.
    pub end: usize,
    /// What stands there afterwards.
    pub text: String,
}

impl Diagnostic {
    /// The problem with its places translated by the `index` of the text it was found in.
    pub fn locate(&self, index: &LineIndex) -> Located {
        let position = index.position(self.span.start);
        Located {
            code: self.code.to_owned(),
            severity: self.severity,
            message: self.message.clone(),
            start: self.span.start,
            end: self.span.end,
            line: position.line,
            column: position.column,
            related: self
                .related
                .iter()
                .map(|related| locate_related(&related.message, related.span, index))
                .collect(),
            fixes: self.fixes.iter().map(LocatedFix::from).collect(),
        }
    }
}

fn locate_related(message: &str, span: Span, index: &LineIndex) -> LocatedRelated {
    let position = index.position(span.start);
    LocatedRelated {
        message: message.to_owned(),
        start: span.start,
        end: span.end,
        line: position.line,
        column: position.column,
    }
}

impl From<&super::Fix> for LocatedFix {
    fn from(fix: &super::Fix) -> Self {
        Self {
            title: fix.title.clone(),
            safe: fix.safe,
            edits: fix.edits.iter().map(LocatedEdit::from).collect(),
        }
    }
}

impl From<&super::Edit> for LocatedEdit {
    fn from(edit: &super::Edit) -> Self {
        Self {
            start: edit.span.start,
            end: edit.span.end,
            text: edit.text.clone(),
        }
    }
}
