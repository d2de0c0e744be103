//! Many runs at once, as much of each as forecasts ask for.

mod by_events;
mod column;
mod firsts;
mod forward;

pub use column::{Column, Uneven};

use super::Setting;
use crate::plan::TaskId;
use crate::time::Millis;
use forward::Forward;
use std::ops::Range;

/// What so many runs of one setting came to. A lane is a run; lanes are numbered from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// How each run ended.
    pub ends: Vec<End>,
    /// What became of each task, in plan order.
    pub tasks: Vec<Column>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It came to its end.
    Ended {
        /// No step was left to start, and every waited task had settled.
        last_step_done: Millis,
        /// The background had settled, too.
        all_settled: Millis,
        /// Whether some task had failed or degraded by the end of the stage.
        with_errors: bool,
    },
    /// A task halted it.
    Halted {
        /// When.
        at: Millis,
        /// Which.
        by: TaskId,
    },
}

/// Something that simulates ranges of the runs of one setting.
#[derive(Debug)]
pub struct Engine<'a> {
    setting: &'a Setting,
    loose: Loose,
    forward: Option<Forward<'a>>,
}

impl<'a> Engine<'a> {
    /// The fastest engine that can follow the setting. Which one it is makes no difference to the runs.
    pub fn new(setting: &'a Setting) -> Self {
        let by_events = Self::by_events(setting);
        Self {
            forward: Forward::new(setting, &by_events.loose),
            ..by_events
        }
    }

    /// Every run by the event engine, which follows any setting.
    pub fn by_events(setting: &'a Setting) -> Self {
        Self {
            setting,
            loose: Loose::new(setting),
            forward: None,
        }
    }

    /// Whether runs are made without a queue of events.
    pub fn is_forward(&self) -> bool {
        self.forward.is_some()
    }

    /// What is simulated.
    pub fn setting(&self) -> &'a Setting {
        self.setting
    }

    /// Which tasks wait for others without a barrier between.
    pub fn loose(&self) -> &Loose {
        &self.loose
    }

    /// Simulates the runs with these numbers. `batch` is overwritten; what it held is of no consequence.
    pub fn run(&self, numbers: Range<u32>, batch: &mut Batch) {
        let lanes = usize::try_from(numbers.end.saturating_sub(numbers.start)).unwrap_or(0);
        batch.make_room(self.setting, lanes, &self.loose);
        let Some(forward) = &self.forward else {
            let all: Vec<_> = (0..lanes).collect();
            by_events::run(self.setting, numbers.start, &all, batch);
            return;
        };
        let left = forward.run(numbers.clone(), batch);
        if !left.is_empty() {
            (batch.tasks.iter_mut()).for_each(|column| column.even_out(&left));
            by_events::run(self.setting, numbers.start, &left, batch);
            batch.tasks.iter_mut().for_each(Column::sort);
        }
    }
}

impl Batch {
    /// Room for so many runs, in which there is no more to any task than one attempt yet. What else stands there is
    /// of no consequence: it will be overwritten.
    fn make_room(&mut self, setting: &Setting, lanes: usize, loose: &Loose) {
        let of_room = if setting.cluster.is_limited() {
            lanes
        } else {
            0
        };
        let tasks = setting.plan.tasks.len();
        let open = End::Halted {
            at: Millis::MAX,
            by: TaskId(0),
        };
        self.ends.resize(lanes, open);
        self.tasks.resize_with(tasks, Column::default);
        for (task, column) in self.tasks.iter_mut().enumerate() {
            let met = if loose.is_needed[task] { lanes } else { 0 };
            let has_needs = !loose.needs[task].is_empty();
            let deciding = if has_needs { lanes } else { 0 };
            column.started.resize(lanes, Millis::MAX);
            column.settled.resize(lanes, Millis::MAX);
            column.met.resize(met, Millis::MAX);
            column.deciding.resize(deciding, Millis::MAX);
            column.first.resize(of_room, Millis::MAX);
            column.room_from.resize(of_room, None);
            column.uneven.clear();
        }
    }
}

/// Needs that no barrier ensures: those of a task in the same step, in a later one, or in an earlier one
/// that is not waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loose {
    /// By task: for each such need the tasks that meet it, the first of which to succeed counts.
    pub needs: Vec<Vec<Vec<TaskId>>>,
    /// By task: whether another has such a need of it.
    pub is_needed: Vec<bool>,
}

impl Loose {
    fn new(setting: &Setting) -> Self {
        let plan = &setting.plan;
        let mut is_needed = vec![false; plan.tasks.len()];
        let needs = setting
            .behaviours
            .iter()
            .enumerate()
            .map(|(id, behaviour)| {
                let own = plan.tasks[id].step;
                let is_behind_barrier = |task: &TaskId| {
                    let step = plan.tasks[task.0].step;
                    step < own && plan.steps[step.0].waited
                };
                let loose = |of: &&Vec<TaskId>| {
                    let may_heal = of.iter().any(|it| !settles_for_good(setting, *it));
                    !of.is_empty() && (may_heal || !of.iter().all(is_behind_barrier))
                };
                let of_needs = behaviour.needs.iter().map(|need| &need.tasks);
                let loose: Vec<Vec<TaskId>> = of_needs.filter(loose).cloned().collect();
                for task in loose.iter().flatten() {
                    is_needed[task.0] = true;
                }
                loose
            });
        let needs = needs.collect();
        Self { needs, is_needed }
    }
}

/// Whether nothing can change for those who need the task once it has settled. A degraded service may
/// still heal.
fn settles_for_good(setting: &Setting, task: TaskId) -> bool {
    setting.plan.tasks[task.0].kind != crate::template::Kind::Services
}
