//! What the end of each run waited for, back to its beginning.

use crate::plan::{StepId, TaskId};
use crate::report::critical_path_of_run;
use crate::scheduler::Background;
use crate::simulate::batch::{Batch, End, Loose};
use crate::simulate::draws::RunNumber;
use crate::simulate::{Setting, wait_limit};
use crate::template::Kind;
use crate::time::Millis;

/// The critical paths of the runs of a batch, as a report has that of one: the last arrivers (at a barrier,
/// for a slot or room, of a need), back from the end of the stage.
#[derive(Debug)]
pub(super) struct Paths<'a> {
    setting: &'a Setting,
    loose: &'a Loose,
    /// By step, and one more for the end of the last: by lane the task that the barrier waited for last.
    arrivers: Vec<Vec<Arriver>>,
    /// The number of the run in the first lane.
    first: u32,
    /// In which walk a task was seen last.
    seen: Vec<u64>,
    walks: u64,
}

/// Who came last, and when.
#[derive(Debug, Clone, Copy)]
struct Arriver {
    at: Millis,
    task: Option<TaskId>,
}

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
        Self {
            setting,
            loose,
            arrivers: vec![Vec::new(); setting.plan.steps.len() + 1],
            first: 0,
            seen: vec![0; setting.plan.tasks.len()],
            walks: 0,
        }
    }

    /// Makes ready to walk in this batch, which begins with the run of the number `first`.
    pub(super) fn read(&mut self, batch: &Batch, first: u32) {
        self.first = first;
        let nobody = Arriver {
            at: Millis::ZERO,
            task: None,
        };
        let mut last = vec![nobody; batch.ends.len()];
        for (number, step) in self.setting.plan.steps.iter().enumerate() {
            self.arrivers[number].clone_from(&last);
            for &task in step.tasks.iter().filter(|_| step.waited) {
                let settled = &batch.tasks[task.0].settled;
                for (last, &at) in last.iter_mut().zip(settled) {
                    // Ties go to the first in plan order, also where no time has passed at all.
                    if at > last.at || last.task.is_none() {
                        *last = Arriver {
                            at,
                            task: Some(task),
                        };
                    }
                }
            }
        }
        if let Some(end) = self.arrivers.last_mut() {
            *end = last;
        }
    }

    /// When the step opened in this lane.
    pub(super) fn opened(&self, step: StepId, lane: usize) -> Millis {
        self.arrivers[step.0][lane].at
    }

    /// Calls `visit` for every task on the path of a run that came to its end, from the last one back.
    pub(super) fn walk(&mut self, batch: &Batch, lane: usize, mut visit: impl FnMut(TaskId)) {
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
        let last_waited = self.arrivers.last()?[lane];
        if self.setting.options.background == Background::Detach {
            return last_waited.task;
        }
        let End::Ended { all_settled, .. } = batch.ends[lane] else {
            return None;
        };
        if last_waited.at == all_settled && self.setting.plan.steps.iter().all(|step| step.waited) {
            return last_waited.task;
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
        let barrier = self.arrivers[step.0][lane];
        let task = match started {
            Millis::ZERO => None,
            _ if barrier.at < started => first_settled_at(batch, lane, started),
            _ => barrier.task,
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
        match (column.is_bad[lane], task.kind) {
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
        let is_bad = column.is_bad[lane];
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

/// The first in plan order of the tasks that settled then.
fn first_settled_at(batch: &Batch, lane: usize, at: Millis) -> Option<TaskId> {
    let mut columns = batch.tasks.iter();
    columns
        .position(|column| column.settled[lane] == at)
        .map(TaskId)
}
