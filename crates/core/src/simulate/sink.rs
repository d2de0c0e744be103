//! Who is told what happens in a simulated world.

use super::Need;
use crate::order::sort_by_key;
use crate::plan::TaskId;
use crate::scheduler::{Resource, Trace, TraceEvent, Wait, WaitCause, What};
use crate::time::Millis;

/// Takes in one run after the other. Nothing that it does changes what happens.
pub(super) trait Sink {
    /// Whether it asks why tasks did not start at once.
    const ASKS_WHY: bool;

    /// Something happened.
    fn record(&mut self, at: Millis, what: What);

    /// A task has to wait.
    fn open_wait(&mut self, at: Millis, task: TaskId, cause: WaitCause);

    /// If the task waits, it does so no longer.
    fn close_wait(&mut self, at: Millis, task: TaskId);

    /// An attempt of the task is about to begin: what the one before lacked no longer counts.
    fn forget_unmet(&mut self, task: TaskId);

    /// It lacks this.
    fn note_unmet(&mut self, task: TaskId, need: &Need);

    /// The wait of the task that has just begun is one for room, which these hold.
    fn note_holders(&mut self, task: TaskId, holders: Vec<TaskId>, lacks: Vec<Resource>);

    /// These made the room that the task waits for.
    fn note_makers(&mut self, task: TaskId, makers: Vec<TaskId>);
}

/// Writes down everything.
#[derive(Debug)]
pub(super) struct Recorder {
    trace: Trace,
    /// By task.
    tasks: Vec<Waiting>,
}

#[derive(Debug, Clone, Default)]
struct Waiting {
    /// Of its last attempt: inside the stage, and outside.
    unmet: Vec<TaskId>,
    unmet_outside: Vec<String>,
    /// Index of the wait that has not ended.
    open: Option<usize>,
}

impl Recorder {
    pub(super) fn new(tasks: usize) -> Self {
        Self {
            trace: Trace::default(),
            tasks: vec![Waiting::default(); tasks],
        }
    }

    /// All that was written down, and the waits that the scheduler noted.
    pub(super) fn into_trace(self, of_scheduler: Vec<Wait>) -> Trace {
        let Trace { events, mut waits } = self.trace;
        // A retry that would have come after the deadline at this very moment made nobody wait.
        waits.retain(|wait| wait.until != Some(wait.from));
        waits.extend(of_scheduler);
        sort_by_key(&mut waits, |wait| (wait.task, wait.from));
        Trace { events, waits }
    }
}

impl Sink for Recorder {
    const ASKS_WHY: bool = true;

    fn record(&mut self, at: Millis, what: What) {
        self.trace.events.push(TraceEvent { at, what });
    }

    fn open_wait(&mut self, at: Millis, task: TaskId, cause: WaitCause) {
        let waiting = &mut self.tasks[task.0];
        waiting.open = Some(self.trace.waits.len());
        self.trace.waits.push(Wait {
            task,
            from: at,
            until: None,
            cause,
            on: waiting.unmet.clone(),
            outside: waiting.unmet_outside.clone(),
            lacks: Vec::new(),
        });
    }

    fn close_wait(&mut self, at: Millis, task: TaskId) {
        if let Some(wait) = self.tasks[task.0].open.take() {
            self.trace.waits[wait].until = Some(at);
        }
    }

    fn forget_unmet(&mut self, task: TaskId) {
        let waiting = &mut self.tasks[task.0];
        waiting.unmet.clear();
        waiting.unmet_outside.clear();
    }

    fn note_unmet(&mut self, task: TaskId, need: &Need) {
        let waiting = &mut self.tasks[task.0];
        match need.tasks.first() {
            Some(&first) => waiting.unmet.push(first),
            None => waiting.unmet_outside.push(need.reference.clone()),
        }
    }
    fn note_holders(&mut self, task: TaskId, holders: Vec<TaskId>, lacks: Vec<Resource>) {
        if let Some(wait) = self.tasks[task.0].open {
            let wait = &mut self.trace.waits[wait];
            (wait.on, wait.lacks) = (holders, lacks);
            wait.outside.clear();
        }
    }

    fn note_makers(&mut self, task: TaskId, makers: Vec<TaskId>) {
        if let Some(wait) = self.tasks[task.0].open {
            self.trace.waits[wait].on = makers;
        }
    }
}
