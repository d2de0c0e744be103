//! What the end of each run waited for, back to its beginning.

use super::task_tally::Ended;
use crate::plan::{StepId, TaskId};
use crate::report::critical_path_of_run;
use crate::scheduler::Background;
use crate::simulate::batch::{Batch, End, Loose};
use crate::simulate::draws::RunNumber;
use crate::simulate::{Setting, wait_limit};
use crate::template::Kind;
use crate::time::Millis;
use crate::wide::{choice, mask, widely};

/// The critical paths of the runs of a batch, as a report has that of one: the last arrivers (at a barrier,
/// for a slot or room, of a need), back from the end of the stage.
#[derive(Debug)]
pub(super) struct Paths<'a> {
    setting: &'a Setting,
    loose: &'a Loose,
    /// By step, and one more for the end of the last: whom the barrier waited for last.
    arrivers: Vec<Arrivers>,
    /// The number of the run in the first lane.
    first: u32,
    /// In which walk a task was seen last.
    seen: Vec<u64>,
    walks: u64,
}

/// By lane: who came last, and when.
#[derive(Debug, Default)]
struct Arrivers {
    at: Vec<Millis>,
    /// The task's index, or [`NOBODY`].
    task: Vec<u64>,
}

const NOBODY: u64 = u64::MAX;

/// A task on the path, and what of it those after it waited for.
#[derive(Clone, Copy)]
struct Link {
    task: TaskId,
    by: By,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// Barriers, slots and room wait for it to settle.
    Settling,
    /// Needs wait for its success, which may come after it has settled as degraded.
    Success,
}

impl<'a> Paths<'a> {
    pub(super) fn new(setting: &'a Setting, loose: &'a Loose) -> Self {
        let plan = &setting.plan;
        Self {
            arrivers: plan
                .steps
                .iter()
                .map(|_| Arrivers::default())
                .chain([Arrivers::default()])
                .collect(),
            first: 0,
            seen: vec![0; plan.tasks.len()],
            walks: 0,
            setting,
            loose,
        }
    }

    /// Makes ready for this batch, which begins with the run of the number `first`.
    pub(super) fn read(&mut self, batch: &Batch, first: u32) {
        self.first = first;
        let lanes = batch.ends.len();
        let mut before = Arrivers {
            at: vec![Millis::ZERO; lanes],
            task: vec![NOBODY; lanes],
        };
        let mut is_anybody = false;
        for (arrivers, step) in self.arrivers.iter_mut().zip(&self.setting.plan.steps) {
            arrivers.at.clone_from(&before.at);
            arrivers.task.clone_from(&before.task);
            for &task in step.tasks.iter().filter(|_| step.waited) {
                before.meet(task, &batch.tasks[task.0].settled, is_anybody);
                is_anybody = true;
            }
        }
        if let Some(end) = self.arrivers.last_mut() {
            *end = before;
        }
    }

    /// Calls `visit` for every task on the path of each run that came to its end.
    pub(super) fn follow(&mut self, batch: &Batch, ended: &Ended, mut visit: impl FnMut(TaskId)) {
        for lane in (0..batch.ends.len()).filter(|lane| ended.masks[*lane] != 0) {
            self.walk(batch, lane, &mut visit);
        }
    }

    /// When the step opened in this lane.
    pub(super) fn opened(&self, step: StepId, lane: usize) -> Millis {
        self.arrivers[step.0].at[lane]
    }

    /// Calls `visit` for every task on the path of a run that came to its end, from the last one back.
    fn walk(&mut self, batch: &Batch, lane: usize, visit: &mut impl FnMut(TaskId)) {
        if self.setting.may_lose() {
            // What is lost may be there several times, and a column has room for one.
            let number = RunNumber(self.first + lane as u32);
            let path = critical_path_of_run(self.setting, number);
            return path.into_iter().rev().for_each(visit);
        }
        self.walks += 1;
        let mut next = self.last(batch, lane).map(|task| Link {
            task,
            by: By::Settling,
        });
        while let Some(link) = next.filter(|link| self.seen[link.task.0] != self.walks) {
            self.seen[link.task.0] = self.walks;
            visit(link.task);
            next = self.before(batch, lane, link);
        }
    }

    /// The task whose settling ended the stage.
    fn last(&self, batch: &Batch, lane: usize) -> Option<TaskId> {
        let arrivers = self.arrivers.last()?;
        let (at, last_waited) = (arrivers.at[lane], arrivers.task(lane));
        if self.setting.options.background == Background::Detach {
            return last_waited;
        }
        let End::Ended { all_settled, .. } = batch.ends[lane] else {
            return None;
        };
        if at == all_settled && self.setting.plan.steps.iter().all(|step| step.waited) {
            return last_waited;
        }
        first_settled_at(batch, lane, all_settled)
    }

