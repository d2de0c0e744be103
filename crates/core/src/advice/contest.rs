//! Many changes are measured within bounds: all of them in a few runs, then fewer in more.
//!
//! Source: Karnin, Koren, Somekh: "Almost Optimal Exploration in Multi-Armed Bandits" (2013), successive
//! halving; runs of earlier rounds are kept, and rounds end as soon as the rest can be measured in full.

use super::change::Change;
use super::measure::Measure;
use std::ops::Range;
use std::sync::Arc;

/// Every contestant gets so many runs.
const FEW: u32 = 32;
/// So many are measured in full.
const KEPT: usize = 8;

/// Changes that are compared, and what is known of them.
#[derive(Debug)]
pub(super) struct Contest<T> {
    pub(super) contestants: Vec<Contestant<T>>,
    /// How many were left out before the first run, or are out by now.
    pub(super) out: usize,
    bounds: Bounds,
    /// So many task runs may still be made.
    left: u64,
    done: u32,
    score: fn(&Measure, &[Measure]) -> i128,
}

/// What is measured together, with its changes.
#[derive(Debug)]
pub(super) struct Contestant<T> {
    pub(super) of: T,
    pub(super) changes: Vec<Arc<Change>>,
    pub(super) measures: Vec<Measure>,
}

/// How much work there may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Tasks of the stage.
    pub(super) tasks: u64,
    /// Runs of a change that is measured in full.
    pub(super) runs: u32,
    /// Task runs of all together.
    pub(super) budget: u64,
}

/// Runs that are to be made of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Round {
    pub(super) contestant: usize,
    pub(super) change: usize,
    pub(super) numbers: Range<u32>,
}

impl<T> Contest<T> {
    /// Of so many changes as can be bounded, the first ones; the rest is out. The higher its score, the
    /// longer a contestant stays; it is told the measure of the runs without a change, too.
    pub(super) fn new(
        mut contestants: Vec<(T, Vec<Change>)>,
        bounds: Bounds,
        score: fn(&Measure, &[Measure]) -> i128,
    ) -> Self {
        let each = contestants.iter().map(|it| it.1.len()).max().unwrap_or(1) as u64;
        let few = bounds.cost(each, FEW.min(bounds.runs)).max(1);
        let rounds = u64::from(bounds.runs.div_ceil(FEW).max(1).ilog2()) + 2;
        let most = usize::try_from(bounds.budget / rounds / few).unwrap_or(usize::MAX);
        let out = contestants.len().saturating_sub(most.max(KEPT));
        contestants.truncate(contestants.len() - out);
        let contestants = contestants.into_iter().map(|(of, changes)| Contestant {
            measures: vec![Measure::default(); changes.len()],
            changes: changes.into_iter().map(Arc::new).collect(),
            of,
        });
        Self {
            contestants: contestants.collect(),
            out,
            bounds,
            left: bounds.budget,
            done: 0,
            score,
        }
    }

    /// The runs to be made next; none if everything is known. `before` has the runs without a change.
    pub(super) fn next(&mut self, before: &Measure) -> Vec<Round> {
        if self.done >= self.bounds.runs || self.contestants.is_empty() {
            return Vec::new();
        }
        let in_full = self.cost(self.bounds.runs - self.done);
        let mut until = self.bounds.runs;
        if in_full > self.left && self.contestants.len() > KEPT {
            if self.done > 0 {
                self.halve(before);
            }
            if self.cost(self.bounds.runs - self.done) > self.left {
                until = (self.done * 2).max(FEW).min(self.bounds.runs);
            }
        }
        self.left = self.left.saturating_sub(self.cost(until - self.done));
        let numbers = self.done..until;
        self.done = until;
        let contestants = self.contestants.iter().enumerate();
        let rounds = contestants.flat_map(|(contestant, it)| {
            let numbers = numbers.clone();
            (0..it.changes.len()).map(move |change| Round {
                contestant,
                change,
                numbers: numbers.clone(),
            })
        });
        rounds.collect()
    }

