//! The PERT distribution: the likeliest ends and mode, and how far each can be moved before the times get unlikely.

use super::intervals::{SIDE, t_quantile};
use super::minimum::minimum;
use super::simple::{millis, parameter};
use super::{Found, Parameter};
use crate::simulate::draws::{Beta, Distribution};
use crate::time::Millis;

/// Shortest, likeliest, longest.
type Shape = [f64; 3];
const NAMES: [&str; 3] = ["min", "mode", "max"];

pub(super) fn fit(times: &[f64], are_bounded: bool) -> Found {
    let cost = Cost::of(times);
    let (least, free) = minimum(START, 1.0, &|free| cost.at(cost.shape(*free)));
    let shape = cost.shape(free);
    let quantile = t_quantile(1.0 - SIDE, times.len() as f64 - 3.0);
    let allowed = least + quantile * quantile / 2.0;
    let bounds = [0, 1, 2].map(|which| match are_bounded {
        true => cost.bounds(which, shape, free, allowed),
        false => [shape[which]; 2],
    });
    let [min, mode, max] = shape.map(millis);
    let parameters: Vec<Parameter> = (0..3)
        .map(|it| parameter(NAMES[it], shape[it], bounds[it][0], bounds[it][1]))
        .collect();
    let beta = Beta::new(1.0 + 4.0 * cost.part(&shape), 5.0 - 4.0 * cost.part(&shape));
    let width = shape[2] - shape[0];
    Found {
        distribution: Distribution::Pert {
            min,
            mode: mode.clamp(min, max),
            max: max.max(min + Millis(1)),
        },
        parameters,
        log_likelihood: -least,
        below: times
            .iter()
            .map(|time| beta.below((time - shape[0]) / width))
            .collect(),
    }
}

/// The ends a tenth of what was seen beyond it, the mode in the middle.
const START: [f64; 3] = [-2.3, -2.3, 0.0];

/// How unlikely the times are: minus the logarithm of their likelihood.
struct Cost<'a> {
    times: &'a [f64],
    first: f64,
    last: f64,
}

impl<'a> Cost<'a> {
    fn of(times: &'a [f64]) -> Self {
        Self {
            times,
            first: times[0],
            last: times[times.len() - 1],
        }
    }

    fn seen(&self) -> f64 {
        self.last - self.first
    }

    fn min(&self, free: f64) -> f64 {
        (self.first - self.seen() * libm::exp(free.min(5.0))).max(0.0)
    }

    fn max(&self, free: f64) -> f64 {
        self.last + self.seen() * libm::exp(free.min(5.0))
    }

    /// Any three numbers stand for a shape that holds all times.
    fn shape(&self, [min, max, mode]: [f64; 3]) -> Shape {
        let (min, max) = (self.min(min), self.max(max));
        [min, min + (max - min) * logistic(mode), max]
    }

    /// Which part of the width lies before the mode.
    fn part(&self, shape: &Shape) -> f64 {
        let width = shape[2] - shape[0];
        ((shape[1] - shape[0]) / width).clamp(0.0, 1.0)
    }

    fn at(&self, shape: Shape) -> f64 {
        let (part, width) = (self.part(&shape), shape[2] - shape[0]);
        let (left, right) = (4.0 * part, 4.0 * (1.0 - part));
        let constant = libm::lgamma(6.0)
            - libm::lgamma(left + 1.0)
            - libm::lgamma(right + 1.0)
            - 5.0 * libm::log(width);
        let power = |exponent: f64, base: f64| match exponent > 0.0 {
            true => exponent * libm::log(base.max(1e-9)),
            false => 0.0,
        };
        let logs = self
            .times
            .iter()
            .map(|time| power(left, time - shape[0]) + power(right, shape[2] - time));
        -(constant * self.times.len() as f64 + logs.sum::<f64>())
    }

    /// The least cost with one of the three held at this value.
    fn held(&self, which: usize, value: f64, [min, max, mode]: [f64; 3]) -> f64 {
        match which {
            0 => least([max, mode], &|&[max, mode]| {
                let max = self.max(max);
                self.at([value, value + (max - value) * logistic(mode), max])
            }),
            2 => least([min, mode], &|&[min, mode]| {
                let min = self.min(min);
                self.at([min, min + (value - min) * logistic(mode), value])
            }),
            _ => least([min, max], &|&[min, max]| {
                let (min, max) = (self.min(min).min(value), self.max(max).max(value));
                self.at([min, value, max])
            }),
        }
    }

    /// How far one of the three can be moved to either side.
    fn bounds(&self, which: usize, shape: Shape, free: [f64; 3], allowed: f64) -> [f64; 2] {
        let far = 8.0 * self.seen();
        let (lowest, highest) = match which {
            0 => ((shape[0] - far).max(0.0), self.first),
            1 => ((self.first - far).max(0.0), self.last + far),
            _ => (self.last, shape[2] + far),
        };
        [lowest, highest].map(|outermost| {
            if self.held(which, outermost, free) <= allowed {
                return outermost;
            }
            let (mut inside, mut outside) = (shape[which], outermost);
            for _ in 0..20 {
                let middle = f64::midpoint(inside, outside);
                match self.held(which, middle, free) <= allowed {
                    true => inside = middle,
                    false => outside = middle,
                }
            }
            outside
        })
    }
}

fn least(start: [f64; 2], of: &dyn Fn(&[f64; 2]) -> f64) -> f64 {
    minimum(start, 0.7, of).0
}

/// From any number to one between 0 and 1.
fn logistic(at: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-at))
}