    fn before(&self, batch: &Batch, lane: usize, link: Link) -> Option<Link> {
        if let Some(task) = self.last_need(batch, lane, link) {
            return Some(Link {
                task,
                by: By::Success,
            });
        }
        if let Some(task) = self.last_room(batch, lane, link) {
            return Some(Link {
                task,
                by: By::Settling,
            });
        }
        let started = batch.tasks[link.task.0].started[lane];
        let step = self.setting.plan.tasks[link.task.0].step;
        let barrier = &self.arrivers[step.0];
        let task = match started {
            Millis::ZERO => None,
            _ if barrier.at[lane] < started => first_settled_at(batch, lane, started),
            _ => barrier.task(lane),
        };
        task.map(|task| Link {
            task,
            by: By::Settling,
        })
    }

    /// Who made the room that the task waited for, if one of its attempts decided how it ended.
    fn last_room(&self, batch: &Batch, lane: usize, link: Link) -> Option<TaskId> {
        let from = batch.tasks[link.task.0].room_from.get(lane).copied()?;
        from.filter(|_| self.is_decided_by_attempt(batch, lane, link))
    }

    fn is_decided_by_attempt(&self, batch: &Batch, lane: usize, link: Link) -> bool {
        let task = &self.setting.plan.tasks[link.task.0];
        let column = &batch.tasks[link.task.0];
        let limit = wait_limit(task, &self.setting.options);
        match (column.at(lane).is_bad, task.kind) {
            (false, _) => true,
            (true, Kind::Services) => link.by == By::Success,
            (true, _) => column.settled[lane] < column.started[lane] + limit,
        }
    }

    /// The need that was met last, if attempts of the task had to wait for it and one that had it decided
    /// how the task ended.
    fn last_need(&self, batch: &Batch, lane: usize, link: Link) -> Option<TaskId> {
        let needs = &self.loose.needs[link.task.0];
        if needs.is_empty() {
            return None;
        }
        let behaviour = &self.setting.behaviours[link.task.0];
        let column = &batch.tasks[link.task.0];
        let started = column.started[lane];
        let deciding = column.deciding[lane];
        let latency = self.setting.options.apply_latency;
        let first = match column.first.get(lane) {
            Some(&first) => first,
            None => started + latency + behaviour.image.delay()?,
        };
        let is_bad = column.at(lane).is_bad;
        if !self.is_decided_by_attempt(batch, lane, link) || deciding == Millis::MAX {
            return None;
        }
        let succeeded = !is_bad || link.by == By::Success;
        let mut last: Option<(Millis, TaskId)> = None;
        for need in needs {
            let met = need.iter().map(|id| (batch.tasks[id.0].met[lane], *id));
            let Some((at, id)) = met.min() else { continue };
            // At the very moment only a success tells that the attempt found it.
            let was_found = at < deciding || (at == deciding && succeeded);
            let is_later =
                last.is_none_or(|(latest, other)| at > latest || (at == latest && id < other));
            if first < at && was_found && is_later {
                last = Some((at, id));
            }
        }
        last.map(|(_, task)| task)
    }
}

impl Arrivers {
    /// The task arrives then. Ties go to the first in plan order, also where no time has passed at all:
    /// whoever arrives before anybody else is it.
    fn meet(&mut self, task: TaskId, settled: &[Millis], is_anybody: bool) {
        let Self { at, task: last } = self;
        let first = u64::from(!is_anybody);
        widely(
            #[inline(always)]
            || {
                for ((at, last), settled) in at.iter_mut().zip(last).zip(settled) {
                    let is_later = mask(settled.0.saturating_add(first) > at.0);
                    *last = choice(is_later, task.0 as u64, *last);
                    at.0 = choice(is_later, settled.0, at.0);
                }
            },
        );
    }

    fn task(&self, lane: usize) -> Option<TaskId> {
        let task = self.task[lane];
        (task != NOBODY).then_some(TaskId(task as usize))
    }
}

/// The first in plan order of the tasks that settled then.
fn first_settled_at(batch: &Batch, lane: usize, at: Millis) -> Option<TaskId> {
    let mut columns = batch.tasks.iter();
    columns
        .position(|column| column.settled[lane] == at)
        .map(TaskId)
}
