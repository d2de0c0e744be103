//! One lane of a batch from the trace of the event engine.

use super::{Batch, End};
use crate::plan::TaskId;
use crate::scheduler::{Background, Trace, WaitCause, What};
use crate::simulate::draws::RunNumber;
use crate::simulate::{Setting, run as simulate};
use crate::time::Millis;

/// Simulates the run of this number and writes it into its lane.
pub(super) fn run(setting: &Setting, number: RunNumber, lane: usize, batch: &mut Batch) {
    let trace = simulate(setting, number);
    let mut reader = Reader {
        batch,
        lane,
        is_detached: setting.options.background == Background::Detach,
        last_step_done: Millis::MAX,
        with_errors: false,
    };
    for event in &trace.events {
        reader.take_in(event.at, &event.what);
    }
    reader.add_back_off(&trace);
}

struct Reader<'a> {
    batch: &'a mut Batch,
    lane: usize,
    is_detached: bool,
    last_step_done: Millis,
    with_errors: bool,
}

impl Reader<'_> {
    fn take_in(&mut self, at: Millis, what: &What) {
        let lane = self.lane;
        match *what {
            What::TaskStarted(TaskId(task)) => self.batch.tasks[task].started[lane] = at,
            What::AttemptStarted(TaskId(task), number) => {
                let column = &mut self.batch.tasks[task];
                if column.settled[lane] == Millis::MAX {
                    column.attempts[lane] = number;
                }
                set(&mut column.deciding, lane, at);
            }
            What::TaskSettled(TaskId(task), outcome) => {
                let column = &mut self.batch.tasks[task];
                column.settled[lane] = at;
                column.is_bad[lane] = !outcome.is_good();
                if outcome.is_good() {
                    set(&mut column.met, lane, at);
                }
                let is_over = self.is_detached && self.last_step_done != Millis::MAX;
                self.with_errors |= !outcome.is_good() && !is_over;
            }
            What::TaskHealed(TaskId(task)) => set(&mut self.batch.tasks[task].met, lane, at),
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
            | What::StepSettled(_) => {}
        }
    }

    /// Pauses count until the task settles: a service that was given up goes on with them.
    fn add_back_off(&mut self, trace: &Trace) {
        let pauses = (trace.waits.iter()).filter(|wait| wait.cause == WaitCause::BackOff);
        for wait in pauses {
            let column = &mut self.batch.tasks[wait.task.0];
            let until = wait
                .until
                .unwrap_or(Millis::MAX)
                .min(column.settled[self.lane]);
            let pause = &mut column.back_off[self.lane];
            if until != Millis::MAX {
                *pause = *pause + (until - wait.from);
            }
        }
    }
}

/// Columns that nobody asks for are empty.
fn set(cells: &mut [Millis], lane: usize, at: Millis) {
    if let Some(cell) = cells.get_mut(lane) {
        *cell = at;
    }
}
