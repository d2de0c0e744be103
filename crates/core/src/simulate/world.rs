//! A simulated Kubernetes under the scheduler: one run in virtual time.

use super::attempt::{Life, Retries};
use super::budget::MAX_RETRIES;
use super::draws::{Draws, RunNumber};
use super::facts::Facts;
use super::placing::room;
use super::queue::{Due, DueWhat, Queue};
use super::room::Room;
use super::sink::{Recorder, Sink};
use super::{Background, Behaviour, Setting};
use crate::plan::{Task, TaskId};
use crate::scheduler::{Command, Scheduler, Settled, Settlement, Trace, What};
use crate::time::Millis;
use std::num::NonZeroUsize;

/// Simulates one run, which draws what its number says. It ends for every setting: each task has a deadline, and attempts are bounded
/// (10,000 a task, 100,000 retries a run; after that a task only waits for its deadline).
pub fn run(setting: &Setting, number: RunNumber) -> Trace {
    let mut world = World::new(setting, Recorder::new(setting.plan.tasks.len()));
    world.run(number);
    let waits = world.scheduler.take_waits();
    world.sink.into_trace(waits)
}

/// Runs of one setting, one after the other.
pub(super) struct World<'a, S> {
    pub(super) setting: &'a Setting,
    pub(super) sink: S,
    pub(super) draws: Draws,
    /// By task.
    pub(super) facts: Vec<Facts>,
    /// By task: what its first attempt comes to if it lacks nothing; `None`, or nothing at all, where that is not
    /// known before.
    pub(super) firsts: Vec<Option<Life>>,
    pub(super) scheduler: Scheduler<'a>,
    pub(super) queue: Queue,
    pub(super) now: Millis,
    /// `None` where there is room for all pods.
    pub(super) room: Option<Room>,
    pub(super) tasks: Vec<TaskRun>,
    /// What has settled at this moment and is not yet reported to the scheduler.
    pub(super) settled: Vec<Settled>,
    pub(super) halted: bool,
    pub(super) stage_end: Option<Millis>,
    /// Whether everything has settled.
    pub(super) is_over: bool,
    pub(super) retries_left: u32,
    /// Kept between moments for their room alone.
    commands: Vec<Command>,
    beginnings: Vec<Due>,
}

/// One task in flight.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TaskRun {
    pub(super) attempt: u32,
    pub(super) attempt_started: Millis,
    pub(super) is_attempt_open: bool,
    pub(super) settled: Option<Settlement>,
    /// Whether others find it: it has succeeded, or is ready, even late.
    pub(super) is_met: bool,
    /// Whether they ever did.
    pub(super) was_met: bool,
    pub(super) retries: Retries,
    /// What follows its last attempt: another one, or that it is given up.
    pub(super) next: Option<Due>,
    /// Whether it has a pod that is on a node.
    pub(super) has_pod: bool,
    /// When it has been waited for long enough, and whether that moment will come.
    pub(super) deadline: Millis,
    pub(super) minds_deadline: bool,
}

impl<'a, S: Sink> World<'a, S> {
    pub(super) fn new(setting: &'a Setting, sink: S) -> Self {
        let options = &setting.options;
        let max_parallel = options
            .max_parallel
            .map(|limit| NonZeroUsize::new(limit).unwrap_or(NonZeroUsize::MIN));
        let scheduler = Scheduler::new(&setting.plan, max_parallel, options.background);
        let tasks = setting.plan.tasks.iter().zip(&setting.behaviours);
        let facts = tasks.map(|(task, behaviour)| Facts::new(task, behaviour, options));
        Self {
            setting,
            sink,
            draws: Draws::new(options.seed, RunNumber::default()),
            facts: facts.collect(),
            firsts: Vec::new(),
            scheduler: match S::ASKS_WHY {
                true => scheduler,
                false => scheduler.without_waits(),
            },
            queue: Queue::default(),
            now: Millis::ZERO,
            room: room(setting),
            tasks: Vec::new(),
            settled: Vec::new(),
            halted: false,
            stage_end: None,
            is_over: false,
            retries_left: MAX_RETRIES,
            commands: Vec::new(),
            beginnings: Vec::new(),
        }
    }

    /// The run of this number, from its beginning to its end.
    pub(super) fn run(&mut self, number: RunNumber) {
        self.reset(number);
        self.advance();
        while let Some(due) = self.queue.pop() {
            self.now = due.at;
            self.happen_together(due);
            if !self.queue.has_outcome_at(due.at) {
                self.settle();
            }
            if self.halted {
                break;
            }
            if !self.queue.has_outcome_at(due.at) {
                self.place_waiting();
            }
            if !self.queue.has_due_at(due.at) {
                self.advance();
            }
        }
    }

    fn reset(&mut self, number: RunNumber) {
        self.draws = Draws::new(self.setting.options.seed, number);
        self.scheduler.reset();
        self.queue.clear();
        self.now = Millis::ZERO;
        self.tasks.clear();
        self.tasks
            .resize(self.setting.plan.tasks.len(), TaskRun::default());
        if let Some(room) = &mut self.room {
            room.clear();
        }
        self.settled.clear();
        self.halted = false;
        self.stage_end = None;
        self.is_over = false;
        self.retries_left = MAX_RETRIES;
        self.expect_node_losses();
    }

    /// An outcome happens by itself. Beginnings of one moment are all taken from the queue before any of
    /// them can do something in no time, so that the order of tasks in a step makes no difference.
    fn happen_together(&mut self, due: Due) {
        let mut beginnings = std::mem::take(&mut self.beginnings);
        if due.what.is_beginning() {
            self.queue.pop_all_at(due.at, &mut beginnings);
        }
        self.happen(due);
        for due in beginnings.drain(..) {
            self.happen(due);
        }
        self.beginnings = beginnings;
    }

    pub(super) fn task(&self, task: TaskId) -> (&'a Task, &'a Behaviour) {
        (
            &self.setting.plan.tasks[task.0],
            &self.setting.behaviours[task.0],
        )
    }

    fn settle(&mut self) {
        if !self.settled.is_empty() {
            let (now, settled) = (self.now, &self.settled);
            self.scheduler.settle(now, settled, &mut self.commands);
            self.settled.clear();
            self.obey();
        }
    }

    fn advance(&mut self) {
        self.scheduler.advance(self.now, &mut self.commands);
        self.obey();
    }

    fn obey(&mut self) {
        if self.commands.is_empty() {
            return;
        }
        let background = self.setting.options.background;
        let mut commands = std::mem::take(&mut self.commands);
        for command in commands.drain(..) {
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
                    self.is_over = true;
                    self.stage_end.get_or_insert(self.now);
                }
                Command::Halt(task) => {
                    self.record(What::Halted(task));
                    self.halted = true;
                }
            }
        }
        self.commands = commands;
    }

    pub(super) fn push(&mut self, at: Millis, what: DueWhat, task: TaskId, attempt: u32) {
        self.queue.push(Due {
            at,
            what,
            task,
            attempt,
        });
    }

    #[inline(always)]
    pub(super) fn record(&mut self, what: What) {
        self.sink.record(self.now, what);
    }
}
