//! The topics, by family.

mod brief;

use super::Topic;
use crate::rules;

/// What the reading and the rules of a template find.
pub(super) const TEMPLATES: [&[Topic]; 2] = [&brief::TEMPLATE, &rules::TOPICS];

/// All of them.
pub(super) const FAMILIES: [&[Topic]; 5] = [
    &brief::TEMPLATE,
    &rules::TOPICS,
    &brief::ANALYSIS,
    &brief::SCENARIO,
    &brief::SUPPRESSION,
];

/// Whether a code is about the comments that allow problems.
pub fn is_about_comments(code: &str) -> bool {
    brief::SUPPRESSION.iter().any(|topic| topic.code == code)
}
