//! The random numbers of many runs at once.

use super::chance::upper;
use super::philox::{SIDE_BY_SIDE, philox_side_by_side};
use super::{Chance, Draws, Purpose, RunNumber, Stream, Time, counter};
use crate::time::Millis;
use std::ops::Range;

/// What one attempt draws in each of several runs: the same numbers as [`super::AttemptDraws`], made side by
/// side.
#[derive(Debug)]
pub struct Lanes {
    seed: u64,
    /// The numbers of the runs.
    runs: Range<u32>,
    stream: Stream,
    attempt: u32,
    /// The block that the bits are of, if there are any.
    block: Option<u8>,
    /// What each run has of it, from the even number at or before the first run on.
    bits: Vec<u64>,
}

impl Lanes {
    /// Of the runs with these numbers under a seed.
    pub fn new(seed: u64, runs: Range<u32>) -> Self {
        Self {
            seed,
            runs,
            stream: Stream::of_task("", 0),
            attempt: 0,
            block: None,
            bits: Vec::new(),
        }
    }

    /// Turns to an attempt.
    pub fn at(&mut self, stream: Stream, attempt: u32) {
        (self.stream, self.attempt, self.block) = (stream, attempt, None);
    }

    /// How long it takes, by lane.
    pub fn times(&mut self, time: &Time, purpose: Purpose, out: &mut Vec<Millis>) {
        match time {
            Time::Fixed(time) => {
                out.clear();
                out.resize(self.runs.len(), *time);
            }
            Time::Drawn(sampler, more) => {
                sampler.draw_all(self.bits(purpose.block()), out);
                if *more != Millis::ZERO {
                    out.iter_mut().for_each(|time| *time = *time + *more);
                }
            }
        }
    }

    /// The lanes in which the chance strikes, ascending.
    pub fn strikes(&mut self, chance: Chance, out: &mut Vec<usize>) {
        let sure = chance.sure();
        let bits = self.bits(Purpose::Chance.block());
        out.resize(bits.len(), 0);
        // Without a branch, because which lanes are struck is as good as chance.
        let mut count = 0;
        for (lane, bits) in bits.iter().enumerate() {
            out[count] = lane;
            count += usize::from(upper(*bits) <= sure);
        }
        out.truncate(count);
        let (seed, first, stream, attempt) =
            (self.seed, self.runs.start, self.stream, self.attempt);
        let bits = self.bits(Purpose::Chance.block());
        out.retain(|lane| {
            upper(bits[*lane]) < sure || {
                let draws = Draws::new(seed, RunNumber(first + *lane as u32));
                chance.is_decided_by_rest(&draws.attempt(stream, attempt))
            }
        });
    }

    /// What each run has of this block.
    fn bits(&mut self, block: u8) -> &[u64] {
        if self.block.replace(block) != Some(block) {
            self.make(block);
        }
        let skipped = (self.runs.start % 2) as usize;
        &self.bits[skipped..skipped + self.runs.len()]
    }

    fn make(&mut self, block: u8) {
        self.bits.clear();
        let [_, rest @ ..] = counter(0, self.stream, self.attempt, block);
        let key = [self.seed as u32, (self.seed >> 32) as u32];
        let (mut first, last) = (self.runs.start / 2, self.runs.end.div_ceil(2));
        while first < last {
            let firsts = std::array::from_fn(|at| first + at as u32);
            let [a, b, c, d] = philox_side_by_side(&firsts, rest, key);
            let mut both = [0; 2 * SIDE_BY_SIDE];
            for at in 0..SIDE_BY_SIDE {
                both[2 * at] = (u64::from(a[at]) << 32) | u64::from(b[at]);
                both[2 * at + 1] = (u64::from(c[at]) << 32) | u64::from(d[at]);
            }
            self.bits.extend_from_slice(&both);
            first += SIDE_BY_SIDE as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lanes;
    use crate::simulate::draws::{Chance, Distribution, Draws, Purpose, RunNumber, Stream, Time};
    use crate::time::Millis;

    fn times() -> Vec<Time> {
        let [short, middle, long] = [10, 20, 90].map(Millis::from_secs);
        let (min, mode, max) = (short, middle, long);
        let distributions = [
            Distribution::Constant(middle),
            Distribution::Uniform { min, max },
            Distribution::Triangular { min, mode, max },
            Distribution::Pert { min, mode, max },
            Distribution::Normal {
                mean: short,
                sd: middle,
            },
            Distribution::Exponential { mean: long },
            Distribution::Samples(vec![long, short]),
        ];
        let times = distributions.map(Time::new);
        times.iter().map(|time| time + Millis(7)).collect()
    }

    /// For numbers of lanes that do and do not fill up the portions in which they are made.
    #[test]
    fn every_lane_draws_what_its_run_draws() {
        let stream = Stream::of_task("jobs.a", 1);
        let chance = Chance::from_millionths(300_000);
        for (seed, first, count) in [(0, 0, 1), (7, 5, 64), (1 << 40, 1000, 131), (3, 1, 5000)] {
            let mut lanes = Lanes::new(seed, first..first + count);
            let (mut drawn, mut struck) = (Vec::new(), Vec::new());
            for time in times() {
                for (attempt, purpose) in [(1, Purpose::Duration), (3, Purpose::CrashAfter)] {
                    lanes.at(stream, attempt);
                    lanes.times(&time, purpose, &mut drawn);
                    lanes.strikes(chance, &mut struck);
                    let runs = (first..first + count)
                        .map(|run| Draws::new(seed, RunNumber(run)).attempt(stream, attempt));
                    let (times, strikes): (Vec<_>, Vec<_>) = runs
                        .map(|draws| (time.draw(&draws, purpose), chance.strikes(&draws)))
                        .unzip();
                    assert_eq!(drawn, times, "{time:?}");
                    let lanes = (0..strikes.len()).filter(|lane| strikes[*lane]);
                    assert_eq!(struck, lanes.collect::<Vec<_>>());
                }
            }
        }
    }
}
