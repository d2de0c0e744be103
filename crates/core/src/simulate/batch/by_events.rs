//! Lanes of a batch by the event engine, without a trace between.

use super::{Batch, End};
use crate::plan::TaskId;
use crate::scheduler::{Background, Resource, WaitCause, What};
use crate::simulate::draws::RunNumber;
use crate::simulate::sink::Sink;
use crate::simulate::world::World;
use crate::simulate::{Need, Setting};
use crate::time::Millis;

/// Simulates these lanes, of which the first of the batch is the run of the number `first`.
pub(super) fn run(setting: &Setting, first: u32, lanes: &[usize], batch: &mut Batch) {
    let mut world = World::new(setting, Writer::new(setting, batch));
    for &lane in lanes {
        world.sink.turn_to(lane);
        world.run(RunNumber(first + lane as u32));
    }
}

/// Writes what happens into one lane.
struct Writer<'a> {
    batch: &'a mut Batch,
    lane: usize,
    is_detached: bool,
    last_step_done: Millis,
    with_errors: bool,
    /// By task: since when it pauses before its next attempt.
    pauses: Vec<Option<Millis>>,
    /// By task: whether it has succeeded, or was ready once.
    have_come: Vec<bool>,
}

impl<'a> Writer<'a> {
    fn new(setting: &Setting, batch: &'a mut Batch) -> Self {
        Self {
            pauses: vec![None; batch.tasks.len()],
            have_come: vec![false; batch.tasks.len()],
            batch,
            lane: 0,
            is_detached: setting.options.background == Background::Detach,
            last_step_done: Millis::MAX,
            with_errors: false,
        }
    }

    fn turn_to(&mut self, lane: usize) {
        self.lane = lane;
        self.last_step_done = Millis::MAX;
        self.with_errors = false;
        self.pauses.fill(None);
        self.have_come.fill(false);
        self.batch.clear(lane);
    }

    fn end_pause(&mut self, at: Millis, task: TaskId) {
        if let Some(from) = self.pauses[task.0].take() {
            let pauses = &mut self.batch.tasks[task.0].back_off[self.lane];
            *pauses = *pauses + (at - from);
        }
    }
}

impl Sink for Writer<'_> {
    const ASKS_WHY: bool = false;

    fn record(&mut self, at: Millis, what: What) {
        let lane = self.lane;
        match what {
            What::TaskStarted(TaskId(task)) => self.batch.tasks[task].started[lane] = at,
            What::AttemptStarted(TaskId(task), number) => {
                let column = &mut self.batch.tasks[task];
                if column.settled[lane] == Millis::MAX {
                    column.attempts[lane] = number;
                }
                if !self.have_come[task] {
                    set(&mut column.deciding, lane, at);
                }
                if number == 1 {
                    set(&mut column.first, lane, at);
                }
            }
            What::TaskSettled(id, outcome) => {
                self.end_pause(at, id);
                let column = &mut self.batch.tasks[id.0];
                column.settled[lane] = at;
                column.is_bad[lane] = !outcome.is_good();
                if outcome.is_good() {
                    set(&mut column.met, lane, at);
                    self.have_come[id.0] = true;
                }
                let is_over = self.is_detached && self.last_step_done != Millis::MAX;
                self.with_errors |= !outcome.is_good() && !is_over;
            }
            What::TaskHealed(TaskId(task)) => {
                set(&mut self.batch.tasks[task].met, lane, at);
                self.have_come[task] = true;
            }
            What::LastStepDone => self.last_step_done = at,
            What::AllSettled => {
                self.batch.ends[lane] = End::Ended {
                    last_step_done: self.last_step_done,
                    all_settled: at,
                    with_errors: self.with_errors,
                };
            }
            What::Halted(by) => self.batch.ends[lane] = End::Halted { at, by },
            What::StepOpened(_)
            | What::TaskQueued(_)
            | What::AttemptEnded(..)
            | What::RetriesCut(_)
            | What::ServiceLost(..)
            | What::StepSettled(_) => {}
        }
    }

    /// Pauses count until the task settles: a service that was given up goes on with them.
    fn open_wait(&mut self, at: Millis, task: TaskId, cause: WaitCause) {
        let has_settled = self.batch.tasks[task.0].settled[self.lane] != Millis::MAX;
        if cause == WaitCause::BackOff && !has_settled {
            self.pauses[task.0] = Some(at);
        }
    }

    fn close_wait(&mut self, at: Millis, task: TaskId) {
        self.end_pause(at, task);
    }

    fn forget_unmet(&mut self, _: TaskId) {}

    fn note_unmet(&mut self, _: TaskId, _: &Need) {}

    fn note_holders(&mut self, _: TaskId, _: Vec<TaskId>, _: Vec<Resource>) {}

    fn note_makers(&mut self, task: TaskId, makers: Vec<TaskId>) {
        if let Some(cell) = self.batch.tasks[task.0].room_from.get_mut(self.lane) {
            *cell = makers.first().copied();
        }
    }
}

/// Columns that nobody asks for are empty.
fn set(cells: &mut [Millis], lane: usize, at: Millis) {
    if let Some(cell) = cells.get_mut(lane) {
        *cell = at;
    }
}
