//! What a scheduler is told, and what it decides.

use crate::plan::{StepId, TaskId};
use crate::time::Millis;
use serde::{Deserialize, Serialize};

/// How a task ended. Final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// A job, chart, infrastructure or built-in task has done its work.
    Succeeded,
    /// A service is ready.
    Ready,
    /// Anything but a service will not succeed any more.
    Failed,
    /// A service was not ready within its wait.
    Degraded,
}

impl Settlement {
    /// Whether it is what the author wanted.
    pub fn is_good(self) -> bool {
        matches!(self, Self::Succeeded | Self::Ready)
    }
}

/// What the end of a stage waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Until all tasks have settled.
    Join,
    /// Until no step is left to start and every waited task has settled.
    Detach,
}

/// What a world reports to the scheduler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Which task.
    pub task: TaskId,
    /// How.
    pub outcome: Settlement,
}

/// What the scheduler wants done, or tells; at the moment of the event that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The barrier of this step has opened.
    OpenStep(StepId),
    /// Start this task.
    Start(TaskId),
    /// This task has to wait for a slot.
    Queue(TaskId),
    /// All tasks of this step have settled.
    StepSettled(StepId),
    /// No step is left to start and every waited task has settled.
    LastStepDone,
    /// Every task has settled.
    AllSettled,
    /// Start nothing any more: this task of a halting step did not succeed.
    Halt(TaskId),
}

/// Why a task did not start (or go on) at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// Which task waited.
    pub task: TaskId,
    /// Since when.
    pub from: Millis,
    /// Until when; `None` if the wait never ended.
    pub until: Option<Millis>,
    /// For what.
    pub cause: WaitCause,
    /// The tasks waited for: all tied last arrivers in plan order, or the unmet needs inside the stage
    /// (the first occurrence of each). Of a wait for room those that made it in the end, or,
    /// as long as there is none, those that held it when it began; the first 16 of them.
    pub on: Vec<TaskId>,
    /// References of the unmet needs outside the stage.
    pub outside: Vec<String>,
    /// Of a wait for room: what nodes had too little of when it began.
    pub lacks: Vec<Resource>,
}

/// What nodes have for pods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resource {
    /// Cores.
    Cpu,
    /// Memory.
    Memory,
    /// A number of pods.
    Pods,
}

/// What a wait is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitCause {
    /// An earlier waited step had not settled.
    Barrier,
    /// `max_parallel` tasks held a slot.
    Slot,
    /// The cluster has not accepted the task yet.
    Apply,
    /// Kubernetes waits before it tries again.
    BackOff,
    /// An image could not be pulled.
    ImagePull,
    /// No node had room for a pod.
    Unschedulable,
    /// A node was lost, and Kubernetes has not replaced the pods that were on it yet.
    NodeLost,
    /// The stage has halted.
    Halted,
}
