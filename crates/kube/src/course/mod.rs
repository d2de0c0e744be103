//! A run under the scheduler: what the cluster says goes in, what is to be done there comes out. Pure: it knows no
//! clock and no connection, so a whole deployment can be played through in a test.

mod attempts;
mod left;
mod objects;
mod recorder;
mod store;
mod task;
#[cfg(test)]
mod tests;

pub use left::{LeftObject, State};

use crate::evaluate::Applied;
use crate::manifest::Bundle;
use crate::object::Key;
use laneway_core::plan::TaskId;
use laneway_core::scheduler::{
    Background, Command, Scheduler, Settled, Trace, TraceEvent, Wait, What,
};
use laneway_core::simulate::Setting;
use laneway_core::time::Millis;
use recorder::Recorder;
use serde_json::Value;
use std::num::NonZeroUsize;
use store::Store;
use task::TaskRun;

/// How long a service without a readiness probe has to stay ready until it is believed.
pub const SETTLE: Millis = Millis::from_secs(10);

/// What a run does.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// Plan, limits and options.
    pub setting: &'a Setting,
    /// What each task applies, in plan order.
    pub bundles: &'a [Bundle],
    /// The run's own name. Jobs that carry it are its own.
    pub run: &'a str,
    /// Usually [`SETTLE`].
    pub settle: Millis,
}

/// What has happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// An object is as it says.
    Seen(Value),
    /// An object was deleted; as it was.
    Gone(Value),
    /// All objects of a kind, by name: others are gone.
    Listed(String, Vec<String>),
    /// What a task consists of is applied, or why not.
    Applied(TaskId, Result<Vec<Applied>, String>),
    /// Everything of the application is gone, or why not.
    Removed(TaskId, Result<(), String>),
    /// The last words of a task's container.
    Logs(TaskId, String),
    /// Time has passed.
    Tick,
    /// Nothing more may be done.
    Stop(Stop),
}

/// Why a run is stopped from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Somebody wants it.
    Interrupted,
    /// Another run may have begun.
    LockLost,
    /// It may not see any more what becomes of its objects.
    Blind,
}

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// All that is waited for has settled.
    Done,
    /// A task of a halting step did not succeed.
    Halted,
    /// It was stopped.
    Stopped(Stop),
}

/// What is to be done in the cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Apply what the task consists of.
    Apply(TaskId),
    /// Delete this very object, which stands in the way of the task.
    Delete(TaskId, Key, String),
    /// Delete everything of the application.
    Remove(TaskId),
    /// Read the last words of a container: of the run before, if so.
    Logs {
        /// Whose.
        task: TaskId,
        /// The pod.
        pod: String,
        /// The container.
        container: String,
        /// Whether it has been started again since.
        previous: bool,
    },
}

/// What is told to whoever watches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// An event of the trace.
    Event(TraceEvent),
    /// A wait is over.
    Waited(Wait),
    /// What keeps a task, or what became of it, in words.
    Why(TaskId, String),
    /// The last words of its container.
    Logs(TaskId, String),
}

/// A run.
#[derive(Debug)]
pub struct Course<'a> {
    order: Order<'a>,
    scheduler: Scheduler<'a>,
    store: Store,
    tasks: Vec<TaskRun>,
    recorder: Recorder,
    settled: Vec<Settled>,
    effects: Vec<Effect>,
    end: Option<End>,
    now: Millis,
}

impl<'a> Course<'a> {
    /// A run that has not begun yet.
    pub fn new(order: Order<'a>) -> Self {
        let Setting { plan, options, .. } = order.setting;
        let slots = options
            .max_parallel
            .map(|limit| NonZeroUsize::new(limit).unwrap_or(NonZeroUsize::MIN));
        let tasks = (0..plan.tasks.len()).map(|index| TaskRun::new(&order, index));
        Self {
            scheduler: Scheduler::new(plan, slots, options.background),
            store: Store::default(),
            tasks: tasks.collect(),
            recorder: Recorder::default(),
            settled: Vec::new(),
            effects: Vec::new(),
            end: None,
            now: Millis::ZERO,
            order,
        }
    }