    /// Keeps the better half, in the order in which they came.
    fn halve(&mut self, before: &Measure) {
        let keep = self.contestants.len().div_ceil(2).max(KEPT);
        let scores = self.contestants.iter().enumerate();
        let mut scores: Vec<(i128, usize)> = scores
            .map(|(number, it)| ((self.score)(before, &it.measures), number))
            .collect();
        scores.sort_unstable_by_key(|(score, number)| (std::cmp::Reverse(*score), *number));
        scores.truncate(keep);
        let kept = crate::order::set(scores.into_iter().map(|it| it.1));
        let mut number = 0;
        let all = self.contestants.len();
        self.contestants.retain(|_| {
            number += 1;
            kept.contains(&(number - 1))
        });
        self.out += all - self.contestants.len();
    }

    /// Task runs of so many more runs of all contestants.
    fn cost(&self, runs: u32) -> u64 {
        let changes = self.contestants.iter().map(|it| it.changes.len() as u64);
        self.bounds.cost(changes.sum(), runs)
    }
}

impl Bounds {
    fn cost(self, changes: u64, runs: u32) -> u64 {
        let runs = self.tasks.saturating_mul(runs.into());
        changes.saturating_mul(runs)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, Change, Contest};
    use crate::advice::contract::Given;
    use crate::advice::measure::{Ended, Measure};
    use crate::time::Millis;

    /// Contestant 5 saves 5 ms a run, and so on; returns who is left, and the task runs that were made.
    fn contest(contestants: u64, runs: u32, budget: u64) -> (Vec<u64>, usize, u64) {
        let bounds = Bounds {
            tasks: 10,
            runs,
            budget,
        };
        let changes = (0..contestants).map(|it| (it, vec![Change::Nothing]));
        let score = |_: &Measure, measures: &[Measure]| measures[0].total_saved();
        let mut contest = Contest::new(changes.collect(), bounds, score);
        let mut made = 0;
        loop {
            let rounds = contest.next(&Measure::default());
            if rounds.is_empty() {
                break;
            }
            for round in rounds {
                let contestant = &mut contest.contestants[round.contestant];
                let [before, after] = [1000, 1000 - contestant.of].map(|at| {
                    let count = (round.numbers.end - round.numbers.start) as usize;
                    vec![Ended::Well(Millis(at)); count]
                });
                let more = Measure::of(&before, &after, Given::Success);
                contestant.measures[round.change].merge(more);
                made += 10 * u64::from(round.numbers.end - round.numbers.start);
            }
        }
        for contestant in &contest.contestants {
            let saved = i128::from(contestant.of) * i128::from(runs);
            assert_eq!(contestant.measures[0].total_saved(), saved);
        }
        let left = contest.contestants.iter().map(|it| it.of);
        (left.collect(), contest.out, made)
    }

    #[test]
    fn what_fits_is_measured_in_full() {
        let (left, out, made) = contest(20, 1000, 200_000);
        assert_eq!((left.len(), out, made), (20, 0, 200_000));
        assert_eq!(contest(0, 1000, 200_000), (vec![], 0, 0));
    }

    #[test]
    fn the_best_of_many_are_left_and_the_budget_is_kept() {
        let (left, out, made) = contest(500, 1000, 2_000_000);
        assert!(left.len() >= 8, "{left:?}");
        let best: Vec<u64> = (500 - left.len() as u64..500).collect();
        assert_eq!(left, best);
        assert_eq!(out, 500 - left.len());
        assert!(made <= 2_000_000, "{made}");
    }

    #[test]
    fn what_cannot_even_be_tried_is_out_from_the_start() {
        let (left, out, made) = contest(100_000, 1000, 2_000_000);
        assert!(left.len() >= 8 && made <= 2_000_000, "{left:?} {made}");
        assert_eq!(out, 100_000 - left.len());
        assert!(left.iter().all(|it| *it < 2000), "{left:?}");
    }
}
