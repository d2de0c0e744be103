//! One stage made concrete: its steps and tasks in order, with `*.all` expanded.

mod expand;
mod graph;
mod limits;

pub use expand::{default_stage, expand, stage_names};
pub use graph::cycles;

use crate::source::Span;
use crate::template::Kind;
use crate::time::Millis;
use std::collections::BTreeMap;

/// Index of a task in [`Plan::tasks`]: plan order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(pub usize);

/// Index of a step in [`Plan::steps`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId(pub usize);

/// The steps and tasks of one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Name of the stage.
    pub stage: String,
    /// Steps in the order in which they start.
    pub steps: Vec<Step>,
    /// Tasks in plan order: by step, then as written.
    pub tasks: Vec<Task>,
}

impl Plan {
    /// The tasks of every reference, occurrences in plan order.
    pub fn occurrences(&self) -> BTreeMap<&str, Vec<TaskId>> {
        let mut occurrences: BTreeMap<&str, Vec<TaskId>> = BTreeMap::new();
        for (index, task) in self.tasks.iter().enumerate() {
            let ids = occurrences.entry(&task.reference).or_default();
            ids.push(TaskId(index));
        }
        occurrences
    }
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its label.
    pub name: String,
    /// `wait_for_finish`: whether it is a barrier.
    pub waited: bool,
    /// `halt_on_error` of the step.
    pub halt_on_error: bool,
    /// Its tasks.
    pub tasks: Vec<TaskId>,
    /// Where it stands in the template.
    pub span: Span,
}

/// One task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// How it is shown: the reference, with `#2`, `#3` … for later occurrences in the stage.
    pub name: String,
    /// The reference: `services.web`.
    pub reference: String,
    /// 1 for the first occurrence of the reference in the stage.
    pub occurrence: u32,
    /// What it deploys.
    pub kind: Kind,
    /// Its step.
    pub step: StepId,
    /// Whether its failure halts the stage: by its step, or by the job's own old key.
    pub halts: bool,
    /// Where the reference stands in the template.
    pub span: Span,
    /// How long the task is waited for, from its start (jobs: `completed_timeout`, charts: `timeout`,
    /// infrastructure 1200 s, built-in 600 s). `None` for services, whose limit is the scenario's
    /// `readiness_wait`.
    pub limit: Option<Millis>,
}
