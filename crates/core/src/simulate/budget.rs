//! How far a run is followed, whatever the scenario says.

/// No task is followed for more attempts than this. Back-off makes attempts rare, so that it is
/// reached only by a scenario that goes on for a month; such a task then waits for its deadline.
pub(super) const MAX_ATTEMPTS: u32 = 10_000;

/// No run is followed for more retries than this, all tasks together: what is tried again later than
/// that only waits for its deadline. It bounds the work of one run.
pub(super) const MAX_RETRIES: u32 = 100_000;
