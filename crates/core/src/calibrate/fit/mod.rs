//! Which distribution fits times that were measured, and how sure its parameters are.

mod intervals;
mod minimum;
mod pert;
mod simple;

use crate::simulate::draws::{Distribution, Percentile};
use crate::time::Millis;
use intervals::{expected_ranks, normal_below};
use std::cmp::Ordering;

/// From so many times on, distributions are compared; of fewer a lognormal one is taken, as wide as they allow.
const ENOUGH: usize = 10;
/// From so many on, one of three parameters is among them.
const ENOUGH_FOR_THREE: usize = 20;
/// From so many on, they may turn out to follow none of these distributions.
const ENOUGH_FOR_SAMPLES: usize = 20;
/// So many samples are written at most.
const MOST_SAMPLES: usize = 100;
/// A distribution is rejected if its function is further than this, divided by the square root of the number of times,
/// from what was measured: about what one of a hundred true ones exceeds with parameters from the same times.
/// Source: Lilliefors: "On the Kolmogorov-Smirnov test" (1967, 1969), 1.031 for the normal, 1.25 for the exponential one.
const FURTHEST: f64 = 1.25;
/// One time alone: a lognormal distribution with a 95th percentile of so many times that.
const OF_ONE: u64 = 2;

/// A kind of distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// All times are the same.
    Constant,
    /// Any time between two.
    Uniform,
    /// A smooth curve from the shortest over the likeliest to the longest.
    Pert,
    /// The bell.
    Normal,
    /// The bell of the logarithms.
    Lognormal,
    /// What may end at any moment.
    Exponential,
    /// None of these: what was measured.
    Samples,
}

impl Family {
    /// Its name in a scenario.
    pub fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Uniform => "uniform",
            Self::Pert => "pert",
            Self::Normal => "normal",
            Self::Lognormal => "lognormal",
            Self::Exponential => "exponential",
            Self::Samples => "samples",
        }
    }
}

/// A distribution for times that were measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// How many times there were.
    pub times: usize,
    /// Its kind.
    pub family: Family,
    /// What a scenario says.
    pub distribution: Distribution,
    /// Each of its parameters; none of samples.
    pub parameters: Vec<Parameter>,
    /// Between which times the true median lies, whatever the distribution; `None` if there are too few to tell.
    pub median: Option<(Millis, Millis)>,
    /// What was compared, the best first.
    pub scores: Vec<Score>,
}

/// A parameter, and between which values the true one lies in 95 of 100 cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in a scenario.
    pub name: &'static str,
    /// What is taken.
    pub at: Millis,
    /// The true one is hardly lower; `None` if nobody can tell.
    pub low: Option<Millis>,
    /// It is hardly higher.
    pub high: Option<Millis>,
}

/// How well a kind of distribution explains the times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// Which.
    pub family: Family,
    /// Akaike's criterion, corrected for few times, in tenths: less is better.
    pub tenths: i64,
}

/// What a family makes of the times: its figures, and how likely the times are.
struct Found {
    distribution: Distribution,
    parameters: Vec<Parameter>,
    log_likelihood: f64,
    /// The distribution function at each time.
    below: Vec<f64>,
}

/// The distribution that explains these times best; `None` of none.
pub fn fit(times: &[Millis]) -> Option<Fit> {
    let sorted = in_order(times);
    let (first, last) = (*sorted.first()?, *sorted.last()?);
    let constant = sorted.len() > 1 && first == last;
    if constant || last == Millis::ZERO {
        return fit_as(times, Family::Constant);
    }
    if sorted.len() < ENOUGH {
        // None has a logarithm if some took no time at all.
        return fit_as(times, Family::Lognormal).or_else(|| fit_as(times, Family::Samples));
    }
    let mut found: Vec<(Score, Found)> = [
        Family::Lognormal,
        Family::Normal,
        Family::Uniform,
        Family::Pert,
        Family::Exponential,
    ]
    .into_iter()
    .filter_map(|family| {
        let found = of_family(&sorted, family, false)?;
        Some((score(family, &found, sorted.len()), found))
    })
    .collect();
    found.sort_by_key(|(score, _)| score.tenths);
    let scores: Vec<Score> = found.iter().map(|(score, _)| *score).collect();
    let is_near =
        |found: &Found| sorted.len() < ENOUGH_FOR_SAMPLES || distance(&found.below) <= FURTHEST;
    match found.into_iter().find(|(_, found)| is_near(found)) {
        Some((best, _)) => fit_as(times, best.family).map(|fit| Fit { scores, ..fit }),
        None => fit_as(times, Family::Samples).map(|fit| Fit { scores, ..fit }),
    }
}

/// These times as one of a given kind; `None` of none, or if they cannot be.
pub fn fit_as(times: &[Millis], family: Family) -> Option<Fit> {
    let sorted = in_order(times);
    let found = of_family(&sorted, family, true)?;
    Some(Fit {
        times: sorted.len(),
        family,
        distribution: found.distribution,
        parameters: found.parameters,
        median: expected_ranks(sorted.len()).map(|(low, high)| (sorted[low], sorted[high])),
        scores: Vec::new(),
    })
}

fn in_order(times: &[Millis]) -> Vec<Millis> {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted
}

