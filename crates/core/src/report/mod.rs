//! What a run means: the `simulate` JSON contract (documented in `docs/json.md`).

mod attempt;
mod build;
mod critical_path;
mod history;
mod names;
mod patience;
mod shortage;
mod slack;
mod summary;
#[cfg(test)]
mod tests;
mod wait;

pub use build::build;
pub(crate) use critical_path::critical_path_of_run;
pub use names::Names;
pub use summary::summary;
pub(crate) use summary::words;

use crate::forecast::Forecast;
use crate::scheduler::{AttemptOutcome, LossCause, Resource, WaitCause};
use crate::time::Millis;
use serde::{Deserialize, Serialize};

/// The version of the contract.
pub const VERSION: u32 = 1;

/// The result of one run. Absent values are null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// [`VERSION`].
    pub version: u32,
    /// Name of the stage.
    pub stage: String,
    /// The seed of the draws.
    pub seed: u64,
    /// Whether the documentation page's form was read as what it means.
    pub repaired: bool,
    /// How the stage ended.
    pub outcome: Outcome,
    /// When no step was left to start and every waited task had settled; null if halted.
    pub last_step_done_ms: Option<Millis>,
    /// When the background had settled too; null if halted.
    pub all_settled_ms: Option<Millis>,
    /// What all tasks take one after another, each alone with its needs met.
    pub serial_ms: Millis,
    /// The halt, if there was one.
    pub halt: Option<Halt>,
    /// After a halt: everything this run created.
    pub left_over: Vec<LeftOver>,
    /// In plan order.
    pub steps: Vec<StepRow>,
    /// In plan order.
    pub tasks: Vec<TaskRow>,
    /// Last arrivers, back from the end (or the halt), in order of time.
    pub critical_path: Vec<String>,
    /// Results of many runs; not computed by a single one.
    pub forecast: Option<Forecast>,
}

impl Report {
    /// The report as every program writes it: indented JSON and a line break.
    pub fn to_json(&self) -> String {
        let text = serde_json::to_string_pretty(self);
        text.expect("strings and numbers always have a JSON form") + "\n"
    }
}

/// How a stage ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Every task succeeded.
    Succeeded,
    /// Some task failed or degraded, and the stage went on.
    FinishedWithErrors,
    /// A task of a halting step failed or degraded.
    Halted,
}

/// Why and when a stage halted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Halt {
    /// When.
    pub at_ms: Millis,
    /// The task that did not succeed.
    pub task: String,
    /// Its step.
    pub step: String,
    /// What happened to the task, in words.
    pub cause: String,
}

/// Something that a halted run leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOver {
    /// The task.
    pub task: String,
    /// What it is doing.
    pub state: LeftOverState,
}

/// What a left-over thing is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOverState {
    /// Started and not settled.
    Running,
    /// A ready service.
    Ready,
    /// Failed or degraded, or not available any more.
    Failed,
    /// A finished job, chart, infrastructure or built-in task.
    Finished,
}

/// A step of the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRow {
    /// Its label.
    pub name: String,
    /// Whether it is a barrier.
    pub waited: bool,
    /// Whether a failure in it halts the stage.
    pub halt_on_error: bool,
    /// When its barrier opened; null if never.
    pub start_ms: Option<Millis>,
    /// When the last of its tasks settled; null if one has not.
    pub settled_ms: Option<Millis>,
}

/// A task of the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRow {
    /// Its name: the reference, with `#2` … for a later occurrence.
    pub task: String,
    /// Its step.
    pub step: String,
    /// How it ended.
    pub outcome: TaskOutcome,
    /// When it started; null if it never ran.
    pub start_ms: Option<Millis>,
    /// When it settled; null if it has not.
    pub settled_ms: Option<Millis>,
    /// When a degraded service got ready after all.
    pub healed_ms: Option<Millis>,
    /// Its attempts in order.
    pub attempts: Vec<Attempt>,
    /// One entry per gap, in order.
    pub waits: Vec<WaitRow>,
    /// The largest extra duration that leaves the end unchanged; null when halted or never run.
    pub slack_ms: Option<Millis>,
}

/// How a task ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskOutcome {
    /// It did its work.
    Succeeded,
    /// The service is ready.
    Ready,
    /// It did not do its work.
    Failed,
    /// The service was not ready in time.
    Degraded,
    /// The stage halted before it started.
    NeverRan,
    /// The stage halted while it ran.
    LeftRunning,
}

/// One attempt of a task.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Attempt {
    /// When it started.
    pub start_ms: Millis,
    /// When it ended; of a ready service, when it got ready; null while it runs.
    pub end_ms: Option<Millis>,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// Of a service that got ready: when it was lost again, if it was. Absent in texts where it is not.
    #[serde(default)]
    pub lost: Option<Lost>,
}

/// The end of a service's readiness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// When.
    pub at_ms: Millis,
    /// Why.
    pub cause: LossCause,
}

/// A gap in a task's row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct WaitRow {
    /// Since when.
    pub from_ms: Millis,
    /// Until when; null if it never ended.
    pub until_ms: Option<Millis>,
    /// For what.
    pub cause: WaitCause,
    /// All tied last arrivers, or the unmet needs; of a wait for room who made it, or holds it.
    pub on: Names,
    /// Of a wait for room: what nodes had too little of when it began. Absent in texts where it is empty.
    #[serde(default)]
    pub lacks: Vec<Resource>,
    /// Of a back-off and a wait for an image: by which rule of Kubernetes it lasts, with its numbers, and what is left
    /// of the task's retries and time then, in words. Never in texts, which have the numbers in other places.
    #[serde(default)]
    pub rule: String,
}
