//! Lanes of a batch by the event engine, without a trace between.

use super::firsts::Firsts;
use super::{Batch, Column, End, Uneven};
use crate::plan::TaskId;
use crate::scheduler::{Background, Resource, WaitCause, What};
use crate::simulate::draws::RunNumber;
use crate::simulate::sink::Sink;
use crate::simulate::world::World;
use crate::simulate::{Need, Setting};
use crate::time::Millis;

/// Simulates these lanes, of which the first of the batch is the run of the number `first`. Nothing is
/// noted of them yet.
pub(super) fn run(setting: &Setting, first: u32, lanes: &[usize], batch: &mut Batch) {
    if lanes.is_empty() {
        return;
    }
    let mut world = World::new(setting, Writer::new(setting, batch));
    let mut firsts = Firsts::new(setting);
    let number_of = |lane: &usize| first + *lane as u32;
    for lanes in lanes.chunks(firsts.runs) {
        firsts.draw(lanes.iter().map(number_of));
        for (at, lane) in lanes.iter().enumerate() {
            world.firsts.clear();
            world.firsts.extend_from_slice(firsts.of(at));
            world.sink.turn_to(*lane);
            world.run(RunNumber(number_of(lane)));
            world.sink.write();
        }
    }
}

/// Writes what happens into one lane.
struct Writer<'a> {
    batch: &'a mut Batch,
    lane: usize,
    is_detached: bool,
    last_step_done: Millis,
    with_errors: bool,
    /// By task: what is written when the run is over.
    cells: Vec<Cells>,
}

/// What every column holds of a run.
#[derive(Debug, Clone, Copy)]
struct Cells {
    started: Millis,
    settled: Millis,
    back_off: Millis,
    /// Since when it pauses before its next attempt; [`Millis::MAX`] if it does not.
    pauses: Millis,
    attempts: u32,
    is_bad: bool,
    /// Whether it has succeeded, or was ready once.
    has_come: bool,
    /// Whether its column holds more than this.
    has_more: bool,
}

impl Cells {
    const fn blank(has_more: bool) -> Self {
        Self {
            started: Millis::MAX,
            settled: Millis::MAX,
            back_off: Millis::ZERO,
            pauses: Millis::MAX,
            attempts: 0,
            is_bad: false,
            has_come: false,
            has_more,
        }
    }

    fn end_pause(&mut self, at: Millis) {
        let from = std::mem::replace(&mut self.pauses, Millis::MAX);
        if from != Millis::MAX {
            self.back_off = self.back_off + (at - from);
        }
    }

    fn write(&self, column: &mut Column, lane: usize) {
        column.started[lane] = self.started;
        column.settled[lane] = self.settled;
        column.note(Uneven {
            lane: lane as u32,
            attempts: self.attempts,
            back_off: self.back_off,
            is_bad: self.is_bad,
        });
    }
}

impl<'a> Writer<'a> {
    fn new(setting: &Setting, batch: &'a mut Batch) -> Self {
        let columns = batch.tasks.iter();
        Self {
            cells: columns
                .map(|column| Cells::blank(column.has_more()))
                .collect(),
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
        for (cells, column) in self.cells.iter_mut().zip(&mut self.batch.tasks) {
            *cells = Cells::blank(cells.has_more);
            if cells.has_more {
                column.clear_more(lane);
            }
        }
    }

    /// Writes down the run, which is over.
    fn write(&mut self) {
        for (cells, column) in self.cells.iter().zip(&mut self.batch.tasks) {
            cells.write(column, self.lane);
        }
    }

    /// What only some columns hold.
    fn more(&mut self, task: usize) -> Option<&mut Column> {
        let has_more = self.cells[task].has_more;
        has_more.then(|| &mut self.batch.tasks[task])
    }

    /// The task is there for those who need it.
    fn come(&mut self, at: Millis, task: usize) {
        self.cells[task].has_come = true;
        let lane = self.lane;
        if let Some(column) = self.more(task) {
            set(&mut column.met, lane, at);
        }
    }
}

impl Sink for Writer<'_> {
    const ASKS_WHY: bool = false;

    // What happens is known wherever this is called, and so what is left of it.
    #[inline(always)]
    fn record(&mut self, at: Millis, what: What) {
        let lane = self.lane;
        match what {
            What::TaskStarted(TaskId(task)) => self.cells[task].started = at,
            What::AttemptStarted(TaskId(task), number) => {
                let cells = &mut self.cells[task];
                if cells.settled == Millis::MAX {
                    cells.attempts = number;
                }
                let has_come = cells.has_come;
                if let Some(column) = self.more(task) {
                    if !has_come {
                        set(&mut column.deciding, lane, at);
                    }
                    if number == 1 {
                        set(&mut column.first, lane, at);
                    }
                }
            }
            What::TaskSettled(TaskId(task), outcome) => {
                let cells = &mut self.cells[task];
                cells.end_pause(at);
                cells.settled = at;
                cells.is_bad = !outcome.is_good();
                if outcome.is_good() {
                    self.come(at, task);
                }
                let is_over = self.is_detached && self.last_step_done != Millis::MAX;
                self.with_errors |= !outcome.is_good() && !is_over;
            }
            What::TaskHealed(TaskId(task)) => self.come(at, task),
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
        let cells = &mut self.cells[task.0];
        if cause == WaitCause::BackOff && cells.settled == Millis::MAX {
            cells.pauses = at;
        }
    }

    fn close_wait(&mut self, at: Millis, task: TaskId) {
        self.cells[task.0].end_pause(at);
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
