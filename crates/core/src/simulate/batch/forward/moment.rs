//! Moments, and the order of things within one millisecond.

use crate::time::Millis;
use crate::wide::{choice, mask};

/// Bits for the order of things within one millisecond.
const WITHIN: u32 = 22;
/// Of these, the bits for attempts that begin one after the other before anything else does.
const RESTARTS: u32 = 3;
/// A moment is earlier than this; the bits would not hold a later one.
pub(super) const FAR: Millis = Millis(1 << (62 - WITHIN));
/// So many starts may follow one another without any time passing.
pub(super) const MOST_STARTS: usize = 1 << (WITHIN - RESTARTS - 1);

/// A millisecond, and a place in what happens in it.
///
/// Outcomes that were due come first, then the attempts whose back-off is over, and, when all
/// that this leads to has happened, the starts of tasks, whose own outcomes (if they take no time at all)
/// follow in the same way. So a moment has *rounds* of starts, each with rounds of restarts.
///
/// None is below zero. The number has a sign all the same: that is what vectors can be compared by everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(i64);

impl Moment {
    /// It never happens.
    pub(super) const NEVER: Self = Self(i64::MAX);
    /// Before everything.
    pub(super) const ZERO: Self = Self(0);

    /// When it is.
    #[inline]
    pub(super) fn at(self) -> Millis {
        match self {
            Self::NEVER => Millis::MAX,
            Self(moment) => Millis((moment >> WITHIN) as u64),
        }
    }

    /// What was begun now and takes so long is due; what takes no time belongs to the same round.
    #[inline]
    pub(super) fn after(self, lasts: Millis) -> Self {
        match lasts {
            Millis::ZERO => self,
            lasts => Self::of((self.at() + lasts).min(FAR)),
        }
    }

    /// The first of a millisecond, which is no later than [`FAR`].
    #[inline]
    pub(super) fn of(at: Millis) -> Self {
        Self((at.0 << WITHIN) as i64)
    }

    /// The later of two, in steps that compilers do several at once.
    #[inline(always)]
    pub(super) fn later(self, other: Self) -> Self {
        let is_later = mask(self < other);
        Self(choice(is_later, other.0 as u64, self.0 as u64) as i64)
    }

    /// The start of what waits for the outcome at this moment.
    #[inline]
    pub(super) fn start(self) -> Self {
        Self(((self.0 >> RESTARTS) + 1) << RESTARTS)
    }

    /// The attempt that comes so long after the outcome at this moment. `None` if there are too many at
    /// one moment.
    #[inline]
    pub(super) fn restart(self, delay: Millis) -> Option<Self> {
        let next = Self(self.after(delay).0 + 1);
        (next.0 & ((1 << RESTARTS) - 1) != 0).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;
    use crate::time::Millis;

    #[test]
    fn things_have_an_order_within_a_moment() {
        let second = Millis(1000);
        let outcome = Moment::ZERO.start().after(second);
        let restart = outcome.restart(Millis::ZERO).expect("the first");
        let again = restart.restart(Millis::ZERO).expect("the second");
        let start = outcome.start();
        let order = [
            outcome,
            restart,
            again,
            start,
            start.start(),
            start.after(Millis(1)),
        ];
        assert!(order.is_sorted(), "{order:?}");
        assert_eq!(order[..5].iter().map(|it| it.at()).max(), Some(second));
        assert_eq!(again.start(), start, "starts wait for restarts");
        assert_eq!(start.after(Millis::ZERO), start);
        assert_eq!(Moment::NEVER.at(), Millis::MAX);
    }

    #[test]
    fn too_many_restarts_at_one_moment_are_noticed() {
        let mut next = Some(Moment::ZERO);
        let mut count = 0;
        while let Some(moment) = next {
            next = moment.restart(Millis::ZERO);
            count += 1;
        }
        assert_eq!(count, 8);
    }
}
