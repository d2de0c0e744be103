//! Distributions whose parameters have formulas.

use super::intervals::{
    SIDE, chi_square_quantile, normal_below, normal_quantile, shifted_t_quantile, t_quantile,
};
use super::{Found, Parameter, percentiles, unknown};
use crate::simulate::draws::Distribution;
use crate::time::Millis;

/// Of fewer times nobody can tell how far they spread: intervals would reach over ages.
const TELLING: f64 = 4.0;
const LOG_TWO_PI: f64 = 1.837_877_066_409_345_5;

/// The nearest time; none is below zero.
pub(super) fn millis(value: f64) -> Millis {
    Millis((value + 0.5) as u64)
}

pub(super) fn parameter(name: &'static str, at: f64, low: f64, high: f64) -> Parameter {
    Parameter {
        name,
        at: millis(at),
        low: Some(Millis(low.max(0.0) as u64)),
        high: Some(Millis(libm::ceil(high).min(1e18) as u64)),
    }
}

/// Mean and standard deviation.
struct Bell {
    count: f64,
    mean: f64,
    deviation: f64,
}

impl Bell {
    fn of(values: &[f64]) -> Self {
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|it| (it - mean) * (it - mean)).sum();
        Self {
            count,
            mean,
            deviation: (squares / (count - 1.0)).sqrt(),
        }
    }

    fn freedom(&self) -> f64 {
        self.count - 1.0
    }

    /// Between which values a quantile of the true bell lies: a bound on its mean and deviation together.
    fn bounds(&self, share: f64) -> [f64; 2] {
        let root = self.count.sqrt();
        let shift = normal_quantile(share) * root;
        [SIDE, 1.0 - SIDE].map(|side| {
            let factor = shifted_t_quantile(side, self.freedom(), shift) / root;
            self.mean + factor * self.deviation
        })
    }

    /// Where a further value stays below with this chance, given all that is not known of mean and deviation; of very few
    /// values as if they were more.
    fn next_below(&self, share: f64) -> f64 {
        let freedom = self.freedom().max(TELLING - 1.0);
        let wide = t_quantile(share, freedom) * (1.0 + 1.0 / self.count).sqrt();
        self.mean + wide * self.deviation
    }

    /// Of the likeliest bell.
    fn log_likelihood(&self) -> f64 {
        let variance = self.deviation * self.deviation * self.freedom() / self.count;
        -self.count / 2.0 * (LOG_TWO_PI + libm::log(variance) + 1.0)
    }

    fn below(&self, values: &[f64]) -> Vec<f64> {
        let below = |value: &f64| normal_below((value - self.mean) / self.deviation);
        values.iter().map(below).collect()
    }
}

pub(super) fn lognormal(times: &[f64]) -> Found {
    let logs: Vec<f64> = times.iter().map(|time| libm::log(*time)).collect();
    let bell = Bell::of(&logs);
    let (p50, p95) = (libm::exp(bell.mean), libm::exp(bell.next_below(0.95)));
    let bounds = |share| bell.bounds(share).map(libm::exp);
    let p95 = p95.min(1e14);
    let bounded = |name, at: f64, share| match bell.count < TELLING {
        true => unknown(name, millis(at)),
        false => {
            let [low, high] = bounds(share);
            parameter(name, at, low, high)
        }
    };
    Found {
        distribution: percentiles(millis(p50), millis(p95)),
        parameters: vec![bounded("p50", p50, 0.5), bounded("p95", p95, 0.95)],
        log_likelihood: bell.log_likelihood() - logs.iter().sum::<f64>(),
        below: bell.below(&logs),
    }
}

/// `None` if much of it would be below zero.
pub(super) fn normal(times: &[f64]) -> Option<Found> {
    let bell = Bell::of(times);
    if bell.mean < 3.0 * bell.deviation {
        return None;
    }
    let [low, high] = bell.bounds(0.5);
    let squares = bell.deviation * bell.deviation * bell.freedom();
    let of_side = |side| (squares / chi_square_quantile(side, bell.freedom())).sqrt();
    let sd = (bell.next_below(0.95) - bell.mean) / normal_quantile(0.95);
    Some(Found {
        distribution: Distribution::Normal {
            mean: millis(bell.mean),
            sd: millis(sd).max(Millis(1)),
        },
        parameters: vec![
            parameter("mean", bell.mean, low, high),
            parameter("sd", sd, of_side(1.0 - SIDE), of_side(SIDE)),
        ],
        log_likelihood: bell.log_likelihood(),
        below: bell.below(times),
    })
}

/// The ends lie beyond what was seen by as much as the next time would in the mean; that an end is further away than c
/// times the width of what was seen has the chance (1 + c)^(1 − n). The likelihood is that of these ends: the likeliest ones
/// lie at what was seen, and would win over curves that have no such edge to fit.
pub(super) fn uniform(times: &[f64]) -> Found {
    let (count, first, last) = (times.len() as f64, times[0], times[times.len() - 1]);
    let width = last - first;
    let beyond = width / (count - 1.0);
    let furthest = width * (libm::pow(2.0 * SIDE, -1.0 / (count - 1.0)) - 1.0);
    let (min, max) = ((first - beyond).max(0.0), last + beyond);
    Found {
        distribution: Distribution::Uniform {
            min: millis(min),
            max: millis(max),
        },
        parameters: vec![
            parameter("min", min, first - furthest, first),
            parameter("max", max, last, last + furthest),
        ],
        log_likelihood: -count * libm::log(max - min),
        below: times
            .iter()
            .map(|time| (time - min) / (max - min))
            .collect(),
    }
}

/// Twice the sum, divided by the mean, follows the sum of twice as many squares.
pub(super) fn exponential(times: &[f64]) -> Found {
    let count = times.len() as f64;
    let sum: f64 = times.iter().sum();
    let mean = sum / count;
    let of_side = |side| 2.0 * sum / chi_square_quantile(side, 2.0 * count);
    Found {
        distribution: Distribution::Exponential {
            mean: millis(mean).max(Millis(1)),
        },
        parameters: vec![parameter("mean", mean, of_side(1.0 - SIDE), of_side(SIDE))],
        log_likelihood: -count * (libm::log(mean) + 1.0),
        below: times
            .iter()
            .map(|time| 1.0 - libm::exp(-time / mean))
            .collect(),
    }
}
