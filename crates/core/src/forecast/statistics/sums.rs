//! The mean of times, and how far they spread.

use super::{Z, millis};
use crate::time::Millis;
use serde::{Deserialize, Serialize};

/// Longer times count as this: 8,900 years. So no sum overflows.
const LONGEST: u64 = 1 << 48;

/// Sums of times from which mean and spread come; whole numbers, so that their order makes no difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Sums {
    count: u64,
    sum: u128,
    squares: u128,
}

impl Sums {
    /// One more time.
    pub(crate) fn add(&mut self, time: Millis) {
        self.add_many(time, 1);
    }

    /// One more time, so often.
    pub(crate) fn add_many(&mut self, time: Millis, count: u64) {
        let time = u128::from(time.0.min(LONGEST));
        self.count += count;
        self.sum += time * u128::from(count);
        self.squares = self.squares.wrapping_add(time * time * u128::from(count));
    }

    /// So many more times, none longer than [`LONGEST`], by their sum and the sum of their squares.
    pub(crate) fn add_sums(&mut self, count: u64, sum: u64, squares: u64) {
        self.count += count;
        self.sum += u128::from(sum);
        self.squares = self.squares.wrapping_add(u128::from(squares));
    }

    /// All the times of another.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares = self.squares.wrapping_add(other.squares);
    }

    /// How many they are.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// All of them together, in milliseconds.
    pub(crate) fn total(&self) -> u128 {
        self.sum
    }

    /// Their mean, in milliseconds.
    fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum as f64 / self.count as f64)
    }

    /// Their standard deviation, as that of a sample, in milliseconds; of fewer than two there is none.
    pub(super) fn deviation(&self) -> Option<f64> {
        if self.count < 2 {
            return None;
        }
        let count = u128::from(self.count);
        // Around the whole number below the mean, where nothing is lost. What is left out of the squares
        // when they wrap around is left out of what is subtracted, too.
        let (near, rest) = (self.sum / count, self.sum % count);
        let around = (self.squares)
            .wrapping_sub(near.wrapping_mul(self.sum).wrapping_mul(2))
            .wrapping_add(near.wrapping_mul(near).wrapping_mul(count));
        let (count, rest) = (self.count as f64, rest as f64);
        let squares = around as f64 - rest * rest / count;
        Some((squares.max(0.0) / (count - 1.0)).sqrt())
    }

    /// What they say about the mean of all runs that could be; `None` without any time.
    pub(crate) fn estimate(&self) -> Option<MeanEstimate> {
        let mean = self.mean()?;
        let deviation = self.deviation();
        let half = deviation.map(|it| Z * it / (self.count as f64).sqrt());
        Some(MeanEstimate {
            mean_ms: millis(mean),
            low_ms: half.map(|half| millis(mean - half)),
            high_ms: half.map(|half| millis(mean + half)),
            deviation_ms: deviation.map(millis),
        })
    }
}

/// A mean and how sure it is: its interval is that of the normal distribution, which means of many times
/// follow whatever the times do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeanEstimate {
    /// Of the times that were seen.
    pub mean_ms: Millis,
    /// The true mean is hardly lower; null of a single time.
    pub low_ms: Option<Millis>,
    /// It is hardly higher.
    pub high_ms: Option<Millis>,
    /// Standard deviation of the times.
    pub deviation_ms: Option<Millis>,
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Sums};
    use crate::time::Millis;

    fn sums(times: &[u64]) -> Sums {
        let mut sums = Sums::default();
        times.iter().for_each(|time| sums.add(Millis(*time)));
        sums
    }

    #[test]
    fn mean_and_deviation() {
        let found = sums(&[2, 4, 4, 4, 5, 5, 7, 9]).estimate().expect("times");
        assert_eq!(found.mean_ms, Millis(5));
        // The squares of the distances from 5 add up to 32: √(32 / 7) is 2.14.
        assert_eq!(found.deviation_ms, Some(Millis(2)));
        let found = sums(&[3]).estimate().expect("a time");
        assert_eq!((found.mean_ms, found.low_ms), (Millis(3), None));
        assert_eq!(Sums::default().estimate(), None);
    }

    /// Far from zero, where the difference of large squares would lose the spread in floating point.
    #[test]
    fn nothing_is_lost_far_from_zero() {
        let far = LONGEST - 10;
        let found = sums(&[far, far + 3, far + 6]).deviation();
        assert_eq!(found, Some(3.0));
        assert_eq!(sums(&[u64::MAX, u64::MAX]).deviation(), Some(0.0));
    }

    #[test]
    fn merging_is_adding() {
        let mut merged = sums(&[1, 2]);
        merged.merge(&sums(&[3, 500]));
        assert_eq!(merged, sums(&[500, 3, 2, 1]));
    }
}
