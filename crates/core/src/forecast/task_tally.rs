//! What became of one task in many runs, added up.

use super::statistics::{Buckets, Sums};
use crate::simulate::batch::{Batch, Column, End};
use crate::time::Millis;
use crate::wide::widely;
use serde::{Deserialize, Serialize};

/// In the runs that came to their end.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct TaskTally {
    /// In so many runs it halted the stage.
    pub(super) halts: u64,
    /// In so many it lay on the critical path.
    pub(super) critical: u64,
    /// In so many it could not have settled later.
    pub(super) without_slack: u64,
    pub(super) slack: Buckets,
    pub(super) slack_sum: u128,
    /// From its start until it settled.
    pub(super) took: Sums,
    pub(super) back_off: u128,
    pub(super) attempts: u64,
}

/// The lanes of a batch whose runs came to their end.
#[derive(Debug)]
pub(super) struct Ended {
    /// By lane: all bits, or none.
    pub(super) masks: Vec<u64>,
    pub(super) count: u64,
}

impl Ended {
    pub(super) fn of(batch: &Batch) -> Self {
        let ended = batch
            .ends
            .iter()
            .map(|end| matches!(end, End::Ended { .. }));
        let masks: Vec<u64> = ended.map(|it| u64::from(it).wrapping_neg()).collect();
        let count = masks.iter().map(|mask| mask & 1).sum();
        Self { masks, count }
    }
}

/// Times below this, in milliseconds, can be squared and so many of them added within 64 bits.
const NARROW: u64 = 1 << 28;
pub(super) const AT_ONCE: usize = 1 << 8;

/// Sums over some lanes, while they fit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Narrow {
    pub(super) took: u64,
    pub(super) squares: u64,
    pub(super) slack: u64,
    pub(super) without_slack: u64,
}

impl Narrow {
    /// With all bits of all times, by which it shows whether they did fit.
    #[inline(always)]
    fn of(column: &Column, slack: &[Millis], ended: &[u64]) -> (Self, u64) {
        let (mut sums, mut bits) = (Self::default(), 0);
        let lanes = slack.len();
        // Slices of one length, so that no step has to look whether it is within them.
        let (started, settled) = (&column.started[..lanes], &column.settled[..lanes]);
        let ended = &ended[..lanes];
        for lane in 0..lanes {
            let mask = ended[lane];
            let took = settled[lane].0.wrapping_sub(started[lane].0) & mask;
            let slack = slack[lane].0 & mask;
            bits |= took | slack;
            let low = took & (NARROW - 1);
            sums.took = sums.took.wrapping_add(took);
            sums.squares = sums.squares.wrapping_add(low * low);
            sums.slack = sums.slack.wrapping_add(slack);
            sums.without_slack += u64::from(slack == 0) & mask;
        }
        (sums, bits)
    }
}

impl TaskTally {
    pub(super) fn merge(&mut self, other: &Self) {
        self.halts += other.halts;
        self.critical += other.critical;
        self.without_slack += other.without_slack;
        self.slack.merge(&other.slack);
        self.slack_sum += other.slack_sum;
        self.took.merge(&other.took);
        self.back_off += other.back_off;
        self.attempts += other.attempts;
    }

    /// Takes in the lanes that ended.
    pub(super) fn take(&mut self, column: &Column, slack: &[Millis], ended: &Ended) {
        let fits = slack.len() <= AT_ONCE;
        let (sums, bits) = widely(
            #[inline(always)]
            || Narrow::of(column, slack, &ended.masks),
        );
        if fits && bits < NARROW {
            self.add(&sums, ended.count);
        } else {
            self.add_one_by_one(column, slack, &ended.masks);
        }
        self.slack.add_all(slack, &ended.masks);
        self.add_attempts(column, ended);
    }

    /// Adds what was summed up of so many lanes.
    pub(super) fn add(&mut self, sums: &Narrow, count: u64) {
        self.took.add_sums(count, sums.took, sums.squares);
        self.slack_sum += u128::from(sums.slack);
        self.without_slack += sums.without_slack;
    }

    /// Adds its attempts and pauses: mostly one and none.
    pub(super) fn add_attempts(&mut self, column: &Column, ended: &Ended) {
        self.attempts += ended.count;
        let uneven = column.uneven.iter();
        for found in uneven.filter(|it| ended.masks[it.lane as usize] != 0) {
            self.attempts = (self.attempts + u64::from(found.attempts)) - 1;
            self.back_off += u128::from(found.back_off.0);
        }
    }

    fn add_one_by_one(&mut self, column: &Column, slack: &[Millis], ended: &[u64]) {
        for lane in (0..slack.len()).filter(|lane| ended[*lane] != 0) {
            self.took.add(column.settled[lane] - column.started[lane]);
            self.slack_sum += u128::from(slack[lane].0);
            self.without_slack += u64::from(slack[lane] == Millis::ZERO);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AT_ONCE, Ended, NARROW, TaskTally};
    use crate::simulate::batch::{Batch, Column, End, Uneven};
    use crate::time::Millis;

    /// A column of so many lanes with times up to this, of which every fifth run halted.
    fn column(lanes: u64, most: u64) -> (Column, Vec<Millis>, Ended) {
        let time = |lane: u64, of: u64| Millis((lane * 7919 + of) * 0x9E37_79B9 % (most + 1));
        let uneven = |lane: u64| Uneven {
            lane: lane as u32,
            attempts: lane as u32,
            back_off: time(lane, 3),
            is_bad: true,
        };
        let times = |of: u64| (0..lanes).map(|lane| time(lane, of)).collect::<Vec<_>>();
        let column = Column {
            started: times(1),
            settled: times(1)
                .into_iter()
                .zip(times(2))
                .map(|(it, more)| it + more)
                .collect(),
            uneven: (0..lanes).step_by(3).map(uneven).collect(),
            ..Column::default()
        };
        let (at, by) = (Millis::ZERO, crate::plan::TaskId(0));
        let ended = End::Ended {
            last_step_done: at,
            all_settled: at,
            with_errors: false,
        };
        let ends = (0..lanes).map(|lane| match lane % 5 {
            0 => End::Halted { at, by },
            _ => ended,
        });
        let batch = Batch {
            ends: ends.collect(),
            tasks: Vec::new(),
        };
        (column, times(4), Ended::of(&batch))
    }

    /// Around the times and the number of lanes for which 64 bits are enough.
    #[test]
    fn adds_up_what_is_added_one_by_one() {
        for most in [0, 1, 90_000, NARROW - 1, NARROW, NARROW + 5, 1 << 50] {
            for lanes in [
                0,
                1,
                5,
                AT_ONCE as u64 - 1,
                AT_ONCE as u64,
                AT_ONCE as u64 + 1,
            ] {
                let (column, slack, ended) = column(lanes, most);
                let (mut one, mut other) = (TaskTally::default(), TaskTally::default());
                one.take(&column, &slack, &ended);
                other.add_one_by_one(&column, &slack, &ended.masks);
                for lane in (0..slack.len()).filter(|lane| ended.masks[*lane] != 0) {
                    other.slack.add(slack[lane]);
                    other.attempts += u64::from(column.at(lane).attempts);
                    other.back_off += u128::from(column.at(lane).back_off.0);
                }
                assert_eq!(format!("{one:?}"), format!("{other:?}"), "{most} {lanes}");
            }
        }
    }
}
