//! A trace folded into what became of every step and task.

use super::{Attempt, Lost};
use crate::plan::{Plan, StepId, TaskId};
use crate::scheduler::{AttemptOutcome, Settlement, Trace, Wait, What};
use crate::time::Millis;

/// What a trace says, by step and task.
#[derive(Debug, Clone)]
pub(super) struct History<'a> {
    /// How many events the trace has.
    pub(super) events: usize,
    /// In plan order.
    pub(super) tasks: Vec<TaskHistory<'a>>,
    /// In plan order.
    pub(super) steps: Vec<StepHistory>,
    pub(super) halted: Option<(Millis, TaskId)>,
    pub(super) last_step_done: Option<Millis>,
    pub(super) all_settled: Option<Millis>,
    /// How many tasks had failed or degraded when the last step was done.
    pub(super) errors_by_last_step: usize,
}

/// What became of a step.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct StepHistory {
    pub(super) opened: Option<Millis>,
    pub(super) settled: Option<Millis>,
}

/// What became of a task.
#[derive(Debug, Clone, Default)]
pub(super) struct TaskHistory<'a> {
    pub(super) started: Option<Millis>,
    pub(super) settled: Option<(Millis, Settlement)>,
    pub(super) healed: Option<Millis>,
    pub(super) attempts: Vec<Attempt>,
    /// By time.
    pub(super) waits: &'a [Wait],
}

impl TaskHistory<'_> {
    /// When it settled.
    pub(super) fn settled_at(&self) -> Option<Millis> {
        self.settled.map(|(at, _)| at)
    }

    /// Since when others find it at the moment `at`.
    pub(super) fn there_since(&self, at: Millis) -> Option<Millis> {
        let mut attempts = self.attempts.iter().rev();
        match self.attempts.is_empty() {
            // A static service has none.
            true => self.met_at().filter(|since| *since <= at),
            false => attempts.find_map(|attempt| attempt.there_since(at)),
        }
    }

    /// When it met the needs of others for the first time: its success or readiness, even a late one.
    pub(super) fn met_at(&self) -> Option<Millis> {
        match self.settled {
            Some((at, outcome)) if outcome.is_good() => Some(at),
            _ => self.healed,
        }
    }

    /// Whether it failed or degraded.
    pub(super) fn went_wrong(&self) -> bool {
        self.settled.is_some_and(|(_, outcome)| !outcome.is_good())
    }
}

impl<'a> History<'a> {
    /// Folds the trace of a run of this plan.
    pub(super) fn new(plan: &Plan, trace: &'a Trace) -> Self {
        let mut history = Self {
            events: trace.events.len(),
            tasks: vec![TaskHistory::default(); plan.tasks.len()],
            steps: vec![StepHistory::default(); plan.steps.len()],
            halted: None,
            last_step_done: None,
            all_settled: None,
            errors_by_last_step: 0,
        };
        for event in &trace.events {
            history.take_in(event.at, &event.what);
        }
        for waits in trace.waits.chunk_by(|a, b| a.task == b.task) {
            history.tasks[waits[0].task.0].waits = waits;
        }
        history
    }

    fn take_in(&mut self, at: Millis, what: &What) {
        match *what {
            What::StepOpened(StepId(step)) => self.steps[step].opened = Some(at),
            What::StepSettled(StepId(step)) => self.steps[step].settled = Some(at),
            What::TaskQueued(_) | What::RetriesCut(_) => {}
            What::TaskStarted(TaskId(task)) => self.tasks[task].started = Some(at),
            What::AttemptStarted(TaskId(task), _) => {
                self.tasks[task].attempts.push(Attempt {
                    start_ms: at,
                    end_ms: None,
                    outcome: AttemptOutcome::Running,
                    lost: None,
                });
            }
            What::AttemptEnded(TaskId(task), _, outcome) => {
                if let Some(attempt) = self.tasks[task].attempts.last_mut() {
                    attempt.end_ms = Some(at);
                    attempt.outcome = outcome;
                }
            }
            What::ServiceLost(TaskId(task), cause) => {
                if let Some(attempt) = self.tasks[task].attempts.last_mut() {
                    attempt.lost = Some(Lost { at_ms: at, cause });
                }
            }
            What::TaskSettled(TaskId(task), outcome) => {
                self.tasks[task].settled = Some((at, outcome));
                if !outcome.is_good() && self.last_step_done.is_none() {
                    self.errors_by_last_step += 1;
                }
            }
            What::TaskHealed(TaskId(task)) => self.tasks[task].healed = Some(at),
            What::LastStepDone => self.last_step_done = Some(at),
            What::AllSettled => self.all_settled = Some(at),
            What::Halted(task) => self.halted = Some((at, task)),
        }
    }
}
