//! The shapes of the lines.

use crate::plan::{Plan, Step, StepId, Task, TaskId};
use crate::scheduler::{AttemptOutcome, LossCause, Resource, Settlement, WaitCause};
use crate::source::Span;
use crate::template::Kind;
use crate::time::Millis;
use serde::{Deserialize, Serialize};

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) version: u32,
    pub(super) seed: u64,
    pub(super) scenario: Option<String>,
    pub(super) epoch: Option<String>,
    pub(super) plan: PlanShape,
}

/// A plan without its places in the template.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PlanShape {
    stage: String,
    steps: Vec<StepShape>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StepShape {
    name: String,
    waited: bool,
    halt_on_error: bool,
    tasks: Vec<TaskShape>,
}

#[derive(Debug, Serialize, Deserialize)]
struct TaskShape {
    task: String,
    reference: String,
    occurrence: u32,
    kind: Kind,
    halts: bool,
    limit_ms: Option<Millis>,
}

/// Every other line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(super) enum Line {
    StepOpened {
        at_ms: Millis,
        step: String,
        step_index: usize,
    },
    TaskQueued {
        at_ms: Millis,
        task: String,
    },
    TaskStarted {
        at_ms: Millis,
        task: String,
    },
    AttemptStarted {
        at_ms: Millis,
        task: String,
        attempt: u32,
    },
    AttemptEnded {
        at_ms: Millis,
        task: String,
        attempt: u32,
        outcome: AttemptOutcome,
    },
    TaskSettled {
        at_ms: Millis,
        task: String,
        outcome: Settlement,
    },
    RetriesCut {
        at_ms: Millis,
        task: String,
    },
    TaskHealed {
        at_ms: Millis,
        task: String,
    },
    ServiceLost {
        at_ms: Millis,
        task: String,
        cause: LossCause,
    },
    StepSettled {
        at_ms: Millis,
        step: String,
        step_index: usize,
    },
    LastStepDone {
        at_ms: Millis,
    },
    Halted {
        at_ms: Millis,
        task: String,
    },
    AllSettled {
        at_ms: Millis,
    },
    Waited(WaitedLine),
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WaitedLine {
    pub(super) at_ms: Millis,
    pub(super) task: String,
    pub(super) from_ms: Millis,
    pub(super) until_ms: Option<Millis>,
    pub(super) cause: WaitCause,
    pub(super) on: Vec<String>,
    pub(super) outside: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) lacks: Vec<Resource>,
}

impl From<&Plan> for PlanShape {
    fn from(plan: &Plan) -> Self {
        let task = |id: &TaskId| {
            let task = &plan.tasks[id.0];
            TaskShape {
                task: task.name.clone(),
                reference: task.reference.clone(),
                occurrence: task.occurrence,
                kind: task.kind,
                halts: task.halts,
                limit_ms: task.limit,
            }
        };
        let step = |step: &Step| StepShape {
            name: step.name.clone(),
            waited: step.waited,
            halt_on_error: step.halt_on_error,
            tasks: step.tasks.iter().map(task).collect(),
        };
        Self {
            stage: plan.stage.clone(),
            steps: plan.steps.iter().map(step).collect(),
        }
    }
}

impl From<PlanShape> for Plan {
    fn from(shape: PlanShape) -> Self {
        let span = Span { start: 0, end: 0 };
        let mut plan = Self {
            stage: shape.stage,
            steps: Vec::new(),
            tasks: Vec::new(),
        };
        for (index, step) in shape.steps.into_iter().enumerate() {
            let first = plan.tasks.len();
            plan.tasks.extend(step.tasks.into_iter().map(|task| Task {
                name: task.task,
                reference: task.reference,
                occurrence: task.occurrence,
                kind: task.kind,
                step: StepId(index),
                halts: task.halts,
                span,
                limit: task.limit_ms,
            }));
            plan.steps.push(Step {
                name: step.name,
                waited: step.waited,
                halt_on_error: step.halt_on_error,
                tasks: (first..plan.tasks.len()).map(TaskId).collect(),
                span,
            });
        }
        plan
    }
}
