//! What is known of one run of a batch.

use super::moment::Moment;
use crate::plan::TaskId;
use crate::simulate::batch::End;

/// What is known of a run so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lane {
    /// When the first one fails or degrades.
    pub(super) bad: Moment,
    /// What halts the stage, if anything does.
    pub(super) halts: Option<Halting>,
    /// How many attempts were not the first.
    pub(super) retries: u64,
    pub(super) is_left: bool,
}

/// A task of a halting step that does not succeed. The first of them halts the stage, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Halting {
    pub(super) at: Moment,
    /// Failures come before limits.
    pub(super) by_limit: bool,
    pub(super) task: TaskId,
}

impl Lane {
    /// What comes later than `over` does not count.
    pub(super) fn end(&self, waited: Moment, all: Moment, over: Moment) -> End {
        match self.halts.filter(|halting| halting.at < over) {
            Some(halting) => End::Halted {
                at: halting.at.at(),
                by: halting.task,
            },
            None => End::Ended {
                last_step_done: waited.at(),
                all_settled: all.at(),
                with_errors: self.bad < over,
            },
        }
    }
}
