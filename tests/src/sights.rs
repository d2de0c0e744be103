//! What a report shows somewhere.

use laneway_core::report::{Report, TaskOutcome};
use laneway_core::scheduler::{AttemptOutcome, WaitCause};

/// Whether some task ended like this.
pub fn ended(report: &Report, outcome: TaskOutcome) -> bool {
    report.tasks.iter().any(|row| row.outcome == outcome)
}

/// Whether some attempt ended like this.
pub fn tried(report: &Report, outcome: AttemptOutcome) -> bool {
    let mut attempts = report.tasks.iter().flat_map(|row| &row.attempts);
    attempts.any(|attempt| attempt.outcome == outcome)
}

/// Whether some task waited for this.
pub fn waited(report: &Report, cause: WaitCause) -> bool {
    let mut waits = report.tasks.iter().flat_map(|row| &row.waits);
    waits.any(|wait| wait.cause == cause)
}
