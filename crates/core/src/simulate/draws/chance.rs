//! How likely something is.

use super::{AttemptDraws, Purpose};

/// A probability, as the share of all 2^32 values of a random word that mean yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Chance(u64);

const ALL: u64 = 1 << 32;
const WHOLE: u64 = 1_000_000;

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
            chance => chance.is_hit_by(draws.word(Purpose::Chance)),
        }
    }

    /// Whether this random word is one of those that mean yes.
    #[inline]
    pub(super) fn is_hit_by(self, word: u32) -> bool {
        u64::from(word) < self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, Chance};

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
}
