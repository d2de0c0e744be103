//! How much later each task could have settled without moving the end.

use super::path::Paths;
use crate::plan::TaskId;
use crate::scheduler::Background;
use crate::simulate::Setting;
use crate::simulate::batch::{Batch, Column, End, Loose};
use crate::time::Millis;
use crate::wide::widely;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Slack as it follows from the times of a run, when a later task merely pushes what comes after it: the
/// steps behind its barrier, the task that gets its slot, and (up to the attempt that found it) what needs
/// it. A single report simulates a run again where a longer task could change its course; a forecast does
/// not.
#[derive(Debug)]
pub(super) struct Slack<'a> {
    setting: &'a Setting,
    loose: &'a Loose,
    /// By lane: how late the step after the one at hand may open.
    opening: Vec<Millis>,
    /// By lane: how late something may settle that no barrier waits for.
    end: Vec<Millis>,
    /// By task, then lane: how late it may settle, as far as slots and needs say.
    limits: Vec<Vec<Millis>>,
}

impl<'a> Slack<'a> {
    pub(super) fn new(setting: &'a Setting, loose: &'a Loose) -> Self {
        Self {
            setting,
            loose,
            opening: Vec::new(),
            end: Vec::new(),
            limits: vec![Vec::new(); setting.plan.tasks.len()],
        }
    }

    /// Calls `visit` with each task, from the last one back, and its slack by lane. What stands in the lane of
    /// a run that halted means nothing.
    pub(super) fn of(
        &mut self,
        batch: &Batch,
        paths: &Paths,
        mut visit: impl FnMut(TaskId, &[Millis]),
    ) {
        self.read_ends(batch);
        self.limit_by_needs(batch);
        let follows = self.who_follows(batch, paths);
        let plan = &self.setting.plan;
        let mut slack = vec![Millis::ZERO; batch.ends.len()];
        for step in plan.steps.iter().rev() {
            let mut opening = self.opening.clone();
            for &task in step.tasks.iter().rev() {
                let column = &batch.tasks[task.0];
                let latest = if step.waited {
                    &self.opening
                } else {
                    &self.end
                };
                until(latest, &column.settled, &mut slack);
                self.tighten(task, batch, &mut slack);
                pull(&mut opening, &column.started, &slack);
                self.limit_before(follows.get(task.0), column, &slack);
                visit(task, &slack);
            }
            self.opening = opening;
        }
    }

    /// Whoever handed on a slot may do so as late as the task that got it may start.
    fn limit_before(
        &mut self,
        follows: Option<&Vec<Option<TaskId>>>,
        column: &Column,
        slack: &[Millis],
    ) {
        for (lane, before) in follows.into_iter().flatten().enumerate() {
            if let Some(before) = before {
                let limit = limit_of(&mut self.limits[before.0], lane, slack.len());
                *limit = (column.started[lane] + slack[lane]).min(*limit);
            }
        }
    }

    fn read_ends(&mut self, batch: &Batch) {
        let is_detached = self.setting.options.background == Background::Detach;
        let ends = batch.ends.iter().map(|end| match *end {
            End::Ended {
                last_step_done,
                all_settled,
                ..
            } => (
                if is_detached {
                    last_step_done
                } else {
                    all_settled
                },
                all_settled,
            ),
            End::Halted { at, .. } => (at, at),
        });
        (self.opening, self.end) = ends.unzip();
        self.limits.iter_mut().for_each(Vec::clear);
    }

    /// What is found by an attempt after it had been waited for must be there when that attempt begins.
    fn limit_by_needs(&mut self, batch: &Batch) {
        let lanes = batch.ends.len();
        for (id, needs) in self.loose.needs.iter().enumerate() {
            let column = &batch.tasks[id];
            for need in needs {
                for lane in 0..lanes {
                    let met = need.iter().map(|it| (batch.tasks[it.0].met[lane], *it));
                    let Some((met, needed)) = met.min() else {
                        continue;
                    };
                    let deciding = column.deciding[lane];
                    let was_waited_for = column.started[lane] < met && met <= deciding;
                    if was_waited_for && deciding != Millis::MAX {
                        let limit = limit_of(&mut self.limits[needed.0], lane, lanes);
                        *limit = deciding.min(*limit);
                    }
                }
            }
        }
    }

    /// The slack that limits leave.
    fn tighten(&self, task: TaskId, batch: &Batch, slack: &mut [Millis]) {
        let settled = &batch.tasks[task.0].settled;
        for ((slack, limit), settled) in slack.iter_mut().zip(&self.limits[task.0]).zip(settled) {
            *slack = (*limit - *settled).min(*slack);
        }
    }

    /// By task, then lane: the task whose slot it got, if it had to wait for one. Empty without slots.
    fn who_follows(&self, batch: &Batch, paths: &Paths) -> Vec<Vec<Option<TaskId>>> {
        let plan = &self.setting.plan;
        let Some(slots) = self.setting.options.max_parallel else {
            return Vec::new();
        };
        let lanes = batch.ends.len();
        let mut follows = vec![vec![None; lanes]; plan.tasks.len()];
        let mut taken: Vec<BinaryHeap<Reverse<(Millis, TaskId)>>> = vec![BinaryHeap::new(); lanes];
        for (id, (task, follows)) in plan.tasks.iter().zip(&mut follows).enumerate() {
            let settled = &batch.tasks[id].settled;
            for (lane, taken) in taken.iter_mut().enumerate() {
                let is_full = taken.len() >= slots.max(1);
                let freed = if is_full { taken.pop() } else { None };
                let waited = |Reverse((at, _)): &Reverse<(Millis, TaskId)>| {
                    paths.opened(task.step, lane) < *at
                };
                follows[lane] = freed.filter(waited).map(|Reverse((_, before))| before);
                taken.push(Reverse((settled[lane], TaskId(id))));
            }
        }
        follows
    }
}

/// By lane: how much later something may settle.
fn until(latest: &[Millis], settled: &[Millis], slack: &mut [Millis]) {
    widely(
        #[inline(always)]
        || {
            for (slack, (latest, settled)) in slack.iter_mut().zip(latest.iter().zip(settled)) {
                *slack = *latest - *settled;
            }
        },
    );
}

/// A step may open as late as all of its tasks may start.
fn pull(opening: &mut [Millis], started: &[Millis], slack: &[Millis]) {
    widely(
        #[inline(always)]
        || {
            for (opening, (started, slack)) in opening.iter_mut().zip(started.iter().zip(slack)) {
                *opening = (*opening).min(*started + *slack);
            }
        },
    );
}

fn limit_of(limits: &mut Vec<Millis>, lane: usize, lanes: usize) -> &mut Millis {
    limits.resize(lanes, Millis::MAX);
    &mut limits[lane]
}
