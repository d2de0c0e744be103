//! How likely something is.

use super::purpose::REST_OF_CHANCE;
use super::{AttemptDraws, Purpose};

/// A probability, as the share of all 2^32 values of a random word that mean yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Chance(u64);

const ALL: u64 = 1 << 32;
const WHOLE: u64 = 1_000_000;
/// So many bits of a random word mostly decide, and so many are left.
const UPPER: u32 = 12;
const REST: u32 = 32 - UPPER;

impl Chance {
    /// It never happens.
    pub const NEVER: Self = Self(0);
    /// It always happens.
    pub const ALWAYS: Self = Self(ALL);

    /// From millionths; a million of them, or more, is always. At most 2^-33 off.
    pub const fn from_millionths(millionths: u32) -> Self {
        let millionths = millionths as u64;
        if millionths >= WHOLE {
            return Self::ALWAYS;
        }
        Self((millionths * ALL + WHOLE / 2) / WHOLE)
    }

    /// The chance of what two causes bring about that know nothing of each other. Both are decided by
    /// one random word: a second cause makes no attempt succeed that failed by the first alone.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        // In 2^-64: not even the product of two wholes overflows.
        let neither = (ALL - self.0) as u128 * (ALL - other.0) as u128;
        let neither = (neither + (ALL / 2) as u128) >> 32;
        Self(ALL - neither as u64)
    }

    /// Whether it strikes this attempt.
    #[inline]
    pub fn strikes(self, draws: &AttemptDraws) -> bool {
        match self {
            Self::NEVER => false,
            Self::ALWAYS => true,
            chance => chance
                .decided_by(draws.bits(Purpose::Chance))
                .unwrap_or_else(|| chance.is_decided_by_rest(draws)),
        }
    }

    /// The share of values whose upper bits alone mean yes; one more may do so.
    #[inline]
    pub(super) fn sure(self) -> u64 {
        self.0 >> REST
    }

    /// Whether the upper bits of a random word, the lowest of these bits, mean yes; `None` if they do not
    /// decide.
    #[inline]
    fn decided_by(self, bits: u64) -> Option<bool> {
        let upper = upper(bits);
        (upper != self.sure()).then_some(upper < self.sure())
    }

    /// Whether its lower bits do, when the upper ones have not decided.
    #[cold]
    pub(super) fn is_decided_by_rest(self, draws: &AttemptDraws) -> bool {
        let rest = draws.block(REST_OF_CHANCE) >> (64 - REST);
        rest < self.0 & ((1 << REST) - 1)
    }
}

/// The upper bits of a chance's random word.
#[inline]
pub(super) fn upper(bits: u64) -> u64 {
    bits & ((1 << UPPER) - 1)
}

#[cfg(test)]
mod tests {
    use super::{ALL, Chance, REST};
    use crate::simulate::draws::{Draws, RunNumber, Stream};

    #[test]
    fn is_as_near_as_a_word_allows() {
        assert_eq!(Chance::from_millionths(0), Chance::NEVER);
        assert_eq!(Chance::from_millionths(500_000), Chance(ALL / 2));
        assert_eq!(Chance::from_millionths(1), Chance(4295));
        assert_eq!(Chance::from_millionths(999_999), Chance(ALL - 4295));
        assert_eq!(Chance::from_millionths(1_000_000), Chance::ALWAYS);
        assert_eq!(Chance::from_millionths(u32::MAX), Chance::ALWAYS);
    }

    #[test]
    fn two_causes_are_more_than_one() {
        let [half, fifth] = [500_000, 200_000].map(Chance::from_millionths);
        assert_eq!(half.or(half), Chance::from_millionths(750_000));
        assert_eq!(half.or(fifth), Chance(ALL * 3 / 5));
        for chance in [Chance::NEVER, fifth, Chance::ALWAYS] {
            assert_eq!(chance.or(Chance::NEVER), chance);
            assert_eq!(chance.or(Chance::ALWAYS), Chance::ALWAYS);
            assert!(chance.or(fifth) >= chance);
        }
    }

    /// Where the upper bits do not decide, chances still differ in their lowest.
    #[test]
    fn all_bits_of_a_word_count() {
        let runs = (0..200_000).map(|run| Draws::new(9, RunNumber(run)));
        let mut attempts = runs.map(|draws| draws.attempt(Stream::of_task("jobs.a", 1), 1));
        let half = Chance::from_millionths(500_000);
        let undecided = attempts.find(|draws| {
            half.decided_by(draws.bits(super::Purpose::Chance))
                .is_none()
        });
        let draws = undecided.expect("one of 4,096");
        let rest = draws.block(super::REST_OF_CHANCE) >> (64 - REST);
        let word = (half.sure() << REST) | rest;
        assert!(!Chance(word).strikes(&draws));
        assert!(Chance(word + 1).strikes(&draws));
    }
}
