//! Random draws that can be repeated: a pure function of the seed, the run, whose draw it is, the
//! attempt and the purpose.
//!
//! Nothing is drawn *in order*, so that a task or a fault more shifts no other draw, the tasks of a
//! step can change places, and any run of many can be made without those before it. The same draws
//! come out on every platform: the generator computes with integers, and the distributions with
//! additions, multiplications, divisions and roots, which IEEE 754 fixes to the last bit, and the
//! functions of `libm`, which are made of these. (The standard library's `ln`, `exp` and `powf` may
//! differ from platform to platform; the lints of this crate forbid them.)

mod beta;
mod chance;
mod distribution;
mod lanes;
pub(crate) mod normal;
mod philox;
mod purpose;
mod sampler;
mod stream;
mod time;
mod unit;

pub(crate) use beta::Beta;
pub use chance::Chance;
pub use distribution::{Distribution, Percentile};
pub use lanes::Lanes;
pub use philox::philox;
pub use purpose::Purpose;
pub use sampler::Sampler;
pub use stream::Stream;
pub use time::Time;
pub use unit::Unit;

use std::cell::Cell;

/// The number of a run of a setting, from 0: a single simulation is run 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RunNumber(pub u32);

/// The random numbers of one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    key: [u32; 2],
    run: RunNumber,
}

impl Draws {
    /// Of a run under a seed.
    pub const fn new(seed: u64, run: RunNumber) -> Self {
        Self {
            key: [seed as u32, (seed >> 32) as u32],
            run,
        }
    }

    /// The random numbers of an attempt, which is counted from 1; 0 stands for what happens once a run.
    #[must_use]
    pub const fn attempt(&self, stream: Stream, attempt: u32) -> AttemptDraws {
        AttemptDraws {
            key: self.key,
            run: self.run,
            stream,
            attempt,
            first: Cell::new(None),
        }
    }
}

/// The random numbers of one attempt of one task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptDraws {
    key: [u32; 2],
    run: RunNumber,
    stream: Stream,
    attempt: u32,
    /// What the run has of the first block, once it is made: almost everything drawn is.
    first: Cell<Option<u64>>,
}

impl AttemptDraws {
    /// Those of something else in the same attempt.
    #[must_use]
    pub fn beside(&self, other: Stream) -> Self {
        Self {
            stream: other.within(self.stream),
            first: Cell::new(None),
            ..*self
        }
    }

    /// The random number from which a time is drawn.
    #[inline]
    pub fn unit(&self, purpose: Purpose) -> Unit {
        Unit::of_bits(self.bits(purpose))
    }

    /// The bits that hold what is drawn for it.
    #[inline]
    fn bits(&self, purpose: Purpose) -> u64 {
        match purpose.block() {
            0 => self.first.get().unwrap_or_else(|| {
                let first = self.block(0);
                self.first.set(Some(first));
                first
            }),
            block => self.block(block),
        }
    }

    /// What the run has of this block.
    #[inline]
    fn block(&self, block: u8) -> u64 {
        let counter = counter(self.run.0, self.stream, self.attempt, block);
        half(philox(counter, self.key), self.run.0)
    }
}

/// The counter of the block that serves this run and the one beside it. Attempts stay far below 2^24, so that
/// the number of the block fits beside them.
#[inline]
fn counter(run: u32, stream: Stream, attempt: u32, block: u8) -> [u32; 4] {
    let [low, high] = stream.words();
    [run / 2, low, high, (attempt << 8) | u32::from(block)]
}

/// What the run has of its block.
#[inline]
fn half([a, b, c, d]: [u32; 4], run: u32) -> u64 {
    let [high, low] = if run.is_multiple_of(2) {
        [a, b]
    } else {
        [c, d]
    };
    (u64::from(high) << 32) | u64::from(low)
}

#[cfg(test)]
mod tests;
