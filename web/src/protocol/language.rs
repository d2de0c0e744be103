//! What an editor asks about a place in its text, and what it is told.

use super::{Pane, TextRange};
use crate::markdown::Block;
use serde::{Deserialize, Serialize};

/// A question about a place in one of the two texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked.
    pub about: About,
    /// The text that holds the place.
    pub pane: Pane,
    /// The place, in UTF-16 code units.
    pub offset: usize,
    /// The template.
    pub template: String,
    /// The scenario.
    pub scenario: String,
}

/// What can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// Which words fit.
    Words,
    /// What stands there, and what it does in the simulation.
    Meaning,
}

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Told {
    /// Answers [`About::Words`].
    Words(Words),
    /// Answers [`About::Meaning`].
    Meaning(Meaning),
}

/// Words that fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// What they replace.
    pub range: TextRange,
    /// The most likely first.
    pub items: Vec<Word>,
}

/// A word that fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// The word.
    pub label: String,
    /// What is written.
    pub insert: String,
    /// What it means; empty if there is nothing to say.
    pub doc: Vec<Block>,
}

/// What something is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meaning {
    /// Where it stands.
    pub range: TextRange,
    /// What there is to say.
    pub text: Vec<Block>,
}
