//! Times and about how often each came, in little memory.

use crate::time::Millis;
use crate::wide::widely;
use serde::{Deserialize, Serialize};

/// Between two powers of two there are so many buckets.
const PER_OCTAVE: u64 = 16;
const BITS: u32 = PER_OCTAVE.ilog2();

/// Counts by size: exact below 32 ms, above it within 1/32 of the time. The memory does not grow with
/// the number of runs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(in crate::forecast) struct Buckets {
    counts: Vec<u32>,
}

impl Buckets {
    #[inline]
    pub(in crate::forecast) fn add(&mut self, time: Millis) {
        self.add_at(bucket(time.0));
    }

    #[inline]
    fn add_at(&mut self, at: usize) {
        if at >= self.counts.len() {
            self.counts.resize(at + 1, 0);
        }
        self.counts[at] = self.counts[at].saturating_add(1);
    }

    /// Adds the times under a mask of all bits.
    pub(in crate::forecast) fn add_all(&mut self, times: &[Millis], masks: &[u64]) {
        let mut at = [0; AT_ONCE];
        for (times, masks) in times.chunks(AT_ONCE).zip(masks.chunks(AT_ONCE)) {
            if times.iter().any(|time| time.0 >= SHORT) {
                let times = times.iter().zip(masks).filter(|(_, mask)| **mask != 0);
                times.for_each(|(time, _)| self.add(*time));
                continue;
            }
            widely(
                #[inline(always)]
                || {
                    for (at, time) in at.iter_mut().zip(times) {
                        *at = short_bucket(time.0 as u32);
                    }
                },
            );
            let counted = at.iter().zip(masks).filter(|(_, mask)| **mask != 0);
            counted.for_each(|(at, _)| self.add_at(*at as usize));
        }
    }

    /// Adds so many to these buckets: one to each, and less to the first, in which all stand that do not count.
    pub(in crate::forecast) fn add_to(&mut self, buckets: &[u32], count: u32) {
        if count == 0 {
            return;
        }
        let mut last = 0;
        widely(
            #[inline(always)]
            || last = buckets.iter().fold(0, |last, at| last.max(*at)),
        );
        if self.counts.len() <= last as usize {
            self.counts.resize(last as usize + 1, 0);
        }
        let counts = self.counts.as_mut_slice();
        for at in buckets {
            // There are no more runs than numbers of them.
            counts[*at as usize] += 1;
        }
        counts[0] -= buckets.len() as u32 - count;
    }

    pub(in crate::forecast) fn merge(&mut self, other: &Self) {
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count = count.saturating_add(*more);
        }
    }

    /// The middle of the bucket that holds the time of this rank, counted from 1.
    pub(in crate::forecast) fn at_rank(&self, rank: u64) -> Option<Millis> {
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

/// Times below this, in milliseconds, are whole numbers of single precision, too.
pub(in crate::forecast) const SHORT: u64 = 1 << f32::MANTISSA_DIGITS;
/// The digits behind the first one of such a number.
const DIGITS: u32 = f32::MANTISSA_DIGITS - 1;
/// What the first octave that has all its buckets begins with, less its own place among all.
const FIRST: u32 = ((PER_OCTAVE as f32).to_bits() >> (DIGITS - BITS)) - PER_OCTAVE as u32;

/// The same for a time below [`SHORT`], in steps that compilers do several at once: as a floating-point number it
/// begins with its octave and, in four bits, the place within.
#[inline(always)]
pub(in crate::forecast) fn short_bucket(time: u32) -> u32 {
    // By way of a number with a sign, which processors make one of in a single step.
    let number = time.cast_signed() as f32;
    let above = (number.to_bits() >> (DIGITS - BITS)).wrapping_sub(FIRST);
    if u64::from(time) < PER_OCTAVE {
        time
    } else {
        above
    }
}

/// So many are worked on side by side.
const AT_ONCE: usize = 64;

fn middle(bucket: usize) -> Millis {
    let bucket = bucket as u64;
    let octave = (bucket / PER_OCTAVE).saturating_sub(1);
    let within = bucket - octave * PER_OCTAVE;
    Millis((within << octave) + (1 << octave) / 2)
}

#[cfg(test)]
mod tests {
    use super::{Buckets, SHORT, bucket, middle, short_bucket};
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

    #[test]
    fn short_times_have_the_same_buckets() {
        let powers = (0..SHORT.ilog2()).map(|power| 1_u64 << power);
        let near = powers.flat_map(|at| [at - 1, at, at + 1, at + at / 2, at + at / 16]);
        for time in (0..5000).chain(near).chain([SHORT - 1]) {
            let at = short_bucket(time as u32);
            assert_eq!(at as usize, bucket(time), "{time}");
        }
    }

    #[test]
    fn many_are_added_as_one_by_one() {
        let times: Vec<Millis> = (0..200).map(|at| Millis(at * at * 7)).collect();
        for far in [0, SHORT - 1, SHORT, u64::MAX] {
            let times: Vec<Millis> = times.iter().copied().chain([Millis(far)]).collect();
            let masks: Vec<u64> = (0..times.len())
                .map(|at| u64::from(at % 3 != 1).wrapping_neg())
                .collect();
            let (mut one, mut other) = (Buckets::default(), Buckets::default());
            one.add_all(&times, &masks);
            for (time, _) in times.iter().zip(&masks).filter(|(_, mask)| **mask != 0) {
                other.add(*time);
            }
            assert_eq!(one, other);
        }
    }
}
