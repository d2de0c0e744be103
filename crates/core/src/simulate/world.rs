//! A simulated Kubernetes under the scheduler: one run in virtual time.

use super::attempt::{Retries, stream};
use super::budget::MAX_RETRIES;
use super::draws::{Draws, RunNumber, Stream};
use super::queue::{Due, DueWhat, Queue};
use super::{Background, Behaviour, Setting};
use crate::order::sort_by_key;
use crate::plan::{Task, TaskId};
use crate::scheduler::{Command, Scheduler, Settled, Settlement, Trace, TraceEvent, Wait, What};
use crate::time::Millis;
use std::num::NonZeroUsize;

/// Simulates one run, which draws what its number says. It ends for every setting: each task has a deadline, and attempts are bounded
/// (10,000 a task, 100,000 retries a run; after that a task only waits for its deadline).
pub fn run(setting: &Setting, number: RunNumber) -> Trace {
    let mut world = World::new(setting, number);
    world.advance();
    while let Some(due) = world.queue.pop() {
        world.now = due.at;
        let restarts = world.queue.pop_restarts_beside(&due);
        world.happen(due);
        restarts.into_iter().for_each(|due| world.happen(due));
        if !world.queue.has_outcome_at(due.at) {
            world.settle();
        }
        if world.halted {
            break;
        }
        if !world.queue.has_due_at(due.at) {
            world.advance();
        }
    }
    world.into_trace()
}

/// One run in the making.
pub(super) struct World<'a> {
    pub(super) setting: &'a Setting,
    pub(super) draws: Draws,
    /// By task.
    pub(super) streams: Vec<Stream>,
    pub(super) scheduler: Scheduler<'a>,
    pub(super) queue: Queue,
    pub(super) now: Millis,
    pub(super) tasks: Vec<TaskRun>,
    /// What has settled at this moment and is not yet reported to the scheduler.
    pub(super) settled: Vec<Settled>,
    pub(super) halted: bool,
    pub(super) stage_end: Option<Millis>,
    pub(super) retries_left: u32,
    pub(super) events: Vec<TraceEvent>,
    pub(super) waits: Vec<Wait>,
}

/// One task in flight.
#[derive(Debug, Clone, Default)]
pub(super) struct TaskRun {
    pub(super) attempt: u32,
    pub(super) attempt_started: Millis,
    pub(super) is_attempt_open: bool,
    pub(super) settled: Option<Settlement>,
    /// Whether it has succeeded or got ready, even late.
    pub(super) is_met: bool,
    pub(super) retries: Retries,
    pub(super) unmet: Vec<TaskId>,
    pub(super) unmet_outside: Vec<String>,
    pub(super) open_wait: Option<usize>,
}

impl<'a> World<'a> {
    fn new(setting: &'a Setting, number: RunNumber) -> Self {
        let options = &setting.options;
        let max_parallel = options
            .max_parallel
            .map(|limit| NonZeroUsize::new(limit).unwrap_or(NonZeroUsize::MIN));
        Self {
            setting,
            draws: Draws::new(options.seed, number),
            streams: setting.plan.tasks.iter().map(stream).collect(),
            scheduler: Scheduler::new(&setting.plan, max_parallel, options.background),
            queue: Queue::default(),
            now: Millis::ZERO,
            tasks: vec![TaskRun::default(); setting.plan.tasks.len()],
            settled: Vec::new(),
            halted: false,
            stage_end: None,
            retries_left: MAX_RETRIES,
            events: Vec::new(),
            waits: Vec::new(),
        }
    }

    fn into_trace(self) -> Trace {
        let mut waits = self.waits;
        // A retry that would have come after the deadline at this very moment made nobody wait.
        waits.retain(|wait| wait.until != Some(wait.from));
        waits.extend(self.scheduler.into_waits());
        sort_by_key(&mut waits, |wait| (wait.task, wait.from));
        Trace {
            events: self.events,
            waits,
        }
    }

    pub(super) fn task(&self, task: TaskId) -> (&'a Task, &'a Behaviour) {
        (
            &self.setting.plan.tasks[task.0],
            &self.setting.behaviours[task.0],
        )
    }

    fn settle(&mut self) {
        let settled = std::mem::take(&mut self.settled);
        if !settled.is_empty() {
            let commands = self.scheduler.settle(self.now, &settled);
            self.obey(commands);
        }
    }

    fn advance(&mut self) {
        let commands = self.scheduler.advance(self.now);
        self.obey(commands);
    }

    fn obey(&mut self, commands: Vec<Command>) {
        let background = self.setting.options.background;
        for command in commands {
            match command {
                Command::OpenStep(step) => self.record(What::StepOpened(step)),
                Command::Start(task) => self.start(task),
                Command::Queue(task) => self.record(What::TaskQueued(task)),
                Command::StepSettled(step) => self.record(What::StepSettled(step)),
                Command::LastStepDone => {
                    self.record(What::LastStepDone);
                    if background == Background::Detach {
                        self.stage_end = Some(self.now);
                    }
                }
                Command::AllSettled => {
                    self.record(What::AllSettled);
                    self.stage_end.get_or_insert(self.now);
                }
                Command::Halt(task) => {
                    self.record(What::Halted(task));
                    self.halted = true;
                }
            }
        }
    }

    pub(super) fn push(&mut self, at: Millis, what: DueWhat, task: TaskId, attempt: u32) {
        self.queue.push(Due {
            at,
            what,
            task,
            attempt,
        });
    }

    pub(super) fn record(&mut self, what: What) {
        self.events.push(TraceEvent { at: self.now, what });
    }
}
