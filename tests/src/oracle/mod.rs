//! A second, naive reading of the rules: slow and obvious, to hold the engine against.
//!
//! Nothing is queued or remembered that can be found by looking: after every single thing that
//! happens, all tasks are scanned again for what may happen next, and the first in the order of
//! time, [`Class`], step and task is applied. The module shares the input types with the engine
//! and the draws, and no logic.

mod attempt;
mod back_off;
mod loss;
mod room;
mod run;
mod serial;
mod task;
mod waits;

use laneway_core::plan::TaskId;
use laneway_core::report::Outcome;
use laneway_core::simulate::Setting;
use laneway_core::simulate::draws::RunNumber;
use laneway_core::time::Millis;
use run::Run;

pub use attempt::Try;
pub use back_off::{container_restart_delay, image_delay, job_retry_delay};
pub use loss::Loss;
pub use room::RoomWait;
pub use serial::serial;
pub use task::TaskState;
pub use waits::waits;

/// The order of things at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Something succeeds or gets ready.
    Success,
    /// An attempt ends without success.
    Failure,
    /// A service that is ready crashes.
    Crash,
    /// A wait or a limit is over.
    Deadline,
    /// The node under the pods of a task is lost.
    NodeLoss,
    /// The stage halts.
    Halt,
    /// Pods that wait find room.
    Place,
    /// An attempt after the first begins.
    Restart,
    /// Steps open and tasks start, all that can at that instant.
    Start,
}

/// What the naive reading predicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prediction {
    /// By task, in plan order.
    pub tasks: Vec<TaskState>,
    /// When each step's barrier opened.
    pub opened: Vec<Option<Millis>>,
    /// By step, what had settled at the moment of its opening, just before.
    pub opened_after: Vec<Vec<TaskId>>,
    /// How the stage ended.
    pub outcome: Outcome,
    /// The halt and the task that led to it.
    pub halt: Option<(Millis, TaskId)>,
    /// No step left to start and every waited task settled; `None` if halted.
    pub last_step_done: Option<Millis>,
    /// Every task settled; `None` if halted.
    pub all_settled: Option<Millis>,
}

/// Predicts the first run of `setting`.
pub fn predict(setting: &Setting) -> Prediction {
    predict_run(setting, RunNumber(0))
}

/// Predicts one of its runs.
pub fn predict_run(setting: &Setting, number: RunNumber) -> Prediction {
    let mut run = Run::new(setting, number);
    while run.step() {}
    run.into_prediction()
}