/// `are_bounded` says whether the intervals of parameters are wanted, which take time.
fn of_family(sorted: &[Millis], family: Family, are_bounded: bool) -> Option<Found> {
    let times: Vec<f64> = sorted.iter().map(|time| time.0 as f64).collect();
    let (first, last) = (*sorted.first()?, *sorted.last()?);
    let spreads = first < last;
    match family {
        Family::Constant => {
            let middle = sorted[sorted.len() / 2];
            let sure = (first == last).then_some(first);
            Some(Found {
                distribution: Distribution::Constant(middle),
                parameters: vec![Parameter {
                    name: "time",
                    at: middle,
                    low: sure,
                    high: sure,
                }],
                log_likelihood: 0.0,
                below: Vec::new(),
            })
        }
        Family::Samples => Some(Found {
            distribution: Distribution::Samples(thinned(sorted)),
            parameters: Vec::new(),
            log_likelihood: 0.0,
            below: Vec::new(),
        }),
        Family::Lognormal if sorted.len() == 1 => Some(of_one(first)),
        Family::Lognormal => (spreads && first > Millis::ZERO).then(|| simple::lognormal(&times)),
        Family::Normal => spreads.then(|| simple::normal(&times)).flatten(),
        Family::Uniform => spreads.then(|| simple::uniform(&times)),
        Family::Exponential => Some(simple::exponential(&times)),
        Family::Pert => {
            (spreads && sorted.len() >= ENOUGH_FOR_THREE).then(|| pert::fit(&times, are_bounded))
        }
    }
}

/// Nothing is known of how a time spreads that was measured once.
fn of_one(time: Millis) -> Found {
    let (p50, p95) = (time, time.times(OF_ONE));
    Found {
        distribution: percentiles(p50, p95),
        parameters: vec![unknown("p50", p50), unknown("p95", p95)],
        log_likelihood: 0.0,
        below: Vec::new(),
    }
}

/// A parameter of times that are too few to tell how sure it is.
fn unknown(name: &'static str, at: Millis) -> Parameter {
    Parameter {
        name,
        at,
        low: None,
        high: None,
    }
}

/// A lognormal distribution; its percentiles have to differ.
fn percentiles(p50: Millis, p95: Millis) -> Distribution {
    let p50 = p50.max(Millis(1));
    Distribution::Lognormal {
        low: Percentile {
            millionths: 500_000,
            at: p50,
        },
        high: Percentile {
            millionths: 950_000,
            at: p95.max(p50 + Millis(1)),
        },
    }
}

/// Evenly chosen if there are very many.
fn thinned(sorted: &[Millis]) -> Vec<Millis> {
    match sorted.len() {
        0..=MOST_SAMPLES => sorted.to_vec(),
        many => (0..MOST_SAMPLES)
            .map(|at| sorted[(2 * at + 1) * many / (2 * MOST_SAMPLES)])
            .collect(),
    }
}

/// Source: Hurvich, Tsai: "Regression and time series model selection in small samples" (Biometrika 76, 1989).
fn score(family: Family, found: &Found, times: usize) -> Score {
    let (n, k) = (times as f64, found.parameters.len() as f64);
    let corrected = 2.0 * k - 2.0 * found.log_likelihood + 2.0 * k * (k + 1.0) / (n - k - 1.0);
    Score {
        family,
        tenths: (corrected * 10.0) as i64,
    }
}

/// How far the distribution function is from what was measured, times the square root of the number of times.
fn distance(below: &[f64]) -> f64 {
    let n = below.len() as f64;
    let far = below.iter().enumerate().map(|(rank, below)| {
        let (left, right) = (rank as f64 / n, (rank + 1) as f64 / n);
        (below - left).max(right - below)
    });
    far.fold(0.0, f64::max) * n.sqrt()
}

/// Whether two lists of times hardly come from the same distribution: one of a hundred pairs that do looks as if not.
///
/// Source: Mann, Whitney: "On a test of whether one of two random variables is stochastically larger than the other"
/// (Annals of Mathematical Statistics 18, 1947), by its normal approximation.
pub(super) fn differ(one: &[Millis], other: &[Millis]) -> bool {
    const FEW: usize = 3;
    if one.len() < FEW || other.len() < FEW {
        return false;
    }
    let (n, m) = (one.len() as f64, other.len() as f64);
    let wins = |time: &Millis| -> f64 {
        let halves = other.iter().map(|it| match time.cmp(it) {
            Ordering::Greater => 1.0,
            Ordering::Equal => 0.5,
            Ordering::Less => 0.0,
        });
        halves.sum()
    };
    let wins: f64 = one.iter().map(wins).sum();
    let deviation = (n * m * (n + m + 1.0) / 12.0).sqrt();
    let away = ((wins - n * m / 2.0) / deviation).abs();
    2.0 * normal_below(-away) < 0.01
}

/// Whether it is surprising, by Fisher's exact test, that of `all` attempts with `failed` failures these `without` have
/// only failures: less likely than `doubt`, shared among so many candidates.
pub(super) fn chance_of_split(
    without: u64,
    failed: u64,
    all: u64,
    candidates: u64,
    (part, whole): (u64, u64),
) -> bool {
    let ratios = (0..without).map(|it| (failed - it) as f64 / (all - it) as f64);
    let chance: f64 = ratios.product();
    chance * (candidates.max(1) as f64) < part as f64 / whole as f64
}