    /// Notes what there is before the run begins.
    pub fn note(&mut self, value: &Value) {
        self.store.see(value);
    }

    /// Notes that something is gone before the run begins.
    pub fn note_gone(&mut self, value: &Value) {
        self.store.lose(value);
    }

    /// Begins.
    pub fn begin(&mut self) -> Vec<Effect> {
        self.go_on();
        std::mem::take(&mut self.effects)
    }

    /// Takes in what has happened at a moment, which is later than the one before. After the end nothing is done.
    pub fn take(&mut self, at: Millis, input: Input) -> Vec<Effect> {
        self.now = at.max(self.now);
        match (self.end, input) {
            (_, Input::Logs(task, text)) => self.recorder.tell(Told::Logs(task, text)),
            (Some(_), _) => {}
            (None, input) => {
                self.happen(input);
                self.go_on();
            }
        }
        std::mem::take(&mut self.effects)
    }

    fn happen(&mut self, input: Input) {
        match input {
            Input::Seen(value) => {
                if let Some(key) = self.store.see(&value) {
                    self.refresh_all(&key);
                }
            }
            Input::Gone(value) => {
                let gone = self.store.lose(&value);
                self.gone(gone);
            }
            Input::Listed(kind, names) => {
                for gone in self.store.lose_others(&kind, &names) {
                    self.gone(gone);
                }
            }
            Input::Applied(task, Ok(applied)) => self.applied(task, applied),
            Input::Removed(task, Ok(())) => self.succeed(task),
            Input::Applied(task, Err(why)) | Input::Removed(task, Err(why)) => {
                self.give_up(task, &why);
            }
            Input::Tick => self.tick(),
            Input::Stop(stop) => self.end = Some(End::Stopped(stop)),
            Input::Logs(..) => {}
        }
    }

    /// When something is due although nothing happens.
    pub fn next_tick(&self) -> Option<Millis> {
        self.tasks
            .iter()
            .filter_map(|task| task.next_tick(self.order.settle))
            .min()
    }

    /// How it ended, if it has.
    pub fn end(&self) -> Option<End> {
        self.end
    }

    /// Whether some task failed or degraded.
    pub fn went_wrong(&self) -> bool {
        self.tasks.iter().any(TaskRun::went_wrong)
    }

    /// What is to be told since the last time.
    pub fn take_told(&mut self) -> Vec<Told> {
        for wait in self.scheduler.take_waits() {
            self.recorder.note(wait);
        }
        self.recorder.take_told()
    }

    /// All that has happened.
    pub fn trace(&mut self) -> Trace {
        for wait in self.scheduler.take_waits() {
            self.recorder.note(wait);
        }
        self.recorder.trace()
    }

    /// Reports what has settled, and obeys, until nothing more settles at this moment.
    fn go_on(&mut self) {
        let mut commands = Vec::new();
        while self.end.is_none() {
            let settled = std::mem::take(&mut self.settled);
            self.scheduler.settle(self.now, &settled, &mut commands);
            self.obey(&mut commands);
            if self.end.is_none() {
                self.scheduler.advance(self.now, &mut commands);
                self.obey(&mut commands);
            }
            if self.settled.is_empty() {
                break;
            }
        }
    }

    fn obey(&mut self, commands: &mut Vec<Command>) {
        for command in commands.drain(..) {
            match command {
                Command::OpenStep(step) => self.record(What::StepOpened(step)),
                Command::Start(task) => self.start(task),
                Command::Queue(task) => self.record(What::TaskQueued(task)),
                Command::StepSettled(step) => self.record(What::StepSettled(step)),
                Command::LastStepDone => {
                    self.record(What::LastStepDone);
                    if self.order.setting.options.background == Background::Detach {
                        self.end.get_or_insert(End::Done);
                    }
                }
                Command::AllSettled => {
                    self.record(What::AllSettled);
                    self.end.get_or_insert(End::Done);
                }
                Command::Halt(task) => {
                    self.record(What::Halted(task));
                    self.end = Some(End::Halted);
                }
            }
        }
    }

    fn record(&mut self, what: What) {
        self.recorder.record(self.now, what);
    }
}
