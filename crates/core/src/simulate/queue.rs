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
    /// In the order in which they are declared.
    const ALL: [Self; Self::Replaced as usize + 1] = [
        Self::Success,
        Self::Failure,
        Self::Crash,
        Self::Deadline,
        Self::NodeLoss,
        Self::Restart,
        Self::Applied,
        Self::Placed,
        Self::Evicted,
        Self::Replaced,
    ];

    /// Whether something begins; else it is an outcome, which comes before all beginnings.
    pub(super) fn is_beginning(self) -> bool {
        self >= Self::Restart
    }
}

/// The events to come. There are few at most moments: those are kept in order, which takes fewer steps than a heap.
#[derive(Debug, Default)]
pub(super) struct Queue {
    /// The first of them, in descending order.
    near: Vec<Key>,
    /// What comes after all of those.
    far: BinaryHeap<Reverse<Key>>,
}

/// No more than so many are kept in order.
const NEAR: usize = 16;

/// Something due as one number of the same order, which is compared in one step: its time; below that what
/// it is, its task and its attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key(u128);

/// Attempts stay far below 2^24, and no plan has 2^36 tasks.
const ATTEMPT: u32 = 24;
const TASK: u32 = 36;

impl Key {
    #[inline]
    fn new(due: Due) -> Self {
        let what = due.what as u64;
        let below = (((what << TASK) | due.task.0 as u64) << ATTEMPT) | u64::from(due.attempt);
        Self((u128::from(due.at.0) << 64) | u128::from(below))
    }

    #[inline]
    fn at(self) -> Millis {
        Millis((self.0 >> 64) as u64)
    }

    #[inline]
    fn what(self) -> DueWhat {
        let what = (self.0 as u64) >> (TASK + ATTEMPT);
        DueWhat::ALL[what as usize]
    }

    #[inline]
    fn due(self) -> Due {
        let below = self.0 as u64;
        Due {
            at: self.at(),
            what: self.what(),
            task: TaskId(((below >> ATTEMPT) & ((1 << TASK) - 1)) as usize),
            attempt: (below & ((1 << ATTEMPT) - 1)) as u32,
        }
    }
}

impl Queue {
    pub(super) fn push(&mut self, due: Due) {
        let key = Key::new(due);
        if self.far.peek().is_some_and(|Reverse(far)| *far < key) {
            self.far.push(Reverse(key));
            return;
        }
        self.near.push(key);
        let mut at = self.near.len() - 1;
        while at > 0 && self.near[at - 1] < key {
            self.near[at] = self.near[at - 1];
            at -= 1;
        }
        self.near[at] = key;
        if self.near.len() > NEAR {
            self.far.extend(self.near.drain(..NEAR / 2).map(Reverse));
        }
    }

    pub(super) fn pop(&mut self) -> Option<Due> {
        let key = self.near.pop();
        if self.near.is_empty() {
            self.near.extend(self.far.pop().map(|Reverse(key)| key));
        }
        key.map(Key::due)
    }

    /// Takes out all that is due at this moment.
    pub(super) fn pop_all_at(&mut self, at: Millis, into: &mut Vec<Due>) {
        while self.has_due_at(at) {
            into.extend(self.pop());
        }
    }

    pub(super) fn clear(&mut self) {
        self.near.clear();
        self.far.clear();
    }

    /// Whether something is due at this moment.
    pub(super) fn has_due_at(&self, at: Millis) -> bool {
        self.peek().is_some_and(|key| key.at() == at)
    }

    /// Whether an outcome, which comes before all else, is due at this moment.
    pub(super) fn has_outcome_at(&self, at: Millis) -> bool {
        self.peek()
            .is_some_and(|key| key.at() == at && !key.what().is_beginning())
    }

    /// There is one nearby if there is any at all.
    fn peek(&self) -> Option<Key> {
        self.near.last().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{Due, DueWhat, Key, NEAR, Queue};
    use crate::plan::TaskId;
    use crate::time::Millis;
    use std::collections::BTreeSet;

    #[test]
    fn keys_are_in_the_order_of_what_is_due() {
        let mut all = Vec::new();
        for at in [0, 1, 1 << 40, u64::MAX].map(Millis) {
            for what in DueWhat::ALL {
                for task in [0, 1, (1 << 36) - 1].map(TaskId) {
                    all.extend([0, 1, 10_001].map(|attempt| Due {
                        at,
                        what,
                        task,
                        attempt,
                    }));
                }
            }
        }
        assert!(all.is_sorted());
        let keys: Vec<Key> = all.iter().copied().map(Key::new).collect();
        assert!(keys.is_sorted_by(|one, other| one < other));
        let back: Vec<Due> = keys.into_iter().map(Key::due).collect();
        assert_eq!(back, all);
    }

    /// More at once than are kept in order, and fewer again.
    #[test]
    fn what_is_due_first_comes_first() {
        let (mut queue, mut expected) = (Queue::default(), BTreeSet::new());
        for round in 0..2000_u32 {
            let is_filling = round % 200 < 100;
            let count = if is_filling { 3 } else { 1 };
            for part in 0..count {
                let number = round * 4 + part;
                let due = Due {
                    at: Millis(u64::from(number.wrapping_mul(0x9E37_79B9) >> 22)),
                    what: DueWhat::Success,
                    task: TaskId(number as usize),
                    attempt: 1,
                };
                queue.push(due);
                expected.insert(due);
            }
            for _ in 0..if is_filling { 1 } else { 3 } {
                assert_eq!(queue.pop(), expected.pop_first());
            }
            let first = expected.first();
            assert_eq!(queue.peek().map(Key::due).as_ref(), first);
            assert!(queue.near.len() <= NEAR);
        }
        assert!(expected.len() < NEAR);
    }
}
