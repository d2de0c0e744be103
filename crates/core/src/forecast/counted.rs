//! Times and how often each came, exactly.

use super::statistics::{MeanEstimate, Sums, rank, ranks_around};
use crate::time::Millis;
use serde::{Deserialize, Serialize};

/// So many times are kept as they come before they are sorted in.
const FEW: usize = 4096;

/// Every time that was added, with nothing rounded. It needs memory for each *different* time only, of
/// which there are few: millions of runs end within minutes of each other, at whole milliseconds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Counted {
    /// Ascending.
    counts: Vec<(Millis, u64)>,
    recent: Vec<(Millis, u64)>,
}

impl Counted {
    pub(crate) fn add(&mut self, time: Millis) {
        self.recent.push((time, 1));
        if self.recent.len() >= self.counts.len().max(FEW) {
            self.sort_in();
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.recent.extend(other.counts);
        self.recent.extend(other.recent);
        if self.recent.len() >= self.counts.len().max(FEW) {
            self.sort_in();
        }
    }

    fn sort_in(&mut self) {
        self.recent.sort_unstable();
        let mut merged: Vec<(Millis, u64)> = Vec::with_capacity(self.counts.len() + FEW);
        let (mut old, mut new) = (self.counts.iter().peekable(), self.recent.iter().peekable());
        while let Some(&(time, count)) = match (old.peek(), new.peek()) {
            (Some(one), Some(other)) if one.0 <= other.0 => old.next(),
            (Some(_), None) => old.next(),
            _ => new.next(),
        } {
            match merged.last_mut() {
                Some(last) if last.0 == time => last.1 += count,
                _ => merged.push((time, count)),
            }
        }
        self.counts = merged;
        self.recent.clear();
    }

    /// All of them in order.
    pub(crate) fn in_order(mut self) -> Ordered {
        self.sort_in();
        let mut below = 0;
        let up_to = self.counts.into_iter().map(|(time, count)| {
            below += count;
            (time, below)
        });
        Ordered {
            up_to: up_to.collect(),
        }
    }
}

/// Times in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Ordered {
    /// Ascending: a time, and how many are not above it.
    up_to: Vec<(Millis, u64)>,
}

impl Ordered {
    pub(crate) fn count(&self) -> u64 {
        self.up_to.last().map_or(0, |last| last.1)
    }

    pub(crate) fn least(&self) -> Option<Millis> {
        self.up_to.first().map(|first| first.0)
    }

    pub(crate) fn most(&self) -> Option<Millis> {
        self.up_to.last().map(|last| last.0)
    }

    /// The time of this rank, counted from 1.
    fn at_rank(&self, rank: u64) -> Option<Millis> {
        let at = self.up_to.partition_point(|(_, up_to)| *up_to < rank);
        self.up_to.get(at).map(|it| it.0)
    }

    /// The time that at least this share of them, in millionths, is not above.
    pub(crate) fn quantile(&self, millionths: u32) -> Option<Millis> {
        self.at_rank(rank(self.count(), millionths))
    }

    /// Between which times the quantile of all runs that could be lies, as far as these can tell.
    pub(crate) fn quantile_bounds(&self, millionths: u32) -> (Option<Millis>, Option<Millis>) {
        let (low, high) = ranks_around(self.count(), millionths);
        let time = |rank: Option<u64>| rank.and_then(|rank| self.at_rank(rank));
        (time(low), time(high))
    }

    /// How many are before this time.
    pub(crate) fn before(&self, time: Millis) -> u64 {
        let at = self.up_to.partition_point(|(it, _)| *it < time);
        at.checked_sub(1).map_or(0, |at| self.up_to[at].1)
    }

    pub(crate) fn sums(&self) -> Sums {
        let mut sums = Sums::default();
        let mut below = 0;
        for &(time, up_to) in &self.up_to {
            sums.add_many(time, up_to - below);
            below = up_to;
        }
        sums
    }

    pub(crate) fn mean(&self) -> Option<MeanEstimate> {
        self.sums().estimate()
    }
}

#[cfg(test)]
mod tests {
    use super::{Counted, Ordered};
    use crate::time::Millis;

    fn ordered(times: impl IntoIterator<Item = u64>) -> Ordered {
        let mut counted = Counted::default();
        times.into_iter().for_each(|time| counted.add(Millis(time)));
        counted.in_order()
    }

    #[test]
    fn is_exact_however_many_there_are() {
        // A permutation of 0..20,011, each three times.
        let times = (0..60_033_u64).map(|at| (at * 7919) % 20_011);
        let ordered = ordered(times);
        assert_eq!(ordered.count(), 60_033);
        assert_eq!(ordered.up_to.len(), 20_011);
        assert_eq!(ordered.quantile(500_000), Some(Millis(10_005)));
        assert_eq!(ordered.quantile(950_000), Some(Millis(19_010)));
        assert_eq!(ordered.before(Millis(100)), 300);
        assert_eq!(
            (ordered.least(), ordered.most()),
            (Some(Millis(0)), Some(Millis(20_010)))
        );
        assert_eq!(ordered.mean().expect("times").mean_ms, Millis(10_005));
    }

    #[test]
    fn merging_is_adding() {
        let mut one = Counted::default();
        let mut other = Counted::default();
        for time in 0..9000 {
            one.add(Millis(time));
            other.add(Millis(time * 2));
        }
        one.merge(other);
        assert_eq!(
            one.in_order(),
            ordered((0..9000).chain((0..9000).map(|it| it * 2)))
        );
    }

    #[test]
    fn of_none_there_is_no_quantile() {
        let none = ordered([]);
        assert_eq!((none.count(), none.quantile(500_000)), (0, None));
        assert_eq!(none.quantile_bounds(500_000), (None, None));
    }
}
