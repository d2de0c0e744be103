//! What may stand where, and what it means.

mod scenario;
mod template;

pub(super) use scenario::SCENARIO;
pub(super) use template::{STAGES, TEMPLATE};

use crate::template::Kind;

/// The kinds that a template lists.
pub(super) const KINDS: [Kind; 4] = [
    Kind::Services,
    Kind::Jobs,
    Kind::Charts,
    Kind::Infrastructure,
];

/// What a value should be.
#[derive(Debug)]
pub(super) enum Shape {
    /// A mapping with these keys; others are left alone.
    Keys(&'static [Key]),
    /// A list.
    Items(&'static Shape),
    /// A mapping whose keys are references.
    ByReference,
    /// A reference to a task.
    Reference,
    /// A reference, or a pattern for several.
    Pattern,
    /// The name of a service.
    Service,
    /// The name of an item of one of the template's lists.
    Name(Kind),
    /// The name of a stage.
    Stage,
    /// The label of a step.
    Label,
    /// One of a few words.
    Words(&'static [&'static str]),
    /// Anything else.
    Free,
}

/// A key of a mapping.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    /// What it means, in Markdown.
    pub(super) doc: &'static str,
    pub(super) value: Shape,
}

/// A key and its meaning.
const fn key(name: &'static str, value: Shape, doc: &'static str) -> Key {
    Key { name, doc, value }
}

const BOOLEAN: Shape = Shape::Words(&["true", "false"]);

impl Shape {
    /// The key of that name.
    pub(super) fn key(&self, name: &str) -> Option<&'static Key> {
        match self {
            Self::Keys(keys) => keys.iter().find(|key| key.name == name),
            _ => None,
        }
    }

    /// What stands behind the key of that name.
    pub(super) fn behind(&self, name: &str) -> Option<&'static Self> {
        match self {
            Self::ByReference => scenario::conduct(name),
            _ => Some(&self.key(name)?.value),
        }
    }
}
