//! The quantiles of a beta distribution near enough, from a table.

use super::super::Unit;
use std::sync::OnceLock;

/// The range is cut into so many pieces, each with a polynomial of so many terms.
const PIECES: usize = 8;
const TERMS: usize = 12;

/// No quantile from a table is further off than this: a thousand times what it is found to be.
pub(in crate::simulate::draws) const MARGIN: f64 = 1e-9;

/// Both halves of the probability, made when they are first asked for: a single run needs no table.
#[derive(Debug, Clone, Default)]
pub(super) struct Tables(OnceLock<[Table; 2]>);

impl Tables {
    /// The quantile, off by less than [`MARGIN`]. `exact` are the quantile functions from both ends, each of
    /// the probability on its side of the place, with the parameter of that end.
    pub(super) fn quantile(&self, unit: Unit, exact: [(f64, &dyn Fn(f64) -> f64); 2]) -> f64 {
        let new = |(parameter, quantile)| Table::new(parameter, quantile);
        let [lower, upper] = self.0.get_or_init(|| exact.map(new));
        if unit.below() <= 0.5 {
            lower.at(unit.below())
        } else {
            1.0 - upper.at(unit.above())
        }
    }
}

/// The quantiles up to the median. As a function of the root of the probability that the parameter says, they
/// are as good as a polynomial, even at the end.
#[derive(Debug, Clone)]
struct Table {
    /// One by the parameter of this end.
    exponent: f64,
    /// Of roots: so many pieces each.
    scale: f64,
    /// Coefficients in Newton's form, by piece.
    pieces: [[f64; TERMS]; PIECES],
}

impl Table {
    fn new(parameter: f64, quantile: &dyn Fn(f64) -> f64) -> Self {
        let exponent = parameter.recip();
        let scale = PIECES as f64 / libm::pow(0.5, exponent);
        let mut pieces = [[0.0; TERMS]; PIECES];
        for (number, piece) in pieces.iter_mut().enumerate() {
            for (coefficient, node) in piece.iter_mut().zip(NODES) {
                let root = (number as f64 + node) / scale;
                *coefficient = quantile(libm::pow(root, parameter));
            }
            divide_differences(piece);
        }
        Self {
            exponent,
            scale,
            pieces,
        }
    }

    fn at(&self, below: f64) -> f64 {
        let root = libm::exp(libm::log(below) * self.exponent) * self.scale;
        let number = (root as usize).min(PIECES - 1);
        let within = root - number as f64;
        let terms = self.pieces[number].iter().zip(NODES).rev();
        terms.fold(0.0, |sum, (coefficient, node)| {
            sum * (within - node) + coefficient
        })
    }
}

/// From values at the nodes to the coefficients of Newton's form.
fn divide_differences(values: &mut [f64; TERMS]) {
    for order in 1..TERMS {
        for at in (order..TERMS).rev() {
            values[at] = (values[at] - values[at - 1]) / (NODES[at] - NODES[at - order]);
        }
    }
}

/// Where Chebyshev's polynomial of degree 12 is zero, moved to 0..1: (1 + cos((2k + 1) π / 24)) / 2; in an order
/// in which differences lose no digits (each as far from those before it as possible).
const NODES: [f64; TERMS] = [
    0.995_722_430_686_905_2,
    0.004_277_569_313_094_809,
    0.434_736_903_889_974_2,
    0.804_380_714_504_360_3,
    0.195_619_285_495_639_67,
    0.691_341_716_182_544_9,
    0.103_323_329_854_382_47,
    0.961_939_766_255_643_4,
    0.308_658_283_817_455_25,
    0.038_060_233_744_356_63,
    0.896_676_670_145_617_6,
    0.565_263_096_110_025_9,
];

#[cfg(test)]
mod tests {
    use super::super::Beta;
    use super::{MARGIN, NODES, TERMS};
    use crate::simulate::draws::Unit;

    #[test]
    fn nodes_are_those_of_chebyshev() {
        let mut nodes = NODES;
        nodes.sort_unstable_by(f64::total_cmp);
        for (k, node) in nodes.iter().rev().enumerate() {
            let angle = (2 * k + 1) as f64 * std::f64::consts::PI / (2 * TERMS) as f64;
            assert!((node - (1.0 + libm::cos(angle)) / 2.0).abs() < 1e-15, "{k}");
        }
    }

    /// The margin is a thousand times what is found.
    #[test]
    fn is_near_enough_everywhere() {
        let mut worst = 0.0_f64;
        for hundredths in (100..=500).step_by(20) {
            let a = f64::from(hundredths) / 100.0;
            let beta = Beta::new(a, 6.0 - a);
            let words = (0..500).map(|it| it * 8_589_934 + 3);
            for word in words.chain([0, 1, 77, 4321, 987_654, u32::MAX, u32::MAX - 70_000]) {
                let unit = Unit::new(word, 12_345 << 12);
                worst = worst.max((beta.near_quantile(unit) - beta.quantile(unit)).abs());
            }
        }
        assert!(worst * 1000.0 < MARGIN, "{worst:e}");
    }
}
