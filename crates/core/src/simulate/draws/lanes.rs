//! The random numbers of many runs at once.

use super::chance::upper;
use super::philox::{Keys, keys, philox_side_by_side};
use super::{Chance, Draws, Purpose, RunNumber, Stream, Time, counter};
use crate::time::Millis;
use crate::wide::{is_less, mask, widely};
use std::ops::Range;

/// So many blocks are made side by side, for runs in a row and for some here and there.
const IN_A_ROW: usize = 32;
const HERE_AND_THERE: usize = 8;

/// What one attempt draws in each of several runs: the same numbers as [`super::AttemptDraws`], made side by
/// side.
#[derive(Debug)]
pub struct Lanes {
    seed: u64,
    keys: Keys,
    runs: Runs,
    stream: Stream,
    attempt: u32,
    /// The block that the bits are of, if there are any.
    block: Option<u8>,
    /// What each run has of it; of runs in a row from the even number at or before the first on.
    bits: Vec<u64>,
}

/// The numbers of runs.
#[derive(Debug)]
enum Runs {
    InARow(Range<u32>),
    Some(Vec<u32>),
}

impl Lanes {
    /// Of the runs with these numbers under a seed.
    pub fn new(seed: u64, runs: Range<u32>) -> Self {
        Self {
            seed,
            keys: keys([seed as u32, (seed >> 32) as u32]),
            runs: Runs::InARow(runs),
            stream: Stream::of_task("", 0),
            attempt: 0,
            block: None,
            bits: Vec::new(),
        }
    }

    /// Turns to other runs, with any numbers.
    pub fn turn_to(&mut self, runs: impl IntoIterator<Item = u32>) {
        let mut numbers = match std::mem::replace(&mut self.runs, Runs::InARow(0..0)) {
            Runs::InARow(_) => Vec::new(),
            Runs::Some(numbers) => numbers,
        };
        numbers.clear();
        numbers.extend(runs);
        (self.runs, self.block) = (Runs::Some(numbers), None);
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
                out.resize(self.runs.count(), *time);
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
        self.bits(Purpose::Chance.block());
        let all = self.made();
        let is_decided_by_rest = |lane: usize| {
            let draws = Draws::new(self.seed, RunNumber(self.runs.number(lane)));
            chance.is_decided_by_rest(&draws.attempt(self.stream, self.attempt))
        };
        out.clear();
        for (at, bits) in all.chunks(BITS.len()).enumerate() {
            let mut struck = widely(
                #[inline(always)]
                || struck(bits, sure),
            );
            while struck != 0 {
                let lane = at * BITS.len() + struck.trailing_zeros() as usize;
                if upper(all[lane]) < sure || is_decided_by_rest(lane) {
                    out.push(lane);
                }
                struck &= struck - 1;
            }
        }
    }

    /// What each run has of this block.
    fn bits(&mut self, block: u8) -> &[u64] {
        if self.block.replace(block) != Some(block) {
            self.make(block);
        }
        self.made()
    }

    /// What each run has of the block that was made.
    fn made(&self) -> &[u64] {
        let skipped = match &self.runs {
            Runs::InARow(runs) => (runs.start % 2) as usize,
            Runs::Some(_) => 0,
        };
        &self.bits[skipped..skipped + self.runs.count()]
    }

    fn make(&mut self, block: u8) {
        let [_, rest @ ..] = counter(0, self.stream, self.attempt, block);
        let Self {
            keys, runs, bits, ..
        } = self;
        match runs {
            Runs::InARow(runs) => widely(
                #[inline(always)]
                || make_in_a_row(runs.clone(), rest, keys, bits),
            ),
            Runs::Some(runs) => widely(
                #[inline(always)]
                || make_here_and_there(runs, rest, keys, bits),
            ),
        }
    }
}

/// Every bit of a word.
const BITS: [u64; 64] = {
    let mut bits = [1; 64];
    let mut at = 1;
    while at < bits.len() {
        bits[at] = bits[at - 1] << 1;
        at += 1;
    }
    bits
};

/// In which of as many lanes as a word has bits the upper bits of a chance strike, or do not decide.
#[inline(always)]
fn struck(bits: &[u64], sure: u64) -> u64 {
    let lanes = bits.iter().zip(&BITS);
    lanes.fold(0, |struck, (bits, lane)| {
        struck | (lane & mask(is_less(upper(*bits), sure + 1)))
    })
}

impl Runs {
    fn count(&self) -> usize {
        match self {
            Self::InARow(runs) => runs.len(),
            Self::Some(runs) => runs.len(),
        }
    }

    fn number(&self, lane: usize) -> u32 {
        match self {
            Self::InARow(runs) => runs.start + lane as u32,
            Self::Some(runs) => runs[lane],
        }
    }
}

/// Both halves of every block: each serves two runs.
#[inline(always)]
fn make_in_a_row(runs: Range<u32>, rest: [u32; 3], keys: &Keys, bits: &mut Vec<u64>) {
    let (mut first, last) = (runs.start / 2, runs.end.div_ceil(2));
    let blocks = (last - first) as usize;
    bits.resize(2 * blocks.next_multiple_of(IN_A_ROW), 0);
    let (blocks, _) = bits.as_chunks_mut::<2>();
    let (blocks, _) = blocks.as_chunks_mut::<IN_A_ROW>();
    for halves in blocks {
        let firsts: [u32; IN_A_ROW] = std::array::from_fn(|at| first + at as u32);
        philox_side_by_side(&firsts, rest, keys, halves);
        first += IN_A_ROW as u32;
    }
}

/// A block for each run, of which it has one half.
#[inline(always)]
fn make_here_and_there(runs: &[u32], rest: [u32; 3], keys: &Keys, bits: &mut Vec<u64>) {
    bits.clear();
    for runs in runs.chunks(HERE_AND_THERE) {
        let mut firsts = [0; HERE_AND_THERE];
        for (first, run) in firsts.iter_mut().zip(runs) {
            *first = run / 2;
        }
        let mut halves = [[0; 2]; HERE_AND_THERE];
        philox_side_by_side(&firsts, rest, keys, &mut halves);
        for ([even, odd], run) in halves.into_iter().zip(runs) {
            bits.push(if run.is_multiple_of(2) { even } else { odd });
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
