//! From a random number to a time.

use super::beta::{Beta, MARGIN};
use super::{Distribution, Unit, normal};
use crate::time::Millis;
use crate::wide::{choice, mask, widely};

/// A distribution made ready to draw from.
///
/// Every draw is the inverse of the distribution function at one random number, so that a larger number
/// gives a longer time: two distributions drawn at the same number can be compared.
#[derive(Debug, Clone)]
pub struct Sampler {
    distribution: Distribution,
    curve: Curve,
}

impl Sampler {
    /// Makes `distribution` ready. Where its numbers make no sense (a minimum above the maximum, no
    /// sample at all), draws are still times.
    pub fn new(distribution: Distribution) -> Self {
        Self {
            curve: Curve::of(&distribution),
            distribution,
        }
    }

    /// What is drawn from.
    pub fn distribution(&self) -> &Distribution {
        &self.distribution
    }

    /// The time below which the share `unit` of all draws lies, in milliseconds.
    ///
    /// Off by at most 10^-12 of the distribution's width (a PERT's from `min` to `max`) or, where it has
    /// no end, of the time itself.
    #[inline]
    pub fn quantile(&self, unit: Unit) -> f64 {
        self.curve.quantile(unit)
    }

    /// A draw: the quantile, rounded to the nearest millisecond.
    #[inline]
    pub fn draw(&self, unit: Unit) -> Millis {
        rounded(self.quantile(unit))
    }

