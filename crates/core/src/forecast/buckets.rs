//! Times and about how often each came, in little memory.

use crate::time::Millis;
use serde::{Deserialize, Serialize};

/// Between two powers of two there are so many buckets.
const PER_OCTAVE: u64 = 16;
const BITS: u32 = PER_OCTAVE.ilog2();

/// Counts by size: exact below 32 ms, above it within 1/32 of the time. The memory does not grow with
/// the number of runs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Buckets {
    counts: Vec<u32>,
}

impl Buckets {
    #[inline]
    pub(super) fn add(&mut self, time: Millis) {
        let at = bucket(time.0);
        if at >= self.counts.len() {
            self.counts.resize(at + 1, 0);
        }
        self.counts[at] = self.counts[at].saturating_add(1);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count = count.saturating_add(*more);
        }
    }

    /// The middle of the bucket that holds the time of this rank, counted from 1.
    pub(super) fn at_rank(&self, rank: u64) -> Option<Millis> {
        let mut below = 0;
        let holds = |count: &u32| {
            below += u64::from(*count);
            below >= rank
        };
        self.counts.iter().position(holds).map(middle)
    }
}

/// Buckets of one millisecond up to two octaves; from there on each octave has as many as the last.
#[inline]
fn bucket(time: u64) -> usize {
    let octave = (time | PER_OCTAVE).ilog2() - BITS;
    let within = time >> octave;
    (u64::from(octave) * PER_OCTAVE + within) as usize
}

fn middle(bucket: usize) -> Millis {
    let bucket = bucket as u64;
    let octave = (bucket / PER_OCTAVE).saturating_sub(1);
    let within = bucket - octave * PER_OCTAVE;
    Millis((within << octave) + (1 << octave) / 2)
}

#[cfg(test)]
mod tests {
    use super::{Buckets, bucket, middle};
    use crate::time::Millis;

    #[test]
    fn a_bucket_is_narrow_and_in_order() {
        let mut last = 0;
        for time in (0..5000).chain((5000..100_000_000).step_by(9973)) {
            let (at, Millis(near)) = (bucket(time), middle(bucket(time)));
            assert!(at >= last && at - last <= 1 || time > 5000, "{time}");
            assert!(
                near.abs_diff(time) * 32 <= time,
                "{time} is in the bucket of {near}"
            );
            last = at;
        }
        assert!(bucket(u64::MAX) < 1000);
    }

    #[test]
    fn finds_ranks() {
        let mut buckets = Buckets::default();
        [0, 3, 3, 20, 1000]
            .into_iter()
            .for_each(|time| buckets.add(Millis(time)));
        let ranks = [1, 2, 3, 4, 5, 6].map(|rank| buckets.at_rank(rank).map(|it| it.0));
        assert_eq!(
            ranks,
            [Some(0), Some(3), Some(3), Some(20), Some(1008), None]
        );
    }
}
