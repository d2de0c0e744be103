//! How far a run is followed, whatever the scenario says.

use crate::scheduler::{Trace, What};

/// No task is followed for more attempts than this. Back-off makes attempts rare, so that it is
/// reached only by a scenario that goes on for a month; such a task then waits for its deadline.
pub(super) const MAX_ATTEMPTS: u32 = 10_000;

/// No run is followed for more retries than this, all tasks together: what is tried again later than
/// that only waits for its deadline. It bounds the work of one run.
pub(super) const MAX_RETRIES: u32 = 100_000;

/// Whether a run of `tasks` tasks had about as many retries as are followed, so that in the end tasks
/// merely waited for their deadlines. Each task may have planned one retry that never came.
pub fn is_cut_short(trace: &Trace, tasks: usize) -> bool {
    let mut retries = 0;
    let mut is_task_cut = false;
    for event in &trace.events {
        if let What::AttemptStarted(_, number @ 2..) = event.what {
            retries += 1;
            is_task_cut |= number >= MAX_ATTEMPTS;
        }
    }
    let most = MAX_RETRIES as usize;
    is_task_cut || retries + tasks.min(most / 2) >= most
}
