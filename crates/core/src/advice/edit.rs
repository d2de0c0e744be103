//! Single edits of a stage, before they have a text.

use super::shape::{Shape, ShapeStep};
use crate::plan::{Plan, TaskId};
use crate::template::Stage;
use std::collections::BTreeSet;

/// A single edit; steps are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edit {
    /// Nothing waits for the step any more.
    RunBeside { step: usize },
    /// A task leaves its step, and nothing waits for it any more. `number` counts the written references.
    RunTaskBeside { step: usize, number: usize },
    /// A step and the one behind it become one.
    Merge { step: usize },
    /// A task moves to an earlier step.
    MoveTask {
        step: usize,
        number: usize,
        to: usize,
    },
    /// A step moves before an earlier one.
    MoveStep { step: usize, to: usize },
    /// The stage halts when the step fails, or no longer so.
    Halt { step: usize, on: bool },
}

/// A stage to be edited: as it is written, and what that means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) stage: &'a Stage,
    pub(super) plan: &'a Plan,
}

impl Ground<'_> {
    /// The tasks that a written reference stands for: `services.all` may stand for several.
    pub(super) fn tasks(&self, step: usize, number: usize) -> Vec<TaskId> {
        let span = self.stage.steps[step].tasks[number].span;
        let tasks = self.plan.steps[step].tasks.iter().copied();
        tasks
            .filter(|task| self.plan.tasks[task.0].span == span)
            .collect()
    }

    /// Every edit that may let the stage end earlier. What keeps more barriers comes first.
    pub(super) fn faster(&self) -> Vec<Edit> {
        let steps = &self.stage.steps;
        let can_leave = |step: usize| steps[step].wait_for_finish && !steps[step].halt_on_error;
        let all = 0..steps.len();
        let last = steps.len().saturating_sub(1);
        let beside = (0..last).filter(|step| can_leave(*step));
        let merge = (0..last).filter(|step| self.are_alike(*step, step + 1));
        let mut edits: Vec<Edit> = merge.map(|step| Edit::Merge { step }).collect();
        for step in all.clone() {
            let tasks = 0..steps[step].tasks.len();
            for number in tasks {
                let targets = (0..step).rev().filter(|to| self.are_alike(*to, step));
                edits.extend(targets.map(|to| Edit::MoveTask { step, number, to }));
            }
        }
        // Among steps that are all waited for, the order makes no difference to the end.
        let is_waited = |step: usize| steps[step].wait_for_finish;
        for step in all {
            let targets = (0..step).rev().filter(|to| !(*to..=step).all(is_waited));
            edits.extend(targets.map(|to| Edit::MoveStep { step, to }));
        }
        edits.extend(beside.clone().map(|step| Edit::RunBeside { step }));
        for step in beside.filter(|step| steps[*step].tasks.len() > 1) {
            let tasks = 0..steps[step].tasks.len();
            edits.extend(tasks.map(|number| Edit::RunTaskBeside { step, number }));
        }
        edits
    }

    /// Whether a failure in one of two steps does what it does in the other, and both are waited for, or
    /// neither.
    fn are_alike(&self, one: usize, other: usize) -> bool {
        let [one, other] = [one, other].map(|step| &self.stage.steps[step]);
        let has_tasks = !one.tasks.is_empty() && !other.tasks.is_empty();
        has_tasks && crate::refactor::have_the_same_keys(one, other)
    }
}

impl Edit {
    /// The tasks that it is about.
    pub(super) fn subjects(self, ground: &Ground) -> Vec<TaskId> {
        let of = |step: usize| ground.plan.steps[step].tasks.clone();
        match self {
            Self::RunBeside { step } | Self::MoveStep { step, .. } | Self::Halt { step, .. } => {
                of(step)
            }
            Self::Merge { step } => [of(step), of(step + 1)].concat(),
            Self::RunTaskBeside { step, number } | Self::MoveTask { step, number, .. } => {
                ground.tasks(step, number)
            }
        }
    }

    /// The stage after the edit.
    pub(super) fn applied(self, shape: &Shape, ground: &Ground) -> Shape {
        let mut steps = shape.steps.clone();
        match self {
            Self::RunBeside { step } => steps[step].waited = false,
            Self::Halt { step, on } => steps[step].halts = on,
            Self::Merge { step } => {
                let gone = steps.remove(step + 1);
                steps[step].tasks.extend(gone.tasks);
            }
            Self::MoveStep { step, to } => {
                let moved = steps.remove(step);
                steps.insert(to, moved);
            }
            Self::MoveTask { step, number, to } => {
                let moved = ground.tasks(step, number);
                steps[step].tasks.retain(|task| !moved.contains(task));
                steps[to].tasks.extend(moved);
                if ground.stage.steps[step].tasks.len() == 1 {
                    steps.remove(step);
                }
            }
            Self::RunTaskBeside { step, number } => {
                let moved = ground.tasks(step, number);
                steps[step].tasks.retain(|task| !moved.contains(task));
                let beside = ShapeStep {
                    waited: false,
                    halts: false,
                    tasks: moved,
                };
                steps.insert(step, beside);
            }
        }
        Shape { steps }
    }
}

/// Forgets edits that come to the same as one before them.
pub(super) fn each_once(edits: Vec<(Edit, Shape)>) -> Vec<(Edit, Shape)> {
    let mut seen: BTreeSet<Vec<(bool, bool, Vec<TaskId>)>> = BTreeSet::new();
    let is_new = |(_, shape): &(Edit, Shape)| {
        let steps = shape.steps.iter().map(|step| {
            let mut tasks = step.tasks.clone();
            tasks.sort_unstable();
            (step.waited, step.halts, tasks)
        });
        seen.insert(steps.collect())
    };
    edits.into_iter().filter(is_new).collect()
}
