//! A time that is given, or drawn.

use super::{AttemptDraws, Distribution, Purpose, Sampler, Unit};
use crate::time::Millis;
use std::sync::Arc;

/// How long something takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Time {
    /// Always the same.
    Fixed(Millis),
    /// A draw from a distribution, and so much on top of it.
    Drawn(Arc<Sampler>, Millis),
}

impl Time {
    /// As the distribution says.
    pub fn new(distribution: Distribution) -> Self {
        match distribution.constant() {
            Some(time) => Self::Fixed(time),
            None => Self::Drawn(Arc::new(Sampler::new(distribution)), Millis::ZERO),
        }
    }

    /// No draw is shorter.
    pub fn least(&self) -> Millis {
        match self {
            Self::Fixed(time) => *time,
            Self::Drawn(sampler, more) => sampler.distribution().least() + *more,
        }
    }

    /// Half of the draws are shorter.
    pub fn middle(&self) -> Millis {
        match self {
            Self::Fixed(time) => *time,
            Self::Drawn(sampler, more) => sampler.draw(Unit::MIDDLE) + *more,
        }
    }

    /// No draw is longer.
    pub fn most(&self) -> Millis {
        match self {
            Self::Fixed(time) => *time,
            Self::Drawn(sampler, more) => sampler.distribution().most() + *more,
        }
    }

    /// Every draw so many millionths as long, to the nearest millisecond or two.
    #[must_use]
    pub fn scaled(&self, millionths: u32) -> Self {
        match self {
            Self::Fixed(time) => Self::Fixed(time.share(millionths)),
            Self::Drawn(sampler, more) => {
                let scaled = Self::new(sampler.distribution().scaled(millionths));
                &scaled + more.share(millionths)
            }
        }
    }

    /// How long it takes this attempt.
    #[inline]
    pub fn draw(&self, draws: &AttemptDraws, purpose: Purpose) -> Millis {
        match self {
            Self::Fixed(time) => *time,
            Self::Drawn(sampler, more) => sampler.draw(draws.unit(purpose)) + *more,
        }
    }
}

impl From<Millis> for Time {
    fn from(time: Millis) -> Self {
        Self::Fixed(time)
    }
}

impl std::ops::Add<Millis> for &Time {
    type Output = Time;

    fn add(self, more: Millis) -> Time {
        match self {
            Time::Fixed(time) => Time::Fixed(*time + more),
            Time::Drawn(sampler, before) => Time::Drawn(sampler.clone(), *before + more),
        }
    }
}
