//! How much earlier something ends in one of two settings, run by run.

use super::Z;
use crate::time::Millis;

/// Longer times count as this: 8,900 years. So no sum overflows.
const LONGEST: u64 = 1 << 48;

/// Sums of what was saved in each of several pairs of runs; whole numbers, so that their order makes no
/// difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Differences {
    count: u64,
    sum: i128,
    squares: u128,
}

/// What is saved in the mean, in milliseconds; negative if it is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DifferenceEstimate {
    pub(crate) mean_ms: i64,
    /// The true mean is hardly lower, and hardly higher; `None` of a single pair.
    pub(crate) bounds_ms: Option<(i64, i64)>,
}

impl Differences {
    /// One more pair of runs with the same random numbers.
    pub(crate) fn add(&mut self, before: Millis, after: Millis) {
        let [before, after] = [before, after].map(|time| i128::from(time.0.min(LONGEST)));
        let saved = before - after;
        self.count += 1;
        self.sum += saved;
        self.squares = self.squares.wrapping_add((saved * saved).unsigned_abs());
    }

    /// All the pairs of another.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares = self.squares.wrapping_add(other.squares);
    }

    /// How many pairs they are.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// What is saved in all of them together, in milliseconds.
    pub(crate) fn total(&self) -> i128 {
        self.sum
    }

    /// What they say about the mean of all pairs that could be; `None` without any.
    pub(crate) fn estimate(&self) -> Option<DifferenceEstimate> {
        let count = i128::from(self.count);
        let near = self.sum.checked_div_euclid(count)?;
        let rest = (self.sum - near * count) as f64;
        let mean = near as f64 + rest / self.count as f64;
        let half = (self.count > 1).then(|| Z * (self.variance(near, rest) / count as f64).sqrt());
        Some(DifferenceEstimate {
            mean_ms: nearest(mean),
            bounds_ms: half.map(|half| (nearest(mean - half), nearest(mean + half))),
        })
    }

    /// Around a whole number `near` the mean, where nothing is lost; `rest` is what the sum has above it.
    /// What is left out of the squares when they wrap around is left out of what is subtracted, too.
    fn variance(&self, near: i128, rest: f64) -> f64 {
        let [near, sum] = [near, self.sum].map(|it| it as u128);
        let around = (self.squares)
            .wrapping_sub(near.wrapping_mul(sum).wrapping_mul(2))
            .wrapping_add(near.wrapping_mul(near).wrapping_mul(self.count.into()));
        let squares = around as f64 - rest * rest / self.count as f64;
        squares.max(0.0) / (self.count - 1) as f64
    }
}

/// The nearest whole millisecond.
fn nearest(value: f64) -> i64 {
    (value + 0.5).floor() as i64
}

#[cfg(test)]
mod tests {
    use super::{DifferenceEstimate, Differences};
    use crate::time::Millis;

    fn saved(pairs: &[(u64, u64)]) -> Option<DifferenceEstimate> {
        let mut sums = Differences::default();
        for (before, after) in pairs {
            sums.add(Millis(*before), Millis(*after));
        }
        sums.estimate()
    }

    #[test]
    fn what_is_always_saved_is_sure() {
        let found = saved(&[(50, 20), (90, 60)]).expect("pairs");
        assert_eq!((found.mean_ms, found.bounds_ms), (30, Some((30, 30))));
        let lost = saved(&[(20, 50), (60, 90)]).expect("pairs");
        assert_eq!((lost.mean_ms, lost.bounds_ms), (-30, Some((-30, -30))));
    }

    /// -200, 0, 200, 400: mean 100, deviation √(200,000 / 3) = 258.2, and 1.96 of its half is 253.
    #[test]
    fn the_interval_is_that_of_the_paired_difference() {
        let found = saved(&[(0, 200), (7, 7), (900, 700), (400, 0)]).expect("pairs");
        assert_eq!((found.mean_ms, found.bounds_ms), (100, Some((-153, 353))));
        let mirrored = saved(&[(200, 0), (7, 7), (700, 900), (0, 400)]).expect("pairs");
        assert_eq!(
            (mirrored.mean_ms, mirrored.bounds_ms),
            (-100, Some((-353, 153)))
        );
    }

    #[test]
    fn a_single_pair_has_no_interval_and_none_no_mean() {
        let one = saved(&[(9, 4)]).expect("a pair");
        assert_eq!((one.mean_ms, one.bounds_ms), (5, None));
        assert_eq!(saved(&[]), None);
    }

    #[test]
    fn merging_is_adding_and_nothing_overflows() {
        let mut one = Differences::default();
        one.add(Millis::MAX, Millis(0));
        let mut other = Differences::default();
        other.add(Millis(0), Millis::MAX);
        one.merge(&other);
        assert_eq!((one.count(), one.total()), (2, 0));
        let found = one.estimate().expect("pairs");
        assert_eq!(found.mean_ms, 0);
        assert!(
            found
                .bounds_ms
                .is_some_and(|(low, high)| low < 0 && high > 0)
        );
    }
}
