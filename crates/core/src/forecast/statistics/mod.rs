//! Estimates, and how sure they are.
//!
//! The only part of a forecast that computes with floating-point numbers: sums, products, quotients and
//! roots, which IEEE 754 fixes to the last bit on every platform. Everything that is added up over runs is
//! a whole number, so that no order of adding makes a difference.

mod buckets;
mod difference;
mod share;
mod sums;

pub(super) use buckets::{Buckets, SHORT, short_bucket};
pub(crate) use difference::Differences;
pub use share::{Share, ShareEstimate};
pub use sums::MeanEstimate;
pub(super) use sums::Sums;

use crate::time::Millis;

/// How sure intervals are, as a share.
pub(crate) const CONFIDENCE: Share = Share::from_billionths(950_000_000);

/// So many standard deviations to both sides of its mean hold 95 % of a normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The times below which a share of all lies: that share, counted in millionths, of `count` times in
/// ascending order. The nearest rank, from 1: at least that share of the times is not above it.
pub(super) fn rank(count: u64, millionths: u32) -> u64 {
    let share = u128::from(count) * u128::from(millionths);
    (share.div_ceil(1_000_000) as u64).clamp(1, count.max(1))
}

/// The ranks between whose times the true quantile lies in 95 of 100 cases, whatever the distribution;
/// `None` where there are too few times to bound it on that side.
///
/// How many of the times lie below the quantile is binomial; its normal approximation is taken.
/// Source: Hahn, Meeker: "Statistical Intervals" (1991), section 5.2.
pub(super) fn ranks_around(count: u64, millionths: u32) -> (Option<u64>, Option<u64>) {
    let (n, share) = (count as f64, f64::from(millionths) / 1e6);
    let (middle, half) = (n * share, Z * (n * share * (1.0 - share)).sqrt());
    let (low, high) = ((middle - half).floor(), (middle + half).floor() + 1.0);
    (
        (low >= 1.0).then_some(low as u64),
        (high <= n).then_some(high as u64),
    )
}

/// How much a task matters for the spread of the end: how often it is critical, times the share of its own
/// standard deviation in that of the end. `None` if the end is always the same.
///
/// Source: the schedule sensitivity index (SSI) of the Project Management Institute's body of knowledge;
/// Vanhoucke: "Measuring Time" (2009), chapter 5.
pub(super) fn significance(critical: Share, task: &Sums, end: &Sums) -> Option<Share> {
    let (task, end) = (task.deviation()?, end.deviation()?);
    (end > 0.0).then(|| Share::new(critical.value() * task / end))
}

/// The nearest whole millisecond.
fn millis(value: f64) -> Millis {
    // Below zero is none.
    Millis((value + 0.5) as u64)
}

#[cfg(test)]
mod tests {
    use super::{rank, ranks_around};

    #[test]
    fn ranks_are_the_nearest() {
        for (count, millionths, expected) in [
            (1, 500_000, 1),
            (2, 500_000, 1),
            (3, 500_000, 2),
            (100, 950_000, 95),
            (101, 950_000, 96),
            (7, 0, 1),
            (7, 1_000_000, 7),
        ] {
            assert_eq!(rank(count, millionths), expected, "{count} {millionths}");
        }
    }

    /// Half of a hundred is 50, give or take 1.96 × 5.
    #[test]
    fn a_quantile_lies_between_two_ranks() {
        assert_eq!(ranks_around(100, 500_000), (Some(40), Some(60)));
        assert_eq!(ranks_around(10, 950_000), (Some(8), None));
        assert_eq!(ranks_around(3, 500_000), (None, None));
    }
}