    /// So many equally likely draws of those that are longer than `elapsed`, from the shortest to the longest; none if none
    /// is longer.
    pub fn beyond(&self, elapsed: Millis, count: u32) -> Vec<Millis> {
        let at = |bits: u64| self.draw(Unit::of_bits(bits));
        if at(u64::MAX) <= elapsed {
            return Vec::new();
        }
        let (mut low, mut high) = (0, u64::MAX);
        while low < high {
            let middle = low + (high - low) / 2;
            match at(middle) > elapsed {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        let rest = u128::from(u64::MAX - low);
        let place = |number: u32| rest * u128::from(2 * number + 1) / u128::from(2 * count);
        let bits = (0..count).map(|number| low + place(number) as u64);
        bits.map(at).collect()
    }

    /// A draw for each of these bits. What kind of distribution it is, is asked once.
    pub(super) fn draw_all(&self, bits: &[u64], out: &mut Vec<Millis>) {
        match &self.curve {
            // These are short enough to be worked on side by side. Copies, so that compilers see that no draw
            // changes them.
            &Curve::Uniform { min, width } if is_short(min, min + width) => {
                side_by_side(bits, out, move |unit| {
                    rounded_short(uniform_quantile(min, width, unit))
                });
            }
            &Curve::Triangular(triangle) if is_short(triangle.min, triangle.max) => {
                side_by_side(bits, out, move |unit| {
                    rounded_short(triangle.quantile(unit))
                });
            }
            Curve::Pert { min, width, beta } => {
                side_by_side(bits, out, |unit| pert_draw(*min, *width, beta, unit));
            }
            curve => side_by_side(bits, out, |unit| rounded(curve.quantile(unit))),
        }
    }
}

/// Loops over slices, not iterators in a row, are what compilers do several steps of at once.
#[inline]
fn side_by_side(bits: &[u64], out: &mut Vec<Millis>, draw: impl Fn(Unit) -> Millis) {
    out.resize(bits.len(), Millis::ZERO);
    let out = out.as_mut_slice();
    widely(
        #[inline(always)]
        || {
            for (out, bits) in out.iter_mut().zip(bits) {
                *out = draw(Unit::of_bits(*bits));
            }
        },
    );
}

/// Not a number, or below zero, is no time at all; too much is the longest there is.
#[inline]
fn rounded(quantile: f64) -> Millis {
    Millis((quantile + 0.5) as u64)
}

/// Up to here, a number can have halves.
const SHORT: f64 = 2_251_799_813_685_248.0;
/// From here on, it can have no fraction.
const WHOLE: f64 = 2.0 * SHORT;

/// Whether all times of such a range can be rounded side by side.
fn is_short(min: f64, max: f64) -> bool {
    0.0 <= min && min <= max && max < SHORT
}

/// The same as [`rounded`] for what is no less than zero and below [`SHORT`], in steps that compilers do several
/// at once: a number with a fraction, added to [`WHOLE`], loses it to rounding, and its bits are a whole number.
#[inline]
fn rounded_short(quantile: f64) -> Millis {
    let above = quantile + 0.5;
    let nearest = above + WHOLE;
    let is_rounded_up = nearest - WHOLE > above;
    Millis((nearest.to_bits() & (WHOLE_BITS - 1)) - u64::from(is_rounded_up))
}

/// A power of two, of which the bits below its exponent are a fraction.
const WHOLE_BITS: u64 = 1 << 52;

#[inline]
fn uniform_quantile(min: f64, width: f64, unit: Unit) -> f64 {
    min + width * unit.below()
}

/// A draw from a PERT. What is near enough tells the millisecond, unless it lies where rounding is about to
/// change: then the exact one does. So the draw is the same as that of the exact one alone.
fn pert_draw(min: f64, width: f64, beta: &Beta, unit: Unit) -> Millis {
    let near = min + width * beta.near_quantile(unit) + 0.5;
    // The smallest part is for the rounding of what is computed here.
    let margin = width * MARGIN + near * 1e-15;
    let within = near - near.floor();
    if margin < within && within < 1.0 - margin {
        Millis(near as u64)
    } else {
        rounded(min + width * beta.quantile(unit))
    }
}

/// Equal distributions have equal samplers.
impl PartialEq for Sampler {
    fn eq(&self, other: &Self) -> bool {
        self.distribution == other.distribution
    }
}

impl Eq for Sampler {}

/// Times in milliseconds.
#[derive(Debug, Clone)]
enum Curve {
    Constant(f64),
    Uniform {
        min: f64,
        width: f64,
    },
    Triangular(Triangle),
    Pert {
        min: f64,
        width: f64,
        beta: Box<Beta>,
    },
    Normal {
        mean: f64,
        sd: f64,
        /// The probability above zero.
        kept: f64,
    },
    Lognormal {
        mu: f64,
        sigma: f64,
    },
    Exponential {
        mean: f64,
    },
    /// Ascending.
    Samples(Vec<f64>),
}

#[derive(Debug, Clone, Copy)]
struct Triangle {
    min: f64,
    max: f64,
    /// What of the probability lies below the mode.
    rising: f64,
    /// The square of the distance from `min` at which the rising line would have gathered all.
    square_rising: f64,
    square_falling: f64,
}

impl Triangle {
    #[inline]
    fn quantile(&self, unit: Unit) -> f64 {
        // The same steps for both sides: which it is, is as good as chance, and processors guess branches.
        let rising = mask(unit.below() < self.rising);
        let square = choice_of(
            rising,
            self.square_rising * unit.below(),
            self.square_falling * unit.above(),
        );
        let distance = square.sqrt().to_bits() ^ (!rising & SIGN);
        choice_of(rising, self.min, self.max) + f64::from_bits(distance)
    }
}

/// The bit of a number that says that it is below zero.
const SIGN: u64 = 1 << 63;

/// The first number under a mask of all bits, the second under one of none.
#[inline(always)]
fn choice_of(mask: u64, first: f64, second: f64) -> f64 {
    f64::from_bits(choice(mask, first.to_bits(), second.to_bits()))
}

impl Curve {
    fn of(distribution: &Distribution) -> Self {
        if let Some(constant) = distribution.constant() {
            return Self::Constant(float(constant));
        }
        match distribution {
            Distribution::Constant(time) => Self::Constant(float(*time)),
            Distribution::Uniform { min, max } => Self::Uniform {
                min: float(*min),
                width: float(*max - *min),
            },
            Distribution::Triangular { min, mode, max } => triangular(*min, *mode, *max),
            Distribution::Pert { min, mode, max } => pert(*min, *mode, *max),
            Distribution::Normal { mean, sd } => {
                let (mean, sd) = (float(*mean), float(*sd));
                Self::Normal {
                    mean,
                    sd,
                    kept: normal::below(mean / sd),
                }
            }
            Distribution::Lognormal { low, high } => {
                let [below, above] = [low, high].map(|it| {
                    let share = f64::from(it.millionths) / 1e6;
                    (
                        normal::quantile(share, 1.0 - share),
                        libm::log(float(it.at)),
                    )
                });
                let sigma = (above.1 - below.1) / (above.0 - below.0);
                Self::Lognormal {
                    mu: below.1 - sigma * below.0,
                    sigma,
                }
            }
            Distribution::Exponential { mean } => Self::Exponential { mean: float(*mean) },
            Distribution::Samples(samples) => {
                let mut samples: Vec<Millis> = samples.clone();
                samples.sort_unstable();
                Self::Samples(samples.into_iter().map(float).collect())
            }
        }
    }

    #[inline]
    fn quantile(&self, unit: Unit) -> f64 {
        let (below, above) = (unit.below(), unit.above());
        match self {
            Self::Constant(time) => *time,
            Self::Uniform { min, width } => uniform_quantile(*min, *width, unit),
            Self::Triangular(triangle) => triangle.quantile(unit),
            Self::Pert { min, width, beta } => min + width * beta.quantile(unit),
            Self::Normal { mean, sd, kept } => {
                let above = above * kept;
                // Where there is next to nothing to cut off, this is `below` to the last bit.
                let below = (1.0 - kept) + below * kept;
                mean + sd * normal::quantile(below, above)
            }
            Self::Lognormal { mu, sigma } => libm::exp(mu + sigma * normal::quantile(below, above)),
            Self::Exponential { mean } => -mean * libm::log(above),
            Self::Samples(samples) => {
                // The product may round up to the number of samples itself.
                let at = (below * samples.len() as f64) as usize;
                samples[at.min(samples.len() - 1)]
            }
        }
    }
}

fn triangular(min: Millis, mode: Millis, max: Millis) -> Curve {
    let [width, left, right] = [max - min, mode - min, max - mode].map(float);
    Curve::Triangular(Triangle {
        min: float(min),
        max: float(max),
        rising: left / width,
        square_rising: left * width,
        square_falling: right * width,
    })
}

fn pert(min: Millis, mode: Millis, max: Millis) -> Curve {
    let [width, left, right] = [max - min, mode - min, max - mode].map(float);
    Curve::Pert {
        min: float(min),
        width,
        beta: Box::new(Beta::new(
            1.0 + 4.0 * (left / width),
            1.0 + 4.0 * (right / width),
        )),
    }
}

fn float(time: Millis) -> f64 {
    time.0 as f64
}

#[cfg(test)]
mod tests {
    use super::{SHORT, rounded, rounded_short};

    #[test]
    fn short_times_are_rounded_as_all_are() {
        let near = [0.0, 0.25, 0.49, 0.5, 0.51, 0.75, 1.0];
        let wholes = [
            0.0,
            1.0,
            2.0,
            3.0,
            1e3,
            1e6 + 1.0,
            4_294_967_295.0,
            1e15,
            SHORT - 2.0,
        ];
        for time in wholes
            .into_iter()
            .flat_map(|whole| near.map(|near| whole + near))
        {
            for time in [time, time.next_up(), time.next_down().max(0.0)] {
                assert_eq!(rounded_short(time), rounded(time), "{time:?}");
            }
        }
    }
}
