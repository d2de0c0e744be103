//! What a task is doing at a moment.

use crate::analysis::Run;
use crate::plan::TaskId;
use crate::scheduler::{AttemptOutcome, Settlement, What};
use crate::time::Millis;
use serde::Serialize;

/// What a task is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// For its step, a slot, its image, room, or the cluster.
    Waiting,
    /// An attempt is under way.
    Running,
    /// It is not there, and Kubernetes will try again.
    BackOff,
    /// It has done its work; a service is ready.
    Ready,
    /// It has failed, or was not ready in time.
    Failed,
    /// The stage halted before it started.
    NeverRan,
}

/// From a moment on a task is in this state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Since when.
    #[serde(rename = "at_ms")]
    pub at: Millis,
    /// In which.
    pub state: State,
}

/// How the state of each task changes. At one moment only the last state counts.
pub(super) fn states(run: &Run) -> Vec<Vec<Change>> {
    let plan = &run.setting.plan;
    let start = Change {
        at: Millis::ZERO,
        state: State::Waiting,
    };
    let mut states = vec![vec![start]; plan.tasks.len()];
    let mut is_given_up = vec![false; plan.tasks.len()];
    for event in &run.trace.events {
        let mut set = |TaskId(task): TaskId, state| set(&mut states[task], event.at, state);
        match event.what {
            // A static service has no attempts.
            What::TaskStarted(task) if run.setting.behaviours[task.0].is_static => {
                set(task, State::Running);
            }
            What::AttemptStarted(task, _) if !is_given_up[task.0] => set(task, State::Running),
            What::AttemptEnded(task, _, AttemptOutcome::Succeeded | AttemptOutcome::Ready)
                if !is_given_up[task.0] =>
            {
                set(task, State::Ready);
            }
            What::AttemptEnded(task, _, _) | What::ServiceLost(task, _) if !is_given_up[task.0] => {
                set(task, State::BackOff);
            }
            What::TaskSettled(task, Settlement::Succeeded | Settlement::Ready)
            | What::TaskHealed(task) => {
                is_given_up[task.0] = false;
                set(task, State::Ready);
            }
            What::TaskSettled(task, Settlement::Failed | Settlement::Degraded) => {
                is_given_up[task.0] = true;
                set(task, State::Failed);
            }
            What::Halted(_) => {
                let never = |row: &(usize, _)| run.report.tasks[row.0].start_ms.is_none();
                for (task, _) in plan.tasks.iter().enumerate().filter(never) {
                    set(TaskId(task), State::NeverRan);
                }
            }
            _ => {}
        }
    }
    states
}

fn set(changes: &mut Vec<Change>, at: Millis, state: State) {
    while changes.last().is_some_and(|last| last.at == at) {
        changes.pop();
    }
    if changes.last().is_none_or(|last| last.state != state) {
        changes.push(Change { at, state });
    }
}
