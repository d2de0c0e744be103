//! What somebody who looks at the picture wishes for, as an edit of the text: a task that takes longer, a step that halts,
//! a task in another step, a fault, a need.
//!
//! ```text
//! both texts ─ Ground::read ─► Ground
//! Wish ─ Ground::grant ─► Granted (edits of one text) or Refusal (why not, and what would help)
//! place of the picture ─ Ground::about ─► About (what can be wished for there)
//! ```
//!
//! Each edit is small, keeps comments, style and anchors, and is proved: the edited text is read again, and says what
//! was wished for and nothing else.

mod about;
mod duration;
mod fault;
mod flag;
mod ground;
mod need;
mod place;
mod shape;
#[cfg(test)]
mod tests;

pub use about::{About, Entry, Group, Subject, Takes};
pub use fault::FaultKind;
pub use ground::Ground;

use crate::diagnostic::Edit;
use crate::time::Millis;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One thing to be different. Tasks are named as in the report (`services.web#2`); what the scenario says of one holds
/// for all tasks of its reference. Steps are counted from 0, in plan order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Wish {
    /// The task takes this long: `runs_for`, or `ready_after` of a service.
    Duration {
        /// The task.
        task: String,
        /// In milliseconds.
        millis: u64,
    },
    /// Whether the stage halts when a task of the step fails.
    Halt {
        /// The step.
        step: usize,
        /// Whether it does.
        on: bool,
    },
    /// Whether the steps behind it wait for the step.
    Wait {
        /// The step.
        step: usize,
        /// Whether they do.
        on: bool,
    },
    /// The task goes to the end of another step.
    MoveTo {
        /// The task.
        task: String,
        /// The step.
        step: usize,
    },
    /// The task gets a step of its own.
    MoveOut {
        /// The task.
        task: String,
        /// Behind the step that it is in now, or before it.
        behind: bool,
    },
    /// Something goes wrong.
    Fault {
        /// With this task.
        task: String,
        /// What.
        kind: FaultKind,
    },
    /// An item of the scenario's `faults` goes away.
    NoFault {
        /// Its number in the list, from 0.
        number: usize,
    },
    /// The `fails` of a task goes away.
    NoFails {
        /// The task.
        task: String,
    },
    /// Whether a task needs another to be there.
    Need {
        /// The task.
        task: String,
        /// The reference of the other.
        on: String,
        /// Whether it does.
        needed: bool,
    },
}

/// Which of the two texts is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Text {
    /// The application template.
    Template,
    /// How its tasks behave.
    Scenario,
}

/// A wish as edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// The text that is edited.
    pub text: Text,
    /// Non-overlapping edits in ascending order, all against that text.
    pub edits: Vec<Edit>,
    /// The text with them.
    pub after: String,
    /// What is different now, in a few words: `` `jobs.migrate` takes 1m ``.
    pub done: String,
}

/// Why a wish cannot be granted. Its `Display` says it with what would help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why not: a sentence.
    pub why: String,
    /// What would help: a sentence.
    pub help: String,
}

impl Refusal {
    fn new(why: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            help: help.into(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gap = if self.help.is_empty() { "" } else { " " };
        write!(f, "{}{gap}{}", self.why, self.help)
    }
}

impl Ground<'_> {
    /// The edit that grants the wish in the stage.
    ///
    /// # Errors
    /// If the texts are written in a way in which that cannot be done without changing something else, or what is
    /// wished for cannot be, or is so already.
    pub fn grant(&self, wish: &Wish) -> Result<Granted, Refusal> {
        match wish {
            Wish::Duration { task, millis } => duration::grant(self, task, Millis(*millis)),
            Wish::Halt { step, on } => flag::halt(self, *step, *on),
            Wish::Wait { step, on } => flag::wait(self, *step, *on),
            Wish::MoveTo { task, step } => place::move_to(self, task, *step),
            Wish::MoveOut { task, behind } => place::move_out(self, task, *behind),
            Wish::Fault { task, kind } => fault::add(self, task, *kind),
            Wish::NoFault { number } => fault::remove(self, *number),
            Wish::NoFails { task } => fault::remove_fails(self, task),
            Wish::Need { task, on, needed } => need::grant(self, task, on, *needed),
        }
    }
}
