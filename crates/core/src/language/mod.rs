//! What an editor asks about a text: which words fit here, what does this mean, where does that come
//! from, how is it renamed. Places are bytes, answers are spans and edits; broken text is answered as
//! far as it can be read.
//!
//! Everything rests on one description of both languages, `grammar`: a tree of what may stand where.

mod completion;
mod definition;
mod folding;
mod hover;
mod rename;
mod symbols;

mod grammar;
mod mentions;
mod spot;

pub use completion::{Completion, CompletionKind, Completions, complete};
pub use definition::{Definition, definition};
pub use folding::{Fold, folds};
pub use hover::{Hover, hover};
pub use rename::{Renamable, Renaming, renamable, rename};
pub use symbols::{Symbol, SymbolKind, symbols};

use crate::template;
use crate::yaml::{self, Node};
use grammar::Shape;

/// A template and the scenario beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Texts<'a> {
    /// Text of the template; empty for none.
    pub template: &'a str,
    /// Text of the scenario; empty for none.
    pub scenario: &'a str,
}

/// One of the two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The template.
    Template,
    /// The scenario.
    Scenario,
}

impl<'a> Texts<'a> {
    /// The text of one side.
    pub fn on(self, side: Side) -> &'a str {
        match side {
            Side::Template => self.template,
            Side::Scenario => self.scenario,
        }
    }

    fn replaced(self, side: Side, text: &'a str) -> Self {
        match side {
            Side::Template => Self {
                template: text,
                ..self
            },
            Side::Scenario => Self {
                scenario: text,
                ..self
            },
        }
    }
}

impl Side {
    /// What a text of this side holds, and what it should hold.
    fn read(self, text: &str) -> Option<(Node, &'static Shape)> {
        match self {
            Self::Scenario => Some((yaml::parse(text).root?, &grammar::SCENARIO)),
            Self::Template => {
                let root = template::tree(text)?;
                let is_list = root.items().is_some();
                let shape = if is_list {
                    &grammar::STAGES
                } else {
                    &grammar::TEMPLATE
                };
                Some((root, shape))
            }
        }
    }
}

#[cfg(test)]
mod kit;
