//! How long something takes when that is not always the same.

use crate::time::Millis;

/// A distribution of times, as a scenario writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Distribution {
    /// Always the same.
    Constant(Millis),
    /// Every time between two is equally likely.
    Uniform {
        /// The shortest.
        min: Millis,
        /// The longest; not before `min`.
        max: Millis,
    },
    /// A density that rises from `min` to `mode` and falls to `max` along straight lines.
    Triangular {
        /// The shortest.
        min: Millis,
        /// The likeliest.
        mode: Millis,
        /// The longest.
        max: Millis,
    },
    /// The beta distribution over `min` to `max` with the mean (`min` + 4 `mode` + `max`) / 6: smoother
    /// than a triangle, and nearer to its mode.
    Pert {
        /// The shortest.
        min: Millis,
        /// The likeliest.
        mode: Millis,
        /// The longest.
        max: Millis,
    },
    /// The normal distribution without its part below zero.
    Normal {
        /// Its middle, before that part is cut off.
        mean: Millis,
        /// Its standard deviation, likewise.
        sd: Millis,
    },
    /// The lognormal distribution through two percentiles.
    Lognormal {
        /// The lower one.
        low: Percentile,
        /// The higher one.
        high: Percentile,
    },
    /// The exponential distribution: what can come at any moment, as likely later as now.
    Exponential {
        /// Its mean.
        mean: Millis,
    },
    /// Times that were measured; one of them is drawn, each as often as it stands here.
    Samples(Vec<Millis>),
}

/// A time that a share of all draws stays below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percentile {
    /// The share, in millionths: 950,000 for `p95`.
    pub millionths: u32,
    /// The time; longer than none.
    pub at: Millis,
}

impl Distribution {
    /// No draw is shorter.
    pub fn least(&self) -> Millis {
        match self {
            Self::Constant(time) => *time,
            Self::Uniform { min, .. } | Self::Triangular { min, .. } | Self::Pert { min, .. } => {
                *min
            }
            Self::Samples(samples) => samples.iter().min().copied().unwrap_or_default(),
            Self::Normal { .. } | Self::Lognormal { .. } | Self::Exponential { .. } => Millis::ZERO,
        }
    }

    /// No draw is longer; some distributions know no such time.
    pub fn most(&self) -> Millis {
        match self {
            Self::Constant(time) => *time,
            Self::Uniform { max, .. } | Self::Triangular { max, .. } | Self::Pert { max, .. } => {
                *max
            }
            Self::Samples(samples) => samples.iter().max().copied().unwrap_or_default(),
            Self::Normal { .. } | Self::Lognormal { .. } | Self::Exponential { .. } => Millis::MAX,
        }
    }

    /// The same with every time so many millionths as long, to the nearest millisecond.
    #[must_use]
    pub fn scaled(&self, millionths: u32) -> Self {
        let scaled = |time: &Millis| time.share(millionths);
        let percentile = |it: &Percentile| Percentile {
            millionths: it.millionths,
            // It stays longer than none.
            at: scaled(&it.at).max(Millis(1)),
        };
        match self {
            Self::Constant(time) => Self::Constant(scaled(time)),
            Self::Uniform { min, max } => Self::Uniform {
                min: scaled(min),
                max: scaled(max),
            },
            Self::Triangular { min, mode, max } => Self::Triangular {
                min: scaled(min),
                mode: scaled(mode),
                max: scaled(max),
            },
            Self::Pert { min, mode, max } => Self::Pert {
                min: scaled(min),
                mode: scaled(mode),
                max: scaled(max),
            },
            Self::Normal { mean, sd } => Self::Normal {
                mean: scaled(mean),
                sd: scaled(sd),
            },
            Self::Lognormal { low, high } => Self::Lognormal {
                low: percentile(low),
                high: percentile(high),
            },
            Self::Exponential { mean } => Self::Exponential { mean: scaled(mean) },
            Self::Samples(samples) => Self::Samples(samples.iter().map(scaled).collect()),
        }
    }

    /// The one time that it gives, if it can give no other.
    pub fn constant(&self) -> Option<Millis> {
        match self {
            Self::Constant(time) => Some(*time),
            Self::Normal { mean, sd } => (*sd == Millis::ZERO).then_some(*mean),
            Self::Uniform { min, max }
            | Self::Triangular { min, max, .. }
            | Self::Pert { min, max, .. } => (min == max).then_some(*min),
            Self::Lognormal { low, high } => (low.at == high.at).then_some(low.at),
            Self::Exponential { mean } => (*mean == Millis::ZERO).then_some(*mean),
            Self::Samples(samples) => {
                let first = samples.first().copied().unwrap_or_default();
                samples.iter().all(|it| *it == first).then_some(first)
            }
        }
    }
}
