//! Where a longer task could do more than push what comes after it.

use super::Candidate;
use crate::plan::{Plan, StepId, TaskId};
use crate::report::history::{History, TaskHistory};
use crate::simulate::Setting;

/// What could make a run take another course.
pub(super) struct Turns {
    /// Whether tasks compete for slots, or for room on nodes, or may be lost at a moment that does not depend
    /// on them.
    pub(super) slots: bool,
    /// By task: whether it starts attempts that an outage, or a need without a barrier, can decide.
    is_decided_elsewhere: Vec<bool>,
    /// By task: whether another needs it without a barrier between.
    is_needed: Vec<bool>,
    /// The last step that holds a task that is decided elsewhere.
    last_decided_step: Option<StepId>,
}

impl Turns {
    pub(super) fn new(setting: &Setting, history: &History) -> Self {
        let plan = &setting.plan;
        let count = plan.tasks.len();
        let mut turns = Self {
            slots: setting
                .options
                .max_parallel
                .is_some_and(|limit| limit < count)
                || setting.needs_event_engine(),
            is_decided_elsewhere: vec![false; count],
            is_needed: vec![false; count],
            last_decided_step: None,
        };
        for (id, behaviour) in setting.behaviours.iter().enumerate() {
            let step = plan.tasks[id].step;
            let mut is_decided = !behaviour.outages.is_empty();
            for need in &behaviour.needs {
                let is_met = |task: &&TaskId| history.tasks[task.0].met_at().is_some();
                let met: Vec<TaskId> = need.tasks.iter().filter(is_met).copied().collect();
                let is_ensured = met
                    .iter()
                    .any(|&task| is_barrier_between(plan, history, task, step));
                is_decided |= !need.outages.is_empty();
                if !is_ensured {
                    is_decided |= !met.is_empty();
                    met.iter().for_each(|task| turns.is_needed[task.0] = true);
                }
            }
            turns.is_decided_elsewhere[id] = is_decided;
            if is_decided {
                turns.last_decided_step = turns.last_decided_step.max(Some(step));
            }
        }
        turns
    }

    /// Whether the task, when it takes as much longer as is allowed, could change the course of the run.
    pub(super) fn may_change_course(
        &self,
        setting: &Setting,
        history: &History,
        candidate: &Candidate,
    ) -> bool {
        let id = candidate.id.0;
        let step = setting.plan.tasks[id].step;
        let is_own_course_open = self.is_decided_elsewhere[id] && !candidate.went_smoothly();
        let reaches_turn =
            self.last_decided_step > Some(step) && pushes_later_steps(setting, history, candidate);
        self.slots || self.is_needed[id] || is_own_course_open || reaches_turn
    }
}

/// Whether the task could hold up the barrier after its step.
fn pushes_later_steps(setting: &Setting, history: &History, candidate: &Candidate) -> bool {
    let StepId(step) = setting.plan.tasks[candidate.id.0].step;
    let opened = history.steps.get(step + 1).and_then(|next| next.opened);
    let room = opened
        .zip(candidate.task.settled_at())
        .map(|(opened, settled)| opened - settled);
    setting.plan.steps[step].waited && room.is_some_and(|room| candidate.allowed > room)
}

/// Whether the step of `later` cannot start before the task has succeeded.
fn is_barrier_between(plan: &Plan, history: &History, task: TaskId, later: StepId) -> bool {
    let step = plan.tasks[task.0].step;
    let succeeded = |task: &TaskHistory| task.settled.is_some_and(|(_, outcome)| outcome.is_good());
    step < later && plan.steps[step.0].waited && succeeded(&history.tasks[task.0])
}
