//! Slots, given in plan order.

use super::moment::Moment;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// By lane: when each slot that was given is free again.
#[derive(Debug)]
pub(super) struct Slots {
    taken: Vec<BinaryHeap<Reverse<Moment>>>,
    count: usize,
}

impl Slots {
    pub(super) fn new(count: usize, lanes: usize) -> Self {
        Self {
            taken: vec![BinaryHeap::with_capacity(count); lanes],
            count,
        }
    }

    /// Lets a task that could start at these moments wait for a slot.
    pub(super) fn take(&mut self, starts: &mut [Moment]) {
        for (taken, start) in self.taken.iter_mut().zip(starts) {
            if taken.len() >= self.count
                && let Some(Reverse(free)) = taken.pop()
            {
                *start = free.start().max(*start);
            }
        }
    }

    /// It keeps the slot until it settles.
    pub(super) fn keep(&mut self, settled: &[Moment]) {
        for (taken, settled) in self.taken.iter_mut().zip(settled) {
            taken.push(Reverse(*settled));
        }
    }
}
