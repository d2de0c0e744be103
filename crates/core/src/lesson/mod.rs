//! Lessons: a text that leads through a run step by step, with the claims that it makes about the run.
//!
//! A lesson is a Markdown file (`docs/lessons.md`). What it asserts about a run is measured: [`check`] compares
//! every claim with the simulation, and finds every time in the text that no claim stands for, so that a lesson
//! cannot teach what is not so.

mod backed;
mod check;
mod drag;
mod measure;
mod read;
#[cfg(test)]
mod tests;

pub use check::{Trouble, Verdict, check};
pub use drag::Drag;
pub use measure::Measure;
pub use read::read;

use crate::analysis::{Request, Run, analyze};
use crate::share::Shared;

/// A lesson.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lesson {
    /// What it is called.
    pub title: String,
    /// What is learned, in a sentence.
    pub idea: String,
    /// The stage that is looked at; `None` for the default one.
    pub stage: Option<String>,
    /// What is looked at.
    pub texts: Texts,
    /// What is so about its run.
    pub claims: Vec<Claim>,
    /// What the reader does, one after the other.
    pub steps: Vec<Step>,
}

/// A template and its scenario.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    /// Text of the template.
    pub template: String,
    /// Text of the scenario; empty for none.
    pub scenario: String,
}

/// Something that is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Where it is written: a 1-based line of the lesson.
    pub line: usize,
    /// About what.
    pub measure: Measure,
    /// What it says.
    pub expected: String,
}

/// A part of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its heading.
    pub title: String,
    /// Where its heading stands: a 1-based line of the lesson.
    pub line: usize,
    /// What is read first, as Markdown.
    pub before: String,
    /// What is done.
    pub task: Task,
    /// What is read once that is done, as Markdown.
    pub after: String,
}

/// What the reader does in a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Reads.
    Read,
    /// Says beforehand how something comes out, and sees it.
    Predict {
        /// What.
        measure: Measure,
        /// The answers to choose from; without any a time is asked for.
        choices: Vec<String>,
    },
    /// Drags an end to where it will be, and sees it.
    Drag(Drag),
    /// Watches the run.
    Watch,
    /// Tries other texts.
    Try {
        /// What they are; what is not given stays as it was.
        texts: Variation,
        /// What is so about their run.
        claims: Vec<Claim>,
    },
}

/// Texts in the place of those of the lesson.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Variation {
    /// Another template.
    pub template: Option<String>,
    /// Another scenario.
    pub scenario: Option<String>,
}

/// What a link to a lesson holds: its text, and the workflow that it is about for those who read no lessons.
pub fn shared(lesson: &Lesson, text: &str) -> Shared {
    Shared {
        template: lesson.texts.template.clone(),
        scenario: lesson.texts.scenario.clone(),
        stage: lesson.stage.clone(),
        lesson: Some(text.to_owned()),
        ..Shared::default()
    }
}

impl Lesson {
    /// The run of the lesson's own texts; `None` when nothing can be simulated.
    pub fn run(&self) -> Option<Run> {
        self.run_of(&self.texts)
    }

    /// The texts with a variation in their place.
    pub fn varied(&self, variation: &Variation) -> Texts {
        let Variation { template, scenario } = variation.clone();
        Texts {
            template: template.unwrap_or_else(|| self.texts.template.clone()),
            scenario: scenario.unwrap_or_else(|| self.texts.scenario.clone()),
        }
    }

    fn run_of(&self, texts: &Texts) -> Option<Run> {
        let request = Request {
            template: &texts.template,
            scenario: &texts.scenario,
            stage: self.stage.as_deref(),
            seed: None,
        };
        analyze(&request).run
    }
}
