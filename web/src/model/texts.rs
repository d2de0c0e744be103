//! What is written in the editors.

use crate::protocol::{About, Pane, Question};
use serde::{Deserialize, Serialize};

/// The two texts that a user works on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Texts {
    /// The template.
    pub template: String,
    /// The scenario.
    pub scenario: String,
}

impl Texts {
    /// Replaces one of them.
    pub fn set(&mut self, pane: Pane, text: String) {
        match pane {
            Pane::Template => self.template = text,
            Pane::Scenario => self.scenario = text,
        }
    }

    /// One of them.
    pub fn get(&self, pane: Pane) -> &String {
        match pane {
            Pane::Template => &self.template,
            Pane::Scenario => &self.scenario,
        }
    }

    /// A question about a place in one of them, in UTF-16 code units.
    pub fn question(&self, about: About, pane: Pane, offset: usize) -> Question {
        Question {
            about,
            pane,
            offset,
            template: self.template.clone(),
            scenario: self.scenario.clone(),
        }
    }
}
