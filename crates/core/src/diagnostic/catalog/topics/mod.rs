//! The topics, by family.

mod analysis;
mod brackets;
mod document;
mod foreign;
mod lines;
mod reference;
mod scenario;
mod secrets;
mod shape;
mod stage;
mod suppression;
mod value;

use super::Topic;
use crate::rules;

/// What the reading and the rules of a template find.
pub(super) const TEMPLATES: [&[Topic]; 10] = [
    &document::TOPICS,
    &foreign::TOPICS,
    &brackets::TOPICS,
    &lines::TOPICS,
    &shape::TOPICS,
    &stage::TOPICS,
    &reference::TOPICS,
    &value::TOPICS,
    &secrets::TOPICS,
    &rules::TOPICS,
];

/// All of them.
pub(super) const FAMILIES: [&[Topic]; 18] = [
    &document::TOPICS,
    &foreign::TOPICS,
    &brackets::TOPICS,
    &lines::TOPICS,
    &shape::TOPICS,
    &stage::TOPICS,
    &reference::TOPICS,
    &value::TOPICS,
    &secrets::TOPICS,
    &rules::TOPICS,
    &analysis::TOPICS,
    scenario::TOPICS[0],
    scenario::TOPICS[1],
    scenario::TOPICS[2],
    scenario::TOPICS[3],
    scenario::TOPICS[4],
    scenario::TOPICS[5],
    &suppression::TOPICS,
];

/// Whether a code is about the comments that allow problems.
pub fn is_about_comments(code: &str) -> bool {
    let mut topics = suppression::TOPICS.iter();
    topics.any(|topic| topic.code == code)
}
