//! The `advise` JSON contract (documented in `docs/json.md`).

use crate::diagnostic::LocatedEdit;
use crate::forecast::{Share, ShareEstimate};
use crate::report::Report;
use crate::time::Millis;
use serde::{Deserialize, Serialize};

/// The version of the contract.
pub const VERSION: u32 = 1;

/// What slows a stage, what failures cost it, and what to change next. Absent values are null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// [`VERSION`].
    pub version: u32,
    /// Name of the stage.
    pub stage: String,
    /// The seed of the draws.
    pub seed: u64,
    /// Everything is measured in so many runs, those with the numbers 0, 1, 2 …: the same, with the same
    /// random numbers, before and after every change.
    pub runs: u64,
    /// How sure all the intervals are: in this share of cases they hold the true value.
    pub confidence: Share,
    /// Of which runs the end counts.
    pub given: Given,
    /// What to expect of the stage as it is.
    pub now: Expected,
    /// What slows it: one row for each task, the widest swing first.
    pub slows: Vec<Lever>,
    /// What risk costs: one row for each source of failures and delays, the worst first.
    pub risks: Vec<Risk>,
    /// Single edits with which it ends earlier at no higher risk, the best first.
    pub next: Vec<Suggestion>,
    /// Single edits that change what a failure does, not when the stage ends well.
    pub failures: Vec<Suggestion>,
    /// What was not looked at, to bound the work.
    pub left_out: LeftOut,
    /// Why there are no edits, if none were tried.
    pub no_edits: Option<NoEdits>,
    /// Tasks behind the first step of which nobody has said what they need. So it is not sure of what comes
    /// before them that it need not.
    pub unsaid: Vec<String>,
    /// The first run of the stage as it is; that of each suggestion can be laid over it.
    pub before: Report,
}

impl Advice {
    /// The advice as every program writes it: indented JSON and a line break.
    pub fn to_json(&self) -> String {
        let text = serde_json::to_string_pretty(self);
        text.expect("strings and numbers always have a JSON form") + "\n"
    }
}

/// Of which runs the end counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// Those that succeed.
    Success,
    /// Those that come to their end, with errors or without: none succeeds.
    End,
}

/// How the stage ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// The mean of the ends that count; null if there are none.
    pub mean_ms: Option<Millis>,
    /// 95 % of them are not later.
    pub p95_ms: Option<Millis>,
    /// How likely it halts.
    pub halted: ShareEstimate,
    /// How likely it finishes with errors.
    pub with_errors: ShareEstimate,
}

/// How much earlier something is than before the change, in milliseconds; negative if it is later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// In so many pairs of runs the two ends can be compared.
    pub runs: u64,
    /// The mean of their differences.
    pub mean_ms: i64,
    /// The true mean is hardly lower; null of a single pair.
    pub low_ms: Option<i64>,
    /// It is hardly higher.
    pub high_ms: Option<i64>,
    /// The difference of the times that 95 % of the ends are not later than.
    pub p95_ms: Option<i64>,
}

/// What the duration of one task does to the end of the stage, all else being as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lever {
    /// Its name.
    pub task: String,
    /// Its step.
    pub step: String,
    /// What `low` and `high` are.
    pub swing: Swing,
    /// When it takes the shorter time.
    pub low: Setpoint,
    /// When it takes the longer time.
    pub high: Setpoint,
    /// What is saved if it takes 10 % less of its time; null if no two runs can be compared.
    pub faster: Option<Saved>,
}

/// Between which two times a task is varied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Swing {
    /// The 10th and the 90th percentile of its distribution.
    Percentiles,
    /// 10 % less and 10 % more than its constant time.
    TenPercent,
}

/// A task with a given duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setpoint {
    /// How long each of its attempts takes.
    pub takes_ms: Millis,
    /// How the stage then ends.
    pub then: Expected,
}

/// What one source of failures and delays costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// Whom it strikes, and with what: `jobs.migrate: chance`.
    pub what: String,
    /// Where it stands in the scenario, if it is a fault: offset of the first byte.
    pub start: Option<usize>,
    /// Offset just past the last byte.
    pub end: Option<usize>,
    /// How the stage ends without it.
    pub without: Expected,
    /// How much earlier; null if no two runs can be compared.
    pub saved: Option<Saved>,
}

/// A single edit of the workflow, and what it brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Its name, such as `merge:setup/data+cache`.
    pub id: String,
    /// What kind of edit it is.
    pub kind: Kind,
    /// What a button that applies it says, in the imperative.
    pub title: String,
    /// What it is about: offset of the first byte in the template.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
    /// Non-overlapping edits in ascending order, all against the template.
    pub edits: Vec<LocatedEdit>,
    /// How much earlier the stage ends; null if no two runs can be compared.
    pub saved: Option<Saved>,
    /// How the stage then ends.
    pub then: Expected,
    /// How much earlier the stage tells of a failure, in runs that fail before and after; null without any.
    pub told: Option<Saved>,
    /// What becomes of the first run, and why.
    pub words: String,
    /// What nobody has said and the edit takes for granted; empty for an edit that is sure.
    pub assumes: Vec<Assumption>,
    /// The first run with the edit.
    pub after: Report,
}

/// Kinds of edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// `wait_for_finish: false` for a step, or for a task that gets a step of its own.
    RunBeside,
    /// Two steps become one.
    MergeSteps,
    /// A task moves to an earlier step.
    MoveTask,
    /// A step moves before an earlier one.
    MoveStep,
    /// `order_from` becomes `parallelize`.
    Parallelize,
    /// A step gets `halt_on_error: true`.
    AddHalt,
    /// A step loses it.
    DropHalt,
}

/// A task that nobody has said to need another one, and nobody has said not to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assumption {
    /// The task.
    pub task: String,
    /// What it is assumed not to need.
    pub without: String,
}

/// What was not looked at, or only in a few runs, to bound the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LeftOut {
    /// Tasks that are no row of `slows`.
    pub tasks: usize,
    /// Sources that are no row of `risks`.
    pub risks: usize,
    /// Edits that were not measured to the end.
    pub edits: usize,
}

/// Why no edit was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoEdits {
    /// The template has errors: what it means is not clear.
    Errors,
    /// The stage has more tasks than edits are looked for in.
    TooLarge,
    /// Taking down has an order of its own, which no dependency tells.
    Teardown,
    /// The template does not write the stage.
    NotWritten,
}
