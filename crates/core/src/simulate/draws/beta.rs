//! The beta distribution that a PERT estimate stands for.

mod table;

pub(super) use table::MARGIN;

use super::Unit;
use table::Tables;

/// The beta distribution with parameters of at least 1 that add up to 6.
///
/// Below a half, its distribution function is x^a times a power series whose coefficients depend on the
/// parameters alone. The upper half is the lower half of the mirrored distribution.
#[derive(Debug, Clone)]
pub(crate) struct Beta {
    lower: Tail,
    upper: Tail,
    tables: Tables,
}

/// What the parameters of a PERT add up to.
const SUM: f64 = 6.0;
/// Γ(6)
const GAMMA_OF_SUM: f64 = 120.0;
/// From the fifth on, coefficients get smaller, so that terms more than halve: all further ones together
/// are below 2^-52 of the sum.
const TERMS: usize = 52;

impl Beta {
    pub(crate) fn new(a: f64, b: f64) -> Self {
        let scale = GAMMA_OF_SUM / (libm::tgamma(a) * libm::tgamma(b));
        Self {
            lower: Tail::new(a, scale),
            upper: Tail::new(b, scale),
            tables: Tables::default(),
        }
    }

    /// As [`Self::quantile`], but in a tenth of the time, and off by less than [`MARGIN`].
    pub(super) fn near_quantile(&self, unit: Unit) -> f64 {
        let (lower, upper) = (&self.lower, &self.upper);
        let from_below = |below: f64| lower.quantile_or_mirrored(below, upper);
        let from_above = |above: f64| upper.quantile_or_mirrored(above, lower);
        let exact: [(f64, &dyn Fn(f64) -> f64); 2] =
            [(lower.a, &from_below), (upper.a, &from_above)];
        self.tables.quantile(unit, exact)
    }

    /// How much of the probability lies below a place between 0 and 1.
    pub(crate) fn below(&self, place: f64) -> f64 {
        if place <= 0.5 {
            self.lower.below(place)
        } else {
            1.0 - self.upper.below(1.0 - place)
        }
    }

    /// The place, between 0 and 1, that has `unit` of the probability below it. Off by at most 10^-12.
    pub(super) fn quantile(&self, unit: Unit) -> f64 {
        if unit.below() <= self.lower.half {
            self.lower.quantile(unit.below())
        } else {
            1.0 - self.upper.quantile(unit.above())
        }
    }
}

/// The distribution function from one end up to a half.
#[derive(Debug, Clone)]
struct Tail {
    /// The parameter of this end.
    a: f64,
    /// What of the probability lies below a half.
    half: f64,
    /// Of the density: what its powers are multiplied by.
    scale: f64,
    /// The distribution function is x^a times the power series with these coefficients.
    series: [f64; TERMS],
}

impl Tail {
    fn new(a: f64, scale: f64) -> Self {
        // (1 - x)^(b - 1) written as a series, times x^(a - 1), integrated term by term.
        let exponent = SUM - a - 1.0;
        let mut binomial = scale;
        let mut series = [0.0; TERMS];
        for (n, coefficient) in series.iter_mut().enumerate() {
            let n = n as f64;
            *coefficient = binomial / (a + n);
            binomial *= (n - exponent) / (n + 1.0);
        }
        let mut tail = Self {
            a,
            half: 0.0,
            scale,
            series,
        };
        tail.half = tail.below(0.5);
        tail
    }

    fn below(&self, x: f64) -> f64 {
        libm::pow(x, self.a) * self.sum(x)
    }

    fn sum(&self, x: f64) -> f64 {
        self.series.iter().rev().fold(0.0, |sum, it| sum * x + it)
    }

    /// The quantile from this end, also beyond a half.
    fn quantile_or_mirrored(&self, share: f64, other: &Self) -> f64 {
        if share <= self.half {
            self.quantile(share)
        } else {
            1.0 - other.quantile(1.0 - share)
        }
    }

    /// By Newton's method on the logarithms of both sides. There the function is concave, and the first
    /// term alone starts it on the left, so that every step leads nearer and none leads too far.
    fn quantile(&self, below: f64) -> f64 {
        const MOST_STEPS: usize = 60;
        let target = libm::log(below);
        let first = libm::log(self.series[0]);
        let mut x = libm::exp((target - first) / self.a).min(0.5);
        for _ in 0..MOST_STEPS {
            let sum = self.sum(x);
            let excess = target - (self.a * libm::log(x) + libm::log(sum));
            // Of the density and the distribution function the powers of x cancel out.
            let slope = self.scale * libm::pow(1.0 - x, SUM - self.a - 1.0) / sum;
            let step = excess / slope;
            x = (x * libm::exp(step)).min(0.5);
            if step < 1e-13 {
                break;
            }
        }
        x
    }
}

#[cfg(test)]
mod tests {
    use super::{Beta, Tail};
    use crate::simulate::draws::Unit;

    /// x^a times a polynomial, for parameters that are whole numbers.
    #[test]
    fn whole_parameters_have_a_polynomial() {
        let beta = Beta::new(2.0, 4.0);
        for x in [1e-6, 0.01, 0.2, 0.5] {
            let below = 10.0 * x * x - 20.0 * x * x * x + 15.0 * libm::pow(x, 4.0)
                - 4.0 * libm::pow(x, 5.0);
            assert!((beta.lower.below(x) / below - 1.0).abs() < 4e-15, "{x}");
        }
        assert!((beta.lower.half - 0.8125).abs() < 1e-15);
        assert!((beta.upper.half - 0.1875).abs() < 1e-15);
    }

    #[test]
    fn both_halves_make_a_whole() {
        for tenths in 10..=50 {
            let a = f64::from(tenths) / 10.0;
            let Beta { lower, upper, .. } = Beta::new(a, 6.0 - a);
            assert!((lower.half + upper.half - 1.0).abs() < 1e-14, "{a}");
        }
    }

    #[test]
    fn the_quantile_undoes_the_distribution_function() {
        for hundredths in (100..=500).step_by(7) {
            let a = f64::from(hundredths) / 100.0;
            let beta = Beta::new(a, 6.0 - a);
            let words = (0..=400)
                .map(|it| it * 10_737_418 + 1)
                .chain([0, 1, 7, 4321, 987_654]);
            for word in words.chain([u32::MAX, u32::MAX - 5, u32::MAX - 70_000]) {
                let unit = Unit::new(word, 0);
                let x = beta.quantile(unit);
                let (tail, at, expected) = if x <= 0.5 {
                    (&beta.lower, x, unit.below())
                } else {
                    (&beta.upper, 1.0 - x, unit.above())
                };
                let error = (tail.below(at) - expected).abs();
                assert!(
                    error < 1e-12 * density(tail, at).max(1e-3),
                    "{a} {word} {x} {error:e}"
                );
            }
        }
    }

    fn density(tail: &Tail, x: f64) -> f64 {
        tail.scale * libm::pow(x, tail.a - 1.0) * libm::pow(1.0 - x, 5.0 - tail.a)
    }
}
