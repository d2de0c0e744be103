//! The random numbers of many runs at once.

use super::philox::philox_lanes;
use super::{Chance, Purpose, Stream, Time, Unit};
use crate::time::Millis;
use std::ops::Range;

/// What one attempt draws in each of several runs: the same numbers as [`super::AttemptDraws`], made side by
/// side.
#[derive(Debug)]
pub struct Lanes {
    key: [u32; 2],
    /// The numbers of the runs.
    runs: Vec<u32>,
    stream: Stream,
    attempt: u32,
    /// The block that the words are of, if there are any.
    block: Option<u8>,
    /// By word, then lane.
    words: [Vec<u32>; 4],
}

impl Lanes {
    /// Of the runs with these numbers under a seed.
    pub fn new(seed: u64, runs: Range<u32>) -> Self {
        Self {
            key: [seed as u32, (seed >> 32) as u32],
            runs: runs.collect(),
            stream: Stream::of_task("", 0),
            attempt: 0,
            block: None,
            words: Default::default(),
        }
    }

    /// Turns to an attempt.
    pub fn at(&mut self, stream: Stream, attempt: u32) {
        (self.stream, self.attempt, self.block) = (stream, attempt, None);
    }

    /// How long it takes, by lane.
    pub fn times(&mut self, time: &Time, purpose: Purpose, out: &mut Vec<Millis>) {
        out.clear();
        match time {
            Time::Fixed(time) => out.resize(self.runs.len(), *time),
            Time::Drawn(sampler, more) => {
                let place = purpose.place();
                self.make(place.block);
                let words = self.words[place.word]
                    .iter()
                    .zip(&self.words[place.word + 1]);
                let units = words.map(|(high, low)| Unit::new(*high, *low));
                sampler.draw_all(units, out);
                if *more != Millis::ZERO {
                    out.iter_mut().for_each(|time| *time = *time + *more);
                }
            }
        }
    }

    /// Whether the chance strikes, by lane.
    pub fn strikes(&mut self, chance: Chance, out: &mut Vec<bool>) {
        let place = Purpose::Chance.place();
        self.make(place.block);
        out.clear();
        out.extend(
            self.words[place.word]
                .iter()
                .map(|word| chance.is_hit_by(*word)),
        );
    }

    fn make(&mut self, block: u8) {
        if self.block != Some(block) {
            self.block = Some(block);
            let [low, high] = self.stream.words();
            let attempt = (self.attempt << 8) | u32::from(block);
            philox_lanes(&self.runs, [low, high, attempt], self.key, &mut self.words);
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
        for (seed, first, count) in [(0, 0, 1), (7, 5, 64), (1 << 40, 1000, 131)] {
            let mut lanes = Lanes::new(seed, first..first + count);
            let (mut drawn, mut struck) = (Vec::new(), Vec::new());
            for time in times() {
                for (attempt, purpose) in [(1, Purpose::Duration), (3, Purpose::CrashAfter)] {
                    lanes.at(stream, attempt);
                    lanes.times(&time, purpose, &mut drawn);
                    lanes.strikes(chance, &mut struck);
                    let runs = (first..first + count)
                        .map(|run| Draws::new(seed, RunNumber(run)).attempt(stream, attempt));
                    let alone: Vec<_> = runs
                        .map(|draws| (time.draw(&draws, purpose), chance.strikes(&draws)))
                        .collect();
                    let side_by_side: Vec<_> = drawn.iter().copied().zip(struck.clone()).collect();
                    assert_eq!(side_by_side, alone, "{time:?}");
                }
            }
        }
    }
}
