//! What is due in the simulated world, in the order of things.

use crate::plan::TaskId;
use crate::time::Millis;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Something that will happen unless its task has moved on by then. Ordered by time; at one moment by
/// the order of things, then in plan order, then by attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Due {
    pub(super) at: Millis,
    pub(super) what: DueWhat,
    pub(super) task: TaskId,
    /// The attempt that it belongs to; 0 for none.
    pub(super) attempt: u32,
}

/// What can be due, in the order of things at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DueWhat {
    /// An attempt succeeds, or a service gets ready.
    Success,
    /// An attempt fails; without an attempt, a job is given up.
    Failure,
    /// A service that is ready crashes.
    Crash,
    /// The task has been waited for long enough.
    Deadline,
    /// The node under the pods of a task is lost.
    NodeLoss,
    /// The back-off before this attempt is over, or its image is there. Comes after whatever the outcomes above lead to (a
    /// halt), and before new tasks start.
    Restart,
    /// The cluster has accepted a task; comes with the restarts of the moment.
    Applied,
    /// All pods of a task have found room, so that this attempt begins; comes with the restarts, too.
    Placed,
    /// Kubernetes has parted with the pods of a lost node, and a Job waits on before it makes another.
    Evicted,
    /// The pods that were lost are replaced, so that this attempt can begin.
    Replaced,
}

impl DueWhat {
    /// Whether something begins; else it is an outcome, which comes before all beginnings.
    pub(super) fn is_beginning(self) -> bool {
        self >= Self::Restart
    }
}

/// The events to come.
#[derive(Debug, Default)]
pub(super) struct Queue(BinaryHeap<Reverse<Due>>);

impl Queue {
    pub(super) fn push(&mut self, due: Due) {
        self.0.push(Reverse(due));
    }

    pub(super) fn pop(&mut self) -> Option<Due> {
        self.0.pop().map(|Reverse(due)| due)
    }

    /// Takes out all that is due at this moment.
    pub(super) fn pop_all_at(&mut self, at: Millis, into: &mut Vec<Due>) {
        while self.has_due_at(at) {
            into.extend(self.pop());
        }
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Whether something is due at this moment.
    pub(super) fn has_due_at(&self, at: Millis) -> bool {
        self.peek().is_some_and(|due| due.at == at)
    }

    /// Whether an outcome, which comes before all else, is due at this moment.
    pub(super) fn has_outcome_at(&self, at: Millis) -> bool {
        self.peek()
            .is_some_and(|due| due.at == at && !due.what.is_beginning())
    }

    fn peek(&self) -> Option<&Due> {
        self.0.peek().map(|Reverse(due)| due)
    }
}
