//! What happened, event by event; the same for simulated and recorded runs.

use super::event::{Settlement, Wait};
use crate::plan::{StepId, TaskId};
use crate::time::Millis;
use serde::{Deserialize, Serialize};

/// A run as the list of its events, in the order in which they happened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trace {
    /// Ascending by time.
    pub events: Vec<TraceEvent>,
    /// The cause of every wait, by task, then by time.
    pub waits: Vec<Wait>,
}

impl Trace {
    /// Whether some task had more retries than a simulation follows.
    pub fn is_cut_short(&self) -> bool {
        let is_cut = |event: &TraceEvent| matches!(event.what, What::RetriesCut(_));
        self.events.iter().any(is_cut)
    }
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceEvent {
    /// When.
    pub at: Millis,
    /// What.
    pub what: What,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The barrier of a step opened.
    StepOpened(StepId),
    /// A task has to wait for a slot.
    TaskQueued(TaskId),
    /// A task was started.
    TaskStarted(TaskId),
    /// An attempt began; attempts are numbered from 1.
    AttemptStarted(TaskId, u32),
    /// An attempt ended.
    AttemptEnded(TaskId, u32, AttemptOutcome),
    /// A task settled.
    TaskSettled(TaskId, Settlement),
    /// A simulation follows no more attempts of the task; it only waits for its deadline.
    RetriesCut(TaskId),
    /// A degraded service got ready after all.
    TaskHealed(TaskId),
    /// A service that was ready is not available any more.
    ServiceLost(TaskId, LossCause),
    /// All tasks of a step have settled.
    StepSettled(StepId),
    /// No step is left to start and every waited task has settled.
    LastStepDone,
    /// A task of a halting step did not succeed: nothing starts any more.
    Halted(TaskId),
    /// Every task has settled.
    AllSettled,
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptOutcome {
    /// A job, chart, infrastructure or built-in task did its work.
    Succeeded,
    /// A service got ready.
    Ready,
    /// A job (chart …) ended without success.
    Failed,
    /// A service's container exited.
    Crashed,
    /// The task's deadline came first.
    TimedOut,
    /// The node that it was on was lost.
    NodeLost,
    /// It was still running when the simulation ended.
    Running,
}

/// Why a service that was ready is not available any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossCause {
    /// Its container exited.
    Crashed,
    /// The node that it was on was lost.
    NodeLost,
}
