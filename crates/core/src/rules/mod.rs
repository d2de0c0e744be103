//! Semantic rules, one per file: what a workflow that can be read still gets wrong.

use crate::diagnostic::Diagnostic;
use crate::template::Template;

/// What is wrong with the workflow of a template that was read from `text`, by place.
pub fn check(_template: &Template, _text: &str) -> Vec<Diagnostic> {
    Vec::new()
}
