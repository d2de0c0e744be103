//! Quantiles of the distributions that parameters are judged by.

use crate::simulate::draws::normal;

/// How much of the probability lies on either side of an interval.
pub(super) const SIDE: f64 = 0.025;

pub(super) fn normal_below(at: f64) -> f64 {
    normal::below(at)
}

pub(super) fn normal_quantile(share: f64) -> f64 {
    normal::quantile(share, 1.0 - share)
}

/// Between which places in ascending order, from 0, the median lies, by the binomial distribution.
pub(super) fn expected_ranks(count: usize) -> Option<(usize, usize)> {
    let mut left = libm::exp(-(count as f64) * std::f64::consts::LN_2);
    let mut sum = 0.0;
    let mut low = None;
    for rank in 0..count / 2 {
        sum += left;
        if sum > SIDE {
            break;
        }
        low = Some(rank);
        left *= (count - rank) as f64 / (rank + 1) as f64;
    }
    low.map(|low| (low, count - 1 - low))
}

/// Student's t with so many degrees of freedom.
pub(super) fn t_quantile(share: f64, freedom: f64) -> f64 {
    shifted_t_quantile(share, freedom, 0.0)
}

/// The noncentral t distribution: what the estimate of a quantile of the normal distribution follows.
///
/// (Z + shift) / R is below t if Z is below t·R − shift; R, the root of a mean of squares, is integrated over.
pub(super) fn shifted_t_quantile(share: f64, freedom: f64, shift: f64) -> f64 {
    let (mut low, mut high) = (shift - 1.0, shift + 1.0);
    let mut step = 1.0;
    while shifted_t_below(low, freedom, shift) > share {
        step *= 2.0;
        low -= step;
    }
    step = 1.0;
    while shifted_t_below(high, freedom, shift) < share {
        step *= 2.0;
        high += step;
    }
    for _ in 0..50 {
        let middle = f64::midpoint(low, high);
        match shifted_t_below(middle, freedom, shift) < share {
            true => low = middle,
            false => high = middle,
        }
    }
    f64::midpoint(low, high)
}

fn shifted_t_below(at: f64, freedom: f64, shift: f64) -> f64 {
    // Of few the density is wide, and what it is multiplied by steep.
    let pieces = if freedom < 4.0 { 400 } else { 120 };
    let half = freedom / 2.0;
    let constant = std::f64::consts::LN_2 + half * libm::log(half) - libm::lgamma(half);
    let density = |r: f64| match r > 0.0 {
        true => libm::exp(constant + (freedom - 1.0) * libm::log(r) - half * r * r),
        // Of one degree of freedom it begins at its highest.
        false if freedom == 1.0 => libm::exp(constant),
        false => 0.0,
    };
    let wide = 8.0 / (2.0 * freedom).sqrt();
    let (from, until) = ((1.0 - wide).max(0.0), 1.0 + wide);
    let step = (until - from) / f64::from(pieces);
    let value = |piece: u32| {
        let r = from + step * f64::from(piece);
        density(r) * normal::below(at * r - shift)
    };
    // Simpson's rule.
    let inner = (1..pieces).map(|it| value(it) * if it % 2 == 1 { 4.0 } else { 2.0 });
    (value(0) + inner.sum::<f64>() + value(pieces)) * step / 3.0
}

/// The sum of so many squares, by the approximation of Wilson and Hilferty (1931): its cube root is nearly normal.
pub(super) fn chi_square_quantile(share: f64, freedom: f64) -> f64 {
    let ninth = 2.0 / (9.0 * freedom);
    let root = 1.0 - ninth + normal_quantile(share) * ninth.sqrt();
    freedom * (root * root * root).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (found, table) in [
            (t_quantile(0.975, 1.0), 12.706),
            (t_quantile(0.975, 4.0), 2.776),
            (t_quantile(0.95, 49.0), 1.677),
            (chi_square_quantile(0.975, 20.0), 34.170),
            (chi_square_quantile(0.025, 100.0), 74.222),
        ] {
            assert!((found / table - 1.0).abs() < 2e-3, "{found} {table}");
        }
    }

    /// Odeh, Owen: "Tables for Normal Tolerance Limits" (1980): factors of one-sided limits for 95 % with 95 %.
    #[test]
    fn limits_of_quantiles_are_those_of_the_tables() {
        for (count, table) in [(5.0_f64, 4.203), (10.0, 2.911), (50.0, 2.065)] {
            let root = count.sqrt();
            let factor = shifted_t_quantile(0.95, count - 1.0, normal_quantile(0.95) * root) / root;
            assert!((factor - table).abs() < 2e-3, "{factor} {table}");
        }
    }

    #[test]
    fn the_median_lies_between_two_of_enough_times() {
        assert_eq!(expected_ranks(5), None);
        assert_eq!(expected_ranks(6), Some((0, 5)));
        // Of 50 the 18th and the 33rd.
        assert_eq!(expected_ranks(50), Some((17, 32)));
    }
}
